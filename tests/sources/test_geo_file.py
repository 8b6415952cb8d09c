from __future__ import annotations

from pathlib import Path

import geopandas
import pytest
import shapely

from districtanalysis.domain.count_table import BoundaryFile
from districtanalysis.errors import SourceError
from districtanalysis.sources.boundaries import read_boundaries
from districtanalysis.sources.geo_file import likely_keys, open_geo, with_crs


def test_munich_in_cells_of_wkt(reference: Path) -> None:
    folder = reference / "muenchen"
    wanted = BoundaryFile(file="vablock_stadtbezirk.csv", key="sb_nummer", width=2, crs="EPSG:25832")
    found = read_boundaries(wanted, folder)
    assert sorted(found.ids) == [f"{number:02d}" for number in range(1, 26)]
    assert sum(found.parts) == 27
    assert shapely.area(found.shapes).sum() / 1e6 == pytest.approx(310.7, abs=0.2)  # km² of the city
    assert any("27 Zeilen gehören zu 25 Gebieten" in note for note in found.notes)


def test_a_missing_system_is_asked_for_with_those_that_fit(reference: Path) -> None:
    wanted = BoundaryFile(file="vablock_stadtbezirk.csv", key="sb_nummer")
    with pytest.raises(
        SourceError, match=r"nennt kein Koordinatensystem. Die Werte .* passen zu EPSG:25832\. Bitte crs"
    ):
        read_boundaries(wanted, reference / "muenchen")


def test_degrees_are_deduced_and_said() -> None:
    frame = geopandas.GeoDataFrame(geometry=[shapely.box(10, 48, 10.1, 48.1)])
    notes: list[str] = []
    assert with_crs(frame, "a.csv", None, notes).crs.to_epsg() == 4326
    assert "Längen- und Breitengrade" in notes[0]


def test_a_system_that_does_not_exist_is_refused() -> None:
    frame = geopandas.GeoDataFrame(geometry=[shapely.box(10, 48, 10.1, 48.1)])
    with pytest.raises(SourceError, match="EPSG:99999"):
        with_crs(frame, "a.csv", "EPSG:99999", [])


def test_cologne_is_read_by_its_definition_and_not_by_its_name(reference: Path) -> None:
    file = next((reference / "koeln" / "geo").rglob("*.shp"))
    frame = open_geo(file)
    assert 2_300_000 < frame.total_bounds[0] < 2_400_000  # UTM would say 350 000
    assert 6.7 < frame.to_crs("EPSG:4326").total_bounds[0] < 7.0


@pytest.mark.parametrize("text", ["id,x\n1,2\n3,4\n", "id,wkt\n1,POLYGON ((0 0\n2,POLYGON ((0 0\n"])
def test_a_table_without_shapes_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=r"a\.csv"):
        open_geo(tmp_path / "a.csv")


def test_likely_keys_of_berlin(reference: Path) -> None:
    folder = reference / "berlin" / "boundaries"
    assert likely_keys(open_geo(folder / "planungsraeume_bis_2020.geojson")) == ["gml_id", "RAUMID"]
    assert likely_keys(open_geo(folder / "planungsraeume_ab_2021")) == ["PLR_ID"]
