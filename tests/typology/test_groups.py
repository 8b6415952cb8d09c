"""Groups within types."""

from __future__ import annotations

import pandas as pd

from districtanalysis.typology.groups import groups


def test_a_type_of_two_clear_halves_is_split_and_a_small_one_is_not() -> None:
    values = [0.0, 0.1, 0.2, 0.3, 5.0, 5.1, 5.2, 9.0, 9.5]
    matrix = pd.DataFrame({"x": values}, index=list("abcdefghi"))
    labels = pd.Series([1] * 7 + [2] * 2, index=matrix.index)
    assert groups(matrix, labels, 3).tolist() == ["1a"] * 4 + ["1b"] * 3 + ["2", "2"]


def test_equal_districts_stay_together() -> None:
    matrix = pd.DataFrame({"x": [1.0] * 8}, index=range(8))
    assert groups(matrix, pd.Series([1] * 8), 4).tolist() == ["1"] * 8
