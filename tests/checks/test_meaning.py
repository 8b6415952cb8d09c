from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from districtanalysis.checks.meaning import (
    caseload_undated,
    concept_inferred,
    concept_not_stated,
    concepts_differ,
    dates_differ,
    residents_not_printed,
    unusual_date,
)
from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.study import Study
from districtanalysis.language import using

Make = Callable[..., DistrictData]
Shipped = Callable[[str], tuple[DistrictData, Study]]
BLANK = "\N{NO-BREAK SPACE}"


def figure(variable: str, value: float | None, district: str = "Ost", **more: object) -> dict[str, object]:
    return {"district_id": district, "variable": variable, "value": value, "row": 6, "column": 4, **more}


def printed(district: str = "Ost", **share: object) -> list[dict[str, object]]:
    """Foreigners and their share, as printed for Innenstadt Ost: 11321 to 11384 residents."""
    count = figure("foreigners", 1998, district, decimals=0, column=3)
    return [count, {**figure("foreign_share_printed", 17.6, district, decimals=1), **share}]


def with_total(value: float, variable: str = "residents", concept: str = "main_residence") -> Study:
    total = {
        "variable": variable,
        "value": value,
        "date": "2015-12-31",
        "population_concept": concept,
        "publisher": "Stadt",
    }
    source = {
        "id": "a",
        "file": "a.csv",
        "publisher": "p",
        "date": "not_stated",
        "population_concept": "not_stated",
        "licence": "l",
    }
    head = {"title": "t", "purpose": "p", "city": "c"}
    return Study.model_validate({"schema_version": 1, "study": head, "source": [source], "known_total": [total]})


def test_every_district_without_printed_residents_is_named_with_its_interval(shipped: Shipped) -> None:
    found = list(residents_not_printed(*shipped("kaiserslautern")))
    assert len(found) == 18
    assert {(f.rule, f.severity) for f in found} == {("residents_not_printed", "info")}
    by_district = {f.district: f for f in found}
    assert f"11{BLANK}321 bis 11{BLANK}384" in by_district["Innenstadt Ost"].found
    assert by_district["Innenstadt Ost"].cell == "C6"
    assert f"2{BLANK}534 bis 2{BLANK}923" in by_district["Erzhütten/ Wiesenthalerhof"].found
    assert list(residents_not_printed(*shipped("heidenheim"))) == []


@pytest.mark.parametrize(
    ("row", "named"),
    [
        (figure("residents", 11350), 0),
        (figure("residents", None, status="suppressed"), 0),
        (figure("residents", None, status="not_available"), 1),
        (figure("nationalities", 46), 1),
    ],
)
def test_only_residents_that_are_not_there_are_worked_out(row: dict[str, object], named: int, made: Make) -> None:
    assert len(list(residents_not_printed(made([*printed(), row]), None))) == named


@pytest.mark.parametrize(
    "change",
    [{"decimals": -1}, {"qualifier": "about"}, {"value": None}, {"value": 0.0}, {"sex": "male"}],
    ids=["unknown precision", "about", "missing", "zero", "not everybody"],
)
def test_nothing_is_said_where_nothing_follows(change: dict[str, object], made: Make) -> None:
    assert list(residents_not_printed(made(printed(**change)), None)) == []


def test_the_concept_of_the_shipped_table_is_inferred_and_said_to_be_so(shipped: Shipped) -> None:
    (finding,) = concept_inferred(*shipped("kaiserslautern"))
    assert finding.severity == "warning"
    assert finding.rule == "concept_inferred.mixed"
    # the sum of the published intervals: 97842 to 98623 with 7 read as 7.0, wider as printed
    assert f"97{BLANK}680 bis 98{BLANK}813" in finding.found
    assert f"97{BLANK}842 bis 98{BLANK}623" in finding.found
    assert f"passen zu 98{BLANK}520 (Hauptwohnsitz, 31.12.2015" in finding.found
    assert "erschlossen, nicht belegt" in finding.remedy
    with using("en"):
        assert "fit 98,520 (main residence, 31 December 2015" in finding.found


@pytest.mark.parametrize(("total", "rule"), [(11350, "concept_inferred"), (12000, "concept_inferred.differs")])
def test_a_known_total_fits_or_does_not(total: float, rule: str, made: Make) -> None:
    (finding,) = concept_inferred(made(printed()), with_total(total))
    assert (finding.rule, finding.severity, finding.file) == (rule, "warning", "a.csv")


def test_a_concept_is_inferred_only_where_it_is_missing_and_all_districts_count(made: Make) -> None:
    assert list(concept_inferred(made(printed()), None)) == []
    assert list(concept_inferred(made(printed()), with_total(1998, "foreigners"))) == []
    assert list(concept_inferred(made(printed(), concepts={"a": "census"}), with_total(11350))) == []
    assert list(concept_inferred(made([*printed(), figure("nationalities", 9, "West")]), with_total(11350))) == []


def test_a_source_that_says_whom_it_counts_is_no_remark(made: Make, shipped: Shipped) -> None:
    found = [f for name in ("heidenheim", "kaiserslautern", "umfrage") for f in concept_not_stated(*shipped(name))]
    assert {f.rule for f in found} == {"concept_not_stated"}
    assert [f.file for f in found] == ["bevoelkerung.xlsx", "auslaender_2016.xlsx"]
    assert list(concept_not_stated(made([figure("residents", 1)], concepts={"a": "census"}), None)) == []
    assert list(concept_not_stated(made([figure("refugees_in_care", 1)]), None)) == []
    assert list(concept_not_stated(made([figure("programme_frame", 1)]), None)) == []


