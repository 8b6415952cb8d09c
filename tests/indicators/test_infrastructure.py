from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from districtanalysis.domain.data import DistrictData
from districtanalysis.indicators.compute import compute_indicators
from districtanalysis.indicators.infrastructure import EVERYDAY, daycare_per_1000, everyday_place_kinds


def place(kind: str, district: str = "Ost", **more: object) -> dict[str, object]:
    return {"district_id": district, "variable": "facilities", "kind": kind, **more}


def residents(count: float, district: str = "Ost") -> dict[str, object]:
    return {"district_id": district, "variable": "residents", "value": count}


def test_kinds_are_counted_up_to_six(made: Callable[..., DistrictData]) -> None:
    assert everyday_place_kinds(np.array([5.0])).tolist() == [5.0]
    data = made([place(kind, value=2) for kind in (*EVERYDAY, "library")])
    table = compute_indicators(data)
    assert (table.frame.loc["Ost", "everyday_place_kinds"], table.qualifier.loc["Ost", "everyday_place_kinds"]) == (
        6.0,
        "exact",
    )


def test_kinds_that_are_not_named_leave_the_number_open(made: Callable[..., DistrictData]) -> None:
    table = compute_indicators(made([place("daycare", value=2), place("sport", qualifier="present", low=1, high=9)]))
    assert table.frame.loc["Ost", "everyday_place_kinds"] == 2
    assert (table.low.loc["Ost", "everyday_place_kinds"], table.high.loc["Ost", "everyday_place_kinds"]) == (2, 6)
    assert table.qualifier.loc["Ost", "everyday_place_kinds"] == "at_least"


def test_day_care_is_set_against_the_residents() -> None:
    # 2 / 3.694, 3 / 3.715, 3 / 4.336
    found = daycare_per_1000(np.array([2.0, 3.0, 3.0]), np.array([3694.0, 3715.0, 4336.0]))
    assert found == pytest.approx([0.5414, 0.8075, 0.6919], abs=5e-5)


def test_day_care_that_is_not_named_is_not_available_and_not_zero(made: Callable[..., DistrictData]) -> None:
    rows = [place("daycare", value=3), residents(1000), place("library", "West", value=1), residents(500, "West")]
    table = compute_indicators(made(rows))
    assert table.frame.loc["Ost", "daycare_per_1000"] == 3
    assert np.isnan(table.frame.loc["West", "daycare_per_1000"])
    assert table.status.loc["West", "daycare_per_1000"] == "not_available"


def test_day_care_that_is_there_in_unknown_number_has_a_lower_bound_only(made: Callable[..., DistrictData]) -> None:
    present = place("daycare", qualifier="present", low=1, high=float("inf"))
    table = compute_indicators(
        made([present, residents(500), place("daycare", "West", value=1), residents(500, "West")])
    )
    assert np.isnan(table.frame.loc["Ost", "daycare_per_1000"])
    assert table.status.loc["Ost", "daycare_per_1000"] == "not_available"
    assert (table.low.loc["Ost", "daycare_per_1000"], table.high.loc["Ost", "daycare_per_1000"]) == (2.0, float("inf"))
