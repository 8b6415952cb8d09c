"""``crosswalk``: weights between two delimitations of areas, by the area they share or by where people live."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from districtanalysis.domain.area_weights import AreaWeights
from districtanalysis.domain.count_table import BoundaryFile
from districtanalysis.errors import MethodError, UsageError
from districtanalysis.language import join, say
from districtanalysis.methods.crosswalk import SLIVER, overlay_weights, people_in, point_weights, uncovered
from districtanalysis.pipeline.outcome import Outcome
from districtanalysis.report.crosswalk_page import crosswalk_page
from districtanalysis.sources.boundaries import Polygons, read_boundaries
from districtanalysis.sources.geo_file import likely_keys, open_geo
from districtanalysis.sources.points import read_people


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two delimitations: its file, the column of its keys, its coordinate system where the file has none."""

    file: Path
    key: str | None = None
    crs: str | None = None
    option: str = ""


@dataclass(frozen=True, slots=True)
class People:
    """Points with numbers of persons; ``crs`` where the file states none."""

    file: Path
    column: str | None = None
    crs: str | None = None


def run(old: Side, new: Side, people: People | None = None) -> Outcome:
    """Return the page of the weights, the ``AreaWeights`` behind it.

    Raises ``SourceError`` for files that cannot be used, ``UsageError`` where a column of keys is not clear,
    ``MethodError`` where an old area meets no new one.
    """
    result = measure(old, new, people)
    return Outcome(crosswalk_page(result), result.notes, (), 0, result)


def measure(old: Side, new: Side, people: People | None = None) -> AreaWeights:
    """Return which share of each old area belongs to which new one."""
    notes: list[str] = []
    before, after = (_polygons(side, notes) for side in (old, new))
    shapes = before.shapes_in(after.crs)
    _refuse_apart(shapes, after.shapes, old, new)
    lost = uncovered(shapes, after.shapes)
    recipe: dict[str, object] = {"old": old.file.name, "new": new.file.name, "crs": after.crs, "sliver": SLIVER}
    by = np.full(len(shapes), "overlay", dtype=object)
    if people is None:
        links = overlay_weights(shapes, after.shapes, before.ids, after.ids)
        recipe["lost_area"] = float((lost * _area(shapes)).sum() / _area(shapes).sum())
    else:
        links, lost, by = _by_people(people, shapes, before.ids, after, lost, recipe, notes)
    parts = links.groupby("old", sort=False)["new"].size()
    areas = pd.DataFrame({"parts": parts.reindex(before.ids).to_numpy(), "lost": lost, "by": by}, index=before.ids)
    reached = set(links["new"])
    return AreaWeights(
        links=links,
        areas=areas.rename_axis("old"),
        method="overlay" if people is None else "points",
        reached=len(reached),
        unreached=tuple(sorted(set(after.ids) - reached)),
        notes=tuple(notes),
        recipe=recipe,
    )


def _polygons(side: Side, notes: list[str]) -> Polygons:
    key = side.key
    if key is None:
        candidates = likely_keys(open_geo(side.file))
        if len(candidates) != 1:
            words = {"file": side.file.name, "candidates": join(candidates) or "–", "option": side.option}
            raise UsageError(say("areas.key_missing", **words))
        key = candidates[0]
        notes.append(say("areas.key_taken", file=side.file.name, column=key))
    found = read_boundaries(BoundaryFile(file=side.file.name, key=key, crs=side.crs), side.file.parent)
    notes += [f"{side.file.name}: {note}" for note in found.notes]
    return found


def _refuse_apart(old: npt.NDArray[np.object_], new: npt.NDArray[np.object_], first: Side, second: Side) -> None:
    """Raise ``MethodError`` where no old area meets any new one: most likely a wrong coordinate system."""
    import shapely

    if not shapely.STRtree(new).query(old, predicate="intersects").size:
        raise MethodError(say("areas.no_common", old=first.file.name, new=second.file.name))


def _area(shapes: npt.NDArray[np.object_]) -> npt.NDArray[np.float64]:
    import shapely

    return np.asarray(shapely.area(shapes))


def _by_people(
    given: People,
    shapes: npt.NDArray[np.object_],
    ids: Sequence[str],
    after: Polygons,
    uncovered_: npt.NDArray[np.float64],
    recipe: dict[str, object],
    notes: list[str],
) -> tuple[pd.DataFrame, npt.NDArray[np.float64], npt.NDArray[np.object_]]:
    """Return weights by people; old areas without any are divided by area."""
    import shapely

    table = read_people(given.file, after.crs, notes, column=given.column, stated=given.crs)
    points, people = shapely.points(table["x"], table["y"]), table["people"].to_numpy(dtype=np.float64)
    in_old, in_new = people_in(points, people, shapes), people_in(points, people, after.shapes)
    inside = people_in(points, np.where(_covered(points, after.shapes), people, 0.0), shapes)[:-1]
    empty = inside <= 0
    tables = [
        point_weights(points, people, shapes[~empty], after.shapes, _some(ids, ~empty), after.ids)
        if (~empty).any()
        else None,
        overlay_weights(shapes[empty], after.shapes, _some(ids, empty), after.ids) if empty.any() else None,
    ]
    place = {name: row for row, name in enumerate(ids)}
    links = pd.concat([table for table in tables if table is not None], ignore_index=True)
    links = links.sort_values("old", key=lambda names: names.map(place), kind="stable", ignore_index=True)
    lost = np.where(empty, uncovered_, 1 - inside / np.where(empty, 1.0, in_old[:-1]))
    recipe |= {
        "points": len(points),
        "file": given.file.name,
        "people": float(people.sum()),
        "outside_old": float(in_old[-1]),
        "outside_new": float(in_new[-1]),
    }
    return links, lost, np.where(empty, "overlay", "points").astype(object)


def _covered(points: npt.NDArray[np.object_], areas: npt.NDArray[np.object_]) -> npt.NDArray[np.bool_]:
    import shapely

    inside = np.zeros(len(points), dtype=np.bool_)
    inside[shapely.STRtree(areas).query(points, predicate="covered_by")[0]] = True
    return inside


def _some(ids: Sequence[str], chosen: npt.NDArray[np.bool_]) -> list[str]:
    return [name for name, taken in zip(ids, chosen.tolist(), strict=True) if taken]
