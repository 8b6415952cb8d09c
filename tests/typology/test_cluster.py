"""Ways of forming types: published result, scikit-learn and scipy as second implementation, islands."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from districtanalysis.errors import MethodError, StudyError
from districtanalysis.methods.agreement import adjusted_rand
from districtanalysis.methods.neighbours import from_pairs, lattice
from districtanalysis.typology.cluster import METHODS, Setting, fit


@pytest.fixture
def blobs() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(7)
    labels = np.repeat([0, 1, 2], 30)
    return rng.normal(size=(90, 3)) * 0.4 + labels[:, None] * 3, labels


@pytest.fixture
def board() -> Setting:
    positions = np.array([[r, c] for r in range(9) for c in range(10)], dtype=float)
    return Setting(neighbours=lattice(9, 10), positions=positions)


@pytest.mark.parametrize("name", ["k_means", "k_means_published", "ward", "gaussian_mixture"])
def test_clear_groups_are_found(name: str, blobs: tuple[np.ndarray, np.ndarray]) -> None:
    matrix, labels = blobs
    found = fit(name, matrix, [2, 3], Setting())
    assert adjusted_rand(found[3].labels, labels) == 1.0
    np.testing.assert_allclose(found[3].centres.mean(axis=1).round().tolist(), found[3].centres.mean(axis=1), atol=0.3)
    assert set(found) == {2, 3}


@pytest.mark.parametrize("name", ["contiguous_ward", "ward_space"])
def test_spatial_methods(name: str, blobs: tuple[np.ndarray, np.ndarray], board: Setting) -> None:
    matrix, labels = blobs
    assert adjusted_rand(fit(name, matrix, [3], board)[3].labels, labels) == 1.0
    with pytest.raises(MethodError, match="braucht Grenzen"):
        fit(name, matrix, [3], Setting())


def test_the_published_types_of_berlin(reference: Path) -> None:
    folder = reference / "berlin_ortsteile_types"
    published = pd.read_csv(folder / "neighborhood_features_clustered.csv", dtype={"neighborhood_id": str})
    labels = published["cluster_kmeans"]
    features = published.select_dtypes("number").drop(columns=["cluster_kmeans", "cluster_dbscan", "pc1", "pc2"])
    features = features.drop(columns=[c for c in features.columns if c.startswith("cluster")])
    assert (features.shape[1], int(features.isna().sum().sum())) == (82, 5)
    features = features.fillna(features.median())
    spread = features.std(ddof=0).replace(0, 1)  # one feature is constant
    matrix = ((features - features.mean()) / spread).to_numpy()
    found = fit("k_means_published", matrix, [6], Setting(seed=42, starts=20))[6]
    assert adjusted_rand(found.labels, labels) == 1.0
    # the reference notes a better optimum than the published one; our own search does not end above it
    ours = fit("k_means", matrix, [6], Setting(effort=8))[6]
    assert ((matrix - ours.centres[ours.labels]) ** 2).sum() <= 3930.05


def test_ward_is_that_of_scikit_learn() -> None:
    from sklearn.cluster import AgglomerativeClustering

    matrix = np.random.default_rng(2).normal(size=(70, 4))
    for k, found in fit("ward", matrix, range(2, 8), Setting()).items():
        assert adjusted_rand(found.labels, AgglomerativeClustering(k).fit(matrix).labels_) == 1.0


def test_contiguous_ward_is_that_of_scikit_learn(board: Setting) -> None:
    from sklearn.cluster import AgglomerativeClustering

    matrix = np.random.default_rng(2).normal(size=(90, 4))
    assert board.neighbours is not None
    connectivity = board.neighbours.matrix()
    for k, found in fit("contiguous_ward", matrix, [2, 5, 9], board).items():
        other = AgglomerativeClustering(k, connectivity=connectivity).fit(matrix).labels_
        assert adjusted_rand(found.labels, other) == 1.0
        pieces = [board.neighbours.subset(np.flatnonzero(found.labels == c)).pieces().max() for c in range(k)]
        assert pieces == [0] * k


def test_islands_are_joined_before_contiguous_ward() -> None:
    neighbours = from_pairs(4, [(0, 1), (2, 3)])
    setting = Setting(neighbours=neighbours, positions=np.array([[0.0, 0], [1, 0], [5, 0], [6, 0]]))
    found = fit("contiguous_ward", np.array([[0.0], [0.1], [0.2], [9.0]]), [2], setting)[2]
    assert found.labels.tolist() in ([0, 0, 0, 1], [1, 1, 1, 0])


def test_weight_of_space_pulls_neighbours_together() -> None:
    rng = np.random.default_rng(0)
    positions = rng.uniform(size=(80, 2)) * 1000
    matrix = rng.normal(size=(80, 2))

    def spread(space: float) -> float:
        labels = fit("ward_space", matrix, [4], Setting(space=space, positions=positions, neighbours=lattice(8, 10)))[
            4
        ].labels
        return float(np.mean([positions[labels == c].std(axis=0).mean() for c in range(4)]))

    assert spread(1.0) < spread(0.5) < spread(0.0)


def test_soft_membership_adds_up(blobs: tuple[np.ndarray, np.ndarray]) -> None:
    membership = fit("gaussian_mixture", blobs[0], [3], Setting())[3].membership
    assert membership is not None
    np.testing.assert_allclose(membership.sum(axis=1), 1.0)


def test_impossible_requests_are_refused() -> None:
    with pytest.raises(StudyError, match="k_means"):
        fit("kmeans", np.zeros((3, 1)), [2], Setting())
    with pytest.raises(MethodError, match="nicht möglich"):
        fit("ward", np.array([[0.0], [1.0], [1.0]]), [3], Setting())
    with pytest.raises(MethodError, match="zu viele"):
        fit("ward", np.arange(12_001.0)[:, None], [3], Setting())


def test_every_method_has_a_name() -> None:
    assert all(METHODS[key].label for key in METHODS)
