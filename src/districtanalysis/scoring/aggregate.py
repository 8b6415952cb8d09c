"""From several scores to one: the registry of aggregations, whatever the level of the hierarchy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from districtanalysis.domain.registry import Registry
from districtanalysis.errors import MethodError, MissingValueError
from districtanalysis.language import join, number, say
from districtanalysis.methods.transforms import FloatArray
from districtanalysis.scoring import means, outranking


@dataclass(frozen=True, slots=True)
class Aggregation:
    """One way from scores (n, m) and weights (m,) to one score per district; higher is more fit.

    ``additive``: the result is the sum of weight x score, so that contributions add up.
    ``pairwise``: a district's result depends on which others are compared.
    ``positive``: defined above zero only; ``floor`` is then the declared lowest score.
    ``not_negative``: defined from zero upwards.
    """

    key: str
    function: Callable[..., FloatArray]
    additive: bool = False
    pairwise: bool = False
    positive: bool = False
    not_negative: bool = False

    @property
    def label(self) -> str:
        """The name that readers see."""
        return say(f"aggregations.{self.key}.label")

    def apply(self, scores: FloatArray, weights: FloatArray, **options: float) -> FloatArray:
        """Return one score per row of ``scores``, shape (n,); weights are relative, their sum is free.

        Raises ``MissingValueError`` where a score is missing (choose a policy before), and
        ``MethodError`` for infinite scores, wrong weights, numbers beyond what can be computed, or
        scores at or below zero under a mean that needs positive ones and no ``floor``.

        >>> AGGREGATIONS["arithmetic"].apply(np.array([[60.0, 90.0]]), np.array([2.0, 1.0])).tolist()
        [70.0]
        """
        try:
            with np.errstate(over="raise", divide="raise", invalid="raise"):
                return self._applied(np.asarray(scores, dtype=np.float64), weights, options)
        except FloatingPointError as error:
            raise MethodError(say("aggregations.fault.magnitude", method=self.label)) from error

    def _applied(self, matrix: FloatArray, weights: FloatArray, options: dict[str, float]) -> FloatArray:
        shares = shares_of(weights, matrix.shape[1])
        check_scores(matrix)
        if self.not_negative and (matrix < 0).any():
            raise MethodError(say("aggregations.fault.negative", method=self.label))
        if self.positive:
            matrix = self._raised(matrix, options.pop("floor", None))
        return self.function(matrix, shares, **options)

    def _raised(self, matrix: FloatArray, floor: float | None) -> FloatArray:
        lowest = float(matrix.min())
        if floor is None:
            if lowest <= 0:
                values = {"method": self.label, "key": self.key, "value": number(lowest, 2)}
                raise MethodError(say("aggregations.fault.not_positive", **values))
            return matrix
        if not floor > 0:
            raise MethodError(say("aggregations.fault.floor", value=number(floor, None)))
        return np.maximum(matrix, floor)


AGGREGATIONS: Registry[Aggregation] = Registry("aggregations")

for _entry in (
    Aggregation("arithmetic", means.arithmetic, additive=True),
    Aggregation("geometric", means.geometric, positive=True),
    Aggregation("harmonic", means.harmonic, positive=True),
    Aggregation("power", means.power, positive=True),
    Aggregation("copeland", outranking.copeland, pairwise=True),
    Aggregation("borda", outranking.borda, pairwise=True),
    Aggregation("topsis", outranking.topsis, pairwise=True),
    Aggregation("promethee_ii", outranking.promethee_ii, pairwise=True),
    Aggregation("vikor", outranking.vikor, pairwise=True),
    Aggregation("benefit_of_the_doubt", outranking.benefit_of_the_doubt, pairwise=True, not_negative=True),
):
    AGGREGATIONS.add(_entry.key, _entry)


def shares_of(weights: FloatArray, count: int) -> FloatArray:
    """Return weights as shares of 1, shape (count,).

    Raises ``MethodError`` for another number of weights, negative or infinite ones, or a sum of 0.

    >>> shares_of(np.array([3.0, 1.0]), 2).tolist()
    [0.75, 0.25]
    """
    given = np.asarray(weights, dtype=np.float64)
    if given.shape != (count,):
        raise MethodError(say("aggregations.fault.weight_count", found=given.size, expected=count))
    if not np.isfinite(given).all() or (given < 0).any() or given.sum() <= 0:
        raise MethodError(say("aggregations.fault.weights", found=join(number(float(w), None) for w in given)))
    return np.asarray(given / given.sum(), dtype=np.float64)


def check_scores(matrix: FloatArray) -> None:
    """Raise ``MissingValueError`` or ``MethodError`` where a score is missing or infinite.

    >>> check_scores(np.array([[1.0, 2.0]]))
    """
    if np.isnan(matrix).any():
        rows = sorted({int(row) + 1 for row in np.argwhere(np.isnan(matrix))[:, 0]})
        raise MissingValueError(say("aggregations.fault.missing", rows=join(str(row) for row in rows[:10])))
    if np.isinf(matrix).any():
        raise MethodError(say("aggregations.fault.infinite"))
