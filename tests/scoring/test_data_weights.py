import numpy as np
import pytest

from districtanalysis.scoring import data_weights


def test_entropy_by_hand():
    # column 1: shares 1/4, 3/4: E = 0.5623 / ln 2 = 0.8113; column 2: 1/2, 1/2: E = 1
    found = data_weights.entropy(np.array([[1.0, 2.0], [3.0, 2.0]]))
    assert found == pytest.approx([1, 0], abs=1e-9)
    three = data_weights.entropy(np.array([[1.0, 1.0], [3.0, 9.0]]))
    assert three[0] == pytest.approx((1 - 0.811278) / (1 - 0.811278 + 1 - 0.468996), abs=1e-5)


def test_critic_prefers_what_contradicts():
    scores = np.array([[0.0, 0.0, 1.0], [0.5, 0.5, 0.0], [1.0, 1.0, 0.6]])
    found = data_weights.critic(scores)
    assert found[0] == pytest.approx(found[1])
    assert found[2] > found[0]


def test_an_indicator_against_the_others_gets_no_weight():
    column = np.linspace(0, 1, 20)
    found = data_weights.equal_influence(np.column_stack([column, column, 1 - column]))
    assert found.sum() == pytest.approx(1)
    assert found[2] == pytest.approx(0, abs=1e-9)


def test_equal_influence_is_exact_where_it_exists():
    # r12 = 0.5, r13 = r23 = 0: R u = 1 gives u = (2/3, 2/3, 1), all sd 1: weights 2/7, 2/7, 3/7
    root = np.linalg.cholesky(np.array([[1, 0.5, 0], [0.5, 1, 0], [0, 0, 1.0]]))
    plain = np.random.default_rng(0).normal(size=(50, 3))
    plain -= plain.mean(axis=0)
    orthonormal = np.linalg.qr(plain)[0]
    assert data_weights.equal_influence(orthonormal @ root.T) == pytest.approx([2 / 7, 2 / 7, 3 / 7])


def test_gini_by_hand():
    # (1, 3): sum |differences| = 4, / (2 x 4 x 2) = 0.25; (1, 1): 0
    assert data_weights.gini(np.array([[1.0, 1.0], [3.0, 1.0]])) == pytest.approx([1, 0])
