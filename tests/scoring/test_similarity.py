"""Distances between districts, by hand and on the shipped towns."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import districtanalysis as da
from districtanalysis.datasets import town
from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.errors import MethodError
from districtanalysis.scoring.similarity import similar_districts


def table_of(values: np.ndarray) -> IndicatorTable:
    names = [f"d{i}" for i in range(len(values))]
    return IndicatorTable.from_frame(pd.DataFrame(values, names, ["x", "y"]))


def test_many_districts_are_scaled_by_their_own_spread() -> None:
    # x alternates between 0 and 2 (mean 1, standard deviation 1), y between 0 and 20 in the halves (deviation 10)
    values = np.array([[2.0 * (i % 2), 20.0 * (i >= 5)] for i in range(10)])
    found = similar_districts(table_of(values), "d0", ["x", "y"])
    assert found.scaling == "z"
    assert found.frame.loc["d2", "distance"] == 0
    assert found.frame.loc["d1", "distance"] == pytest.approx(np.sqrt((2**2 + 0) / 2))
    assert found.frame.loc["d5", "distance"] == pytest.approx(np.sqrt((2**2 + 2**2) / 2))
    assert found.frame.index[0] == "d2"
    assert found.draws == 0


def test_few_districts_are_scaled_between_goalposts() -> None:
    values = np.array([[10.0, 1.0], [14.0, 1.0], [10.0, 4.0]])
    found = similar_districts(table_of(values), "d0", ["x", "y"], goalposts={"x": (0, 40), "y": (0, 6)})
    # 4 of 40 are 10 points, 3 of 6 are 50 points; over two indicators
    assert found.frame.loc["d1", "distance"] == pytest.approx(10 / np.sqrt(2))
    assert found.frame.loc["d2", "distance"] == pytest.approx(50 / np.sqrt(2))
    only = similar_districts(table_of(values), "d0", ["x", "y"], goalposts={"x": (0, 40)})
    assert only.left_out == {"y": "no_goalposts"}
    assert only.frame.loc["d1", "distance"] == pytest.approx(10)


def test_what_cannot_be_compared_is_left_out_and_named() -> None:
    values = np.array([[float(i), 5.0] for i in range(12)])
    values[3, 0] = np.nan
    found = similar_districts(table_of(values), "d0", ["x", "y"])
    assert found.left_out == {"y": "constant", "d3": "district"}
    assert "d3" not in found.frame.index
    with pytest.raises(MethodError, match="d0"):
        similar_districts(table_of(values[:3]), "d0", ["x", "y"])


def test_shares_of_persons_move_by_chance() -> None:
    study = da.load_study(town("heidenheim"))
    table = da.compute_indicators(da.load(study), study)
    goalposts = {"refugees_in_care_per_1000": (0.0, 40.0)}
    found = similar_districts(table, "Oststadt", ["refugees_in_care_per_1000"], goalposts=goalposts, draws=4000)
    row = found.frame.loc["Mittelrain"]
    # 153/4336 against 47/3715 per 1000 on 0-40: 100 x (35.286 - 12.651) / 40 = 56.59 points
    assert row["distance"] == pytest.approx(56.59, abs=0.01)
    # binomial: sd = 2.5 x sqrt(35.286 x 964.7 / 4336 + 12.651 x 987.3 / 3715) = 8.4 points; 1.645 sd to either side
    assert row["low"] == pytest.approx(56.59 - 1.645 * 8.4, abs=1.2)
    assert row["high"] == pytest.approx(56.59 + 1.645 * 8.4, abs=1.2)
    again = similar_districts(table, "Oststadt", ["refugees_in_care_per_1000"], goalposts=goalposts, draws=4000)
    pd.testing.assert_frame_equal(found.frame, again.frame)


def test_derived_values_move_within_their_bounds() -> None:
    study = da.load_study(town("kaiserslautern"))
    table = da.compute_indicators(da.load(study))
    found = similar_districts(table, "Betzenberg", ["location_quotient_foreigners"], nearest=3)
    assert found.moving == (table.label("location_quotient_foreigners"),)
    assert (found.frame["low"] <= found.frame["high"]).all()
    assert found.frame["among_nearest"].sum() >= 3 - 1e-9
    assert found.frame["among_nearest"].iloc[0] > 0.5


def test_five_hundred_districts() -> None:
    values = np.random.default_rng(1).normal(size=(542, 2))
    found = similar_districts(table_of(values), "d7", ["x", "y"])
    scaled = values / values.std(axis=0)
    expected = np.sqrt(((scaled - scaled[7]) ** 2).mean(axis=1))
    assert found.frame["distance"].sort_index().to_numpy() == pytest.approx(
        pd.Series(np.delete(expected, 7), [f"d{i}" for i in range(542) if i != 7]).sort_index().to_numpy()
    )
    assert len(found.frame) == 541
