"""Outlines of districts for drawing: simplified together, points found in them, room for a label measured."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

ShapeArray = NDArray[np.object_]
FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


def simplified(shapes: ShapeArray, tolerance: float) -> ShapeArray:
    """Return ``shapes`` with fewer vertices; shared borders stay shared, in the unit of the coordinates.

    Borders move by at most about ``tolerance``. Shapes that overlap or do not fit together are returned as they are:
    simplified one by one, gaps would open between them.

    Source: Visvalingam and Whyatt (1993), The Cartographic Journal 30, 46-51, on the edges of the coverage.

    >>> import shapely
    >>> wavy = shapely.Polygon([(0, 0), (5, 0.01), (10, 0), (10, 10), (0, 10)])
    >>> shapely.get_num_coordinates(simplified(np.array([wavy]), 1.0)).tolist()
    [5]
    """
    import shapely

    if tolerance <= 0 or not shapely.coverage_is_valid(shapes):
        return shapes
    return np.asarray(shapely.coverage_simplify(shapes, tolerance), dtype=object)


def district_of(x: FloatArray, y: FloatArray, shapes: ShapeArray) -> IntArray:
    """Return the place in ``shapes`` of the district that holds each point, -1 outside of all.

    A point on a border belongs to the district that comes first.

    >>> import shapely
    >>> district_of(np.array([0.5, 9.0]), np.array([0.5, 9.0]), np.array([shapely.box(0, 0, 1, 1)])).tolist()
    [0, -1]
    """
    import shapely

    points = shapely.points(x, y)
    found = np.full(len(points), -1, dtype=np.int64)
    which, where = shapely.STRtree(shapes).query(points, predicate="intersects")
    order = np.argsort(-where, kind="stable")  # the first district is written last
    found[which[order]] = where[order]
    return found


def middles(shapes: ShapeArray) -> FloatArray:
    """Return a point well inside each shape, (n, 2): the centroid where it lies inside, else a point on the surface.

    >>> import shapely
    >>> middles(np.array([shapely.box(0, 0, 2, 2)])).tolist()
    [[1.0, 1.0]]
    """
    import shapely

    centres = shapely.centroid(shapes)
    inside = shapely.contains(shapes, centres)
    points = np.where(inside, centres, shapely.point_on_surface(shapes))
    return np.asarray(shapely.get_coordinates(points), dtype=np.float64)


def holds_box(shape: object, centre: FloatArray, wide: float, high: float) -> bool:
    """Return whether a box about ``centre`` lies inside ``shape``.

    >>> import shapely
    >>> holds_box(shapely.box(0, 0, 2, 2), np.array([1.0, 1.0]), 1.0, 1.0)
    True
    """
    import shapely

    x, y = float(centre[0]), float(centre[1])
    return bool(shapely.contains(shape, shapely.box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)))
