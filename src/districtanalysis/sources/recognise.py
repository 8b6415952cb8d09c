"""A layout for a table that nobody has described: header, key column and variables by their headings."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from districtanalysis.domain.variables import fold, variables
from districtanalysis.errors import LayoutError
from districtanalysis.language import join, say
from districtanalysis.sources.cells import GridCells
from districtanalysis.sources.grid import Grid
from districtanalysis.sources.header import read_header, text_of
from districtanalysis.sources.layout import TOTAL, ColumnRule, Layout, LongRule
from districtanalysis.sources.notation import read_figure
from districtanalysis.sources.units import fits_unit, is_unit_row, split_unit

KEY = (
    r"^(stadt|orts|wohn)?(teil|bezirk|quartier|viertel)\w*$",
    r"^(statistischer? )?(bezirk|gebiet|raum|stadtraum)\w*( name)?$",
    r"^(ortsbezirk|ortschaft|quartier|kiez|planungsraum|name|district|neighbourhood|quarter|area)\w*$",
)
KIND = r"^(art|einrichtungsart|kategorie|typ|kind|type)( der einrichtung)?$"
COUNT = r"^(anzahl|zahl|menge|count|number)$"
EVIDENCE = r"^(bezeichnung|name|beleg|text|bemerkung|beschreibung|description|evidence|note)$"
FEATURE = r"^(merkmal|größe|feature|variable)$"
STEP = r"^(stufe|code|wert|step|value)$"
FEATURES = {
    r"^engagement": "engagement_structure",
    r"^(förder|programm)": "programme_frame",
    r"^generation": "generation_situation",
}
_DEEPEST = 3
_SEARCHED = 30


@dataclass(frozen=True, slots=True)
class Recognition:
    """A layout that was recognised, and the sentence that says by what."""

    layout: Layout
    evidence: str


def recognise(grid: Grid) -> Recognition:
    """Return the layout of an undescribed table and the evidence for it.

    The header is the block of rows, up to three, whose joined headings name a key column and the
    most known variables; a row of units belongs to it. Raises ``LayoutError`` with the headings found where nothing fits: a
    guess is never presented as a fact.
    """
    cells = GridCells(grid)
    found = [candidate for candidate in _candidates(grid, cells) if candidate is not None]
    if not found:
        raise LayoutError(say("layout.unrecognised", place=grid.where(), found=_best_headings(grid)))
    _, layout, headings = max(found, key=lambda candidate: candidate[0])
    return Recognition(layout, _evidence(grid, layout, headings))


def _candidates(grid: Grid, cells: GridCells) -> list[tuple[tuple[int, int, int], Layout, list[str]] | None]:
    depths = [(top, depth) for top in range(min(len(grid.rows), _SEARCHED)) for depth in range(1, _DEEPEST + 1)]
    return [_try(grid, cells, top, depth) for top, depth in depths if top + depth < len(grid.rows)]


def _try(grid: Grid, cells: GridCells, top: int, depth: int) -> tuple[tuple[int, int, int], Layout, list[str]] | None:
    rows = tuple(range(top + grid.first_row, top + depth + grid.first_row))
    if any(_looks_like_data(grid, index) for index in range(top, top + depth)):
        return None
    if any(_holds_units(grid, index) for index in (top - 1, top + depth)):
        return None  # a heading without its unit may take a share for a count
    blank = Layout(name="auto", header_rows=rows, key=".", column=(ColumnRule(heading=".", variable="residents"),))
    headings = list(read_header(cells, blank).headings)
    key = next((h for h in headings if any(re.search(pattern, fold(h)) for pattern in KEY)), None)
    if key is None or _goes_on(grid, top + depth, headings.index(key)) or _has_neighbour(headings):
        return None
    layout = _long(rows, key, headings) or _wide(
        rows, key, headings, sections=_in_sections(grid, top + depth, headings.index(key))
    )
    if layout is None:
        return None
    size = 2 if layout.long else len(layout.column)
    return ((size, -depth, -top), layout, headings)


def _looks_like_data(grid: Grid, index: int) -> bool:
    """Return whether a row holds numbers other than years: such a row is no header."""
    numbers = [value for value in grid.rows[index] if isinstance(value, int | float) and not 1900 <= value <= 2100]
    figures = [v for v in grid.rows[index] if isinstance(v, str) and read_figure(v).value == read_figure(v).value]
    return bool(numbers) or sum(not re.fullmatch(r"\d{4}", text.strip()) for text in figures) > 1


def _has_neighbour(headings: list[str]) -> bool:
    """Return whether another table stands beside the first one: its rows need not be about the same areas."""
    apart = (text for before, text in itertools.pairwise(headings) if text and not before)
    return any(re.search(pattern, fold(text)) for text in apart for pattern in KEY[:2])


def _goes_on(grid: Grid, index: int, key: int) -> bool:
    """Return whether a row holds headings too: several texts, no figure, and no name of an area."""
    texts = [text_of(grid, index, column) for column in range(len(grid.rows[index]))]
    filled = [text for text in texts if text]
    figures = any(character.isdigit() for text in filled for character in text)
    named = key < len(texts) and texts[key]
    return len(filled) > 1 and not named and not figures


def _holds_units(grid: Grid, index: int) -> bool:
    inside = 0 <= index < len(grid.rows)
    return inside and is_unit_row([text_of(grid, index, column) for column in range(len(grid.rows[index]))])


def _in_sections(grid: Grid, start: int, key: int) -> bool:
    """Return whether rows that hold a name alone part the table: it begins with one, and there are several.

    A single one among the others is an area without figures.
    """
    alone = [[place for place, cell in enumerate(row) if cell not in (None, "")] == [key] for row in grid.rows[start:]]
    filled = [lone for lone, row in zip(alone, grid.rows[start:], strict=True) if any(c not in (None, "") for c in row)]
    return bool(filled) and filled[0] and sum(filled[:-1]) > 1


def _wide(rows: tuple[int, ...], key: str, headings: list[str], *, sections: bool) -> Layout | None:
    rules: dict[str, ColumnRule] = {}
    for heading in headings:
        variable = _variable(heading) if heading != key else None
        if variable is not None and variable not in rules:
            rules[variable] = ColumnRule(heading=_exactly(heading), variable=variable)
    if not rules:
        return None
    return Layout(
        name="auto", header_rows=rows, key=_exactly(key), column=tuple(rules.values()), sections=sections, totals=TOTAL
    )


def is_list(folded: Sequence[str]) -> bool:
    """Return whether headings are those of a list of facilities or of evidence.

    >>> is_list(["stadtteil", "art", "anzahl"]), is_list(["stadtteil", "einwohner"])
    (True, False)
    """

    def has(*patterns: str) -> bool:
        return any(re.search(pattern, text) for pattern in patterns for text in folded)

    return has(*KEY) and ((has(KIND) and has(COUNT, EVIDENCE)) or (has(FEATURE) and has(STEP)))


def _long(rows: tuple[int, ...], key: str, headings: list[str]) -> Layout | None:

    def column(pattern: str) -> str | None:
        return next((_exactly(h) for h in headings if h != key and re.search(pattern, fold(h))), None)

    kind, feature = column(KIND), column(FEATURE)
    text = column(EVIDENCE)
    if kind is not None and (column(COUNT) is not None or text is not None):
        rule = LongRule(variable="facilities", value=column(COUNT), kind=kind, kinds_are="facilities", text=text)
    elif feature is not None and column(STEP) is not None:
        rule = LongRule(variable_column=feature, names=FEATURES, value=column(STEP), text=text)
    else:
        return None
    return Layout(name="auto", header_rows=rows, key=_exactly(key), long=(rule,), signs="plain")


def _variable(heading: str) -> str | None:
    """Return the variable that a heading names in its unit; footnote signs at its end do not count."""
    folded = re.sub(r"\s*(\d+\)|[¹²³⁴*]+)$", "", fold(heading))
    rest, unit = split_unit(folded)
    texts = {folded, f"{rest} in %"} if unit == "percent" else {folded, rest} if unit == "count" else {folded}
    texts |= {text.removeprefix("bevölkerung ") for text in texts}  # the topic above, not what is counted
    for key, variable in variables().items():
        said = any(re.search(pattern, text) for pattern in variable.headings for text in texts)
        if said and fits_unit(variable.concept, unit):
            return key
    return None


def _exactly(heading: str) -> str:
    return f"^{re.escape(fold(heading))}$"


def _evidence(grid: Grid, layout: Layout, headings: list[str]) -> str:
    key = next(h for h in headings if re.search(layout.key, fold(h)))
    if not layout.long:
        names = [variables()[rule.variable].label for rule in layout.column]
    else:
        names = [variables()[name].label for name in (layout.long[0].variable, *layout.long[0].names.values()) if name]
    header = (
        f"{layout.header_rows[0]}–{layout.header_rows[-1]}" if len(layout.header_rows) > 1 else layout.header_rows[0]
    )
    return say("layout.recognised", place=grid.where(), header=header, key=key, columns=join(names))


def _best_headings(grid: Grid) -> str:
    rows = [[text_of(grid, i, c) for c in range(len(grid.rows[i]))] for i in range(min(len(grid.rows), _SEARCHED))]
    widest = max(rows, key=lambda row: sum(bool(cell) for cell in row), default=[])
    return join([f"„{cell}“" for cell in widest if cell][:12]) or say("layout.no_known_column")
