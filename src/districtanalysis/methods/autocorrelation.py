"""Structure in space as a whole: Moran, Geary, Getis-Ord, join counts, with variances and permutations.

Values in, figures out; neighbours as ``Neighbours`` with their weights (row-standardised where said).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

from districtanalysis.errors import MethodError
from districtanalysis.language import say
from districtanalysis.methods.neighbours import Neighbours

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Statistic:
    """A global statistic: ``value``, its expectation and variances without structure, standard scores and p.

    ``norm`` assumes normal values, ``random`` that the values are fixed and placed by lot; ``p_norm`` and
    ``p_random`` are one-sided; ``p_permuted`` is (at least as extreme + 1) / (permutations + 1), one-sided,
    NaN without permutations.
    """

    name: str
    value: float
    expected: float
    variance_norm: float
    variance_random: float
    p_permuted: float = math.nan
    permutations: int = 0
    seed: int = 0

    @property
    def z_norm(self) -> float:
        """The standard score under normality."""
        return (self.value - self.expected) / math.sqrt(self.variance_norm)

    @property
    def z_random(self) -> float:
        """The standard score under randomisation."""
        return (self.value - self.expected) / math.sqrt(self.variance_random)

    @property
    def p_norm(self) -> float:
        """The one-sided probability under normality."""
        return 1 - NormalDist().cdf(abs(self.z_norm))

    @property
    def p_random(self) -> float:
        """The one-sided probability under randomisation."""
        return 1 - NormalDist().cdf(abs(self.z_random))


@dataclass(frozen=True, slots=True)
class Sums:
    """The sums of weights in the variance formulas of Cliff and Ord: S0, S1, S2."""

    s0: float
    s1: float
    s2: float


def sums(neighbours: Neighbours) -> Sums:
    """Return S0 = sum w, S1 = 1/2 sum (w_ij + w_ji)^2, S2 = sum (w_i. + w_.i)^2.

    Source: Cliff and Ord, Spatial Processes (1981).
    """
    matrix = neighbours.matrix()
    both = matrix + matrix.T
    margins = np.asarray(matrix.sum(axis=1)).ravel() + np.asarray(matrix.sum(axis=0)).ravel()
    return Sums(float(matrix.sum()), float((both.data**2).sum() / 2), float((margins**2).sum()))


def moran(values: ArrayLike, neighbours: Neighbours, *, permutations: int = 0, seed: int = 0) -> Statistic:
    """Return Moran's I: like values beside each other > expected -1/(n-1), unlike ones <; about -1 to 1.

    Raises ``MethodError`` for constant or missing values, or a length that differs from ``neighbours``.
    Source: Moran, Biometrika 37 (1950); variances after Cliff and Ord (1981).
    """
    z = checked_deviations(values, neighbours)
    n, weights = len(z), sums(neighbours)
    scale = n / weights.s0 / float(z @ z)
    value = scale * float(z @ neighbours.lag(z))
    expected = -1 / (n - 1)
    square = weights.s0**2
    norm = (n**2 * weights.s1 - n * weights.s2 + 3 * square) / ((n**2 - 1) * square) - expected**2
    k = float((z**4).mean() / (z**2).mean() ** 2)
    first = n * ((n**2 - 3 * n + 3) * weights.s1 - n * weights.s2 + 3 * square)
    second = k * ((n**2 - n) * weights.s1 - 2 * n * weights.s2 + 6 * square)
    random = (first - second) / ((n - 1) * (n - 2) * (n - 3) * square) - expected**2
    drawn = [scale * float(row @ neighbours.lag(row)) for row in _shuffled(z, permutations, seed)]
    p = _one_sided(value, np.array(drawn))
    return Statistic("moran", value, expected, norm, random, p, permutations, seed)


def geary(values: ArrayLike, neighbours: Neighbours, *, permutations: int = 0, seed: int = 0) -> Statistic:
    """Return Geary's C: below 1 = like values beside each other, above 1 = unlike ones; 0 to about 2.

    Source: Geary, The Incorporated Statistician 5 (1954); variances after Cliff and Ord (1981).
    """
    z = checked_deviations(values, neighbours)
    n, weights = len(z), sums(neighbours)
    focal, other, w = neighbours.focal, neighbours.indices, neighbours.values()
    scale = (n - 1) / (2 * weights.s0 * float(z @ z))

    def index(column: FloatArray) -> float:
        return scale * float((w * (column[focal] - column[other]) ** 2).sum())

    square = weights.s0**2
    norm = ((2 * weights.s1 + weights.s2) * (n - 1) - 4 * square) / (2 * (n + 1) * square)
    k = float((z**4).mean() / (z**2).mean() ** 2)
    a = (n - 1) * weights.s1 * (n**2 - 3 * n + 3 - (n - 1) * k)
    b = (n - 1) * weights.s2 * (n**2 + 3 * n - 6 - (n**2 - n + 2) * k) / 4
    c = square * (n**2 - 3 - (n - 1) ** 2 * k)
    random = (a - b + c) / (n * (n - 2) * (n - 3) * square)
    value = index(z)
    p = _one_sided(value, np.array([index(row) for row in _shuffled(z, permutations, seed)]))
    return Statistic("geary", value, 1.0, norm, random, p, permutations, seed)


def getis_ord(values: ArrayLike, neighbours: Neighbours) -> Statistic:
    """Return the general G of Getis and Ord: above its expectation = high values beside each other; 0 to 1.

    ``values`` must not be negative; weights are binary. Source: Getis and Ord, Geographical Analysis 24 (1992).
    """
    y = checked_values(values, neighbours)
    if (y < 0).any():
        raise MethodError(say("spatial.negative", value=float(y.min())))
    n, weights = len(y), sums(neighbours)
    y1, y2, y3, y4 = (float((y**power).sum()) for power in (1, 2, 3, 4))
    value = float(y @ neighbours.lag(y)) / (y1**2 - y2)
    expected = weights.s0 / (n * (n - 1))
    s0, s1, s2 = weights.s0, weights.s1, weights.s2
    b0 = (n**2 - 3 * n + 3) * s1 - n * s2 + 3 * s0**2
    b1 = -((n**2 - n) * s1 - 2 * n * s2 + 6 * s0**2)
    b2 = -(2 * n * s1 - (n + 3) * s2 + 6 * s0**2)
    b3 = 4 * (n - 1) * s1 - 2 * (n + 1) * s2 + 8 * s0**2
    b4 = s1 - s2 + s0**2
    top = b0 * y2**2 + b1 * y4 + b2 * y1**2 * y2 + b3 * y1 * y3 + b4 * y1**4
    second = top / ((y1**2 - y2) ** 2 * n * (n - 1) * (n - 2) * (n - 3))
    variance = second - expected**2
    return Statistic("getis_ord", value, expected, variance, variance)


@dataclass(frozen=True, slots=True)
class JoinCounts:
    """Joins between areas with (b) and without (w) a property: ``bb``, ``bw``, ``ww``, all ``joins``, Yates' chi2."""

    bb: float
    bw: float
    ww: float
    joins: float
    chi2: float
    p_bb: float = math.nan


