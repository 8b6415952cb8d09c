from __future__ import annotations

import datetime as dt

import numpy as np

from districtanalysis.sources.number_format import AS_NEEDED, NumberFormat
from districtanalysis.sources.typed_cells import as_printed, column_decimals, typed_column


def test_numbers_below_a_heading_are_typed_at_once() -> None:
    cells, numeric, whole = typed_column(["Anzahl", "", 7.0, 8.5, 9.0])
    assert cells == ["Anzahl", None, 7, 8.5, 9]
    assert [type(cell) for cell in cells[2:]] == [int, float, int]
    assert numeric.tolist() == [False, False, True, True, True]
    assert whole.tolist() == [False, False, True, False, True]


def test_a_mixed_column_keeps_every_cell_in_its_place() -> None:
    day = dt.date(2019, 12, 31)
    cells, numeric, _ = typed_column([7.0, ".", "", day, True, 1e300, 6.5])
    assert cells == [7, ".", None, day, True, 1e300, 6.5]
    assert isinstance(cells[5], float)
    assert numeric.tolist() == [True, False, False, False, False, True, True]


def test_a_column_of_texts_and_an_empty_one() -> None:
    assert typed_column(["a", "b"])[0] == ["a", "b"]
    assert typed_column([])[0] == []


def test_percent_and_marks_are_printed() -> None:
    assert as_printed(0.5, NumberFormat(0, percent=True)) == 50
    assert as_printed(0.1765, NumberFormat(1, percent=True)) == 17.65
    assert as_printed(12.5, NumberFormat(1, before="(", after=")")) == "(12,5)"
    assert as_printed(12.5, NumberFormat(AS_NEEDED, after="*")) == "12,5*"
    assert as_printed("x", NumberFormat(0, percent=True)) == "x"
    assert as_printed(True, NumberFormat(0, percent=True)) is True


def test_the_value_decides_where_the_format_leaves_it_open() -> None:
    by_format = np.array([AS_NEEDED, AS_NEEDED, 1, -1], dtype=np.int8)
    found = column_decimals([7, 17.25, 6.7, "x"], by_format, np.array([True, False, False, False]))
    assert found.tolist() == [0, 2, 1, -1]
