"""Districts in the order of their scores, many draws at once: sorted as short integers, exact all the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from districtanalysis.methods.transforms import EQUAL, FloatArray

IntArray = NDArray[np.int64]
# Up to here 21 bits and more of 32 are left for the score, so that few neighbours need a second look.
_SHORT_UP_TO = 2_048
_PACKED_UP_TO = 4_096
_STEPS = 20
_PAUSE = 8


@dataclass(frozen=True, slots=True)
class Ordered:
    """``districts`` in ascending order of score, shape (draws, n); valid until the next block is ordered.

    ``tied`` lists the draws in which somebody is tied, ``place`` (len(tied), n) holds rank - 1 of
    each place in these; in the other draws the last place is the first rank.
    """

    districts: IntArray
    tied: IntArray
    place: IntArray

    def ranks(self) -> NDArray[np.int32]:
        """Return the rank of every district in every draw, shape (draws, n)."""
        draws, count = self.districts.shape
        out = np.empty((draws, count), dtype=np.int32)
        flat = self.districts + (np.arange(draws, dtype=np.int64) * count)[:, None]
        place = np.broadcast_to(np.arange(count, 0, -1, dtype=np.int32), (draws, count))
        out.ravel()[flat.ravel()] = place.ravel()
        if self.tied.size:
            np.put_along_axis(own := out[self.tied], self.districts[self.tied], self.place + 1, axis=1)
            out[self.tied] = own
        return out

    def leaders(self) -> tuple[IntArray, IntArray]:
        """Return draws and districts of all first places; a tied draw stands there more than once."""
        # Copies: a view would keep the whole block in memory.
        draws, districts = np.arange(len(self.districts), dtype=np.int64), self.districts[:, -1].astype(np.int64)
        if not self.tied.size:
            return draws, districts
        rows, places = np.nonzero(self.place == 0)
        draws = np.concatenate((np.delete(draws, self.tied), self.tied[rows]))
        districts = np.concatenate((np.delete(districts, self.tied), self.districts[self.tied[rows], places]))
        by_draw = np.argsort(draws, kind="stable")
        return draws[by_draw], districts[by_draw]


class Sorter:
    """Orders blocks of scores, (draws, n), for ``count`` districts.

    ``bound`` is the largest absolute score that can occur. It sets one scale of ties for all
    blocks, so that the result does not depend on their size.

    Scores are rounded to as many steps as fit into an integer beside the number of the district;
    one sort of these integers is the order, but for neighbours less than two steps apart. These are
    compared as they are; where three stand together, or two within the tolerance of a tie, the draw
    is sorted again in full.

    >>> found = Sorter(3, bound=100).order(np.array([[1.0, 3.0, 3.0], [5.0, 4.0, 3.0]]))
    >>> found.ranks().tolist(), found.tied.tolist()
    ([[3, 1, 1], [1, 2, 3]], [0])
    """

    def __init__(self, count: int, *, bound: float) -> None:
        self.count = count
        self._bits = max(1, int(np.ceil(np.log2(max(count, 2)))))
        self._word: type[np.int32 | np.int64] = np.int32 if count <= _SHORT_UP_TO else np.int64
        width = 32 - self._bits if count <= _SHORT_UP_TO else min(52, 62 - self._bits)
        self._levels = 2.0**width - 4
        self._lowest = -(2.0 ** (width - 1))
        self._index = np.arange(count, dtype=np.int64)
        self._short = self._index.astype(self._word)
        self._offset = 2.0 ** np.ceil(np.log2(2 * max(bound, 1e-300)))
        packed = self._offset * 2.0 ** (self._bits - 52)
        self._tolerance = packed if count <= _PACKED_UP_TO else EQUAL * self._offset / 2
        self._pause = 0
        self._room(0)

    def order(self, scores: FloatArray) -> Ordered:
        """Return the order of a block of draws, (draws, n); ``scores`` is used up."""
        found = self._quick(scores) if self._pause == 0 else None
        if found is None:
            self._pause = max(0, self._pause - 1)
            return Ordered(*self._exact(scores))
        districts, doubtful = found
        # Scores with many ties gain nothing from the short integers: the next blocks go without.
        self._pause = _PAUSE if 2 * len(doubtful) > len(scores) else 0
        nobody = np.empty(0, dtype=np.int64)
        if not doubtful.size:
            return Ordered(districts, nobody, nobody)
        districts[doubtful], tied, place = self._exact(scores[doubtful])
        return Ordered(districts, doubtful[tied], place)

    def _room(self, draws: int) -> None:
        """Make the work space for blocks of ``draws``: fresh memory for each block costs as much as counting."""
        self._steps: FloatArray = np.empty((draws, self.count))
        self._keys: NDArray[Any] = np.empty((draws, self.count), dtype=self._word)
        self._gaps: NDArray[Any] = np.empty(
            (draws, self.count - 1), dtype=np.uint32 if self._word is np.int32 else np.uint64
        )

    def _quick(self, scores: FloatArray) -> tuple[NDArray[Any], IntArray] | None:
        """Return the order and the draws in doubt; None where the scores lie too close for steps."""
        low, high = float(scores.min()), float(scores.max())
        levels = min(self._levels, (high - low) / (16 * self._tolerance))
        if levels < _STEPS * self.count**1.5:
            return None
        if len(scores) > len(self._keys):
            self._room(len(scores))
        draws = len(scores)
        keys, gaps, steps = self._keys[:draws], self._gaps[:draws], self._steps[:draws]
        scale = levels / (high - low)
        np.multiply(scores, scale, out=steps)
        steps -= low * scale - self._lowest
        np.copyto(keys, steps, casting="unsafe")
        keys <<= self._bits
        keys |= self._short
        keys.sort(axis=1)
        bare = keys.view(gaps.dtype)  # unsigned: a difference of two keys may not fit otherwise
        np.subtract(bare[:, 1:], bare[:, :-1], out=gaps)
        keys &= (1 << self._bits) - 1
        close = np.flatnonzero(gaps < gaps.dtype.type(2 << self._bits))
        return keys, self._settled(keys, scores, close) if close.size else close

    def _settled(self, order: NDArray[Any], scores: FloatArray, close: IntArray) -> IntArray:
        """Set neighbours that are ``close`` (flat places) right by their scores; return the draws still in doubt."""
        rows, places = np.divmod(close, self.count - 1)
        first, second = order[rows, places], order[rows, places + 1]
        ahead = scores[rows, second] - scores[rows, first]
        turned = ahead < 0
        order[rows[turned], places[turned]] = second[turned]
        order[rows[turned], places[turned] + 1] = first[turned]
        chained = (np.diff(close) == 1) & (np.diff(rows) == 0)
        equal = np.abs(ahead) <= 4 * self._tolerance
        return np.unique(np.concatenate((rows[equal], rows[1:][chained])))

    def _exact(self, scores: FloatArray) -> tuple[IntArray, IntArray, IntArray]:
        """Return the order, which draws have ties, and rank - 1 by place in these."""
        if self.count > _PACKED_UP_TO:
            order = np.argsort(scores, axis=1, kind="stable")
            gaps = np.diff(np.take_along_axis(scores, order, axis=1), axis=1)
            return order, *_ties(gaps <= self._tolerance)
        # The offset makes all scores positive and of one binary exponent or the next, so that their
        # bits order like the scores, and the low bits given up to the district are worth 1e-12 of the scale.
        scores += self._offset
        keys = scores.view(np.int64)
        mask = np.int64((1 << self._bits) - 1)
        keys &= ~mask
        keys |= self._index
        keys.sort(axis=1)
        order = keys & mask
        keys >>= self._bits
        return order, *_ties(np.diff(keys, axis=1) <= 1)


def _ties(equal: NDArray[np.bool_]) -> tuple[IntArray, IntArray]:
    """Return the draws with ties and rank - 1 by place; ``equal`` says whether a place equals the next one."""
    tied = np.flatnonzero(equal.any(axis=1))
    if not tied.size:
        return tied, tied
    count = equal.shape[1] + 1
    last = np.full((len(tied), count), count - 1, dtype=np.int64)
    last[:, :-1] = np.where(equal[tied], count - 1, np.arange(count - 1))
    last = np.minimum.accumulate(last[:, ::-1], axis=1)[:, ::-1]
    return tied, np.asarray(count - 1 - last, dtype=np.int64)
