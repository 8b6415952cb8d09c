"""Files with shapes on the map: GeoJSON, GeoPackage, Shapefile (zipped too), tables with WKT; their coordinate system."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from districtanalysis.errors import SourceError
from districtanalysis.language import join, number, say

if TYPE_CHECKING:
    import geopandas

GEO = (".geojson", ".json", ".gpkg", ".shp", ".zip", "")
TABLES = (".csv", ".tsv")
_WKT = re.compile(r"\s*(?:SRID=\d+;)?\s*(?:MULTI)?(?:POLYGON|POINT)\b", re.IGNORECASE)
_DEGREES = (-180.0, -90.0, 180.0, 90.0)
# Where German towns lie in the systems that their offices use: west, south, east, north.
_USUAL = {
    "EPSG:25832": (270_000, 5_200_000, 930_000, 6_120_000),
    "EPSG:25833": (-120_000, 5_200_000, 520_000, 6_120_000),
    "EPSG:31466": (2_480_000, 5_200_000, 2_700_000, 6_120_000),
    "EPSG:31467": (3_270_000, 5_200_000, 3_930_000, 6_120_000),
    "EPSG:31468": (4_300_000, 5_200_000, 4_830_000, 6_120_000),
    "EPSG:3857": (640_000, 5_980_000, 1_680_000, 7_400_000),
    "EPSG:3035": (4_000_000, 2_600_000, 4_700_000, 3_600_000),
}


def open_geo(path: Path, *, layer: str | None = None) -> geopandas.GeoDataFrame:
    """Return the rows of a file with shapes; its coordinate system may be missing.

    A text table may hold the shapes as WKT in one of its columns. Raises ``SourceError`` for a file that is
    missing, of another kind, cannot be read or holds no shapes.
    """
    import geopandas
    import pyogrio

    if not path.exists():
        raise SourceError(say("spatial.file_missing", file=path))
    if path.suffix.casefold() in TABLES:
        return _from_wkt(path)
    if path.suffix.casefold() not in GEO:
        raise SourceError(say("spatial.other_format", file=path.name, suffix=path.suffix))
    try:
        frame = geopandas.read_file(path, layer=layer) if layer else geopandas.read_file(path)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, ValueError) as error:
        raise SourceError(say("spatial.unreadable", file=path.name, reason=error)) from error
    if "geometry" not in frame.columns or frame.empty:
        raise SourceError(say("spatial.no_geometry", file=path.name))
    return frame


def _from_wkt(path: Path) -> geopandas.GeoDataFrame:
    import geopandas
    import shapely

    from districtanalysis.sources.reading import read_table

    table = read_table(path, observations=False)
    column = next((name for name in table.columns if _is_wkt(table[name])), None)
    if column is None:
        raise SourceError(say("spatial.no_geometry", file=path.name))
    texts = table[column].str.replace(r"^\s*SRID=\d+;", "", regex=True)
    try:
        shapes = shapely.from_wkt(texts.to_numpy(dtype=object, na_value=None))
    except shapely.errors.GEOSException as error:
        raise SourceError(say("spatial.unreadable", file=path.name, reason=error)) from error
    return geopandas.GeoDataFrame(table.drop(columns=column), geometry=shapes)


def _is_wkt(column: pd.Series) -> bool:
    texts = column.dropna()
    return bool(len(texts)) and isinstance(texts.iloc[0], str) and bool(_WKT.match(texts.iloc[0]))


def with_crs(frame: geopandas.GeoDataFrame, file: str, stated: str | None, notes: list[str]) -> geopandas.GeoDataFrame:
    """Return the rows with a coordinate system: as stated, else the file's own, else degrees where it can be nothing else.

    What was deduced is said in ``notes``. Raises ``SourceError`` where the system is not known, naming those that
    would fit, and where the file says degrees and holds none.
    """
    if stated is not None:
        frame = _stated(frame, file, stated)
    bounds = tuple(float(value) for value in frame.total_bounds)
    if frame.crs is None:
        if not _within(bounds, _DEGREES):
            raise SourceError(say("spatial.no_crs", file=file, fitting=_fitting(bounds)))
        notes.append(say("areas.degrees_deduced", file=file))
        return frame.set_crs("EPSG:4326")
    if frame.crs.is_geographic and not _within(bounds, _DEGREES):
        shown = ", ".join(number(value, 0) for value in bounds)
        raise SourceError(say("spatial.not_degrees", file=file, bounds=shown))
    return frame


def _stated(frame: geopandas.GeoDataFrame, file: str, stated: str) -> geopandas.GeoDataFrame:
    try:
        return frame.set_crs(stated, allow_override=True)
    except (RuntimeError, ValueError) as error:  # an unknown system, as the library of projections words it
        raise SourceError(say("areas.unknown_crs", file=file, crs=stated)) from error


def _within(bounds: tuple[float, ...], around: tuple[float, float, float, float]) -> bool:
    west, south, east, north = bounds
    return around[0] <= west <= east <= around[2] and around[1] <= south <= north <= around[3]


def _fitting(bounds: tuple[float, ...]) -> str:
    """Return in words which of the usual systems the coordinates would fit."""
    names = [name for name, around in _USUAL.items() if _within(bounds, around)]
    shown = "; ".join(number(value, 0) for value in bounds)
    return say("areas.crs_fits", bounds=shown, names=join(names, "words.or")) if names else ""


def likely_keys(frame: geopandas.GeoDataFrame) -> list[str]:
    """Return the columns that could hold the keys of the rows: filled, all different, short, with a digit in each.

    >>> import geopandas, shapely
    >>> shapes = shapely.points([0, 1], [0, 1])
    >>> frame = geopandas.GeoDataFrame({"id": ["01", "02"], "name": ["Ost", "West"], "m2": [1.5, 2.5]}, geometry=shapes)
    >>> likely_keys(frame)
    ['id']
    """
    return [str(name) for name in frame.columns if name != "geometry" and _may_be_key(frame[name])]


def _may_be_key(column: pd.Series) -> bool:
    if pd.api.types.is_float_dtype(column) or column.isna().any() or column.duplicated().any():
        return False
    return bool(column.astype(str).str.fullmatch(r"(?=.*\d)\S{1,40}").all())
