"""Weighted means of scores. ``scores`` may be stacked (..., n, m) and ``weights`` (..., m)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from districtanalysis.methods.transforms import FloatArray

MEANS = ("arithmetic", "geometric", "harmonic", "power")
_ZERO = 1e-9


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
    if abs(exponent) < _ZERO:
        return geometric(scores, weights)
    return np.asarray(arithmetic(scores**exponent, weights) ** (1 / exponent), dtype=np.float64)


Transform = Callable[[FloatArray], FloatArray]


@dataclass(frozen=True, slots=True)
class Linear:
    """A mean as a weighted sum of ``forward(scores)`` and the way ``back``.

    ``falling``: a higher score means a lower sum.
    """

    forward: Transform
    back: Transform
    falling: bool = False


def linear_form(key: str, *, floor: float | None = None, exponent: float = 0.5) -> Linear:
    """Return the mean ``key``, one of ``MEANS``, as a weighted sum.

    Scores below ``floor`` are raised to it first; ``exponent`` is that of the power mean.

    >>> form = linear_form("power", exponent=-1)
    >>> form.back(form.forward(np.array([20.0, 80.0]))).tolist(), form.falling
    ([20.0, 80.0], True)
    """
    if key == "arithmetic":
        form = Linear(_same, _same)
    elif key == "geometric" or (key == "power" and abs(exponent) < _ZERO):
        form = Linear(_log, _exp)
    else:
        form = _power_form(-1.0 if key == "harmonic" else exponent)
    if floor is None:
        return form
    forward, lowest = form.forward, floor
    return replace(form, forward=lambda values: forward(np.maximum(values, lowest)))


def _power_form(exponent: float) -> Linear:
    return Linear(lambda x: _raised(x, exponent), lambda x: _raised(x, 1 / exponent), falling=exponent < 0)


def _raised(values: FloatArray, exponent: float) -> FloatArray:
    return 1 / values if exponent == -1 else np.asarray(values**exponent, dtype=np.float64)


def _same(values: FloatArray) -> FloatArray:
    return values


def _log(values: FloatArray) -> FloatArray:
    return np.asarray(np.log(values), dtype=np.float64)


def _exp(values: FloatArray) -> FloatArray:
    return np.asarray(np.exp(values), dtype=np.float64)
