"""The shipped tables hold every figure of the transcribed documents, and none that was lost with a picture."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from districtanalysis.sources.delimited import read_delimited
from districtanalysis.sources.grid import Grid
from districtanalysis.sources.notation import read_figure
from districtanalysis.sources.workbook import read_workbook

CODES = {
    ("Mergelstetten-Reutenen", "Engagementstruktur"): 1,
    ("Mittelrain", "Engagementstruktur"): 3,
    ("Oststadt", "Engagementstruktur"): 2,
    ("Mergelstetten-Reutenen", "Förderrahmen"): 0,
    ("Mittelrain", "Förderrahmen"): 1,
    ("Oststadt", "Förderrahmen"): 2,
}


@pytest.fixture
def raw(project: Path) -> Path:
    return project / "data" / "raw"


@pytest.fixture
def figures(reference: Path) -> Path:
    folder = reference.parent / "figures"
    if not folder.is_dir():
        pytest.skip(f"no transcribed figures in {folder}")
    return folder


def transcribed(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def body(path: Path) -> list[tuple[str, ...]]:
    return [tuple(str(cell) for cell in row) for row in read_delimited(path).rows[1:]]


def candidates(raw: Path) -> Grid:
    return read_workbook(raw / "heidenheim" / "bevoelkerung.xlsx", "Stadtteile")


def test_the_candidates_stand_as_printed(raw: Path, figures: Path) -> None:
    grid = candidates(raw)
    rows = transcribed(figures / "heidenheim_stadtteile_2019.csv")
    assert len(rows) == 3
    for index, row in enumerate(rows, start=5):
        cells = grid.rows[index]
        assert cells[0] == row["stadtteil"]
        assert cells[1:3] == (int(row["bewohner"]), int(row["auslaender"]))
        assert cells[3] == float(row["auslaender_anteil_pct_angegeben"])
        assert cells[4] == f"{row['gefluechtete_aktuell_betreut']} 1)"
        assert cells[5] == f"mind. {row['nationalitaeten_mind']}"
        assert cells[6] == row["generationenlage_text"]


def test_the_candidates_stand_in_the_cells_that_explanations_name(raw: Path) -> None:
    grid = candidates(raw)
    assert (grid.address(7, 4), grid.rows[7][4]) == ("E8", "153 1)")
    assert (grid.address(7, 1), grid.rows[7][1]) == ("B8", 4336)
    assert grid.rows[1][0] == "Stand: 31.12.2019"
    assert grid.rows[3][2:4] == ("Ausländer", None)
    assert grid.rows[4][2:4] == ("Anzahl", "in %")
    assert (3, 2, 3, 3) in grid.merged
    assert [grid.printed_decimals(7, column) for column in range(4)] == [-1, 0, 0, 2]
    assert str(grid.rows[9][0]).startswith("1) aktuell von den Integrationsmanagerinnen und -managern betreut")
    assert str(grid.rows[10][0]).startswith("Quelle: ")


def test_facilities_are_the_listed_ones_and_presence_is_no_count(raw: Path, figures: Path) -> None:
    rows = [
        row for row in transcribed(figures / "heidenheim_stadtteile_profil.csv") if row["kriterium"] == "Infrastruktur"
    ]
    shipped = body(raw / "heidenheim" / "einrichtungen.csv")
    assert [(name, kind, number) for name, kind, number, _ in shipped] == [
        (row["stadtteil"], row["merkmal"], row["anzahl"] or "vorhanden") for row in rows
    ]
    for printed, row in zip(shipped, rows, strict=True):
        assert row["text"].startswith(printed[3])
    present = [read_figure(number) for _, _, number, _ in shipped if number == "vorhanden"]
    assert len(present) == 4
    assert all(figure.qualifier == "present" for figure in present)


def test_the_facilities_are_a_windows_file(raw: Path) -> None:
    grid = read_delimited(raw / "heidenheim" / "einrichtungen.csv")
    assert any("cp1252" in note for note in grid.notes)
    assert any("Ökumenisches Haus" in row for row in grid.rows)


def test_engagement_carries_the_codes_and_the_printed_evidence(raw: Path, figures: Path) -> None:
    printed = {
        (row["stadtteil"], row["text"])
        for row in transcribed(figures / "heidenheim_stadtteile_profil.csv")
        if row["kriterium"] == "Nachhaltigkeit"
    }
    rows = body(raw / "heidenheim" / "engagement.csv")
    highest: dict[tuple[str, str], int] = {}
    for name, feature, step, evidence in rows:
        highest[name, feature] = max(int(step), highest.get((name, feature), 0))
        assert (name, evidence) in printed or (step, evidence) == ("0", "kein Programm genannt")
    assert highest == CODES
    assert {(name, evidence) for name, _, _, evidence in rows} >= printed


def test_every_step_stands_in_the_code_book(raw: Path) -> None:
    book = {(feature, step) for feature, step, _ in body(raw / "heidenheim" / "engagement_codebuch.csv")}
    assert {(feature, step) for _, feature, step, _ in body(raw / "heidenheim" / "engagement.csv")} <= book


def test_the_profile_stands_as_printed(raw: Path, figures: Path) -> None:
    rows = transcribed(figures / "heidenheim_stadtteile_profil.csv")
    expected = [(row["stadtteil"], row["merkmal"], row["text"]) for row in rows if row["kriterium"] == "Kontext"]
    assert body(raw / "heidenheim" / "profil.csv") == expected


def test_the_census_stands_with_points_for_thousands(raw: Path, figures: Path) -> None:
    rows = transcribed(figures / "heidenheim_migrationshintergrund_zensus2011.csv")
    shipped = body(raw / "heidenheim" / "migrationshintergrund_zensus2011.csv")
    assert [row[:2] for row in shipped] == [(row["gebiet"], row["ebene"]) for row in rows]
    for printed, row in zip(shipped, rows, strict=True):
        assert [read_figure(cell).value for cell in printed[3:]] == [float(row["ohne_mh"]), float(row["mit_mh"])]
    assert shipped[2][3] == "2.781.620"
    assert [row[2] for row in shipped] == ["08135019", "08135", "081", "08", "00"]


def test_the_lost_counts_of_refugees_are_not_available(raw: Path, figures: Path) -> None:
    shipped = body(raw / "heidenheim" / "gefluechtete_2020.csv")
    assert {read_figure(row[3]).status for row in shipped} == {"not_available"}
    assert {row[1] for row in shipped} == {"30.06.2020", "Juni 2020", "20.06.2020"}
    classes = [row["klasse"] for row in transcribed(figures / "heidenheim_gefluechtete_altersklassen.csv")]
    assert [row[2] for row in shipped if row[0] == "Altersstruktur"] == classes


def test_the_districts_of_kaiserslautern_stand_as_printed(raw: Path, figures: Path) -> None:
    grid = read_workbook(raw / "kaiserslautern" / "auslaender_2016.xlsx", "Ausländer")
    assert grid.rows[3] == ("Stadtteil", "Ausländer", "Ausländer in", "unter 30 Jahre in %")
    rows = transcribed(figures / "kaiserslautern_auslaender_2016.csv")
    lines = [(index, row) for index, row in enumerate(grid.rows) if isinstance(row[1], int)]
    assert len(lines) == len(rows) == 18
    for (index, cells), row in zip(lines, rows, strict=True):
        assert cells[0] == row["stadtteil_original"]
        assert cells[1] == int(row["anzahl"])
        for column, name in ((2, "spalte2_original_Auslaender_in"), (3, "spalte3_original_unter_30_Jahre_in_pct")):
            printed = read_figure(row[name])
            assert (cells[column], grid.printed_decimals(index, column)) == (printed.value, printed.decimals)


def test_the_groups_of_kaiserslautern_stand_above_their_districts(raw: Path, figures: Path) -> None:
    grid = read_workbook(raw / "kaiserslautern" / "auslaender_2016.xlsx", "Ausländer")
    groups: dict[str, list[str]] = {}
    for name, count, *_ in grid.rows[4:24]:
        if count is None:
            groups[str(name)] = []
        else:
            groups[list(groups)[-1]].append(str(name))
    expected: dict[str, list[str]] = {}
    for row in transcribed(figures / "kaiserslautern_auslaender_2016.csv"):
        expected.setdefault(row["gruppe"], []).append(row["stadtteil_original"])
    assert groups == expected


def test_the_odd_one_without_decimals_is_kept(raw: Path) -> None:
    grid = read_workbook(raw / "kaiserslautern" / "auslaender_2016.xlsx", "Ausländer")
    odd = [grid.address(row, 2) for row in range(5, 24) if grid.printed_decimals(row, 2) == 0]
    assert odd == ["C16"]
    assert grid.rows[15][0] == "Erzhütten/ Wiesenthalerhof"


def test_the_goals_of_hechingen_are_complete(raw: Path, figures: Path) -> None:
    names = (
        "handlungsfeld",
        "ziel_nr",
        "ziel_in_eigenen_worten",
        "massnahmen_anzahl",
        "rolle_der_stadtverwaltung",
        "umsetzungsakteure",
    )
    rows = transcribed(figures / "hechingen_ziele.csv")
    expected = [tuple(row[name] or "n. v." for name in names) for row in rows]
    assert body(raw / "hechingen" / "ziele.csv") == expected


def test_the_survey_of_hechingen_keeps_what_is_printed(raw: Path, figures: Path) -> None:
    rows = transcribed(figures / "hechingen_umfrage_relevanz.csv")
    expected = [(row["handlungsfeld"], row["anteil_pct_angegeben"], row["n_beteiligte_akteure"]) for row in rows]
    assert body(raw / "hechingen" / "umfrage_relevanz.csv") == expected
    coverage = body(raw / "hechingen" / "umfrage_bedarfsabdeckung.csv")
    rows = transcribed(figures / "hechingen_umfrage_bedarfsabdeckung.csv")
    for printed, row in zip(coverage, rows, strict=True):
        figure = read_figure(printed[3])
        assert printed[:3] == (row["handlungsfeld"], row["skala_min"], row["skala_max"])
        if row["mittelwert"]:
            assert (figure.value, figure.decimals) == (float(row["mittelwert"]), 1)
        else:
            assert figure.status == "not_available"


def test_no_shipped_table_names_its_transcription(raw: Path) -> None:
    for path in [*sorted(raw.rglob("*.csv")), raw / "README.md"]:
        assert b"quelle_datei" not in path.read_bytes()
        assert b".txt" not in path.read_bytes()


def test_every_shipped_table_is_described(raw: Path) -> None:
    described = (raw / "README.md").read_text(encoding="utf-8")
    for path in sorted(raw.rglob("*")):
        if path.suffix in {".csv", ".xlsx"}:
            assert f"`{path.name}`" in described, path.name
