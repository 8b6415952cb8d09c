"""Where weights come from: the registry of weightings. Every one returns shares of 1, shape (m,)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from districtanalysis.domain.registry import Registry
from districtanalysis.errors import MethodError
from districtanalysis.language import join, number, say
from districtanalysis.methods.transforms import FloatArray
from districtanalysis.scoring import data_weights
from districtanalysis.scoring.aggregate import check_scores, shares_of
from districtanalysis.scoring.ahp import ACCEPTABLE, weights_from_matrix

Needs = Literal["count", "given", "scores", "positive", "directions"]


@dataclass(frozen=True, slots=True)
class Weighting:
    """One way to weights.

    ``needs`` says what it works on: "count" the number of indicators, "given" numbers of the study,
    "scores" comparable scores, "positive" values above 0, "directions" such values and benefits.
    """

    key: str
    function: Callable[..., FloatArray]
    needs: Needs

    @property
    def label(self) -> str:
        """The name that readers see."""
        return say(f"weightings.{self.key}.label")

    def apply(self, scores: FloatArray, **options: object) -> FloatArray:
        """Return one share per column of ``scores`` (n, m); the shares add up to 1.

        Options: ``given`` (given, budget, ahp, rancom), ``total`` (budget), ``benefit`` (merec,
        cilos, idocriw). Raises ``MethodError`` where the numbers cannot be weights: see each rule.

        >>> WEIGHTINGS["equal"].apply(np.zeros((3, 4))).tolist()
        [0.25, 0.25, 0.25, 0.25]
        """
        matrix = np.asarray(scores, dtype=np.float64)
        if self.needs in {"count", "given"}:
            return self.function(matrix.shape[1], **options)
        check_scores(matrix)
        if len(matrix) < 2 or (np.ptp(matrix, axis=0) == 0).any():
            raise MethodError(say("weightings.fault.no_spread", method=self.label))
        if self.needs in {"positive", "directions"} and (matrix < 0).any():
            raise MethodError(say("weightings.fault.negative", method=self.label))
        if self.needs == "directions":
            options.setdefault("benefit", np.ones(matrix.shape[1]))
            if (matrix <= 0).any():
                raise MethodError(say("weightings.fault.negative", method=self.label))
        found = self.function(matrix, **options)
        if not np.isfinite(found).all() or (found < 0).any():
            raise MethodError(say("weightings.fault.undefined", method=self.label))
        return found


WEIGHTINGS: Registry[Weighting] = Registry("weightings")


def _equal(count: int) -> FloatArray:
    return np.full(count, 1 / count)


def _given(count: int, *, given: Sequence[float], total: float | None = None) -> FloatArray:
    weights = np.asarray(given, dtype=np.float64)
    shares = shares_of(weights, count)
    if total is not None and abs(float(weights.sum()) - total) > 1e-6 * max(1.0, total):
        raise MethodError(
            say("weightings.fault.sum", found=number(float(weights.sum()), None), expected=number(total, None))
        )
    return shares


def _budget(count: int, *, given: Sequence[Sequence[float]], total: float = 100.0) -> FloatArray:
    """Each person shares out the same number of points; the mean of the shares counts."""
    rows = np.atleast_2d(np.asarray(given, dtype=np.float64))
    wrong = [i + 1 for i, row in enumerate(rows) if abs(float(row.sum()) - total) > 1e-6 * total]
    if wrong:
        sums = join(number(float(rows[i - 1].sum()), None) for i in wrong)
        raise MethodError(
            say("weightings.fault.budget", rows=join(str(i) for i in wrong), sums=sums, expected=number(total, None))
        )
    return np.asarray(np.mean([shares_of(row, count) for row in rows], axis=0), dtype=np.float64)


def _ahp(count: int, *, given: Sequence[Sequence[float]], largest_ratio: float = ACCEPTABLE) -> FloatArray:
    """Comparisons that contradict each other too much give no weights."""
    result = weights_from_matrix(np.asarray(given, dtype=np.float64))
    if len(result.weights) != count:
        raise MethodError(say("aggregations.fault.weight_count", found=len(result.weights), expected=count))
    if result.consistency_ratio > largest_ratio and result.worst is not None:
        first, second, value, implied = result.worst
        raise MethodError(
            say(
                "weightings.fault.inconsistent",
                ratio=number(result.consistency_ratio, 2),
                limit=number(largest_ratio, 2),
                first=first,
                second=second,
                value=number(value, 2),
                implied=number(implied, 2),
            )
        )
    return result.weights


def _rancom(count: int, *, given: Sequence[Sequence[float]]) -> FloatArray:
    """Row sums of a matrix with 1 = more important, 0.5 = equal, 0 = less (Więckowski et al. 2023)."""
    matrix = np.asarray(given, dtype=np.float64)
    if matrix.shape != (count, count) or not np.allclose(matrix + matrix.T, 1):
        raise MethodError(say("weightings.fault.preferences"))
    return np.asarray(matrix.sum(axis=1) / matrix.sum(), dtype=np.float64)


for _entry in (
    Weighting("given", _given, "given"),
    Weighting("equal", _equal, "count"),
    Weighting("budget", _budget, "given"),
    Weighting("ahp", _ahp, "given"),
    Weighting("rancom", _rancom, "given"),
    Weighting("entropy", data_weights.entropy, "positive"),
    Weighting("critic", data_weights.critic, "scores"),
    Weighting("pca", data_weights.pca, "scores"),
    Weighting("standard_deviation", data_weights.standard_deviation, "scores"),
    Weighting("equal_influence", data_weights.equal_influence, "scores"),
    Weighting("variance", data_weights.variance, "scores"),
    Weighting("gini", data_weights.gini, "positive"),
    Weighting("angle", data_weights.angle, "positive"),
    Weighting("merec", data_weights.merec, "directions"),
    Weighting("cilos", data_weights.cilos, "directions"),
    Weighting("idocriw", data_weights.idocriw, "directions"),
):
    WEIGHTINGS.add(_entry.key, _entry)
