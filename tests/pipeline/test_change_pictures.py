"""What charts draw of a change."""

from __future__ import annotations

import pandas as pd
import pytest

from districtanalysis.domain.change import Change
from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.observations import from_rows
from districtanalysis.indicators.change import change
from districtanalysis.pipeline.change_pictures import illustrations, of_change, of_course


@pytest.fixture
def result() -> Change:
    rows = [
        {"district_id": name, "variable": variable, "date": f"{2018 + t}-12-31", "value": value * (1 + 0.1 * t * sign)}
        for name, sign in (("Ost", 1), ("West", -1), ("Nord", 0))
        for variable, value in (("residents", 1000.0), ("foreigners", 200.0 + 50 * sign))
        for t in range(3)
    ]
    names = ["Ost", "West", "Nord"]
    districts = pd.DataFrame({"name": names, "level": "", "group": ["Kern", "Kern", "Rand"]}, index=names)
    return change(DistrictData(districts, from_rows(rows)), ["residents", "foreign_share"])


def test_counts_are_drawn_in_percent_and_shares_in_points(result: Change) -> None:
    counts, shares = of_change(result, "residents"), of_change(result, "foreign_share")
    assert counts.unit == "%"
    assert counts.frame["value"].round(6).tolist() == [20, -20, 0]
    assert counts.overall == pytest.approx(0)
    assert shares.unit == "Prozentpunkte"
    assert {"low", "high"} <= set(shares.frame.columns)


def test_the_course_has_the_town_and_its_groups(result: Change) -> None:
    course = of_course(result, "residents")
    assert list(course.frame.columns) == ["Stadt", "Kern", "Rand"]
    assert course.frame["Stadt"].round(6).tolist() == [100, 100, 100]
    assert course.unit == "Index: 2018 = 100"
    assert len(course.frame) == 3


def test_pictures_only_where_they_are_asked_for(result: Change) -> None:
    assert list(illustrations(result, (), ())) == []
    drawn = list(illustrations(result, (), ("svg",)))
    assert [picture.key for picture in drawn] == ["change", "change", "time_series", "time_series"]
