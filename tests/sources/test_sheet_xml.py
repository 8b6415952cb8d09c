from __future__ import annotations

import io
import zipfile

import pytest

from districtanalysis.errors import SourceError
from districtanalysis.sources.sheet_xml import raised_strings, rich_text, scan_sheet, sheet_part

SHEET = "xl/worksheets/sheet1.xml"
RAISED = '<r><t>153</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>1)</t></r>'


def archive_of(parts: dict[str, str]) -> zipfile.ZipFile:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return zipfile.ZipFile(buffer)


def test_the_part_of_a_sheet_is_found_by_its_name() -> None:
    book = '<workbook><sheets><sheet name="A &amp; B" sheetId="1" r:id="rId7"/></sheets></workbook>'
    for target in ("worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml"):
        links = f'<Relationships><Relationship Id="rId7" Target="{target}"/></Relationships>'
        with archive_of({"xl/workbook.xml": book, "xl/_rels/workbook.xml.rels": links}) as archive:
            assert sheet_part(archive, "A & B", "a.xlsx") == SHEET
            assert not sheet_part(archive, "C", "a.xlsx")


def test_hidden_parts_missing_results_and_raised_signs_are_found() -> None:
    sheet = '<worksheet><cols><col min="2" max="3" hidden="1"/><col min="4" max="4"/></cols><sheetData>'
    sheet += '<row r="2" hidden="1"><c r="A2" t="s"><v>1</v></c><c r="B2" s="1"><f>1+1</f></c></row>'
    sheet += '<row r="3"><c r="A3"><f>1+1</f><v>2</v></c><c r="B3"><f t="shared" si="0"/><v></v></c></row>'
    sheet += f'<row r="4"><c r="A4" t="inlineStr"><is>{RAISED}</is></c></row></sheetData></worksheet>'
    shared = f"<sst><si><t>Ost</t></si><si>{RAISED}</si></sst>"
    with archive_of({SHEET: sheet, "xl/sharedStrings.xml": shared}) as archive:
        marks = scan_sheet(archive, SHEET, "a.xlsx")
    assert marks.hidden_rows == {2}
    assert marks.hidden_columns == {2, 3}
    assert marks.uncached == ["B2", "B3"]
    assert marks.raised == {"A2": "153¹⁾", "A4": "153¹⁾"}
    assert marks.extent() == (4, 2)


def test_a_sheet_of_many_megabytes_is_read_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}" s="{n % 5}"><v>{n}</v></c></row>' for n in range(1, 200))
    with archive_of({SHEET: f"<worksheet><sheetData>{rows}</sheetData></worksheet>"}) as archive:
        monkeypatch.setattr("districtanalysis.sources.sheet_xml._CHUNK", 97)
        marks = scan_sheet(archive, SHEET, "a.xlsx")
    assert marks.rows.tolist() == list(range(1, 200))
    assert marks.styles.tolist() == [n % 5 for n in range(1, 200)]


def test_a_row_without_end_is_damage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("districtanalysis.sources.sheet_xml._CHUNK", 1000)
    monkeypatch.setattr("districtanalysis.sources.sheet_xml._LONGEST_ROW", 5000)
    with archive_of({SHEET: '<worksheet><sheetData><row r="1">' + "x" * 20_000}) as archive:  # noqa: SIM117
        with pytest.raises(SourceError, match="beschädigt"):
            scan_sheet(archive, SHEET, "a.xlsx")


def test_a_missing_part_is_damage() -> None:
    with archive_of({"a": ""}) as archive, pytest.raises(SourceError, match="beschädigt"):
        scan_sheet(archive, SHEET, "a.xlsx")


def test_only_strings_with_raised_signs_are_kept() -> None:
    assert raised_strings(b"<sst><si><t>Ost</t></si></sst>") == {}
    assert raised_strings(f"<sst><si/><si><t>x</t></si><si>{RAISED}</si></sst>".encode()) == {2: "153¹⁾"}


def test_letters_that_have_no_raised_form_stand_as_they_are() -> None:
    assert rich_text(b'<r><t>7 &lt;</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>a)</t></r>') == "7 <a⁾"
    assert rich_text(b"<t>zwei_x000A_Zeilen</t>") == "zwei\nZeilen"


def test_values_from_other_files_are_named() -> None:
    rows = '<sheetData><row r="1"><c r="A1"><f>[1]Tab!A1</f><v>3</v></c><c r="B1"><f>SUM(A1)</f><v>3</v></c></row></sheetData>'
    parts = {"xl/worksheets/sheet1.xml": rows, "xl/externalLinks/externalLink1.xml": "<x/>"}
    assert scan_sheet(archive_of(parts), "xl/worksheets/sheet1.xml", "a.xlsx").external == ["A1"]
    del parts["xl/externalLinks/externalLink1.xml"]
    assert scan_sheet(archive_of(parts), "xl/worksheets/sheet1.xml", "a.xlsx").external == []
