"""Weighted means of scores. ``scores`` may be stacked (..., n, m) and ``weights`` (..., m)."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from districtanalysis.methods.transforms import FloatArray


def arithmetic(scores: FloatArray, weights: FloatArray) -> FloatArray:
    """Return sum w x, on the scale of the scores; full compensation between indicators.

    Source: OECD/JRC handbook, section 6.7 (additive aggregation).

    >>> arithmetic(np.array([[0.0, 100.0]]), np.array([0.5, 0.5])).tolist()
    [50.0]
    """
    return np.asarray(np.einsum("...nm,...m->...n", scores, weights), dtype=np.float64)


def geometric(scores: FloatArray, weights: FloatArray) -> FloatArray:
    """Return prod x^w for scores above zero; a low score can be made up for only in part.

    Source: handbook, section 6.7; HDI since 2010.

    >>> geometric(np.array([[1.0, 100.0]]), np.array([0.5, 0.5])).round(9).tolist()
    [10.0]
    """
    return np.asarray(np.exp(arithmetic(np.log(scores), weights)), dtype=np.float64)


def harmonic(scores: FloatArray, weights: FloatArray) -> FloatArray:
    """Return 1 / sum(w / x) for scores above zero; the lowest scores dominate.

    Source: Hardy, Littlewood and Pólya (1934), Inequalities, chapter 2.

    >>> harmonic(np.array([[20.0, 80.0]]), np.array([0.5, 0.5])).round(9).tolist()
    [32.0]
    """
    return 1 / arithmetic(1 / scores, weights)


def power(scores: FloatArray, weights: FloatArray, *, exponent: float = 0.5) -> FloatArray:
    """Return (sum w x^p)^(1/p) for scores above zero; p = 1 is arithmetic, near 0 geometric.

    Source: Hardy, Littlewood and Pólya (1934), Inequalities, chapter 2.

    >>> power(np.array([[4.0, 16.0]]), np.array([0.5, 0.5]), exponent=0.5).tolist()
    [9.0]
    """
    if abs(exponent) < 1e-9:
        return geometric(scores, weights)
    return np.asarray(arithmetic(scores**exponent, weights) ** (1 / exponent), dtype=np.float64)


Transform = Callable[[FloatArray], FloatArray]


def _same(values: FloatArray) -> FloatArray:
    return values


def _log(values: FloatArray) -> FloatArray:
    return np.asarray(np.log(values), dtype=np.float64)


def _exp(values: FloatArray) -> FloatArray:
    return np.asarray(np.exp(values), dtype=np.float64)


def _inverse(values: FloatArray) -> FloatArray:
    return 1 / values


def _root(values: FloatArray) -> FloatArray:
    return np.asarray(np.sqrt(values), dtype=np.float64)


def _square(values: FloatArray) -> FloatArray:
    return values**2


# Means that are weighted sums after a transform, and the way back. (For "power" with exponent 0.5.)
LINEAR: dict[str, tuple[Transform, Transform]] = {
    "arithmetic": (_same, _same),
    "geometric": (_log, _exp),
    "harmonic": (_inverse, _inverse),
    "power": (_root, _square),
}
