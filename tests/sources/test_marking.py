from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font, PatternFill

from districtanalysis.domain.finding import Finding
from districtanalysis.errors import SourceError
from districtanalysis.language import using
from districtanalysis.sources.marking import loses_drawings, marked_copy

WORDS = {"value": -5, "what": "Einwohner"}


def finding(cell: str = "B2", sheet: str = "Stadtteile", **more: object) -> Finding:
    given = {
        "rule": "negative_count",
        "severity": "error",
        "file": "a.xlsx",
        "district": "Ost",
        "details": WORDS,
        **more,
    }
    return Finding(sheet=sheet, cell=cell, **given)  # type: ignore[arg-type]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A workbook with a format, a formula, a merged range and a comment of its own."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Stadtteile"
    for row in (("Stadtteil", "Einwohner", "Anteil"), ("Ost", -5, 0.125), ("West", 7, 0.5), ("Summe", "=SUM(B2:B3)")):
        sheet.append(row)
    sheet["C2"].number_format = "0.0%"
    sheet["B2"].font = Font(name="Arial", italic=True)
    sheet["B3"].comment = openpyxl.comments.Comment("Wert vom Amt", "Amt")
    sheet.merge_cells("A6:C7")
    sheet["A6"] = "Quelle: Amt"
    book.create_sheet("Notizen")["A1"] = "x"
    path = tmp_path / "a.xlsx"
    book.save(path)
    return path


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def test_a_cell_is_marked_with_fill_and_words(table: Path) -> None:
    before = table.read_bytes()
    book = opened(marked_copy(table, [finding()]))
    cell = book["Stadtteile"]["B2"]
    assert cell.fill == PatternFill("solid", fgColor="F4B183")
    assert cell.comment.text.splitlines() == [
        "Fehler: Negative Anzahl",
        "Einwohner: −5.",
        "Üblich: Eine Anzahl ist nie kleiner als 0.",
        "Bitte Vorzeichen und Spalte prüfen; vielleicht ist es eine Veränderung.",
    ]
    assert table.read_bytes() == before


def test_values_formulas_formats_and_sheets_stay(table: Path) -> None:
    book = opened(marked_copy(table, [finding()]))
    sheet = book["Stadtteile"]
    assert book.sheetnames == ["Stadtteile", "Notizen", "Befunde"]
    assert (sheet["B2"].value, sheet["B4"].value, sheet["C2"].number_format) == (-5, "=SUM(B2:B3)", "0.0%")
    assert (sheet["B2"].font.name, sheet["B2"].font.italic) == ("Arial", True)
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A6:C7"]
    assert not sheet["A2"].fill.fill_type


def test_all_findings_stand_on_a_sheet_with_links(table: Path) -> None:
    general = Finding("concept_not_stated", "info", file="a.xlsx")
    sheet = opened(marked_copy(table, [finding(), general]))["Befunde"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == ("Art", "Befund", "Blatt", "Zelle", "Stadtteil", "Gefunden", "Üblich", "Abhilfe", "Regel")
    assert rows[1][:6] == ("Fehler", "Negative Anzahl", "Stadtteile", "B2", "Ost", "Einwohner: −5.")
    assert rows[2][:4] == ("Hinweis", "Bevölkerungsbegriff fehlt", None, None)
    assert sheet["D2"].hyperlink.location == "'Stadtteile'!B2"
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("C2", "A1:I3")


def test_several_findings_share_a_cell_and_the_worst_gives_the_fill(table: Path) -> None:
    cell = opened(marked_copy(table, [finding("B3", severity="info"), finding("B3", severity="warning")]))[
        "Stadtteile"
    ]["B3"]
    assert cell.fill.fgColor.rgb == "00FFE699"
    assert cell.comment.text.startswith("Wert vom Amt\n\nHinweis: Negative Anzahl")
    assert "Warnung: Negative Anzahl" in cell.comment.text


def test_a_cell_inside_a_merged_range_is_marked_where_the_range_shows_it(table: Path) -> None:
    sheet = opened(marked_copy(table, [finding("B7")]))["Stadtteile"]
    assert sheet["A6"].comment is not None


def test_the_sheet_of_findings_takes_a_name_that_is_free(table: Path) -> None:
    with using("en"):
        assert opened(marked_copy(table, [finding()])).sheetnames[-1] == "Findings"
    book = openpyxl.load_workbook(table)
    book.create_sheet("Befunde")
    book.save(table)
    assert opened(marked_copy(table, [finding()])).sheetnames[-2:] == ["Befunde", "Befunde 2"]


def test_a_text_file_becomes_a_workbook_with_its_cells_as_printed(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id;Stadtteil;Einwohner\n01;Ost;1.3066\n02;=West;12\n\n03;Süd;-3\n", encoding="utf-8")
    book = opened(marked_copy(path, [finding("C2", "", file="a.csv"), finding("C5", "", file="a.csv")]))
    sheet = book.worksheets[0]
    assert sheet.title == "a"
    assert [sheet[cell].value for cell in ("A2", "C2", "B3", "C3", "C5")] == ["01", "1.3066", "=West", 12, -3]
    assert sheet["B3"].data_type == "s"  # a name is no formula
    assert sheet["C2"].comment is not None
    assert sheet["C5"].comment is not None


def test_a_text_that_looks_like_a_formula_is_listed_as_text(table: Path) -> None:
    sheet = opened(marked_copy(table, [finding(district="=1+1")]))["Befunde"]
    assert (sheet["E2"].value, sheet["E2"].data_type) == ("=1+1", "s")


def test_the_same_findings_give_the_same_bytes(table: Path) -> None:
    assert marked_copy(table, [finding()]) == marked_copy(table, [finding()])
    with zipfile.ZipFile(io.BytesIO(marked_copy(table, [finding()]))) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {2000}


@pytest.mark.parametrize("suffix", [".xls", ".ods", ".json", ".parquet"])
def test_other_kinds_of_files_say_what_to_do(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(b"")
    with pytest.raises(SourceError, match=r"als \.xlsx speichern"):
        marked_copy(path, [finding()])


def test_a_table_longer_than_a_sheet_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("districtanalysis.sources.marking._MOST_ROWS", 2)
    path = tmp_path / "a.csv"
    path.write_text("a;b\n1;2\n3;4\n", encoding="utf-8")
    with pytest.raises(SourceError, match="3 Zeilen passen nicht in ein Tabellenblatt"):
        marked_copy(path, [finding("A1", "")])


def test_charts_that_a_copy_may_lose_are_noticed(table: Path, tmp_path: Path) -> None:
    assert not loses_drawings(table)
    book = openpyxl.load_workbook(table)
    book["Stadtteile"].add_chart(openpyxl.chart.BarChart(), "E2")
    book.save(table)
    assert loses_drawings(table)
    text = tmp_path / "a.csv"
    text.write_text("a\n1\n", encoding="utf-8")
    assert not loses_drawings(text)
