from __future__ import annotations

import datetime as dt

import pytest

from districtanalysis.domain.finding import SEVERITIES, Finding, Phrase, order
from districtanalysis.language import number, percent, say, span, using

BLANK = "\N{NO-BREAK SPACE}"


def negative(**places: str) -> Finding:
    details = {"what": Phrase(say, ("variable.residents",)), "value": -3694.0}
    return Finding("negative_count", "error", details=details, **places)  # type: ignore[arg-type]


def test_a_remark_says_what_stands_there_what_is_usual_and_what_to_do() -> None:
    finding = negative(file="a.xlsx", sheet="Stadtteile", cell="B6", district="Ost")
    assert finding.title == "Negative Anzahl"
    assert finding.found == f"Einwohnerinnen und Einwohner: −3{BLANK}694."
    assert finding.usual == "Eine Anzahl ist nie kleiner als 0."
    assert finding.place == "a.xlsx, Blatt „Stadtteile“, B6"
    assert finding.message == f"{finding.place}: {finding.found} Üblich: {finding.usual} {finding.remedy}"


def test_one_remark_reads_in_either_language() -> None:
    finding = negative(file="a.xlsx", sheet="Stadtteile", cell="B6")
    with using("en"):
        assert finding.title == "Negative count"
        assert finding.found == "Residents: −3,694."
        assert finding.place == "a.xlsx, sheet “Stadtteile”, B6"
        assert "Usual: A count is never below 0." in finding.message


def test_a_place_says_only_what_is_known() -> None:
    assert negative().place == ""
    assert negative().message.startswith("Einwohnerinnen")
    assert negative(file="a.csv").place == "a.csv"
    assert negative(file="a.csv", cell="C2").place == "a.csv, C2"


def test_details_are_written_as_people_write_them() -> None:
    details = {
        "interval": Phrase(span, (97680, 98813)),
        "total": 98520.0,
        "concept": Phrase(say, ("concept.main_residence",)),
        "date": dt.date(2015, 12, 31),
        "publisher": "Stadt Kaiserslautern",
    }
    finding = Finding("concept_inferred", "warning", details=details)
    assert f"97{BLANK}680 bis 98{BLANK}813 Einwohner" in finding.found
    assert f"passen zu 98{BLANK}520 (Hauptwohnsitz, 31.12.2015, Stadt Kaiserslautern)" in finding.found
    with using("en"):
        assert "97,680 to 98,813 residents fit 98,520 (main residence, 31 December 2015" in finding.found


def test_lists_in_details_become_a_phrase() -> None:
    details = {"kind": "Kirche", "count": 2, "entries": ("ÖGZ", "Kirchengemeinde")}
    found = Finding("entries_of_one_kind", "info", details=details).found
    assert found == "Kirche: 2 Einträge (ÖGZ und Kirchengemeinde)."


def test_two_remarks_on_the_same_thing_are_equal() -> None:
    assert negative(file="a.csv") == negative(file="a.csv")
    assert Phrase(percent, (9.53, 2)) == Phrase(percent, (9.53, 2))
    assert Phrase(percent, (9.53, 2)) != Phrase(number, (9.53, 2))


def test_json_gets_every_part_as_text() -> None:
    written = negative(file="a.csv", cell="B6", district="Ost").to_dict()
    assert written["rule"] == "negative_count"
    assert (written["severity"], written["file"], written["cell"], written["district"]) == (
        "error",
        "a.csv",
        "B6",
        "Ost",
    )
    assert all(isinstance(value, str) for value in written.values())
    assert list(written)[-3:] == ["found", "usual", "remedy"]


def test_errors_come_first_then_the_places_row_by_row() -> None:
    cells = ["C10", "C6", "AB6", "B6", ""]
    findings = [Finding("mixed_precision", "warning", file="a.xlsx", cell=cell) for cell in cells]
    findings.append(Finding("negative_count", "error", file="z.xlsx", cell="Z99"))
    assert [finding.cell for finding in sorted(findings, key=order)] == ["Z99", "", "B6", "C6", "AB6", "C10"]


@pytest.mark.parametrize("severity", SEVERITIES)
def test_every_severity_has_a_name(severity: str) -> None:
    assert say(f"finding.severity.{severity}") in {"Fehler", "Warnung", "Hinweis"}


def test_a_rule_without_words_is_a_mistake_in_the_code() -> None:
    with pytest.raises(KeyError):
        _ = Finding("no_such_rule", "info").found
    with pytest.raises(KeyError):
        _ = Finding("negative_count", "error").found
