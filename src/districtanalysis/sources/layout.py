"""Where things stand in the tables of an office: a layout is data, not code."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from districtanalysis.domain.parsing import parse
from districtanalysis.domain.study import Strict
from districtanalysis.errors import LayoutError
from districtanalysis.language import join, say

_SHIPPED = Path(__file__).parent / "layouts"
FOOTER = (
    r"^quelle",
    r"^source",
    r"^anmerkung",
    r"^hinweis",
    r"^legende",
    r"^\d+\)",
    r"^\*",
    r"^[¹²³⁴]",
    r"^stand[ :]",
    r"^note",
)
TOTAL = (r"^(stadt )?(ins)?gesamt\b", r"^gesamtstadt\b", r"^summe\b", r"^total\b", r"^zusammen$")


class DateRule(Strict):
    """Where the reference date stands: a cell and the pattern of the date in it."""

    cell: str
    pattern: str = r"(\d{1,2}\.\d{1,2}\.\d{4}|\d{4}-\d{2}-\d{2})"


class ColumnRule(Strict):
    """One column of figures: the pattern of its heading and what its figures are."""

    heading: str
    variable: str
    age: tuple[int, int] | None = None
    sex: str | None = None
    origin: str | None = None
    kind: str | None = None
    optional: bool = False


class LongRule(Strict):
    """A table with one figure per row: which columns hold the figure and its dimensions."""

    value: str | None = None
    variable: str | None = None
    variable_column: str | None = None
    names: dict[str, str] = Field(default_factory=dict)
    kind: str | None = None
    kinds_are: Literal["facilities", "as_printed"] = "as_printed"
    text: str | None = None
    date: str | None = None

    @model_validator(mode="after")
    def _names_a_variable(self) -> LongRule:
        if (self.variable is None) == (self.variable_column is None):
            raise ValueError(say("layout.long_variable"))
        return self


class Layout(Strict):
    """The shape of one family of tables.

    ``header_rows`` count as the spreadsheet does; headings of several rows are joined by a blank,
    blank cells of a merged heading are filled from the left. All patterns are regular expressions
    on the folded heading (lower case, blanks joined).
    """

    schema_version: int = 1
    name: str
    header_rows: tuple[int, ...]
    key: str
    signs: str = "classic"
    sections: bool = False
    date: DateRule | None = None
    stop: tuple[str, ...] = FOOTER
    totals: tuple[str, ...] = TOTAL
    column: tuple[ColumnRule, ...] = ()
    long: LongRule | None = None

    @model_validator(mode="after")
    def _reads_something(self) -> Layout:
        if bool(self.column) == (self.long is not None):
            raise ValueError(say("layout.nothing_to_read"))
        return self


def load_layout(name: str, folder: Path) -> Layout:
    """Return the layout ``name``: a file beside the study, or one that is shipped.

    Raises ``LayoutError`` for an unknown name, ``StudyError`` for faults in the file.
    """
    beside = folder / name
    path = beside if beside.suffix == ".toml" else _SHIPPED / f"{name}.toml"
    if not path.is_file():
        known = sorted(file.stem for file in _SHIPPED.glob("*.toml"))
        raise LayoutError(say("layout.unknown", name=name, folder=folder, known=join(known) or "–"))
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LayoutError(say("layout.not_toml", file=path.name, reason=error)) from error
    layout = parse(Layout, content, path.name)
    _check_patterns(layout, path.name)
    return layout


def _check_patterns(layout: Layout, where: str) -> None:
    patterns = [layout.key, *layout.stop, *layout.totals, *(rule.heading for rule in layout.column)]
    for pattern in patterns:
        try:
            re.compile(pattern)
        except re.error as error:
            raise LayoutError(say("layout.bad_pattern", file=where, pattern=pattern, reason=error)) from error
