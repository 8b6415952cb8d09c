from __future__ import annotations

from districtanalysis.sources.cells import GridCells
from districtanalysis.sources.grid import Grid, pad
from districtanalysis.sources.header import join_headings, listed, read_header, readable, text_of
from districtanalysis.sources.layout import Layout

GRID = Grid(
    "a.xlsx", "T", pad([["Titel", None, None], ["Gebiet", "Ausländer", None], [None, "Anzahl", "in %"], ["Ost", 1, 2]])
)


def layout(**more: object) -> Layout:
    return Layout.model_validate(
        {"name": "t", "key": "^gebiet", "column": [{"heading": "x", "variable": "residents"}], **more}
    )


def test_a_merged_heading_reaches_over_the_columns_below_it() -> None:
    assert join_headings(GRID, layout(header_rows=[2, 3])) == ["Gebiet", "Ausländer Anzahl", "Ausländer in %"]


def test_the_row_that_names_the_columns_can_be_told() -> None:
    header = read_header(GridCells(GRID), layout(header_rows=[2, 3], heading_row=3))
    assert header.headings == ("Gebiet", "Anzahl", "in %")
    assert (header.row, header.start) == (2, 3)
    assert header.find("^in %$") == 2
    assert header.find("^nichts$") is None


def test_a_header_found_by_its_last_row_is_named_by_it() -> None:
    header = read_header(GridCells(GRID), layout(header={"row": "anzahl", "above": 1}))
    assert header.headings == ("Gebiet", "Anzahl", "in %")
    assert header.start == 3


def test_messages_show_headings_and_patterns_as_people_read_them() -> None:
    assert listed(()) == "keine"
    assert readable(r"^(?P<kind>s\d)_x$") == "sd_x"
    assert text_of(GRID, 3, 1) == "1"
    assert text_of(GRID, 3, 9) == ""
