"""Where things stand in the tables of an office: a layout is data, not code."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Literal

from pydantic import Field, field_validator, model_validator

from districtanalysis.domain.study import Strict, Words
from districtanalysis.language import say

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
    r"^_{3,}$",
    r"^©",
)
TOTAL = (r"^(stadt )?(ins)?gesamt\b", r"^gesamtstadt\b", r"^summe\b", r"^total\b", r"^zusammen$", r"^insg\.?$")
_MONTH = r"(?i:jan|jän|feb|mär|mrz|mar|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|dez|dec)[a-zä]*\.?"
DATE = (
    rf"(\d{{1,2}}\. ?\d{{1,2}}\. ?\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}(?:\. ?| ){_MONTH} \d{{4}}|\d{{1,2}}\. ?[A-Za-zä]+ \d{{4}}|"
    r"(?<!\d)(?:19|20)\d{2}(?:0[1-9]|1[0-2])?(?!\d))"
)
Dimension = Literal["date", "sex", "age", "origin", "kind"]
Age = tuple[int, int]


class DateRule(Strict):
    """Where the reference date stands: a cell, a column, a heading or the name of the file, and its pattern there.

    A year alone stands for its last day unless ``day`` (month-day) names another.
    """

    cell: str | None = None
    column: str | None = None
    heading: str | None = None
    file: bool = False
    pattern: str = DATE
    day: str = "12-31"

    @model_validator(mode="after")
    def _one_place(self) -> DateRule:
        if sum((self.cell is not None, self.column is not None, self.heading is not None, self.file)) != 1:
            raise ValueError(say("layout.date_place"))
        return self


class Meaning(Strict):
    """What figures are about: a variable and its dimensions; an age is (from, to), to = -1 for an open band.

    Named groups of the pattern (``age_from``, ``age_to``, ``age_below``, ``sex``, ``origin``,
    ``kind``, ``date``) give dimensions too; ``{heading}`` and ``{group}`` stand for what was found.
    ``open_age``: an upper bound of this many years or more means that the band is open.
    """

    variable: str
    age: Age | None = None
    sex: str | None = None
    origin: str | None = None
    kind: str | None = None
    date: dt.date | None = None
    open_age: int = 110

    @field_validator("age", mode="before")
    @classmethod
    def _open_band(cls, age: object) -> object:
        return (*age, -1) if isinstance(age, list | tuple) and len(age) == 1 else age


class ColumnRule(Meaning):
    """Columns of figures: the pattern of their headings and what the figures are.

    A pattern with named groups, or with a template, reads every column that fits; any other the
    first one. ``check_only``: the column repeats figures that stand elsewhere. ``factor`` makes
    "in 1 000" whole; ``decimals`` is the precision of the print where a program added digits;
    ``missing`` names cells that stand for "not available".
    """

    heading: str
    optional: bool = False
    check_only: bool = False
    factor: float = 1.0
    decimals: int | None = None
    missing: tuple[str, ...] = ()


class RowRule(Meaning):
    """Rows of a long table: the pattern of what their name columns say (joined by " | ") and what it means.

    ``absent = "zero"``: a row that is missing for an area stands for nothing of this kind.
    """

    match: str
    absent: Literal["unknown", "zero"] = "unknown"


class LongRule(Strict):
    """A table with one figure per row: which columns hold the figure, its name and its dimensions.

    ``variable_column`` is one pattern or several, whose cells are joined; ``names`` and ``row`` say
    what they mean. Rows that no rule knows are refused, unless ``others = "skip"``. A group ``n`` in
    ``value`` reads several columns of values, ``{n}`` stands for it in ``variable_column``; so does a
    group ``date``, which dates the column (a year by ``day``, month-day).
    """

    value: str | None = None
    variable: str | None = None
    variable_column: str | tuple[str, ...] | None = None
    names: dict[str, str] = Field(default_factory=dict)
    row: tuple[RowRule, ...] = ()
    others: Literal["refuse", "skip"] = "refuse"
    kind: str | None = None
    kinds_are: Literal["facilities", "as_printed"] = "as_printed"
    text: str | None = None
    date: str | None = None
    day: str = "12-31"
    factor: float = 1.0
    decimals: int | None = None

    @model_validator(mode="after")
    def _names_a_variable(self) -> LongRule:
        if (self.variable is None) == (self.variable_column is None):
            raise ValueError(say("layout.long_variable"))
        return self

    @property
    def name_columns(self) -> tuple[str, ...]:
        """The patterns of the columns that name the variable."""
        if self.variable_column is None:
            return ()
        return (self.variable_column,) if isinstance(self.variable_column, str) else self.variable_column

    @property
    def rules(self) -> tuple[RowRule, ...]:
        """What the rows mean; ``names`` in the same form."""
        return (*self.row, *(RowRule(match=pattern, variable=key) for pattern, key in self.names.items()))


class LevelRule(Strict):
    """A level of areas: which keys or names belong to it, or from which row on.

    ``parent`` is the number of leading signs that are the key of the area above, or a pattern of the key and what
    becomes of it.
    """

    name: str
    key: str | None = None
    begins: str | None = None
    parent: int | tuple[str, str] | None = None


class MatrixRule(Strict):
    """A table of moves: rows are where people come from, columns where they go, or the other way round.

    The figure belongs to the area that people move to; ``origin`` is where they come from.
    """

    variable: str
    heading: str
    total: str
    rows: Literal["from", "to"] = "from"


class FlatDimension(Strict):
    """A dimension of a flat file: the code that announces it, and what it is here."""

    code: str
    is_: Literal["area", "sex", "age", "origin", "kind"] = Field(alias="is")


class FlatRule(Strict):
    """A flat file whose dimensions stand in numbered blocks of columns; ``{n}`` is the number of the block."""

    code: str
    attribute: str
    label: str
    dimension: tuple[FlatDimension, ...]


class AreaVersion(Strict):
    """Which delimitation of the areas a table follows, by its reference date."""

    name: str
    since: dt.date | None = None
    until: dt.date | None = None


class HeaderRule(Strict):
    """A header found by what it says: cells of its last row fit ``row`` and name the columns; ``above`` rows explain."""

    row: str
    above: int = 0


class Layout(Strict):
    """The shape of one family of tables.

    ``header_rows`` count as the spreadsheet does, or from the title that fits ``begin``; headings of
    several rows are joined by a blank, blank cells of a merged heading are filled from the left;
    ``heading_row`` is the one that names the columns where the others only explain. All patterns are
    regular expressions on the folded heading (lower case, blanks joined). ``area`` names the one
    area that a whole table is about; ``file_pattern`` finds it in the name of the file, in its groups
    ``key`` and ``name``, and a group ``date`` there dates the table. ``split`` is a pattern that parts
    the cells of a line where no single sign does.
    """

    schema_version: int = 1
    name: str
    remark: Words = ""
    sheet: str | None = None
    begin: str | None = None
    ends_at_blank: bool = False
    header_rows: tuple[int, ...] = ()
    header: HeaderRule | None = None
    headings: tuple[str, ...] = ()
    heading_row: int | None = None
    area: str | None = None
    area_name: str | None = None
    file_pattern: str | None = None
    key: str = ""
    key_pattern: str | None = None
    name_column: str | None = None
    width: int | tuple[int, ...] | None = None
    fill_down: bool = False
    level: tuple[LevelRule, ...] = ()
    area_version: tuple[AreaVersion, ...] = ()
    signs: str = "classic"
    encoding: str | None = None
    delimiter: str | None = None
    split: str | None = None
    decimal: str | None = None
    thousands: str | None = None
    sections: bool | Literal["sex", "age", "origin", "kind", "date"] = False
    date: DateRule | None = None
    stop: tuple[str, ...] = FOOTER
    totals: tuple[str, ...] = TOTAL
    missing_if_all_zero: tuple[str, ...] = ()
    dimension: dict[Dimension, str] = Field(default_factory=dict)
    not_read: tuple[str, ...] = ()
    column: tuple[ColumnRule, ...] = ()
    long: tuple[LongRule, ...] = ()
    matrix: MatrixRule | None = None
    flat: FlatRule | None = None

    @field_validator("long", mode="before")
    @classmethod
    def _one_or_several(cls, long: object) -> object:
        return (long,) if isinstance(long, Mapping | LongRule) else long

    @model_validator(mode="after")
    def _reads_something(self) -> Layout:
        if bool(self.column) + bool(self.long) + (self.matrix is not None) != 1:
            raise ValueError(say("layout.nothing_to_read"))
        if bool(self.header_rows) + (self.header is not None) + bool(self.headings) != 1:
            raise ValueError(say("layout.one_header"))
        homes = (bool(self.key), self.area is not None, self.flat is not None, self.file_pattern is not None)
        if sum(homes) != 1:
            raise ValueError(say("layout.one_key"))
        return self

    @property
    def widths(self) -> tuple[int, ...]:
        """The lengths that a key may have, shortest first."""
        return tuple(sorted((self.width,) if isinstance(self.width, int) else self.width or ()))
