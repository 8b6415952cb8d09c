"""Aggregations that compare districts with each other instead of averaging their scores."""

from __future__ import annotations

import numpy as np

from districtanalysis.methods.transforms import FloatArray, ascending_ranks

_BLOCK = 2_000_000


def pairwise_support(scores: FloatArray, weights: FloatArray) -> FloatArray:
    """Return the weight of the indicators on which row a lies above row b, shape (n, n).

    A tie gives half its weight to either side; the diagonal is 0.
    Source: handbook, section 6.8 (outranking matrix).

    >>> pairwise_support(np.array([[2.0, 1.0], [1.0, 1.0]]), np.array([0.6, 0.4])).tolist()
    [[0.0, 0.8], [0.2, 0.0]]
    """
    count = scores.shape[0]
    support = np.zeros((count, count))
    for column, weight in zip(scores.T, weights, strict=True):
        if weight > 0:
            support += weight * ((column[:, None] > column) + 0.5 * (column[:, None] == column))
    np.fill_diagonal(support, 0.0)
    return support


def copeland(scores: FloatArray, weights: FloatArray) -> FloatArray:
    """Return wins minus losses of each district against every other (-(n-1) to n-1).

    a beats b where the indicators with a above b weigh more than those with b above a.
    Source: handbook, section 6.8; Copeland (1951).

    >>> copeland(np.array([[2.0, 2.0], [1.0, 1.0], [0.0, 3.0]]), np.array([0.7, 0.3])).tolist()
    [2.0, 0.0, -2.0]
    """
    count = scores.shape[0]
    out = np.zeros(count)
    rows = max(1, _BLOCK // max(count, 1))
    for start in range(0, count, rows):
        block = scores[start : start + rows]
        margin = np.zeros((len(block), count))
        for j, weight in enumerate(weights):
            if weight > 0:
                margin += weight * np.sign(block[:, j][:, None] - scores[:, j])
        out[start : start + rows] = np.sign(np.where(np.abs(margin) < 1e-12, 0.0, margin)).sum(axis=1)
    return out


def borda(scores: FloatArray, weights: FloatArray) -> FloatArray:
    """Return the weighted Borda points: per indicator the number of districts that lie below.

    Tied districts share the points of their places. Source: handbook, section 6.8.

    >>> borda(np.array([[3.0, 1.0], [2.0, 2.0], [1.0, 3.0]]), np.array([1.0, 0.0])).tolist()
    [2.0, 1.0, 0.0]
    """
    points = np.stack([ascending_ranks(column, "average") - 1 for column in scores.T], axis=1)
    return np.asarray(points @ weights, dtype=np.float64)


def topsis(scores: FloatArray, weights: FloatArray) -> FloatArray:
    """Return the relative closeness to the ideal row, 0 to 100, of scores already comparable.

    d(worst) / (d(best) + d(worst)) with Euclidean distances of the weighted scores. Districts that
    are alike on every indicator all get 50. Source: Hwang and Yoon (1981).

    >>> topsis(np.array([[1.0, 1.0], [0.0, 0.0], [0.5, 0.5]]), np.array([0.5, 0.5])).tolist()
    [100.0, 0.0, 50.0]
    """
    weighted = scores * weights
    to_best = np.sqrt(((weighted - weighted.max(axis=0)) ** 2).sum(axis=1))
    to_worst = np.sqrt(((weighted - weighted.min(axis=0)) ** 2).sum(axis=1))
    whole = to_best + to_worst
    return np.asarray(100 * np.divide(to_worst, whole, out=np.full_like(whole, 0.5), where=whole > 0), dtype=np.float64)


def promethee_ii(scores: FloatArray, weights: FloatArray) -> FloatArray:
    """Return the net flow with the usual preference function (-1 to 1).

    Mean over the others of (weight of indicators above) - (weight of indicators below).
    Source: Brans and Vincke (1985), Management Science 31, 647-656.

    >>> promethee_ii(np.array([[2.0], [1.0], [0.0]]), np.array([1.0])).tolist()
    [1.0, 0.0, -1.0]
    """
    count = scores.shape[0]
    low = np.stack([ascending_ranks(column, "min") for column in scores.T], axis=1)
    high = count + 1 - np.stack([ascending_ranks(-column, "min") for column in scores.T], axis=1)
    below, above = low - 1, count - high
    return np.asarray((below - above) @ weights / max(count - 1, 1), dtype=np.float64)


def vikor(scores: FloatArray, weights: FloatArray, *, strategy: float = 0.5) -> FloatArray:
    """Return 100 x (1 - Q), so that higher is better; Q is VIKOR's compromise measure.

    S = sum of the weighted regrets, R = the largest of them, Q = v S' + (1 - v) R' with both on
    0 to 1; an indicator without spread causes no regret. Source: Opricovic and Tzeng (2004),
    European Journal of Operational Research 156, 445-455.

    >>> vikor(np.array([[1.0, 1.0], [0.0, 0.0]]), np.array([0.5, 0.5])).tolist()
    [100.0, 0.0]
    """
    best, worst = scores.max(axis=0), scores.min(axis=0)
    spread = best - worst
    regret = weights * np.divide(best - scores, spread, out=np.zeros_like(scores), where=spread > 0)
    return 100 * (1 - strategy * _unit(regret.sum(axis=1)) - (1 - strategy) * _unit(regret.max(axis=1)))


def benefit_of_the_doubt(scores: FloatArray, weights: FloatArray) -> FloatArray:
    """Return each district's best relative score under weights of its own, 0 to 100.

    max sum u_j x_cj subject to sum u_j x_ij <= 1 for every i, u >= 0; indicators of weight 0 are
    left out, the other weights play no part. Source: Cherchye et al. (2007), handbook section 6.4.

    >>> benefit_of_the_doubt(np.array([[4.0, 1.0], [1.0, 4.0], [2.0, 2.0]]), np.ones(2)).round(6).tolist()
    [100.0, 100.0, 80.0]
    """
    from scipy.optimize import linprog

    used = scores[:, weights > 0]
    out = np.zeros(len(used))
    for i, own in enumerate(used):
        solution = linprog(-own, A_ub=used, b_ub=np.ones(len(used)), bounds=(0, None), method="highs")
        out[i] = 0.0 if solution.fun is None else -100 * solution.fun
    return out


def _unit(values: FloatArray) -> FloatArray:
    spread = values.max() - values.min()
    return (values - values.min()) / spread if spread > 0 else np.zeros_like(values)
