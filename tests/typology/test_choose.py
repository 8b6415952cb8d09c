"""How many types: recovered where there are some, refused where there are none."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from districtanalysis.typology.choose import choose, clustergram, gap_choice
from districtanalysis.typology.cluster import Setting


def _groups(k: int, rows: int, seed: int, spread: float = 2.0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    centres = rng.normal(size=(k, 8)) * spread
    return centres[rng.integers(0, k, rows)] + rng.normal(size=(rows, 8))


@pytest.mark.parametrize(("k", "seed"), [(3, 0), (4, 1), (5, 2), (6, 3)])
def test_the_number_of_made_groups_is_recommended(k: int, seed: int) -> None:
    choice, groupings = choose(_groups(k, 200, seed), "k_means", Setting(), range(2, 9), resamples=30)
    assert (choice.verdict, choice.recommended) == ("types", k)
    assert set(groupings) == set(range(2, 9))
    assert f"{k} Typen" in choice.reasons[0]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("shape", ["normal", "even", "one_axis"])
def test_no_types_are_claimed_without_structure(shape: str, seed: int) -> None:
    rng = np.random.default_rng(seed)
    matrix = {
        "normal": lambda: rng.normal(size=(150, 6)),
        "even": lambda: rng.uniform(size=(150, 4)),
        "one_axis": lambda: rng.normal(size=(150, 1)) @ np.ones((1, 5)) + 0.7 * rng.normal(size=(150, 5)),
    }[shape]()
    choice, _ = choose(matrix, "k_means", Setting(seed=seed), range(2, 8), resamples=30)
    assert choice.verdict != "types"
    assert "keine" in choice.reasons[0]


def test_criteria_and_clustergram_have_one_row_per_number() -> None:
    choice, _ = choose(_groups(3, 90, 4), "k_means", Setting(), range(2, 5), resamples=10)
    assert list(choice.criteria.index) == [2, 3, 4]
    assert choice.criteria[["silhouette", "gap", "stability", "leave_one_out"]].notna().all().all()
    assert choice.flow.groupby("types")["size"].sum().tolist() == [90, 90, 90]


@pytest.mark.parametrize("method", ["ward", "gaussian_mixture"])
def test_other_methods_are_resampled_themselves(method: str) -> None:
    choice, _ = choose(_groups(4, 120, 1), method, Setting(), range(2, 6), resamples=8)
    assert choice.recommended == 4
    assert choice.criteria.loc[4, "stability"] > 0.8


def test_the_same_seed_gives_the_same_recommendation() -> None:
    matrix = _groups(4, 100, 9)
    first, second = (choose(matrix, "k_means", Setting(seed=3), range(2, 6), resamples=10)[0] for _ in range(2))
    pd.testing.assert_frame_equal(first.criteria, second.criteria)


def test_more_numbers_than_districts_are_passed_over() -> None:
    choice, groupings = choose(_groups(2, 6, 0), "k_means", Setting(), range(2, 11), resamples=5)
    assert max(groupings) == 5
    assert choice.criteria.index.max() == 5


def test_gap_rule_by_hand() -> None:
    frame = pd.DataFrame({"gap": [0.5, 0.6, 0.61], "gap_error": [0.05, 0.05, 0.05]}, index=[2, 3, 4])
    assert gap_choice(frame) == 3  # 0.5 < 0.6 - 0.05, 0.6 >= 0.61 - 0.05
    frame["gap"] = [0.1, 0.5, 0.9]
    assert gap_choice(frame) == 4


def test_clustergram_follows_groups() -> None:
    matrix = np.array([[0.0], [0.1], [5.0], [9.0]])
    flow = clustergram(matrix, {2: np.array([0, 0, 1, 1]), 3: np.array([0, 0, 1, 2])})
    last = flow[flow["types"] == 3]
    assert last["previous"].tolist() == [0, 1, 1]
    assert last["mean"].is_monotonic_increasing
