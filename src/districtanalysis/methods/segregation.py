"""Segregation and diversity of groups over areas: counts in, figures out, nothing else.

Every index of this module lies on the scale of its definition (0 to 1 unless it says otherwise) and
depends on how the areas are cut: values of towns with areas of different size do not compare.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from districtanalysis.errors import MethodError
from districtanalysis.language import say

FloatArray = NDArray[np.float64]


def segregation_index(group: ArrayLike, total: ArrayLike) -> float:
    """Return the segregation index IS, the dissimilarity of a group from everybody else.

    ``group`` and ``total`` are persons per area, shape (areas,). 0 = spread like the others,
    1 = no area shared; the share of the group that would have to move for an even spread.
    Source: Duncan and Duncan, American Sociological Review 20 (1955).
    Raises ``MethodError`` for negative counts, a group larger than its area, or nobody outside the group.

    >>> round(segregation_index([30, 10], [100, 100]), 4)
    0.3125
    """
    x, n = _pair(group, total, parts=True)
    return dissimilarity(x, n - x)


def dissimilarity(group: ArrayLike, other: ArrayLike) -> float:
    """Return the dissimilarity D of two groups, 0 to 1: half the summed difference of their shares per area.

    Source: Duncan and Duncan (1955). Raises ``MethodError`` where one of the groups is empty.

    >>> round(dissimilarity([100, 60, 40, 0], [0, 40, 60, 100]), 4)
    0.6
    """
    x, y = _pair(group, other)
    return float(np.abs(x / _sum(x) - y / _sum(y)).sum() / 2)


def isolation(group: ArrayLike, total: ArrayLike) -> float:
    """Return xPx*: the group's mean share in the area of one of its members, from its city share P to 1.

    Source: Lieberson (1981), in Massey and Denton, Social Forces 67 (1988).

    >>> round(isolation([30, 10], [100, 100]), 4)
    0.25
    """
    return exposure(group, group, total)


def exposure(group: ArrayLike, other: ArrayLike, total: ArrayLike) -> float:
    """Return xPy*: the share of ``other`` in the area of a mean member of ``group``, 0 to 1.

    Source: Massey and Denton (1988). Areas without residents count for nothing.

    >>> round(exposure([30, 10], [70, 90], [100, 100]), 4)
    0.75
    """
    x, n = _pair(group, total, parts=True)
    y, _ = _pair(other, total, parts=True)
    return float((x / _sum(x) * _divide(y, n)).sum())


def eta_squared(group: ArrayLike, total: ArrayLike) -> float:
    """Return the isolation corrected for the group's size, (xPx* - P) / (1 - P), 0 to 1.

    Source: Massey and Denton (1988), correlation ratio.

    >>> round(eta_squared([30, 10], [100, 100]), 4)
    0.0625
    """
    x, n = _pair(group, total, parts=True)
    share = _sum(x) / _sum(n)
    if share == 1:
        raise MethodError(say("segregation.nobody_else"))
    return (isolation(x, n) - share) / (1 - share)


def location_quotient(group: ArrayLike, total: ArrayLike) -> FloatArray:
    """Return the share of the group per area divided by its share in the city, shape (areas,), 1 = as the city.

    Areas without residents are NaN. Source: Isard, Methods of Regional Analysis (1960).

    >>> location_quotient([30, 10], [100, 100]).round(2).tolist()
    [1.5, 0.5]
    """
    x, n = _pair(group, total, parts=True)
    with np.errstate(invalid="ignore", divide="ignore"):
        quotient: FloatArray = np.where(n > 0, x / n, np.nan) / (_sum(x) / _sum(n))
    return quotient


def gini(group: ArrayLike, total: ArrayLike) -> float:
    """Return the Gini index of the area shares, 0 to 1: mean difference of shares between pairs of residents.

    Source: Massey and Denton (1988), the area between segregation curve and diagonal.

    >>> round(gini([100, 0], [100, 100]), 4)
    1.0
    """
    x, n = _pair(group, total, parts=True)
    y = n - x
    order = np.argsort(_divide(x, n), kind="stable")
    a = np.concatenate([[0.0], np.cumsum(x[order]) / _sum(x)])
    b = np.concatenate([[0.0], np.cumsum(y[order]) / _sum(y)])
    return float((b[1:] * a[:-1] - b[:-1] * a[1:]).sum() * -1)


def atkinson(group: ArrayLike, total: ArrayLike, *, aversion: float = 0.5) -> float:
    """Return Atkinson's index of segregation, 0 to 1; ``aversion`` in (0, 1) weighs areas below the city share.

    Source: Massey and Denton (1988), formula 4.

    >>> round(atkinson([100, 0], [100, 100]), 4)
    1.0
    """
    x, n = _pair(group, total, parts=True)
    if not 0 < aversion < 1:
        raise MethodError(say("segregation.aversion", value=aversion))
    share = _sum(x) / _sum(n)
    p = _divide(x, n)
    inner = ((1 - p) ** (1 - aversion) * p**aversion * n).sum() / (share * _sum(n))
    return float(1 - share / (1 - share) * abs(inner) ** (1 / (1 - aversion)))


def entropy(counts: ArrayLike) -> FloatArray:
    """Return the entropy -sum p ln p of the groups in each area, shape (areas,), 0 to ln K; natural logarithm.

    ``counts`` has shape (areas, groups) or (groups,). Areas without residents are NaN.
    Source: Theil, Statistical Decomposition Analysis (1972).

    >>> entropy([10, 30]).round(6).tolist()
    [0.562335]
    """
    p = shares(counts)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(p > 0, p * np.log(p), np.where(np.isnan(p), np.nan, 0.0))
    result: FloatArray = np.abs(terms.sum(axis=1))
    return result


def evenness(counts: ArrayLike) -> FloatArray:
    """Return the entropy divided by ln K, shape (areas,), 0 to 1; K = groups of the classification, present or not.

    >>> evenness([[10, 10, 0, 0]]).round(2).tolist()
    [0.5]
    """
    table = _table(counts)
    result: FloatArray = entropy(table) / np.log(table.shape[1])
    return result


def simpson(counts: ArrayLike, *, unbiased: bool = True) -> FloatArray:
    """Return Simpson's diversity per area: the chance that two residents belong to different groups, 0 to 1.

    Unbiased: two different residents, 1 - sum x(x-1) / n(n-1); NaN below two residents.
    Source: Simpson, Nature 163 (1949).

    >>> simpson([[2, 2]]).round(4).tolist(), simpson([[2, 2]], unbiased=False).tolist()
    ([0.6667], [0.5])
    """
    table = _table(counts)
    n = table.sum(axis=1)
    taken = 1.0 if unbiased else 0.0
    with np.errstate(divide="ignore", invalid="ignore"):
        result: FloatArray = 1 - (table * (table - taken)).sum(axis=1) / (n * (n - taken))
    return np.where(n > taken, result, np.nan)


def mutual_information(counts: ArrayLike) -> float:
    """Return M, the mutual information of area and group in nats, 0 to the entropy of the smaller margin.

    ``counts`` has shape (areas, groups). Source: Theil and Finizza (1971); Mora and Ruiz-Castillo (2011).

    >>> round(mutual_information([[100, 0], [0, 100]]), 4)
    0.6931
    """
    table = _table(counts)
    weights = table.sum(axis=1) / _sum(table)
    local = entropy(table)
    return float(entropy(table.sum(axis=0))[0] - (weights * np.nan_to_num(local)).sum())


def theil_h(counts: ArrayLike) -> float:
    """Return Theil's information theory index H = M / entropy of the city, 0 to 1, for two or more groups.

    Source: Theil (1972); Reardon and Firebaugh, Sociological Methodology 32 (2002).

    >>> round(theil_h([[100, 0], [0, 100]]), 4)
    1.0
    """
    table = _table(counts)
    total = float(entropy(table.sum(axis=0))[0])
    if total == 0:
        raise MethodError(say("segregation.one_group"))
    return mutual_information(table) / total


@dataclass(frozen=True, slots=True)
class Decomposition:
    """M and H of all areas, split by a level above them: ``between`` the upper units and ``within`` them."""

    m: float
    m_between: float
    m_within: float
    h: float
    h_between: float
    h_within: float


def decompose(counts: ArrayLike, level: ArrayLike) -> Decomposition:
    """Return M and H with their parts between and within the units of ``level``; the parts add up.

    ``level`` names the upper unit of each area, shape (areas,).
    Source: Mora and Ruiz-Castillo (2011), strong group decomposability of M.

    >>> part = decompose([[10, 0], [0, 10], [5, 5]], ["north", "north", "south"])
    >>> round(part.m_between, 4), round(part.m_within, 4)
    (0.0, 0.4621)
    """
    table = _table(counts)
    names, position = np.unique(np.asarray(level), return_inverse=True)
    if len(position) != len(table):
        raise MethodError(say("segregation.lengths", first=len(table), second=len(position)))
    upper = np.zeros((len(names), table.shape[1]))
    np.add.at(upper, position, table)
    m, between = mutual_information(table), mutual_information(upper)
    total = float(entropy(table.sum(axis=0))[0])
    if total == 0:
        raise MethodError(say("segregation.one_group"))
    return Decomposition(m, between, m - between, m / total, between / total, (m - between) / total)


def multigroup_dissimilarity(counts: ArrayLike) -> float:
    """Return D for any number of groups, 0 to 1.

    Source: Morgan (1975), Sakoda (1981), in Reardon and Firebaugh (2002).

    >>> round(multigroup_dissimilarity([[100, 0], [0, 100]]), 4)
    1.0
    """
    table = _table(counts)
    n, city = table.sum(axis=1), table.sum(axis=0) / _sum(table)
    gap = (n[:, None] * np.abs(np.nan_to_num(shares(table)) - city)).sum()
    return float(gap / (2 * _sum(n) * _interaction(city)))


def normalised_exposure(counts: ArrayLike) -> float:
    """Return the multigroup normalised exposure P, 0 to 1: how far neighbours resemble the own group.

    Source: James (1986), in Reardon and Firebaugh (2002).

    >>> round(normalised_exposure([[100, 0], [0, 100]]), 4)
    1.0
    """
    table = _table(counts)
    city = table.sum(axis=0) / _sum(table)
    spread = (table.sum(axis=1)[:, None] * (np.nan_to_num(shares(table)) - city) ** 2 / (1 - city)).sum()
    return float(spread / _sum(table))


def relative_diversity(counts: ArrayLike) -> float:
    """Return the relative diversity R, 0 to 1: the loss of Simpson's interaction inside areas.

    Source: Carlson (1992), in Reardon and Firebaugh (2002).

    >>> round(relative_diversity([[100, 0], [0, 100]]), 4)
    1.0
    """
    table = _table(counts)
    city = table.sum(axis=0) / _sum(table)
    spread = (table.sum(axis=1)[:, None] * (np.nan_to_num(shares(table)) - city) ** 2).sum()
    return float(spread / (_sum(table) * _interaction(city)))


def shares(counts: ArrayLike) -> FloatArray:
    """Return the share of each group in its area, shape (areas, groups); NaN without residents.

    >>> shares([[1, 3]]).tolist()
    [[0.25, 0.75]]
    """
    table = _table(counts)
    n = table.sum(axis=1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        result: FloatArray = np.where(n > 0, table / n, np.nan)
    return result


def _interaction(city: FloatArray) -> float:
    value = float((city * (1 - city)).sum())
    if value == 0:
        raise MethodError(say("segregation.one_group"))
    return value


def _divide(part: FloatArray, whole: FloatArray) -> FloatArray:
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)


def _sum(values: FloatArray) -> float:
    total = float(values.sum())
    if total <= 0:
        raise MethodError(say("segregation.empty_group"))
    return total


def _pair(first: ArrayLike, second: ArrayLike, *, parts: bool = False) -> tuple[FloatArray, FloatArray]:
    x, y = np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)
    if x.shape != y.shape or x.ndim != 1:
        raise MethodError(say("segregation.lengths", first=x.size, second=y.size))
    _check(x)
    _check(y)
    if parts and (x > y).any():
        place = int(np.flatnonzero(x > y)[0])
        raise MethodError(say("segregation.part_exceeds", position=place + 1, part=x[place], whole=y[place]))
    return x, y


def _table(counts: ArrayLike) -> FloatArray:
    table = np.atleast_2d(np.asarray(counts, dtype=np.float64))
    if table.ndim != 2 or table.shape[1] < 2:
        raise MethodError(say("segregation.groups_needed", found=table.shape[-1]))
    _check(table)
    return table


def _check(values: FloatArray) -> None:
    bad = ~np.isfinite(values) | (values < 0)
    if bad.any():
        place = int(np.argwhere(bad)[0][0])
        raise MethodError(say("segregation.not_a_count", position=place + 1, found=values[bad].flat[0]))
