from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from districtanalysis.checks.cube import cube_of
from districtanalysis.checks.equations import equations
from districtanalysis.checks.readings import (
    Broken,
    digits_of,
    misread,
    nearly_read,
    one_digit_apart,
    readings,
    required,
)
from districtanalysis.domain.data import DistrictData

Make = Callable[..., DistrictData]


@pytest.mark.parametrize(
    ("printed", "meant", "near"),
    [
        ("7602", "6702", True),  # exchanged
        ("4850", "4750", True),  # mistyped
        ("625", "6250", True),  # left out
        ("13066", "1306", True),  # one too many
        ("7602", "7602", False),  # no misprint
        ("7602", "2067", False),
        ("12", "2", True),
        ("1", "", True),
        ("100", "1", False),
        ("2070", "7002", False),  # exchanged, but not neighbours
    ],
)
def test_one_slip_of_a_finger(printed: str, meant: str, near: bool) -> None:  # noqa: FBT001
    assert one_digit_apart(printed, meant) is near


@pytest.mark.parametrize(("meant", "possible"), [(6702, True), (-6702, False), (6702.5, False), (7602, False)])
def test_a_count_is_misread_for_a_count(meant: float, possible: bool) -> None:  # noqa: FBT001
    assert misread(pd.Series({"text": None, "value": 7602.0}), meant) is possible


def test_digits_are_those_of_the_print() -> None:
    assert digits_of(pd.Series({"text": "1.3066", "value": float("nan")})) == "13066"
    assert digits_of(pd.Series({"text": None, "value": 857.0})) == "857"
    assert digits_of(pd.Series({"text": None, "value": float("nan")})) == ""


def test_digits_can_be_nearly_a_number() -> None:
    assert nearly_read("13066", 1305)  # 1306 is within half a percent of it
    assert nearly_read("164", 1644)
    assert not nearly_read("857", 912)
    assert not nearly_read("857", -857)


def figure(value: float | None, **more: object) -> dict[str, object]:
    return {"district_id": "Ost", "variable": "residents", "value": value, "date": "2020-12-31", **more}


def test_of_several_readings_the_one_stays_that_repairs_most(made: Make) -> None:
    # 7602 is printed; 2700 + 4002 = 6702, and men and women, 3302 + 3400, are 6702 too
    rows = [figure(7602), figure(2700, age_from=0, age_to=17), figure(4002, age_from=18, age_to=-1)]
    rows += [figure(3302, sex="male"), figure(3400, sex="female")]
    data = made(rows)
    cube = cube_of(data)
    every = equations(cube, data)
    broken = [Broken(e.kind, (e.whole, 0), tuple((p, 0) for p in e.parts), float(e.missing(cube)[0])) for e in every]
    assert [each.missing for each in broken] == [900.0, 900.0]
    assert [required(cube, broken[0], cell) for cell in broken[0].cells] == [6702.0, 4202.0, 4300.0]
    found = readings(cube, broken, every)
    assert list(found.values()) == [{(0, 0): 6702.0}, {(0, 0): 6702.0}]


def test_a_reading_that_spoils_another_sum_gives_way(made: Make) -> None:
    # 4850 is confirmed by a second table; 745 + 4005 = 4750, and 745 may stand for 845
    rows = [figure(4850), figure(4850, source="b")]
    rows += [figure(745, age_from=0, age_to=17), figure(4005, age_from=18, age_to=-1)]
    data = made(rows)
    cube = cube_of(data)
    every = equations(cube, data)
    (ages,) = (e for e in every if e.kind == "ages")
    broken = Broken("ages", (ages.whole, 0), tuple((p, 0) for p in ages.parts), 100.0)
    (found,) = readings(cube, [broken], every).values()
    assert (0, 0) not in found
    assert 845.0 in found.values()