def test_two_population_concepts_in_one_fraction_are_an_error(made: Make) -> None:
    rows = [figure("foreigners", 20), figure("residents", 100, source="b")]
    (finding,) = concepts_differ(made(rows, concepts={"a": "main_residence", "b": "entitled_to_residence"}), None)
    assert (finding.rule, finding.severity, finding.file) == ("concepts_differ", "error", "a.csv")
    assert finding.found == (
        "Ausländerinnen und Ausländer folgen dem Begriff „Hauptwohnsitz“, Einwohnerinnen und Einwohner dem Begriff "
        "„wohnberechtigte Bevölkerung (mit Nebenwohnsitz)“."
    )
    with using("en"):
        assert "“main residence”" in finding.found


@pytest.mark.parametrize("concepts", [{"a": "census", "b": "census"}, {"a": "census"}, {}])
def test_one_concept_or_an_open_one_is_no_error(concepts: dict[str, str], made: Make) -> None:
    rows = [figure("foreigners", 20), figure("residents", 100, source="b")]
    assert list(concepts_differ(made(rows, concepts=concepts), None)) == []


def test_a_caseload_without_a_date_is_always_marked(shipped: Shipped) -> None:
    (finding,) = caseload_undated(*shipped("heidenheim"))
    assert (finding.rule, finding.severity) == ("caseload_undated", "warning")
    assert finding.place == "bevoelkerung.xlsx, Blatt „Stadtteile“, E6"
    assert finding.district == ""
    assert "Geflüchtete in Betreuung" in finding.found


def test_a_dated_caseload_and_an_undated_register_are_no_caseload_undated(made: Make) -> None:
    dated = figure("refugees_in_care", 15, date="2019-12-31")
    assert list(caseload_undated(made([dated, figure("residents", 3694)]), None)) == []
    nowhere = figure("refugees_in_care", 15, source=None)
    assert len(list(caseload_undated(made([nowhere]), None))) == 1


def test_the_date_in_mid_month_is_noticed_and_not_corrected(shipped: Shipped) -> None:
    data, study = shipped("gefluechtete")
    (finding,) = unusual_date(data, study)
    assert (finding.rule, finding.severity, finding.cell) == ("unusual_date", "warning", "D8")
    assert "20.06.2020" in finding.found
    assert "vermutlich ist der 30.06.2020 gemeint" in finding.usual
    assert "2020-06-20" in set(data.observations.frame["date"].dropna())


@pytest.mark.parametrize(
    ("dates", "odd"),
    [
        (["2019-12-31", "2020-06-30", "2020-02-29"], []),
        (["2019-12-31", "2019-02-28", "2020-02-28"], [dt.date(2020, 2, 28)]),
        (["2011-05-09"], []),
        (["2020-06-15", "2020-07-15"], []),
    ],
    ids=["month ends", "leap year", "census day alone", "all in mid-month"],
)
def test_only_a_date_unlike_the_others_is_unusual(dates: list[str], odd: list[dt.date], made: Make) -> None:
    data = made([figure("residents", 1, date=date) for date in dates])
    assert [finding.details["date"] for finding in unusual_date(data, None)] == odd


def dated(variable: str, value: float, *days: str, source: str = "a") -> list[dict[str, object]]:
    return [figure(variable, value, date=day, source=source) for day in days]


def test_a_share_of_two_dates_is_an_error_that_names_both(made: Make) -> None:
    data = made([*dated("residents", 900, "2020-12-31"), *dated("foreigners", 90, "2018-12-31", source="b")])
    (finding,) = dates_differ(data, None)
    assert (finding.rule, finding.severity, finding.file) == ("dates_differ", "error", "b.csv")
    assert finding.found == (
        "Ausländerinnen und Ausländer liegen zum 31.12.2018 vor, Einwohnerinnen und Einwohner zum 31.12.2020; "
        "einen gemeinsamen Stichtag gibt es nicht."
    )


def test_an_earlier_date_that_both_have_is_taken_and_said(made: Make) -> None:
    data = made([*dated("residents", 900, "2018-12-31", "2020-12-31"), *dated("foreigners", 90, "2018-12-31")])
    (finding,) = dates_differ(data, None)
    assert (finding.rule, finding.severity) == ("dates_differ.shared", "warning")
    assert "Anteile werden zum 31.12.2018 gerechnet" in finding.found


def test_a_study_may_mean_two_dates_and_says_why(made: Make, shipped: Shipped) -> None:
    _, study = shipped("heidenheim")
    head = study.study.model_copy(update={"mixed_dates": "Die Ausländerzahlen erscheinen nur alle zwei Jahre."})
    data = made([*dated("residents", 900, "2020-12-31"), *dated("foreigners", 90, "2018-12-31")])
    (finding,) = dates_differ(data, study.model_copy(update={"study": head}))
    assert (finding.rule, finding.severity) == ("dates_differ.meant", "info")
    assert finding.found.endswith("Begründung: Die Ausländerzahlen erscheinen nur alle zwei Jahre.")


def test_one_date_or_none_is_no_finding(made: Make) -> None:
    same = [*dated("residents", 900, "2020-12-31"), *dated("foreigners", 90, "2020-12-31")]
    assert list(dates_differ(made(same), None)) == []
    assert list(dates_differ(made([*dated("residents", 900, "2020-12-31"), figure("foreigners", 90)]), None)) == []
    caseload = [*dated("residents", 900, "2020-12-31"), *dated("refugees_in_care", 9, "2018-12-31")]
    assert list(dates_differ(made(caseload), None)) == []  # counts of a service follow no register
