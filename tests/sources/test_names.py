"""Names as people write them; the examples are those of the table of Kaiserslautern."""

from __future__ import annotations

import time

import pytest

from districtanalysis.sources.names import match_names, spelling

KNOWN = ["Hohenecken", "Erlenbach", "Mölschbach", "Bännjerrück/Karl-Pfaff-Siedlung", "Innenstadt West/Kotten"]


@pytest.mark.parametrize(
    ("printed", "district", "evidence"),
    [
        ("Hohenecken", "Hohenecken", "exact"),
        (" Hohenecken ", "Hohenecken", "exact"),
        ("ERLENBACH", "Erlenbach", "case"),
        ("Moelschbach", "Mölschbach", "spelling"),
        ("Bännjerrück/ Karl-Pfaff-Siedlg.", "Bännjerrück/Karl-Pfaff-Siedlung", "spelling"),
        ("Innenstadt West/ Kotten", "Innenstadt West/Kotten", "spelling"),
        ("Ноhеnескеn", "Hohenecken", "letters"),
        ("Siegelbach", "Siegelbach", "new"),
    ],
)
def test_a_name_and_the_evidence_for_it(printed: str, district: str, evidence: str):
    found = match_names([printed], KNOWN, {})[printed]
    assert (found.district, found.evidence) == (district, evidence)


def test_an_alias_of_the_study_comes_before_all_guessing():
    found = match_names(["Нонемескем"], KNOWN, {"Нонемескем": "Hohenecken"})["Нонемескем"]
    assert (found.district, found.evidence) == ("Hohenecken", "alias")


def test_letters_that_look_alike_need_one_clearly_nearest_name():
    assert match_names(["Оst"], ["Ost", "OST"], {})["Оst"].evidence == "new"
    assert match_names(["Оst"], ["Ost"], {})["Оst"].district == "Ost"
    assert match_names(["Оst"], [], {})["Оst"].evidence == "new"


def test_two_names_that_fit_equally_well_are_no_match():
    assert match_names(["WEST"], ["West", "west"], {})["WEST"].evidence == "new"


def test_freedoms_of_spelling():
    assert spelling("St. Ingbert") == spelling("Sankt  Ingbert")
    assert spelling("Groß-Gerau") == spelling("gross gerau")
    assert spelling("Hauptstr. Nord") == spelling("Hauptstraße Nord".replace("straße", "strasse"))


def test_a_thousand_names_in_other_spelling_are_matched_at_once():
    known = [f"Gebiet {number}-Süd" for number in range(1000)]
    start = time.perf_counter()
    found = match_names([f"GEBIET {number} Sued" for number in range(1000)], known, {})
    assert time.perf_counter() - start < 2  # every name against every other takes half a minute
    assert found["GEBIET 7 Sued"].district == "Gebiet 7-Süd"
