"""Tables that nobody has described: what is recognised, by what, and what is refused."""

from __future__ import annotations

import pytest

from districtanalysis.datasets import raw_folder
from districtanalysis.errors import LayoutError
from districtanalysis.sources.grid import Cell, Grid, pad
from districtanalysis.sources.recognise import Recognition, recognise
from districtanalysis.sources.workbook import read_workbook


def grid(*rows: tuple[Cell, ...], first_row: int = 1) -> Grid:
    return Grid("a.csv", "", pad(rows), first_row=first_row)


def variables(found: Recognition) -> list[str]:
    return [rule.variable for rule in found.layout.column]


def test_a_plain_table():
    found = recognise(grid(("Stadtteil", "Einwohner", "Ausländer"), ("Ost", 10, 1), ("West", 20, 2)))
    assert found.layout.header_rows == (1,)
    assert variables(found) == ["residents", "foreigners"]
    assert found.evidence == (
        "a.csv: Kopfzeile 1, Schlüsselspalte „Stadtteil“, "
        "erkannt: Einwohnerinnen und Einwohner und Ausländerinnen und Ausländer."
    )


def test_title_rows_and_two_header_rows_of_the_shipped_table():
    found = recognise(read_workbook(raw_folder() / "heidenheim" / "bevoelkerung.xlsx", "Stadtteile"))
    assert found.layout.header_rows == (4, 5)
    assert variables(found) == [
        "residents",
        "foreigners",
        "foreign_share_printed",
        "refugees_in_care",
        "nationalities",
        "generation_situation",
    ]


def test_the_cut_heading_of_kaiserslautern():
    found = recognise(read_workbook(raw_folder() / "kaiserslautern" / "auslaender_2016.xlsx", "Ausländer"))
    assert variables(found) == ["foreigners", "foreign_share_printed", "foreign_share_under_30_printed"]


def test_footnote_signs_of_a_heading_do_not_count():
    found = recognise(grid(("Stadtteil", "Einwohner 1)", "Geflüchtete*"), ("Ost", 10, 1)))
    assert variables(found) == ["residents", "refugees_in_care"]


def test_a_table_that_starts_further_down():
    found = recognise(grid(("Stadtteil", "Einwohner"), ("Ost", 10), first_row=7))
    assert found.layout.header_rows == (7,)


@pytest.mark.parametrize(
    ("headings", "recognised"),
    [
        (("Stadtteil", "Art", "Anzahl", "Bezeichnung"), "erkannt: Einrichtungen."),
        (("District", "Kind", "Number", "Name"), "erkannt: Einrichtungen."),
        (("Stadtteil", "Merkmal", "Stufe", "Beleg"), "erkannt: Engagementstruktur, Förderrahmen und Generationenlage."),
    ],
)
def test_lists_are_told_from_tables(headings: tuple[str, ...], recognised: str):
    found = recognise(grid(headings, ("Ost", "Kita", 1, "x")))
    assert found.layout.long
    assert found.evidence.endswith(recognised)


@pytest.mark.parametrize(
    "rows",
    [
        (("Farbe", "Form"), ("rot", "rund")),
        (("Stadtteil", "Lieblingsfarbe"), ("Ost", "rot")),
        (("Einwohner", "Ausländer"), (10, 1)),
    ],
)
def test_a_guess_is_never_presented_as_a_fact(rows: tuple[tuple[Cell, ...], ...]):
    with pytest.raises(LayoutError, match=f"„{rows[0][0]}“.*layout"):
        recognise(grid(*rows))


def test_the_reader_of_names_with_signs_of_patterns():
    found = recognise(grid(("Stadtteil", "Einwohner (gesamt)*", "Einwohner"), ("Ost", 1, 10)))
    assert [rule.heading for rule in found.layout.column] == ["^einwohner$"]


def test_a_single_area_without_figures_is_no_heading_of_a_section(tmp_path):
    import districtanalysis as da

    file = tmp_path / "a.csv"
    file.write_text("Stadtteil;Einwohner\nSüd;1000\nNord;\nWest;3000\nOst;4000\n", encoding="utf-8")
    districts = da.read_table(file).districts
    assert list(districts.index) == ["Süd", "Nord", "West", "Ost"]
    assert set(districts["group"]) <= {""}
