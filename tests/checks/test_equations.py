from __future__ import annotations

from collections.abc import Callable

import pytest

from districtanalysis.checks.cube import cube_of
from districtanalysis.checks.equations import equations, holds, tiling, tolerance_of
from districtanalysis.domain.data import DistrictData

Make = Callable[..., DistrictData]
DAY = "2020-12-31"


def figure(value: float | None, variable: str = "residents", **more: object) -> dict[str, object]:
    return {"district_id": "Ost", "variable": variable, "value": value, "decimals": 0, "date": DAY, **more}


def kinds(data: DistrictData) -> list[tuple[str, int]]:
    return [(equation.kind, len(equation.parts)) for equation in equations(cube_of(data), data)]


def test_men_and_women_are_everybody(made: Make) -> None:
    assert kinds(made([figure(3), figure(1, sex="male"), figure(2, sex="female")])) == [("sexes", 2)]
    assert kinds(made([figure(3), figure(1, sex="male")])) == []


def test_a_third_sex_is_a_part_as_well(made: Make) -> None:
    rows = [figure(4), figure(1, sex="male"), figure(2, sex="female"), figure(1, sex="diverse")]
    assert kinds(made(rows)) == [("sexes", 3)]


@pytest.mark.parametrize(
    ("bands", "found"),
    [
        ([(0, 17), (18, -1)], [2]),
        ([(0, 17), (18, 64)], []),  # the oldest are missing
        ([(0, 17), (17, -1)], []),  # the 17-year-olds stand twice
        ([(0, 17), (0, 5), (6, 17), (18, -1)], [3, 2, 2]),  # narrow and wide bands of all, and of the young
    ],
)
def test_ages_that_tile_all_ages_add_up(bands: list[tuple[int, int]], found: list[int], made: Make) -> None:
    rows = [figure(9), *(figure(1, age_from=low, age_to=high) for low, high in bands)]
    assert [size for kind, size in kinds(made(rows)) if kind == "ages"] == found


def test_bands_are_tiled_narrow_or_wide() -> None:
    bands = [(0, 5), (6, 17), (0, 17), (18, -1)]
    assert tiling(bands, 0, -1, narrow=False) == [(0, 17), (18, -1)]
    assert tiling(bands, 0, -1, narrow=True) == [(0, 5), (6, 17), (18, -1)]
    assert tiling(bands, 0, 17, narrow=True) == [(0, 5), (6, 17)]
    assert tiling(bands, 3, -1, narrow=True) == []
    assert tiling([*bands, (18, 17)], 0, -1, narrow=True) == [(0, 5), (6, 17), (18, -1)]  # "18 to under 18"


def test_ages_of_several_tables_of_one_day_go_together(made: Make) -> None:
    rows = [figure(9), figure(4, age_from=0, age_to=17, source="b"), figure(5, age_from=18, age_to=-1, source="c")]
    assert kinds(made(rows)) == [("ages", 2)]
    assert kinds(made([{**row, "date": None} for row in rows])) == []  # nobody knows whether the day is the same


def test_two_population_concepts_never_share_a_sum(made: Make) -> None:
    rows = [figure(9), figure(4, age_from=0, age_to=17), figure(5, age_from=18, age_to=-1, source="b")]
    assert kinds(made(rows, concepts={"a": "main_residence", "b": "census"})) == []


def test_nationalities_are_everybody(made: Make) -> None:
    assert kinds(made([figure(9), figure(4, "foreigners"), figure(5, "germans")])) == [("groups", 2)]


def test_the_same_thing_in_two_tables_is_one_number(made: Make) -> None:
    assert kinds(made([figure(9), figure(9, source="b")])) == [("tables", 1)]
    assert kinds(made([figure(9), figure(9, source="b", date="2019-12-31")])) == []


def test_shares_and_listed_kinds_are_not_added(made: Make) -> None:
    rows = [figure(9, "foreign_share_printed"), figure(9, "foreign_share_printed", sex="male")]
    rows += [figure(1, "facilities", kind=kind) for kind in ("daycare", "school")]
    assert kinds(made(rows)) == []


def test_noise_of_a_census_and_rounding_are_tolerated(made: Make) -> None:
    rows = [figure(100), figure(48, sex="male"), figure(55, sex="female")]  # 103 for 100
    for concept, bad in (("census", False), ("main_residence", True)):
        data = made(rows, concepts={"a": concept})
        cube = cube_of(data)
        (equation,) = equations(cube, data)
        missing, found = holds(cube, equation, data)
        assert (missing.tolist(), found.tolist()) == ([-3.0], [bad])


def test_figures_in_fives_may_miss_by_half_of_each(made: Make) -> None:
    rows = [{**figure(5.0 * i), "district_id": f"D{i}"} for i in range(3, 20)]
    rows += [{**figure(5.0 * i, sex=sex), "district_id": f"D{i}"} for i in range(3, 20) for sex in ("male", "female")]
    data = made(rows)
    cube = cube_of(data)
    assert tolerance_of(cube, (0, 1, 2), data) == pytest.approx(7.5, abs=1e-5)  # three figures, half of five each


def test_printed_decimals_are_the_unit_of_rounding(made: Make) -> None:
    data = made([figure(1.2, "area_km2", decimals=1), figure(3, "area_km2", decimals=1, source="b")])
    assert tolerance_of(cube_of(data), (0, 1), data) == pytest.approx(0.1, abs=1e-5)
