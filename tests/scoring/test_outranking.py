import numpy as np
import pytest

from districtanalysis.scoring import outranking

SCORES = np.array([[3.0, 1.0, 2.0], [1.0, 3.0, 2.0], [2.0, 2.0, 2.0]])


def test_support_of_a_tie_is_halved():
    support = outranking.pairwise_support(SCORES, np.array([0.5, 0.3, 0.2]))
    # first before second: 0.5 + 0.2 / 2
    assert support[0, 1] == pytest.approx(0.6)
    assert (support + support.T)[~np.eye(3, dtype=bool)] == pytest.approx(1)


def test_copeland_in_blocks_is_copeland_at_once(monkeypatch):
    scores = np.random.default_rng(0).uniform(0, 1, (30, 4))
    weights = np.array([0.4, 0.3, 0.2, 0.1])
    whole = outranking.copeland(scores, weights)
    monkeypatch.setattr(outranking, "_BLOCK", 60)
    assert np.array_equal(outranking.copeland(scores, weights), whole)
    assert whole.sum() == 0


def test_weights_of_equal_size_on_both_sides_are_a_draw():
    assert outranking.copeland(np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([0.5, 0.5])).tolist() == [0, 0]


def test_borda_shares_the_points_of_tied_places():
    assert outranking.borda(np.array([[2.0], [2.0], [1.0]]), np.ones(1)).tolist() == [1.5, 1.5, 0]


def test_promethee_of_ties_is_zero():
    assert outranking.promethee_ii(np.array([[1.0], [1.0], [0.0]]), np.ones(1)).tolist() == [0.5, 0.5, -1]


def test_districts_that_are_alike_on_everything_are_in_the_middle():
    assert outranking.topsis(np.ones((3, 2)), np.ones(2) / 2).tolist() == [50, 50, 50]
    assert outranking.vikor(np.ones((3, 2)), np.ones(2) / 2).tolist() == [100, 100, 100]


def test_benefit_of_the_doubt_by_hand():
    # (2, 2) against (4, 1) and (1, 4): both at their best weights 1/5 each, 4/5
    found = outranking.benefit_of_the_doubt(np.array([[4.0, 1], [1, 4], [2, 2], [0, 0]]), np.ones(2))
    assert found == pytest.approx([100, 100, 80, 0])
