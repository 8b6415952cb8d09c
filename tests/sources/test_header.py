from __future__ import annotations

import pytest

from districtanalysis.errors import LayoutError
from districtanalysis.sources.grid import Grid, pad
from districtanalysis.sources.header import join_headings, listed, readable, text_of
from districtanalysis.sources.layout import ColumnRule, Layout


def layout(*header_rows: int) -> Layout:
    return Layout(name="x", header_rows=header_rows, key=".", column=(ColumnRule(heading=".", variable="residents"),))


def test_rows_of_a_header_are_joined_and_filled_from_the_left():
    rows = (("Stadtteil", "Ausländer", None, "Fläche"), (None, "Anzahl", "in %", None), ("Ost", 1, 2, 3))
    found = join_headings(Grid("a.csv", "", pad(rows)), layout(1, 2))
    assert found == ["Stadtteil", "Ausländer Anzahl", "Ausländer in %", "Fläche"]


def test_rows_count_as_the_spreadsheet_does():
    grid = Grid("a.csv", "", pad((("Stadtteil", "Einwohner"), ("Ost", 1))), first_row=5)
    assert join_headings(grid, layout(5)) == ["Stadtteil", "Einwohner"]
    with pytest.raises(LayoutError, match=r"a\.csv: Zeile 9 soll die Kopfzeile sein"):
        join_headings(grid, layout(9))


def test_cells_as_text():
    grid = Grid("a.csv", "", ((2020.0, " Ost ", None),))
    assert [text_of(grid, 0, column) for column in range(4)] == ["2020", "Ost", "", ""]


def test_words_of_messages():
    assert listed(["", ""]) == "keine"
    assert readable(r"^(stadtteil|district)$") == "stadtteil / district"
