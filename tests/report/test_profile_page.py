"""The page of a profile from a made city with ages and two dates."""

import pytest

from districtanalysis.datasets.made_city import example_city
from districtanalysis.domain.display import Picture
from districtanalysis.domain.district_profile import DistrictProfile, KeyFigure
from districtanalysis.indicators.compute import compute_indicators
from districtanalysis.pipeline.portrait import portrait
from districtanalysis.pipeline.profile import age_groups
from districtanalysis.report.profile_page import places, profile_data, profile_page
from districtanalysis.report.render import render


@pytest.fixture(scope="module")
def profile():
    data = example_city(24).data
    return portrait(data, compute_indicators(data), "003", city="Musterstadt")


def test_pictures_only_where_they_are_wanted(profile):
    drawn = profile_page(profile, bands=age_groups(profile), pictures=("svg",))
    assert [block.key for block in drawn.blocks if isinstance(block, Picture)] == ["profile", "pyramid"]
    assert not any(isinstance(block, Picture) for block in profile_page(profile).blocks)


def test_age_groups_add_up_to_the_residents(profile):
    table = next(t for t in profile_page(profile, bands=age_groups(profile)).tables if t.key == "ages")
    assert sum(row[1] for row in table.rows) == next(f.value for f in profile.figures if f.key == "residents")
    assert sum(row[2] for row in table.rows) == pytest.approx(100)


def test_two_pages_with_all_pictures(profile):
    data = render(profile_page(profile, bands=age_groups(profile), pictures=("svg",)), "pdf")
    assert b"/Type/Pages/Count 2/" in data


def test_small_numbers_are_said(profile):
    small = DistrictProfile("x", "Klein", "", (KeyFigure("s", "Anteil", 50.0, base=240),), 1)
    page = profile_page(small)
    assert "beruht auf 240 Personen" in render(page, "md").decode()
    assert [column.key for column in page.tables[0].columns] == ["figure", "value", "base"]


def test_places_and_data():
    assert places(KeyFigure("x", "x", 1.0)) == ""
    figure = KeyFigure("x", "x", 1.0, first=1, last=1, count=18)
    assert places(figure) == "1 von 18"
    data = profile_data(DistrictProfile("a", "A", "", (figure,), 18))
    assert data["figures"]["x"]["place"] == 1
