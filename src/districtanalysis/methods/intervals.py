"""Small numbers: intervals of shares, shrinkage towards the town, draws of counts.

Registers are complete counts. The intervals say how far a share would swing by the coming and
going of single people ("Schwankungsbereich"); they are no sampling errors.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from districtanalysis.errors import MethodError
from districtanalysis.language import say
from districtanalysis.methods.transforms import FloatArray


@dataclass(frozen=True, slots=True)
class Shrunk:
    """Shares moved towards the town's; ``trust`` is the part of a district's own share (0 to 1)."""

    share: FloatArray
    trust: FloatArray
    target: float
    spread: float


def wilson(count: FloatArray, base: FloatArray, *, level: float = 0.95) -> tuple[FloatArray, FloatArray]:
    """Return low and high of the share count / base (0 to 1), each shape (n,); NaN where base is 0.

    Source: Wilson (1927), JASA 22, 209-212. Raises ``MethodError`` for counts outside 0 to base.

    >>> low, high = wilson(np.array([352.0]), np.array([3694.0]))
    >>> low.round(4).tolist(), high.round(4).tolist()
    ([0.0862], [0.1052])
    """
    counts, bases = _checked(count, base)
    z = NormalDist().inv_cdf(0.5 + level / 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = counts / bases
        centre = (share + z**2 / (2 * bases)) / (1 + z**2 / bases)
        half = z * np.sqrt(share * (1 - share) / bases + z**2 / (4 * bases**2)) / (1 + z**2 / bases)
    low = np.where(counts == 0, np.where(bases > 0, 0.0, np.nan), centre - half)
    high = np.where(counts == bases, np.where(bases > 0, 1.0, np.nan), centre + half)
    return low, high


def shrink(count: FloatArray, base: FloatArray, *, target: float | None = None) -> Shrunk:
    """Return shares moved towards the town's share on the logit scale.

    Each logit gets the weight spread / (spread + its own variance), where the variance is
    1 / (n p (1 - p)) with half a case added, and the spread between districts is estimated by
    moments (empirical Bayes). ``target`` defaults to the pooled share. Source: English Indices of
    Deprivation, technical report (shrinkage); Noble et al. (2006), Environment and Planning A 38.

    >>> result = shrink(np.array([1.0, 300.0, 100.0]), np.array([10.0, 1000.0, 1000.0]))
    >>> bool(0.1 < result.share[0] < 0.2), bool(result.trust[0] < result.trust[1])
    (True, True)
    """
    counts, bases = _checked(count, base)
    if (bases == 0).any():
        raise MethodError(say("robustness.fault.base_zero"))
    pooled = float(counts.sum() / bases.sum()) if target is None else target
    if not 0 < pooled < 1:
        raise MethodError(say("robustness.fault.share_edge"))
    logit = np.log((counts + 0.5) / (bases - counts + 0.5))
    variance = 1 / (counts + 0.5) + 1 / (bases - counts + 0.5)
    centre = float(np.log(pooled / (1 - pooled)))
    spread = max(0.0, float(((logit - centre) ** 2 - variance).mean()))
    trust = spread / (spread + variance)
    moved = centre + trust * (logit - centre)
    return Shrunk(np.asarray(1 / (1 + np.exp(-moved)), dtype=np.float64), trust, pooled, spread)


def count_draws(
    share: FloatArray, base: FloatArray, draws: int, generator: np.random.Generator, *, beta: bool = False
) -> FloatArray:
    """Return ``draws`` shares as they would come out again, shape (draws, ...); base 0 or NaN keeps the share.

    Binomial at the printed n; ``beta`` draws Beta(x + 1/2, n - x + 1/2) instead (Jeffreys), which
    lets a count of 0 vary as well.

    >>> count_draws(np.array([0.3]), np.array([1e9]), 2, np.random.default_rng(0)).round(3).tolist()
    [[0.3], [0.3]]
    """
    known = (base > 0) & ~np.isnan(share)
    n = np.where(known, base, 0.0)
    p = np.clip(np.where(known, share, 0.0), 0, 1)
    shape = (draws, *share.shape)
    if beta:
        drawn = generator.beta(n * p + 0.5, n * (1 - p) + 0.5, size=shape)
    else:
        drawn = generator.binomial(n.astype(np.int64), p, size=shape) / np.maximum(n, 1)
    return np.where(known, drawn, share)


def _checked(count: FloatArray, base: FloatArray) -> tuple[FloatArray, FloatArray]:
    counts, bases = np.asarray(count, dtype=np.float64), np.asarray(base, dtype=np.float64)
    if ((counts < 0) | (counts > bases)).any():
        raise MethodError(say("robustness.fault.count_above_base"))
    return counts, bases
