"""Answers and printed results as they stand in a file."""

import math

import numpy as np
import pytest
import xlsxwriter

from districtanalysis.datasets import raw_folder
from districtanalysis.domain.survey import FORMS
from districtanalysis.errors import SourceError, StudyError
from districtanalysis.report.form_template import form_template
from districtanalysis.sources.survey_file import holds_answers, read_answers, read_plan, read_printed_results


@pytest.fixture
def workbook(tmp_path):
    def write(rows, sheet="Antworten"):
        path = tmp_path / "a.xlsx"
        book = xlsxwriter.Workbook(path)
        part = book.add_worksheet(sheet)
        for place, row in enumerate(rows):
            part.write_row(place, 0, row)
        book.close()
        return path

    return write


def test_cells_by_heading_with_their_places(workbook):
    path = workbook(
        [["Befragung 2026"], ["Nr.", "Frage A", "Frage B"], [1, "ja", 7], [2, "", 3.5], [], [3, "nein", "acht"]]
    )
    sheet = read_answers(path, ["frage a", "Frage B", "Frage C"])
    assert set(sheet.texts) == {"frage a", "Frage B"}
    assert sheet.texts["frage a"].tolist() == ["ja", "", "nein"]
    assert sheet.texts["Frage B"].tolist() == ["7", "3,5", "acht"]
    assert np.array_equal(sheet.numbers["Frage B"], [7, 3.5, np.nan], equal_nan=True)
    assert (sheet.cell("Frage B", 0), sheet.cell("frage a", 2)) == ("C3", "B6")
    assert (sheet.file, sheet.sheet) == ("a.xlsx", "Antworten")


def test_text_files_and_decimal_commas(tmp_path):
    (tmp_path / "a.csv").write_text("Nr.;Note\n1;2,5\n2;1.250\n3;\n", encoding="utf-8")
    sheet = read_answers(tmp_path / "a.csv", ["Note"])
    assert sheet.numbers["Note"][0] == 2.5
    assert np.isnan(sheet.numbers["Note"][1:]).all()  # 1.250 may be either


def test_headings_alone_are_no_answers(workbook):
    assert len(read_answers(workbook([["Frage A"]]), ["Frage A"]).row_numbers) == 0
    assert len(read_answers(workbook([]), ["Frage A"]).row_numbers) == 0


def test_which_sheet(workbook, tmp_path):
    one = workbook([["Frage A"], ["x"]], sheet="irgendeins")
    assert read_answers(one, ["Frage A"]).texts["Frage A"].tolist() == ["x"]
    assert not holds_answers(one)
    assert holds_answers(workbook([["Nr."]]))
    assert not holds_answers(tmp_path / "a.toml")
    (tmp_path / "b.xlsx").write_bytes(form_template(FORMS))
    assert holds_answers(tmp_path / "b.xlsx")
    with pytest.raises(SourceError, match="„Daten“ wird gebraucht"):
        read_answers(tmp_path / "b.xlsx", ["x"], "Daten")


def test_printed_results_of_hechingen():
    folder = raw_folder() / "hechingen"
    shares = read_printed_results(folder / "umfrage_relevanz.csv", "Handlungsfeld", "Anteil in %")
    assert [(row.value, row.decimals, row.cell) for row in shares] == [
        (73, 0, "B2"),
        (12, 0, "B3"),
        (11, 0, "B4"),
        (4, 0, "B5"),
    ]
    means = read_printed_results(folder / "umfrage_bedarfsabdeckung.csv", "Handlungsfeld", "Mittelwert")
    assert [row.value for row in means[:3]] == [4.8, 4.0, 3.8]
    assert {row.decimals for row in means[:3]} == {1}
    assert math.isnan(means[3].value)
    assert means[3].text == "n. v."
    with pytest.raises(SourceError, match="Es fehlt"):
        read_printed_results(folder / "umfrage_relevanz.csv", "Handlungsfeld", "Anteil")


def test_answers_alone_do_not_say_what_was_asked(tmp_path):
    (tmp_path / "a.csv").write_text("Nr.;Frage\n1;ja\n", encoding="utf-8")
    with pytest.raises(SourceError, match="init --with survey"):
        read_plan(tmp_path / "a.csv")
    with pytest.raises(SourceError):
        read_plan(tmp_path / "gone.csv")
    (tmp_path / "a.toml").write_text("[[questions]]\nkey = 'a'\n", encoding="utf-8")
    with pytest.raises(StudyError, match="question"):
        read_plan(tmp_path / "a.toml")
