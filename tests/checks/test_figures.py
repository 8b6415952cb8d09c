from __future__ import annotations

from collections.abc import Callable

import pytest

from districtanalysis.checks.figures import (
    age_impossible,
    figure_withheld,
    negative_count,
    not_a_number,
    not_a_whole_number,
    part_exceeds_whole,
    qualified_figure,
    share_out_of_range,
    thousands_sign,
    unknown_code,
)
from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.finding import order
from districtanalysis.domain.study import Study
from districtanalysis.language import using

Make = Callable[..., DistrictData]
Shipped = Callable[[str], tuple[DistrictData, Study]]
BLANK = "\N{NO-BREAK SPACE}"


def figure(variable: str, value: float | None, district: str = "Ost", **more: object) -> dict[str, object]:
    return {"district_id": district, "variable": variable, "value": value, "row": 6, "column": 2, **more}


def test_text_where_a_number_belongs_is_an_error(made: Make) -> None:
    data = made(
        [figure("residents", None, status="unreadable", text="viele", sheet="Stadtteile"), figure("foreigners", 1)]
    )
    (finding,) = not_a_number(data, None)
    assert (finding.rule, finding.severity) == ("not_a_number", "error")
    assert finding.place == "a.csv, Blatt „Stadtteile“, B6"
    assert finding.found == "„viele“ unter „Einwohnerinnen und Einwohner“ ist keine Zahl."
    assert list(unknown_code(data, None)) == []


def test_a_step_that_the_code_book_does_not_hold_is_an_error(made: Make) -> None:
    data = made([figure("programme_frame", None, status="unreadable", text="7")])
    (finding,) = unknown_code(data, None)
    assert (finding.rule, finding.severity, finding.cell) == ("unknown_code", "error", "B6")
    assert "0 (kein Programm genannt), 1 (abgeschlossenes Programm) und 2 (laufendes Programm)" in finding.usual
    with using("en"):
        assert "programm" not in finding.message.replace("programme", "")
    assert list(not_a_number(data, None)) == []


def test_a_negative_count_is_an_error(made: Make) -> None:
    data = made([figure("residents", -3694), figure("foreigners", 0), figure("foreign_share_printed", -1)])
    (finding,) = negative_count(data, None)
    assert (finding.rule, finding.severity) == ("negative_count", "error")
    assert finding.found == f"Einwohnerinnen und Einwohner: −3{BLANK}694."


@pytest.mark.parametrize(("value", "wrong"), [(0, 0), (100, 0), (100.1, 1), (-0.1, 1), (None, 0)])
def test_a_share_outside_of_0_to_100_is_an_error(value: float | None, wrong: int, made: Make) -> None:
    data = made([figure("foreign_share_printed", value), figure("residents", 3694)])
    assert [(f.rule, f.severity) for f in share_out_of_range(data, None)] == [("share_out_of_range", "error")] * wrong


def test_more_foreigners_than_residents_is_an_error(made: Make) -> None:
    data = made([figure("residents", 300), figure("foreigners", 352, column=3), figure("foreigners", 10, "West")])
    (finding,) = part_exceeds_whole(data, None)
    assert (finding.rule, finding.severity, finding.cell) == ("part_exceeds_whole", "error", "C6")
    assert finding.found == "Ausländerinnen und Ausländer: 352, aber Einwohnerinnen und Einwohner: nur 300."


def test_all_residents_may_be_foreigners(made: Make) -> None:
    assert list(part_exceeds_whole(made([figure("residents", 352), figure("foreigners", 352)]), None)) == []
    assert list(part_exceeds_whole(made([figure("foreigners", 352)]), None)) == []


def test_a_part_of_the_people_is_no_larger_than_all_of_them(made: Make) -> None:
    rows = [figure("residents", 100), figure("residents", 120, sex="male", column=3)]
    rows += [figure("foreigners", 20, column=4), figure("foreigners", 21, origin="Syria", column=5)]
    assert [finding.cell for finding in part_exceeds_whole(made(rows), None)] == ["C6", "E6"]


def test_the_noise_of_a_census_may_lift_a_part_above_its_whole(made: Make) -> None:
    rows = [figure("residents", 10), figure("foreigners", 12, column=3)]
    assert list(part_exceeds_whole(made(rows, concepts={"a": "census"}), None)) == []
    assert len(list(part_exceeds_whole(made(rows), None))) == 1


def test_half_a_person_is_a_misprint(made: Make) -> None:
    rows = [figure("residents", 1.69, text="1.69"), figure("residents", 700, "West"), figure("area_km2", 1.5, column=3)]
    rows += [figure("residents", 800, "Nord"), figure("employed", 2.5, status="estimated")]
    (finding,) = not_a_whole_number(made(rows), None)
    assert (finding.rule, finding.severity, finding.cell) == ("not_a_whole_number", "warning", "B6")
    assert finding.found == "„1.69“ unter „Einwohnerinnen und Einwohner“ ist keine ganze Zahl."


def test_a_column_in_thousands_is_no_column_of_misprints(made: Make) -> None:
    rows = [figure("residents", value, name) for name, value in (("A", 1.5), ("B", 2.25), ("C", 3.0))]
    assert list(not_a_whole_number(made(rows), None)) == []


@pytest.mark.parametrize(("low", "high", "wrong"), [(0, 120, 0), (95, -1, 0), (0, 121, 1), (130, -1, 1), (17, 6, 1)])
def test_nobody_reaches_some_ages(low: int, high: int, wrong: int, made: Make) -> None:
    found = list(age_impossible(made([figure("residents", 3, age_from=low, age_to=high)]), None))
    assert [(finding.rule, finding.severity) for finding in found] == [("age_impossible", "error")] * wrong


