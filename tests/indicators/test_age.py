"""One made district of 1000 residents in the bands of a register; every value by hand."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from districtanalysis.domain.data import DistrictData
from districtanalysis.indicators import CATALOGUE
from districtanalysis.indicators.age import (
    ageing_index,
    billeter_j,
    dependency_ratio,
    greying_index,
    old_age_quotient,
    share_21_to_29,
    share_65_and_over,
    share_under_18,
    youth_quotient,
)
from districtanalysis.indicators.compute import compute_indicators

BANDS = {
    (0, 14): 150,
    (15, 17): 40,
    (18, 19): 30,
    (20, 20): 10,
    (21, 29): 110,
    (30, 49): 280,
    (50, 59): 150,
    (60, 64): 70,
    (65, 79): 120,
    (80, -1): 40,
}
# under 20: 150 + 40 + 30 = 220; 20 to 64: 10 + 110 + 280 + 150 + 70 = 620; 65 and over: 160
EXPECTED = {
    "youth_quotient": 220 / 620 * 100,  # 35.48
    "old_age_quotient": 160 / 620 * 100,  # 25.81
    "dependency_ratio": 380 / 620 * 100,  # 61.29
    "ageing_index": 160 / 220 * 100,  # 72.73
    "greying_index": 40 / (70 + 120) * 100,  # 21.05
    "billeter_j": (150 - (150 + 70 + 120 + 40)) / (40 + 30 + 10 + 110 + 280),  # -230 / 470 = -0.489
    "share_under_18": 19.0,  # 190 of 1000
    "share_65_and_over": 16.0,
    "share_21_to_29": 11.0,
}


@pytest.fixture(scope="module")
def register(made: Callable[..., DistrictData]) -> DistrictData:
    return made(
        [
            {"district_id": "Ost", "variable": "residents", "age_from": low, "age_to": high, "value": count}
            for (low, high), count in BANDS.items()
        ]
    )


def test_the_bands_add_up_to_a_thousand() -> None:
    assert sum(BANDS.values()) == 1000


@pytest.mark.parametrize(("key", "expected"), EXPECTED.items())
def test_an_age_indicator_follows_from_the_bands_of_a_register(
    key: str, expected: float, register: DistrictData
) -> None:
    table = compute_indicators(register)
    assert table.frame.loc["Ost", key] == pytest.approx(expected)
    assert table.low.loc["Ost", key] == table.high.loc["Ost", key] == table.frame.loc["Ost", key]
    assert table.city[key] == pytest.approx(expected)


@pytest.mark.parametrize(
    ("key", "base"),
    [
        ("youth_quotient", 620),
        ("ageing_index", 220),
        ("greying_index", 190),
        ("billeter_j", 470),
        ("share_under_18", 1000),
    ],
)
def test_the_base_is_what_stands_below_the_line(key: str, base: float, register: DistrictData) -> None:
    assert compute_indicators(register).base.loc["Ost", key] == base


def test_the_parts_of_the_dependency_ratio_add_up() -> None:
    young, old, working = np.array([220.0, 10.0]), np.array([160.0, 90.0]), np.array([620.0, 50.0])
    both = youth_quotient(young, working) + old_age_quotient(old, working)
    assert dependency_ratio(young, old, working) == pytest.approx(both)


def test_formulas_take_many_districts_at_once() -> None:
    parts, whole = np.array([20.0, 30.0]), np.array([100.0, 200.0])
    for formula in (share_under_18, share_65_and_over, share_21_to_29):
        assert formula(parts, whole).tolist() == [20.0, 15.0]
    assert ageing_index(parts, whole).tolist() == [20.0, 15.0]
    assert greying_index(parts, whole).tolist() == [20.0, 15.0]


def test_billeter_is_negative_where_the_old_outnumber_the_children() -> None:
    assert billeter_j(np.array([40.0]), np.array([50.0]), np.array([10.0])).tolist() == [0.6]
    assert billeter_j(np.array([10.0]), np.array([50.0]), np.array([40.0])).tolist() == [-0.6]


def test_the_bounds_of_each_quotient_stand_in_its_label() -> None:
    assert CATALOGUE["youth_quotient"].label == "Jugendquotient (unter 20 je 100 von 20 bis 64)"
    assert CATALOGUE["old_age_quotient"].label == "Altenquotient (ab 65 je 100 von 20 bis 64)"
    assert CATALOGUE["greying_index"].label == "Hochbetagte (ab 80 je 100 von 60 bis 79)"


def test_an_age_group_that_no_band_carries_is_left_out(made: Callable[..., DistrictData]) -> None:
    bands = {(0, 17): 190, (18, 64): 650, (65, -1): 160}
    coarse = made(
        [
            {"district_id": "Ost", "variable": "residents", "age_from": low, "age_to": high, "value": count}
            for (low, high), count in bands.items()
        ]
    )
    found = set(compute_indicators(coarse).frame.columns)
    assert found == {"residents", "share_under_18", "share_65_and_over"}
