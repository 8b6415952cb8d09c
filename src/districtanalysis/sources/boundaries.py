"""Polygons of districts: read, repaired, in metres, joined by their keys as text."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from districtanalysis.domain.count_table import BoundaryFile
from districtanalysis.errors import SourceError
from districtanalysis.language import join, say
from districtanalysis.sources.geo_file import open_geo, with_crs

if TYPE_CHECKING:
    import geopandas

FloatArray = NDArray[np.float64]
_OVERLAP = 1e-4


@dataclass(frozen=True, slots=True)
class Polygons:
    """Districts as polygons: ``ids`` (text) and ``shapes`` (shapely) in the metres of ``crs``; ``notes`` are worded.

    ``parts`` is the number of separate pieces of each district.
    """

    ids: tuple[str, ...]
    shapes: NDArray[np.object_]
    crs: str
    notes: tuple[str, ...] = ()

    @property
    def positions(self) -> FloatArray:
        """The centroids, shape (districts, 2), in metres."""
        import shapely

        return np.asarray(shapely.get_coordinates(shapely.centroid(self.shapes)))

    @property
    def parts(self) -> NDArray[np.int64]:
        """The number of pieces of each district."""
        import shapely

        return np.asarray(shapely.get_num_geometries(self.shapes), dtype=np.int64)

    def shapes_in(self, crs: str) -> NDArray[np.object_]:
        """Return the shapes in another coordinate system."""
        import geopandas

        if crs == self.crs:
            return self.shapes
        return np.asarray(geopandas.GeoSeries(self.shapes, crs=self.crs).to_crs(crs).to_numpy(), dtype=object)


def read_boundaries(wanted: BoundaryFile, folder: Path) -> Polygons:
    """Return the polygons of a GeoJSON, GeoPackage or Shapefile (also zipped, or its folder), or of a table with WKT.

    Invalid rings are repaired and several rows of one key joined; both are said in ``notes``, as are overlaps
    and districts in several pieces. Degrees are projected to the UTM zone of the middle. Raises ``SourceError``
    for a missing or unreadable file, a missing key column, an unstated coordinate system, or rows without polygon.
    """
    frame = _open(folder / wanted.file, wanted)
    notes: list[str] = []
    frame = _in_metres(frame, wanted, notes)
    shapes = _repaired(frame, wanted, notes)
    keys = frame[wanted.key].astype(str).str.strip().str.zfill(wanted.width)
    ids, shapes = _joined(keys, shapes, notes)
    polygons = Polygons(tuple(ids), shapes, str(frame.crs))
    notes += _remarks(polygons)
    return Polygons(polygons.ids, shapes, polygons.crs, tuple(notes))


def _open(path: Path, wanted: BoundaryFile) -> geopandas.GeoDataFrame:
    frame = open_geo(path, layer=wanted.layer)
    if wanted.key not in frame.columns:
        known = join(str(column) for column in frame.columns if column != "geometry")
        raise SourceError(say("spatial.column_missing", file=path.name, column=wanted.key, known=known))
    return frame


def _in_metres(frame: geopandas.GeoDataFrame, wanted: BoundaryFile, notes: list[str]) -> geopandas.GeoDataFrame:
    """Return the frame in a projected system; the study's own statement counts more than the file's."""
    frame = with_crs(frame, wanted.file, wanted.crs, notes)
    return frame.to_crs(frame.estimate_utm_crs()) if frame.crs.is_geographic else frame


def _repaired(frame: geopandas.GeoDataFrame, wanted: BoundaryFile, notes: list[str]) -> NDArray[np.object_]:
    import shapely

    shapes = frame.geometry.to_numpy()
    empty = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    if empty.any():
        names = join(frame[wanted.key].astype(str)[empty].head(5))
        raise SourceError(say("spatial.without_polygon", file=wanted.file, names=names))
    flat = shapely.get_dimensions(shapes) < 2
    if flat.any():
        names = join(frame[wanted.key].astype(str)[flat].head(5))
        raise SourceError(say("spatial.not_polygons", file=wanted.file, names=names))
    bad = ~shapely.is_valid(shapes)
    if bad.any():
        shapes = shapes.copy()
        shapes[bad] = [_area_only(shape) for shape in shapely.make_valid(shapes[bad])]
        notes.append(say("spatial.repaired", count=int(bad.sum())))
    return np.asarray(shapes, dtype=object)


def _area_only(shape: object) -> object:
    """Return the polygons of a repaired shape; loose lines and points that repair leaves over have no area."""
    import shapely

    parts = shapely.get_parts(shape)
    areas = parts[shapely.get_dimensions(parts) == 2]
    return areas[0] if len(areas) == 1 else shapely.union_all(areas)


def _joined(keys: pd.Series, shapes: NDArray[np.object_], notes: list[str]) -> tuple[list[str], NDArray[np.object_]]:
    import shapely

    if not keys.duplicated().any():
        return list(keys), shapes
    ids = list(dict.fromkeys(keys))
    listed = keys.to_numpy()
    joined = [shapely.union_all(shapes[listed == key]) for key in ids]
    notes.append(say("spatial.joined", count=len(ids), rows=len(keys)))
    return ids, np.asarray(joined, dtype=object)


def _remarks(polygons: Polygons) -> list[str]:
    remarks = []
    several = [name for name, count in zip(polygons.ids, polygons.parts, strict=True) if count > 1]
    if several:
        remarks.append(say("spatial.several_parts", count=len(several), names=join(several[:5])))
    pairs = overlaps(polygons)
    if pairs:
        named = join(f"{first}/{second}" for first, second, _ in pairs[:5])
        remarks.append(say("spatial.overlap", count=len(pairs), pairs=named))
    return remarks


def overlaps(polygons: Polygons, *, share: float = _OVERLAP) -> list[tuple[str, str, float]]:
    """Return the pairs of districts that overlap by more than ``share`` of the smaller one, with that share."""
    import shapely

    shapes = polygons.shapes
    left, right = shapely.STRtree(shapes).query(shapes, predicate="overlaps")
    inside = shapely.STRtree(shapes).query(shapes, predicate="contains")
    first = np.concatenate([left, inside[0]])
    second = np.concatenate([right, inside[1]])
    codes = np.unique(np.minimum(first, second) * len(shapes) + np.maximum(first, second))
    left, right = codes // len(shapes), codes % len(shapes)
    left, right = left[left != right], right[left != right]
    common = shapely.area(shapely.intersection(shapes[left], shapes[right]))
    part = common / np.minimum(shapely.area(shapes[left]), shapely.area(shapes[right]))
    return [
        (polygons.ids[int(i)], polygons.ids[int(j)], float(p))
        for i, j, p in zip(left, right, part, strict=True)
        if p > share
    ]
