"""What the readers of wide, long and other tables share: where they read, and dimensions that a row states."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from districtanalysis.domain.observations import STATUSES
from districtanalysis.domain.variables import codebook, codebooks, variables
from districtanalysis.errors import LayoutError
from districtanalysis.language import say
from districtanalysis.sources.body import Body
from districtanalysis.sources.cells import Cells, Rows, Texts
from districtanalysis.sources.dimensions import read_age, read_date, read_sex
from districtanalysis.sources.facts import DIMENSIONS, numbered
from districtanalysis.sources.figure_columns import Figures, plain
from districtanalysis.sources.header import Header, listed, readable
from districtanalysis.sources.layout import Layout

_NOT_AVAILABLE = STATUSES.index("not_available")
_UNREADABLE = STATUSES.index("unreadable")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as printed, with the cell of its last row."""

    text: str
    cell: str
    variable: str


@dataclass(slots=True)
class Context:
    """A table while it is read; ``dimensions`` are columns that state one for every row, ``used`` those read so far."""

    cells: Cells
    layout: Layout
    header: Header
    day: dt.date | None = None
    dimensions: dict[str, int] = field(default_factory=dict)
    headings: list[Heading] = field(default_factory=list)
    used: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Find the columns of dimensions that the layout names."""
        wanted = dict(self.layout.dimension)
        if self.layout.date is not None and self.layout.date.column is not None:
            wanted["date"] = self.layout.date.column
        self.dimensions |= {name: self.place(pattern) for name, pattern in wanted.items()}

    def place(self, pattern: str) -> int:
        """Return the position of a column; raises ``LayoutError`` with the headings where it is not there."""
        column = self.header.find(pattern)
        if column is None:
            words = {"what": readable(pattern), "found": listed(self.header.headings)}
            raise LayoutError(say("layout.no_key", place=self.cells.where(), **words))
        return column

    def note(self, column: int, variable: str) -> None:
        """Remember that a column was read, and for which variable."""
        row = max(self.header.row, 0)
        self.used.add(column)
        self.headings.append(Heading(self.header.headings[column], self.cells.address(row, column), variable))

    def texts(self, column: int, rows: Rows) -> Texts:
        """Return the texts of some rows of a column."""
        start = int(rows[0])
        texts = self.cells.texts(column, start, int(rows[-1]) + 1)
        return texts if len(texts.codes) == len(rows) else texts.taken(rows - start)

    @property
    def date(self) -> Texts:
        """The reference date of the table, for one figure; missing where none is known."""
        return numbered([self.day])


@dataclass(slots=True)
class RowDimensions:
    """What the rows say about their figures: texts by dimension, and ages."""

    texts: dict[str, Texts]
    ages: tuple[np.ndarray, np.ndarray] | None


def row_dimensions(context: Context, body: Body) -> RowDimensions:
    """Return the dimensions that columns or section rows state for each row; what they do not state is absent."""
    texts = {name: context.texts(column, body.rows) for name, column in context.dimensions.items()}
    if isinstance(context.layout.sections, str):
        texts[context.layout.sections] = body.section
    ages = _ages(texts.pop("age")) if "age" in texts else None
    if "sex" in texts:
        texts["sex"] = _recoded(texts["sex"], [read_sex(name) for name in texts["sex"].names])
    if "date" in texts:
        texts["date"] = read_dates(texts["date"], context)
    return RowDimensions({name: texts[name] for name in DIMENSIONS if name in texts}, ages)


def read_dates(texts: Texts, context: Context) -> Texts:
    """Return printed dates as dates."""
    rule = context.layout.date
    days = []
    for name in texts.names:
        found = re.search(rule.pattern, name) if rule is not None else None
        day = read_date(found.group(1) if found else name, day=rule.day if rule is not None else "12-31")
        days.append(day.isoformat() if day is not None else "")
    return _recoded(texts, days)


def _recoded(texts: Texts, names: list[str]) -> Texts:
    """Return texts under other names; "" becomes missing."""
    number: dict[str, int] = {}
    moved = [number.setdefault(name, len(number)) if name else -1 for name in names]
    return Texts(np.array([*moved, -1], dtype=np.int32)[texts.codes], tuple(number))


def _ages(texts: Texts) -> tuple[np.ndarray, np.ndarray]:
    bands = [read_age(name) or (-1, -1) for name in texts.names]
    table = np.array([*bands, (-1, -1)], dtype=np.int16)
    return table[texts.codes, 0], table[texts.codes, 1]


def of_concept(variable: str) -> str:
    """Return how the cells of a variable are read: ``text``, ``step`` (of a code book) or ``number``.

    >>> of_concept("residents"), of_concept("programme_frame"), of_concept("context")
    ('number', 'step', 'text')
    """
    concept = variables()[variable].concept
    if concept == "text":
        return "text"
    return "step" if concept == "ordinal" and variable in codebooks() else "number"


def read_steps(printed: Texts, variable: str) -> Figures:
    """Return the steps of a code book that texts stand for; a text that fits none is unreadable."""
    book = codebook(variable)
    steps = [book.read(name) for name in printed.names]
    values = np.array([np.nan if step is None else float(step) for step in steps] + [np.nan])[printed.codes]
    figures = _blank_figures(len(values), printed)
    figures.value[:], figures.low[:], figures.high[:] = values, values, values
    figures.decimals[:] = 0
    figures.status[np.isnan(values)] = _UNREADABLE
    return figures


def read_words(printed: Texts) -> Figures:
    """Return texts as figures without a value."""
    return _blank_figures(len(printed.codes), printed)


def _blank_figures(size: int, printed: Texts) -> Figures:
    figures = plain(np.full(size, np.nan), np.full(size, -1, dtype=np.int8), printed.codes < 0, "plain")
    figures.texts = {row: printed.names[code] for row, code in enumerate(printed.codes.tolist()) if code >= 0}
    return figures


def blank_out(figures: Figures, part: slice, words: Sequence[str]) -> None:
    """Make figures missing whose print is one of the words by which an office says so."""
    inside = range(*part.indices(len(figures)))
    places = [place for place, text in figures.texts.items() if place in inside and text.strip() in words]
    figures.value[places] = figures.low[places] = figures.high[places] = np.nan
    figures.status[places] = _NOT_AVAILABLE


def not_available(figures: Figures, places: np.ndarray) -> None:
    """Make figures missing; what was printed stays as their text."""
    figures.texts.update(
        (int(place), f"{figures.value[place]:g}") for place in places if not np.isnan(figures.value[place])
    )
    figures.value[places] = figures.low[places] = figures.high[places] = np.nan
    figures.status[places] = _NOT_AVAILABLE
    figures.blank[places] = False
