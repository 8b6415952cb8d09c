"""Tables that stand beside each other on one sheet."""

from __future__ import annotations

from districtanalysis.sources.inspection.columns import Column
from districtanalysis.sources.inspection.words import AREA_WORD, NO_AREA


def side_by_side(columns: list[Column]) -> list[list[Column]]:
    """Return the columns of each table where several stand beside each other, parted by an empty column.

    A table of its own begins with names of areas and goes on with figures; its rows need not be those of its neighbour.
    """
    starts = [0]
    for place in range(1, len(columns)):
        column = columns[place]
        apart = column.place > columns[place - 1].place + 1
        names = column.words > 0.5 and AREA_WORD.search(column.folded) and not NO_AREA.search(column.folded)
        before = any(other.is_figures for other in columns[starts[-1] : place])
        if apart and names and before and any(other.is_figures for other in columns[place + 1 :]):
            starts.append(place)
    return [columns[start:stop] for start, stop in zip(starts, [*starts[1:], len(columns)], strict=True)]
