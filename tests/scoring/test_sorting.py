import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from districtanalysis.scoring import sorting
from districtanalysis.scoring.sorting import Sorter
from districtanalysis.scoring.ties import ranks


def by_hand(scores: np.ndarray) -> np.ndarray:
    return np.stack([ranks(row) for row in scores]).astype(int)


@pytest.mark.parametrize("short", [True, False], ids=["short keys", "long keys"])
@given(scores=arrays(float, (3, 9), elements=st.sampled_from([-7.0, 0.0, 1e-6, 1.5, 33.3, 33.3 + 1e-7, 99.0, 100.0])))
def test_ranks_are_those_of_each_draw_alone(scores: np.ndarray, *, short: bool):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sorting, "_SHORT_UP_TO", 2_048 if short else 0)
        assert np.array_equal(Sorter(9, bound=100).order(scores.copy()).ranks(), by_hand(scores))


@pytest.mark.parametrize("count", [1, 2, 542, 2_500, 5_000])
def test_short_integers_lose_nothing(count: int):
    # Weighted means as they are drawn: some neighbours lie closer together than the integers can tell.
    generator = np.random.default_rng(3)
    scores = generator.dirichlet(np.ones(20), 40) @ generator.uniform(0, 100, (20, count))
    scores[3, count // 2] = scores[3, 0]
    assert np.array_equal(Sorter(count, bound=100).order(scores.copy()).ranks(), by_hand(scores))


def test_crowds_and_pairs_too_close_for_the_integers_are_told_apart():
    # 600 districts leave 22 bits: steps of about 1 in 40 000. Three stand within one step, two in another.
    scores = np.linspace(0, 100, 600)[None, :].repeat(2, axis=0)
    scores[0, [10, 400, 30]] = 50.00001, 50.000011, 50.000009
    scores[1, [77, 500]] = 20.000002, 20.000001
    assert np.array_equal(Sorter(600, bound=100).order(scores.copy()).ranks(), by_hand(scores))


def test_scores_within_a_hair_of_each_other_are_sorted_in_full():
    scores = 50 + np.random.default_rng(0).permutation(600)[None, :] * 1e-9
    assert np.array_equal(Sorter(600, bound=100).order(scores.copy()).ranks(), by_hand(scores))


def test_many_ties_and_few_ties_may_follow_each_other():
    generator = np.random.default_rng(1)
    sorter = Sorter(50, bound=100)
    for block in range(30):
        scores = generator.integers(0, 5, (8, 50)).astype(float) if block < 4 else generator.uniform(0, 100, (8, 50))
        assert np.array_equal(sorter.order(scores.copy()).ranks(), by_hand(scores))


def test_leaders_come_in_the_order_of_the_draws():
    # draw 1: b alone; draw 2: a and c; draw 3: c alone
    found = Sorter(3, bound=100).order(np.array([[1.0, 9.0, 2.0], [7.0, 1.0, 7.0], [1.0, 2.0, 3.0]]))
    draws, districts = found.leaders()
    assert draws.tolist() == [0, 1, 1, 2]
    assert sorted(zip(draws.tolist(), districts.tolist(), strict=True)) == [(0, 1), (1, 0), (1, 2), (2, 2)]
