"""Weights from pairwise comparisons (Saaty's analytic hierarchy process)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from districtanalysis.errors import MethodError
from districtanalysis.language import join, number, say
from districtanalysis.methods.transforms import FloatArray

Comparison = tuple[str, str, float]
Scale = Literal["donegan_dodd", "saaty"]
# Mean consistency index of random matrices by size: Donegan and Dodd (1991), Mathematical and
# Computer Modelling 15, 135-137; Saaty (2007), Theory and Applications of the Analytic Network Process.
RANDOM_INDEX: dict[Scale, dict[int, float]] = {
    "donegan_dodd": {
        3: 0.4914, 4: 0.8286, 5: 1.0591, 6: 1.1797, 7: 1.2519, 8: 1.3171,
        9: 1.3733, 10: 1.4055, 11: 1.4213, 12: 1.4497, 13: 1.4643, 14: 1.4822, 15: 1.4969,
    },
    "saaty": {
        3: 0.52, 4: 0.89, 5: 1.11, 6: 1.25, 7: 1.35, 8: 1.40,
        9: 1.45, 10: 1.49, 11: 1.52, 12: 1.54, 13: 1.56, 14: 1.58, 15: 1.59,
    },
}  # fmt: skip
ACCEPTABLE = 0.10


@dataclass(frozen=True, slots=True)
class AhpWeights:
    """Weights (shares of 1) with the consistency of the comparisons behind them.

    ``worst`` names the comparison that fits the weights least: given, and what the weights imply.
    """

    names: tuple[str, ...]
    weights: FloatArray
    largest_eigenvalue: float
    consistency_ratio: float
    scale: Scale
    filled: tuple[Comparison, ...] = ()
    worst: tuple[str, str, float, float] | None = None

    @property
    def consistent(self) -> bool:
        """Whether the ratio is at most 0.10, the usual bound."""
        return self.consistency_ratio <= ACCEPTABLE


def ahp(comparisons: Sequence[Comparison], *, scale: Scale = "donegan_dodd") -> AhpWeights:
    """Return weights from comparisons ``(a, b, how many times more important a is than b)``.

    Missing comparisons are filled so that the matrix becomes as consistent as it can be (Bozóki,
    Fülöp and Rónyai 2010). Raises ``MethodError`` for values not above 0, a pair given twice with
    values that contradict each other, or names that no chain of comparisons connects.

    >>> ahp([("a", "b", 2), ("b", "c", 2), ("a", "c", 4)]).weights.round(4).tolist()
    [0.5714, 0.2857, 0.1429]
    """
    names, matrix = comparison_matrix(comparisons)
    full, filled = _completed(names, matrix)
    return weights_from_matrix(full, names, scale=scale, filled=filled)


def weights_from_matrix(
    matrix: FloatArray,
    names: Sequence[str] = (),
    *,
    scale: Scale = "donegan_dodd",
    filled: tuple[Comparison, ...] = (),
) -> AhpWeights:
    """Return weights as the principal eigenvector of a positive reciprocal matrix (m, m).

    Raises ``MethodError`` where an entry is not above 0 or not the reciprocal of its counterpart.

    >>> weights_from_matrix(np.array([[1.0, 3.0], [1 / 3, 1.0]])).weights.round(2).tolist()
    [0.75, 0.25]
    """
    given = np.asarray(matrix, dtype=np.float64)
    labels = tuple(names) or tuple(str(i + 1) for i in range(len(given)))
    _check_matrix(given, labels)
    values, vectors = np.linalg.eig(given)
    best = int(np.argmax(values.real))
    vector = np.abs(vectors[:, best].real)
    weights = vector / vector.sum()
    largest = float(values[best].real)
    return AhpWeights(
        labels, weights, largest, _ratio(largest, len(given), scale), scale, filled, _worst(given, weights, labels)
    )


def comparison_matrix(comparisons: Sequence[Comparison]) -> tuple[tuple[str, ...], FloatArray]:
    """Return the names in order of appearance and their matrix, NaN where nobody compared.

    >>> comparison_matrix([("a", "b", 4)])[1].tolist()
    [[1.0, 4.0], [0.25, 1.0]]
    """
    names = tuple(dict.fromkeys(name for first, second, _ in comparisons for name in (first, second)))
    place = {name: i for i, name in enumerate(names)}
    matrix = np.full((len(names), len(names)), np.nan)
    np.fill_diagonal(matrix, 1.0)
    for first, second, value in comparisons:
        i, j = place[first], place[second]
        if not (np.isfinite(value) and value > 0) or (i == j and value != 1):
            raise MethodError(say("weightings.fault.comparison", first=first, second=second, value=number(value, None)))
        if i != j and not np.isnan(matrix[i, j]) and abs(matrix[i, j] / value - 1) > 1e-3:
            raise MethodError(
                say(
                    "weightings.fault.contradiction",
                    first=first,
                    second=second,
                    one=number(float(matrix[i, j]), 3),
                    other=number(float(value), 3),
                )
            )
        matrix[i, j], matrix[j, i] = value, 1 / value
    return names, matrix


def _completed(names: tuple[str, ...], matrix: FloatArray) -> tuple[FloatArray, tuple[Comparison, ...]]:
    """Fill the gaps by minimising the largest eigenvalue over their logarithms (a convex problem)."""
    gaps = [(int(i), int(j)) for i, j in np.argwhere(np.isnan(matrix)) if i < j]
    if not gaps:
        return matrix, ()
    _check_connected(names, matrix)
    from scipy.optimize import minimize

    def filled(logs: FloatArray) -> FloatArray:
        full = matrix.copy()
        for (i, j), value in zip(gaps, np.exp(logs), strict=True):
            full[i, j], full[j, i] = value, 1 / value
        return full

    def largest(logs: FloatArray) -> float:
        return float(np.linalg.eigvals(filled(logs)).real.max())

    found = minimize(
        largest,
        np.zeros(len(gaps)),
        method="Nelder-Mead",
        options={"xatol": 1e-10, "fatol": 1e-14, "maxiter": 4000 * len(gaps), "maxfev": 8000 * len(gaps)},
    )
    values = [float(value) for value in np.exp(found.x)]
    return filled(found.x), tuple((names[i], names[j], v) for (i, j), v in zip(gaps, values, strict=True))


def _check_connected(names: tuple[str, ...], matrix: FloatArray) -> None:
    reached = {0}
    while new := {int(j) for i in reached for j in np.flatnonzero(~np.isnan(matrix[i]))} - reached:
        reached |= new
    alone = [name for i, name in enumerate(names) if i not in reached]
    if alone:
        raise MethodError(say("weightings.fault.not_connected", names=join(alone), first=names[0]))


def _check_matrix(matrix: FloatArray, names: tuple[str, ...]) -> None:
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1] or len(names) != len(matrix):
        raise MethodError(say("weightings.fault.not_square", rows=matrix.shape[0], columns=matrix.shape[-1]))
    for i, first in enumerate(names):
        for j, second in enumerate(names):
            value, back = float(matrix[i, j]), float(matrix[j, i])
            if not (np.isfinite(value) and value > 0):
                raise MethodError(
                    say("weightings.fault.comparison", first=first, second=second, value=number(value, None))
                )
            if abs(value * back - 1) > 0.02:
                raise MethodError(
                    say(
                        "weightings.fault.contradiction",
                        first=first,
                        second=second,
                        one=number(value, 3),
                        other=number(1 / back, 3),
                    )
                )


def _ratio(largest: float, size: int, scale: Scale) -> float:
    if size < 3:
        return 0.0
    known = RANDOM_INDEX[scale]
    index = known.get(size, known[max(known)])
    return max(0.0, (largest - size) / (size - 1) / index)


def _worst(matrix: FloatArray, weights: FloatArray, names: tuple[str, ...]) -> tuple[str, str, float, float] | None:
    if len(matrix) < 3:
        return None
    implied = weights[:, None] / weights
    gap = np.triu(np.abs(np.log(matrix / implied)), 1)
    i, j = (int(k) for k in np.unravel_index(int(gap.argmax()), gap.shape))
    return names[i], names[j], float(matrix[i, j]), float(implied[i, j])
