"""Ward's hierarchy by the nearest-neighbour chain: every join in about n steps of length n, without scipy's import.

Source: Ward, JASA 58 (1963); Murtagh, The Computer Journal 26 (1983); update after Lance and Williams (1967).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


def ward_tree(squared: FloatArray) -> tuple[IntArray, FloatArray]:
    """Return the joins of Ward's hierarchy: children (rows - 1, 2) and heights (rows - 1,), lowest first.

    ``squared`` holds the squared distances of all pairs (rows, rows). Rows are the nodes 0 to n - 1; join i
    makes node n + i. Heights are in the unit of the distances, as scipy's linkage gives them.

    >>> children, heights = ward_tree(np.array([[0.0, 1.0, 81.0], [1.0, 0.0, 64.0], [81.0, 64.0, 0.0]]))
    >>> children.tolist(), heights.round(3).tolist()
    ([[0, 1], [2, 3]], [1.0, 9.815])
    """
    table = squared.copy()
    np.fill_diagonal(table, np.inf)
    rows = len(table)
    sizes = np.ones(rows)
    active = np.ones(rows, dtype=bool)
    joins: list[tuple[int, int, float]] = []
    chain: list[int] = []
    while len(joins) < rows - 1:
        if not chain:
            chain.append(int(active.argmax()))
        last = chain[-1]
        near = int(table[last].argmin())
        if len(chain) > 1 and table[last, chain[-2]] <= table[last, near]:
            near = chain[-2]
            joins.append((last, near, float(table[last, near])))
            _join(table, sizes, active, last, near)
            del chain[-2:]
        else:
            chain.append(near)
    return _ordered(joins, rows)


def _join(table: FloatArray, sizes: FloatArray, active: NDArray[np.bool_], gone: int, kept: int) -> None:
    """Join ``gone`` into ``kept``: new distances to all others by the update formula."""
    height = table[gone, kept]
    total = sizes[gone] + sizes[kept] + sizes
    joined = (sizes[gone] + sizes) * table[gone] + (sizes[kept] + sizes) * table[kept] - sizes * height
    joined /= total
    active[gone] = False
    joined[~active] = np.inf
    joined[kept] = np.inf
    table[kept], table[:, kept] = joined, joined
    table[gone], table[:, gone] = np.inf, np.inf
    sizes[kept] += sizes[gone]


def _ordered(joins: list[tuple[int, int, float]], rows: int) -> tuple[IntArray, FloatArray]:
    """Return the joins by height with nodes numbered as they come into being."""
    heights = np.array([height for *_, height in joins])
    order = np.argsort(heights, kind="stable")
    parent = np.arange(2 * rows)

    def top(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = int(parent[node])
        return node

    children = np.empty((len(joins), 2), dtype=np.int64)
    for place, join in enumerate(order):
        first, second = sorted((top(joins[join][0]), top(joins[join][1])))
        children[place] = first, second
        parent[first] = parent[second] = rows + place
    return children, np.sqrt(np.maximum(heights[order], 0))
