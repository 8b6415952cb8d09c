"""Squares for districts whose boundaries are not at hand."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from districtanalysis.domain.areas import Areas

_GAP = 0.04
_WIDER_THAN_HIGH = 1.6


def tiles(places: Mapping[str, tuple[int, int]], short: Mapping[str, str] | None = None) -> Areas:
    """Return one square per district at its column and row; rows count from the north, the unit is a tile.

    >>> tiles({"Ost": (2, 1)}).ids
    ('Ost',)
    """
    import shapely

    columns, rows = (np.array([place[i] for place in places.values()], dtype=float) for i in (0, 1))
    shapes = shapely.box(columns + _GAP, -rows + _GAP, columns + 1 - _GAP, -rows + 1 - _GAP)
    return Areas(tuple(places), np.asarray(shapes, dtype=object), schematic=True, short=dict(short or {}))


def in_order(districts: Sequence[str]) -> Areas:
    """Return tiles in the order of the table, row by row: where nothing is known about place.

    >>> len(in_order(["a", "b", "c"]))
    3
    """
    wide = math.ceil(math.sqrt(_WIDER_THAN_HIGH * len(districts)))
    return tiles({name: (i % wide + 1, i // wide + 1) for i, name in enumerate(districts)})
