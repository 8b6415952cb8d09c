from __future__ import annotations

from collections.abc import Callable

import numpy as np

from districtanalysis.checks.areas import broken_areas, families, together
from districtanalysis.checks.cube import cube_of
from districtanalysis.domain.data import DistrictData

Make = Callable[..., DistrictData]
PARENTS = {"Ost": "Stadt", "West": "Stadt", "Hof": "Ost"}


def figure(value: float | None, district: str, **more: object) -> dict[str, object]:
    return {"district_id": district, "variable": "residents", "value": value, **more}


def test_levels_may_stand_in_tables_of_their_own(made: Make) -> None:
    rows = [figure(100, "Stadt", source="b"), figure(60, "Ost"), figure(39, "West")]
    data = made(rows, parents=PARENTS)
    ((found, compared),) = broken_areas(cube_of(data), data)
    assert [(each.missing, len(each.parts)) for each in found] == [(1.0, 2)]
    assert compared == 1


def test_an_area_without_all_its_parts_is_not_compared(made: Make) -> None:
    data = made([figure(100, "Stadt"), figure(60, "Ost"), figure(None, "West", status="suppressed")], parents=PARENTS)
    assert broken_areas(cube_of(data), data) == []


def test_shares_of_areas_are_never_added(made: Make) -> None:
    rows = [figure(9, name, variable="foreign_share_printed") for name in ("Stadt", "Ost", "West")]
    data = made(rows, parents=PARENTS)
    assert broken_areas(cube_of(data), data) == []


def test_families_are_areas_with_their_parts(made: Make) -> None:
    data = made([figure(1, name) for name in ("Stadt", "Ost", "West", "Hof")], parents=PARENTS)
    cube = cube_of(data)
    named = {
        cube.districts[area]: ({cube.districts[part] for part in parts}, lines)
        for area, parts, lines in families(cube, data)
    }
    assert named == {"Stadt": ({"Ost", "West"}, [0]), "Ost": ({"Hof"}, [0])}


def test_lines_of_one_thing_give_one_value_per_area(made: Make) -> None:
    data = made([figure(1, "Ost"), figure(2, "West", source="b"), figure(3, "Ost", source="b")])
    values, home = together(cube_of(data), [0, 1])
    np.testing.assert_array_equal(values, [1, 2])
    assert home.tolist() == [0, 1]
