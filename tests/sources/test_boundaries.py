"""Polygons: real files of the reference folder, and defects drawn by hand."""

from __future__ import annotations

from pathlib import Path

import geopandas
import numpy as np
import pytest
import shapely

from districtanalysis.domain.count_table import BoundaryFile
from districtanalysis.errors import SourceError
from districtanalysis.sources.boundaries import overlaps, read_boundaries

KEYS = ["1", "02"]
BOXES = [shapely.box(500000, 5400000, 500100, 5400100), shapely.box(500100, 5400000, 500200, 5400100)]


def _write(folder: Path, shapes: list[object], keys: list[str] = KEYS, crs: str | None = "EPSG:25832") -> BoundaryFile:
    frame = geopandas.GeoDataFrame({"id": keys}, geometry=shapes, crs=crs)
    frame.to_file(folder / "grenzen.gpkg")
    return BoundaryFile(file="grenzen.gpkg", key="id", width=2)


def test_keys_are_text_with_their_zeros(tmp_path: Path) -> None:
    found = read_boundaries(_write(tmp_path, BOXES), tmp_path)
    assert found.ids == ("01", "02")
    assert found.crs == "EPSG:25832"
    assert found.positions.tolist() == [[500050.0, 5400050.0], [500150.0, 5400050.0]]
    assert found.parts.tolist() == [1, 1]
    assert found.notes == ()


@pytest.mark.parametrize(
    ("path", "key", "count"),
    [
        ("planungsraeume_bis_2020.geojson", "RAUMID", 448),
        ("planungsraeume_ab_2021", "PLR_ID", 542),
        ("lor_ortsteile.shp", None, 96),
    ],
)
def test_berlin_in_three_formats(reference: Path, path: str, key: str | None, count: int) -> None:
    folder = reference / "berlin" / "boundaries"
    column = key or geopandas.read_file(folder / path, rows=1).columns[0]
    found = read_boundaries(BoundaryFile(file=path, key=str(column)), folder)
    assert len(found.ids) == count
    assert len(set(found.ids)) == count
    # degrees are projected: Berlin lies about 5.8 million metres north of the equator
    assert (np.abs(found.positions[:, 1] - 5.82e6) < 50_000).all()


def test_degrees_become_metres(tmp_path: Path) -> None:
    wanted = _write(
        tmp_path, [shapely.box(13.0, 52.0, 13.1, 52.1), shapely.box(13.1, 52.0, 13.2, 52.1)], crs="EPSG:4326"
    )
    found = read_boundaries(wanted, tmp_path)
    assert found.crs == "EPSG:32633"
    assert 6_000 < shapely.length(found.shapes[0]) / 4 < 12_000


def test_invalid_rings_are_repaired_and_said(tmp_path: Path) -> None:
    bow = shapely.Polygon([(500000, 0), (500100, 100), (500100, 0), (500000, 100)])
    found = read_boundaries(_write(tmp_path, [bow, BOXES[1]]), tmp_path)
    assert shapely.is_valid(found.shapes).all()
    assert shapely.area(found.shapes[0]) == pytest.approx(5000.0)
    assert any("repariert" in note for note in found.notes)


def test_rows_of_one_key_are_joined(tmp_path: Path) -> None:
    apart = shapely.box(501000, 5400000, 501100, 5400100)
    found = read_boundaries(_write(tmp_path, [*BOXES, apart], ["1", "2", "1"]), tmp_path)
    assert found.ids == ("01", "02")
    assert found.parts.tolist() == [2, 1]
    assert any("vereinigt" in note for note in found.notes)
    assert any("mehreren Teilen" in note for note in found.notes)


def test_overlaps_are_named_with_their_share(tmp_path: Path) -> None:
    shifted = shapely.box(500090, 5400000, 500190, 5400100)
    found = read_boundaries(_write(tmp_path, [BOXES[0], shifted]), tmp_path)
    assert any("überlappen" in note for note in found.notes)
    assert overlaps(found) == [("01", "02", pytest.approx(0.1))]


def test_one_district_inside_another_overlaps(tmp_path: Path) -> None:
    inner = shapely.box(500040, 5400040, 500060, 5400060)
    found = read_boundaries(_write(tmp_path, [BOXES[0], inner]), tmp_path)
    assert overlaps(found) == [("01", "02", pytest.approx(1.0))]


@pytest.mark.parametrize(
    ("shapes", "crs", "words"),
    [
        (BOXES, None, "kein Koordinatensystem"),
        ([shapely.Point(1, 1), shapely.Point(2, 2)], "EPSG:25832", "Punkte oder Linien"),
        ([BOXES[0], None], "EPSG:25832", "ohne Fläche: 02"),
    ],
)
def test_unusable_geometry_is_refused(tmp_path: Path, shapes: list[object], crs: str | None, words: str) -> None:
    frame = geopandas.GeoDataFrame({"id": KEYS}, geometry=shapes, crs=crs)
    if crs is None:
        with pytest.warns(UserWarning, match="crs"):
            frame.to_file(tmp_path / "grenzen.gpkg")
    else:
        frame.to_file(tmp_path / "grenzen.gpkg")
    with pytest.raises(SourceError, match=words):
        read_boundaries(BoundaryFile(file="grenzen.gpkg", key="id"), tmp_path)


def test_degrees_that_are_none(tmp_path: Path) -> None:
    _write(tmp_path, BOXES)
    with pytest.raises(SourceError, match="sind es nicht"):
        read_boundaries(BoundaryFile(file="grenzen.gpkg", key="id", crs="EPSG:4326"), tmp_path)


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (BoundaryFile(file="fehlt.gpkg", key="id"), "nicht gefunden"),
        (BoundaryFile(file="tabelle.txt", key="id"), "kein bekanntes"),
        (BoundaryFile(file="kaputt.gpkg", key="id"), "nicht lesbar"),
        (BoundaryFile(file="grenzen.gpkg", key="name"), "„name“ fehlt. Vorhanden sind: id"),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, wanted: BoundaryFile, words: str) -> None:
    _write(tmp_path, BOXES)
    (tmp_path / "tabelle.txt").write_text("x")
    (tmp_path / "kaputt.gpkg").write_bytes(b"no geopackage")
    with pytest.raises(SourceError, match=words):
        read_boundaries(wanted, tmp_path)
