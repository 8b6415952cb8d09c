from __future__ import annotations

import math
from collections.abc import Callable

import pandas as pd
import pytest

from districtanalysis.checks.registry import about_everybody, at, file_of, label_of, of_same_date, rows_of
from districtanalysis.domain.data import DistrictData
from districtanalysis.language import using

Make = Callable[..., DistrictData]


def figure(variable: str, value: float, district: str = "Ost", **more: object) -> dict[str, object]:
    return {"district_id": district, "variable": variable, "value": value, **more}


def test_a_finding_stands_at_the_cell_of_its_figure(made: Make) -> None:
    data = made([figure("residents", 1, sheet="S", row=8, column=5)])
    (row,) = rows_of(data.observations.frame)
    finding = at(data, row, "negative_count", "error", value=1.0)
    assert (finding.file, finding.sheet, finding.cell) == ("a.csv", "S", "E8")
    assert (finding.district, finding.variable, finding.details) == ("Ost", "residents", {"value": 1.0})


@pytest.mark.parametrize("source", [None, "elsewhere"])
def test_a_figure_without_a_known_source_has_no_place(source: str | None, made: Make) -> None:
    data = made([figure("residents", 1, source=source)])
    (row,) = rows_of(data.observations.frame)
    assert at(data, row, "negative_count", "error").place == ""
    assert file_of(data, math.nan) == ""
    assert file_of(data, "b") == "b.csv"


def test_names_of_variables_are_worded_when_they_are_read() -> None:
    name = label_of("residents")
    assert str(name) == "Einwohnerinnen und Einwohner"
    with using("en"):
        assert str(name) == "residents"


def test_figures_about_a_part_of_the_people_are_left_aside(made: Make) -> None:
    rows = [
        figure("residents", 100),
        figure("residents", 48, sex="male"),
        figure("residents", 20, age_from=0, age_to=17),
        figure("residents", 9, origin="Syria"),
        figure("residents", 5, kind="x"),
    ]
    assert about_everybody(made(rows), "residents")["value"].tolist() == [100]


def test_values_are_looked_up_by_district_and_date(made: Make) -> None:
    rows = [
        figure("residents", 90, date="2018-12-31"),
        figure("residents", 100, date="2019-12-31"),
        figure("residents", 50, "West"),
    ]
    data = made(rows)
    asked = pd.DataFrame(
        {
            "district_id": ["Ost", "Ost", "Ost", "West", "West", "Nord"],
            "date": ["2018-12-31", "2019-12-31", "2020-12-31", "2019-12-31", None, None],
        }
    )
    found = of_same_date(data, "residents", asked).tolist()
    assert found == pytest.approx([90, 100, math.nan, 50, 50, math.nan], nan_ok=True)
