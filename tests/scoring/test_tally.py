import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from districtanalysis.scoring.tally import EXACT_UP_TO, RankTally, pairwise_counts, rank_edges
from districtanalysis.scoring.ties import ranks


def by_hand(scores: np.ndarray) -> np.ndarray:
    return np.stack([ranks(row) for row in scores]).astype(int)


@given(arrays(float, (4, 7), elements=st.sampled_from([0.0, 1.0, 1.5, 33.3, 100.0])))
def test_counts_are_those_of_the_ranks_with_ties(scores):
    expected = by_hand(scores)
    tally = RankTally(7, bound=100)
    tally.add(scores.copy())
    for place in range(7):
        assert tally.counts[:, place].tolist() == (expected == place + 1).sum(axis=0).tolist()


def test_rounding_of_the_computer_is_a_tie():
    tally = RankTally(3, bound=100)
    assert tally.ranks(np.array([[0.1 + 0.2, 0.3, 0.2], [100 / 3 * 3, 100.0, 0.0]])).tolist() == [[1, 1, 3], [1, 1, 3]]


def test_negative_scores_rank_like_positive_ones():
    scores = np.array([[-3.0, 2.0, 0.0, -1.0]])
    assert RankTally(4, bound=3).ranks(scores.copy()).tolist() == [[4, 1, 2, 3]]


def test_blocks_of_any_size_count_the_same():
    scores = np.random.default_rng(5).uniform(0, 100, (300, 40))
    whole, parts = RankTally(40, bound=100), RankTally(40, bound=100)
    whole.add(scores.copy())
    for start in range(0, 300, 7):
        parts.add(scores[start : start + 7].copy())
    assert np.array_equal(whole.counts, parts.counts)
    assert parts.draws == 300


def test_many_districts_are_counted_exactly_at_the_top_and_in_bands_below():
    count = EXACT_UP_TO + 3000
    edges = rank_edges(count)
    assert edges[:101].tolist() == list(range(1, 102))
    assert edges[-1] == count + 1
    tally = RankTally(count, bound=count)
    tally.add(np.arange(count, dtype=float)[None, :].copy())
    assert tally.counts.sum() == count
    assert tally.counts[count - 1, 0] == 1  # the highest score
    assert tally.counts[0, -1] == 1


def test_more_districts_than_fit_into_one_sort_are_ranked_alike():
    scores = np.random.default_rng(2).uniform(0, 100, (2, 5000))
    scores[0, 4000] = scores[0, 10]
    found = RankTally(5000, bound=100).ranks(scores.copy())
    assert np.array_equal(found, by_hand(scores))


def test_pairs_by_hand():
    # draw 1: a 1, b 2, c 3; draw 2: a and b share 1, c 3
    found = pairwise_counts(np.array([[1, 2, 3], [1, 1, 3]], dtype=np.int32))
    assert found.tolist() == [[0, 1.5, 2], [0.5, 0, 2], [0, 0, 0]]


def test_pairs_without_ties_add_up_to_the_draws():
    drawn = np.argsort(np.random.default_rng(0).random((50, 6)), axis=1).argsort(axis=1).astype(np.int32) + 1
    found = pairwise_counts(drawn)
    assert (found + found.T)[~np.eye(6, dtype=bool)] == pytest.approx(50)
