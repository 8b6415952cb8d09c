"""The order that agrees with most pairwise comparisons (Condorcet, Kemeny, Young)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations

import numpy as np

from districtanalysis.errors import MethodError
from districtanalysis.language import say
from districtanalysis.methods.transforms import FloatArray

MOST = 9


@dataclass(frozen=True, slots=True)
class Kemeny:
    """The best orders (places of the rows, first to last) and the support they have in common."""

    orders: tuple[tuple[int, ...], ...]
    support: float


def kemeny(support: FloatArray) -> Kemeny:
    """Return all orders with the greatest total support, by trying every one.

    ``support`` (n, n) is the weight for "row before column", as ``pairwise_support`` returns it.
    Raises ``MethodError`` above nine districts, where the orders are too many to try.
    Source: Kemeny (1959); Young and Levenglick (1978); handbook, section 6.8.

    >>> kemeny(np.array([[0.0, 0.7], [0.3, 0.0]])).orders
    ((0, 1),)
    """
    count = len(support)
    if count > MOST:
        raise MethodError(say("aggregations.fault.too_many", found=count, most=MOST))
    upper = np.triu_indices(count, 1)
    totals = {order: float(support[np.ix_(order, order)][upper].sum()) for order in permutations(range(count))}
    best = max(totals.values())
    return Kemeny(tuple(order for order, total in totals.items() if best - total < 1e-9), best)
