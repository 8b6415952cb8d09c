from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from districtanalysis.errors import SourceError
from districtanalysis.sources.delimited import read_delimited
from districtanalysis.sources.notation import read_figure

TABLE = "Stadtteil;Anzahl;Anteil\nSüdwest;1794;20,4\nErzhütten;190;7\n"


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "tabelle.csv"
    path.write_bytes(text.encode(encoding))
    return path


def refused(path: Path, **options: str) -> str:
    with pytest.raises(SourceError) as caught:
        read_delimited(path, **options)
    message = str(caught.value)
    assert "\n" not in message
    assert path.name in message
    return message


@pytest.mark.parametrize(
    ("encoding", "note"),
    [
        ("utf-8", "Zeichencodierung UTF-8 erkannt."),
        ("utf-8-sig", "Zeichencodierung UTF-8, an der Markierung am Dateianfang erkannt."),
        ("utf-16", "Zeichencodierung UTF-16, an der Markierung am Dateianfang erkannt."),
        (
            "cp1252",
            "Zeichencodierung cp1252 (Windows, Westeuropa) angenommen, weil der Inhalt kein gültiges UTF-8 ist.",
        ),
    ],
)
def test_the_encoding_is_recognised_and_said(tmp_path: Path, encoding: str, note: str) -> None:
    grid = read_delimited(written(tmp_path, TABLE, encoding))
    assert grid.rows[0] == ("Stadtteil", "Anzahl", "Anteil")
    assert grid.rows[1][0] == "Südwest"
    assert grid.notes[0] == note


@pytest.mark.parametrize(
    ("sign", "name"), [(";", "Semikolon"), (",", "Komma"), ("\t", "Tabulator"), ("|", "senkrechter Strich")]
)
def test_the_delimiter_is_recognised_and_said(tmp_path: Path, sign: str, name: str) -> None:
    text = TABLE.replace(",", ".").replace(";", sign)
    grid = read_delimited(written(tmp_path, text))
    assert (grid.height, grid.width) == (3, 3)
    assert f"Trennzeichen {name} erkannt." in grid.notes


def test_decimal_commas_are_no_delimiters(tmp_path: Path) -> None:
    grid = read_delimited(written(tmp_path, "Ort;Anteil\nOst;17,6\nWest;20,4\n"))
    assert grid.rows[1] == ("Ost", "17,6")
    assert grid.decimal_signs == (",", ",")


def test_cells_stay_text_and_show_their_decimals(tmp_path: Path) -> None:
    grid = read_delimited(written(tmp_path, TABLE))
    assert grid.rows[2] == ("Erzhütten", "190", "7")
    figures = [read_figure(row[2], decimal=grid.decimal_sign(2)) for row in grid.rows[1:]]
    assert [(figure.value, figure.decimals) for figure in figures] == [(20.4, 1), (7.0, 0)]
    assert grid.address(2, 2) == "C3"


def test_leading_zeros_signs_and_blanks_inside_cells_are_kept(tmp_path: Path) -> None:
    grid = read_delimited(written(tmp_path, "Schlüssel;Anzahl\n01100101;-  23\n08135; - \n"))
    assert grid.rows[1:] == (("01100101", "-  23"), ("08135", " - "))


def test_blank_cells_and_blank_lines_keep_the_rows_in_place(tmp_path: Path) -> None:
    grid = read_delimited(written(tmp_path, "a;b\n\n1; \n;\n2;3\n\n;;\n"))
    assert grid.rows == (("a", "b"), (None, None), ("1", None), (None, None), ("2", "3"))


def test_quoted_fields_may_hold_line_breaks_and_delimiters(tmp_path: Path) -> None:
    grid = read_delimited(written(tmp_path, 'Ort;Text\nOst;"Kern; Rand\nund ""Mitte"""\nWest;x\n'))
    assert grid.rows[1][1] == 'Kern; Rand\nund "Mitte"'
    assert grid.address(2, 0) == "A3"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_is_read(tmp_path: Path, end: str) -> None:
    assert read_delimited(written(tmp_path, TABLE.replace("\n", end))).height == 3


def test_title_lines_above_and_notes_below_may_be_shorter(tmp_path: Path) -> None:
    text = "Bevölkerung\nStand;31.12.2019\n" + TABLE + "Quelle: Stadt\n"
    grid = read_delimited(written(tmp_path, text))
    assert grid.rows[0] == ("Bevölkerung", None, None)
    assert grid.rows[-1] == ("Quelle: Stadt", None, None)


def test_a_decimal_point_needs_a_column_of_them(tmp_path: Path) -> None:
    grid = read_delimited(written(tmp_path, "Ort,Anteil\nOst,17.6\nWest,20.45\n"))
    assert grid.decimal_sign(1) == "."
    assert read_figure(grid.rows[2][1], decimal=".").decimals == 2
    # Typing errors among thousands, as in table 8 of a published social atlas (Flensburg 2022).
    spoiled = "Ort,2011,2012\nA,1.3066,1268\nB,1885,1966\nC,1154,1419\nD,1720,1.69\nE,374,355\n"
    assert read_delimited(written(tmp_path, spoiled)).decimal_signs == ("", "", "")


