"""How far two groupings of the same districts agree, and which group became which."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from districtanalysis.errors import MethodError
from districtanalysis.language import say

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


def contingency(first: ArrayLike, second: ArrayLike) -> IntArray:
    """Return the counts of districts per pair of groups, shape (groups of first, groups of second).

    >>> contingency([0, 0, 1], [1, 0, 0]).tolist()
    [[1, 1], [1, 0]]
    """
    a, b = _coded(first), _coded(second)
    if len(a) != len(b):
        raise MethodError(say("typology.lengths", first=len(a), second=len(b)))
    rows, columns = int(a.max()) + 1, int(b.max()) + 1
    return np.bincount(a * columns + b, minlength=rows * columns).reshape(rows, columns)


def adjusted_rand(first: ArrayLike, second: ArrayLike) -> float:
    """Return the adjusted Rand index: 1 = the same grouping, 0 = as by lot, below 0 = less than by lot.

    Source: Hubert and Arabie, Journal of Classification 2 (1985).

    >>> adjusted_rand([0, 0, 1, 1], ["b", "b", "a", "a"])
    1.0
    """
    return float(_adjusted(contingency(first, second)[None])[0])


def adjusted_rand_many(labels: IntArray, reference: IntArray) -> FloatArray:
    """Return the adjusted Rand index of each row of ``labels`` (repeats, districts) with ``reference`` (districts,).

    Labels are whole numbers from 0.

    >>> adjusted_rand_many(np.array([[0, 1], [1, 1]]), np.array([0, 1])).tolist()
    [1.0, 0.0]
    """
    repeats = len(labels)
    rows, columns = int(labels.max()) + 1, int(reference.max()) + 1
    code = (np.arange(repeats)[:, None] * rows + labels) * columns + reference
    tables = np.bincount(code.ravel(), minlength=repeats * rows * columns).reshape(repeats, rows, columns)
    return _adjusted(tables)


def match(old: ArrayLike, new: ArrayLike) -> dict[int, int]:
    """Return, for each number in ``new``, the number in ``old`` that it shares most districts with.

    A one-to-one assignment with the greatest total overlap; a new group without partner gets a
    number that ``old`` does not use. Source: Kuhn, Naval Research Logistics 2 (1955).

    >>> match([1, 1, 2, 2], [2, 2, 1, 1])
    {1: 2, 2: 1}
    """
    from scipy.optimize import linear_sum_assignment

    before, after = np.unique(np.asarray(old)), np.unique(np.asarray(new))
    rows, columns = linear_sum_assignment(-contingency(new, old))
    pairs = {int(after[row]): int(before[column]) for row, column in zip(rows, columns, strict=True)}
    free = int(before.max()) + 1
    for number in after:
        if int(number) not in pairs:
            pairs[int(number)] = free
            free += 1
    return dict(sorted(pairs.items()))


def _adjusted(tables: IntArray) -> FloatArray:
    table = tables.astype(np.float64)
    cells = _pairs(table).sum(axis=(1, 2))
    rows, columns = _pairs(table.sum(axis=2)).sum(axis=1), _pairs(table.sum(axis=1)).sum(axis=1)
    total = _pairs(table.sum(axis=(1, 2)))
    expected = np.divide(rows * columns, total, out=np.zeros_like(rows), where=total > 0)
    greatest = (rows + columns) / 2
    gap = greatest - expected
    # two groupings without any pair to tell apart agree completely
    result: FloatArray = np.divide(cells - expected, gap, out=np.ones_like(gap), where=gap > 0)
    return result


def _pairs(count: FloatArray) -> FloatArray:
    return count * (count - 1) / 2


def _coded(labels: ArrayLike) -> IntArray:
    values = np.asarray(labels)
    if values.size == 0:
        raise MethodError(say("typology.no_labels"))
    return np.unique(values, return_inverse=True)[1].astype(np.int64)
