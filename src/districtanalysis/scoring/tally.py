"""Counting ranks over many draws without keeping them: one sort per block, one histogram."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from districtanalysis.methods.transforms import EQUAL, FloatArray

IntArray = NDArray[np.int64]
EXACT_UP_TO = 2_000
TOP = 100
BANDS = 400
_PACKED_UP_TO = 4_096
_WAITING_CELLS, _WAITING_DRAWS = 2_000_000, 4_000


@dataclass(frozen=True, slots=True)
class Ordered:
    """``districts`` in ascending order of score, (draws, n), and rank - 1 of each ``place`` in it.

    ``place`` has shape (n,) where nobody is tied, else (draws, n).
    """

    districts: IntArray
    place: IntArray

    def ranks(self) -> NDArray[np.int32]:
        """Return the rank of every district in every draw, shape (draws, n)."""
        shape = self.districts.shape
        out = np.empty(shape, dtype=np.int32)
        flat = self.districts + (np.arange(shape[0], dtype=np.int64) * shape[1])[:, None]
        out.ravel()[flat.ravel()] = np.broadcast_to((self.place + 1).astype(np.int32), shape).ravel()
        return out

    def leaders(self) -> tuple[IntArray, IntArray]:
        """Return draws and districts of all first places; a tied draw stands there more than once."""
        if self.place.ndim == 1:
            # A copy: a view would keep the whole block in memory.
            return np.arange(len(self.districts), dtype=np.int64), self.districts[:, -1].copy()
        draws, places = np.nonzero(self.place == 0)
        return draws.astype(np.int64), self.districts[draws, places]


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
        self._table = np.zeros((len(self.edges) - 1, count), dtype=np.int64)
        self._waiting = np.empty((min(_WAITING_DRAWS, max(64, _WAITING_CELLS // count)), count), dtype=np.int16)
        self._filled = 0
        self._cell = np.searchsorted(self.edges, np.arange(1, count + 1), side="right") - 1
        self._offset = 2.0 ** np.ceil(np.log2(2 * max(bound, 1e-300)))
        self._bits = max(1, int(np.ceil(np.log2(max(count, 2)))))
        self._index = np.arange(count, dtype=np.int64)
        self._plain = self._index[::-1].copy()

    @property
    def counts(self) -> IntArray:
        """Draws per district and rank (or band of ranks), shape (n, ranks)."""
        self._count_waiting()
        return self._table.T

    def add(self, scores: FloatArray) -> Ordered:
        """Count one block of draws, shape (draws, n), and return its order; ``scores`` is used up."""
        found = Ordered(*self.order(scores))
        self.draws += len(scores)
        if found.place.ndim == 1 and self.count <= EXACT_UP_TO:
            self._wait(found.districts)
        else:
            flat = found.districts + self._cell[found.place] * self.count
            np.add.at(self._table.reshape(-1), flat.ravel(), 1)
        return found

    def _wait(self, order: IntArray) -> None:
        """Keep draws without ties until there are enough of them to be counted place by place."""
        start = 0
        while start < len(order):
            part = order[start : start + len(self._waiting) - self._filled]
            self._waiting[self._filled : self._filled + len(part)] = part
            self._filled += len(part)
            start += len(part)
            if self._filled == len(self._waiting):
                self._count_waiting()

    def _count_waiting(self) -> None:
        # One place at a time touches n counters only; a scatter over n x n would miss the cache.
        places = np.ascontiguousarray(self._waiting[: self._filled].T)
        if self._filled:
            for place, districts in enumerate(places):
                self._table[self.count - 1 - place] += np.bincount(districts, minlength=self.count)
        self._filled = 0

    def ranks(self, scores: FloatArray) -> NDArray[np.int32]:
        """Return the rank of every district in every draw, shape (draws, n); ``scores`` is used up."""
        return Ordered(*self.order(scores)).ranks()

    def order(self, scores: FloatArray) -> tuple[IntArray, IntArray]:
        """Return districts in ascending order of score, and rank - 1 of each place.

        The second array has shape (n,) where nobody is tied, else (draws, n).
        """
        if self.count <= _PACKED_UP_TO:
            return self._packed(scores)
        order = np.argsort(scores, axis=1, kind="stable")
        gaps = np.diff(np.take_along_axis(scores, order, axis=1), axis=1)
        return order, _places(gaps <= EQUAL * self._offset / 2)

    def _packed(self, scores: FloatArray) -> tuple[IntArray, IntArray]:
        """One sort of integers that hold the score in the high bits and the district in the low ones.

        The offset makes all scores positive and of one binary exponent or the next, so that their
        bits order like the scores and the bits given up are worth 1e-12 of the scale: what differs
        by less is a tie by the rule of ``ranks`` as well.
        """
        scores += self._offset
        keys = scores.view(np.int64)
        mask = np.int64((1 << self._bits) - 1)
        keys &= ~mask
        keys |= self._index
        keys.sort(axis=1)
        order = keys & mask
        gaps = np.diff(keys, axis=1)
        # Far apart in the packed keys is apart in the scores: the usual case needs no second look.
        if gaps.size and gaps.min() >= 2 << self._bits:
            return order, self._plain
        keys >>= self._bits
        return order, _places(np.diff(keys, axis=1) <= 1)


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


def _places(tied: NDArray[np.bool_]) -> IntArray:
    """Return rank - 1 by place in ascending order; ``tied`` says whether a place equals the next one."""
    draws, count = tied.shape[0], tied.shape[1] + 1
    plain = np.arange(count - 1, -1, -1, dtype=np.int64)
    if not tied.any():
        return plain
    last = np.full((draws, count), count - 1, dtype=np.int64)
    last[:, :-1] = np.where(tied, count - 1, np.arange(count - 1))
    last = np.minimum.accumulate(last[:, ::-1], axis=1)[:, ::-1]
    return np.asarray(count - 1 - last, dtype=np.int64)


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
