"""Change between two dates: rates per year, intervals of the difference of shares, classes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
_DAYS = 365.25


def years_between(start: str, end: str) -> float:
    """Return the years from one reference date (ISO) to another; between equal days of two years a whole number.

    >>> years_between("2005-12-31", "2015-12-31"), round(years_between("2020-06-30", "2020-12-31"), 2)
    (10.0, 0.5)
    """
    first, last = dt.date.fromisoformat(start), dt.date.fromisoformat(end)
    days = (last - first).days / _DAYS
    return float(last.year - first.year) if (first.month, first.day) == (last.month, last.day) else days


def percent_change(before: FloatArray, after: FloatArray) -> FloatArray:
    """Return (after - before) / before x 100 (percent); missing where there was nothing before.

    Source: field notes of the project, section 3 (definition of official statistics).

    >>> percent_change(np.array([200.0, 0.0]), np.array([150.0, 5.0])).tolist()
    [-25.0, nan]
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        found = (after - before) / before * 100
    return np.where(before > 0, found, np.nan)


def annual_rate(before: FloatArray, after: FloatArray, years: float) -> FloatArray:
    """Return the percent per year that, compounded over ``years``, lead from ``before`` to ``after``.

    Missing where there was nothing before. Source: geometric mean rate, ((P1 / P0)^(1 / t) - 1) x 100.

    >>> annual_rate(np.array([100.0]), np.array([121.0]), 2.0).round(6).tolist()
    [10.0]
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        factor = np.where(before > 0, after / before, np.nan)
    return np.asarray((np.power(factor, 1 / years) - 1) * 100, dtype=np.float64)


def share_difference(
    before: FloatArray, base_before: FloatArray, after: FloatArray, base_after: FloatArray, *, level: float = 0.95
) -> tuple[FloatArray, FloatArray]:
    """Return low and high of after - before, shares from 0 to 1 with their bases n; NaN where a base is 0 or missing.

    The two dates count as independent. Those who stay are in both, so that the interval is rather too wide.
    Source: Newcombe (1998), Statistics in Medicine 17, 873-890, method 10 (hybrid of Wilson intervals).

    >>> low, high = share_difference(np.array([0.6]), np.array([80.0]), np.array([0.8]), np.array([70.0]))
    >>> low.round(4).tolist(), high.round(4).tolist()
    ([0.0524], [0.3339])
    """
    shares, bases = np.stack([before, after], axis=-1), np.stack([base_before, base_after], axis=-1)
    low, high = share_steps(shares, bases, level=level)
    return low[..., 0], high[..., 0]


def share_steps(shares: FloatArray, bases: FloatArray, *, level: float = 0.95) -> tuple[FloatArray, FloatArray]:
    """Return low and high of each share (0 to 1) less the one before, along the last axis of (n, dates).

    As ``share_difference``, for many dates at once: the interval of each date is computed once.

    >>> low, high = share_steps(np.array([[0.6, 0.8]]), np.array([[80.0, 70.0]]))
    >>> low.round(4).tolist(), high.round(4).tolist()
    ([[0.0524]], [[0.3339]])
    """
    z = NormalDist().inv_cdf(0.5 + level / 2)
    share = np.clip(shares, 0, 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        weight = z * z / np.where(bases > 0, bases, np.nan)
    centre, root = share + weight / 2, np.sqrt(weight * (share * (1 - share) + weight / 4))
    weight += 1
    down, up = share - (centre - root) / weight, (centre + root) / weight - share
    step = shares[..., 1:] - shares[..., :-1]
    low, high = (np.sqrt(a[..., 1:] ** 2 + b[..., :-1] ** 2) for a, b in ((down, up), (up, down)))
    return step - low, step + high


def change_class(steps: FloatArray, limits: Sequence[float]) -> NDArray[np.int64]:
    """Return the class of each change from 0 (strongest decrease) to ``len(limits)``; -1 where it is missing.

    A change that equals a limit lies on the side of zero: limits are what must be exceeded.

    >>> change_class(np.array([-2.0, -1.0, 0.0, 0.3, 2.0, np.nan]), (-1, -0.25, 0.25, 1)).tolist()
    [0, 1, 2, 3, 4, -1]
    """
    edges = np.asarray(limits, dtype=np.float64)
    beyond = (steps[:, None] > edges) & (edges >= 0) | (steps[:, None] >= edges) & (edges < 0)
    return np.where(np.isnan(steps), -1, beyond.sum(axis=1)).astype(np.int64)


def diverging_limits(steps: FloatArray) -> tuple[float, float, float]:
    """Return three round distances from zero (in the unit of ``steps``) that divide changes into seven classes.

    They lie near the 25th, 60th and 90th percentile of the size of the changes, so that the same distance has the same
    shade on either side.

    >>> diverging_limits(np.array([-4.2, -1.0, 0.3, 2.1, 6.0, 9.0]))
    (1.0, 4.0, 8.0)
    """
    sizes = np.abs(steps[~np.isnan(steps)])
    found: list[float] = []
    for share in (0.25, 0.6, 0.9):
        size = float(np.quantile(sizes, share)) if len(sizes) else 0.0
        unit = 10.0 ** np.floor(np.log10(size)) if size > 0 else 1.0
        rounded = max(round(size / unit), 1) * unit
        found.append(float(max(rounded, found[-1] * 2 if found else rounded)))
    return found[0], found[1], found[2]
