"""Weights between old and new areas: by the area that they share, or by where people live."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from districtanalysis.errors import MethodError
from districtanalysis.language import join, say

Shapes = npt.NDArray[np.object_]
Floats = npt.NDArray[np.float64]
SLIVER = 0.005


def overlay_weights(
    old: Shapes, new: Shapes, old_ids: Sequence[str], new_ids: Sequence[str], *, sliver: float = SLIVER
) -> pd.DataFrame:
    """Return which share (0 to 1) of each old area lies in which new one: ``old``, ``new``, ``weight``.

    ``old`` and ``new`` are polygons in one projected system. Shares below ``sliver`` come from
    inexact borders and are left out; the rest of an area is scaled to one, so that sums are
    preserved. People are taken to live evenly over the area. Source: areal weighting, Goodchild and
    Lam (1980), Areal interpolation: a variant of the traditional spatial problem. Raises
    ``MethodError`` for an old area that meets no new one.

    >>> import shapely
    >>> old, new = shapely.box([0], [0], [2], [1]), shapely.box([0, 1.5], [0, 0], [1.5, 2], [1, 1])
    >>> overlay_weights(old, new, ["a"], ["b", "c"])["weight"].tolist()
    [0.75, 0.25]
    """
    first, second, shared = _shared(old, new)
    kept = shared >= sliver
    return _weights(first[kept], second[kept], shared[kept], old_ids, new_ids)


def uncovered(old: Shapes, new: Shapes, *, sliver: float = SLIVER) -> Floats:
    """Return which share (0 to 1) of each old area ``overlay_weights`` leaves out: outside all new ones, or slivers.

    >>> import shapely
    >>> uncovered(shapely.box([0], [0], [4], [1]), shapely.box([1], [0], [9], [1])).tolist()
    [0.25]
    """
    first, _, shared = _shared(old, new)
    kept = shared >= sliver
    inside = np.bincount(first[kept], weights=shared[kept], minlength=len(old))
    lost: Floats = np.clip(1.0 - inside, 0.0, 1.0)
    return lost


def _shared(old: Shapes, new: Shapes) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], Floats]:
    """Return old area, new area and the share of the old one that lies in the new one."""
    import shapely

    first, second = shapely.STRtree(new).query(old, predicate="intersects")
    shared = shapely.area(shapely.intersection(old[first], new[second])) / shapely.area(old)[first]
    return first, second, shared


def point_weights(
    points: Shapes, people: Floats, old: Shapes, new: Shapes, old_ids: Sequence[str], new_ids: Sequence[str]
) -> pd.DataFrame:
    """Return which share (0 to 1) of the people of each old area lives in which new one: ``old``, ``new``, ``weight``.

    ``people`` is the number of persons at each of ``points``, such as addresses or grid cells, all
    in one system with the polygons. Points outside of either delimitation do not count. Source:
    dasymetric weighting with control points, Wright (1936). Raises ``MethodError`` for negative
    numbers and for an old area without people.

    >>> import shapely
    >>> old, new = shapely.box([0], [0], [2], [1]), shapely.box([0, 1.5], [0, 0], [1.5, 2], [1, 1])
    >>> spots = shapely.points([0.5, 1.0, 1.8], [0.5, 0.5, 0.5])
    >>> point_weights(spots, np.array([10.0, 20.0, 90.0]), old, new, ["a"], ["b", "c"])["weight"].tolist()
    [0.25, 0.75]
    """
    if (people < 0).any():
        raise MethodError(say("spatial.people_negative"))
    first, second = _inside(points, old), _inside(points, new)
    known = (first >= 0) & (second >= 0) & (people > 0)
    pairs = first[known] * len(new) + second[known]
    kinds, which = np.unique(pairs, return_inverse=True)
    sums = np.bincount(which.ravel(), weights=people[known], minlength=len(kinds)).astype(np.float64)
    return _weights(kinds // len(new), kinds % len(new), sums, old_ids, new_ids)


def people_in(points: Shapes, people: Floats, areas: Shapes) -> Floats:
    """Return how many persons live in each area, and last how many in none: one number more than there are areas.

    >>> import shapely
    >>> people_in(
    ...     shapely.points([0.5, 3.0], [0.5, 0.5]), np.array([10.0, 4.0]), shapely.box([0], [0], [1], [1])
    ... ).tolist()
    [10.0, 4.0]
    """
    place = _inside(points, areas)
    counted = np.bincount(np.where(place < 0, len(areas), place), weights=people, minlength=len(areas) + 1)
    return counted.astype(np.float64)


def _inside(points: Shapes, areas: Shapes) -> npt.NDArray[np.int64]:
    """Return the first area that covers each point, -1 for none."""
    import shapely

    point, area = shapely.STRtree(areas).query(points, predicate="covered_by")
    found = np.full(len(points), -1, dtype=np.int64)
    found[point[::-1]] = area[::-1]
    return found


def _weights(
    first: npt.NDArray[np.int64],
    second: npt.NDArray[np.int64],
    shared: Floats,
    old_ids: Sequence[str],
    new_ids: Sequence[str],
) -> pd.DataFrame:
    """Return parts scaled to one per old area."""
    whole = np.bincount(first, weights=shared, minlength=len(old_ids))
    if (whole <= 0).any():
        lacking = [old_ids[place] for place in np.flatnonzero(whole <= 0).tolist()]
        raise MethodError(say("spatial.no_new_area", count=len(lacking), areas=join(lacking[:5])))
    order = np.lexsort((second, first))
    first, second = first[order], second[order]
    weight = shared[order] / whole[first]
    names = {
        "old": [old_ids[place] for place in first.tolist()],
        "new": [new_ids[place] for place in second.tolist()],
        "weight": weight,
    }
    return pd.DataFrame(names)
