from __future__ import annotations

import pytest

from districtanalysis.errors import LayoutError
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


def test_more_headings_than_values_are_no_header() -> None:
    rows = pad([["Kennzahl", "2018", "2019", "2020"], ["Einwohner", "1", "2"]])
    cells = GridCells(Grid("a.csv", "", rows, longer_rows={0: (4, 3)}))
    with pytest.raises(LayoutError, match=r"a\.csv, A1: Die Kopfzeile hat 4 Felder, die Zeilen darunter haben 3"):
        read_header(cells, layout(header_rows=[1]))
    explicit = layout(begin="^kennzahl", headings=["kennzahl", "2018", "2019"])
    assert read_header(cells, explicit).headings == ("kennzahl", "2018", "2019", "")


def test_merged_headings_reach_over_several_rows() -> None:
    grid = Grid(
        "a.xlsx",
        "T",
        pad(
            [
                ["Gebiet", "Bevölkerung", None, None, None],
                [None, "insgesamt", None, "Ausländer", None],
                [None, "2020", "2021", "2020", "2021"],
                ["Ost", 1, 2, 3, 4],
            ]
        ),
    )
    assert join_headings(grid, layout(header_rows=[1, 2, 3]))[1:] == [
        "Bevölkerung insgesamt 2020",
        "Bevölkerung insgesamt 2021",
        "Bevölkerung Ausländer 2020",
        "Bevölkerung Ausländer 2021",
    ]
