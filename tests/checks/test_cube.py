from __future__ import annotations

import gc
import math
from collections.abc import Callable

import numpy as np
import pandas as pd

from districtanalysis.checks import cube as module
from districtanalysis.checks.cube import cube_of
from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.observations import from_rows

Make = Callable[..., DistrictData]


def figure(value: float | None, district: str = "Ost", **more: object) -> dict[str, object]:
    return {"district_id": district, "variable": "residents", "value": value, "row": 6, "column": 2, **more}


def test_a_line_is_one_thing_counted_in_one_table(made: Make) -> None:
    rows = [
        figure(100),
        figure(48, sex="male"),
        figure(90, "West"),
        figure(20, age_from=0, age_to=17, date="2020-12-31"),
    ]
    rows.append(figure(7, source="b"))
    cube = cube_of(made(rows))
    assert cube.districts == ["Ost", "West"]
    assert [(line.source, line.sex, line.ages, line.date) for line in cube.lines] == [
        ("a", "", (-1, -1), ""),
        ("a", "male", (-1, -1), ""),
        ("a", "", (0, 17), "2020-12-31"),
        ("b", "", (-1, -1), ""),
    ]
    np.testing.assert_array_equal(cube.values[:2], [[100, 90], [48, math.nan]])
    assert [line.about_everybody for line in cube.lines] == [True, False, False, True]
    assert cube.row(0, 1)["value"] == 90
    assert cube.lines[0].without("source") == cube.lines[3].without("source")


def test_texts_codes_and_figures_without_a_district_are_no_lines(made: Make) -> None:
    rows = [figure(1, variable="generation_situation"), figure(None, variable="context"), figure(5)]
    assert len(cube_of(made(rows)).lines) == 1


def test_of_figures_that_stand_twice_the_first_counts(made: Make) -> None:
    assert cube_of(made([figure(3), figure(4)])).values.tolist() == [[3.0]]


def test_areas_above_the_districts_stand_beside_them() -> None:
    above = from_rows([figure(300, "Stadt")])
    data = DistrictData(pd.DataFrame(index=["Ost"]), from_rows([figure(100)]), above=above)
    assert cube_of(data).districts == ["Ost", "Stadt"]


def test_a_cube_is_kept_for_its_data_and_forgotten_with_them(made: Make) -> None:
    data = made([figure(1)])
    assert cube_of(data) is cube_of(data)
    other = data.with_observations(from_rows([figure(2)]))
    assert cube_of(other).values.tolist() == [[2.0]]
    del data, other
    gc.collect()
    assert module._latest is None


def test_lines_of_few_districts_are_left_out_of_a_cube_that_would_be_mostly_holes() -> None:
    size = 3000
    wide = [figure(1, f"D{i}") for i in range(size)]
    lone = [figure(1, f"D{i}", kind=f"k{i}") for i in range(1500)]
    cube = cube_of(DistrictData(pd.DataFrame(index=[]), from_rows([*wide, *lone])))
    assert len(cube.lines) == 1
