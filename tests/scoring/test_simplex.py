import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from districtanalysis.scoring.simplex import first_shares, polygon


def test_two_criteria_by_hand():
    # A leads while 30 w > 10 (1 - w): w > 0.25
    assert first_shares(np.array([[80.0, 40], [50, 50]])) == pytest.approx([0.75, 0.25])
    assert first_shares(np.array([[1.0], [2.0]])).tolist() == [0, 1]


def test_three_criteria_by_hand():
    # d = (1, 1, -1): A leads where w3 < 1/2; the rest is a triangle of a quarter of the area
    assert first_shares(np.array([[1.0, 1, 0], [0, 0, 1]])) == pytest.approx([0.75, 0.25])


def test_symmetry():
    assert first_shares(np.eye(3)) == pytest.approx([1 / 3] * 3)


def test_more_criteria_are_left_to_draws():
    assert first_shares(np.eye(4)) is None


def test_twins_share_the_whole():
    assert first_shares(np.array([[1.0, 2, 3], [1, 2, 3]])) == pytest.approx([1, 1])


@given(arrays(float, (5, 3), elements=st.integers(0, 1000).map(float), unique=True))
def test_shares_add_up(scores):
    assert first_shares(scores).sum() == pytest.approx(1)


def test_corners_are_weights():
    corners = polygon(np.array([[3.0, 1, 2], [1, 3, 2]]), 0)
    assert corners.sum(axis=1) == pytest.approx(1)
    assert (corners >= 0).all()
