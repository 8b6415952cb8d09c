"""Classes for maps: breaks of a column, and which class a value falls in.

A class is the interval (lower, upper]; ``breaks`` holds the upper ends, the last one the maximum.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from districtanalysis.errors import MethodError
from districtanalysis.language import say

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


def quantiles(values: ArrayLike, k: int = 5) -> FloatArray:
    """Return breaks with about equally many values per class (linear interpolation), at most ``k``.

    >>> quantiles([1, 2, 3, 4], 2).tolist()
    [2.5, 4.0]
    """
    column = _column(values, k)
    return np.unique(np.quantile(column, np.arange(1, k + 1) / k))


def equal_interval(values: ArrayLike, k: int = 5) -> FloatArray:
    """Return ``k`` breaks at equal distances between minimum and maximum.

    >>> equal_interval([0, 10], 2).tolist()
    [5.0, 10.0]
    """
    column = _column(values, k)
    low, high = float(column.min()), float(column.max())
    breaks: FloatArray = low + (high - low) / k * np.arange(1, k + 1, dtype=np.float64)
    breaks[-1] = high
    return breaks


def natural_breaks(values: ArrayLike, k: int = 5) -> FloatArray:
    """Return the ``k`` breaks with the smallest sum of squared deviations inside classes: exact.

    Source: Fisher, JASA 53 (1958); Jenks (1977). Dynamic programming over the sorted values.

    >>> natural_breaks([1, 2, 9, 10], 2).tolist()
    [2.0, 10.0]
    """
    column = np.sort(_column(values, k))
    different, counts = np.unique(column, return_counts=True)
    groups = min(k, len(different))
    ends = _fisher(different, counts.astype(np.float64), groups)
    return different[ends]


def _fisher(values: FloatArray, counts: FloatArray, k: int) -> IntArray:
    """Return the position of the last value of each class."""
    n = len(values)
    zero = np.zeros(1)
    size = np.concatenate([zero, np.cumsum(counts)])
    total = np.concatenate([zero, np.cumsum(counts * values)])
    square = np.concatenate([zero, np.cumsum(counts * values**2)])

    def inside(first: IntArray, last: int) -> FloatArray:
        weight = size[last + 1] - size[first]
        spread: FloatArray = (square[last + 1] - square[first]) - (total[last + 1] - total[first]) ** 2 / weight
        return spread

    cost = np.array([inside(np.array([0]), last)[0] for last in range(n)])
    begins = np.zeros((k, n), dtype=np.int64)
    for group in range(1, k):
        following = np.full(n, np.inf)
        for last in range(group, n):
            first = np.arange(group, last + 1)
            options = cost[first - 1] + inside(first, last)
            best = int(options.argmin())
            following[last], begins[group, last] = options[best], first[best]
        cost = following
    ends, last = [], n - 1
    for group in range(k - 1, -1, -1):
        ends.append(last)
        last = int(begins[group, last]) - 1
    return np.array(ends[::-1])


def maximum_breaks(values: ArrayLike, k: int = 5) -> FloatArray:
    """Return breaks in the middle of the ``k`` - 1 widest gaps, and the maximum.

    >>> maximum_breaks([1, 2, 9, 10], 2).tolist()
    [5.5, 10.0]
    """
    column = np.unique(_column(values, k))
    gaps = np.diff(column)
    widest = np.sort(np.argsort(-gaps, kind="stable")[: min(k - 1, len(gaps))])
    return np.append((column[widest] + column[widest + 1]) / 2, column[-1])


def deviations(values: ArrayLike, multiples: Sequence[float] = (-2, -1, 1, 2)) -> FloatArray:
    """Return breaks at the mean plus multiples of the sample standard deviation (ddof 1), and the maximum.

    >>> deviations([0, 2], (0,)).tolist()
    [1.0, 2.0]
    """
    column = _column(values, 1)
    breaks = column.mean() + np.asarray(multiples) * column.std(ddof=1)
    return _with_maximum(breaks, column)


def box_plot(values: ArrayLike, hinge: float = 1.5) -> FloatArray:
    """Return breaks at the fences and quartiles of a box plot, and the maximum where it lies beyond.

    >>> box_plot([0, 1, 2, 3, 4]).tolist()
    [-2.0, 1.0, 2.0, 3.0, 6.0]
    """
    column = _column(values, 1)
    lower, middle, upper = np.quantile(column, [0.25, 0.5, 0.75])
    reach = hinge * (upper - lower)
    return _with_maximum(np.array([lower - reach, lower, middle, upper, upper + reach]), column)


def percentiles(values: ArrayLike, percents: Sequence[float] = (1, 10, 50, 90, 99, 100)) -> FloatArray:
    """Return breaks at the given percentiles.

    >>> percentiles([0, 10], (50, 100)).tolist()
    [5.0, 10.0]
    """
    return np.unique(np.percentile(_column(values, 1), percents))


def pretty(values: ArrayLike, k: int = 5) -> FloatArray:
    """Return about ``k`` breaks at round numbers (1, 2 or 5 times a power of ten) that cover the values.

    >>> pretty([3, 97], 5).tolist()
    [20.0, 40.0, 60.0, 80.0, 100.0]
    """
    column = _column(values, k)
    low, high = float(column.min()), float(column.max())
    span = _round_number(high - low, up=True)
    step = _round_number(span / (k - 1), up=False) if k > 1 else span
    first, last = np.floor(low / step) * step, np.ceil(high / step) * step
    return np.arange(first + step, last + step / 2, step)


def _round_number(value: float, *, up: bool) -> float:
    """Return a number 1, 2, 5 or 10 times a power of ten: the next one up, or the nearest.

    Source: Heckbert, Nice numbers for graph labels (1990).
    """
    if value == 0:
        return 1.0
    power = 10.0 ** np.floor(np.log10(value))
    fraction = value / power
    limits = (1.0, 2.0, 5.0) if up else (1.5, 3.0, 7.0)
    place = sum(fraction > limit if up else fraction >= limit for limit in limits)
    return float((1, 2, 5, 10)[place] * power)


def head_tail(values: ArrayLike) -> FloatArray:
    """Return breaks for heavy tails: the mean, then the mean of what lies above it, and so on; ends at the maximum.

    Source: Jiang, The Professional Geographer 65 (2013).

    >>> head_tail([1, 1, 1, 5]).tolist()
    [2.0, 5.0]
    """
    column = _column(values, 1)
    highest = float(column.max())
    breaks = []
    while column.mean() < highest:
        breaks.append(float(column.mean()))
        column = column[column > column.mean()]
    return np.array([*breaks, highest])


def given(values: ArrayLike, breaks: Sequence[float]) -> FloatArray:
    """Return the study's own breaks, with the maximum added where it lies beyond them.

    >>> given([1, 50], [20, 30]).tolist()
    [20.0, 30.0, 50.0]
    """
    column = _column(values, 1)
    return _with_maximum(np.unique(np.asarray(breaks, dtype=np.float64)), column)


def classify(values: ArrayLike, breaks: ArrayLike) -> IntArray:
    """Return the class of each value from 0, shape as given; -1 for missing, the last class beyond the end.

    >>> classify([1, 20, 21, np.nan], [20, 30]).tolist()
    [0, 0, 1, -1]
    """
    column, ends = np.asarray(values, dtype=np.float64), np.asarray(breaks, dtype=np.float64)
    place = np.minimum(np.searchsorted(ends, column, side="left"), len(ends) - 1)
    return np.where(np.isnan(column), -1, place).astype(np.int64)


def absolute_deviation(values: ArrayLike, breaks: ArrayLike) -> float:
    """Return the sum of absolute deviations from the class medians, in the unit of the values: how well breaks fit.

    >>> absolute_deviation([1, 3, 9], [3, 9])
    2.0
    """
    column = _column(values, 1)
    place = classify(column, breaks)
    return float(sum(np.abs(column[place == c] - np.median(column[place == c])).sum() for c in np.unique(place)))


SCHEMES: dict[str, Callable[..., FloatArray]] = {
    "quantiles": quantiles,
    "equal_interval": equal_interval,
    "natural_breaks": natural_breaks,
    "maximum_breaks": maximum_breaks,
    "deviations": deviations,
    "box_plot": box_plot,
    "percentiles": percentiles,
    "pretty": pretty,
    "head_tail": head_tail,
}


def _with_maximum(breaks: FloatArray, column: FloatArray) -> FloatArray:
    highest = float(column.max())
    return np.append(breaks, highest) if highest > breaks[-1] else breaks


def _column(values: ArrayLike, k: int) -> FloatArray:
    column = np.asarray(values, dtype=np.float64).ravel()
    column = column[~np.isnan(column)]
    if not len(column) or k < 1:
        raise MethodError(say("spatial.no_classes", values=len(column), classes=k))
    return column
