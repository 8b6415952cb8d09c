from __future__ import annotations

from collections.abc import Callable

import pytest

from districtanalysis.checks.names import (
    district_in_one_table,
    lookalike_letters,
    name_abbreviated,
    name_spelling,
    name_upper_case,
)
from districtanalysis.domain.data import DistrictData, Matching
from districtanalysis.domain.study import Study

Make = Callable[..., DistrictData]
Shipped = Callable[[str], tuple[DistrictData, Study]]


def names(*printed: str, source: str = "a", listed: bool = False) -> list[tuple[str, str, str, bool]]:
    return [(source, name, name, listed) for name in printed]


def test_the_cyrillic_name_of_the_shipped_table_is_noticed_and_read(shipped: Shipped) -> None:
    (finding,) = lookalike_letters(*shipped("kaiserslautern"))
    assert (finding.rule, finding.severity, finding.district) == ("lookalike_letters", "warning", "Hohenecken")
    assert finding.place == "auslaender_2016.xlsx, Blatt „Ausländer“, A22"
    assert "„Нонемескем“" in finding.found
    assert "gelesen als „Hohenecken“" in finding.found


def test_the_capitals_of_the_shipped_table_are_noticed(shipped: Shipped) -> None:
    found = list(name_upper_case(*shipped("kaiserslautern")))
    assert {(f.rule, f.severity) for f in found} == {("name_upper_case", "info")}
    assert [(f.cell, f.district) for f in found] == [("A19", "Erlenbach"), ("A20", "Mölschbach")]


def test_a_name_that_was_read_as_another_is_said(shipped: Shipped) -> None:
    found = list(name_spelling(*shipped("kaiserslautern")))
    assert {(f.rule, f.severity) for f in found} == {("name_spelling", "info")}
    assert [f.found for f in found] == [
        "„ERLENBACH“ wurde als „Erlenbach“ gelesen.",
        "„MÖLSCHBACH“ wurde als „Mölschbach“ gelesen.",
    ]


@pytest.mark.parametrize(("evidence", "said"), [("case", 1), ("spelling", 1), ("alias", 1), ("letters", 0)])
def test_each_kind_of_evidence_is_said_once(evidence: str, said: int, made: Make) -> None:
    matching = Matching("OST", "Ost", evidence, "a", "S", "A5")
    data = made(names=names("Ost"), matchings=[matching])
    assert len(list(name_spelling(data, None))) == said
    assert list(lookalike_letters(data, None)) == []


def test_names_of_an_unknown_source_can_be_checked_too(made: Make) -> None:
    matching = Matching("Оst", "Ost", "letters", "elsewhere", "", "")
    (finding,) = lookalike_letters(made(matchings=[matching]), None)
    assert finding.file == ""
    assert finding.details["letters"] == "О"


def test_a_table_all_in_capitals_is_no_remark(made: Make) -> None:
    assert list(name_upper_case(made(names=names("OSTSTADT", "MITTELRAIN")), None)) == []
    assert list(name_upper_case(made(names=names("KA-1", "Ost", "B12")), None)) != []
    assert list(name_upper_case(made(names=names("B12", "Ost")), None)) == []


def test_the_abbreviated_names_of_the_shipped_table_are_noticed(shipped: Shipped) -> None:
    found = list(name_abbreviated(*shipped("kaiserslautern")))
    assert {(f.rule, f.severity) for f in found} == {("name_abbreviated", "info")}
    assert {f.cell: f.details["printed"] for f in found} == {
        "A8": "Innenstadt West/ Kotten",
        "A10": "Grübentälchen/ Volkspark",
        "A13": "Bännjerrück/ Karl-Pfaff-Siedlg.",
        "A16": "Erzhütten/ Wiesenthalerhof",
    }


