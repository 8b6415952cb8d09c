"""Coming, going, staying: mobility_rate, settled_5_years, settled_10_years, newcomers_5_years."""

from __future__ import annotations

import numpy as np
import pytest

from districtanalysis.indicators.catalogue import CATALOGUE
from districtanalysis.indicators.change_rates import mobility_rate, newcomers_5_years, settled_5_years, settled_10_years


def test_the_four_kinds_of_moves_by_the_mean_population() -> None:
    # made figures: (3 100 + 2 000 + 2 900 + 2 100) / 20 200 x 1 000 = 500 by hand
    given = [np.array([value]) for value in (3100.0, 2000.0, 2900.0, 2100.0, 20200.0)]
    assert mobility_rate(*given)[0] == pytest.approx(500.0)


def test_those_who_stayed_and_those_who_came_are_all() -> None:
    settled, residents = np.array([620.0]), np.array([1000.0])
    assert settled_5_years(settled, residents) + newcomers_5_years(settled, residents) == pytest.approx(100.0)
    assert settled_10_years(np.array([400.0]), residents).tolist() == [40.0]


def test_length_of_residence_counts_those_who_are_old_enough() -> None:
    assert CATALOGUE["settled_5_years"].inputs["residents"].age == (5, None)
    assert CATALOGUE["settled_10_years"].inputs["residents"].age == (10, None)
