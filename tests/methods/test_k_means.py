"""k-means against every possible grouping of few rows and against scikit-learn on more."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from districtanalysis.errors import MethodError
from districtanalysis.methods.k_means import k_means, means, nearest_many, plus_plus, run_many, settle


def _inertia(matrix: np.ndarray, labels: np.ndarray) -> float:
    return sum(float(((part - part.mean(axis=0)) ** 2).sum()) for c in set(labels) if len(part := matrix[labels == c]))


@pytest.mark.parametrize("seed", range(5))
def test_best_of_all_groupings(seed: int) -> None:
    matrix = np.random.default_rng(seed).normal(size=(9, 2))
    best = min(
        _inertia(matrix, np.array(labels)) for labels in itertools.product(range(3), repeat=9) if len(set(labels)) == 3
    )
    assert k_means(matrix, 3).inertia == pytest.approx(best)


@pytest.mark.parametrize("k", [2, 4, 7])
def test_no_worse_than_scikit_learn_with_fifty_starts(k: int) -> None:
    from sklearn.cluster import KMeans
    from threadpoolctl import threadpool_limits

    matrix = np.random.default_rng(3).normal(size=(150, 4))
    with threadpool_limits(1):
        other = KMeans(k, n_init=50, random_state=0).fit(matrix).inertia_
    assert k_means(matrix, k).inertia <= other * (1 + 1e-9)


def test_the_same_seed_gives_the_same_labels() -> None:
    matrix = np.random.default_rng(5).normal(size=(80, 3))
    assert (k_means(matrix, 5, seed=2).labels == k_means(matrix, 5, seed=2).labels).all()


def test_weights_count_rows() -> None:
    matrix = np.array([[0.0], [1.0], [10.0], [11.0]])
    weights = np.array([[3.0, 1.0, 1.0, 1.0]])
    centres = run_many(matrix, np.array([[[0.0], [10.0]]]), weights=weights)
    # (3 x 0 + 1) / 4 and (10 + 11) / 2
    assert centres[0, :, 0].tolist() == pytest.approx([0.25, 10.5])


def test_one_table_per_set() -> None:
    data = np.array([[[0.0], [0.2], [5.0], [5.2]], [[1.0], [1.0], [8.0], [8.0]]])
    centres = run_many(data, plus_plus(data, 2, 2, np.random.default_rng(0)))
    assert np.sort(centres[..., 0], axis=1) == pytest.approx(np.array([[0.1, 5.1], [1.0, 8.0]]))
    labels, squared = nearest_many(data, centres)
    assert labels[0, 0] == labels[0, 1] != labels[0, 2]
    assert squared[1].tolist() == pytest.approx([0, 0, 0, 0], abs=1e-12)


def test_an_empty_group_restarts_far_away() -> None:
    matrix = np.array([[0.0], [0.1], [9.0]])
    centres = run_many(matrix, np.array([[[0.0], [500.0]]]))
    assert sorted(centres[0, :, 0].tolist()) == pytest.approx([0.05, 9.0])


def test_single_moves_reach_what_lloyd_does_not() -> None:
    # Lloyd rests at {0, 3.1} {5, 9.4}: 5 lies 3.45 from 1.55 and 2.2 from 7.2; sum 3.1^2/2 + 4.4^2/2 = 14.485.
    # Moving 5 gives {0, 3.1, 5} with mean 2.7: 7.29 + 0.16 + 5.29 = 12.74
    matrix, start = np.array([[0.0], [3.1], [5.0], [9.4]]), np.array([[1.55], [7.2]])
    assert run_many(matrix, start[None])[0, :, 0].tolist() == pytest.approx([1.55, 7.2])
    assert settle(matrix, start).inertia == pytest.approx(12.74)


def test_means_of_groups() -> None:
    assert means(np.array([[1.0], [3.0], [9.0]]), np.array([0, 0, 1]), 2)[:, 0].tolist() == [2.0, 9.0]


@pytest.mark.parametrize("k", [0, 4])
def test_more_groups_than_rows_are_refused(k: int) -> None:
    with pytest.raises(MethodError, match="nicht möglich"):
        k_means(np.array([[0.0], [1.0], [1.0], [2.0]]), k)
