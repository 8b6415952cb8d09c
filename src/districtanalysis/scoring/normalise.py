"""From values in any unit to scores that can be compared: the registry of normalisations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from districtanalysis.domain.registry import Registry
from districtanalysis.domain.study import Direction
from districtanalysis.errors import MethodError
from districtanalysis.language import number, say
from districtanalysis.methods import transforms
from districtanalysis.methods.transforms import FloatArray, Ties
from districtanalysis.scoring.classical import FORMULAS
from districtanalysis.scoring.magnitude import beyond

Goalposts = tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Normalisation:
    """One way from values to scores; higher scores always mean more fit.

    ``bounded`` scores lie in 0 to 100. ``needs_spread`` methods are undefined for a constant
    column; ``middle`` is the score such a column gets where the rule "middle" is asked for.
    """

    key: str
    function: Callable[..., FloatArray]
    needs_goalposts: bool = False
    bounded: bool = False
    needs_spread: bool = True
    middle: Callable[[int], float] = lambda _: 50.0
    mirrors: bool = True

    @property
    def label(self) -> str:
        """The name that readers see."""
        return say(f"normalisations.{self.key}.label")

    def apply(
        self,
        values: FloatArray,
        *,
        direction: Direction = "more",
        goalposts: Goalposts = None,
        constant: Literal["refuse", "middle"] = "refuse",
        name: str = "",
        **options: object,
    ) -> FloatArray:
        """Return one score per value, shape (n,); NaN stays NaN.

        ``direction`` "less" mirrors the values (and the goalposts) before the formula. Options are
        those of the formula (``ddof``, ``reference``, ``breaks`` ...). ``name`` is used in messages.

        Raises ``MethodError`` for infinite values and such as no town has (above 1e50, below 1e-50
        and not 0), no value at all, missing goalposts, and a constant column under a method that
        needs spread, unless ``constant`` is "middle".

        >>> NORMALISATIONS["goalposts"].apply(np.array([0.54, 0.69]), goalposts=(0.0, 1.0)).tolist()
        [54.0, 69.0]
        >>> NORMALISATIONS["min_max"].apply(np.array([1.0, 2.0]), direction="less").tolist()
        [100.0, 0.0]
        """
        column = np.asarray(values, dtype=np.float64)
        self._check(column, name, goalposts)
        if self.needs_spread and is_constant(column):
            if constant == "refuse":
                raise MethodError(say("normalisations.fault.constant", name=name or "?", method=self.label))
            return np.where(np.isnan(column), np.nan, self.middle(int(np.count_nonzero(~np.isnan(column)))))
        if self.needs_goalposts:
            options["goalposts"] = goalposts
        if not self.mirrors:
            options["direction"] = direction
        elif direction == "less":
            column = -column
            if self.needs_goalposts and goalposts is not None:
                options["goalposts"] = (-goalposts[1], -goalposts[0])
        return self.function(column, **options)

    def _check(self, column: FloatArray, name: str, goalposts: Goalposts) -> None:
        shown = name or "?"
        if np.isinf(column).any():
            raise MethodError(say("normalisations.fault.infinite", name=shown))
        if np.isnan(column).all():
            raise MethodError(say("normalisations.fault.no_values", name=shown))
        refuse_beyond(column, name)
        if self.needs_goalposts and goalposts is None:
            raise MethodError(say("normalisations.fault.no_goalposts", name=shown))
        if self.needs_goalposts and goalposts is not None:
            low, high = goalposts
            refuse_beyond(np.array([low, high, high - low]), name)


def refuse_beyond(values: FloatArray, name: str = "") -> None:
    """Raise ``MethodError`` for a number of a magnitude that no town has, naming it.

    >>> refuse_beyond(np.array([0.0, 4336.0]))
    """
    found = beyond(values)
    if found is not None:
        raise MethodError(say("normalisations.fault.magnitude", name=name or "?", value=f"{found:.2g}"))


NORMALISATIONS: Registry[Normalisation] = Registry("normalisations")


def is_constant(column: FloatArray) -> bool:
    """Return whether all known values are equal, but for the rounding of the computer.

    >>> is_constant(np.array([0.1 + 0.2, 0.3, np.nan]))
    True
    """
    known = column[~np.isnan(column)]
    return bool(np.ptp(known) <= transforms.EQUAL * np.abs(known).max())


def _goalposts(values: FloatArray, *, goalposts: tuple[float, float]) -> FloatArray:
    low, high = goalposts
    if not low < high:
        raise MethodError(say("normalisations.fault.goalposts_order", low=number(low, None), high=number(high, None)))
    return transforms.between_goalposts(values, low, high)


def _z_score(values: FloatArray, *, ddof: int = 1, mean: float = 0.0, sd: float = 1.0) -> FloatArray:
    return mean + sd * transforms.z_score(values, ddof=ddof)


def _rank(values: FloatArray, *, ties: Ties = "min") -> FloatArray:
    return transforms.ascending_ranks(values, ties)


def _distance_to_reference(
    values: FloatArray, *, direction: Direction = "more", reference: float | None = None
) -> FloatArray:
    if reference is None or reference == 0 or not np.isfinite(reference):
        raise MethodError(say("normalisations.fault.no_reference"))
    deviation = transforms.deviation_from(values, reference)
    return -deviation if direction == "less" else deviation


def _fraction_of_best(values: FloatArray, *, direction: Direction = "more") -> FloatArray:
    """Shares of the best make sense for values above zero only, where "half of it" has a meaning."""
    if np.nanmin(values) < 0 or np.nanmax(values) == 0 or (direction == "less" and np.nanmin(values) == 0):
        raise MethodError(
            say("normalisations.fault.needs_positive", method=say("normalisations.fraction_of_best.label"))
        )
    if direction == "less":
        return np.asarray(100 * np.nanmin(values) / values, dtype=np.float64)
    return transforms.fraction_of(values, float(np.nanmax(values)))


def _categorical(
    values: FloatArray,
    *,
    breaks: Sequence[float] | None = None,
    scores: Sequence[float] | None = None,
    direction: Direction = "more",
) -> FloatArray:
    """Breaks default to the handbook's percentiles; given breaks are in the unit of the values."""
    column = -values if direction == "less" else values
    if breaks is None:
        edges = [float(edge) for edge in np.nanpercentile(column, transforms.HANDBOOK_PERCENTILES)]
    else:
        edges = sorted(-edge if direction == "less" else edge for edge in breaks)
    given = list(scores) if scores is not None else [100 * i / len(edges) for i in range(len(edges) + 1)]
    if len(given) != len(edges) + 1:
        raise MethodError(
            say("normalisations.fault.steps", breaks=len(edges), expected=len(edges) + 1, found=len(given))
        )
    return transforms.steps(column, edges, given)


