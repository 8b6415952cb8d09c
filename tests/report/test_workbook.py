"""Workbooks read back with another library."""

import io

import openpyxl
import pytest

from districtanalysis.domain.display import Column, Page, Table
from districtanalysis.report.render import Style
from districtanalysis.report.workbook import render


def opened(page):
    return openpyxl.load_workbook(io.BytesIO(render(page, Style())))


def test_sheets_and_tables(page):
    book = opened(page)
    assert book.sheetnames == ["Deckblatt", "Hinweise", "Rangfolge"]
    assert [list(sheet.tables) for sheet in book] == [["t_cover"], ["t_notes"], ["t_ranking"]]
    assert book["Rangfolge"].tables["t_ranking"].ref == "A1:E3"
    rows = list(book["Rangfolge"].iter_rows(values_only=True))
    assert rows[0] == ("Rang", "Stadtteil", "Passung (0–100)", "Nationalitäten", "Hinweise")
    assert rows[1] == (1, "Oststadt", 81.4815, 86, "a")
    assert rows[2] == (2, "'=cmd|' /C calc'!A0", "n. v.", 46, "–")


def test_no_cell_is_merged_or_empty(page):
    for sheet in opened(page):
        assert not sheet.merged_cells.ranges
        assert all(value is not None for row in sheet.iter_rows(values_only=True) for value in row)


def test_figures_look_as_printed(page):
    sheet = opened(page)["Rangfolge"]
    assert sheet["C2"].number_format == "#,##0.0"
    assert sheet["D3"].number_format == '"mind. "#,##0'
    assert sheet["B3"].data_type == "s"


def test_notes_hold_texts_trees_and_notes_of_tables(page):
    rows = list(opened(page)["Hinweise"].iter_rows(values_only=True))
    assert ("Rangfolge", "a) ohne Stichtag") in rows
    assert ("Begründung", "        E8: 153") in rows
    assert ("Achtung", "Nur zwei Stadtteile.") in rows


def test_names_of_sheets_are_made_possible():
    columns = (Column("a", "Wert", 1), Column("b", "wert", 1))
    tables = tuple(Table(key, "Anteil [in %]: 2019/2020 sehr langer Titel", columns, ()) for key in "xy")
    book = opened(Page("T", tables))
    assert all(len(name) <= 31 for name in book.sheetnames)
    assert len({name.casefold() for name in book.sheetnames}) == 3
    assert [cell.value for cell in book[book.sheetnames[1]][1]] == ["Wert", "wert (2)"]


def test_time_of_writing_leaves_no_trace(page):
    book = opened(page)
    assert book.properties.created.year == 2000
    assert render(page, Style()) == render(page, Style())


@pytest.mark.usefixtures("english")
def test_english(page):
    assert opened(page).sheetnames[:2] == ["Cover", "Notes"]
