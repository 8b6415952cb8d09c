"""Recipes of monitors as data: who is left out, which indices, which classes, which matrix."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from districtanalysis.domain.parsing import parse
from districtanalysis.domain.registry import Registry
from districtanalysis.domain.study import Direction, Goalposts, Strict, Ties, Words
from districtanalysis.errors import StudyError
from districtanalysis.language import join, say
from districtanalysis.scoring.aggregate import AGGREGATIONS, Aggregation
from districtanalysis.scoring.normalise import NORMALISATIONS, Normalisation

RECIPES = Path(__file__).parent / "recipes"
_OWN_AGGREGATIONS = ("sum", "first_component")


def _normalisation(key: str) -> str:
    return _known(NORMALISATIONS, key)


def _aggregation(key: str) -> str:
    return key if key in _OWN_AGGREGATIONS else _known(AGGREGATIONS, key)


def _known(registry: Registry[Normalisation] | Registry[Aggregation], key: str) -> str:
    """Return a registered key; the reader of the file wants a ``ValueError`` to add to the other faults."""
    try:
        registry[key]
    except StudyError as error:
        raise ValueError(str(error)) from error
    return key


class Minimum(Strict):
    """Units with fewer than ``value`` in ``column`` get no index and take no part in any scale."""

    column: str = "residents"
    value: float
    why: Words = ""


class Named(Strict):
    """One unit that is left out by name, with the reason that is printed."""

    id: str
    why: Words


class Exclude(Strict):
    """``[exclude]``: who takes no part."""

    minimum: Minimum | None = None
    named: tuple[Named, ...] = ()
    missing: Literal["leave_out", "refuse"] = "leave_out"


class MonitorIndicator(Strict):
    """One indicator of an index; ``log`` takes logarithms of value and goalposts first."""

    key: str
    label: Words = ""
    group: str = ""
    direction: Direction = "more"
    weight: Annotated[float, Field(gt=0)] = 1.0
    goalposts: Goalposts = None
    log: bool = False
    describes_origin: bool = False
    why: Words = ""


class Classes(Strict):
    """Classes of an index between ``breaks``; ``belongs`` says where a value on a break goes."""

    breaks: tuple[float, ...]
    labels: tuple[Words, ...]
    belongs: tuple[Literal["below", "above"], ...] = ()

    @model_validator(mode="after")
    def _fits(self) -> Classes:
        if len(self.labels) != len(self.breaks) + 1 or len(self.belongs) not in {0, len(self.breaks)}:
            raise ValueError(say("recipes.fault.classes", breaks=len(self.breaks), labels=len(self.labels)))
        if list(self.breaks) != sorted(set(self.breaks)):
            raise ValueError(say("recipes.fault.breaks"))
        return self


class Index(Strict):
    """``[[index]]``: normalise, join within groups, join the groups, rescale, class.

    ``restandardise`` makes the joined score a z-value again; ``mean`` and ``sd`` rescale it;
    ``quantiles`` makes that many classes of equal size (10 = deciles).
    """

    key: str
    label: Words = ""
    normalisation: Annotated[str, AfterValidator(_normalisation)] = "z_score"
    ddof: Literal[0, 1] = 0
    within: Annotated[str, AfterValidator(_aggregation)] = "arithmetic"
    between: Annotated[str, AfterValidator(_aggregation)] = "arithmetic"
    restandardise: bool = False
    mean: float | None = None
    sd: float | None = None
    quantiles: int | None = None
    first: Literal["high", "low"] = "high"
    ties: Ties = "min"
    indicator: tuple[MonitorIndicator, ...] = Field(min_length=1)
    classes: Classes | None = None


class Cell(Strict):
    """One group of a matrix: a class of the rows, one of the columns ("*" = any)."""

    row: str
    column: str


class Matrix(Strict):
    """``[matrix]``: two indices crossed; ``attention`` marks the groups that are pointed out."""

    rows: str
    columns: str
    label: Words = ""
    attention: tuple[Cell, ...] = ()
    attention_label: Words = ""


class MonitorRecipe(Strict):
    """A monitor as a data file."""

    schema_version: int
    kind: Literal["monitor"]
    name: str
    label: Words
    why: Words = ""
    source: str = ""
    caution: Words = ""
    exclude: Exclude = Exclude()
    index: tuple[Index, ...] = Field(min_length=1)
    matrix: Matrix | None = None

    @model_validator(mode="after")
    def _matrix_is_known(self) -> MonitorRecipe:
        classed = {entry.key for entry in self.index if entry.classes is not None}
        wanted = {self.matrix.rows, self.matrix.columns} if self.matrix else set()
        if not wanted <= classed:
            raise ValueError(
                say("recipes.fault.matrix", found=join(sorted(wanted - classed)), known=join(sorted(classed)))
            )
        return self

    @property
    def indicators(self) -> tuple[MonitorIndicator, ...]:
        """All indicators of all indices, each once."""
        return tuple({entry.key: entry for part in self.index for entry in part.indicator}.values())


def monitor_recipes() -> tuple[str, ...]:
    """Return the names of the shipped monitor recipes.

    >>> "berlin-mss-2017" in monitor_recipes()
    True
    """
    return tuple(sorted(path.stem for path in RECIPES.glob("*.toml") if is_monitor(path)))


def is_monitor(path: Path) -> bool:
    """Return whether a recipe file describes a monitor.

    >>> is_monitor(RECIPES / "three-criteria.toml")
    False
    """
    if not path.is_file():
        return False
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        return False  # whoever reads it as a recipe says what is wrong with it
    return content.get("kind") == "monitor"


def monitor_path(name: str, folder: Path = Path()) -> Path | None:
    """Return the file of a monitor recipe, beside the study or shipped; None where there is none.

    >>> monitor_path("berlin-mss-2017").name, monitor_path("three-criteria")
    ('berlin-mss-2017.toml', None)
    """
    path = folder / name if name.endswith(".toml") else RECIPES / f"{name}.toml"
    return path if is_monitor(path) else None


def read_monitor(name: str, folder: Path = Path()) -> MonitorRecipe:
    """Return a monitor recipe: shipped, by its name, or a TOML file beside the study.

    Raises ``StudyError`` for an unknown name, naming the known ones, and for every fault in it.

    >>> [index.key for index in read_monitor("berlin-mss-2017").index]
    ['status', 'dynamics']
    """
    path = monitor_path(name, folder)
    if path is None:
        raise StudyError(say("study.unknown_recipe", name=name, known=join(monitor_recipes())))
    return parse(MonitorRecipe, tomllib.loads(path.read_text(encoding="utf-8")), path.name)
