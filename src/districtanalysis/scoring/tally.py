"""Counting ranks over many draws without keeping them: one sort per block, one histogram."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from districtanalysis.methods.transforms import FloatArray
from districtanalysis.scoring.sorting import IntArray, Ordered, Sorter

EXACT_UP_TO = 2_000
TOP = 100
BANDS = 400
_WAITING_DRAWS = 4_000


class RankTally:
    """Counts how often each district takes each rank (1 = highest score, ties "min").

    Up to 2 000 districts every rank is counted. Above that the first 100 ranks are, and the others
    in 400 bands of equal width, from which quantiles follow to the width of a band.

    ``bound`` is the largest absolute score that can occur. It sets one scale for all blocks, so
    that the result does not depend on their size.

    >>> tally = RankTally(3, bound=100)
    >>> _ = tally.add(np.array([[1.0, 3.0, 3.0], [5.0, 4.0, 3.0]]))
    >>> tally.counts.tolist()
    [[1, 0, 1], [1, 1, 0], [1, 0, 1]]
    """

    def __init__(self, count: int, *, bound: float) -> None:
        self.count = count
        self.draws = 0
        self.edges = rank_edges(count)
        self._sorter = Sorter(count, bound=bound)
        self._table = np.zeros((len(self.edges) - 1, count), dtype=np.int32)
        self._waiting = np.empty((count, _WAITING_DRAWS if count <= EXACT_UP_TO else 0), dtype=np.int16)
        self._filled = 0
        self._cell = np.searchsorted(self.edges, np.arange(1, count + 1), side="right") - 1

    @property
    def counts(self) -> IntArray:
        """Draws per district and rank (or band of ranks), shape (n, ranks)."""
        self._count_waiting()
        return self._table.T.astype(np.int64)

    def add(self, scores: FloatArray) -> Ordered:
        """Count one block of draws, shape (draws, n), and return its order; ``scores`` is used up."""
        found = self._sorter.order(scores)
        self.draws += len(scores)
        plain = np.delete(found.districts, found.tied, axis=0) if found.tied.size else found.districts
        if self.count <= EXACT_UP_TO:
            self._wait(plain)
        else:
            self._scatter(plain, np.arange(self.count - 1, -1, -1, dtype=np.int64))
        if found.tied.size:
            self._scatter(found.districts[found.tied], found.place)
        return found

    def _scatter(self, districts: IntArray, place: IntArray) -> None:
        flat = districts + self._cell[place] * self.count
        np.add.at(self._table.reshape(-1), flat.ravel(), np.int32(1))

    def _wait(self, order: IntArray) -> None:
        """Keep draws without ties until there are enough of them to be counted place by place."""
        start, room = 0, self._waiting.shape[1]
        while start < len(order):
            part = order[start : start + room - self._filled]
            self._waiting[:, self._filled : self._filled + len(part)] = part.astype(np.int16).T
            self._filled += len(part)
            start += len(part)
            if self._filled == room:
                self._count_waiting()

    def _count_waiting(self) -> None:
        # One place at a time touches n counters only; a scatter over n x n would miss the cache.
        if self._filled:
            for place, districts in enumerate(self._waiting[:, : self._filled]):
                self._table[self.count - 1 - place] += np.bincount(districts, minlength=self.count)
        self._filled = 0

    def ranks(self, scores: FloatArray) -> NDArray[np.int32]:
        """Return the rank of every district in every draw, shape (draws, n); ``scores`` is used up."""
        return self._sorter.order(scores).ranks()


def rank_edges(count: int) -> IntArray:
    """Return the first rank of each counted cell, and ``count`` + 1 at the end.

    >>> rank_edges(3).tolist()
    [1, 2, 3, 4]
    >>> len(rank_edges(50_000)) - 1
    500
    """
    if count <= EXACT_UP_TO:
        return np.arange(1, count + 2, dtype=np.int64)
    rest = np.unique(np.linspace(TOP + 1, count + 1, BANDS + 1).round().astype(np.int64))
    return np.concatenate((np.arange(1, TOP + 1, dtype=np.int64), rest))


def pairwise_counts(ranks: NDArray[np.int32]) -> FloatArray:
    """Return in how many draws row a ranks before column b, a tie as half; shape (n, n).

    ``ranks`` has shape (draws, n).

    >>> pairwise_counts(np.array([[1, 2], [1, 1]], dtype=np.int32)).tolist()
    [[0.0, 1.5], [0.5, 0.0]]
    """
    draws, count = ranks.shape
    small = ranks.T.astype(np.int16 if count < 32_000 else np.int32, order="C")
    # With ties "min" the ranks of a draw add up to n (n + 1) / 2 exactly where nobody is tied.
    tied = bool((ranks.sum(axis=1, dtype=np.int64) != count * (count + 1) // 2).any())
    before = np.zeros((count, count))
    for a in range(count - 1):
        others = small[a + 1 :]
        wins = np.count_nonzero(small[a] < others, axis=1)
        losses = np.count_nonzero(small[a] > others, axis=1) if tied else draws - wins
        half = 0.5 * (draws - wins - losses)
        before[a, a + 1 :] = wins + half
        before[a + 1 :, a] = losses + half
    return before
