"""Reading a table as its layout says: headers, sections, totals, footers, dates and blank cells."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pytest

from districtanalysis.domain.study import Source
from districtanalysis.errors import LayoutError
from districtanalysis.sources.cells import GridCells
from districtanalysis.sources.grid import Cell, Grid, pad
from districtanalysis.sources.layout import Layout
from districtanalysis.sources.table import ReadTable, read_table

ABOUT: dict[str, Any] = {"publisher": "Amt", "population_concept": "main_residence", "licence": "frei"}
SOURCE = Source(id="a", file="a.csv", date=dt.date(2023, 12, 31), **ABOUT)
RESIDENTS = {"heading": "^einwohner", "variable": "residents"}
FOREIGNERS = {"heading": "^ausländer", "variable": "foreigners"}


def read(*rows: tuple[Cell, ...], source: Source = SOURCE, **layout: Any) -> ReadTable:
    given = {"name": "eigen", "header_rows": (1,), "key": "^stadtteil$", "column": (RESIDENTS,), **layout}
    return read_table(GridCells(Grid("a.csv", "", pad(rows))), Layout.model_validate(given), source)


def values(table: ReadTable, variable: str = "residents") -> dict[str, float]:
    rows: pd.DataFrame = table.figures.of(variable)
    return dict(zip(rows["district_id"].astype(str), rows["value"].tolist(), strict=True))


def test_figures_know_their_cell_and_date():
    table = read(("Stadtteil", "Einwohner"), ("Ost", 10), ("West", 20))
    assert values(table) == {"Ost": 10, "West": 20}
    frame = table.figures.frame
    assert (frame["row"].tolist(), frame["column"].tolist()) == ([2, 3], [2, 2])
    assert set(frame["date"]) == {"2023-12-31"}
    assert table.names == {"Ost": "A2", "West": "A3"}
    assert [(heading.text, heading.cell) for heading in table.headings] == [("Einwohner", "B1")]


def test_merged_headings_are_carried_to_the_right():
    table = read(
        ("Stadtteil", "Einwohner", None, "Ausländer"),
        (None, "2022", "2023", None),
        ("Ost", 9, 10, 1),
        header_rows=(1, 2),
        column=({"heading": "^einwohner 2023$", "variable": "residents"}, FOREIGNERS),
    )
    assert values(table) == {"Ost": 10}
    assert values(table, "foreigners") == {"Ost": 1}


def test_the_table_ends_at_its_footer():
    table = read(("Stadtteil", "Einwohner"), ("Ost", 10), ("Quelle: Amt", None), ("Stand 2020", 5))
    assert values(table) == {"Ost": 10}
    assert table.footnotes[0] == "Quelle: Amt"


def test_sections_group_their_districts():
    rows = (("Stadtteil", "Einwohner"), ("Kernstadt", None), ("Ost", 10), ("Ortsteile", None), ("Dorf", 3))
    table = read(*rows, sections=True)
    assert table.groups == {"Ost": "Kernstadt", "Dorf": "Ortsteile"}
    assert values(table) == {"Ost": 10, "Dorf": 3}


def test_total_rows_are_no_districts():
    table = read(("Stadtteil", "Einwohner"), ("Ost", 10), ("Stadt insgesamt", 10))
    assert values(table) == {"Ost": 10}
    assert table.totals.frame["value"].tolist() == [10]


def test_a_blank_cell_says_nothing_and_a_sign_says_something():
    table = read(("Stadtteil", "Einwohner"), ("Ost", None), ("West", "."), ("Nord", "-"), ("Süd", "viele"))
    assert "Ost" not in values(table)
    statuses = dict(zip(table.figures.frame["district_id"], table.figures.frame["status"], strict=True))
    assert statuses == {"West": "unknown_or_secret", "Nord": "exact_zero", "Süd": "unreadable"}


def test_a_caseload_does_not_take_the_date_of_the_table():
    table = read(
        ("Stadtteil", "Geflüchtete"), ("Ost", 10), column=({"heading": "geflüchtete", "variable": "refugees_in_care"},)
    )
    assert table.figures.frame["date"].isna().all()


def test_the_printed_date_comes_before_the_stated_one():
    rows = (("Stand: 30.06.2022", None), ("Stadtteil", "Einwohner"), ("Ost", 10))
    table = read(*rows, header_rows=(2,), date={"cell": "A1"})
    assert table.date == dt.date(2022, 6, 30)
    assert set(table.figures.frame["date"]) == {"2022-06-30"}


def test_ordinal_texts_are_read_by_the_code_book():
    rule = {"heading": "^lage$", "variable": "generation_situation"}
    table = read(
        ("Stadtteil", "Lage"), ("Ost", "Generationenumbruch in den nächsten Jahren"), ("West", 9), column=(rule,)
    )
    frame = table.figures.frame.set_index("district_id")
    assert (frame.loc["Ost", "value"], frame.loc["Ost", "text"]) == (1, "Generationenumbruch in den nächsten Jahren")
    assert (frame.loc["West", "status"], frame.loc["West", "text"]) == ("unreadable", "9")


def test_a_code_that_cannot_be_read_is_shown_and_not_its_evidence():
    rule = {"variable_column": "^merkmal$", "names": {"^engagement": "engagement_structure"}, "value": "^stufe$"}
    rows = (("Stadtteil", "Merkmal", "Stufe", "Beleg"), ("Ost", "Engagement", 7, "sehr viel"))
    table = read(*rows, column=(), long={**rule, "text": "^beleg$"})
    row = table.figures.frame.iloc[0]
    assert (row["status"], row["text"]) == ("unreadable", "7")


def test_a_district_that_stands_twice_is_noted_with_its_cell():
    assert read(("Stadtteil", "Einwohner"), ("Ost", 10), ("Ost", 11)).twice == [("Ost", "A3")]


@pytest.mark.parametrize(
    ("rows", "layout", "expected"),
    [
        ((("Ort", "Einwohner"), ("Ost", 1)), {}, "a.csv: .*„Ort“"),
        ((("Stadtteil", "Köpfe"), ("Ost", 1)), {}, "keine Spalte für „Einwohner.*„Köpfe“"),
        ((("Stadtteil", "Einwohner"),), {"header_rows": (4,)}, "Zeile 4 soll die Kopfzeile sein"),
        ((("Stadtteil", "Einwohner"), (None, None)), {}, "keine Zeile"),
        ((("Stadtteil", "Einwohner"), ("Ost", 1)), {"date": {"cell": "A9"}}, "kein Stichtag"),
    ],
)
def test_what_does_not_stand_as_described_is_refused(rows: tuple[tuple[Cell, ...], ...], layout: Any, expected: str):
    with pytest.raises(LayoutError, match=expected):
        read(*rows, **layout)


def test_an_optional_column_may_be_missing():
    assert values(
        read(("Stadtteil", "Einwohner"), ("Ost", 1), column=(RESIDENTS, {**FOREIGNERS, "optional": True}))
    ) == {"Ost": 1}
