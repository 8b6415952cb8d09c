"""What each column of a table is for, and which form the table has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from districtanalysis.domain.inspection import Form
from districtanalysis.domain.variables import fold, variables
from districtanalysis.sources.cells import Texts
from districtanalysis.sources.dimensions import read_date
from districtanalysis.sources.inspection.areas import Rows, value_of
from districtanalysis.sources.inspection.columns import Column, Key
from districtanalysis.sources.inspection.headings import Said, read_levels, settle_pairs
from districtanalysis.sources.inspection.window import Window
from districtanalysis.sources.inspection.words import ID_WORD, ROW_NUMBER, TOTAL_HEADING

_DATE_WORD = re.compile(r"(^|[ _])(jahr|zeit|year|time|date|datum|stand|stichtag)\b|jahr$")
_STATED = (
    ("sex", re.compile(r"\b(geschlecht|sex|gender)\b")),
    ("age", re.compile(r"\b(alter|altersgruppe|altersklasse|age|age group)\b")),
    ("origin", re.compile(r"\b(herkunft\w*|nationalität|staatsangehörigkeit|origin|nationality|citizenship)\b")),
)
_FLAT = re.compile(r"^\d+_(variable|merkmal)_code$")
_NUMBERED = re.compile(r"^0*(\d{1,3})$")
_PART_OF_KEY = re.compile(
    r"(plr|bzr|pgr|lor|bez|bezirk|stadtteil|stadtraum|stadtbezirk|kreis|gemeinde)( ?(nr|nummer))?\.?"
)
_VALUE = re.compile(r"^(wert|zahl|anzahl|value|count|\w+wert|\w*zahl|betrag)$")
_MOST_NAMES = 2_000
_LONGEST = 150


@dataclass(frozen=True, slots=True)
class Variable:
    """The variable that a column is read as; ``kind`` keeps the heading where no variable is known.

    ``beside`` is the heading of the column whose ages it holds.
    """

    name: str = "published_count"
    kind: bool = True
    confidence: float = 0.5
    beside: str = ""


@dataclass(slots=True)
class Planned:
    """A column with its role: figure, total, date, sex, age, origin, named, part or text."""

    column: Column
    role: str
    said: Said = field(default_factory=Said)
    variable: Variable = field(default_factory=Variable)


@dataclass(slots=True)
class Plan:
    """The form of a table and the roles of its columns beside key and name; ``moves`` reads from rows to columns."""

    form: Form
    columns: list[Planned]

    def of(self, *roles: str) -> list[Planned]:
        """Return the columns with one of some roles."""
        return [entry for entry in self.columns if entry.role in roles]


def make_plan(window: Window, key: Key | None, columns: Sequence[Column], rows: Rows, context: str = "") -> Plan:
    """Return what the columns are for; ``context`` is the variable that the whole table is about."""
    if any(_FLAT.match(fold(column.heading)) for column in columns):
        return Plan("flat", [Planned(column, "text") for column in columns])
    if key is None:
        return Plan("none", [Planned(column, "text") for column in columns])
    taken = {key.column.place, key.name.place if key.name else -1}
    others = [column for column in columns if column.place not in taken]
    repeated = not key.column.unique
    plan = [Planned(column, _role(column, key, repeated=repeated)) for column in others]
    for entry in plan:
        if entry.role == "figure":
            entry.said = read_levels(entry.column.levels)
    figures = [entry for entry in plan if entry.role == "figure"]
    for entry, said in zip(figures, settle_pairs([entry.said for entry in figures]), strict=True):
        entry.said = said
    _one_date(plan)
    _name(figures, context)
    _name_ages(window, figures, rows)
    form = _form(window, key, plan, rows)
    if form == "long":
        _keep_values(figures)
    return Plan(form, plan)


def _one_date(plan: list[Planned]) -> None:
    """Keep the one column of dates that differs most from row to row; the year of publication is none."""
    dates = [entry for entry in plan if entry.role == "date"]
    for entry in sorted(dates, key=lambda entry: ("publi" in entry.column.folded, -entry.column.distinct))[1:]:
        entry.role = "text"


def _name(figures: list[Planned], context: str) -> None:
    """Give every column its variable; a meaning that a column before it has already is not given twice."""
    seen: set[tuple[object, ...]] = set()
    for entry in figures:
        said = entry.said
        entry.variable = variable_of(entry.column, said, context)
        meaning = _meaning(entry)
        if not entry.variable.kind and meaning in seen:
            entry.variable = variable_of(entry.column, Said(share=said.share, ratio=said.ratio, date=said.date), "")
        seen.add(meaning)


def _name_ages(window: Window, figures: list[Planned], rows: Rows) -> None:
    """Take columns that name an age and nothing else for residents of that age where those of all ages stand before.

    Nothing but ages and their shares may stand between, and no row may have more of an age than of all.
    """
    whole: Planned | None = None
    meanings = {_meaning(entry) for entry in figures if not entry.variable.kind}
    for entry in figures:
        said = entry.said
        if said.age_from < 0:
            known = entry.variable.name == "residents" and not (entry.variable.kind or said.sex)
            whole = entry if known else None
        elif whole is not None and said.bare and entry.variable.name == "published_count":
            found = Variable(
                "residents", kind=False, confidence=0.6, beside=whole.column.levels[-1] if whole.column.levels else ""
            )
            meaning = ("residents", *_meaning(entry)[1:])
            if meaning not in meanings and said.date == whole.said.date and _within(window, entry, whole, rows):
                entry.variable = found
                meanings.add(meaning)


def _meaning(entry: Planned) -> tuple[object, ...]:
    said = entry.said
    return entry.variable.name, said.age_from, said.age_to, said.sex, said.date


def _within(window: Window, part: Planned, whole: Planned, rows: Rows) -> bool:
    pairs = [(value_of(window, part.column, row), value_of(window, whole.column, row)) for row in rows.areas]
    known = [(one, all_) for one, all_ in pairs if one is not None and all_ is not None]
    return len(known) > 1 and all(one <= all_ for one, all_ in known)


def variable_of(column: Column, said: Said, context: str) -> Variable:
    """Return the variable of a column: the one that its heading names, else the one that the table is about.

    Counts are whole: where the cells are percentages or have decimals, a heading of persons means something else.
    """
    cells = column.texts.names[:200]
    percent = said.share or sum("%" in cell for cell in cells) > 0.5 * max(len(cells), 1)
    counts = not percent and not column.decimals
    if said.variable and (counts or variables()[said.variable].concept != "count" or said.variable == "area_km2"):
        return Variable(said.variable, kind=False, confidence=0.9)
    if said.variable == "foreigners" and percent:
        return Variable("foreign_share_printed", kind=False, confidence=0.7)
    if said.bare and context and counts:
        return Variable(context, kind=False, confidence=0.6)
    if percent:
        return Variable("published_share", confidence=0.7)
    return Variable("published_count") if counts and not said.ratio else Variable("published_figure", confidence=0.6)


def _keep_values(figures: list[Planned]) -> None:
    """Leave out columns of figures that are no value where others are called one: ranks, numbers of years."""
    if any(_VALUE.match(entry.column.folded) for entry in figures):
        for entry in figures:
            if not _VALUE.match(entry.column.folded):
                entry.role = "text"


def _role(column: Column, key: Key, *, repeated: bool) -> str:
    names = column.texts.names
    if names and _is_date(column, repeated=repeated):
        return "date"
    coded = not column.decimals and (ID_WORD.search(fold(column.heading)) or _PART_OF_KEY.fullmatch(column.folded))
    if column.is_figures and not coded:
        return "figure"
    if not names or ROW_NUMBER.search(column.folded) or max(map(len, names[:200])) > _LONGEST:
        return "text"
    return "part" if column.words < 0.5 else _role_of_words(column, key, repeated=repeated)


def _role_of_words(column: Column, key: Key, *, repeated: bool) -> str:
    known = read_levels(column.levels).variable
    if known and variables()[known].concept == "ordinal":
        return "figure"
    part = determines(key.column.texts, column.texts)
    stated = next((role for role, pattern in _STATED if pattern.search(column.folded)), "")
    if stated and not (stated == "origin" and part):
        return stated
    if part:
        return "part"
    return "named" if repeated and 1 < column.distinct <= _MOST_NAMES else "text"


def _is_date(column: Column, *, repeated: bool) -> bool:
    named = bool(_DATE_WORD.search(column.folded))
    years = column.years > 0.9 and (repeated or column.distinct == 1)
    return years or (named and all(read_date(name) is not None for name in column.texts.names[:20]))


def determines(first: Texts, second: Texts) -> bool:
    """Return whether each text of one column stands beside one text of another only.

    >>> key, above = Texts(np.array([0, 1, 0]), ("a", "b")), Texts(np.array([0, 0, 0]), ("x",))
    >>> determines(key, above), determines(above, key)
    (True, False)
    """
    if len(first.codes) != len(second.codes):
        return False
    both = (first.codes >= 0) & (second.codes >= 0)
    pairs = len(np.unique(first.codes[both].astype(np.int64) * (len(second.names) + 1) + second.codes[both]))
    return bool(both.any()) and pairs == len(np.unique(first.codes[both]))


def _form(window: Window, key: Key, plan: list[Planned], rows: Rows) -> Form:
    figures = [entry for entry in plan if entry.role == "figure"]
    if not figures:
        return "keys" if key.areas else "none"
    if not key.areas:
        return "features"
    if _is_matrix(window, key, figures, rows):
        return "matrix"
    named = [entry for entry in plan if entry.role in {"named", "sex", "age", "origin"}]
    if not key.column.unique and any(entry.role == "named" for entry in named) and len(figures) <= 12:
        return "long"
    return "wide"


def _is_matrix(window: Window, key: Key, figures: list[Planned], rows: Rows) -> bool:
    """Return whether the columns are headed by the areas of the rows; marks the columns of totals."""
    areas = {_area(window.texts[row][key.column.place]) for row in rows.areas}
    across = [entry for entry in figures if entry.column.levels and _area(entry.column.levels[-1]) in areas]
    if len(across) < 3 or len(across) < 0.6 * len(areas):
        return False
    for entry in figures:
        if entry not in across and entry.column.levels and TOTAL_HEADING.search(fold(entry.column.levels[-1])):
            entry.role = "total"
        elif entry not in across:
            entry.role = "text"
    return True


def _area(text: str) -> str:
    """Return an area as rows and headings can both print it: numbers without zeros before them."""
    folded = fold(text)
    match = _NUMBERED.match(folded)
    return match[1] if match else folded
