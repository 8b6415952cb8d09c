"""Rounding to 100, and the counts that fit printed percentages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from districtanalysis.methods.printed_shares import (
    forced_counts,
    is_forced,
    largest_remainder,
    rounded_counts,
    totals_that_fit,
)

PRINTED = [73, 12, 11, 4]


def test_golden_value():
    assert largest_remainder([57, 9, 9, 3]) == PRINTED


def test_both_readings_of_the_printed_shares():
    # 55/75 = 73.3, 9/75 = 12.0, 8/75 = 10.7, 3/75 = 4.0; of 73: 53, 9, 8, 3; of 74: 54, 9, 8, 3
    assert [total for total in totals_that_fit(PRINTED, 78) if total > 60] == [73, 74, 75]
    assert rounded_counts(PRINTED, 73) == [(53, 9, 8, 3)]
    assert rounded_counts(PRINTED, 74) == [(54, 9, 8, 3)]
    assert rounded_counts(PRINTED, 75) == [(55, 9, 8, 3)]
    assert rounded_counts(PRINTED, 78) == []
    assert forced_counts(PRINTED, 78) == [(57, 9, 9, 3)]


def test_every_total_by_trying_all_counts():
    # all four counts of up to 40 answers, rounded half up and half down
    from itertools import product

    def fits(counts, total):
        return all(
            abs(100 * count / total - share) <= 0.5 + 1e-9 for count, share in zip(counts, [50, 33, 17], strict=True)
        )

    brute = [
        total
        for total in range(1, 25)
        if any(sum(c) == total and fits(c, total) for c in product(range(total + 1), repeat=3))
    ]
    assert totals_that_fit([50, 33, 17], 24) == brute


@given(st.lists(st.integers(0, 500), min_size=1, max_size=8))
def test_rounded_to_100_is_100_and_near(counts):
    shares = largest_remainder(counts)
    total = sum(counts)
    assert sum(shares) == (100 if total else 0)
    assert all(abs(share - 100 * count / total) < 1 for share, count in zip(shares, counts, strict=True) if total)


@given(st.lists(st.integers(0, 20), min_size=2, max_size=4).filter(any))
def test_counts_are_among_those_that_explain_their_own_percentages(counts):
    assert tuple(counts) in forced_counts(largest_remainder(counts), sum(counts))


@pytest.mark.parametrize(
    ("counts", "forced"), [([57, 9, 9, 3], True), ([1, 1, 1], True), ([3, 1], False), ([0, 0], False)]
)
def test_is_forced(counts, forced):
    assert is_forced(counts) is forced


def test_too_many_ways_are_not_listed():
    assert rounded_counts([25, 25, 25, 25], 100_000) == []
    assert forced_counts([25, 25, 25, 25], 100_000) == []
    assert forced_counts([50, 40], 100) == []
    assert totals_that_fit([99], 10) == []
