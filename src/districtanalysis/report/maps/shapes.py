"""The shapes of districts as matplotlib draws them: in full on pixels, simplified together in files that keep lines."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.collections import PathCollection
from matplotlib.path import Path
from numpy.typing import NDArray

from districtanalysis.methods.outlines import simplified

if TYPE_CHECKING:
    from matplotlib.backend_bases import RendererBase

# Finer than a point on a sheet of this width.
_DETAIL = 2000


class Outlines:
    """The outlines of all districts, simplified once and only where it saves anything."""

    def __init__(self, shapes: NDArray[np.object_]) -> None:
        self.shapes = shapes

    @cached_property
    def full(self) -> list[Path]:
        """One path per district with every vertex."""
        return paths(self.shapes)

    @cached_property
    def thin(self) -> list[Path]:
        """One path per district, without the vertices that nobody sees; shared borders stay shared."""
        import shapely

        west, _, east, _ = shapely.total_bounds(self.shapes)
        return paths(simplified(self.shapes, float(east - west) / _DETAIL))


class ShapeCollection(PathCollection):
    """Some of the districts, by their places in ``outlines``; ``how`` is what a collection of paths takes.

    Pixels need no simplification, which costs more there than it saves; an SVG or PDF keeps every vertex.
    """

    def __init__(self, outlines: Outlines, members: Sequence[int], **how: Any) -> None:
        super().__init__([outlines.full[i] for i in members], **how)
        self._outlines = outlines
        self._members = members

    def draw(self, renderer: RendererBase) -> None:
        """Draw with as much detail as ``renderer`` can use."""
        source = self._outlines.full if isinstance(renderer, RendererAgg) else self._outlines.thin
        self.set_paths([source[i] for i in self._members])
        super().draw(renderer)


def paths(shapes: NDArray[np.object_]) -> list[Path]:
    """Return one path per shape, holes and separate parts included.

    >>> import shapely
    >>> [len(path.vertices) for path in paths(np.array([shapely.box(0, 0, 1, 1)]))]
    [5]
    """
    import shapely

    turned = shapely.orient_polygons(shapes)  # holes run the other way round, or they would be filled
    parts, shape_of = shapely.get_parts(turned, return_index=True)
    rings, part_of = shapely.get_rings(parts, return_index=True)
    owner = shape_of[part_of]
    coordinates, ring_of = shapely.get_coordinates(rings, return_index=True)
    codes = np.full(len(coordinates), Path.LINETO, dtype=np.uint8)
    first = np.flatnonzero(np.diff(ring_of, prepend=-1))
    codes[first] = Path.MOVETO
    codes[np.append(first[1:], len(codes)) - 1] = Path.CLOSEPOLY
    cuts = np.searchsorted(owner[ring_of], np.arange(1, len(shapes)))
    return [Path(part, code) for part, code in zip(np.split(coordinates, cuts), np.split(codes, cuts), strict=True)]
