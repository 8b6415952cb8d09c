"""Pooled values by hand: sums of counts, never a mean of shares."""

from __future__ import annotations

import math

import pytest

import districtanalysis as da
from districtanalysis.datasets import town
from districtanalysis.indicators.catalogue import CATALOGUE
from districtanalysis.indicators.pooled import can_be_pooled, input_sums, pooled


@pytest.fixture(scope="module")
def towns():
    return {name: da.load(da.load_study(town(name))) for name in ("heidenheim", "kaiserslautern")}


def test_the_share_of_two_towns_is_the_ratio_of_their_sums(towns):
    share = CATALOGUE["foreign_share"]
    parts = [input_sums(data, share) for data in towns.values()]
    heidenheim = pooled([parts[0]], share)
    # 2414 foreign nationals of 11 745 residents: 20.5534 %
    assert heidenheim == pytest.approx((20.5534, 20.5534, 20.5534), abs=1e-4)
    value, low, high = pooled(parts, share)
    residents = sum(part["residents"][0] for part in parts)
    assert value == pytest.approx(100 * (2414 + 13918) / residents)
    # residents of Kaiserslautern follow from rounded shares: at least 97 842 to 98 623 are possible
    assert low <= 100 * 16332 / (11745 + 98623) < value < 100 * 16332 / (11745 + 97842) <= high


def test_what_cannot_be_summed(towns):
    assert not can_be_pooled(CATALOGUE["generation_situation"])
    assert not can_be_pooled(CATALOGUE["everyday_place_kinds"])
    assert not can_be_pooled(CATALOGUE["nationalities_at_least"])
    assert can_be_pooled(CATALOGUE["refugees_in_care_per_1000"])
    assert input_sums(towns["kaiserslautern"], CATALOGUE["refugees_in_care_per_1000"]) is None


def test_a_denominator_of_zero_gives_no_value():
    names = CATALOGUE["foreign_share"].inputs
    assert math.isnan(pooled([dict.fromkeys(names, (0.0, 0.0, 0.0))], CATALOGUE["foreign_share"])[0])
