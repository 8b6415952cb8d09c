"""How good a grouping is: silhouette, Calinski-Harabasz, Davies-Bouldin, gap; and what data without groups reach."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from districtanalysis.methods.k_means import means, nearest_many, plus_plus, run_many

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


def distances(matrix: FloatArray) -> FloatArray:
    """Return the Euclidean distances of all pairs of rows, shape (rows, rows).

    >>> distances(np.array([[0.0], [3.0]])).tolist()
    [[0.0, 3.0], [3.0, 0.0]]
    """
    squares = (matrix**2).sum(axis=1)
    table: FloatArray = squares[:, None] + squares - 2 * (matrix @ matrix.T)
    np.maximum(table, 0, out=table)
    np.fill_diagonal(table, 0)
    np.sqrt(table, out=table)
    return table


def silhouettes(table: FloatArray, labels: IntArray) -> FloatArray:
    """Return the silhouette of each row, -1 to 1: how much nearer its own group lies than the next; single rows 0.

    ``table`` holds the distances (rows, rows). Source: Rousseeuw, J. Comp. Appl. Math. 20 (1987).

    >>> silhouettes(distances(np.array([[0.0], [1.0], [9.0]])), np.array([0, 0, 1])).round(2).tolist()
    [0.89, 0.88, 0.0]
    """
    k = int(labels.max()) + 1
    sizes = np.bincount(labels, minlength=k).astype(np.float64)
    sums = table @ np.eye(k)[labels]
    rows = np.arange(len(labels))
    own_size = sizes[labels]
    own = sums[rows, labels] / np.maximum(own_size - 1, 1)
    other = np.divide(sums, sizes, out=np.full_like(sums, np.inf), where=sizes > 0)
    other[rows, labels] = np.inf
    near = other.min(axis=1)
    top = np.maximum(own, near)
    usable = (own_size > 1) & (top > 0) & np.isfinite(near)
    result: FloatArray = np.divide(near - own, top, out=np.zeros_like(own), where=usable)
    return result


def within_sum(matrix: FloatArray, labels: IntArray) -> float:
    """Return the sum of squared distances to the group means.

    >>> within_sum(np.array([[0.0], [2.0]]), np.array([0, 0]))
    2.0
    """
    centres = means(matrix, labels, int(labels.max()) + 1)
    return float(((matrix - centres[labels]) ** 2).sum())


def calinski_harabasz(matrix: FloatArray, labels: IntArray) -> float:
    """Return the ratio of variance between and within groups, 0 and up; NaN for one group.

    Source: Calinski and Harabasz, Communications in Statistics 3 (1974).

    >>> round(calinski_harabasz(np.array([[0.0], [1.0], [9.0], [10.0]]), np.array([0, 0, 1, 1])), 1)
    162.0
    """
    k, rows = int(labels.max()) + 1, len(matrix)
    if k < 2 or rows <= k:
        return float("nan")
    inside = within_sum(matrix, labels)
    total = float(((matrix - matrix.mean(axis=0)) ** 2).sum())
    return float("inf") if inside == 0 else (total - inside) / inside * (rows - k) / (k - 1)


def davies_bouldin(matrix: FloatArray, labels: IntArray) -> float:
    """Return the mean likeness of each group to its most similar one, 0 and up, low = apart; NaN for one group.

    Source: Davies and Bouldin, IEEE Transactions on Pattern Analysis 1 (1979).

    >>> round(davies_bouldin(np.array([[0.0], [1.0], [9.0], [10.0]]), np.array([0, 0, 1, 1])), 3)
    0.111
    """
    k = int(labels.max()) + 1
    if k < 2:
        return float("nan")
    centres = means(matrix, labels, k)
    apart = np.sqrt(((matrix - centres[labels]) ** 2).sum(axis=1))
    spread = np.bincount(labels, weights=apart, minlength=k) / np.bincount(labels, minlength=k)
    gaps = distances(centres)
    np.fill_diagonal(gaps, np.inf)
    return float(((spread[:, None] + spread) / gaps).max(axis=1).mean())


def references(matrix: FloatArray, count: int, rng: np.random.Generator) -> FloatArray:
    """Return data without groups, shape (2 x count, rows, columns): first evenly spread, then normal.

    Even: over the box of the principal axes (Tibshirani, Walther and Hastie, JRSS B 63, 2001). Normal: with
    the covariance of ``matrix`` (Liu et al., SigClust, JASA 103, 2008).
    """
    centre = matrix.mean(axis=0)
    _, _, axes = np.linalg.svd(matrix - centre, full_matrices=False)
    turned = (matrix - centre) @ axes.T
    shape = (count, len(matrix), turned.shape[1])
    even = rng.uniform(turned.min(axis=0), turned.max(axis=0), shape)
    normal = rng.standard_normal(shape) * turned.std(axis=0)
    both: FloatArray = np.concatenate([even, normal]) @ axes
    return both


def group_many(data: FloatArray, k: int, rng: np.random.Generator, *, starts: int = 2) -> IntArray:
    """Return k-means labels of many data sets (sets, rows, columns) at once, the best of ``starts`` each."""
    sets = len(data)
    repeated = np.repeat(data, starts, axis=0)
    centres = run_many(repeated, plus_plus(repeated, k, sets * starts, rng), rounds=25, tolerance=1e-3)
    labels, squared = nearest_many(repeated, centres)
    best = squared.sum(axis=1).reshape(sets, starts).argmin(axis=1)
    chosen: IntArray = labels.reshape(sets, starts, -1)[np.arange(sets), best]
    return chosen
