"""Structure in space, area by area: local Moran with conditional permutations, local G, false discovery control."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from districtanalysis.methods.autocorrelation import checked_deviations, checked_values
from districtanalysis.methods.neighbours import Neighbours

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
# cells of drawn values at a time: what fits into the cache of a processor
_CELLS = 100_000


@dataclass(frozen=True, slots=True)
class LocalMoran:
    """Local Moran per area: ``values``, ``quadrant`` (1 high-high, 2 low-high, 3 low-low, 4 high-low), permuted p.

    ``p`` is one-sided by conditional permutation; ``significant`` after the false discovery control at
    ``level``. Areas without neighbours have NaN and are never significant.
    """

    values: FloatArray
    quadrant: IntArray
    p: FloatArray
    significant: NDArray[np.bool_]
    permutations: int
    seed: int
    level: float


def local_moran(
    values: ArrayLike, neighbours: Neighbours, *, permutations: int = 999, seed: int = 0, level: float = 0.05
) -> LocalMoran:
    """Return local Moran's I_i = z_i lag(z)_i (n - 1) / sum z^2, row-standardised, with conditional permutations.

    For each area its own value stays and the others are drawn for its neighbours without replacement. The
    same draws serve every area. Source: Anselin, Geographical Analysis 27 (1995); false discovery rate after
    Benjamini and Hochberg, JRSS B 57 (1995).
    """
    weighted = neighbours.row_standardised()
    z = checked_deviations(values, weighted)
    scale = (len(z) - 1) / float(z @ z)
    lag = weighted.lag(z)
    lonely = weighted.counts == 0
    local = np.where(lonely, np.nan, scale * z * lag)
    quadrant = np.select([(z > 0) & (lag > 0), (z <= 0) & (lag > 0), (z <= 0) & (lag <= 0)], [1, 2, 3], 4)
    p = _conditional(z, lag, weighted, permutations, seed) if permutations else np.full(len(z), np.nan)
    p[lonely] = np.nan
    found = false_discovery(p, level) if permutations else np.zeros(len(z), dtype=bool)
    return LocalMoran(local, quadrant, p, found, permutations, seed, level)


def _conditional(z: FloatArray, lag: FloatArray, neighbours: Neighbours, permutations: int, seed: int) -> FloatArray:
    """Return the one-sided p of each area: how often drawn neighbours give a lag at least as far out.

    The lag decides alone, since the area's own value stays in place.
    """
    n = len(z)
    counts = neighbours.counts
    most = int(counts.max(initial=0))
    if most == 0:
        return np.full(n, np.nan)
    ids = _draws(n - 1, most, permutations, seed)
    order = np.argsort(counts, kind="stable")
    greater = np.empty(n, dtype=np.int64)
    equal_weights = neighbours.weights is None or _even(neighbours)
    block = max(1, _CELLS // permutations)
    for begin in range(0, n, block):
        rows = order[begin : begin + block]
        total = _drawn_lags(z, rows, counts[rows], neighbours, ids, even=equal_weights)
        greater[rows] = (total >= lag[rows, None]).sum(axis=1)
    greater = np.minimum(greater, permutations - greater)
    return (greater + 1) / (permutations + 1)


def _draws(size: int, most: int, permutations: int, seed: int) -> IntArray:
    """Return ``permutations`` rows of ``most`` different numbers below ``size``."""
    rng = np.random.default_rng(seed)
    if most * 4 >= size:
        return np.argsort(rng.random((permutations, size)), axis=1)[:, :most]
    ids = rng.integers(0, size, (permutations, most))
    while True:
        ordered = np.sort(ids, axis=1)
        double = (ordered[:, 1:] == ordered[:, :-1]).any(axis=1)
        if not double.any():
            return ids
        ids[double] = rng.integers(0, size, (int(double.sum()), most))


def _drawn_lags(
    z: FloatArray, rows: IntArray, counts: IntArray, neighbours: Neighbours, ids: IntArray, *, even: bool
) -> FloatArray:
    """Return the lag of each area under each draw, shape (rows, permutations); ``rows`` ascend in ``counts``."""
    total = np.zeros((len(rows), len(ids)))
    for place in range(int(counts[-1])):
        first = int(np.searchsorted(counts, place, side="right"))
        drawn = ids[:, place]
        # positions from the area itself on are one further: it cannot be its own neighbour
        value = np.where(drawn[None, :] < rows[first:, None], z[drawn], z[drawn + 1])
        if not even:
            value *= neighbours.values()[neighbours.starts[rows[first:]] + place][:, None]
        total[first:] += value
    if even:
        total /= np.maximum(counts, 1)[:, None]
    return total


def _even(neighbours: Neighbours) -> bool:
    values = neighbours.values()
    counts = neighbours.counts
    return bool(np.allclose(values, 1 / counts[neighbours.focal], rtol=1e-12, atol=0))


def local_g(values: ArrayLike, neighbours: Neighbours, *, star: bool = False) -> FloatArray:
    """Return the standard score of the local G (or G*, with the area itself) per area, shape (areas,).

    High = high values around, low = low ones. Areas without neighbours are NaN.
    Source: Ord and Getis, Geographical Analysis 27 (1995).
    """
    y = checked_values(values, neighbours)
    n = len(y)
    w = neighbours.values()
    count = np.bincount(neighbours.focal, weights=w, minlength=n) + star
    square = np.bincount(neighbours.focal, weights=w**2, minlength=n) + star
    lag = neighbours.lag(y) + star * y
    if star:
        mean, spread = np.full(n, y.mean()), np.full(n, y.std())
        others = n
    else:
        others = n - 1
        mean = (y.sum() - y) / others
        spread = np.sqrt(np.maximum(((y**2).sum() - y**2) / others - mean**2, 0))
    with np.errstate(invalid="ignore", divide="ignore"):
        score: FloatArray = (lag - count * mean) / (spread * np.sqrt((others * square - count**2) / (others - 1)))
    return np.where(count > star, score, np.nan)


def false_discovery(p: ArrayLike, level: float = 0.05) -> NDArray[np.bool_]:
    """Return which tests stand when at most ``level`` of those called significant shall be wrong; NaN never stands.

    Source: Benjamini and Hochberg, JRSS B 57 (1995).

    >>> false_discovery([0.001, 0.02, 0.04, 0.9]).tolist()
    [True, True, False, False]
    """
    values = np.asarray(p, dtype=np.float64)
    usable = ~np.isnan(values)
    ordered = np.sort(values[usable])
    limits = level * np.arange(1, len(ordered) + 1) / max(len(ordered), 1)
    below = np.flatnonzero(ordered <= limits)
    cut = ordered[below[-1]] if len(below) else -1.0
    result: NDArray[np.bool_] = usable & (np.nan_to_num(values, nan=np.inf) <= cut)
    return result
