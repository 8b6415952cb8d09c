"""Widths of columns."""

import pytest

from districtanalysis.domain.display import Column, Table
from districtanalysis.report.proportions import divisible, in_one_piece, type_size, widths
from districtanalysis.report.values import cells


@pytest.mark.parametrize("width", [1000, 9411, 20000])
def test_widths_add_up_and_leave_room_for_every_column(table, width):
    found = widths(table, [list(row) for row in cells(table)], width)
    assert sum(found) == width
    assert min(found) > 0


def test_a_long_name_has_room_beside_many_figures():
    columns = (Column("name", "Stadtteil"), *(Column(f"k{i}", f"Rang {i} in %", 0) for i in range(9)))
    table = Table("t", "", columns, (("10100205", *range(9)),))
    rows = [list(row) for row in cells(table)]
    assert type_size(table, rows, 9524) == 15
    found = widths(table, rows, 9524, 15)
    # eight bold figures and the margin: (8 x 1.18 + 2) letters of 100 x 15 / 19
    assert found[0] >= 903


def test_words_are_divided_at_their_joints():
    assert divisible("Bevölkerungsstruktur am Rand") == "Bevöl\xadkerungs\xadstruktur am Rand"


def test_type_grows_smaller_until_words_keep_in_one_piece():
    columns = (
        Column("name", "Indikator"),
        *(Column(f"k{i}", "Hakenfelde", 1) for i in range(6)),
        Column("use", "Jugend"),
    )
    table = Table("t", "", columns, (("Bärenstein", *range(6), "mehr"),))
    rows = [list(row) for row in cells(table)]
    # seven words of ten letters, one of six: 7 x (10 x 1.18 + 2) + 6 x 1.18 + 2 = 105.7 letters of size / 19 x 100
    assert type_size(table, rows, 10000) == 17  # 105.7 x 89.5 = 9457
    assert type_size(table, rows, 9400) == 16  # 105.7 x 84.2 = 8901
    assert type_size(table, rows, 8400) == 15  # 105.7 x 78.9 = 8345
    assert type_size(table, rows, 4000) == 14


def test_a_short_table_stays_in_one_piece():
    # letters of 100 x 19 / 19: a cell of 40 letters in a column of 2000 takes two lines
    assert in_one_piece([["x" * 40]] * 12, [2000], 19)
    assert not in_one_piece([["x" * 40]] * 13, [2000], 19)
    assert in_one_piece([["x" * 20, "y"]] * 24, [2000, 500], 19)
