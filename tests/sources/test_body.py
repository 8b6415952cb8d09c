from __future__ import annotations

import pytest

from districtanalysis.errors import LayoutError
from districtanalysis.sources.area_keys import find_key
from districtanalysis.sources.body import Body, bare, read_body
from districtanalysis.sources.cells import GridCells
from districtanalysis.sources.grid import Cell, Grid, pad
from districtanalysis.sources.header import read_header
from districtanalysis.sources.layout import Layout


def body(rows: list[list[Cell]], **more: object) -> Body:
    column = [{"heading": "^ew", "variable": "residents"}]
    layout = Layout.model_validate({"name": "t", "header_rows": [1], "key": "^gebiet", "column": column, **more})
    cells = GridCells(Grid("t.csv", "", pad([["Gebiet", "Ew"], *rows])))
    header = read_header(cells, layout)
    return read_body(cells, layout, header, find_key(cells, layout, header))


def test_blank_rows_are_passed_over_and_counted_rows_keep_their_place() -> None:
    found = body([["Ost", 1], [None, None], ["West", 2]])
    assert found.rows.tolist() == [1, 3]
    assert [area.id for area in found.listed] == ["Ost", "West"]


@pytest.mark.parametrize("note", ["Quelle: Amt", "1) vorläufig", "* geheim", "______", "© Stadt", "Stand: 2020"])
def test_notes_below_end_the_table(note: str) -> None:
    found = body([["Ost", 1], [note, None]])
    assert len(found) == 1
    assert found.footnotes == [note]


def test_numbers_are_no_notes() -> None:
    assert bare("010.005.2005") is True
    assert bare("1)") is False
    assert len(body([["01", 1], ["02", 2]])) == 2


def test_sections_are_carried_down() -> None:
    found = body([["Kernstadt", None], ["Ost", 1], ["Umland", None], ["West", 2]], sections=True)
    assert [found.section.name(row) for row in range(len(found))] == ["Kernstadt", "Umland"]


def test_a_total_with_a_name_and_no_key_is_a_total() -> None:
    rows: list[list[Cell]] = [["1", "Ost", 1], [None, "Insgesamt", 1]]
    column = [{"heading": "^ew", "variable": "residents"}]
    layout = Layout.model_validate(
        {"name": "t", "header_rows": [1], "key": "^nr", "name_column": "^gebiet", "column": column}
    )
    cells = GridCells(Grid("t.csv", "", pad([["Nr", "Gebiet", "Ew"], *rows])))
    header = read_header(cells, layout)
    found = read_body(cells, layout, header, find_key(cells, layout, header))
    assert found.total.tolist() == [False, True]


def test_a_table_without_rows_is_refused() -> None:
    with pytest.raises(LayoutError, match="keine Zeile"):
        body([[None, 3]])