def test_many_withheld_figures_of_a_column_are_one_remark(made: Make) -> None:
    rows = [figure("residents", None, f"D{i}", status="suppressed", text=".", row=i) for i in range(2, 14)]
    (finding,) = figure_withheld(made(rows), None)
    assert (finding.rule, finding.cell, finding.district) == ("figure_withheld.many", "B2", "")
    assert finding.found == "Einwohnerinnen und Einwohner: „.“ steht in 12 Zellen dieser Spalte."


def test_of_very_many_findings_the_first_hundred_are_named(made: Make) -> None:
    found = list(negative_count(made([figure("residents", -1, f"D{i}", row=i) for i in range(2, 152)]), None))
    assert [finding.rule for finding in found] == ["negative_count"] * 100 + ["and_more"]
    assert found[-1].found == "„Negative Anzahl“ trifft auf 50 weitere Stellen zu."
    assert found[-1].severity == "error"


def test_a_part_is_compared_with_the_whole_of_its_own_date(made: Make) -> None:
    rows = [figure("foreigners", 90, date="2018-12-31"), figure("residents", 100, date="2018-12-31")]
    shrunk = [*rows, figure("residents", 80, date="2019-12-31"), figure("foreigners", 85, date="2019-12-31")]
    (finding,) = part_exceeds_whole(made(shrunk), None)
    assert "85, aber" in finding.found
    assert list(part_exceeds_whole(made([rows[0], shrunk[2]]), None)) == []


def test_a_check_does_not_fail_on_figures_that_stand_twice(made: Make) -> None:
    rows = [figure("residents", 100), figure("residents", 101), figure("foreigners", 50)]
    assert list(part_exceeds_whole(made(rows), None)) == []


def test_qualified_figures_of_the_shipped_town_are_named_with_their_cells(shipped: Shipped) -> None:
    found = list(qualified_figure(*shipped("heidenheim")))
    assert [(f.rule, f.severity, f.cell, f.details["text"]) for f in found] == [
        ("qualified_figure", "info", "F6", "mind. 46"),
        ("qualified_figure", "info", "F7", "mind. 48"),
        ("qualified_figure", "info", "F8", "mind. 54"),
    ]


@pytest.mark.parametrize(
    ("text", "qualifier"), [("ca. 19.700", "about"), ("rd. 24.000", "about"), ("knapp 500", "nearly")]
)
def test_other_qualifiers_of_the_documents_are_named_too(text: str, qualifier: str, made: Make) -> None:
    (finding,) = qualified_figure(made([figure("residents", 1, text=text, qualifier=qualifier)]), None)
    assert finding.found == f"Einwohnerinnen und Einwohner: „{text}“."


def test_derived_figures_and_mere_presence_are_not_qualified(made: Make) -> None:
    rows = [
        figure("residents", 1, qualifier="between", status="derived"),
        figure("facilities", None, qualifier="present"),
    ]
    assert list(qualified_figure(made(rows), None)) == []


def test_lost_values_are_said_to_be_missing_cell_by_cell(shipped: Shipped, cells: Callable[..., list[str]]) -> None:
    found = list(figure_withheld(*shipped("gefluechtete")))
    assert {f.rule for f in found} == {"figure_withheld"}
    assert cells(found) == [f"D{row}" for row in range(2, 9)]
    assert "ohne den Wert" in found[0].usual


def test_a_withheld_figure_is_named_with_its_sign(made: Make) -> None:
    rows = [
        figure("residents", None, status="unknown_or_secret", text="."),
        figure("foreigners", None, status="not_available"),
        figure("context", None, status="not_available"),
    ]
    assert [f.found for f in figure_withheld(made(rows), None)] == [
        "Einwohnerinnen und Einwohner: „.“.",
        "Ausländerinnen und Ausländer: „n. v.“.",
    ]


def test_points_for_thousands_are_said_once_for_each_column(shipped: Shipped) -> None:
    found = sorted(thousands_sign(*shipped("vergleichsgebiete")), key=order)
    assert [(f.rule, f.severity, f.cell, f.details["count"]) for f in found] == [
        ("thousands_sign", "info", "D2", 5),
        ("thousands_sign", "info", "E2", 5),
    ]
    assert f"„30.580“; gelesen als 30{BLANK}580" in found[0].found
    data, _ = shipped("vergleichsgebiete")
    region = data.where("Reg.-Bez. Stuttgart", "without_migration_background").iloc[0]
    assert (region["text"], region["value"]) == ("2.781.620", 2781620)


@pytest.mark.parametrize(
    "text", ["1 234", "1\N{THIN SPACE}234", "1\N{NO-BREAK SPACE}234", "1'234", "1’234", "2.781.620"]
)
def test_other_signs_between_thousands_are_known(text: str, made: Make) -> None:
    assert len(list(thousands_sign(made([figure("residents", 1234, text=text)]), None))) == 1


@pytest.mark.parametrize(
    ("text", "value"), [("1234", 1234.0), ("1.234", 1.234), ("12,5", 12.5), ("mind. 1.234", 1234.0)]
)
def test_other_numbers_have_no_sign_between_thousands(text: str, value: float, made: Make) -> None:
    assert list(thousands_sign(made([figure("area_km2", value, text=text)]), None)) == []