@pytest.mark.parametrize("name", ["Lämmchesberg/Uniwohnstadt", "Kaiserslautern-West", "Bezirk 3.", "Ost"])
def test_full_names_are_no_remark(name: str, made: Make) -> None:
    assert list(name_abbreviated(made(names=names(name)), None)) == []


def test_a_district_that_a_table_lacks_is_an_error_in_tables_and_a_warning_in_lists(made: Make) -> None:
    data = made(names=[*names("Ost", "West"), *names("Ost", source="b")])
    (finding,) = district_in_one_table(data, None)
    assert (finding.rule, finding.severity, finding.file, finding.district) == (
        "district_in_one_table",
        "error",
        "b.csv",
        "West",
    )
    assert finding.found == "„West“ kommt hier nicht vor, wohl aber in a.csv."
    data = made(names=[*names("Ost", "West"), *names("Ost", source="b", listed=True)])
    assert [f.severity for f in district_in_one_table(data, None)] == ["warning"]


def test_many_districts_that_a_table_lacks_are_one_finding(made: Make) -> None:
    listed = [f"D{i}" for i in range(20)]
    (finding,) = district_in_one_table(made(names=[*names(*listed), *names("D0", source="b")]), None)
    assert (finding.rule, finding.severity, finding.file) == ("district_in_one_table.many", "error", "b.csv")
    assert finding.found.startswith(
        "19 Stadtteile kommen hier nicht vor, wohl aber in anderen Tabellen, zum Beispiel D1,"
    )


def test_an_area_of_another_date_or_level_is_not_missing(made: Make) -> None:
    rows = [
        {"district_id": name, "variable": "residents", "value": 1, "date": date, "source": source}
        for name, date, source in (("Ost", "2018-12-31", "a"), ("Ost", "2020-12-31", "b"), ("Neu", "2020-12-31", "b"))
    ]
    data = made(rows, names=[*names("Ost"), *names("Ost", "Neu", source="b")])
    assert list(district_in_one_table(data, None)) == []
    levels = made(names=[*names("Ost"), *names("Bezirk", source="b")], level={"Ost": "quarter", "Bezirk": "district"})
    assert list(district_in_one_table(levels, None)) == []


def test_only_candidates_have_to_stand_in_every_table(made: Make, shipped: Shipped) -> None:
    _, study = shipped("heidenheim")
    outside = made(names=[*names("Oststadt", "Innenstadt"), *names("Oststadt", source="b")])
    assert list(district_in_one_table(outside, study)) == []
    inside = made(names=[*names("Oststadt", "Mittelrain"), *names("Oststadt", source="b")])
    assert [f.district for f in district_in_one_table(inside, study)] == ["Mittelrain"]


def test_the_shipped_town_names_its_candidates_in_every_table(shipped: Shipped) -> None:
    assert list(district_in_one_table(*shipped("heidenheim"))) == []


def test_files_of_one_pattern_are_one_table(made: Make) -> None:
    pages = [*names("Ost", source="pages/Ost"), *names("West", source="pages/West")]
    concepts = {"pages/Ost": "not_stated", "pages/West": "not_stated"}
    assert list(district_in_one_table(made(names=pages, concepts=concepts), None)) == []
    data = made(names=[*pages, *names("Ost", "West", "Nord")], concepts=concepts)
    (finding,) = district_in_one_table(data, None)
    assert (finding.district, finding.file) == ("Nord", "pages/Ost.csv … pages/West.csv")
    data = made(names=[*pages, *names("Ost")], concepts=concepts)
    assert [(f.district, f.file) for f in district_in_one_table(data, None)] == [("West", "a.csv")]


def test_of_very_many_names_the_first_are_named(made: Make) -> None:
    data = made(names=names(*(f"GEBIET {i}/ NORD" for i in range(300)), "Ost"))
    for rule in (name_upper_case, name_abbreviated):
        found = list(rule(data, None))
        assert (len(found), found[-1].rule, found[-1].details["count"]) == (101, "and_more", 200)
