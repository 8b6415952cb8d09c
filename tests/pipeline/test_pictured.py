"""From figures to what is drawn; sums by hand on the made city, whose counts are known."""

import math

import numpy as np
import pandas as pd
import pytest

from districtanalysis.datasets import raw_folder
from districtanalysis.datasets.made_city import DATES, example_city
from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.observations import from_rows
from districtanalysis.domain.typology import StatusView
from districtanalysis.errors import StudyError
from districtanalysis.pipeline import pictured
from districtanalysis.pipeline.prepare import prepare
from districtanalysis.report import plot


@pytest.fixture(scope="module")
def city():
    return example_city(12)


@pytest.fixture(scope="module")
def data(city):
    return city.data


@pytest.fixture(scope="module")
def heidenheim():
    return prepare(raw_folder() / "heidenheim").data


def test_ages_are_the_counts_of_the_latest_date(city, data):
    found = pictured.ages(data, "Musterviertel 3")
    expected = city.ages[1][2]  # ages x sexes x origins
    assert found.frame["female"].tolist() == expected[:, 0].sum(axis=1).tolist()
    assert found.frame["male_foreign"].tolist() == expected[:, 1, 1].tolist()
    assert found.compared["male"].sum() == city.ages[1][:, :, 1].sum()
    assert found.date == DATES[1]
    assert found.frame["age_to"].iloc[-1] == -1


def test_the_whole_town_has_nothing_to_compare_with(data):
    assert pictured.ages(data).compared is None


def test_age_groups_add_up_to_the_residents(city, data):
    found = pictured.age_groups(data)
    assert list(found.frame.columns) == ["unter 18", "18–29", "30–64", "ab 65"]
    assert found.frame.sum(axis=1).tolist() == city.frames[DATES[1]]["residents"].tolist()
    assert found.frame["unter 18"].tolist() == city.frames[DATES[1]]["under_18"].tolist()


def test_a_band_that_reaches_over_a_group_is_refused(data):
    rows = data.observations.frame
    wide = rows["age_from"].ge(0) & rows["sex"].isna()
    broken = rows[~wide | (rows["age_from"] < 90)].copy()
    broken.loc[wide & (rows["age_from"] == 17), "age_to"] = 20
    from districtanalysis.domain.observations import Observations

    with pytest.raises(StudyError, match="nach Alter"):
        pictured.age_groups(data.with_observations(Observations(broken)))


def test_migration_background_of_the_census():
    compared = prepare(raw_folder() / "heidenheim" / "vergleichsgebiete.toml").data
    found = pictured.parts(compared)
    assert found.frame.iloc[0].tolist() == [30580.0, 15170.0]
    assert found.marked == found.frame.index[0]
    assert list(found.frame.columns) == ["ohne Migrationshintergrund", "mit Migrationshintergrund"]


def test_nationality_where_there_is_nothing_else(heidenheim):
    found = pictured.parts(heidenheim)
    row = found.frame.loc["Oststadt"]
    assert row.tolist() == [4336 - 1338, 1338]


def test_change_is_in_percent_of_the_first_date(city, data):
    found = pictured.change(data, "foreigners")
    first, last = (city.frames[date]["foreigners"] for date in DATES)
    np.testing.assert_allclose(found.frame["value"], 100 * (last - first) / first)
    assert found.overall == pytest.approx(100 * (last.sum() / first.sum() - 1))
    assert found.period == "31.12.2019 bis 31.12.2024"


def test_a_course_needs_two_dates(data, heidenheim):
    found = pictured.course(data, districts=["Musterviertel 2"])
    assert found.frame.shape == (2, 1)
    with pytest.raises(StudyError, match=r"31\.12\.2019"):
        pictured.course(heidenheim)
    with pytest.raises(StudyError, match="zwei Stichtagen"):
        pictured.change(heidenheim)


def test_origins_leave_nationals_and_foreigners_out(data):
    with pytest.raises(StudyError, match="Herkunftsland"):
        pictured.origins(data)


