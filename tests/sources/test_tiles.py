import pytest
import shapely

from districtanalysis.datasets import raw_folder
from districtanalysis.errors import StudyError
from districtanalysis.sources.loader import load
from districtanalysis.sources.study_file import load_study
from districtanalysis.sources.tiles import read_tiles


@pytest.mark.parametrize(("city", "count"), [("heidenheim", 3), ("kaiserslautern", 18)])
def test_the_shipped_towns_have_a_tile_for_every_district(city, count):
    folder = raw_folder() / city
    districts = [str(name) for name in load(load_study(folder)).districts.index]
    areas = read_tiles(folder / "tiles.toml", districts)
    assert areas.ids == tuple(districts)
    assert len(areas) == count
    assert areas.schematic
    assert set(areas.short) <= set(districts)


def test_the_tiles_of_heidenheim_follow_the_location_in_words():
    """Mittelrain in the north-west, Oststadt in the east, Reutenen in the south-west (profil.csv)."""
    names = ["Mittelrain", "Oststadt", "Mergelstetten-Reutenen"]
    shapes = read_tiles(raw_folder() / "heidenheim" / "tiles.toml", names).shapes
    (mx, my), (ox, oy), (rx, ry) = shapely.get_coordinates(shapely.centroid(shapes))
    assert my > oy > ry
    assert ox > max(mx, rx)


@pytest.fixture
def written(tmp_path):
    def write(text):
        path = tmp_path / "tiles.toml"
        path.write_text(f"schema_version = 1\n{text}", encoding="utf-8")
        return path

    return write


def test_a_district_without_a_tile_is_named(written):
    with pytest.raises(StudyError, match="keine Kachel für West"):
        read_tiles(written("[tile]\nOst = [1, 1]\n"), ["Ost", "West"])


def test_two_districts_on_one_tile_are_named(written):
    with pytest.raises(StudyError, match="Ost und West"):
        read_tiles(written("[tile]\nOst = [1, 1]\nWest = [1, 1]\n"), ["Ost", "West"])


def test_a_key_that_is_not_known_is_named(written):
    with pytest.raises(StudyError, match="tile"):
        read_tiles(written("[tiles]\nOst = [1, 1]\n"), ["Ost"])


def test_a_tile_is_two_whole_numbers(written):
    with pytest.raises(StudyError, match="Ost"):
        read_tiles(written('[tile]\nOst = "oben"\n'), ["Ost"])
