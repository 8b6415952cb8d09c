from __future__ import annotations

import pytest

from districtanalysis.domain.study import Source
from districtanalysis.errors import LayoutError
from districtanalysis.sources.cells import GridCells
from districtanalysis.sources.grid import Cell, Grid, pad
from districtanalysis.sources.layout import Layout
from districtanalysis.sources.table import ReadTable, read_table


def read(rows: list[list[Cell]], long: object) -> ReadTable:
    layout = Layout.model_validate({"name": "t", "header_rows": [1], "key": "^gebiet", "signs": "plain", "long": long})
    source = Source(id="t", file="t", publisher="", date="not_stated", population_concept="not_stated", licence="")
    return read_table(GridCells(Grid("t.csv", "", pad(rows))), layout, source)


def found(table: ReadTable, *columns: str) -> list[tuple[object, ...]]:
    frame = table.figures.frame[list(columns)].astype(object)
    return [tuple(None if v != v else v for v in row) for row in frame.itertuples(index=False, name=None)]  # noqa: PLR0124


ROWS: list[list[Cell]] = [
    ["Gebiet", "Jahr", "Tabelle", "Zeile", "Zahl"],
    ["Ost", 2010, "Alter", "unter 18", 5],
    ["Ost", 2010, "Stand", "verpartnert", 1],
    ["West", 2010, "Alter", "unter 18", 7],
    ["West", 2011, "Alter", "unter 18", 8],
]
LONG = {
    "value": "^zahl",
    "date": "^jahr",
    "variable_column": ["^tabelle", "^zeile"],
    "row": [
        {"match": r"^alter \| (?P<age>.*)", "variable": "residents"},
        {"match": r"^stand \| (?P<kind>\w+)", "variable": "residents_with_feature", "absent": "zero"},
    ],
}


def test_rows_are_named_by_several_columns() -> None:
    table = read(ROWS, LONG)
    assert found(table, "district_id", "date", "variable", "age_to", "kind", "value", "row")[:4] == [
        ("Ost", "2010-12-31", "residents", 17, None, 5.0, 2),
        ("Ost", "2010-12-31", "residents_with_feature", -1, "verpartnert", 1.0, 3),
        ("West", "2010-12-31", "residents", 17, None, 7.0, 4),
        ("West", "2011-12-31", "residents", 17, None, 8.0, 5),
    ]


def test_a_missing_row_means_none_in_the_years_that_have_the_kind() -> None:
    made = found(read(ROWS, LONG), "district_id", "date", "kind", "value", "status", "row", "column")[4:]
    assert made == [("West", "2010-12-31", "verpartnert", 0.0, "exact_zero", -1, -1)]


def test_a_row_that_no_rule_knows_is_refused_with_its_cell() -> None:
    rows = [*ROWS, ["Ost", 2010, "Haustiere", "Hunde", 3]]
    with pytest.raises(LayoutError, match=r"C6: „Haustiere \| Hunde“"):
        read(rows, LONG)
    assert len(read(rows, {**LONG, "others": "skip"}).figures) == 5


def test_several_columns_of_values_each_with_its_name() -> None:
    rows: list[list[Cell]] = [["Gebiet", "W1", "N1", "W2", "N2"], ["Ost", 3, "Geburten", 4, "Sterbefälle"]]
    long = {
        "value": r"^w(?P<n>\d)$",
        "variable_column": "^n{n}$",
        "names": {"^geburten": "births", "^sterbefälle": "deaths"},
    }
    assert found(read(rows, long), "variable", "value", "column") == [("births", 3.0, 2), ("deaths", 4.0, 4)]


def test_words_without_a_figure_are_not_available() -> None:
    rows: list[list[Cell]] = [
        ["Gebiet", "Anzahl", "Art", "Text"],
        ["Ost", None, "Kita", "geplant"],
        ["Ost", 2, "Kita", "zwei Kitas"],
    ]
    long = {"variable": "facilities", "value": "^anzahl", "kind": "^art", "kinds_are": "facilities", "text": "^text"}
    assert found(read(rows, long), "kind", "value", "status", "text") == [
        ("daycare", None, "not_available", "geplant"),
        ("daycare", 2.0, "exact", "zwei Kitas"),
    ]


def test_steps_of_a_code_book_stand_beside_numbers() -> None:
    rows: list[list[Cell]] = [
        ["Gebiet", "Merkmal", "Stufe"],
        ["Ost", "Förderrahmen", "2"],
        ["Ost", "Förderrahmen", "9"],
    ]
    long = {"value": "^stufe", "variable_column": "^merkmal", "names": {"^förder": "programme_frame"}}
    assert found(read(rows, long), "variable", "value", "status", "text") == [
        ("programme_frame", 2.0, "exact", "2"),
        ("programme_frame", None, "unreadable", "9"),
    ]


def test_columns_of_values_are_dated_by_their_headings() -> None:
    rows: list[list[Cell]] = [["Gebiet", "Name", "2019", "2020"], ["Ost", "Leute", 5, 6], ["Ost", "Arbeitslose", 1, 2]]
    people = {
        "value": r"^(?P<date>\d{4})$",
        "variable_column": "^name",
        "others": "skip",
        "names": {"^leute": "residents"},
    }
    jobs = {**people, "names": {"^arbeitslose": "unemployed"}, "day": "06-30"}
    table = read(rows, [people, jobs])
    assert found(table, "variable", "date", "value", "column") == [
        ("residents", "2019-12-31", 5.0, 3),
        ("residents", "2020-12-31", 6.0, 4),
        ("unemployed", "2019-06-30", 1.0, 3),
        ("unemployed", "2020-06-30", 2.0, 4),
    ]
    assert "" not in table.figures.frame["variable"].cat.categories
