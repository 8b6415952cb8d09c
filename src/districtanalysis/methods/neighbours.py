"""Which areas are neighbours: contiguity of polygons, distances, and the pieces that hang together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from districtanalysis.errors import MethodError
from districtanalysis.language import say

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Pairs of neighbours as compressed rows: those of area i are ``indices[starts[i]:starts[i + 1]]``.

    ``weights`` belong to ``indices``; without them every neighbour counts 1. ``added`` lists the pairs
    that were tied to join islands and have no border in common.
    """

    starts: IntArray
    indices: IntArray
    weights: FloatArray | None = None
    added: tuple[tuple[int, int], ...] = ()

    @property
    def size(self) -> int:
        """The number of areas."""
        return len(self.starts) - 1

    @property
    def counts(self) -> IntArray:
        """The number of neighbours of each area."""
        return np.diff(self.starts)

    @property
    def islands(self) -> IntArray:
        """The areas without any neighbour."""
        return np.flatnonzero(self.counts == 0)

    @property
    def focal(self) -> IntArray:
        """The area of each entry of ``indices``."""
        return np.repeat(np.arange(self.size), self.counts)

    def values(self) -> FloatArray:
        """Return the weight of each entry of ``indices``."""
        return np.ones(len(self.indices)) if self.weights is None else self.weights

    def row_standardised(self) -> Neighbours:
        """Return the same pairs with weights that add up to 1 per area; islands keep none."""
        values = self.values()
        sums = np.bincount(self.focal, weights=values, minlength=self.size)
        return Neighbours(self.starts, self.indices, values / sums[self.focal], self.added)

    def lag(self, values: ArrayLike) -> FloatArray:
        """Return the weighted sum of the neighbours' values per area, shape (areas,).

        >>> from_pairs(2, [(0, 1)]).lag([1.0, 5.0]).tolist()
        [5.0, 1.0]
        """
        column = np.asarray(values, dtype=np.float64)
        terms = self.values() * column[self.indices]
        return np.bincount(self.focal, weights=terms, minlength=self.size).astype(np.float64)

    def matrix(self) -> csr_matrix:
        """Return the weights as a sparse matrix (areas, areas)."""
        from scipy.sparse import csr_matrix

        return csr_matrix((self.values(), self.indices, self.starts), shape=(self.size, self.size))

    def pieces(self) -> IntArray:
        """Return the number of the connected piece of each area, from 0 in the order of areas."""
        from scipy.sparse.csgraph import connected_components

        return np.asarray(connected_components(self.matrix(), directed=False)[1], dtype=np.int64)

    def connected(self, positions: FloatArray) -> Neighbours:
        """Return the pairs with the shortest ties added that make one piece of all areas.

        ``positions`` are centroids (areas, 2). A single piece is returned as it is.
        """
        piece = self.pieces()
        if piece.max(initial=0) == 0:
            return self
        ties = _ties(positions, piece)
        pairs = [*zip(self.focal.tolist(), self.indices.tolist(), strict=True), *ties]
        joined = from_pairs(self.size, pairs)
        return Neighbours(joined.starts, joined.indices, None, tuple(ties))

    def subset(self, keep: ArrayLike) -> Neighbours:
        """Return the pairs among the areas ``keep`` (positions), numbered in that order."""
        chosen = np.asarray(keep, dtype=np.int64)
        place = np.full(self.size, -1)
        place[chosen] = np.arange(len(chosen))
        first, second = place[self.focal], place[self.indices]
        inside = (first >= 0) & (second >= 0)
        return _from_arrays(len(chosen), first[inside], second[inside], self.values()[inside])


