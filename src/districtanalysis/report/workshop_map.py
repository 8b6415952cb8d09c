"""The map of the workshop page: outlines on a fine grid of whole numbers, each ring as one short word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from districtanalysis.domain.areas import Areas
from districtanalysis.methods.outlines import middles, simplified

GRID = 1000
# Many small areas need a finer grid to keep their shape.
_MANY = 2000
# A corner that moves a border by less than this part of the width is left out: about one point on a screen.
_DETAIL = 600


def map_data(areas: Areas, districts: Sequence[str]) -> dict[str, object]:
    """Return the drawing of ``areas``: size, one outline and one place for a label per district that has a shape.

    ``rows`` are the places of the districts in ``districts``. Coordinates are whole numbers on a grid of 1000 units
    across (4000 for very many areas); borders that two districts share stay shared.

    >>> from districtanalysis.methods.tile_grid import tiles
    >>> drawing = map_data(tiles({"Ost": (2, 1), "West": (1, 1)}), ["West", "Ost"])
    >>> drawing["rows"], drawing["box"], drawing["labels"]
    ([1, 0], [1000, 500], [[750, 250], [250, 250]])
    """
    place = {name: i for i, name in enumerate(districts)}
    there = [k for k, name in enumerate(areas.ids) if name in place]
    rows = [place[areas.ids[k]] for k in there]
    shapes = areas.shapes[there]
    grid = GRID if len(there) <= _MANY else 4 * GRID
    corner, scale, high = _frame(areas, shapes, grid)
    shown = shapes if areas.schematic else _simpler(shapes, grid / _DETAIL / scale)
    labels = np.round((middles(shapes) - corner) * (scale, -scale)).astype(int)
    return {
        "schematic": areas.schematic,
        "box": [grid, high],
        "shapes": [_outline(shape, corner, scale) for shape in shown],
        "rows": rows,
        "labels": labels.tolist(),
        "side": round(scale * 0.92) if areas.schematic else 0,
        "short": _short(areas.short, place),
    }


def _frame(areas: Areas, shapes: NDArray[np.object_], grid: int) -> tuple[NDArray[np.float64], float, int]:
    """Return the upper left corner, the grid units per unit of the coordinates, and the height of the drawing."""
    import shapely

    west, south, east, north = (float(value) for value in shapely.total_bounds(shapes))
    if areas.schematic:  # whole tiles, with their gaps on all sides
        west, south, east, north = np.floor(west), np.floor(south), np.ceil(east), np.ceil(north)
    scale = grid / (east - west)
    return np.array([west, north]), scale, max(1, int(np.ceil((north - south) * scale)))


def _simpler(shapes: NDArray[np.object_], tolerance: float) -> NDArray[np.object_]:
    """Return ``shapes`` with fewer corners; where they overlap, borders that fit still stay shared."""
    import shapely

    fewer = simplified(shapes, tolerance)
    if fewer is not shapes:
        return fewer
    try:
        return np.asarray(shapely.coverage_simplify(shapes, tolerance), dtype=object)
    except shapely.errors.GEOSException:
        return shapes


def _short(short: Mapping[str, str], place: Mapping[str, int]) -> dict[str, str]:
    return {str(place[name]): text for name, text in short.items() if name in place}


def _outline(shape: Any, corner: NDArray[np.float64], scale: float) -> str:
    """Return all rings of a shape, one word per ring."""
    import shapely

    rings = (shapely.get_coordinates(ring) for ring in shapely.get_rings(shapely.get_parts(shape)))
    return " ".join(ring_word(np.round((ring - corner) * (scale, -scale)).astype(int)) for ring in rings)


def ring_word(points: NDArray[np.int_]) -> str:
    """Return a closed ring on the grid as letters: first corner, then steps, the last corner being the first again.

    Each number is doubled (odd for negative ones) and written in groups of five bits, lowest first, as letters from
    "?" on; a group that is followed by another has 32 added. Source: Google, Encoded Polyline Algorithm Format.

    >>> ring_word(np.array([[0, 0], [5, 0], [5, -3], [0, 0]]))
    '??I??D'
    """
    kept = points[np.append(True, np.any(np.diff(points, axis=0) != 0, axis=1))]
    if len(kept) > 1 and np.array_equal(kept[0], kept[-1]):
        kept = kept[:-1]
    kept = _turning(kept)
    if len(kept) < 3:  # an area smaller than a unit of the grid stays visible as a dot
        kept = points[0] + np.array([[0, 0], [1, 0], [1, 1], [0, 1]])
    return "".join(_letters(number) for number in np.diff(kept, axis=0, prepend=np.zeros((1, 2), dtype=int)).ravel())


def _turning(points: NDArray[np.int_]) -> NDArray[np.int_]:
    """Return the corners of a ring at which its line turns; the others change nothing that is drawn."""
    into, out = points - np.roll(points, 1, axis=0), np.roll(points, -1, axis=0) - points
    straight = (into[:, 0] * out[:, 1] == into[:, 1] * out[:, 0]) & ((into * out).sum(axis=1) > 0)
    return np.asarray(points[~straight])


def _letters(number: int) -> str:
    rest = 2 * int(number) if number >= 0 else -2 * int(number) - 1
    out = ""
    while rest >= 32:
        out += chr(63 + 32 + rest % 32)
        rest //= 32
    return out + chr(63 + rest)
