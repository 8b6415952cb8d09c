from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from districtanalysis.domain.data import DistrictData
from districtanalysis.indicators import CATALOGUE
from districtanalysis.indicators.compute import compute_indicators
from districtanalysis.indicators.population import population_density, refugees_in_care_per_1000, residents


def test_residents_stand_as_printed() -> None:
    assert residents(np.array([3694.0, 3715.0, 4336.0])).tolist() == [3694.0, 3715.0, 4336.0]


def test_refugees_in_care_are_set_against_the_residents() -> None:
    # 15 / 3.694, 47 / 3.715, 153 / 4.336
    found = refugees_in_care_per_1000(np.array([15.0, 47.0, 153.0]), np.array([3694.0, 3715.0, 4336.0]))
    assert found == pytest.approx([4.0606, 12.6514, 35.2860], abs=5e-5)
    assert CATALOGUE["refugees_in_care_per_1000"].caseload
    assert not CATALOGUE["refugees_in_care_per_1000"].describes_origin


def test_density_is_residents_per_square_kilometre(made: Callable[..., DistrictData]) -> None:
    assert population_density(np.array([4336.0]), np.array([1.6])).tolist() == [2710.0]
    row = {"district_id": "Ost"}
    data = made([{**row, "variable": "residents", "value": 4336}, {**row, "variable": "area_km2", "value": 1.6}])
    assert compute_indicators(data).frame.loc["Ost", "population_density"] == pytest.approx(2710)
