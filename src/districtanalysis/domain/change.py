"""Change between reference dates: what is asked, and the result with its recipe."""

from __future__ import annotations

import datetime as dt
import itertools
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Annotated, Any

import pandas as pd
from pydantic import AfterValidator, Field

from districtanalysis.domain.finding import Finding
from districtanalysis.domain.origins import OriginsOptions
from districtanalysis.domain.study import Strict, Words
from districtanalysis.errors import SourceError
from districtanalysis.language import join, number, say, signed

SCHEMA_VERSION = 1
CLASSES = ("strong_decrease", "decrease", "stable", "increase", "strong_increase")
# Percent per year, and percentage points per year where the value is a share: conventions of this package, to be set.
RATE_LIMITS = (-1.0, -0.25, 0.25, 1.0)
POINT_LIMITS = (-0.5, -0.1, 0.1, 0.5)
COLUMNS = (
    "indicator",
    "district_id",
    "name",
    "group",
    "before",
    "after",
    "absolute",
    "percent",
    "annual",
    "index",
    "low",
    "high",
    "span",
    "status",
    "base_before",
    "base_after",
    "rank_before",
    "rank_after",
    "class",
)
PARTS = ("natural", "moves", "reclassified", "rest")
_TABLES = {
    "frame": COLUMNS,
    "groups": (*COLUMNS, "districts"),
    "course": ("indicator", "district_id", "name", "date", "value", "index"),
    "parts": ("district_id", "name", "total", *PARTS),
}
_TEXTS = ("indicator", "district_id", "name", "group", "span", "status", "class", "date")


def _four_rising(limits: tuple[float, ...]) -> tuple[float, ...]:
    if len(limits) != len(CLASSES) - 1 or any(not a < b for a, b in itertools.pairwise(limits)):
        raise ValueError(say("change.fault.limits", found=join(number(limit, None) for limit in limits)))
    return limits


Limits = Annotated[tuple[float, ...], AfterValidator(_four_rising)]


class Break(Strict):
    """``[[change.breaks]]``: from ``date`` on, figures are counted differently; no indicators named means all."""

    date: dt.date
    why: Words
    indicators: tuple[str, ...] = ()


class Reclassified(Strict):
    """``[[change.reclassified]]``: persons that a change of borders brought to a district (or took, below zero)."""

    date: dt.date
    district: str
    persons: float
    why: Words = ""


class AreasOptions(Strict):
    """``[change.areas]``: areas within one another from the smallest to the largest, and the group compared in them."""

    nested: tuple[str, ...] = Field(min_length=2)
    part: str = "with_migration_background"
    rest: str = "without_migration_background"
    rounded_to: Annotated[float, Field(ge=0)] = 0


