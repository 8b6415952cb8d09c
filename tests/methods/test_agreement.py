"""Agreement of groupings: hand calculations."""

from __future__ import annotations

import numpy as np
import pytest

from districtanalysis.errors import MethodError
from districtanalysis.methods.agreement import adjusted_rand, adjusted_rand_many, contingency, match


def test_adjusted_rand_by_hand() -> None:
    # table [[2, 1], [0, 3]]: cells 1 + 0 + 0 + 3 = 4 pairs; rows 3 + 3 = 6; columns 1 + 6 = 7; all 15
    # expected 6 x 7 / 15 = 2.8; greatest (6 + 7) / 2 = 6.5; (4 - 2.8) / (6.5 - 2.8) = 0.32432
    assert adjusted_rand([0, 0, 0, 1, 1, 1], [0, 0, 1, 1, 1, 1]) == pytest.approx(1.2 / 3.7)


def test_labels_may_have_any_names() -> None:
    assert adjusted_rand([5, 5, 9, 9], ["x", "x", "a", "a"]) == 1.0
    assert adjusted_rand([1, 1, 1], [2, 2, 2]) == 1.0
    assert adjusted_rand([0, 0, 1, 1], [0, 1, 0, 1]) < 0


def test_many_at_once_equals_one_by_one() -> None:
    rng = np.random.default_rng(0)
    labels, reference = rng.integers(0, 4, (7, 50)), rng.integers(0, 3, 50)
    np.testing.assert_allclose(adjusted_rand_many(labels, reference), [adjusted_rand(row, reference) for row in labels])


def test_lot_agrees_with_nothing_on_average() -> None:
    rng = np.random.default_rng(1)
    found = adjusted_rand_many(rng.integers(0, 3, (400, 60)), rng.integers(0, 3, 60))
    assert abs(found.mean()) < 0.01


def test_matching_keeps_most_districts() -> None:
    old = [1, 1, 1, 2, 2, 3]
    new = [2, 2, 2, 3, 3, 1]
    assert match(old, new) == {1: 3, 2: 1, 3: 2}


def test_a_further_group_gets_a_number_of_its_own() -> None:
    assert match([1, 1, 2, 2], [1, 1, 2, 3]) == {1: 1, 2: 2, 3: 3}


def test_unequal_length_and_emptiness_are_refused() -> None:
    with pytest.raises(MethodError, match="verschieden lang"):
        contingency([1, 2], [1])
    with pytest.raises(MethodError, match="leer"):
        contingency([], [])
