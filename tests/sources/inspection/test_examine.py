"""Whole files: recognised, written as a layout, read again."""

from __future__ import annotations

import importlib.util
import io
from pathlib import Path
from types import ModuleType

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import districtanalysis as da
from districtanalysis.errors import LayoutError, SourceError
from districtanalysis.report.inspect_page import layout_toml
from districtanalysis.sources.inspection.examine import inspect_file

PROJECT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def score() -> ModuleType:
    """The benchmark, which holds the list of what is right."""
    spec = importlib.util.spec_from_file_location("inspecting", PROJECT / "benchmarks" / "inspecting.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules["inspecting"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
def test_nine_in_ten_tables_are_recognised(score, reference):
    found = list(score.results(reference))
    missed = [result.name for result in found if not result.found]
    assert len(missed) <= 0.1 * len(found), missed


def test_every_table_of_the_folder_is_in_the_list(reference):
    import tomllib

    listed = {
        entry["file"]
        for entry in tomllib.loads((PROJECT / "benchmarks" / "inspecting.toml").read_text(encoding="utf-8"))["table"]
    }
    there = {
        path.relative_to(reference).as_posix()
        for path in reference.rglob("*")
        if path.suffix in {".csv", ".txt", ".tsv", ".xls", ".xlsx", ".ods", ".parquet"}
    }
    assert listed == there


def write_and_read(path: Path, folder: Path, **options):
    found = inspect_file(path, **options)
    table = found.tables[0]
    target = folder / "layout.toml"
    target.write_text(layout_toml(path.name, table), encoding="utf-8")
    return table, da.read_table(path, str(target), sheet=table.sheet or None)


def test_a_town_that_nobody_described_adds_up(reference, tmp_path):
    """1 044 555 residents of Köln at the end of 2012, in 86 Stadtteile: the README of the tables."""
    _, data = write_and_read(reference / "koeln" / "bevoelkerung.csv", tmp_path)
    frame = data.observations.frame
    whole = frame[(frame["variable"] == "residents") & (frame["age_from"] < 0) & frame["sex"].isna()]
    last = whole[whole["date"] == "2012-12-31"]
    assert (len(last), last["value"].sum()) == (86, 1_044_555)


def test_moves_between_25_districts(reference, tmp_path):
    """120 703 moves in 2023: the README of the tables."""
    table, data = write_and_read(reference / "muenchen" / "jt240142.xlsx", tmp_path)
    assert table.form == "matrix"
    assert data.observations.frame["value"].sum() == 120_703


def test_the_quarters_of_hamburg(reference, tmp_path):
    """99 quarters with 1 782 217 residents below seven Bezirke: the README of the tables."""
    folder = reference / "hamburg"
    table, data = write_and_read(next(folder.glob("*.xlsx")), tmp_path)
    residents = data.observations.frame.query("variable == 'residents' and age_from < 0")
    assert (len(residents), residents["value"].sum()) == (99, 1_782_217)
    assert table.header_rows == (2, 3, 4)


MESSY = """Bevölkerung am 31.12.2023;;;;;
Gebiet;;Einwohner;;;Ausländer
Nr.;Name;insgesamt;unter 18;18 bis unter 65;in %
101;Altstadt;3.866;360;3.093;21,4
102;Neustadt;4.850;745;.;30,2
1;Bezirk Mitte;8.716;1.105;6.829;26,3
;Insgesamt;8.716;1.105;6.829;26,3
Quelle: Einwohnermelderegister
"""


def test_the_table_of_the_guide(tmp_path):
    path = tmp_path / "einwohner.csv"
    path.write_text(MESSY, encoding="utf-8")
    table, data = write_and_read(path, tmp_path)
    assert (table.header_rows, table.key, table.rows) == ((2, 3), "A", (4, 6))
    assert [level["key"] for level in table.layout["level"]] == [r"^\d{1}$", r"^\d{3}$"]
    wide = data.wide("residents", by="age")
    assert wide.loc["101"].to_dict() == {(-1, -1): 3866.0, (0, 17): 360.0, (18, 64): 3093.0}
    assert set(data.observations.frame["date"].dropna()) == {"2023-12-31"}


def test_two_tables_on_one_sheet(tmp_path):
    path = tmp_path / "zwei.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Daten")
        rows = [
            ["Tabelle 1: Einwohner am 31.12.2023"], ["Stadtteil", "Einw."], ["Ost", 10], ["West", 20], [],
            ["Tabelle 2: Haushalte am 31.12.2023"], ["Stadtteil", "Haushalte"], ["Ost", 5], ["West", 8],
        ]  # fmt: skip
        for row, cells in enumerate(rows):
            sheet.write_row(row, 0, cells)
        book.add_worksheet("leer")
    found = inspect_file(path)
    assert [table.rows for table in found.tables] == [(3, 4), (8, 9)]
    assert found.skipped == ("leer",)
    target = tmp_path / "layout.toml"
    for table, variable, values in zip(found.tables, ("residents", "households"), ([10, 20], [5, 8]), strict=True):
        target.write_text(layout_toml(path.name, table), encoding="utf-8")
        data = da.read_table(path, str(target), sheet="Daten")
        assert data.observations.of(variable)["value"].tolist() == values
        assert len(data.observations.frame) == 2


