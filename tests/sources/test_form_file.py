"""Filled forms: what is read, and what is told of entries that cannot be read."""

import datetime as dt
from io import BytesIO

import pytest
import xlsxwriter

from districtanalysis.domain.form import Form, FormColumn
from districtanalysis.domain.goals import GOALS
from districtanalysis.domain.survey import QUESTIONS, SURVEY
from districtanalysis.errors import SourceError
from districtanalysis.language import using
from districtanalysis.report.form_template import form_template
from districtanalysis.sources.form_file import has_form, read_form

ROWS = [
    {"key": "relevanz", "label": "Was ist wichtig?", "kind": "single", "choices": ("Wohnen", "Arbeit")},
    {"key": "deckung", "kind": "scale", "item": "Wohnen", "low": 0, "high": 10, "group": "no"},
]


def book(path, sheets):
    stream = BytesIO()
    workbook = xlsxwriter.Workbook(stream)
    for name, rows in sheets.items():
        sheet = workbook.add_worksheet(name)
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
    workbook.close()
    path.write_bytes(stream.getvalue())
    return path


def filled(table):
    return [{key: value for key, value in row.values.items() if value not in (None, ())} for row in table.rows]


@pytest.mark.parametrize("written", ["de", "en"])
@pytest.mark.parametrize("read", ["de", "en"])
def test_a_template_reads_as_it_was_filled_in_either_language(tmp_path, written, read):
    with using(written):
        (tmp_path / "a.xlsx").write_bytes(form_template((QUESTIONS, SURVEY), {"question": ROWS}))
    with using(read):
        table = read_form(tmp_path / "a.xlsx", QUESTIONS)
    assert filled(table) == ROWS
    assert table.findings == ()
    assert table.rows[0].cells["kind"] == "C2"
    assert table.rows[1].row == 3


def test_dates_stay_days(tmp_path):
    row = {"key": "1", "level": "goal", "title": "t", "deadline": dt.date(2026, 12, 31), "progress": 12.5}
    (tmp_path / "a.xlsx").write_bytes(form_template((GOALS,), {"goal": [row]}))
    assert filled(read_form(tmp_path / "a.xlsx", GOALS)) == [row]


def test_text_in_cells_of_numbers_is_told_with_cell_and_remedy(tmp_path):
    path = book(
        tmp_path / "a.xlsx", {"Fragen": [["Kürzel", "Art", "Skala von", "Skala bis"], ["q", "Skala", "null", 5000]]}
    )
    table = read_form(path, QUESTIONS)
    assert [(f.rule, f.cell, f.sheet) for f in table.findings] == [
        ("form_number_between", "C2", "Fragen"),
        ("form_number_between", "D2", "Fragen"),
    ]
    assert table.findings[0].message == (
        "a.xlsx, Blatt „Fragen“, C2: „Skala von“ enthält „null“. Üblich: Eine Zahl von −1 000 bis 1 000. "
        "Bitte den Wert berichtigen oder die Zelle leeren."
    ).replace("1 000", "1\N{NO-BREAK SPACE}000")
    assert table.rows[0].number("low") is None


def test_an_unknown_choice_names_the_nearest_one(tmp_path):
    path = book(tmp_path / "a.xlsx", {"Fragen": [["Kürzel", "Art"], ["q", "Skalla"], ["r", ""]]})
    unknown, empty = read_form(path, QUESTIONS).findings
    assert (unknown.rule, unknown.cell) == ("form_choice", "B2")
    assert "gemeint ist vielleicht „Skala“" in unknown.remedy
    assert (empty.rule, empty.cell) == ("form_empty", "B3")


def test_numbers_as_people_write_them(tmp_path):
    form = Form(
        "goals", "target", (FormColumn("label"), FormColumn("baseline", "number"), FormColumn("target", "whole"))
    )
    rows = [
        ["Kennzahl", "IST", "SOLL"],
        ["a", "1.234.567", "2"],
        ["b", "3,5", 2.5],
        ["c", True, ""],
        ["d", "n. v.", "-"],
    ]
    table = read_form(book(tmp_path / "a.xlsx", {"Kennzahlen": rows}), form)
    assert [row.number("baseline") for row in table.rows] == [1234567.0, 3.5, None, None]
    assert [row.number("target") for row in table.rows] == [2.0, None, None, None]
    assert [(f.rule, f.cell) for f in table.findings] == [("form_whole", "C3"), ("form_number", "B4")]


def test_title_rows_blank_rows_and_upper_case(tmp_path):
    rows = [["Meine Befragung"], [], ["KÜRZEL ", "art", "Notiz"], ["q", "SKALA", "x"], [], ["r", "freier  Text"]]
    table = read_form(book(tmp_path / "a.xlsx", {"irgendwie": rows}), QUESTIONS)
    assert [(row.text("key"), row.text("kind"), row.row) for row in table.rows] == [("q", "scale", 4), ("r", "text", 6)]


def test_lists_are_parted_by_semicolons_and_lines(tmp_path):
    rows = [["Kürzel", "Art", "Antworten zur Auswahl"], ["q", "eine Antwort", "a; b;;\nc "]]
    table = read_form(book(tmp_path / "a.xlsx", {"Fragen": rows}), QUESTIONS)
    assert table.rows[0].entries("choices") == ("a", "b", "c")


def test_a_missing_sheet_or_column_is_refused(tmp_path):
    path = book(tmp_path / "a.xlsx", {"eins": [["x"]], "zwei": [["y"]]})
    with pytest.raises(SourceError, match="Ein Blatt „Fragen“ wird gebraucht; gefunden: eins und zwei"):
        read_form(path, QUESTIONS)
    assert not has_form(path, QUESTIONS)
    with pytest.raises(SourceError, match=r"Es fehlt .*Kürzel"):
        read_form(path, QUESTIONS, sheet="eins")


def test_further_columns_are_kept_as_text(tmp_path):
    form = Form("survey", "answers", (FormColumn("respondent"),), further=True)
    (tmp_path / "a.csv").write_text("Nr.;Frage 1;Frage 2\n1;ja;\n2;;5\n", encoding="utf-8")
    table = read_form(tmp_path / "a.csv", form)
    assert list(table.frame().columns) == ["respondent", "Frage 1", "Frage 2"]
    assert table.rows[1].text("Frage 2") == "5"
    assert has_form(tmp_path / "a.csv", form)
