"""Intervals of segregation indices: Kaiserslautern's rounding, small units, change."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from districtanalysis.errors import MethodError
from districtanalysis.methods.segregation import segregation_index
from districtanalysis.methods.segregation_intervals import (
    chance_interval,
    change,
    corrected,
    expected_by_chance,
    rounding_interval,
)


def test_kaiserslautern_under_simulated_rounding(reference: Path) -> None:
    path = reference.parent / "figures" / "kaiserslautern_derived_residents.csv"
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    column = {key: np.array([float(row[key]) for row in rows]) for key in rows[0] if "einwohner_m" in key}
    group = np.array([float(row["auslaender_anzahl"]) for row in rows])
    total = np.array([float(row["auslaender_anzahl"]) / float(row["auslaender_anteil_pct"]) * 100 for row in rows])
    span = rounding_interval(group, total, column["einwohner_min"], column["einwohner_max"])
    # published as 16.26 to 16.70: ends of a simulation, so equal up to its own noise
    assert 100 * span.low == pytest.approx(16.26, abs=0.04)
    assert 100 * span.high == pytest.approx(16.70, abs=0.04)


def test_a_lot_gives_no_corrected_segregation() -> None:
    rng = np.random.default_rng(1)
    total = np.full(40, 25)
    group = rng.multivariate_hypergeometric(total, 200)
    assert segregation_index(group, total) > 0.1
    assert corrected(group, total) == pytest.approx(0.0, abs=0.06)


def test_complete_separation_stays_complete() -> None:
    assert corrected([50, 0], [50, 50]) == pytest.approx(1.0)


def test_expected_value_falls_with_the_size_of_areas() -> None:
    assert expected_by_chance([5] * 10, [20] * 10) > expected_by_chance([500] * 10, [2000] * 10)


def test_interval_narrows_with_numbers_and_is_repeatable() -> None:
    few = chance_interval([20, 60], [200, 200])
    many = chance_interval([2000, 6000], [20000, 20000])
    assert few.high - few.low > 5 * (many.high - many.low)
    assert chance_interval([20, 60], [200, 200]) == few


def test_change_of_two_dates() -> None:
    moved = change(([100, 300], [1000, 1000]), ([200, 200], [1000, 1000]), draws=500)
    # 0.25 against 0: by hand, 1/2 (|100/400 - 900/1600| + |300/400 - 700/1600|) = 0.3125
    assert moved.value == pytest.approx(-0.3125)
    assert moved.high < 0


def test_other_areas_and_levels_are_refused() -> None:
    with pytest.raises(MethodError, match="Gebietsstand"):
        change(([1, 2], [5, 5]), ([1], [5]))
    with pytest.raises(MethodError, match="Niveau"):
        chance_interval([1, 2], [5, 5], level=95)