def test_a_list_of_facilities(tmp_path):
    path = tmp_path / "orte.csv"
    path.write_text("Stadtteil;Art;Bezeichnung\nOst;Kita;Haus A\nOst;Schule;B\nWest;Kita;C\n", encoding="utf-8")
    table, data = write_and_read(path, tmp_path)
    assert table.form == "long"
    assert set(data.observations.frame["variable"]) == {"facilities"}


def test_rows_with_nothing_but_a_number_are_not_claimed_to_be_areas(tmp_path):
    path = tmp_path / "umfrage.csv"
    path.write_text("Nr.;Bildung;Wohnen\n1;3;4\n2;5;4\n3;2;5\n", encoding="utf-8")
    assert inspect_file(path).tables[0].confidence < 0.5


def test_formulas_without_a_result_are_said(tmp_path):
    book = openpyxl.Workbook()
    for row in (["Stadtteil", "Einwohner", "Summe"], ["Ost", 10, "=B2*2"], ["West", 20, "=B3*2"]):
        book.active.append(row)
    book.save(tmp_path / "f.xlsx")
    found = inspect_file(tmp_path / "f.xlsx")
    assert any("C2" in note for note in found.notes)
    assert found.tables[0].columns[2].role == "unread"


def test_figures_without_anything_they_belong_to(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("X1,X2\n1.5,2.5\n3.5,4.5\n5.25,6.5\n", encoding="utf-8")
    (table,) = inspect_file(path).tables
    assert (table.form, table.confidence, dict(table.layout)) == ("none", 0.0, {})
    assert table.refusal


@pytest.mark.parametrize(
    "name, content",
    [
        ("leer.csv", b""),
        ("zeile.csv", b"Stadtteil;Einwohner\n"),
        ("halb.xlsx", b"PK\x03\x04kaputt"),
        ("gemischt.csv", "Süd;1\n".encode() + "Nörd;2\nWest;3\n".encode("cp1252")),
        ("breit.csv", b";".join([b"1"] * 30_000) + b"\n" + b";".join([b"1"] * 30_000) + b"\n"),
        ("bild.xlsx", b"\x89PNG\r\n\x1a\n\x00\x00"),
        ("seite.csv", b"<html><table><tr><td>1</td></tr></table></html>"),
    ],
)
def test_bad_files_are_refused_by_name(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(SourceError, match=name.split(".", maxsplit=1)[0]):
        inspect_file(tmp_path / name)


def test_many_columns_take_a_moment(tmp_path):
    path = tmp_path / "breit.csv"
    head = ";".join(["Stadtteil", *(f"Merkmal {chr(97 + i % 26)}{i}" for i in range(2000))])
    path.write_text(f"{head}\nOst;{';'.join('5' * 2000)}\nWest;{';'.join('7' * 2000)}\n", encoding="utf-8")
    (table,) = inspect_file(path).tables
    assert table.preview.figures == 4000
    assert len(table.layout["column"]) == 1


NAMES = st.lists(
    st.text("abcdefghijklmnopqrstuvwxyzäöü", min_size=3, max_size=9).map(str.capitalize),
    min_size=4,
    max_size=9,
    unique_by=str.casefold,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    names=NAMES.filter(lambda names: not {"Gesamt", "Summe", "Total", "Quelle", "Note"} & set(names)),
    values=st.lists(st.integers(0, 99_999), min_size=27, max_size=27),
    title=st.booleans(),
    total=st.booleans(),
    note=st.booleans(),
    delimiter=st.sampled_from(";\t|"),
)
def test_what_is_written_in_any_shape_is_read_back(tmp_path, names, values, title, total, note, delimiter):
    """The same figures come back, from any mixture of title, total and source line."""
    out = io.StringIO()
    columns = ["Einwohner insgesamt", "Einw. unter 18", "dar. Ausl."]
    rows = [[name, *values[place * 3 : place * 3 + 3]] for place, name in enumerate(names)]
    if title:
        out.write("Tabelle 1: Einwohner am 31.12.2022\n")
    lines = [["Stadtteil", *columns], *rows]
    if total:
        lines.append(["Insgesamt", *(sum(row[place] for row in rows) for place in (1, 2, 3))])
    out.write("\n".join(delimiter.join(map(str, line)) for line in lines) + "\n")
    if note:
        out.write("Quelle: Melderegister\n")
    path = tmp_path / "tabelle.csv"
    path.write_text(out.getvalue(), encoding="utf-8")
    table, data = write_and_read(path, tmp_path)
    assert table.header_rows == (2 if title else 1,)
    assert table.rows == (table.header_rows[0] + 1, table.header_rows[0] + len(names))
    frame = data.observations.frame
    for place, (variable, age) in enumerate((("residents", -1), ("residents", 0), ("foreigners", -1)), 1):
        part = frame[(frame["variable"] == variable) & (frame["age_from"] == age)]
        assert dict(zip(part["district_id"], part["value"], strict=True)) == {row[0]: row[place] for row in rows}


def test_years_without_values_are_not_guessed_at(tmp_path):
    path = tmp_path / "profil.csv"
    path.write_text("Kennzahl;2018;2019;2020;2021\nEinwohner;10;11;12\nGeburten;1;2;3\n", encoding="utf-8")
    (table,) = inspect_file(path).tables
    assert "Spalte E" in table.refusal
    assert (dict(table.layout), table.confidence < 0.5) == ({}, True)
    path.write_text("Stadtteil;Einwohner;Bemerkung\nOst;10;\nWest;20;\n", encoding="utf-8")
    assert inspect_file(path).tables[0].refusal == ""


def test_tables_side_by_side_are_read_each_with_its_own_areas(tmp_path):
    """The right table has other rows than the left one: its figures never go to the areas on the left."""
    book = openpyxl.Workbook()
    for row in (
        ("Stadtteil", "Einwohner", None, "Stadtteil", "Ausländer"),
        ("Ost", 100, None, "West", 20),
        ("West", 200, None, "Ost", 5),
        ("Süd", 50, None, "Süd", 7),
    ):
        book.active.append(row)
    book.save(tmp_path / "nebeneinander.xlsx")
    tables = inspect_file(tmp_path / "nebeneinander.xlsx").tables
    assert [(table.key, [column.letter for column in table.columns]) for table in tables] == [
        ("A", ["A", "B"]),
        ("D", ["D", "E"]),
    ]
    expected = ({"Ost": 100, "West": 200, "Süd": 50}, {"West": 20, "Ost": 5, "Süd": 7})
    for table, values in zip(tables, expected, strict=True):
        layout = tmp_path / f"spalte_{table.key}.toml"
        layout.write_text(layout_toml("nebeneinander.xlsx", table), encoding="utf-8")
        frame = da.read_table(tmp_path / "nebeneinander.xlsx", layout).observations.frame
        assert dict(zip(frame["district_id"], frame["value"], strict=True)) == values
    with pytest.raises(LayoutError):
        da.read_table(tmp_path / "nebeneinander.xlsx")