def _exponential_rank(values: FloatArray, *, ties: Ties = "average") -> FloatArray:
    """The relative rank is rank / n, so that the highest value gets exactly 100."""
    count = np.count_nonzero(~np.isnan(values))
    return transforms.exponential(transforms.ascending_ranks(values, ties) / count)


def _middle_rank(count: int) -> float:
    return (count + 1) / 2


def _middle_points(count: int) -> float:
    return (count - 1) / 2


def _zero(_: int) -> float:
    return 0.0


for _entry in (
    Normalisation("goalposts", _goalposts, needs_goalposts=True, bounded=True, needs_spread=False),
    Normalisation("min_max", transforms.min_max, bounded=True),
    Normalisation("z_score", _z_score, middle=_zero),
    Normalisation("rank", _rank, middle=_middle_rank),
    Normalisation("percentile", transforms.percentile_rank, bounded=True),
    Normalisation("distance_to_reference", _distance_to_reference, needs_spread=False, mirrors=False),
    Normalisation("distance_to_best", transforms.min_max, bounded=True),
    Normalisation("fraction_of_best", _fraction_of_best, bounded=True, needs_spread=False, mirrors=False),
    Normalisation("categorical", _categorical, bounded=True, mirrors=False),
    Normalisation("inverse_hyperbolic_sine", transforms.inverse_hyperbolic_sine, needs_spread=False),
    Normalisation("exponential_rank", _exponential_rank, bounded=True),
    Normalisation("borda", transforms.borda_points, middle=_middle_points),
):
    NORMALISATIONS.add(_entry.key, _entry)
for _key, _function in FORMULAS.items():
    NORMALISATIONS.add(_key, Normalisation(_key, _function, mirrors=False))
