"""How the columns of a table share the width of a page, and where long words may be divided."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from districtanalysis.domain.display import Column, Table
from districtanalysis.report.values import is_figure
from districtanalysis.report.wrapping import narrowest, parts_of

_LONGEST, _HEADING = 48, 24
_LONGEST_WORD, _UNDIVIDED = 24, 8
_MARGIN = 2.0
_SMALLEST = 14
_HALF_PAGE = 24
_BOLD = 1.18  # names and headings take more room


def type_size(table: Table, rows: Sequence[Sequence[str]], width: int, *, sign: int = 100) -> int:
    """Return the size of type, in half points: the largest usual one at which the longest words keep in one piece.

    Tables of many columns start smaller; the smallest is 7 points. ``width`` and ``sign`` as in ``widths``.

    >>> from districtanalysis.domain.display import Column
    >>> narrow = Table("t", "", (Column("a", "Stadtteil"), Column("b", "Passung", 1)), ())
    >>> type_size(narrow, [["Oststadt", "81,5"]], 9500), type_size(narrow, [["Oststadt", "81,5"]], 1850)
    (19, 15)
    """
    count = len(table.columns)
    first = 15 if count > 9 else 17 if count > 6 else 19
    least = sum(_needs(column, [row[place] for row in rows])[0] for place, column in enumerate(table.columns))
    fitting = (size for size in range(first, _SMALLEST, -1) if least <= width / (sign * size / 19))
    return next(fitting, _SMALLEST)


def widths(table: Table, rows: Sequence[Sequence[str]], width: int, size: int = 19, *, sign: int = 100) -> list[int]:
    """Return the widths of the columns; they add up to ``width``.

    ``size`` is that of the type in half points, ``sign`` the width of a letter at 19, in the unit of ``width``
    (twentieths of a point). Each column has room for its longest word; what is left goes to longer cells, then to
    headings, then to texts.

    >>> from districtanalysis.domain.display import Column
    >>> widths(Table("t", "", (Column("a", "A", 0), Column("b", "B")), ()), [["1", "Oststadt"]], 1000)
    [275, 725]
    """
    if not table.columns:
        return []
    needs = [_needs(column, [row[place] for row in rows]) for place, column in enumerate(table.columns)]
    room = width / (sign * size / 19)
    levels = [list(level) for level in zip(*needs, strict=True)]
    found = _between(levels, room)
    rest = room - sum(found)
    if rest > 0:
        texts = [0.0 if is_figure(column) else part for column, part in zip(table.columns, found, strict=True)]
        share = texts if any(texts) else found
        found = [part + rest * extra / sum(share) for part, extra in zip(found, share, strict=True)]
    whole = [int(width * part / sum(found)) for part in found]
    whole[-1] += width - sum(whole)
    return whole


def _needs(column: Column, texts: Sequence[str]) -> tuple[float, float, float]:
    """Return the room, in letters, for the longest word, for the longest cell, and for the heading in one line."""
    words = max([narrowest(text) for text in texts] + [narrowest(column.label), 2])
    least = _BOLD * min(words, _LONGEST_WORD) + _MARGIN
    cell = max(least, min(max([len(text) for text in texts] + [0]), _LONGEST) + _MARGIN)
    return least, cell, max(cell, _BOLD * min(len(column.label), _HEADING) + _MARGIN)


def _between(levels: Sequence[list[float]], room: float) -> list[float]:
    """Return the highest level that fits into ``room``, or a mixture of the two around it."""
    if sum(levels[0]) >= room:
        return levels[0]
    for low, high in pairwise(levels):
        if sum(high) > room:
            part = (room - sum(low)) / (sum(high) - sum(low))
            return [a + part * (b - a) for a, b in zip(low, high, strict=True)]
    return levels[-1]


def in_one_piece(rows: Sequence[Sequence[str]], wide: Sequence[int], size: int, *, sign: int = 100) -> bool:
    """Return whether a table is short enough to stand on one page whole: at most half a page of lines.

    ``wide`` are the widths of its columns; ``size`` and ``sign`` as in ``widths``.

    >>> in_one_piece([["Oststadt"]] * 12, [2000], 19), in_one_piece([["Oststadt " * 20]] * 12, [2000], 19)
    (True, False)
    """
    letter = sign * size / 19
    lines = (
        max((-(-len(text) * letter // part) for text, part in zip(row, wide, strict=True)), default=1) for row in rows
    )
    return sum(lines) <= _HALF_PAGE


def divisible(text: str) -> str:
    r"""Return ``text`` with soft hyphens where its long words may be divided.

    >>> divisible("Engagementstruktur der Oststadt")
    'Engagement\xadstruktur der Oststadt'
    """
    return " ".join("".join(parts_of(word)) if len(word) > _UNDIVIDED else word for word in text.split(" "))