@pytest.mark.parametrize(("function", "match"), [(pictured.ages, "Geschlecht"), (pictured.age_groups, "nach Alter")])
def test_what_the_tables_do_not_hold_is_named(heidenheim, function, match):
    with pytest.raises(StudyError, match=match):
        function(heidenheim)


def indicator_table():
    frame = pd.DataFrame({"a": [1.0, 3.0], "b": [10.0, 30.0]}, index=["x", "y"])
    made = IndicatorTable.from_frame(frame)
    return IndicatorTable(
        made.frame, made.low, made.high, made.base, made.status, made.qualifier, made.names, {}, {"a": 2.0, "b": 15.0}
    )


def test_a_profile_is_measured_from_the_value_of_the_town():
    found = pictured.against(indicator_table(), "y")
    # standard deviation of 10 and 30 is 10: (30 - 15) / 10
    assert found.frame["deviation"].tolist() == [1.0, 1.5]
    assert list(found.others.index) == ["x"]


def test_pairs_meet_at_the_town_or_at_the_median():
    assert pictured.pairs(indicator_table(), "a", "b").cross == (2.0, 15.0)
    table = IndicatorTable.from_frame(pd.DataFrame({"a": [1.0, 2.0, 9.0], "b": [1.0, 1.0, 1.0]}))
    found = pictured.pairs(table, "a", "b")
    assert found.cross == (2.0, 1.0)
    assert found.cross_label == "Median"


def test_panels_are_the_columns_asked_for():
    assert pictured.panels(indicator_table(), ["b", "a"]).frame.iloc[0].tolist() == [10.0, 1.0]


def test_districts_are_found_whatever_their_case(data):
    assert pictured.district_of(data, " MUSTERVIERTEL 2 ") == "002"
    with pytest.raises(StudyError, match="Musterviertel 1,"):
        pictured.district_of(data, "Nirgendwo")


def printed(rows: list[dict[str, object]]) -> DistrictData:
    districts = pd.DataFrame({"name": ["Ost"], "level": "district", "group": ""}, index=["Ost"])
    return DistrictData(districts, from_rows([{"district_id": "Ost", **row} for row in rows]))


def test_groups_begin_where_the_printed_bands_do():
    bands = [(0, 5, 4), (6, 17, 6), (18, 26, 9), (27, 64, 20), (65, -1, 11), (0, 17, 10)]
    rows = [{"variable": "residents", "age_from": low, "age_to": high, "value": n} for low, high, n in bands]
    found = pictured.age_groups(printed(rows))
    assert list(found.frame.columns) == ["unter 18", "18–26", "27–64", "ab 65"]
    assert found.frame.iloc[0].tolist() == [10, 9, 20, 11]  # the band of all minors repeats two others


def test_countries_beside_the_union_they_belong_to_are_shares_of_the_printed_total():
    rows = [{"variable": "with_migration_background_register", "value": 100}]
    rows += [
        {"variable": "with_migration_background_register", "origin": name, "value": value}
        for name, value in (("european_union", 60), ("poland", 45), ("turkey", 40))
    ]
    found = pictured.origins(printed(rows))
    assert found.values.to_dict() == {"Europäische Union": 60, "Polen": 45, "Türkei": 40}
    assert found.whole == 100
    drawn = plot.origins(found)
    assert plot.table(drawn).iloc[:, 2].tolist() == [60, 45, 40]
    assert "überschneiden" in plot.alternative_text(drawn)
    assert math.isnan(pictured.origins(printed([rows[0], *rows[2:]])).whole)  # 85 of 100 add up


def test_status_takes_the_names_that_the_map_knows():
    frame = pd.DataFrame(
        {"name": ["A", "B"], "status": ["I", "IV"], "dynamics": ["minus", pd.NA], "attention": [False, True]}
    )
    view = StatusView(frame, ("I", "II", "III", "IV"), ("plus", "null", "minus"))
    found = pictured.status(view).frame
    assert found["status"].tolist() == ["high", "very_low"]
    assert found["dynamics"].tolist()[0] == "negative"
    with pytest.raises(StudyError, match="2 und 3"):
        pictured.status(StatusView(frame, ("I", "II"), ("plus", "null", "minus")))
