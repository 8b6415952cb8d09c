"""Ward's hierarchy against scipy's linkage and by hand."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.cluster.hierarchy import linkage

from districtanalysis.methods.cluster_quality import distances
from districtanalysis.methods.ward import ward_tree


@pytest.mark.parametrize(("rows", "columns", "seed"), [(2, 1, 0), (7, 2, 1), (60, 3, 2), (250, 6, 3)])
def test_heights_and_joins_are_those_of_scipy(rows: int, columns: int, seed: int) -> None:
    matrix = np.random.default_rng(seed).normal(size=(rows, columns))
    children, heights = ward_tree(distances(matrix) ** 2)
    other = linkage(matrix, "ward")
    np.testing.assert_allclose(heights, other[:, 2], rtol=1e-6)
    assert (np.sort(children, axis=1) == np.sort(other[:, :2].astype(int), axis=1)).all()


def test_equal_rows_join_first() -> None:
    children, heights = ward_tree(distances(np.array([[5.0], [1.0], [5.0], [1.0]])) ** 2)
    assert heights.tolist() == pytest.approx([0.0, 0.0, 32**0.5])
    assert {tuple(pair) for pair in children[:2].tolist()} == {(0, 2), (1, 3)}


def test_height_by_hand() -> None:
    # {0, 1} with mean 0.5 and {9}: Ward's distance is sqrt(2 x 2 x 1 / 3) x 8.5
    _, heights = ward_tree(distances(np.array([[0.0], [1.0], [9.0]])) ** 2)
    assert heights.tolist() == pytest.approx([1.0, (4 / 3) ** 0.5 * 8.5])