def test_columns_with_different_signs_are_read_each_by_its_own(tmp_path: Path) -> None:
    grid = read_delimited(written(tmp_path, 'Ort,Wert,Text\nA,0.0166,"1,66%"\nB,12.3456,"3,63%"\n'))
    assert grid.decimal_signs == ("", ".", ",")
    assert any("kommen beide vor" in note for note in grid.notes)


def test_what_is_given_is_not_recognised(tmp_path: Path) -> None:
    path = written(tmp_path, "Ort|Anzahl\nOst|1.234\n", "cp1252")
    grid = read_delimited(path, encoding="cp1252", delimiter="|", decimal=".", thousands=" ")
    assert grid.notes == ()
    assert (grid.decimal_sign(1), grid.thousands) == (".", " ")
    assert read_figure(grid.rows[1][1], decimal=grid.decimal_sign(1)).value == 1.234


def test_blank_fields_behind_the_table_are_no_fault(tmp_path: Path) -> None:
    assert read_delimited(written(tmp_path, "a;b\n1;2;;\n3;4\n5;6\n")).rows[1] == ("1", "2", None, None)


def test_a_heading_longer_than_the_rows_is_said(tmp_path: Path) -> None:
    grid = read_delimited(written(tmp_path, "Kennzahl;2018;2019;2020\nA;1;2\nB;3;4\n"))
    assert grid.rows[0] == ("Kennzahl", "2018", "2019", "2020")
    assert any("Kopf und Werte können gegeneinander verschoben sein" in note for note in grid.notes)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "ist leer"),
        (b"a;b;c\n", "nur eine Zeile"),
        (b"Stadtteil\nOst\nWest\n", "kein Trennzeichen"),
        (b"a;b\n1;2\n3;4;5\n6;7\n", "Zeile 3: 3 Felder statt 2"),
        (b"a;b;c\n1;2;3\n4;5\n6;7;8\n", "Zeile 3: 2 Felder statt 3"),
        (b'a;b\n1;"2\n3;4\n', "Anführungszeichen"),
        (b"a;b\n\x00\x01;2\n", "keine Tabelle"),
        (b"<!DOCTYPE html><html></html>", "Internetseite"),
        ("a;b\nSüd;1\n".encode() + "Süd;2\n".encode("cp1252"), "Zeile 3: gemischte Zeichencodierungen"),
        (b"a;b\n\x81;2\n", "passt nicht zur Zeichencodierung cp1252"),
        (b'a;b\n"' + b"x" * 200_000 + b'";1\n', "mehr als 131072 Zeichen"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "tabelle.csv"
    path.write_bytes(content)
    assert words in refused(path)


def test_a_workbook_with_the_suffix_of_a_text_is_named(tmp_path: Path, project: Path) -> None:
    path = tmp_path / "tabelle.csv"
    path.write_bytes((project / "data" / "raw" / "heidenheim" / "bevoelkerung.xlsx").read_bytes())
    assert "ist eine Excel-Arbeitsmappe" in refused(path)


def test_impossible_options_are_refused(tmp_path: Path) -> None:
    path = written(tmp_path, TABLE)
    assert "Trennzeichen „;;“" in refused(path, delimiter=";;")
    assert "kommt nicht vor" in refused(path, delimiter="|")
    assert "„utf-9“ ist unbekannt" in refused(path, encoding="utf-9")
    assert "Zeile 2" in refused(path, encoding="ascii")
    assert "Dezimalzeichen „x“" in refused(path, decimal="x")
    assert "verschieden" in refused(path, decimal=",", thousands=",")


def test_too_many_columns_are_refused(tmp_path: Path) -> None:
    line = ";".join(["1"] * 30_000)
    assert "30000 Spalten" in refused(written(tmp_path, f"{line}\n{line}\n"))


CELL = st.text(st.characters(codec="utf-8", exclude_characters="\0\r", exclude_categories=["Cs"]), max_size=8)


@settings(max_examples=60)
@given(
    st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=2, max_size=6),
    st.sampled_from([";", ",", "\t", "|"]),
    st.sampled_from(["utf-8-sig", "utf-16"]),
)
def test_a_written_table_comes_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], delimiter: str, encoding: str
) -> None:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows([["a", "b", "c"], *rows, ["x", "y", "z"]])
    path = tmp_path_factory.mktemp("csv") / "tabelle.csv"
    path.write_bytes(buffer.getvalue().encode(encoding))
    grid = read_delimited(path, delimiter=delimiter)
    blanked = tuple(tuple(cell if cell and not cell.isspace() else None for cell in row) for row in rows)
    assert grid.rows[1:-1] == blanked


# Sizes counted in the published files themselves.
@pytest.mark.parametrize(
    ("file", "height", "width"),
    [
        ("berlin/ewr/EWR201812E_Matrix.csv", 448, 51),
        ("koeln/bevoelkerung.csv", 29136, 9),
        ("hamburg/Daten_fuer_die_Stadtteilprofile_2014.csv", 108, 69),
        ("muenchen/vablock_stadtbezirk.csv", 28, 5),
    ],
)
def test_published_tables_are_read_whole(reference: Path, file: str, height: int, width: int) -> None:
    grid = read_delimited(reference / file)
    assert (grid.height, grid.width) == (height, width)
