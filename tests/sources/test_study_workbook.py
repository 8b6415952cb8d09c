"""Reading a study workbook that nobody wrote with our template; the round trip is tested end to end."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from districtanalysis.errors import StudyError
from districtanalysis.sources.study_workbook import read_study_workbook

SHEETS: dict[str, list[list[object]]] = {
    "Studie": [
        ["Angabe", "Eintrag"],
        ["Titel", "Probe"],
        ["Zweck", "Pilotprojekt"],
        ["Stadt", "Musterstadt"],
        ["Stichtag (TT.MM.JJJJ)", "31.12.2023"],
        ["Bevölkerungsbegriff", "Hauptwohnsitz"],
    ],
    "Stadtteile": [
        ["Stadtteil", "Einwohner", "Ausländer", "Geflüchtete in Betreuung", "Nationalitäten", "Generationenlage"],
        ["Nord", 1000, None, 10, None, None],
    ],
    "Einrichtungen": [["Stadtteil", "Art", "Anzahl", "Bezeichnung"]],
    "Engagement": [["Stadtteil", "Merkmal", "Stufe", "Beleg"]],
    "Gewichte": [
        [
            "Kriterium",
            "Gewicht des Kriteriums",
            "Indikator (Schlüssel)",
            "Indikator",
            "Richtung",
            "Gewicht",
            "Zielpunkt unten",
            "Zielpunkt oben",
            "Begründung",
        ],
        ["Bevölkerungsstruktur", 2, "refugees_in_care_per_1000", "", "weniger", None, 0, 40, "weil"],
        ["Eigene Sicht", 1, "residents", "", "mehr", 1, None, None, ""],
        ["Eigene Sicht", None, "foreign_share", "", "mehr", 0, None, None, ""],
    ],
}


def write(path: Path, **changes: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in {**SHEETS, **changes}.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_head_sources_and_criteria(tmp_path: Path):
    study = read_study_workbook(write(tmp_path / "studie.xlsx"))
    assert (study.title, study.study.purpose, study.study.city) == ("Probe", "Pilotprojekt", "Musterstadt")
    (source,) = study.source  # sheets without entries are left out
    assert (source.id, source.sheet, source.layout) == ("districts", "Stadtteile", "workbook-districts")
    assert (source.date, source.population_concept) == (dt.date(2023, 12, 31), "main_residence")
    assert source.publisher == "nicht angegeben"
    assert study.folder == tmp_path
    assert list(study.criteria) == ["population", "eigene_sicht"]
    first, second = study.criteria.values()
    assert (first.weight, second.weight) == (2, 1)
    (choice,) = first.indicator
    assert (choice.direction, choice.weight, choice.goalposts, choice.why) == ("less", 1, (0, 40), "weil")
    assert [entry.weight for entry in second.indicator] == [1, 0]
    assert study.ranking.presets == {}  # nothing to turn without infrastructure and sustainability


def test_a_date_may_be_a_date_of_the_spreadsheet(tmp_path: Path):
    head = [*SHEETS["Studie"][:4], ["Stichtag (TT.MM.JJJJ)", dt.date(2024, 6, 30)]]
    assert read_study_workbook(write(tmp_path / "studie.xlsx", Studie=head)).source[0].date == dt.date(2024, 6, 30)


def test_what_is_not_stated_says_so(tmp_path: Path):
    study = read_study_workbook(write(tmp_path / "studie.xlsx", Studie=SHEETS["Studie"][:2]))
    assert (study.source[0].date, study.source[0].population_concept) == ("not_stated", "not_stated")


def test_a_workbook_without_figures_is_refused(tmp_path: Path):
    path = write(tmp_path / "studie.xlsx", Stadtteile=SHEETS["Stadtteile"][:1])
    with pytest.raises(StudyError, match=r"studie\.xlsx"):
        read_study_workbook(path)


def test_faults_are_those_of_any_study(tmp_path: Path):
    rows = [SHEETS["Gewichte"][0], ["Sicht", -1, "residents", "", "mehr", 1, 5, 2, ""]]
    with pytest.raises(StudyError, match=r"(?s)criteria\.sicht.*Zielpunkte \[5|criteria\.sicht.*Gewicht") as caught:
        read_study_workbook(write(tmp_path / "studie.xlsx", Gewichte=rows))
    assert str(caught.value).count("\n") == 2  # both faults at once
