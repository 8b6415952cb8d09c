from __future__ import annotations

import numpy as np
import pytest

from districtanalysis.indicators import CATALOGUE
from districtanalysis.indicators.origin import (
    foreign_share,
    foreign_share_under_30,
    foreign_share_under_30_ratio,
    location_quotient_foreigners,
    nationalities_at_least,
    nationalities_per_1000,
)

RESIDENTS = np.array([3694.0, 3715.0, 4336.0])
FOREIGNERS = np.array([352.0, 724.0, 1338.0])


def test_the_share_of_foreigners_is_that_of_the_printed_table() -> None:
    # 352 / 3694, 724 / 3715, 1338 / 4336; printed 9.53, 19.49, 30.86
    assert foreign_share(FOREIGNERS, RESIDENTS) == pytest.approx([9.5290, 19.4886, 30.8579], abs=5e-5)


def test_the_share_among_the_young_is_taken_as_printed() -> None:
    assert foreign_share_under_30(np.array([17.4, 5.0])).tolist() == [17.4, 5.0]


def test_the_ratio_says_whether_foreigners_are_younger() -> None:
    # Erfenbach 5.0 / 6.9, Mölschbach 9.4 / 6.3
    found = foreign_share_under_30_ratio(np.array([5.0, 9.4]), np.array([6.9, 6.3]))
    assert found == pytest.approx([0.7246, 1.4921], abs=5e-5)


def test_the_location_quotient_compares_with_all_districts_together() -> None:
    # pooled share 2414 / 11745 = 20.5534 %; 9.5290 / 20.5534, 19.4886 / 20.5534, 30.8579 / 20.5534
    found = location_quotient_foreigners(FOREIGNERS, RESIDENTS, 2414.0, 11745.0)
    assert found == pytest.approx([0.4636, 0.9482, 1.5014], abs=5e-5)


def test_the_raw_number_of_nationalities_says_little_about_diversity() -> None:
    # 46, 48, 54 nationalities; 46 / 3.694, 48 / 3.715, 54 / 4.336: hardly a difference per resident
    numbers = np.array([46.0, 48.0, 54.0])
    assert nationalities_at_least(numbers).tolist() == [46.0, 48.0, 54.0]
    assert nationalities_per_1000(numbers, RESIDENTS) == pytest.approx([12.4526, 12.9206, 12.4539], abs=5e-5)


def test_whatever_is_about_nationality_is_marked_as_such() -> None:
    marked = {key for key, entry in CATALOGUE.items() if entry.describes_origin}
    assert marked == {key for key, entry in CATALOGUE.items() if entry.theme == "origin"}
    assert {"foreign_share", "nationalities_at_least", "location_quotient_foreigners"} <= marked
