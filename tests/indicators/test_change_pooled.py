"""What may be added up, and what not."""

from __future__ import annotations

from districtanalysis.indicators.catalogue import CATALOGUE
from districtanalysis.indicators.change_measures import measure
from districtanalysis.indicators.change_pooled import can_be_pooled, is_count


def test_counts_and_shares_of_counts_are_pooled() -> None:
    assert can_be_pooled(CATALOGUE["foreign_share"])
    assert can_be_pooled(measure("residents:21-29/residents"))


def test_printed_shares_kinds_and_quotients_of_the_town_are_not() -> None:
    assert not can_be_pooled(CATALOGUE["foreign_share_under_30"])
    assert not can_be_pooled(CATALOGUE["everyday_place_kinds"])
    assert not can_be_pooled(CATALOGUE["location_quotient_foreigners"])


def test_a_count_is_one_variable_in_its_own_unit() -> None:
    assert is_count(CATALOGUE["residents"])
    assert not is_count(CATALOGUE["foreign_share"])
