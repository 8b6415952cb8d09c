"""Printed percentages and the counts behind them: rounding to 100, and which counts fit what is printed."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from fractions import Fraction

from districtanalysis.methods.rounding import counts_exist, counts_for_percentages

_MANY = 50


def largest_remainder(counts: Sequence[int], whole: int = 100) -> list[int]:
    """Return ``counts`` as whole numbers that add up to ``whole``: percentages that add up to 100.

    Each share is cut to a whole number; what is missing goes to the largest remainders, equal ones in their order. All
    zero where nothing was counted. Source: method of Hamilton or Hare/Niemeyer, Balinski and Young (1982), Fair
    Representation.

    >>> largest_remainder([57, 9, 9, 3])
    [73, 12, 11, 4]
    """
    total = sum(counts)
    if total <= 0:
        return [0 for _ in counts]
    cut = [count * whole // total for count in counts]
    order = sorted(range(len(counts)), key=lambda place: (-(counts[place] * whole % total), place))
    raised = set(order[: whole - sum(cut)])
    return [share + (place in raised) for place, share in enumerate(cut)]


def is_forced(counts: Sequence[int], whole: int = 100) -> bool:
    """Return whether ``largest_remainder`` prints another number than plain rounding would.

    >>> is_forced([57, 9, 9, 3]), is_forced([50, 50])
    (True, False)
    """
    total = sum(counts)
    plain = [math.floor(Fraction(count * whole, total) + Fraction(1, 2)) for count in counts] if total else list(counts)
    return plain != largest_remainder(counts, whole)


def totals_that_fit(percentages: Sequence[int], most: int) -> list[int]:
    """Return every number of answers up to ``most`` of which counts exist that round to ``percentages``.

    >>> totals_that_fit([73, 12, 11, 4], 78)[-3:]
    [73, 74, 75]
    """
    return [total for total in range(1, most + 1) if counts_exist(percentages, total)]


def rounded_counts(percentages: Sequence[int], total: int) -> list[tuple[int, ...]]:
    """Return the counts with sum ``total`` that round to ``percentages``; none where there are more than 50 sets.

    >>> rounded_counts([73, 12, 11, 4], 75)
    [(55, 9, 8, 3)]
    """
    if not counts_exist(percentages, total) or total > _MANY * len(percentages):
        return []
    found = counts_for_percentages(percentages, total)
    return found if len(found) <= _MANY else []


def forced_counts(percentages: Sequence[int], total: int) -> list[tuple[int, ...]]:
    """Return the counts with sum ``total`` that ``largest_remainder`` prints as ``percentages``.

    Empty where the percentages do not add up to 100, or where there are more than 50 sets.

    >>> forced_counts([73, 12, 11, 4], 78)
    [(57, 9, 9, 3)]
    """
    if sum(percentages) != 100 or total <= 0 or total > _MANY * len(percentages):
        return []
    options = [_cut_or_raised(share, total) for share in percentages]
    found: list[tuple[int, ...]] = []
    for counts in _with_sum(options, total):
        if largest_remainder(counts) == list(percentages):
            found.append(counts)
            if len(found) > _MANY:
                return []
    return found


def _cut_or_raised(share: int, total: int) -> range:
    """Return the counts whose share is cut to ``share``, or to one less and then raised."""
    low = math.ceil(Fraction((share - 1) * total, 100))
    high = math.ceil(Fraction((share + 1) * total, 100)) - 1
    return range(max(0, low), min(total, high) + 1)


def _with_sum(options: Sequence[range], total: int) -> Iterator[tuple[int, ...]]:
    if not options:
        if total == 0:
            yield ()
        return
    least = sum(option[0] for option in options[1:] if option)
    most = sum(option[-1] for option in options[1:] if option)
    for first in options[0]:
        if least <= total - first <= most:
            for rest in _with_sum(options[1:], total - first):
                yield (first, *rest)