def join_counts(values: ArrayLike, neighbours: Neighbours, *, permutations: int = 0, seed: int = 0) -> JoinCounts:
    """Return the join counts of a property (0 or 1) over symmetric binary neighbours.

    chi2 compares the joins of each area's own and other colour with those by lot, with Yates' correction.
    Source: Cliff and Ord (1981); Rey and others for the chi-squared form.
    """
    y = checked_values(values, neighbours)
    if not np.isin(y, [0, 1]).all():
        raise MethodError(say("spatial.not_binary"))
    bb, joins = _both(y, neighbours), float(neighbours.values().sum() / 2)
    ww = _both(1 - y, neighbours)
    bw = joins - bb - ww
    drawn = np.array([_both(row, neighbours) for row in _shuffled(y, permutations, seed)])
    p = float(((drawn >= bb).sum() + 1) / (permutations + 1)) if permutations else math.nan
    return JoinCounts(bb, bw, ww, joins, _yates(y, bb, bw, ww), p)


def _both(y: FloatArray, neighbours: Neighbours) -> float:
    return float(y @ neighbours.lag(y) / 2)


def _yates(y: FloatArray, bb: float, bw: float, ww: float) -> float:
    """Return chi-squared of the table focal colour x neighbour colour, each join counted once."""
    table = np.array([[ww, bw / 2], [bw / 2, bb]])
    total = table.sum()
    expected = table.sum(axis=1, keepdims=True) * table.sum(axis=0) / total
    if (expected == 0).any() or y.min() == y.max():
        return math.nan
    gap = np.maximum(np.abs(table - expected) - 0.5, 0)
    return float((gap**2 / expected).sum())


def _shuffled(values: FloatArray, permutations: int, seed: int) -> list[FloatArray]:
    rng = np.random.default_rng(seed)
    return [rng.permutation(values) for _ in range(permutations)]


def _one_sided(value: float, drawn: FloatArray) -> float:
    if not len(drawn):
        return math.nan
    above = int((drawn >= value).sum())
    return (min(above, len(drawn) - above) + 1) / (len(drawn) + 1)


def checked_values(values: ArrayLike, neighbours: Neighbours) -> FloatArray:
    """Return one value per area; raises ``MethodError`` for another length or a missing value."""
    column = np.asarray(values, dtype=np.float64)
    if column.shape != (neighbours.size,):
        raise MethodError(say("spatial.lengths", values=column.size, areas=neighbours.size))
    if np.isnan(column).any():
        raise MethodError(say("spatial.missing", position=int(np.flatnonzero(np.isnan(column))[0]) + 1))
    return column


def checked_deviations(values: ArrayLike, neighbours: Neighbours) -> FloatArray:
    """Return the deviations from the mean; raises ``MethodError`` for constant values or no neighbours at all."""
    column = checked_values(values, neighbours)
    if len(column) < 4 or np.ptp(column) == 0:
        raise MethodError(say("spatial.constant", areas=len(column)))
    if not len(neighbours.indices):
        raise MethodError(say("spatial.no_neighbours"))
    deviations: FloatArray = column - column.mean()
    return deviations
