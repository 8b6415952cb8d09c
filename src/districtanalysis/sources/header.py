"""The header of a table: its rows joined to one heading per column, and finding a column in it."""

from __future__ import annotations

import itertools
import re

from districtanalysis.domain.variables import fold
from districtanalysis.errors import LayoutError
from districtanalysis.language import join, say
from districtanalysis.sources.grid import Grid
from districtanalysis.sources.layout import Layout


def join_headings(grid: Grid, layout: Layout) -> list[str]:
    """Return one heading per column: the header rows joined by a blank, merged cells filled.

    Raises ``LayoutError`` where the grid has fewer rows than the header needs.
    """
    indexes = [row - grid.first_row for row in layout.header_rows]
    if not indexes or max(indexes) >= len(grid.rows) or min(indexes) < 0:
        place, count = grid.where(), len(grid.rows)
        raise LayoutError(say("layout.no_header", place=place, row=max(layout.header_rows, default=1), count=count))
    width = max(len(row) for row in grid.rows)
    levels = [[text_of(grid, index, column) for column in range(width)] for index in indexes]
    for upper, lower in itertools.pairwise(levels):
        _fill_right(upper, lower)
    return [" ".join(dict.fromkeys(part for part in parts if part)) for parts in zip(*levels, strict=True)]


def text_of(grid: Grid, row: int, column: int) -> str:
    """Return the cell as stripped text; "" where it is blank or outside."""
    cells = grid.rows[row]
    value = cells[column] if column < len(cells) else None
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _fill_right(upper: list[str], lower: list[str]) -> None:
    """Carry a heading to the right over blank cells that have a heading of their own below."""
    for column in range(1, len(upper)):
        if not upper[column] and lower[column]:
            upper[column] = upper[column - 1] if lower[column - 1] else ""


def find_column(headings: list[str], pattern: str) -> int | None:
    """Return the position of the first heading that fits a pattern of a layout; None where none does.

    >>> find_column(["Stadtteil", "Einwohner insgesamt"], "^einwohner")
    1
    """
    return next((i for i, heading in enumerate(headings) if heading and re.search(pattern, fold(heading))), None)


def listed(headings: list[str]) -> str:
    """Return the headings as people read them, in quotation marks; the word for "none" where there are none.

    >>> listed(["Stadtteil", "", "Einwohner"])
    '„Stadtteil“ und „Einwohner“'
    """
    return join([f"„{heading}“" for heading in headings if heading]) or say("layout.no_known_column")


def readable(pattern: str) -> str:
    """Return a pattern of a layout without its signs, for messages.

    >>> readable("^(art|kind)$")
    'art / kind'
    """
    return re.sub(r"[\^$()?]", "", pattern).replace("|", " / ")
