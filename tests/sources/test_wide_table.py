from __future__ import annotations

import numpy as np

from districtanalysis.domain.study import Source
from districtanalysis.sources.cells import GridCells
from districtanalysis.sources.figure_columns import Signs, read_cells
from districtanalysis.sources.grid import Grid, pad
from districtanalysis.sources.layout import Layout
from districtanalysis.sources.table import read_table
from districtanalysis.sources.wide_table import scale

ROWS = [["Gebiet", "Ew", "Lage", "Rahmen", "Geflüchtete", "Ew (2)"], ["Ost", "12", "am Fluss", "2", "3", "12"]]
COLUMNS = [
    {"heading": "^ew$", "variable": "residents"},
    {"heading": "^lage", "variable": "context", "kind": "{heading}"},
    {"heading": "^rahmen", "variable": "programme_frame"},
    {"heading": "^geflüchtete", "variable": "refugees_in_care"},
    {"heading": r"^ew \(", "variable": "residents", "check_only": True},
    {"heading": "^fehlt", "variable": "births", "optional": True},
]


def read(**more: object) -> list[dict[str, object]]:
    layout = Layout.model_validate({"name": "t", "header_rows": [1], "key": "^gebiet", "column": COLUMNS, **more})
    source = Source(id="t", file="t", publisher="", date="2020-12-31", population_concept="not_stated", licence="")
    table = read_table(GridCells(Grid("t.csv", "", pad(ROWS))), layout, source)
    assert table.totals.frame["column"].tolist() == [6]
    return [{**row} for row in table.figures.frame.astype(object).to_dict("records")]


def test_numbers_words_and_steps_keep_the_order_of_the_layout() -> None:
    rows = read()
    assert [row["variable"] for row in rows] == ["residents", "context", "programme_frame", "refugees_in_care"]
    assert (rows[1]["text"], rows[1]["kind"]) == ("am Fluss", "Lage")
    assert rows[2]["value"] == 2.0


def test_figures_of_a_service_carry_no_date_of_the_table() -> None:
    dates = {str(row["variable"]): row["date"] for row in read()}
    assert dates["residents"] == "2020-12-31"
    assert not isinstance(dates["refugees_in_care"], str)


def test_scaling_moves_decimals() -> None:
    figures = read_cells(["1,25", "3"], np.full(2, -1, dtype="int8"), Signs("plain", ","))
    scale(figures, slice(None), 10, None)
    assert (figures.value.tolist(), figures.decimals.tolist()) == ([12.5, 30.0], [1, -1])
    scale(figures, slice(0, 1), 1, 0)
    assert figures.decimals.tolist() == [0, -1]
