"""Ages, origins and change from figures whose sums can be checked by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from districtanalysis.domain.data import DistrictData, SourceRecord
from districtanalysis.domain.observations import from_rows
from districtanalysis.pipeline.portrait_people import ages_of, bands_of, changes_of, origins_of

EARLY, LATE = "2019-12-31", "2024-12-31"


def data_of(rows: list[dict[str, object]], *, versions: tuple[str, ...] = ("",)) -> DistrictData:
    names = sorted({str(row["district_id"]) for row in rows})
    districts = pd.DataFrame({"name": names}, index=names)
    sources = tuple(SourceRecord(f"s{i}", "", area_version=version) for i, version in enumerate(versions))
    return DistrictData(districts, from_rows(rows), sources)


def aged(district: str, low: int, high: int, female: float, male: float, **more: object) -> list[dict[str, object]]:
    band = {"district_id": district, "variable": "residents", "date": LATE, "age_from": low, "age_to": high, **more}
    return [{**band, "sex": "female", "value": female}, {**band, "sex": "male", "value": male}]


def test_ages_take_the_finest_bands_and_all_districts_as_outline():
    rows = [
        *aged("Ost", 0, 64, 30, 30),
        *aged("Ost", 0, 17, 10, 11),
        *aged("Ost", 18, 64, 20, 19),
        *aged("Ost", 65, -1, 5, 4),
        *aged("West", 0, 17, 1, 2),
        *aged("West", 18, 64, 3, 4),
        *aged("West", 65, -1, 5, 6),
    ]
    ages = ages_of(data_of(rows), "Ost", "Ost", "Musterstadt")
    assert ages is not None
    assert ages.compared is not None
    assert ages.frame["female"].tolist() == [10, 20, 5]
    assert ages.compared["male"].tolist() == [13, 23, 10]
    assert ages.date == LATE


def test_ages_with_a_gap_are_not_drawn():
    assert ages_of(data_of([*aged("Ost", 0, 17, 1, 1), *aged("Ost", 20, -1, 1, 1)]), "Ost", "Ost") is None
    assert ages_of(data_of([{"district_id": "Ost", "variable": "residents", "value": 3}]), "Ost", "Ost") is None


def test_nationals_and_foreign_nationals_add_up():
    rows = [*aged("Ost", 0, -1, 8, 6, origin="national"), *aged("Ost", 0, -1, 2, 1, origin="foreign")]
    ages = ages_of(data_of(rows), "Ost", "Ost")
    assert ages is not None
    assert ages.frame.iloc[0].tolist() == [-1, 10, 2, 7, 1]


def origin(name: str | None, value: float) -> dict[str, object]:
    return {"district_id": "Ost", "variable": "foreigners", "origin": name, "value": value, "date": LATE}


def test_origins_that_overlap_bring_the_printed_total():
    found = origins_of(data_of([origin(None, 100), origin("syria", 60), origin("poland", 40)]), "Ost", "Ost")
    assert found is not None
    assert found.values.to_dict() == {"Syrien": 60, "Polen": 40}
    assert np.isnan(found.whole)
    overlapping = [origin(None, 100), origin("eu28", 60), origin("poland", 50)]
    found = origins_of(data_of(overlapping), "Ost", "Ost")
    assert found is not None
    assert found.whole == 100


def test_change_in_percent_of_the_first_date_and_of_all_districts():
    numbers = {("Ost", EARLY): 100.0, ("Ost", LATE): 110.0, ("West", EARLY): 300.0, ("West", LATE): 270.0}
    rows = [{"district_id": d, "date": day, "variable": "residents", "value": v} for (d, day), v in numbers.items()]
    change = next(iter(changes_of(data_of(rows), "Ost")))
    assert (change.before, change.after) == (100, 110)
    assert change.percent == pytest.approx(10)
    assert change.overall == pytest.approx(100 * (380 - 400) / 400)
    assert list(changes_of(data_of(rows, versions=("447", "542")), "Ost")) == []


def test_bands_follow_only_where_no_printed_band_crosses_them():
    frame = pd.DataFrame({"age_to": [5, 17, -1], "female": [1.0, 2.0, 3.0], "male": [1.0, 1.0, 1.0]}, index=[0, 6, 18])
    sums = bands_of(frame, (0, 18))
    assert sums is not None
    assert sums.tolist() == [5.0, 4.0]
    assert bands_of(frame, (0, 65)) is None