class ChangeOptions(Strict):
    """``[change]``: which indicators between which dates, how they are classed, and what breaks a comparison."""

    start: dt.date | None = None
    end: dt.date | None = None
    indicators: tuple[str, ...] = ()
    group_by: str | None = None
    level: Annotated[float, Field(gt=0, lt=1)] = 0.95
    rate_limits: Limits = RATE_LIMITS
    point_limits: Limits = POINT_LIMITS
    fewest: Annotated[int, Field(ge=0)] = 100
    breaks: tuple[Break, ...] = ()
    reclassified: tuple[Reclassified, ...] = ()
    areas: AreasOptions | None = None
    origins: OriginsOptions = OriginsOptions()


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that was compared: ``share`` changes in percentage points, anything else in percent as well.

    ``years`` lie between ``start`` and ``end``; ``broken`` says why the two cannot be compared, "" where they can.
    ``sums`` adds up a count over all areas of either date, also those that are known at one date only.
    """

    key: str
    label: str
    unit: str
    unit_label: str
    decimals: int
    share: bool
    start: str
    end: str
    years: float
    broken: str = ""
    describes_origin: bool = False
    sums: tuple[float, float] | None = None

    @property
    def step_unit(self) -> str:
        """The unit of ``absolute`` in words."""
        return say("unit.percentage_points") if self.share else self.unit_label


@dataclass(frozen=True, slots=True)
class Change:
    """What changed between two reference dates.

    ``frame`` has one row per indicator and district: ``before``, ``after`` and ``absolute`` in the unit of the
    indicator (percentage points for shares), ``percent`` and ``index`` (before = 100; missing for shares), ``annual``
    (percent per year, or points per year), ``low`` to ``high`` of the change with its kind ``span`` (chance,
    rounding or ""), ``status``, the bases n, the ranks then and now (1 = highest value), ``class`` (of ``CLASSES`` or
    ""). ``groups`` holds the same, pooled from counts, for groups and the whole town (``district_id`` ""), with the
    number of pooled ``districts``. ``course`` holds every date: ``value`` and ``index`` (first = 100). ``parts`` divides
    the change of residents into ``PARTS`` (persons); ``parts_missing`` names what a division would need.
    """

    measures: tuple[Measure, ...]
    frame: pd.DataFrame
    groups: pd.DataFrame
    course: pd.DataFrame
    parts: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=["district_id", "name", "total", *PARTS]))
    parts_missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    recipe: Mapping[str, object] = field(default_factory=dict)

    def measure(self, key: str) -> Measure:
        """Return what is known of one indicator; raises ``KeyError`` for one that was not compared."""
        found = next((entry for entry in self.measures if entry.key == key), None)
        if found is None:
            raise KeyError(key)
        return found

    def of(self, key: str) -> pd.DataFrame:
        """Return the districts of one indicator, indexed by ``district_id``."""
        return self.frame[self.frame["indicator"] == key].set_index("district_id")

    def pooled(self, key: str) -> pd.DataFrame:
        """Return the groups of one indicator and the whole town (""), indexed by ``district_id``."""
        return self.groups[self.groups["indicator"] == key].set_index("district_id")

    def to_frame(self) -> pd.DataFrame:
        """Return one row per indicator and district, then groups and the whole town."""
        return pd.concat([self.frame, self.groups], ignore_index=True)

    def to_json(self) -> str:
        """Return the result as JSON; ``Change.from_json`` reads it again (remarks on the data are not kept)."""
        tables = {name: _records(getattr(self, name)) for name in _TABLES}
        content = {
            "schema_version": SCHEMA_VERSION,
            "measures": [asdict(entry) for entry in self.measures],
            **tables,
            "parts_missing": list(self.parts_missing),
            "notes": list(self.notes),
            "recipe": dict(self.recipe),
        }
        return json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True, allow_nan=False)

    @classmethod
    def from_json(cls, text: str, where: str = "") -> Change:
        """Return the result that ``to_json`` wrote; raises ``SourceError`` for anything else."""
        try:
            content: dict[str, Any] = json.loads(text)
            if content["schema_version"] > SCHEMA_VERSION:
                raise SourceError(say("change.fault.newer", file=where, found=content["schema_version"]))
            tables = {name: _frame(content[name], columns) for name, columns in _TABLES.items()}
            measures = tuple(_measure(entry) for entry in content["measures"])
            lists: dict[str, Any] = {name: tuple(content[name]) for name in ("parts_missing", "notes")}
            return cls(measures=measures, **tables, **lists, recipe=content["recipe"])
        except (ValueError, KeyError, TypeError) as error:
            raise SourceError(say("change.fault.no_result", file=where)) from error

    def _repr_html_(self) -> str:
        labels = {entry.key: entry.label for entry in self.measures}
        rows = self.to_frame()
        town = rows["name"].where(rows["district_id"] != "", say("change.whole"))
        shown = rows[["before", "after", "absolute", "percent"]].assign(
            **{"class": [say(f"change.class.{entry}") if entry else "" for entry in rows["class"].fillna("")]}
        )
        shown.index = pd.MultiIndex.from_arrays([rows["indicator"].map(labels), town])
        shown.columns = [say(f"change.column.{name}") for name in shown.columns]
        formats = {name: (lambda value: signed(value, 2)) for name in list(shown.columns)[2:4]}
        return str(
            shown.to_html(
                na_rep=say("words.not_available_sign"),
                float_format=lambda value: number(value, 1),
                formatters=formats,
                max_rows=40,
            )
        )


def _measure(entry: Mapping[str, Any]) -> Measure:
    sums = entry.get("sums")
    return Measure(**{**entry, "sums": None if sums is None else (float(sums[0]), float(sums[1]))})


def _records(frame: pd.DataFrame) -> list[dict[str, object]]:
    """Return a table as rows of plain values, what is missing as None."""
    columns = [frame[name].astype(object).tolist() for name in frame.columns]
    return [
        {str(name): None if pd.isna(value) else value for name, value in zip(frame.columns, row, strict=True)}
        for row in zip(*columns, strict=True)
    ]


def _frame(rows: list[dict[str, object]], columns: tuple[str, ...]) -> pd.DataFrame:
    found = pd.DataFrame(rows, columns=list(columns))
    return found.astype({name: "object" if name in _TEXTS else "float64" for name in columns})
