"""How columns hang together: correlations, reliability, principal components. Arrays (n, m) in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from districtanalysis.methods.transforms import FloatArray, ascending_ranks


@dataclass(frozen=True, slots=True)
class Components:
    """Principal components of standardised columns.

    ``eigenvalues`` (k,) descend and add up to the number of columns; ``loadings`` (m, k) are the
    correlations of the columns with the components, the largest of each component positive.
    """

    eigenvalues: FloatArray
    loadings: FloatArray

    @property
    def explained(self) -> FloatArray:
        """Share of the variance per component, in percent."""
        return np.asarray(100 * self.eigenvalues / self.eigenvalues.sum(), dtype=np.float64)


def correlations(values: FloatArray, kind: Literal["pearson", "spearman"] = "pearson") -> FloatArray:
    """Return the correlation of every pair of columns, shape (m, m); NaN for constant columns.

    >>> correlations(np.array([[1.0, 3.0], [2.0, 2.0], [3.0, 1.0]])).round(6).tolist()
    [[1.0, -1.0], [-1.0, 1.0]]
    """
    matrix = values
    if kind == "spearman":
        matrix = np.stack([ascending_ranks(column, "average") for column in values.T], axis=1)
    centred = matrix - matrix.mean(axis=0)
    size = np.sqrt((centred**2).sum(axis=0))
    size = np.where(size <= 1e-12 * np.maximum(1e-300, np.abs(matrix).max(axis=0)), np.nan, size)
    return np.asarray(np.clip((centred.T @ centred) / np.outer(size, size), -1, 1), dtype=np.float64)


def variance_inflation(correlation: FloatArray) -> FloatArray:
    """Return the variance inflation factor per column, shape (m,); infinite where columns repeat.

    The diagonal of the inverse correlation matrix. Source: Marquardt (1970), Technometrics 12.

    >>> variance_inflation(np.array([[1.0, 0.6], [0.6, 1.0]])).round(4).tolist()
    [1.5625, 1.5625]
    """
    values, vectors = np.linalg.eigh(correlation)
    small = values < 1e-10
    with np.errstate(divide="ignore"):
        inverse = np.where(small, 0.0, 1 / np.where(small, 1.0, values))
    diagonal = (vectors**2 * inverse).sum(axis=1)
    repeated = (vectors[:, small] ** 2).sum(axis=1) > 1e-8
    return np.where(repeated, np.inf, diagonal)


def cronbach_alpha(correlation: FloatArray) -> float:
    """Return the standardised alpha, m r / (1 + (m - 1) r) with the mean correlation r.

    Source: handbook, section 5.1. NaN for fewer than two columns.

    >>> round(cronbach_alpha(np.array([[1.0, 0.5], [0.5, 1.0]])), 4)
    0.6667
    """
    count = len(correlation)
    if count < 2:
        return float("nan")
    mean = (correlation.sum() - count) / (count * (count - 1))
    return float(count * mean / (1 + (count - 1) * mean))


def principal_components(correlation: FloatArray) -> Components:
    """Return all components of a correlation matrix; the sign of each is fixed, so runs agree.

    >>> principal_components(np.array([[1.0, 0.6], [0.6, 1.0]])).eigenvalues.round(6).tolist()
    [1.6, 0.4]
    """
    values, vectors = np.linalg.eigh(correlation)
    order = np.argsort(-values, kind="stable")
    values, vectors = np.clip(values[order], 0, None), vectors[:, order]
    largest = vectors[np.abs(vectors).argmax(axis=0), np.arange(len(values))]
    vectors = vectors * np.where(largest < 0, -1.0, 1.0)
    return Components(values, np.asarray(vectors * np.sqrt(values), dtype=np.float64))


def sampling_adequacy(correlation: FloatArray) -> float:
    """Return the Kaiser-Meyer-Olkin measure (0 to 1); NaN where columns repeat each other.

    Squared correlations against squared correlations plus squared partial correlations.
    Source: Kaiser and Rice (1974); handbook, section 4.2. Two columns always give 0.5.

    >>> round(sampling_adequacy(np.array([[1.0, 0.6], [0.6, 1.0]])), 6)
    0.5
    """
    if np.linalg.eigvalsh(correlation)[0] < 1e-10:
        return float("nan")
    inverse = np.linalg.inv(correlation)
    size = np.sqrt(np.diag(inverse))
    partial = -inverse / np.outer(size, size)
    off = ~np.eye(len(correlation), dtype=bool)
    shared, alone = (correlation[off] ** 2).sum(), (partial[off] ** 2).sum()
    return float(shared / (shared + alone)) if shared + alone > 0 else float("nan")


def kendall(first: FloatArray, second: FloatArray) -> float:
    """Return Kendall's tau-b of two rankings of the same districts (-1 to 1).

    >>> round(kendall(np.array([1.0, 2.0, 3.0]), np.array([1.0, 3.0, 2.0])), 4)
    0.3333
    """
    agreement, ties_first, ties_second, pairs = 0.0, 0, 0, 0
    for i in range(len(first) - 1):
        a, b = np.sign(first[i + 1 :] - first[i]), np.sign(second[i + 1 :] - second[i])
        agreement += float((a * b).sum())
        ties_first += int((a == 0).sum())
        ties_second += int((b == 0).sum())
        pairs += len(a)
    below = np.sqrt(float(pairs - ties_first) * float(pairs - ties_second))
    return float(agreement / below) if below > 0 else float("nan")
