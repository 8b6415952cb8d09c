from __future__ import annotations

from districtanalysis.domain.finding import Finding
from districtanalysis.report.remarks import Remark, numbers, remarks_of


def test_findings_are_gathered_by_rule_warnings_first():
    findings = [
        Finding("qualified_figure", "info", "a.xlsx", "S", "F6", "Ost"),
        Finding("figure_ambiguous", "warning", "a.xlsx", "S", "B2", "West"),
        Finding("qualified_figure", "info", "a.xlsx", "S", "F7", "West"),
        Finding("qualified_figure", "info", "b.csv", "", "C2", "Anderswo"),
    ]
    first, second = remarks_of(findings, ["Ost", "West"])
    assert (first.number, first.where, first.districts) == (1, "a.xlsx, Blatt „S“, B2", {"West"})
    assert (second.number, second.where, second.districts) == (2, "a.xlsx, Blatt „S“, F6, F7", {"Ost", "West"})
    assert (numbers([first, second], "Ost"), numbers([first, second], "West")) == ("2", "1, 2")


def test_a_finding_without_a_district_concerns_all_of_them():
    (remark,) = remarks_of(
        [Finding("qualified_figure", "info", district="Ost"), Finding("qualified_figure", "info")], ["Ost"]
    )
    assert remark.applies_to("Süd")
    assert remark.where == "ganze Studie"


def test_only_a_few_places_are_named():
    findings = [Finding("qualified_figure", "info", "a.csv", "", f"C{row}", "Ost") for row in range(1, 6)]
    (remark,) = remarks_of(findings, ["Ost"])
    assert remark.where == "a.csv, C1, C2, C3 und 2 weitere"


def test_what_says_that_all_is_well_is_no_remark():
    assert remarks_of([Finding("share_matches_count", "info", district="Ost")], ["Ost"]) == []
    assert numbers([], "Ost") == ""


def test_long_runs_are_joined():
    remarks = [Remark(n, "", "", frozenset()) for n in (1, 2, 4, 5, 6, 9)]
    assert numbers(remarks, "Ost") == "1, 2, 4–6, 9"
