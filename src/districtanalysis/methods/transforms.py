"""Transforms of one column of values: arrays in, arrays of the same length out; NaN stays NaN.

Each function reads like its definition and checks nothing: the callers in the stages do.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
Ties = Literal["min", "dense", "average"]
EQUAL = 1e-12
HANDBOOK_PERCENTILES = (15.0, 25.0, 65.0, 85.0, 95.0)


def between_goalposts(values: FloatArray, low: float, high: float) -> FloatArray:
    """Return the place of each value between two fixed points, 0 to 100, clipped at both ends.

    Source: UNDP Human Development Report, technical notes (dimension index, there 0 to 1).

    >>> between_goalposts(np.array([-1.0, 10.0, 40.0]), 0, 40).tolist()
    [0.0, 25.0, 100.0]
    """
    return np.clip(100 * (values - low) / (high - low), 0, 100)


def min_max(values: FloatArray) -> FloatArray:
    """Return the place of each value between the smallest and the largest, 0 to 100.

    Source: OECD/JRC Handbook on Constructing Composite Indicators (2008), section 5.3.

    >>> min_max(np.array([2.0, 3.0, 6.0])).tolist()
    [0.0, 25.0, 100.0]
    """
    low, high = np.nanmin(values), np.nanmax(values)
    return np.asarray(100 * (values - low) / (high - low), dtype=np.float64)


def z_score(values: FloatArray, *, ddof: int = 1) -> FloatArray:
    """Return the distance from the unweighted mean in standard deviations.

    ``ddof`` 0 divides by n (Berlin's monitor), 1 by n - 1. Source: OECD/JRC handbook, section 5.2.

    >>> z_score(np.array([1.0, 2.0, 3.0])).tolist()
    [-1.0, 0.0, 1.0]
    """
    return np.asarray((values - np.nanmean(values)) / np.nanstd(values, ddof=ddof), dtype=np.float64)


def ascending_ranks(values: FloatArray, ties: Ties = "min") -> FloatArray:
    """Return ranks from 1 (lowest) to n (highest); NaN has no rank.

    Values closer than 1e-12 of the largest absolute value are equal: what differs by less came
    from rounding in the computer, not from the town. Source: OECD/JRC handbook, section 5.1.

    >>> ascending_ranks(np.array([5.0, 7.0, 5.0, np.nan, 1.0])).tolist()
    [2.0, 4.0, 2.0, nan, 1.0]
    >>> ascending_ranks(np.array([5.0, 7.0, 5.0, 1.0]), "dense").tolist()
    [2.0, 3.0, 2.0, 1.0]
    >>> ascending_ranks(np.array([5.0, 7.0, 5.0, 1.0]), "average").tolist()
    [2.5, 4.0, 2.5, 1.0]
    """
    out = np.full(values.shape, np.nan)
    known = np.flatnonzero(~np.isnan(values))
    if known.size == 0:
        return out
    order = known[np.argsort(values[known], kind="stable")]
    ordered = values[order]
    tolerance = EQUAL * max(abs(ordered[0]), abs(ordered[-1]))
    new = np.concatenate(([True], np.diff(ordered) > tolerance))
    group = np.cumsum(new) - 1
    if ties == "dense":
        out[order] = group + 1.0
        return out
    first = np.flatnonzero(new)
    size = np.diff(np.append(first, ordered.size))
    place = first + 1.0 + ((size - 1) / 2 if ties == "average" else 0.0)
    out[order] = place[group]
    return out


def percentile_rank(values: FloatArray, *, inclusive: bool = False) -> FloatArray:
    """Return the share of the other values that lie below, 0 to 100.

    ``inclusive`` counts the value itself: rank / n x 100. Source: OECD/JRC handbook, table 15.

    >>> percentile_rank(np.array([1.0, 2.0, 4.0])).tolist()
    [0.0, 50.0, 100.0]
    """
    ranks = ascending_ranks(values)
    count = np.count_nonzero(~np.isnan(values))
    return 100 * ranks / count if inclusive else 100 * (ranks - 1) / (count - 1)


def borda_points(values: FloatArray) -> FloatArray:
    """Return the number of values that lie strictly below each value (0 to n - 1).

    Source: Borda (1784); OECD/JRC handbook, section 6.8.

    >>> borda_points(np.array([1.0, 4.0, 4.0])).tolist()
    [0.0, 1.0, 1.0]
    """
    return ascending_ranks(values) - 1


def deviation_from(values: FloatArray, reference: float) -> FloatArray:
    """Return the deviation from a reference value in percent of it.

    Source: handbook, section 5.4 (distance to a reference, centred on 0).

    >>> deviation_from(np.array([5.0, 12.0]), 10).tolist()
    [-50.0, 20.0]
    """
    return 100 * (values - reference) / abs(reference)


def fraction_of(values: FloatArray, best: float) -> FloatArray:
    """Return each value in percent of the best one.

    Source: OECD/JRC handbook, section 5.4 (distance to the leader).

    >>> fraction_of(np.array([5.0, 20.0]), 20).tolist()
    [25.0, 100.0]
    """
    return 100 * values / best


def steps(values: FloatArray, breaks: Sequence[float], scores: Sequence[float]) -> FloatArray:
    """Return the score of the step that each value stands on; a value on a break belongs above.

    Source: OECD/JRC handbook, section 5.6 (categorical scales).

    >>> steps(np.array([1.0, 2.0, 9.0]), (2, 5), (0, 50, 100)).tolist()
    [0.0, 50.0, 100.0]
    """
    out = np.asarray(scores, dtype=np.float64)[np.searchsorted(np.asarray(breaks), values, side="right")]
    return np.where(np.isnan(values), np.nan, out)


def inverse_hyperbolic_sine(values: FloatArray, *, scale: float = 1.0) -> FloatArray:
    """Return asinh(value / scale), a pure number: like a logarithm, but defined for zero and below.

    The unit of the result is that of a logarithm, one step per factor e. Source: Johnson (1949), Biometrika 36, 149-176.

    >>> inverse_hyperbolic_sine(np.array([0.0])).tolist()
    [0.0]
    """
    return np.asarray(np.arcsinh(values / scale), dtype=np.float64)


def exponential(relative_rank: FloatArray) -> FloatArray:
    """Return the exponential transform of a rank in (0, 1], 0 to 100.

    X = -23 ln(1 - R (1 - exp(-100/23))). Source: English Indices of Deprivation 2019, technical
    report, chapter 3; Scottish Indices of Deprivation 2003, appendix 5.

    >>> exponential(np.array([0.9, 1.0])).round(4).tolist()
    [50.4267, 100.0]
    """
    return np.asarray(-23 * np.log(1 - relative_rank * (1 - np.exp(-100 / 23))), dtype=np.float64)
