"""Facilities as points: GeoJSON, GeoPackage or Shapefile, in the metres of the boundaries."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from districtanalysis.errors import SourceError
from districtanalysis.language import join, say


def read_points(path: Path, crs: str, *, kind: str = "", label: str = "") -> pd.DataFrame:
    """Return one row per point with ``x`` and ``y`` in ``crs``, ``kind`` (the column of that name, or ``label``).

    Several points of one row become several rows. Raises ``SourceError`` for a file that is missing, cannot be read,
    holds no points, states no coordinate system or lacks the column.
    """
    import geopandas
    import pyogrio

    if not path.exists():
        raise SourceError(say("spatial.file_missing", file=path))
    try:
        frame = geopandas.read_file(path)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, ValueError) as error:
        raise SourceError(say("spatial.unreadable", file=path.name, reason=error)) from error
    if "geometry" not in frame.columns or not frame.geom_type.isin(["Point", "MultiPoint"]).any():
        raise SourceError(say("map.no_points", file=path.name))
    if frame.crs is None:
        raise SourceError(say("spatial.no_crs", file=path.name))
    if kind and kind not in frame.columns:
        known = join(str(column) for column in frame.columns if column != "geometry")
        raise SourceError(say("spatial.column_missing", file=path.name, column=kind, known=known))
    parts = frame[frame.geom_type.isin(["Point", "MultiPoint"])].to_crs(crs).explode(index_parts=False)
    kinds = parts[kind].astype(str).to_numpy() if kind else np.full(len(parts), label or path.stem)
    return pd.DataFrame({"x": parts.geometry.x.to_numpy(), "y": parts.geometry.y.to_numpy(), "kind": kinds, "name": ""})
