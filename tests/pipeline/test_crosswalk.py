"""Two made delimitations, and the areas of Berlin before and after 2021."""

from __future__ import annotations

from pathlib import Path

import geopandas
import pytest
import shapely

from districtanalysis.errors import MethodError, SourceError, UsageError
from districtanalysis.pipeline.crosswalk import People, Side, measure, run
from districtanalysis.report.csv_ import render
from districtanalysis.report.render import Style
from districtanalysis.sources.area_versions import read_crosswalk

X, Y = 500_000, 5_400_000


def strip(start: float, stop: float) -> object:
    return shapely.box(X + start, Y, X + stop, Y + 100)


def write(path: Path, keys: list[str], shapes: list[object], **columns: list[object]) -> Path:
    geopandas.GeoDataFrame({"id": keys, **columns}, geometry=shapes, crs="EPSG:25832").to_file(path)
    return path


@pytest.fixture
def sides(tmp_path: Path) -> tuple[Side, Side]:
    """Three old strips, two new ones; the last 100 m of the old ones lie outside the new ones."""
    old = write(tmp_path / "alt.gpkg", ["a1", "a2", "a3"], [strip(0, 1000), strip(1000, 2000), strip(2000, 3000)])
    new = write(tmp_path / "neu.gpkg", ["n1", "n2"], [strip(0, 1250), strip(1250, 2900)])
    return Side(old, "id"), Side(new, "id")


def test_weights_by_area_and_what_is_lost(sides: tuple[Side, Side]) -> None:
    found = measure(*sides)
    assert found.links.to_numpy().tolist() == [
        ["a1", "n1", 1.0],
        ["a2", "n1", pytest.approx(0.25)],
        ["a2", "n2", pytest.approx(0.75)],
        ["a3", "n2", 1.0],
    ]
    assert found.areas["parts"].tolist() == [1, 2, 1]
    assert found.areas["lost"].tolist() == pytest.approx([0.0, 0.0, 0.1])
    assert found.recipe["lost_area"] == pytest.approx(0.1 / 3)
    assert (found.method, found.reached, found.unreached) == ("overlay", 2, ())


def test_weights_by_people_and_by_area_where_nobody_lives(sides: tuple[Side, Side], tmp_path: Path) -> None:
    spots = [shapely.Point(X + at, Y + 50) for at in (100, 1100, 1900, 1950, 5000)]
    points = write(tmp_path / "menschen.gpkg", list("abcde"), spots, ew=[7, 10, 20, 10, 3])
    found = measure(*sides, People(points, "ew"))
    weights = {(old, new): weight for old, new, weight in found.links.to_numpy().tolist()}
    assert weights["a2", "n1"] == pytest.approx(10 / 40)
    assert weights["a2", "n2"] == pytest.approx(30 / 40)
    assert weights["a3", "n2"] == 1.0
    assert found.areas["by"].tolist() == ["points", "points", "overlay"]
    assert (found.recipe["people"], found.recipe["outside_old"], found.recipe["outside_new"]) == (50.0, 3.0, 3.0)


def test_grid_cells_of_the_census_stand_in_a_text_table(sides: tuple[Side, Side], tmp_path: Path) -> None:
    spots = geopandas.GeoSeries([shapely.Point(X + 1100, Y + 50), shapely.Point(X + 1900, Y + 50)], crs="EPSG:25832")
    grid = spots.to_crs("EPSG:3035")
    lines = ["GITTER_ID_100m;x_mp_100m;y_mp_100m;Einwohner"]
    lines += [f"CRS3035RES100mN{i};{p.x:.0f};{p.y:.0f};{n}" for i, (p, n) in enumerate(zip(grid, (1, 3), strict=True))]
    (tmp_path / "zensus.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = measure(*sides, People(tmp_path / "zensus.csv", "Einwohner"))
    assert any("EPSG:3035" in note for note in found.notes)
    weights = {(old, new): weight for old, new, weight in found.links.to_numpy().tolist()}
    assert weights["a2", "n2"] == pytest.approx(0.75)


def test_the_file_that_is_written_is_the_crosswalk_of_a_study(sides: tuple[Side, Side], tmp_path: Path) -> None:
    page = run(*sides).page
    assert page is not None
    (tmp_path / "gewichte.csv").write_bytes(render(page, Style()))
    crosswalk = read_crosswalk(tmp_path / "gewichte.csv")
    assert crosswalk.links["weight"].tolist() == pytest.approx([1.0, 0.25, 0.75, 1.0])


def test_very_small_weights_are_read_back(tmp_path: Path) -> None:
    (tmp_path / "w.csv").write_text("von;nach;gewicht\na;x;4e-05\na;y;0,99996\n", encoding="utf-8")
    assert read_crosswalk(tmp_path / "w.csv").links["weight"].tolist() == pytest.approx([4e-05, 0.99996])


def test_the_only_column_that_can_hold_keys_is_taken_and_said(sides: tuple[Side, Side], tmp_path: Path) -> None:
    found = measure(Side(sides[0].file), sides[1])
    assert any("dient die Spalte „id“" in note for note in found.notes)
    two = write(tmp_path / "zwei.gpkg", ["a1", "a2"], [strip(0, 1000), strip(1000, 2000)], nr=[1, 2])
    with pytest.raises(UsageError, match=r"id und nr\. Bitte mit --old-key"):
        measure(Side(two, option="--old-key"), sides[1])


def test_areas_that_do_not_meet_are_refused(sides: tuple[Side, Side], tmp_path: Path) -> None:
    far = write(tmp_path / "fern.gpkg", ["f1"], [strip(900_000, 901_000)])
    with pytest.raises(MethodError, match="berühren sich nicht"):
        measure(sides[0], Side(far, "id"))
    part = write(tmp_path / "teil.gpkg", ["n1"], [strip(0, 1500)])
    with pytest.raises(MethodError, match="a3"):
        measure(sides[0], Side(part, "id"))


@pytest.mark.parametrize(
    ("column", "values", "words"),
    [(None, [1, 2], "--people"), ("x1", [1, 2], "x1"), ("ew", [1, -2], "-2"), ("ew", ["1", "viele"], "viele")],
)
def test_points_without_usable_numbers_are_refused(
    sides: tuple[Side, Side], tmp_path: Path, column: str | None, values: list[object], words: str
) -> None:
    points = write(tmp_path / "p.gpkg", ["a", "b"], [shapely.Point(X, Y), shapely.Point(X + 1, Y)], ew=values)
    with pytest.raises(SourceError, match=words):
        measure(*sides, People(points, column))


def test_the_447_areas_of_berlin_become_542(reference: Path) -> None:
    folder = reference / "berlin" / "boundaries"
    old = Side(folder / "planungsraeume_bis_2020.geojson", "RAUMID")
    found = measure(old, Side(folder / "planungsraeume_ab_2021", "PLR_ID"))
    assert (len(found.areas), found.reached, found.unreached) == (448, 542, ())
    assert found.links.groupby("old")["weight"].sum().to_numpy() == pytest.approx(1.0)
    assert float(str(found.recipe["lost_area"])) < 0.001  # both cover the same city
