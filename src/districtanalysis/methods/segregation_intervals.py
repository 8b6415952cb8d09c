"""How sure a segregation index is: noise of small areas, printed rounding, change between dates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from districtanalysis.errors import MethodError
from districtanalysis.language import say
from districtanalysis.methods.segregation import segregation_index

FloatArray = NDArray[np.float64]
Index = Callable[[ArrayLike, ArrayLike], float]


@dataclass(frozen=True, slots=True)
class Interval:
    """A value with the span that repeated drawing gives; ``kind`` is rounding or chance."""

    value: float
    low: float
    high: float
    kind: str
    draws: int
    seed: int


def rounding_interval(
    group: ArrayLike,
    total: ArrayLike,
    low: ArrayLike,
    high: ArrayLike,
    *,
    index: Index = segregation_index,
    draws: int = 10_000,
    seed: int = 0,
) -> Interval:
    """Return ``index`` and the span it takes while the totals move inside ``low`` to ``high``, shape (areas,).

    Totals are drawn evenly and independently of each other; the span is the smallest and the largest
    value seen, since rounding is no chance that averages out. Unit of the index.

    >>> span = rounding_interval([10, 30], [100, 100], [95, 95], [105, 105], draws=200)
    >>> span.low < span.value < span.high
    True
    """
    x, lower, upper = (np.asarray(part, dtype=np.float64) for part in (group, low, high))
    rng = np.random.default_rng(seed)
    seen = [index(x, np.maximum(rng.uniform(lower, upper), x)) for _ in range(draws)]
    return Interval(index(x, total), min(seen), max(seen), "rounding", draws, seed)


def chance_interval(
    group: ArrayLike,
    total: ArrayLike,
    *,
    index: Index = segregation_index,
    level: float = 0.95,
    draws: int = 2_000,
    seed: int = 0,
) -> Interval:
    """Return ``index`` with the span of a parametric bootstrap: binomial persons per area at the observed share.

    The quantiles are reflected about the value (basic bootstrap), because resampling itself adds
    unevenness: percentiles would lie too high. Registers are complete counts, so the span says how much
    single moves matter, not how wrong a sample is. Source: Allen et al., Sociological Methodology 45 (2015).

    >>> span = chance_interval([10, 30], [100, 100], draws=500)
    >>> 0 <= span.low < span.value < span.high
    True
    """
    x, n = np.asarray(group, dtype=np.float64), np.rint(np.asarray(total, dtype=np.float64))
    _level(level)
    share = np.divide(x, n, out=np.zeros_like(x), where=n > 0)
    drawn = np.random.default_rng(seed).binomial(n.astype(np.int64), share, (draws, len(n)))
    seen = [index(row, n) for row in drawn if 0 < row.sum() < n.sum()]
    value = index(x, total)
    tail = (1 - level) / 2
    low, high = np.quantile(seen, [tail, 1 - tail])
    return Interval(value, max(0.0, float(2 * value - high)), float(2 * value - low), "chance", draws, seed)


def expected_by_chance(
    group: ArrayLike, total: ArrayLike, *, index: Index = segregation_index, draws: int = 500, seed: int = 0
) -> float:
    """Return the mean ``index`` when the group's members are spread over all places by lot.

    Small areas give a value above 0 without any segregation. Source: Cortese, Falk and Cohen (1976).

    >>> expected_by_chance([5, 5, 5], [10, 10, 10]) > 0.1
    True
    """
    x = np.rint(np.asarray(group, dtype=np.float64)).astype(np.int64)
    n = np.rint(np.asarray(total, dtype=np.float64)).astype(np.int64)
    rng = np.random.default_rng(seed)
    drawn = rng.multivariate_hypergeometric(n, int(x.sum()), size=draws, method="marginals")
    return float(np.mean([index(row, n) for row in drawn]))


def corrected(
    group: ArrayLike, total: ArrayLike, *, index: Index = segregation_index, draws: int = 500, seed: int = 0
) -> float:
    """Return (value - expected) / (1 - expected): 0 where the spread is what a lot would give, 1 at most.

    Source: Winship (1977); Carrington and Troske (1997). Negative = more even than by lot.

    >>> corrected([50, 0], [50, 50])
    1.0
    """
    expected = expected_by_chance(group, total, index=index, draws=draws, seed=seed)
    return (index(group, total) - expected) / (1 - expected)


def change(
    before: tuple[ArrayLike, ArrayLike],
    after: tuple[ArrayLike, ArrayLike],
    *,
    index: Index = segregation_index,
    level: float = 0.95,
    draws: int = 2_000,
    seed: int = 0,
) -> Interval:
    """Return the difference of ``index`` between two dates (group, total), with the span of both bootstraps.

    The areas must be the same at both dates. Raises ``MethodError`` where their numbers differ.

    >>> change(([10, 30], [100, 100]), ([20, 20], [100, 100]), draws=200).value < 0
    True
    """
    sizes = [np.asarray(part[0]).size for part in (before, after)]
    if sizes[0] != sizes[1]:
        raise MethodError(say("segregation.other_areas", before=sizes[0], after=sizes[1]))
    _level(level)
    first = chance_interval(*before, index=index, level=level, draws=draws, seed=seed)
    second = chance_interval(*after, index=index, level=level, draws=draws, seed=seed + 1)
    value = second.value - first.value
    down = np.hypot(second.value - second.low, first.high - first.value)
    up = np.hypot(second.high - second.value, first.value - first.low)
    return Interval(value, float(value - down), float(value + up), "chance", draws, seed)


def _level(level: float) -> None:
    if not 0 < level < 1:
        raise MethodError(say("segregation.level", value=level))
