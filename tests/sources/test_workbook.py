from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from districtanalysis.errors import SourceError
from districtanalysis.sources import container, workbook
from districtanalysis.sources.workbook import read_workbook, sheets

ODS_MIME = "application/vnd.oasis.opendocument.spreadsheet"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A table that starts in C4, with formats, a hidden row, a hidden column and a merged heading."""
    path = tmp_path / "tabelle.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        tenth, whole, share = (book.add_format({"num_format": code}) for code in ("0.0", "0", "0.0%"))
        noted = book.add_format({"num_format": '0" 1)"'})
        raised = book.add_format({"font_script": 1})
        sheet = book.add_worksheet("Zahlen")
        sheet.merge_range("C4:D4", "Stadtteil")
        sheet.write_row("C5", ["Ost", 7], whole)
        sheet.write("C6", "West")
        sheet.write("D6", 6.7, tenth)
        sheet.write("E6", 0.1765, share)
        sheet.write("F6", 153, noted)
        sheet.write_rich_string("C7", "153", raised, "1)")
        sheet.write("D7", 17.25)
        sheet.write_datetime("E7", dt.date(2019, 12, 31), book.add_format({"num_format": "dd.mm.yyyy"}))
        sheet.write_boolean("F7", True)
        sheet.set_row(5, None, None, {"hidden": True})
        sheet.set_column("E:E", None, None, {"hidden": True})
        book.add_worksheet("Noten")
    return path


def simple(path: Path) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("Stadtteile").write("A1", 1)
    return path


def ods(path: Path, body: str) -> Path:
    names = "".join(f' xmlns:{name}="urn:{name}"' for name in ("office", "table", "text"))
    content = f'<office:document-content{names}><office:body><office:spreadsheet><table:table table:name="T">{body}'
    content += "</table:table></office:spreadsheet></office:body></office:document-content>"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", ODS_MIME)
        archive.writestr("META-INF/manifest.xml", "<manifest:manifest/>")
        archive.writestr("content.xml", content)
    return path


def test_cells_keep_their_place_behind_blank_rows_and_columns(table: Path) -> None:
    grid = read_workbook(table, "Zahlen")
    assert (grid.first_row, grid.first_column) == (4, 3)
    assert grid.rows[1][:2] == ("Ost", 7)
    assert grid.address(1, 1) == "D5"


def test_whole_numbers_are_whole_and_formats_tell_the_decimals(table: Path) -> None:
    grid = read_workbook(table, "Zahlen")
    assert isinstance(grid.rows[1][1], int)
    assert grid.printed_decimals(1, 1) == 0
    assert (grid.rows[2][1], grid.printed_decimals(2, 1)) == (6.7, 1)
    assert (grid.rows[3][1], grid.printed_decimals(3, 1)) == (17.25, 2)
    assert grid.printed_decimals(2, 0) == -1


def test_a_share_shown_in_percent_is_read_in_percent(table: Path) -> None:
    grid = read_workbook(table, "Zahlen")
    assert (grid.rows[2][2], grid.printed_decimals(2, 2)) == (17.65, 1)


def test_marks_that_the_format_prints_stand_beside_the_number(table: Path) -> None:
    assert read_workbook(table, "Zahlen").rows[2][3] == "153 1)"


def test_a_raised_sign_is_not_glued_to_the_number(table: Path) -> None:
    assert read_workbook(table, "Zahlen").rows[3][0] == "153¹⁾"


def test_dates_and_truth_values_stay_what_they_are(table: Path) -> None:
    assert read_workbook(table, "Zahlen").rows[3][2:] == (dt.date(2019, 12, 31), True)


def test_hidden_and_merged_parts_are_named(table: Path) -> None:
    grid = read_workbook(table, "Zahlen")
    assert grid.hidden_rows == {2}
    assert grid.hidden_columns == {2}
    assert grid.merged == ((0, 0, 0, 1),)
    assert "Zeile 6 ist ausgeblendet; sie wurde mitgelesen." in grid.notes
    assert "Spalte E ist ausgeblendet; sie wurde mitgelesen." in grid.notes


def test_the_first_visible_sheet_is_taken_and_said(table: Path) -> None:
    assert sheets(table) == ["Zahlen", "Noten"]
    grid = read_workbook(table)
    assert grid.sheet == "Zahlen"
    assert grid.notes[0] == "Gelesen wird das Blatt „Zahlen“; nicht gelesen: Noten."


def test_an_empty_sheet_is_an_empty_grid(table: Path) -> None:
    assert read_workbook(table, "Noten").rows == ()


def test_formulas_without_a_stored_result_are_named(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Ost", 352, 3694])
    sheet["D1"] = "=B1/C1*100"
    book.save(tmp_path / "formeln.xlsx")
    grid = read_workbook(tmp_path / "formeln.xlsx")
    assert grid.uncached == ("D1",)
    assert grid.rows[0][:3] == ("Ost", 352, 3694)
    assert any("D1 hat kein gespeichertes Ergebnis" in note for note in grid.notes)


def test_a_formula_with_a_stored_result_is_its_result(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet().write_formula("A1", "=1+1", None, 2)
    grid = read_workbook(path)
    assert (grid.rows, grid.uncached) == (((2,),), ())


def test_names_with_a_prefix_and_attributes_in_another_order_are_read(tmp_path: Path) -> None:
    rows = b'<x:row r="2" hidden="1"><x:c s="0" r="B2"><x:v>5</x:v></x:c><x:c r="C2" s="0"/></x:row></sheetData>'
    path = with_sheet(tmp_path / "a.xlsx", b'<row r="1" spans="1:1"><c r="A1"><v>1</v></c></row></sheetData>', rows)
    grid = read_workbook(path)
    assert (grid.rows, grid.address(0, 0), grid.hidden_rows) == (((5,),), "B2", {0})
    assert grid.printed_decimals(0, 0) == 0


def test_open_documents_are_read_and_say_that_decimals_are_unknown(tmp_path: Path) -> None:
    row = '<table:table-row><table:table-cell office:value-type="float" office:value="7"/></table:table-row>'
    grid = read_workbook(ods(tmp_path / "a.ods", row))
    assert grid.rows == ((7,),)
    assert grid.printed_decimals(0, 0) == -1
    assert grid.notes == (
        "Aus .ods-Dateien ist nicht zu erkennen, mit wie vielen Nachkommastellen eine Zahl gedruckt ist.",
    )


def test_old_workbooks_are_read_from_their_true_place(reference: Path) -> None:
    grid = read_workbook(reference / "muenchen" / "jt060124.xls")
    assert grid.height > 30
    assert any(note.startswith("Aus .xls-Dateien") for note in grid.notes)


def test_a_workbook_with_blank_first_row_and_column(reference: Path) -> None:
    grid = read_workbook(reference / "berlin" / "facilities" / "Berlin_LOR_Versorgungsdaten_Stand_2402.xlsx")
    assert (grid.first_row, grid.first_column, len(grid.merged)) == (2, 2, 6)
    first = next(index for index, row in enumerate(grid.rows) if row[2] == "01100101")
    assert grid.rows[first][3:6] == ("Stülerstraße", 2613, 98.3)


# Refusals: one clear message each.


def refused(path: Path, sheet: str | None = None) -> str:
    with pytest.raises(SourceError) as caught:
        read_workbook(path, sheet)
    message = str(caught.value)
    assert path.name in message
    assert "\n" not in message
    return message


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "ist leer"),
        (b"\xef\xbb\xbf \r\n", "ist leer"),
        (b"Stadtteil;Anzahl\nOst;5\n", "wie eine CSV-Datei"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "Internetseite"),
        (b'<?xml version="1.0"?><Workbook/>', "Internetseite"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "keine Tabelle"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le"), "Kennwort"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 512 + "WordDocument".encode("utf-16-le"), "anderes Dokument"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 512 + "Workbook".encode("utf-16-le"), "beschädigt"),
        (b"PK\x03\x04" + b"\0" * 60, "beschädigt"),
    ],
)
def test_what_is_no_workbook_is_named_for_what_it_is(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "tabelle.xlsx"
    path.write_bytes(content)
    assert words in refused(path)


def test_other_documents_and_protected_ones_are_refused(tmp_path: Path) -> None:
    document = tmp_path / "bericht.xlsx"
    with zipfile.ZipFile(document, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    assert "anderes Dokument" in refused(document)
    protected = tmp_path / "geheim.ods"
    with zipfile.ZipFile(protected, "w") as archive:
        archive.writestr("mimetype", ODS_MIME)
        archive.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
    assert "Kennwort" in refused(protected)


def test_a_missing_file_names_the_nearest_one(tmp_path: Path) -> None:
    simple(tmp_path / "bevoelkerung.xlsx")
    assert "Gemeint ist vielleicht „bevoelkerung.xlsx“" in refused(tmp_path / "bevölkerung.xlsx")
    assert "Den Ordner" in refused(tmp_path / "nirgends" / "a.xlsx")
    with pytest.raises(SourceError, match="ist ein Ordner"):
        read_workbook(tmp_path)


def test_a_missing_sheet_names_the_nearest_and_the_known(table: Path) -> None:
    message = refused(table, "Zahl")
    assert "„Zahl“ gibt es nicht. Gemeint ist vielleicht „Zahlen“. Vorhanden: Zahlen und Noten." in message


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
def test_a_truncated_workbook_is_damaged(table: Path, share: float) -> None:
    content = table.read_bytes()
    table.write_bytes(content[: int(len(content) * share)])
    assert "beschädigt" in refused(table)


def test_a_part_longer_than_it_declares_is_damaged(tmp_path: Path) -> None:
    path = simple(tmp_path / "a.xlsx")
    content = bytearray(path.read_bytes())
    entry = content.rindex(b"xl/worksheets/sheet1.xml") - 46
    content[entry + 24 : entry + 28] = (10).to_bytes(4, "little")
    path.write_bytes(bytes(content))
    assert "beschädigt" in refused(path)


def test_an_archive_that_declares_too_much_is_not_unpacked(tmp_path: Path) -> None:
    path = simple(tmp_path / "a.xlsx")
    content = bytearray(path.read_bytes())
    entry = content.rindex(b"xl/worksheets/sheet1.xml") - 46
    content[entry + 24 : entry + 28] = (3_000_000_000).to_bytes(4, "little")
    path.write_bytes(bytes(content))
    assert "entpackt" in refused(path)


def test_a_single_entry_far_away_does_not_fill_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write("A1", 1)
        sheet.write("XFD1048576", 1)
    assert "reicht bis Zelle XFD1048576" in refused(path)


def test_styled_blank_cells_far_away_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write("A1", 1)
        sheet.write_blank("XFD1048576", None, book.add_format({"bold": True}))
    assert read_workbook(path).rows == ((1,),)


def test_repeated_cells_of_an_open_document_do_not_fill_the_memory(tmp_path: Path) -> None:
    cell = '<table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"/>'
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    assert "zu groß" in refused(ods(tmp_path / "a.ods", row))


def with_sheet(path: Path, old: bytes, new: bytes) -> Path:
    """Change the XML of the first sheet of a simple workbook, its archive being whole."""
    with zipfile.ZipFile(simple(path)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    assert old in parts[name]
    parts[name] = parts[name].replace(old, new)
    with zipfile.ZipFile(path, "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return path


def test_a_broken_part_of_an_open_document_is_damage_and_no_hang(tmp_path: Path) -> None:
    assert "beschädigt" in refused(ods(tmp_path / "a.ods", '<table:table-row><table:table-cell office:value="1"/>'))


def test_an_old_workbook_that_declares_too_much_does_not_fill_the_memory(reference: Path, tmp_path: Path) -> None:
    content = (reference / "muenchen" / "jt060124.xls").read_bytes()
    # The record that declares the size of the sheet: kind 0x0200, 14 bytes, first and last row. Now 65 535 rows,
    # and then a sheet that starts behind its end.
    at = content.index(bytes.fromhex("00020e00")) + 4
    path = tmp_path / "a.xls"
    path.write_bytes(content[: at + 4] + b"\xff\xff\xff\0" + content[at + 8 :])
    assert "zu groß" in refused(path)
    path.write_bytes(content[:at] + b"\xff\xff\xff\0" + content[at + 4 :])
    assert "beschädigt" in refused(path)


def test_cells_outside_of_a_sheet_are_damage(tmp_path: Path) -> None:
    assert "außerhalb" in refused(with_sheet(tmp_path / "a.xlsx", b'r="A1"', b'r="A9999999"'))


# A reader of values takes "Asuperscript1" for a column some thousand millions to the right.
@pytest.mark.parametrize("place", [b'r="Asuperscript1"', b'r="ABCD1"', b"r='a1'", b'x=">" r="A1"', b'r="1A"'])
def test_places_that_are_none_are_damage(tmp_path: Path, place: bytes) -> None:
    assert "beschädigt" in refused(with_sheet(tmp_path / "a.xlsx", b'r="A1"', place))


def test_a_prefix_does_not_hide_a_cell_far_away(tmp_path: Path) -> None:
    far = b'<x:row r="1048576"><x:c r="XFD1048576"><v>1</v></x:c></x:row></sheetData>'
    assert "XFD1048576" in refused(with_sheet(tmp_path / "a.xlsx", b"</sheetData>", far))


def test_the_limits_are_those_of_the_module() -> None:
    assert container.MAX_TOTAL >= container.MAX_PART
    assert workbook.MAX_CELLS >= 1_000_000
