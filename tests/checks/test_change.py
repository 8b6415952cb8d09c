from __future__ import annotations

from collections.abc import Callable

import numpy as np

from districtanalysis.checks.change import area_in_one_date, jump_between_dates, out_of_series, standing_out
from districtanalysis.domain.data import DistrictData

Make = Callable[..., DistrictData]
BLANK = "\N{NO-BREAK SPACE}"
FIRST, SECOND = "2018-12-31", "2020-12-31"


def figure(value: float | None, district: str, date: str, **more: object) -> dict[str, object]:
    row = int(district[1:]) + 2
    return {
        "district_id": district,
        "variable": "residents",
        "value": value,
        "date": date,
        "row": row,
        "column": 2,
    } | more


def two_dates(count: int = 12) -> list[dict[str, object]]:
    return [
        figure(value, f"D{i}", day)
        for i in range(count)
        for day, value in ((FIRST, 1000.0 + 10 * i), (SECOND, 1010.0 + 10 * i + i % 3))
    ]


def test_a_district_that_changes_unlike_all_others_jumps(made: Make) -> None:
    rows = two_dates()
    rows[7]["value"] = 700.0  # D3 in 2020: 1030 -> 700
    (finding,) = jump_between_dates(made(rows), None)
    assert (finding.rule, finding.severity, finding.district, finding.cell) == (
        "jump_between_dates",
        "warning",
        "D3",
        "B5",
    )
    assert f"von 1{BLANK}030 (31.12.2018) auf 700 (31.12.2020), das sind −32,0{BLANK}%" in finding.found


def test_what_happens_everywhere_is_no_jump(made: Make) -> None:
    rows = two_dates()
    for row in rows[1::2]:
        row["value"] = float(str(row["value"])) * 0.6  # a census: everybody loses
    assert list(jump_between_dates(made(rows), None)) == []


def test_small_numbers_waver(made: Make) -> None:
    before = np.array([1000.0] * 11 + [9.0])
    after = np.array([1000.0] * 11 + [30.0])
    assert not standing_out(before, after)[0].any()
    assert not standing_out(before[:3], after[:3])[0].any()  # three districts have no usual change


def test_who_left_is_told_once_and_not_for_every_column(made: Make) -> None:
    rows = two_dates()
    foreigners = [{**row, "variable": "foreigners", "value": 300.0, "column": 3} for row in rows]
    rows[7]["value"], foreigners[7]["value"] = 700.0, 60.0
    assert [finding.variable for finding in jump_between_dates(made([*rows, *foreigners]), None)] == ["residents"]


def test_a_new_area_and_one_that_is_gone_are_named(made: Make) -> None:
    rows = [*two_dates(), figure(4368, "D90", SECOND), figure(500, "D91", FIRST)]
    assert [(f.rule, f.district, f.cell) for f in area_in_one_date(made(rows), None)] == [
        ("area_in_one_date", "D90", "B92"),
        ("area_in_one_date.gone", "D91", "B93"),
    ]


def test_areas_drawn_anew_are_one_finding(made: Make) -> None:
    rows = [row for row in two_dates() if row["date"] == FIRST] + [figure(800, f"D{i}", SECOND) for i in range(50, 65)]
    (finding,) = area_in_one_date(made(rows), None)
    assert finding.rule == "area_in_one_date.many"
    assert "Am 31.12.2018 gibt es 12 Gebiete, am 31.12.2020 15; gemeinsam sind beiden 0." in finding.found


def series(*values: float | None) -> list[dict[str, object]]:
    return [figure(value, "D0", f"{2017 + i}-12-31", column=i + 2) for i, value in enumerate(values)]


def test_a_lost_digit_falls_out_of_its_series(made: Make) -> None:
    (finding,) = out_of_series(made(series(5301, 5581, 5922, 625, 6478)), None)
    assert (finding.rule, finding.cell) == ("out_of_series.digits", "E2")
    # sqrt(5922 x 6478) = 6193.8
    assert f"625; die Werte der Stichtage daneben lassen etwa 6{BLANK}194 erwarten" in finding.found


def test_another_value_out_of_its_series_is_named_without_a_guess(made: Make) -> None:
    (finding,) = out_of_series(made(series(500, 505, 2300, 515, 520)), None)
    assert (finding.rule, finding.cell) == ("out_of_series", "D2")


def test_growth_and_small_numbers_are_no_misprints(made: Make) -> None:
    assert list(out_of_series(made(series(100, 160, 260, 420, 700)), None)) == []
    assert list(out_of_series(made(series(31, 33, 10, 32, 30)), None)) == []
    assert list(out_of_series(made(series(5301, 5581)), None)) == []


def test_dates_far_apart_say_nothing_about_each_other(made: Make) -> None:
    days = ("1990-12-31", "2005-12-31", "2020-12-31")
    rows = [figure(value, "D0", day) for day, value in zip(days, (500, 2300, 510), strict=True)]
    assert list(out_of_series(made(rows), None)) == []
