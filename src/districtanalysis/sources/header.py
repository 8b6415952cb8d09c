"""The header of a table: where it stands, its rows joined to one heading per column, and finding a column in it."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from districtanalysis.domain.variables import fold
from districtanalysis.errors import LayoutError
from districtanalysis.language import join, say
from districtanalysis.sources.cells import Cells, GridCells, as_text
from districtanalysis.sources.grid import Grid
from districtanalysis.sources.layout import HeaderRule, Layout

_SEARCHED = 200
_LISTED = 30


@dataclass(frozen=True, slots=True)
class Header:
    """One heading per column, printed and folded; ``row`` is the position of its last row, -1 where there is none.

    ``start`` is the position of the first row below it.
    """

    headings: tuple[str, ...]
    folded: tuple[str, ...]
    row: int
    start: int

    def find(self, pattern: str) -> int | None:
        """Return the position of the first heading that fits a pattern of a layout; None where none does."""
        return next((i for i, text in enumerate(self.folded) if text and re.search(pattern, text)), None)


def read_header(cells: Cells, layout: Layout) -> Header:
    """Return the header that ``layout`` describes.

    Raises ``LayoutError`` where the sheet has fewer rows than the header needs, or no row with the
    title or the header that the layout looks for.
    """
    top = _title(cells, layout.begin) if layout.begin else 0
    if layout.headings:
        headings = layout.headings[: cells.width] + ("",) * (cells.width - len(layout.headings))
        last, start = -1, top + 1 if layout.begin else 0
    else:
        rows = _rows(cells, layout, top)
        _refuse_longer(cells, rows)
        headings, last, start = _headings(cells, rows, layout, top), rows[-1], rows[-1] + 1
    return Header(headings, tuple(fold(text) for text in headings), last, start)


def join_headings(grid: Grid, layout: Layout) -> list[str]:
    """Return one heading per column of a grid: the header rows joined by a blank, merged cells filled.

    Raises ``LayoutError`` where the grid has fewer rows than the header needs.
    """
    return list(read_header(GridCells(grid), layout).headings)


def text_of(grid: Grid, row: int, column: int) -> str:
    """Return the cell as stripped text; "" where it is blank or outside."""
    cells = grid.rows[row]
    return as_text(cells[column]) if column < len(cells) else ""


def listed(headings: tuple[str, ...] | list[str]) -> str:
    """Return the headings as people read them, in quotation marks, each once; the word for "none" where there are none.

    >>> listed(["Stadtteil", "", "Einwohner"])
    '„Stadtteil“ und „Einwohner“'
    """
    named = [f"„{heading}“" for heading in dict.fromkeys(headings) if heading]
    more = " …" if len(named) > _LISTED else ""
    return (join(named[:_LISTED]) + more) or say("layout.no_known_column")


def readable(pattern: str) -> str:
    """Return a pattern of a layout without its signs, for messages.

    >>> readable("^(art|kind)$")
    'art / kind'
    """
    return re.sub(r"[\\^$()?]", "", re.sub(r"\(\?P<\w+>", "(", pattern)).replace("|", " / ")


def _title(cells: Cells, pattern: str) -> int:
    for row in range(cells.height):
        text = next((text for column in range(cells.width) if (text := cells.text(row, column))), "")
        if re.search(pattern, fold(text)):
            return row
    raise LayoutError(say("layout.no_title", place=cells.where(), pattern=pattern))


def _rows(cells: Cells, layout: Layout, top: int) -> list[int]:
    if layout.header is not None:
        return _found(cells, layout.header, top)
    offset = top - 1 if layout.begin else -cells.first_row
    rows = [row + offset for row in layout.header_rows]
    if max(rows) >= cells.height or min(rows) < 0:
        words = {"row": max(layout.header_rows), "count": cells.height}
        raise LayoutError(say("layout.no_header", place=cells.where(), **words))
    return rows


def _refuse_longer(cells: Cells, rows: list[int]) -> None:
    """Raise ``LayoutError`` for a header with more headings than the rows below it have values."""
    row = next((row for row in rows if row in cells.longer_rows), None)
    if row is not None:
        found, expected = cells.longer_rows[row]
        place = f"{cells.where()}, {cells.address(row, 0)}"
        raise LayoutError(say("layout.longer_header", place=place, found=found, expected=expected))


def _found(cells: Cells, rule: HeaderRule, top: int) -> list[int]:
    for row in range(top, min(cells.height, top + _SEARCHED)):
        if any(re.fullmatch(rule.row, fold(cells.text(row, column))) for column in range(cells.width)):
            return list(range(max(top, row - rule.above), row + 1))
    raise LayoutError(say("layout.no_header_found", place=cells.where(), pattern=rule.row))


def _headings(cells: Cells, rows: list[int], layout: Layout, top: int) -> tuple[str, ...]:
    levels = [[cells.text(row, column) for column in range(cells.width)] for row in rows]
    for upper, lower in reversed(list(itertools.pairwise(levels))):  # from below: a heading may reach over several rows
        fill_right(upper, lower)
    whole = [" ".join(dict.fromkeys(part for part in parts if part)) for parts in zip(*levels, strict=True)]
    if layout.heading_row is None and layout.header is None:
        return tuple(whole)
    offset = top - 1 if layout.begin else -cells.first_row
    row = rows[-1] if layout.heading_row is None else layout.heading_row + offset
    return tuple(cells.text(row, column) or heading for column, heading in enumerate(whole))


def fill_right(upper: list[str], lower: list[str]) -> None:
    """Carry a heading to the right over blank cells that have a heading of their own below.

    >>> upper = ["Gebiet", "Einwohner", ""]
    >>> fill_right(upper, ["", "insgesamt", "unter 18"])
    >>> upper
    ['Gebiet', 'Einwohner', 'Einwohner']
    """
    for column in range(1, len(upper)):
        if not upper[column] and lower[column]:
            upper[column] = upper[column - 1] if lower[column - 1] else ""
