"""Weights that follow from the data: each function takes scores or values (n, m), returns shares (m,).

They reward spread and contrast, not importance; a study that uses them should say why.
"""

from __future__ import annotations

import numpy as np

from districtanalysis.methods.correlation import correlations, principal_components
from districtanalysis.methods.transforms import FloatArray


def entropy(values: FloatArray) -> FloatArray:
    """Return weights by the entropy left over: columns that differ much weigh more. Values >= 0.

    Source: Shannon entropy weights as in Elsayed et al. (2017).

    >>> entropy(np.array([[1.0, 1.0], [1.0, 9.0]])).tolist()
    [0.0, 1.0]
    """
    parts = values / values.sum(axis=0)
    logs = np.log(parts, out=np.zeros_like(parts), where=parts > 0)
    left = 1 + (parts * logs).sum(axis=0) / np.log(len(values))
    return _shares(np.where(np.abs(left) < 1e-12, 0.0, left))


def standard_deviation(scores: FloatArray) -> FloatArray:
    """Return weights in proportion to the standard deviation of the scores.

    >>> standard_deviation(np.array([[0.0, 0.0], [1.0, 3.0]])).round(9).tolist()
    [0.25, 0.75]
    """
    return _shares(scores.std(axis=0, ddof=1))


def critic(scores: FloatArray) -> FloatArray:
    """Return weights by spread x conflict: sd_j x sum(1 - r_jk).

    ``scores`` are min-max scores. Source: Diakoulaki et al. (1995), Computers & OR 22, 763-770.

    >>> critic(np.array([[0.0, 1.0], [1.0, 0.0]])).tolist()
    [0.5, 0.5]
    """
    return _shares(scores.std(axis=0, ddof=1) * (1 - correlations(scores)).sum(axis=0))


def pca(scores: FloatArray) -> FloatArray:
    """Return weights from the principal components with an eigenvalue above 1.

    Each indicator goes with the component it loads on most; its squared loading, as a share of
    that component, is weighted by the variance the component explains. Source: handbook, 6.2.1,
    there after a rotation; here without.

    >>> pca(np.array([[0.0, 0.0], [1.0, 1.0], [2.0, 2.0]])).tolist()
    [0.5, 0.5]
    """
    parts = principal_components(correlations(scores))
    kept = max(1, int((parts.eigenvalues > 1 + 1e-9).sum()))
    squared = parts.loadings[:, :kept] ** 2
    explained = squared.sum(axis=0)
    home = squared.argmax(axis=1)
    own = squared[np.arange(len(home)), home] / explained[home]
    return _shares(own * explained[home] / explained.sum())


def equal_influence(scores: FloatArray) -> FloatArray:
    """Return weights under which every indicator correlates as alike as possible with the weighted mean.

    With u = w x sd the correlations are proportional to R u, R being the correlation matrix; equal
    ones mean R u = 1, solved by least squares with u >= 0. An indicator that runs against the others
    cannot be made to count like them: its weight becomes 0, and ``coherence`` shows what is left.
    Source: Becker et al. (2017), Ecological Indicators 80, 12-22.

    >>> equal_influence(np.array([[0.0, 0.0], [1.0, 5.0], [2.0, 1.0]])).round(3).tolist()
    [0.726, 0.274]
    """
    from scipy.optimize import nnls

    matrix = correlations(scores)
    parts = nnls(matrix, np.ones(len(matrix)))[0]
    return _shares(parts / scores.std(axis=0))


def variance(scores: FloatArray) -> FloatArray:
    """Return weights in proportion to the variance of the min-max scores.

    >>> variance(np.array([[0.0, 0.0], [1.0, 3.0]])).tolist()
    [0.1, 0.9]
    """
    return _shares(scores.var(axis=0, ddof=0))


def gini(values: FloatArray) -> FloatArray:
    """Return weights in proportion to the Gini coefficient of the values (above 0).

    >>> gini(np.array([[1.0, 1.0], [1.0, 3.0]])).tolist()
    [0.0, 1.0]
    """
    differences = np.abs(values[:, None, :] - values[None, :, :]).sum(axis=(0, 1))
    return _shares(differences / (2 * len(values) ** 2 * values.mean(axis=0)))


def angle(values: FloatArray) -> FloatArray:
    """Return weights by the angle between each column and a constant one (values >= 0).

    Source: Shuai et al. (2012), 24th Chinese Control and Decision Conference.

    >>> angle(np.array([[1.0, 1.0], [1.0, 3.0]])).round(6).tolist()
    [0.0, 1.0]
    """
    parts = values / values.sum(axis=0)
    cosine = parts.mean(axis=0) / np.sqrt((parts**2).sum(axis=0) / len(values))
    return _shares(np.arccos(np.clip(cosine, -1, 1)))


def merec(values: FloatArray, benefit: FloatArray) -> FloatArray:
    """Return weights by the effect of removing each column (values above 0; benefit 1 or -1).

    Source: Keshavarz-Ghorabaee et al. (2021), Symmetry 13(4).

    >>> merec(np.array([[1.0, 1.0], [2.0, 8.0]]), np.array([1.0, 1.0])).round(3).tolist()
    [0.215, 0.785]
    """
    scaled = np.where(benefit > 0, values.min(axis=0) / values, values / values.max(axis=0))
    logs = np.abs(np.log(scaled))
    count = values.shape[1]
    whole = np.log(1 + logs.mean(axis=1))
    without = np.log(1 + (logs.sum(axis=1, keepdims=True) - logs) / count)
    return _shares(np.abs(without - whole[:, None]).sum(axis=0))


def cilos(values: FloatArray, benefit: FloatArray) -> FloatArray:
    """Return weights by the impact loss: what the others lose where one column is at its best.

    Source: Zavadskas and Podvezko (2016), IJITDM 15, 267-283.

    >>> cilos(np.array([[1.0, 2.0], [2.0, 1.0]]), np.array([1.0, 1.0])).round(6).tolist()
    [0.5, 0.5]
    """
    scaled = np.where(benefit > 0, values, values.min(axis=0) / values)
    scaled = scaled / scaled.sum(axis=0)
    best = scaled[scaled.argmax(axis=0)]
    top = np.diag(best)
    loss = (top - best) / top
    system = loss - np.diag(loss.sum(axis=0))
    count = values.shape[1]
    # The rows of the system add up to nothing; the sum of the weights takes the place of one of them.
    full = np.vstack([system, np.ones(count)])
    solution = np.linalg.lstsq(full, np.append(np.zeros(count), 1.0), rcond=None)[0]
    return _shares(solution)


def idocriw(values: FloatArray, benefit: FloatArray) -> FloatArray:
    """Return the product of entropy and impact-loss weights, as shares.

    Source: Zavadskas and Podvezko (2016), IJITDM 15, 267-283.

    >>> idocriw(np.array([[1.0, 2.0], [2.0, 1.0]]), np.array([1.0, 1.0])).round(6).tolist()
    [0.5, 0.5]
    """
    return _shares(entropy(values) * cilos(values, benefit))


def _shares(amounts: FloatArray) -> FloatArray:
    return np.asarray(amounts / amounts.sum(), dtype=np.float64)
