"""Files to windows."""

import zipfile

import pytest
import xlsxwriter

from districtanalysis.domain.study import Source
from districtanalysis.errors import SourceError
from districtanalysis.sources.inspection.opened import open_sheets

SOURCE = Source(id="x", file="a", publisher="", date="not_stated", population_concept="not_stated", licence="")


def opened(path, **more):
    return list(open_sheets(path, SOURCE.model_copy(update=more)))


def test_every_sheet_of_a_workbook(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name in ("Eins", "Zwei"):
            book.add_worksheet(name).write_row(0, 0, ["Stadtteil", name])
    assert [sheet.sheet for sheet in opened(path)] == ["Eins", "Zwei"]
    assert [sheet.sheet for sheet in opened(path, sheet="Zwei")] == ["Zwei"]


def test_links_to_other_files_are_said(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write_row(0, 0, ["Stadtteil", "Zahl"])
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/externalLinks/externalLink1.xml", "<externalLink/>")
    assert "anderen Dateien" in opened(path)[0].notes[-1]


def test_lines_that_end_in_figures(tmp_path):
    path = tmp_path / "seite.txt"
    path.write_text("Kennzahl 2019 2020 2021\nZahl der Leute: 10 11\nAnteil in %: 1,5 2,5\n... davon 3: 7 8\n", "utf-8")
    (sheet,) = opened(path)
    assert sheet.aligned
    assert sheet.window.texts[1] == ("Zahl der Leute", "10", "11", "")
    assert sheet.window.texts[3][:2] == ("... davon 3", "7")
    assert "3 Überschriften" in sheet.notes[-1]


def test_a_letter_is_no_table(tmp_path):
    path = tmp_path / "brief.txt"
    path.write_text("Guten Tag\nwie geht es\nIhnen\n", "utf-8")
    with pytest.raises(SourceError):
        opened(path)


def test_commas_between_thousands_are_read_and_said(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('Area,Total population\nOst,"12,345"\nWest,"1,234"\n', "utf-8")
    (sheet,) = opened(path)
    assert sheet.options == {"decimal": ".", "thousands": ","}
    assert "12,345" in sheet.notes[-1]
    assert opened(path, decimal=",")[0].options == {}


def test_what_is_given_is_not_recognised(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("Stadtteil#Größe\nOst#1\nWest#2\n".encode("cp1252"))
    (sheet,) = opened(path, delimiter="#", encoding="cp1252")
    assert sheet.window.texts[0] == ("Stadtteil", "Größe")
