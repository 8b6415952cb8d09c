"""Points: facilities, and where people live; in the metres of the boundaries."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from districtanalysis.errors import SourceError
from districtanalysis.language import join, say
from districtanalysis.sources.geo_file import TABLES, open_geo, with_crs

if TYPE_CHECKING:
    import geopandas

# Columns of coordinates, east and north, as registers and the grid of the census name them.
_XY = (r"x(_|$)|lon|l(ä|ae)nge|ost|rechts", r"y(_|$)|lat|breite|nord|hoch")


def read_points(path: Path, crs: str, *, kind: str = "", label: str = "") -> pd.DataFrame:
    """Return one row per point with ``x`` and ``y`` in ``crs``, ``kind`` (the column of that name, or ``label``).

    Several points of one row become several rows. Raises ``SourceError`` for a file that is missing, cannot be read,
    holds no points, states no coordinate system or lacks the column.
    """
    frame = open_geo(path)
    if not frame.geom_type.isin(["Point", "MultiPoint"]).any():
        raise SourceError(say("map.no_points", file=path.name))
    if frame.crs is None:
        raise SourceError(say("spatial.no_crs", file=path.name, fitting=""))
    if kind and kind not in frame.columns:
        known = join(str(column) for column in frame.columns if column != "geometry")
        raise SourceError(say("spatial.column_missing", file=path.name, column=kind, known=known))
    parts = frame[frame.geom_type.isin(["Point", "MultiPoint"])].to_crs(crs).explode(index_parts=False)
    kinds = parts[kind].astype(str).to_numpy() if kind else np.full(len(parts), label or path.stem)
    return pd.DataFrame({"x": parts.geometry.x.to_numpy(), "y": parts.geometry.y.to_numpy(), "kind": kinds, "name": ""})


def read_people(
    path: Path, crs: str, notes: list[str], *, column: str | None = None, stated: str | None = None
) -> pd.DataFrame:
    """Return one row per point with ``x`` and ``y`` in ``crs`` and ``people`` (persons at this point).

    Points stand in a file with shapes or in a text table with coordinates (x and y, or lon and lat), such as the
    grid cells of the census; ``stated`` is their coordinate system where the file names none. A system that was
    deduced is said in ``notes``. Raises
    ``SourceError`` for a file without points, without the column, or with numbers below zero.
    """
    frame = with_crs(_places(path, stated, notes), path.name, stated, notes)
    known = [str(name) for name in frame.columns if name != "geometry"]
    if column is None or column not in known:
        text = "areas.people_needed" if column is None else "spatial.column_missing"
        raise SourceError(say(text, file=path.name, column=column, known=join(known)))
    people = pd.to_numeric(frame[column], errors="coerce")
    wrong = frame.loc[people.isna() | (people < 0), column]
    if len(wrong):
        raise SourceError(say("areas.not_people", file=path.name, column=column, found=wrong.iloc[0]))
    moved = frame.to_crs(crs).geometry
    return pd.DataFrame({"x": moved.x.to_numpy(), "y": moved.y.to_numpy(), "people": people.to_numpy(dtype="float64")})


def _places(path: Path, stated: str | None, notes: list[str]) -> geopandas.GeoDataFrame:
    """Return points of a file with shapes, or of a table with columns of coordinates."""
    import geopandas

    if path.suffix.casefold() not in TABLES or not path.exists():
        frame = open_geo(path)
        if not frame.geom_type.isin(["Point"]).all():
            raise SourceError(say("map.no_points", file=path.name))
        return frame
    from districtanalysis.sources.reading import read_table

    table = read_table(path, observations=False)
    found = [next((name for name in table.columns if re.match(pattern, str(name).casefold())), None) for pattern in _XY]
    if None in found:
        raise SourceError(say("areas.no_places", file=path.name, known=join(map(str, table.columns))))
    x, y = (pd.to_numeric(table[name], errors="coerce") for name in found)
    frame = geopandas.GeoDataFrame(table, geometry=geopandas.points_from_xy(x, y))
    if stated is None and len(table) and "CRS3035" in str(table.iloc[0, 0]):
        notes.append(say("areas.grid_deduced", file=path.name, cell=table.iloc[0, 0]))
        return frame.set_crs("EPSG:3035")
    return frame
