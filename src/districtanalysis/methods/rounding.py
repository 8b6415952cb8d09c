"""What a rounded share says about the counts behind it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray


def denominator_range(count: float, share: float, decimals: int) -> tuple[int, int]:
    """Return the smallest and greatest whole number of which ``count`` is ``share`` percent.

    ``decimals`` is the printed precision of the share; a share exactly on the edge of rounding is
    included, since publishers round halves either way. Never less than ``count`` itself. The first
    number is the greater one where no whole number fits. Raises ``ValueError`` for a count or share
    that is not positive, or a share no greater than its rounding error. Source: the definition of
    rounding; own calculation.

    >>> denominator_range(1998, 17.6, 1)
    (11321, 11384)
    >>> denominator_range(190, 7, 0)
    (2534, 2923)
    """
    half = Fraction(1, 2 * 10**decimals)
    exact = Fraction(round(share * 10**decimals), 10**decimals)
    if count <= 0 or exact - half <= 0:
        raise ValueError(
            f"count and share must be positive and the share above its rounding error, got {count}, {share}"
        )
    hundred = 100 * Fraction(count)
    return max(math.ceil(count), math.ceil(hundred / (exact + half))), math.floor(hundred / (exact - half))


def denominator_estimate(count: float, share: float) -> int:
    """Return the whole number of which ``count`` is nearest to ``share`` percent.

    >>> denominator_estimate(1998, 17.6)
    11352
    """
    return round(100 * count / share)


def counts_for_percentages(percentages: Sequence[int], total: int) -> list[tuple[int, ...]]:
    """Return every set of counts with sum ``total`` whose shares round to ``percentages``.

    Empty where none exists: then the printed n cannot be the base of all the shares, or the shares
    were forced to add up to 100. Halves may round either way.

    >>> counts_for_percentages([73, 12, 11, 4], 78)
    []
    >>> counts_for_percentages([73, 12, 11, 4], 75)
    [(55, 9, 8, 3)]
    """
    return list(_combinations([_counts(share, total) for share in percentages], total))


def counts_exist(percentages: Sequence[int], total: int) -> bool:
    """Return whether counts with sum ``total`` exist whose shares round to ``percentages``.

    >>> [total for total in range(70, 79) if counts_exist([73, 12, 11, 4], total)]
    [73, 74, 75]
    """
    options = [_counts(share, total) for share in percentages]
    return all(options) and sum(option[0] for option in options) <= total <= sum(option[-1] for option in options)


def compatible(
    count: NDArray[np.float64], base: NDArray[np.float64], share: NDArray[np.float64], decimals: NDArray[np.int8]
) -> NDArray[np.bool_]:
    """Return, element by element, whether ``count / base`` in percent rounds to ``share``.

    >>> compatible(np.array([352.0]), np.array([3694.0]), np.array([9.53]), np.array([2], dtype=np.int8)).tolist()
    [True]
    """
    half = 0.5 / 10.0 ** decimals.astype("float64")
    tolerance = 1e-9  # binary fractions of decimal shares
    inside: NDArray[np.bool_] = np.abs(count / base * 100 - share) <= half + tolerance
    return inside


def _counts(share: int, total: int) -> range:
    low = math.ceil(Fraction(2 * share - 1, 200) * total)
    high = math.floor(Fraction(2 * share + 1, 200) * total)
    return range(max(0, low), high + 1)


def _combinations(options: Sequence[range], total: int) -> Iterator[tuple[int, ...]]:
    if not options:
        if total == 0:
            yield ()
        return
    for first in options[0]:
        for rest in _combinations(options[1:], total - first) if first <= total else ():
            yield (first, *rest)
