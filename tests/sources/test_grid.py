from __future__ import annotations

import numpy as np
import pytest

from districtanalysis.language import using
from districtanalysis.sources.grid import Grid, pad


def test_the_address_counts_from_the_place_of_the_first_cell() -> None:
    grid = Grid("a.xlsx", "T", (("x", "y"), (1, 2)), first_row=4, first_column=26)
    assert grid.address(0, 0) == "Z4"
    assert grid.address(1, 1) == "AA5"
    assert grid.position(1, 1) == (5, 27)


def test_the_place_is_worded_in_the_language_in_force() -> None:
    grid = Grid("bevoelkerung.xlsx", "Stadtteile", (("x",),))
    assert grid.where() == "bevoelkerung.xlsx, Blatt „Stadtteile“"
    with using("en"):
        assert grid.where(0, 0) == "bevoelkerung.xlsx, sheet “Stadtteile”, A1"


def test_decimals_are_unknown_unless_given() -> None:
    assert Grid("a.csv", "", (("1,5", None),)).printed_decimals(0, 1) == -1
    known = Grid("a.csv", "", (("1,5", None),), np.array([[1, -1]], dtype=np.int8))
    assert known.printed_decimals(0, 0) == 1


def test_an_empty_grid_has_no_size() -> None:
    grid = Grid("a.csv", "", ())
    assert (grid.height, grid.width) == (0, 0)


def test_a_decimal_sign_is_known_by_column() -> None:
    grid = Grid("a.csv", "", (("1,5", "x"),), decimal_signs=(",",))
    assert grid.decimal_sign(0) == ","
    assert not grid.decimal_sign(1)


def test_ragged_rows_and_decimals_of_another_shape_are_refused() -> None:
    with pytest.raises(ValueError, match="equally long"):
        Grid("a.csv", "", (("x", "y"), ("z",)))
    with pytest.raises(ValueError, match="decimals must be 1 x 2"):
        Grid("a.csv", "", (("x", "y"),), np.zeros((2, 2), dtype=np.int8))


def test_short_rows_are_padded_with_blank_cells() -> None:
    assert pad([[], ["a", 1]]) == ((None, None), ("a", 1))
