from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from districtanalysis.domain.study import Source
from districtanalysis.errors import SourceError
from districtanalysis.sources.cells import GridCells
from districtanalysis.sources.layout import Layout
from districtanalysis.sources.opening import found, open_cells, read_grid
from districtanalysis.sources.text_cells import TextCells


def layout(**more: object) -> Layout:
    column = [{"heading": "x", "variable": "residents"}]
    return Layout.model_validate({"name": "t", "header_rows": [1], "key": "a", "column": column, **more})


def source(**more: object) -> Source:
    needed = {
        "id": "t",
        "file": "t",
        "publisher": "",
        "date": "not_stated",
        "population_concept": "not_stated",
        "licence": "",
    }
    return Source.model_validate({**needed, **more})


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        for name in ("Hinweise", "Daten 2020", "Daten 2021"):
            made.add_worksheet(name).write(0, 0, name)
    return path


def test_a_layout_chooses_its_sheet_by_a_pattern_and_a_source_by_name(book: Path) -> None:
    assert open_cells(book).sheet == "Hinweise"
    assert open_cells(book, layout=layout(sheet="^daten")).sheet == "Daten 2020"
    assert open_cells(book, source(sheet="Daten 2021"), layout(sheet="^daten")).sheet == "Daten 2021"
    with pytest.raises(SourceError, match="Daten 2020"):
        open_cells(book, layout=layout(sheet="^blatt"))


def test_plain_text_tables_are_cut_in_their_bytes_and_others_read_with_care(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("a;b\n1;2,5\n3;4,5\n", encoding="utf-8")
    cells = open_cells(path)
    assert isinstance(cells, TextCells)
    assert cells.decimal_signs == (",", ",")
    assert any("Semikolon" in note for note in cells.notes)
    path.write_text('a;b\n"1";2\n', encoding="utf-8")
    assert isinstance(open_cells(path), GridCells)


def test_what_the_study_says_counts_more_than_the_layout(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("a|b;ö\n1|2;3\n".encode("cp1252"))
    assert open_cells(path, source(), layout(delimiter="|")).text(0, 1) == "b;ö"
    assert open_cells(path, source(delimiter=";"), layout(delimiter="|")).text(0, 1) == "ö"
    assert open_cells(path, source(encoding="cp1252")).text(0, 0) == "a|b"


def test_missing_files_folders_and_other_kinds(tmp_path: Path) -> None:
    (tmp_path / "da.csv").write_text("a;b\n1;2\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"da\.csv"):
        found(tmp_path / "fehlt.csv")
    with pytest.raises(SourceError, match="Ordner"):
        found(tmp_path)
    (tmp_path / "x.pdf").write_bytes(b"x")
    with pytest.raises(SourceError, match=r"\.parquet"):
        found(tmp_path / "x.pdf")
    assert read_grid(tmp_path / "da.csv").rows[1] == ("1", "2")


def test_lines_are_parted_by_a_pattern_where_no_single_sign_does(tmp_path: Path) -> None:
    path = tmp_path / "t.txt"
    path.write_text("Kennzahl 2020 2021\nEinwohner: 12 13\nQuote in %:3,7 3\n", encoding="utf-8")
    cells = open_cells(path, source(), layout(split=r":\s*|(?<=\d) +(?=\d)", decimal=","))
    assert [[cells.text(row, column) for column in range(3)] for row in range(1, 3)] == [
        ["Einwohner", "12", "13"],
        ["Quote in %", "3,7", "3"],
    ]
    path.write_text("a: 1 2\nb: 1\nc: 1 2\nd: 3 4\n", encoding="utf-8")
    with pytest.raises(SourceError, match="Zeile 2: 2 Felder statt 3"):
        open_cells(path, source(), layout(split=r":\s*|(?<=\d) +(?=\d)"))
