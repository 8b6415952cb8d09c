"""Points of five layers of Berlin against the counts published for each of the 542 planning areas."""

import geopandas
import numpy as np
import pandas as pd
import pytest
import shapely

from districtanalysis.errors import SourceError
from districtanalysis.methods.outlines import district_of
from districtanalysis.sources.points import read_people, read_points

LAYERS = {
    "schulen/raw/schulen": ("schulen/schools_per_plr_simple.csv", "school_count", 902),
    "kitas/raw/kindertagesstaetten": ("kitas/kitas_per_plr_simple.csv", "kita_count", 2880),
    "jugendfreizeiteinrichtungen/raw/jugendfreizeiteinrichtungen": (
        "jugendfreizeiteinrichtungen/jugendfreizeiteinrichtungen_per_plr.csv",
        "jfe_count",
        407,
    ),
    "apothekenstandorte/raw/apothekenstandorte": ("apothekenstandorte/pharmacies_per_plr.csv", "pharmacy_count", 732),
    "pflegeeinrichtungen/raw/pflegeeinrichtungen": (
        "pflegeeinrichtungen/pflegeeinrichtungen_per_plr_simple.csv",
        "pe_count",
        274,
    ),
}


@pytest.mark.parametrize("layer", LAYERS)
def test_points_of_berlin_lie_in_the_areas_that_are_published(reference, layer):
    folder = reference / "berlin"
    areas = geopandas.read_file(folder / "boundaries" / "planungsraeume_ab_2021")
    table, column, total = LAYERS[layer]
    points = read_points(folder / "facilities" / f"{layer}.geojson", areas.crs.to_string())
    found = district_of(points["x"].to_numpy(), points["y"].to_numpy(), areas.geometry.to_numpy())
    counted = pd.Series(np.bincount(found[found >= 0], minlength=len(areas)), areas["PLR_ID"])
    published = pd.read_csv(folder / "facilities" / table, dtype={"PLR_ID": str}).set_index("PLR_ID")[column].fillna(0)
    assert int(counted.sum()) == total
    assert (counted.reindex(published.index) == published).all()


@pytest.fixture
def written(tmp_path):
    frame = geopandas.GeoDataFrame(
        {"art": ["Kita", "Schule"]},
        geometry=[shapely.Point(10, 48.5), shapely.MultiPoint([(10, 48.6), (10.1, 48.6)])],
        crs="EPSG:4326",
    )
    path = tmp_path / "orte.geojson"
    frame.to_file(path)
    return path


def test_several_points_of_one_row_are_several_places(written):
    found = read_points(written, "EPSG:25832", kind="art")
    assert found["kind"].tolist() == ["Kita", "Schule", "Schule"]
    assert (found["y"] > 5_000_000).all()  # metres, no degrees


def test_without_a_column_the_file_names_the_kind(written):
    assert set(read_points(written, "EPSG:25832")["kind"]) == {"orte"}
    assert set(read_points(written, "EPSG:25832", label="Treffpunkt")["kind"]) == {"Treffpunkt"}


def test_what_cannot_be_read_says_why(written, tmp_path):
    with pytest.raises(SourceError, match="nicht gefunden"):
        read_points(tmp_path / "fehlt.geojson", "EPSG:25832")
    with pytest.raises(SourceError, match=r"Spalte „kind“ fehlt.*art"):
        read_points(written, "EPSG:25832", kind="kind")
    shapes = geopandas.GeoDataFrame({"a": [1]}, geometry=[shapely.box(0, 0, 1, 1)], crs="EPSG:4326")
    shapes.to_file(tmp_path / "flaechen.geojson")
    with pytest.raises(SourceError, match="keine Punkte"):
        read_points(tmp_path / "flaechen.geojson", "EPSG:25832")
    (tmp_path / "kaputt.geojson").write_text("{", encoding="utf-8")
    with pytest.raises(SourceError, match="nicht lesbar"):
        read_points(tmp_path / "kaputt.geojson", "EPSG:25832")


def test_people_at_points_of_a_table(tmp_path):
    (tmp_path / "p.csv").write_text("Nr;lon;lat;ew\n1;10,0;48,5;7\n2;10,1;48,5;3\n", encoding="utf-8")
    notes: list[str] = []
    found = read_people(tmp_path / "p.csv", "EPSG:25832", notes, column="ew")
    assert found["people"].tolist() == [7.0, 3.0]
    assert found["x"].between(570_000, 585_000).all()
    assert "Längen- und Breitengrade" in notes[0]
    (tmp_path / "q.csv").write_text("Nr;Straße;ew\n1;a;7\n", encoding="utf-8")
    with pytest.raises(SourceError, match="x und y"):
        read_people(tmp_path / "q.csv", "EPSG:25832", [], column="ew")
