from __future__ import annotations

import pytest

from districtanalysis.domain.study import Source
from districtanalysis.errors import LayoutError
from districtanalysis.sources.cells import GridCells
from districtanalysis.sources.grid import Cell, Grid, pad
from districtanalysis.sources.layout import Layout
from districtanalysis.sources.table import ReadTable, read_table

ROWS: list[list[Cell]] = [
    ["von", "1", "2", "zus."],
    ["1", 5, 7, 12],
    ["2", 3, 0, 3],
    ["offen", 1, 0, 1],
    ["zus.", 9, 7, 16],
]


def read(table: list[list[Cell]], **more: object) -> ReadTable:
    matrix = {"variable": "moves_within_city", "heading": r"^\d+$", "total": r"^zus", **more}
    layout = Layout.model_validate(
        {"name": "t", "header_rows": [1], "key": "^von", "width": 2, "signs": "plain", "matrix": matrix}
    )
    source = Source(id="t", file="t", publisher="", date="not_stated", population_concept="not_stated", licence="")
    return read_table(GridCells(Grid("t.csv", "", pad(table))), layout, source)


def moves(table: ReadTable) -> dict[tuple[str, str], float]:
    frame = table.figures.frame
    return {(str(r["origin"]), str(r["district_id"])): float(r["value"]) for _, r in frame.iterrows()}


def test_moves_go_from_the_row_to_the_column() -> None:
    table = read(ROWS)
    assert moves(table) == {
        ("01", "01"): 5.0,
        ("01", "02"): 7.0,
        ("02", "01"): 3.0,
        ("02", "02"): 0.0,
        ("offen", "01"): 1.0,
        ("offen", "02"): 0.0,
    }
    assert sorted(table.totals.frame["value"]) == [1.0, 3.0, 7.0, 9.0, 12.0, 16.0]


def test_or_from_the_column_to_the_row() -> None:
    assert moves(read(ROWS, rows="to"))["02", "01"] == 7.0


def test_totals_may_come_first() -> None:
    turned: list[list[Cell]] = [
        ["von", "zus.", "1", "2"],
        ["zus.", 16, 9, 7],
        ["1", 12, 5, 7],
        ["2", 3, 3, 0],
        ["offen", 1, 1, 0],
    ]
    assert moves(read(turned)) == moves(read(ROWS))


def test_a_table_without_areas_in_its_header_is_no_matrix() -> None:
    with pytest.raises(LayoutError, match="a, b"):
        read([["von", "a, b"], ["1", 2]])
