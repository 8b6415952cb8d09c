"""Criteria against scikit-learn and by hand."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn import metrics

from districtanalysis.methods import cluster_quality as quality


@pytest.fixture
def grouped() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(0)
    labels = rng.integers(0, 4, 90)
    return rng.normal(size=(90, 3)) + labels[:, None], labels


def test_criteria_of_scikit_learn(grouped: tuple[np.ndarray, np.ndarray]) -> None:
    matrix, labels = grouped
    table = quality.distances(matrix)
    np.testing.assert_allclose(quality.silhouettes(table, labels), metrics.silhouette_samples(matrix, labels))
    assert quality.calinski_harabasz(matrix, labels) == pytest.approx(metrics.calinski_harabasz_score(matrix, labels))
    assert quality.davies_bouldin(matrix, labels) == pytest.approx(metrics.davies_bouldin_score(matrix, labels))


def test_silhouette_by_hand() -> None:
    # rows 0, 1 | 9: for 0: own 1, other 9 -> 8/9; for 1: own 1, other 8 -> 7/8; a single row counts 0
    found = quality.silhouettes(quality.distances(np.array([[0.0], [1.0], [9.0]])), np.array([0, 0, 1]))
    assert found.tolist() == pytest.approx([8 / 9, 7 / 8, 0.0])


def test_one_group_has_no_criteria() -> None:
    matrix, labels = np.array([[0.0], [1.0]]), np.array([0, 0])
    assert np.isnan(quality.calinski_harabasz(matrix, labels))
    assert np.isnan(quality.davies_bouldin(matrix, labels))
    assert quality.silhouettes(quality.distances(matrix), labels).tolist() == [0.0, 0.0]


def test_references_have_the_box_and_the_covariance() -> None:
    rng = np.random.default_rng(1)
    matrix = rng.normal(size=(4000, 2)) @ np.array([[2.0, 1.0], [0.0, 0.5]])
    even, normal = quality.references(matrix, 1, rng)
    np.testing.assert_allclose(np.cov(normal.T), np.cov(matrix.T), rtol=0.12)
    axes = np.linalg.svd(matrix - matrix.mean(axis=0), full_matrices=False)[2]
    assert np.ptp(even @ axes.T, axis=0) == pytest.approx(np.ptp(matrix @ axes.T, axis=0), rel=0.02)


def test_many_data_sets_at_once() -> None:
    data = np.array([[[0.0], [0.1], [5.0], [5.1]], [[0.0], [7.0], [0.1], [7.1]]])
    found = quality.group_many(data, 2, np.random.default_rng(0))
    assert found[0, 0] == found[0, 1] != found[0, 2]
    assert found[1, 0] == found[1, 2] != found[1, 1]
