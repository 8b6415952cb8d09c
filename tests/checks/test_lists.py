from __future__ import annotations

from collections.abc import Callable

from districtanalysis.checks.lists import entries_of_one_kind, kinds_lower_bound, presence_without_number
from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.study import Study
from districtanalysis.language import using

Make = Callable[..., DistrictData]
Shipped = Callable[[str], tuple[DistrictData, Study]]


def place(kind: str, district: str = "Ost", **more: object) -> dict[str, object]:
    return {"district_id": district, "variable": "facilities", "kind": kind, "value": 1, "row": 2, "column": 3, **more}


def test_plurals_without_a_number_are_presence_and_no_count(shipped: Shipped) -> None:
    data, study = shipped("heidenheim")
    found = list(presence_without_number(data, study))
    assert {(f.rule, f.severity) for f in found} == {("presence_without_number", "info")}
    assert {(f.cell, f.details["text"]) for f in found} == {
        ("C6", "Sportangebote SVM"),
        ("C14", "Sportangebote HSB"),
        ("C20", "Kirchengemeinden"),
        ("C21", "Sportangebote HSB"),
    }
    present = data.observations.of("facilities")
    assert present.loc[present["qualifier"] == "present", "value"].isna().all()


def test_what_a_list_does_not_name_is_not_taken_for_absent(shipped: Shipped) -> None:
    found = {f.district: f for f in kinds_lower_bound(*shipped("heidenheim"))}
    assert {(f.rule, f.severity, f.file) for f in found.values()} == {
        ("kinds_lower_bound", "info", "einrichtungen.csv")
    }
    assert found["Oststadt"].found == "In „Oststadt“ nicht genannt: Hort und Jugendeinrichtung."
    assert found["Mittelrain"].found.endswith("Gymnasium und private weiterführende Schule.")
    assert "freier Träger" in found["Mergelstetten-Reutenen"].found
    assert "Untergrenze" in found["Oststadt"].usual
    with using("en"):
        assert "Hort" not in found["Oststadt"].found


def test_a_kind_that_is_denied_is_named(made: Make) -> None:
    rows = [
        place("daycare"),
        place("youth"),
        place("daycare", "West"),
        place("youth", "West", value=0, status="exact_zero"),
    ]
    assert list(kinds_lower_bound(made(rows), None)) == []
    (finding,) = kinds_lower_bound(made(rows[:3]), None)
    assert finding.district == "West"


def test_two_entries_of_one_kind_may_be_one_place(shipped: Shipped) -> None:
    (finding,) = entries_of_one_kind(*shipped("heidenheim"))
    assert (finding.rule, finding.severity, finding.district, finding.cell) == (
        "entries_of_one_kind",
        "info",
        "Mittelrain",
        "C13",
    )
    assert finding.found == "Kirche oder Gemeindezentrum: 2 Einträge (ÖGZ und Kirchengemeinde)."


def test_one_kind_in_two_districts_is_no_double(made: Make) -> None:
    assert list(entries_of_one_kind(made([place("daycare"), place("daycare", "West"), place("youth")]), None)) == []


def test_a_kind_of_ones_own_is_named_as_printed(made: Make) -> None:
    rows = [place("Eisbahn", qualifier="present", value=None, text="Eisbahn"), place("daycare", "West")]
    assert [f.found for f in presence_without_number(made(rows), None)] == [
        "Eisbahn: „Eisbahn“ ist ohne Anzahl genannt."
    ]
    assert [f.found for f in kinds_lower_bound(made(rows), None)] == [
        "In „Ost“ nicht genannt: Kindertagesstätte.",
        "In „West“ nicht genannt: Eisbahn.",
    ]
