"""Units in headings: what is a count, a share, a quotient; in a row of their own, through reading, inspecting, loading."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

import districtanalysis as da
from districtanalysis.errors import LayoutError
from districtanalysis.sources.fitting import fitting_layouts, read_alone
from districtanalysis.sources.inspection.examine import inspect_file
from districtanalysis.sources.units import fits_unit, is_unit, is_unit_row, split_unit

Row = Sequence[object]
SHARES: list[Row] = [("Ost", 1000, 12.5), ("West", 2000, 20.1), ("Süd", 500, 7.0)]
BOTH: list[Row] = [("Ost", 1000, 125, 12.5), ("West", 2000, 402, 20.1), ("Süd", 500, 35, 7.0)]
STUDY = """
schema_version = 1
[study]
title = "Probe"
purpose = "Probe"
city = "Musterstadt"
[[source]]
id = "a"
file = "tabelle.xlsx"
publisher = "Stadt"
date = 2023-12-31
population_concept = "main_residence"
licence = "dl-de/by-2-0"
"""


def written(folder: Path, *rows: Row) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append([cell if cell != "" else None for cell in row])
    path = folder / "tabelle.xlsx"
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("heading", "rest", "unit"),
    [
        ("Ausländer / in %", "ausländer", "percent"),
        ("in % Ausländer", "ausländer", "percent"),
        ("Ausländer v. H.", "ausländer", "percent"),
        ("Ausländer in % der Einwohner", "ausländer", "percent"),
        ("Anteil Geflüchtete", "anteil geflüchtete", "percent"),
        ("Ausländerquote", "ausländerquote", "percent"),
        ("Geburten je 1 000", "geburten", "per"),
        ("Pkw je Haushalt", "pkw", "per"),
        ("Geburten in ‰", "geburten in", "per"),
        ("Einwohner in 1 000", "einwohner", "thousands"),
        ("Einwohner (Anzahl)", "einwohner", "count"),
        ("Personen", "", "count"),
        ("Einwohner", "einwohner", ""),
        ("Anzahlung", "anzahlung", ""),
    ],
)
def test_a_heading_is_parted_from_its_unit(heading: str, rest: str, unit: str) -> None:
    assert split_unit(heading) == (rest, unit)


def test_a_row_of_units_is_told_from_a_row_of_areas() -> None:
    assert is_unit_row(["", "Anzahl", "in %", "je 1 000"])
    assert not is_unit_row(["Ost", "1 000", "12,5 %"])
    assert not is_unit("12,5")


def test_percentages_are_shares_and_quotients_no_counts() -> None:
    assert fits_unit("share", "percent")
    assert not fits_unit("count", "percent")
    assert not fits_unit("count", "per")
    assert not fits_unit("count", "thousands")
    assert fits_unit("figure", "per")
    assert fits_unit("count", "count")


@pytest.mark.parametrize(
    "header",
    [
        [("Stadtteil", "Einwohner", "Ausländer"), ("", "", "in %")],
        [("Stadtteil", "Einwohner", "Ausländer"), ("", "Personen", "Prozent")],
        [("", "Anzahl", "in %"), ("Stadtteil", "Einwohner", "Ausländer")],
        [("Stadtteil", "Einwohner", "Ausländer / in %")],
        [("Stadtteil", "Bevölkerung", ""), ("", "Einwohner", "Ausländer"), ("", "Anzahl", "%")],
    ],
)
def test_a_share_is_never_taken_for_a_count(tmp_path: Path, header: list[Row]) -> None:
    path = written(tmp_path, *header, *SHARES)
    assert fitting_layouts(path) == []  # the sheet of a study workbook has no units below its headings
    (tmp_path / "study.toml").write_text(STUDY, encoding="utf-8")
    for frame in (
        read_alone(path).table.figures.frame,
        da.read_table(path).observations.frame,
        da.load(da.load_study(tmp_path)).observations.frame,
    ):
        assert "foreigners" not in set(frame["variable"])
        shares = frame[frame["variable"] == "foreign_share_printed"]
        assert dict(zip(shares["district_id"], shares["value"], strict=True)) == {"Ost": 12.5, "West": 20.1, "Süd": 7.0}
        assert len(frame) == 6
    (table,) = inspect_file(path).tables
    assert table.header_rows == tuple(range(1, len(header) + 1))
    assert [column.variable for column in table.columns] == ["", "residents", "foreign_share_printed"]


@pytest.mark.parametrize("top", ["Ausländer", ""])
def test_count_and_share_under_one_heading(tmp_path: Path, top: str) -> None:
    header = [("Stadtteil", "Einwohner", "Ausländer", top), ("", "Anzahl", "Anzahl", "in %")]
    path = written(tmp_path, *header, *BOTH)
    frame = read_alone(path).table.figures.frame
    found = {str(name): part["value"].tolist() for name, part in frame.groupby("variable", observed=True)}
    assert found == {
        "residents": [1000, 2000, 500],
        "foreigners": [125, 402, 35],
        "foreign_share_printed": [12.5, 20.1, 7.0],
    }
    (table,) = inspect_file(path).tables
    assert [column.heading for column in table.columns][2:] == ["Ausländer Anzahl", "Ausländer in %"]


def test_what_is_no_count_and_no_known_share_is_left_out(tmp_path: Path) -> None:
    rows = [(name, count, 61.5) for name, count, _ in SHARES]
    for heading, unit in (("Arbeitslose insgesamt", "je 1 000 Einwohner"), ("Geflüchtete", "in %")):
        path = written(tmp_path, ("Stadtteil", "Einwohner", heading), ("", "Anzahl", unit), *rows)
        frame = read_alone(path).table.figures.frame
        assert set(frame["variable"]) == {"residents"}
        assert inspect_file(path).tables[0].columns[2].variable in {"published_figure", "published_share"}


def test_thousands_are_refused(tmp_path: Path) -> None:
    path = written(tmp_path, ("Stadtteil", "Einwohner"), ("", "in 1 000"), ("Ost", 1.2), ("West", 2.3))
    with pytest.raises(LayoutError, match="ließ sich nicht erkennen"):
        read_alone(path)
    assert inspect_file(path).tables[0].columns[1].variable == "published_figure"