def from_pairs(size: int, pairs: Iterable[tuple[int, int]], *, symmetric: bool = True) -> Neighbours:
    """Return neighbours from pairs of positions; ``symmetric`` adds the way back.

    Raises ``MethodError`` for a position outside 0 to ``size`` - 1 or an area as its own neighbour.

    >>> from_pairs(3, [(0, 1), (1, 2)]).counts.tolist()
    [1, 2, 1]
    """
    listed = np.array(list(pairs), dtype=np.int64).reshape(-1, 2)
    if ((listed < 0) | (listed >= size)).any() or (listed[:, 0] == listed[:, 1]).any():
        raise MethodError(say("spatial.bad_pair", size=size))
    if symmetric:
        listed = np.concatenate([listed, listed[:, ::-1]])
    unique = np.unique(listed[:, 0] * size + listed[:, 1])
    return _from_arrays(size, unique // size, unique % size)


def _from_arrays(size: int, first: IntArray, second: IntArray, weights: FloatArray | None = None) -> Neighbours:
    order = np.lexsort((second, first))
    starts = np.concatenate([[0], np.cumsum(np.bincount(first, minlength=size))]).astype(np.int64)
    return Neighbours(starts, second[order], None if weights is None else weights[order])


def contiguity(polygons: Sequence[object], *, rook: bool = False, tolerance: float = 0.0) -> Neighbours:
    """Return the areas that share a border: queen = at least a point, rook = at least a line.

    ``polygons`` are shapely geometries; several parts count as one area. ``tolerance`` (unit of the
    coordinates) bridges gaps between borders that were drawn apart. Raises ``MethodError`` for a
    missing or empty geometry.
    """
    import shapely

    shapes = np.asarray(polygons, dtype=object)
    empty = np.flatnonzero(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    if len(empty):
        raise MethodError(say("spatial.empty_geometry", position=int(empty[0]) + 1))
    known = _shared_corners(shapes, edges=rook)
    left, right = _candidates(shapes, tolerance)
    size = len(shapes)
    fresh = ~np.isin(left * size + right, known)
    left, right = left[fresh], right[fresh]
    if tolerance > 0:
        near = shapely.dwithin(shapes[left], shapes[right], tolerance)
    else:
        shapely.prepare(shapes[np.unique(left)])
        near = shapely.intersects(shapes[left], shapes[right])
    left, right = left[near], right[near]
    if rook and tolerance == 0 and len(left):
        # an invalid ring has no intersection; repaired it has the same border
        sound = np.where(shapely.is_valid(shapes), shapes, shapely.make_valid(shapes))
        line = shapely.length(shapely.intersection(sound[left], sound[right])) > 0
        left, right = left[line], right[line]
    first = np.concatenate([known // size, left])
    second = np.concatenate([known % size, right])
    return _from_arrays(size, np.concatenate([first, second]), np.concatenate([second, first]))


def _candidates(shapes: NDArray[np.object_], tolerance: float) -> tuple[IntArray, IntArray]:
    """Return the pairs (left < right) whose boxes meet."""
    import shapely

    boxes = shapely.bounds(shapes)
    grown = shapely.box(*(boxes + np.array([-1, -1, 1, 1]) * tolerance).T)
    left, right = shapely.STRtree(grown).query(grown)
    keep = left < right
    return left[keep].astype(np.int64), right[keep].astype(np.int64)


def _shared_corners(shapes: NDArray[np.object_], *, edges: bool) -> IntArray:
    """Return the coded pairs that have a corner (or a whole edge) in common: exact, and without geometry."""
    import shapely

    points, area = shapely.get_coordinates(shapes, return_index=True)
    if edges:
        ring_points, ring = shapely.get_coordinates(shapely.get_rings(shapes), return_index=True)
        owner = shapely.get_rings(shapes, return_index=True)[1]
        same = ring[1:] == ring[:-1]
        ends = np.concatenate([ring_points[:-1], ring_points[1:]], axis=1)[same]
        swap = (ends[:, 0] > ends[:, 2]) | ((ends[:, 0] == ends[:, 2]) & (ends[:, 1] > ends[:, 3]))
        ends[swap] = ends[swap][:, [2, 3, 0, 1]]
        points, area = ends, owner[ring[1:]][same]
    return _pairs_with_equal_rows(np.ascontiguousarray(points), area.astype(np.int64), len(shapes))


def _pairs_with_equal_rows(rows: FloatArray, area: IntArray, size: int) -> IntArray:
    """Return the coded pairs of areas that hold an equal row, each once, smaller area first."""
    order = np.lexsort((area, *rows.T[::-1]))
    rows, area = rows[order], area[order]
    new = np.concatenate([[True], (rows[1:] != rows[:-1]).any(axis=1)])
    group = np.cumsum(new)
    found = []
    step = 1
    while True:
        # equal rows stand together: compare each with the one, two, three ... places further on
        same = group[step:] == group[:-step]
        if not same.any():
            break
        first, second = area[:-step][same], area[step:][same]
        other = first != second
        found.append(np.unique(first[other] * size + second[other]))
        step += 1
    return np.unique(np.concatenate(found)) if found else np.zeros(0, dtype=np.int64)


def nearest(positions: ArrayLike, k: int) -> Neighbours:
    """Return the ``k`` nearest areas of each by the distance of centroids; not symmetric.

    >>> nearest([[0, 0], [1, 0], [5, 0]], 1).indices.tolist()
    [1, 0, 1]
    """
    from scipy.spatial import KDTree

    points = np.asarray(positions, dtype=np.float64)
    if not 1 <= k < len(points):
        raise MethodError(say("spatial.too_few_for_k", k=k, areas=len(points)))
    found = np.atleast_2d(KDTree(points).query(points, k + 1)[1])
    rows = [[int(j) for j in row if j != i][:k] for i, row in enumerate(found)]
    return from_pairs(len(points), [(i, j) for i, row in enumerate(rows) for j in row], symmetric=False)


def within(positions: ArrayLike, distance: float) -> Neighbours:
    """Return the areas whose centroids lie at most ``distance`` apart (unit of the coordinates).

    >>> within([[0, 0], [1, 0], [5, 0]], 2).counts.tolist()
    [1, 1, 0]
    """
    from scipy.spatial import KDTree

    pairs = KDTree(np.asarray(positions, dtype=np.float64)).query_pairs(distance, output_type="ndarray")
    return from_pairs(len(np.asarray(positions)), [(int(a), int(b)) for a, b in pairs])


def lattice(rows: int, columns: int, *, queen: bool = False) -> Neighbours:
    """Return the neighbours on a board of ``rows`` x ``columns`` squares, numbered row by row.

    >>> lattice(3, 3).counts.tolist()
    [2, 3, 2, 3, 4, 3, 2, 3, 2]
    """
    steps = [(0, 1), (1, 0), *([(1, 1), (1, -1)] if queen else [])]
    pairs = [
        (r * columns + c, (r + dr) * columns + c + dc)
        for r in range(rows)
        for c in range(columns)
        for dr, dc in steps
        if r + dr < rows and 0 <= c + dc < columns
    ]
    return from_pairs(rows * columns, pairs)


def _ties(positions: FloatArray, piece: IntArray) -> list[tuple[int, int]]:
    """Return the shortest ties that join all pieces, smallest piece first."""
    from scipy.spatial import KDTree

    part = piece.copy()
    ties = []
    while len(sizes := np.unique(part, return_counts=True)[0]) > 1:
        counts = np.bincount(part, minlength=part.max() + 1)
        smallest = min(sizes, key=lambda name: (counts[name], name))
        inside, outside = np.flatnonzero(part == smallest), np.flatnonzero(part != smallest)
        distance, where = KDTree(positions[outside]).query(positions[inside])
        best = int(np.argmin(distance))
        first, second = int(inside[best]), int(outside[np.atleast_1d(where)[best]])
        ties.append((first, second))
        part[inside] = part[second]
    return ties
