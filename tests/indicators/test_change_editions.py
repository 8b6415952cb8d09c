"""Editions from one study with several dates, or from two studies."""

from __future__ import annotations

import datetime as dt
import re

import pandas as pd
import pytest

from districtanalysis.domain.data import DistrictData, SourceRecord
from districtanalysis.domain.observations import from_rows
from districtanalysis.errors import DataFindingError, StudyError, UsageError
from districtanalysis.indicators.change_editions import editions, worded


def study(day: str | None, *names: str, source: str = "a", version: str = "") -> DistrictData:
    rows = [
        {"district_id": name, "variable": "residents", "date": day, "value": 10.0 + i, "source": source}
        for i, name in enumerate(names)
    ]
    rows.append({"district_id": names[0], "variable": "area_km2", "value": 2.0, "source": source})
    districts = pd.DataFrame({"name": list(names), "level": "", "group": ""}, index=list(names))
    return DistrictData(
        districts, from_rows(rows), (SourceRecord(source, "a.csv", date=day or "", area_version=version),)
    )


def test_figures_without_a_date_count_at_every_date() -> None:
    both = [*study("2018-12-31", "A", "B").observations.frame.to_dict("records")]
    both += study("2020-12-31", "A", "B").observations.frame.iloc[:2].to_dict("records")
    rows = [{key: value for key, value in row.items() if key != "figure_id" and value == value} for row in both]  # noqa: PLR0124
    data = DistrictData(study("2018-12-31", "A", "B").districts, from_rows(rows))
    found = editions(data)
    assert found.dates == ["2018-12-31", "2020-12-31"]
    assert found.undated == ("area_km2",)
    assert [len(part.observations) for part in found.by_date.values()] == [3, 3]


def test_two_studies_may_call_their_tables_alike() -> None:
    found = editions(study("2020-12-31", "A", "B"), study("2018-12-31", "A", "B"))
    assert [record.id for record in found.data.sources] == ["a (2018-12-31)", "a"]
    assert set(found.by_date["2018-12-31"].observations.frame["source"]) == {"a (2018-12-31)"}
    assert found.data.observations.frame["figure_id"].is_unique


def test_other_spellings_of_one_district_are_one() -> None:
    found = editions(study("2020-12-31", "Oststadt", "West"), study("2018-12-31", "OSTSTADT", "West"))
    assert list(found.data.districts.index) == ["Oststadt", "West"]


def test_the_earlier_study_must_be_the_earlier_one() -> None:
    with pytest.raises(DataFindingError, match=re.escape("Die frühere Studie hat den Stand 31.12.2020")):
        editions(study("2018-12-31", "A"), study("2020-12-31", "A"))


def test_versions_of_areas_that_differ_are_refused_even_with_equal_keys() -> None:
    with pytest.raises(StudyError, match="LOR bis 2020 und LOR ab 2021"):
        editions(study("2023-12-31", "A", version="LOR ab 2021"), study("2020-12-31", "A", version="LOR bis 2020"))


def test_a_study_without_any_date_is_refused() -> None:
    with pytest.raises(StudyError, match="nennen keinen Stichtag"):
        editions(study("2020-12-31", "A"), study(None, "A"))


def test_equal_dates_are_in_no_order() -> None:
    day = dt.date(2020, 12, 31)
    with pytest.raises(UsageError):
        editions(study("2020-12-31", "A"), start=day, end=day)
    assert worded("2020-12-31") == "31.12.2020"
