from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial

import pandas as pd
import pytest

from districtanalysis.checks.registry import (
    MOST,
    about_everybody,
    at,
    file_of,
    first_of,
    is_one_of,
    is_text,
    label_of,
    limited,
    of_concept,
    of_same_date,
    rows_of,
)
from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.finding import Finding
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


def test_texts_are_compared_once_each(made: Make) -> None:
    frame = made([figure("residents", 1), figure("foreign_share_printed", 2, status="suppressed")]).observations.frame
    assert of_concept(frame, "count").tolist() == [True, False]
    assert of_concept(frame, "count", "share").all()
    assert is_one_of(frame, "status", ["suppressed", "nowhere"]).tolist() == [False, True]
    assert is_text(frame, "sex", lambda text: True).tolist() == [False, False]  # a missing text fits nothing


def test_of_many_findings_the_first_are_given_and_the_rest_counted(made: Make) -> None:
    data = made([figure("residents", 1, f"D{i}") for i in range(MOST + 5)])
    rows = data.observations.frame
    found = list(first_of(data, rows, "negative_count", "error", lambda row: {"value": row["value"]}))
    assert len(found) == MOST + 1
    assert (found[-1].rule, found[-1].severity, found[-1].details["count"]) == ("and_more", "error", 5)
    assert list(limited(found)) == found  # what was counted is not counted again
    again = list(limited(at(data, row, "negative_count", "error") for row in rows_of(rows)))
    assert [finding.rule for finding in again[-2:]] == ["negative_count", "and_more"]
    assert list(first_of(data, rows.iloc[:0], "negative_count", "error", dict)) == []


def test_what_is_only_counted_is_never_worded(made: Make) -> None:
    data = made([figure("residents", 1, f"D{i}") for i in range(MOST + 50)])
    row = next(iter(rows_of(data.observations.frame)))
    worded = []

    def one(place: int) -> Finding:
        worded.append(place)
        return at(data, row, "negative_count", "error")

    found = list(limited(partial(one, place) for place in range(MOST + 50)))
    assert (len(found), found[-1].rule, found[-1].details["count"]) == (MOST + 1, "and_more", 50)
    assert worded == [*range(MOST), MOST]  # the first of the rest says in which file they stand
