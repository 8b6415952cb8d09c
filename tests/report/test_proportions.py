"""Widths of columns."""

import pytest

from districtanalysis.domain.display import Column, Table
from districtanalysis.report.proportions import divisible, type_size, widths
from districtanalysis.report.values import cells


@pytest.mark.parametrize("width", [1000, 9411, 20000])
def test_widths_add_up_and_leave_room_for_every_column(table, width):
    found = widths(table, [list(row) for row in cells(table)], width)
    assert sum(found) == width
    assert min(found) > 0


def test_a_long_name_has_room_beside_many_figures():
    columns = (Column("name", "Stadtteil"), *(Column(f"k{i}", f"Rang {i} in %", 0) for i in range(9)))
    table = Table("t", "", columns, (("10100205", *range(9)),))
    found = widths(table, [list(row) for row in cells(table)], 9524, type_size(10))
    # eight bold figures and the margin: (8 x 1.18 + 2) letters of 100 x 15 / 19
    assert found[0] >= 903


def test_words_are_divided_at_their_joints():
    assert divisible("Bevölkerungsstruktur am Rand") == "Bevöl\xadkerungs\xadstruktur am Rand"
    assert type_size(7) == 17
