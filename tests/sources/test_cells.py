from __future__ import annotations

import numpy as np

from districtanalysis.sources.cells import GridCells, as_text, joined
from districtanalysis.sources.figure_columns import Signs, read_cells
from districtanalysis.sources.grid import Grid, pad


def cells() -> GridCells:
    grid = Grid(
        "a.xlsx", "Blatt", pad([["Gebiet", "Ew"], ["Ost", 7.0], ["Ost", None], [1, " "]]), first_row=4, first_column=2
    )
    return GridCells(grid)


def test_cells_are_texts_without_blanks_around() -> None:
    made = cells()
    assert [made.text(row, 1) for row in range(4)] == ["Ew", "7", "", ""]
    assert made.text(9, 9) == ""
    assert as_text(True) == "True"


def test_equal_texts_have_one_number_and_blank_cells_none() -> None:
    texts = cells().texts(0, 1, 4)
    assert texts.codes.tolist() == [0, 0, 1]
    assert texts.names == ("Ost", "1")
    assert texts.taken(np.array([2, 0])).name(0) == "1"
    assert cells().texts(1, 1, 4).codes.tolist() == [0, -1, -1]


def test_places_count_as_the_sheet_does() -> None:
    made = cells()
    assert made.address(1, 1) == "C5"
    assert made.where(1, 1) == "a.xlsx, Blatt „Blatt“, C5"
    assert made.filled(0, 4).tolist() == [[True, True], [True, True], [True, False], [True, False]]


def test_figures_of_several_columns_stand_one_after_the_other() -> None:
    made = GridCells(Grid("a.csv", "", pad([["1", "mind. 2"], ["3", "1.234"]])))
    found = made.figures([0, 1], np.array([1, 0]), "classic")
    assert found.value.tolist() == [3.0, 1.0, 1234.0, 2.0]
    assert found.texts == {2: "1.234", 3: "mind. 2"}
    assert found.ambiguous == [2]


def test_signs_that_are_given_overrule_what_was_recognised() -> None:
    grid = Grid("a.csv", "", pad([["1.234"]]), decimal_signs=(",",))
    assert GridCells(grid, decimal=".").figures([0], np.array([0]), "plain").value.tolist() == [1.234]


def test_joining_nothing_gives_nothing() -> None:
    assert len(joined([])) == 0
    one = read_cells([1], np.array([0], dtype="int8"), Signs())
    assert joined([one]) is one
