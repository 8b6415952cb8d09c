from __future__ import annotations

import numpy as np
import pytest

from districtanalysis.domain.observations import STATUSES
from districtanalysis.errors import LayoutError
from districtanalysis.sources.cells import GridCells
from districtanalysis.sources.facts import numbered
from districtanalysis.sources.figure_columns import Signs, read_cells
from districtanalysis.sources.grid import Grid, pad
from districtanalysis.sources.header import read_header
from districtanalysis.sources.layout import Layout
from districtanalysis.sources.rows import Context, blank_out, not_available, read_dates, read_steps, read_words


def context(**more: object) -> Context:
    column = [{"heading": "^ew", "variable": "residents"}]
    layout = Layout.model_validate({"name": "t", "header_rows": [1], "key": "^gebiet", "column": column, **more})
    cells = GridCells(Grid("t.csv", "", pad([["Gebiet", "Jahr", "Ew"], ["Ost", "2019", 3]])))
    return Context(cells, layout, read_header(cells, layout))


def test_columns_of_dimensions_are_found_or_named() -> None:
    assert context(dimension={"date": "^jahr"}).dimensions == {"date": 1}
    with pytest.raises(LayoutError, match="Gebiet"):
        context(dimension={"sex": "^geschlecht"})


def test_dates_of_rows_follow_the_rule_of_the_table() -> None:
    found = read_dates(numbered(["2019", None, "Dez"]), context(date={"column": "^jahr", "day": "06-30"}))
    assert [found.name(row) for row in range(3)] == ["2019-06-30", "", ""]


def test_words_and_steps_have_no_value_or_one_of_the_code_book() -> None:
    words = read_words(numbered(["am Fluss", None]))
    assert words.blank.tolist() == [False, True]
    assert words.texts == {0: "am Fluss"}
    steps = read_steps(numbered(["2", "sonstwie"]), "programme_frame")
    assert steps.value[0] == 2.0
    assert STATUSES[steps.status[1]] == "unreadable"


def test_what_an_office_left_out_is_not_available_and_keeps_its_print() -> None:
    figures = read_cells([0, 5, "-"], np.zeros(3, dtype="int8"), Signs("plain"))
    not_available(figures, np.array([0]))
    blank_out(figures, slice(0, 3), ("-",))
    assert [STATUSES[code] for code in figures.status] == ["not_available", "exact", "not_available"]
    assert figures.texts == {0: "0", 2: "-"}
    assert np.isnan(figures.value).tolist() == [True, False, True]
