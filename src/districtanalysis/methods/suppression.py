"""Small counts in tables with totals: what is withheld, so that nothing follows by subtraction."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]


def suppressed(counts: FloatArray, minimum: int, *, columns: bool = True, also: BoolArray | None = None) -> BoolArray:
    """Return which cells of a table (rows x columns, persons) are withheld, when the total of each row is shown.

    First the counts from 1 to ``minimum`` - 1. Then, with the smallest sum of persons line by line, further counts
    until in each line the withheld ones could be other numbers: at least two, which together exceed their
    number by ``minimum`` or more. ``columns`` says that the totals of the columns are shown as well; then no
    withheld small count may follow from rows and columns together. Zeros stay: nobody is behind them. A line
    without enough other persons is withheld as a whole. ``also`` names cells to be withheld whatever they hold. Source: Gusfield (1988), SIAM Journal on Computing 17, 552-571 (a
    cell follows from the totals if its edge is a bridge); Willenborg and de Waal (2001), Elements of
    Statistical Disclosure Control, chapter 2.

    >>> suppressed(np.array([[2.0, 5.0, 30.0]]), 3, columns=False).tolist()
    [[True, True, False]]
    """
    table = np.nan_to_num(np.asarray(counts, dtype=np.float64))
    primary = (table > 0) & (table < minimum)
    if also is not None:
        primary |= also
    hidden = primary.copy()
    free = table > 0
    whole = (table, hidden, free)
    lines = [tuple(part[row] for part in whole) for row in range(len(table))]
    lines += [tuple(part[:, column] for part in whole) for column in range(table.shape[1])] if columns else []
    while True:
        before = int(hidden.sum())
        for values, withheld, open_ in lines:
            _complete(values, withheld, open_, minimum)
        if columns:
            _close(table, hidden, free, primary)
        if int(hidden.sum()) == before:
            return hidden


def _complete(values: FloatArray, withheld: BoolArray, free: BoolArray, minimum: int) -> None:
    """Withhold further counts of one line, the smallest first, until its withheld ones could be other numbers.

    The arrays are views on the table: what is withheld here is withheld there.
    """
    while withheld.any():
        if withheld.sum() > 1 and values[withheld].sum() - withheld.sum() >= minimum:
            return
        left = np.flatnonzero(free & ~withheld)
        if not len(left):
            return
        withheld[left[int(np.argmin(values[left]))]] = True


def _close(table: FloatArray, hidden: BoolArray, free: BoolArray, primary: BoolArray) -> None:
    """Withhold the smallest count that puts a bridge among the small ones on a ring of withheld cells."""
    bridges = [cell for cell in _bridges(hidden) if primary[cell]]
    if not bridges:
        return
    row, column = bridges[0]
    options = [(table[r, column] + table[row, c] + table[r, c], r, c) for r, c in _corners(free, row, column)]
    if options:
        _, other_row, other_column = min(options)
        for cell in ((other_row, column), (row, other_column), (other_row, other_column)):
            hidden[cell] = True


def _corners(free: BoolArray, row: int, column: int) -> Iterator[tuple[int, int]]:
    """Yield the opposite corners of every rectangle of counts above zero at this cell."""
    for r in np.flatnonzero(free[:, column]).tolist():
        for c in np.flatnonzero(free[row]).tolist():
            if r != row and c != column and free[r, c]:
                yield r, c


def _bridges(hidden: BoolArray) -> list[tuple[int, int]]:
    """Return the withheld cells on no ring of withheld cells in turn along rows and columns."""
    rows = hidden.shape[0]
    graph: dict[int, list[int]] = {}
    for r, c in np.argwhere(hidden).tolist():
        graph.setdefault(r, []).append(rows + c)
        graph.setdefault(rows + c, []).append(r)
    order: dict[int, int] = {}
    lowest: dict[int, int] = {}
    found: list[tuple[int, int]] = []
    for root, neighbours in graph.items():
        if root in order:
            continue
        stack: list[tuple[int, int, Iterator[int]]] = [(root, -1, iter(neighbours))]
        order[root] = lowest[root] = len(order)
        while stack:
            node, parent, nexts = stack[-1]
            step = next(nexts, None)
            if step is None:
                stack.pop()
                if parent >= 0:
                    lowest[parent] = min(lowest[parent], lowest[node])
                    if lowest[node] > order[parent]:
                        found.append((min(node, parent), max(node, parent) - rows))
            elif step not in order:
                order[step] = lowest[step] = len(order)
                stack.append((step, node, iter(graph[step])))
            elif step != parent:
                lowest[node] = min(lowest[node], order[step])
    return sorted(found)
