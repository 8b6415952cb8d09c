from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date

import openpyxl
import pandas as pd
import pytest

from districtanalysis.checks.run import CHECKS, check
from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.finding import SEVERITIES, Finding, order
from districtanalysis.domain.observations import from_rows
from districtanalysis.domain.study import Study
from districtanalysis.indicators.compute import compute_indicators
from districtanalysis.language import LANGUAGES, using
from districtanalysis.language.texts import section
from districtanalysis.scoring.ranking import rank
from districtanalysis.sources.loader import load

Make = Callable[..., DistrictData]
Shipped = Callable[[str], tuple[DistrictData, Study]]
SHIPPED = ("heidenheim", "vergleichsgebiete", "gefluechtete", "umfrage", "kaiserslautern")


def figure(variable: str, value: float | None, district: str = "Ost", **more: object) -> dict[str, object]:
    return {"district_id": district, "variable": variable, "value": value, "row": 6, "column": 2, **more}


def rules(data: DistrictData, study: Study) -> Counter[str]:
    return Counter(finding.rule for finding in check(data, study))


def test_the_defects_of_the_candidates_table(shipped: Shipped) -> None:
    assert rules(*shipped("heidenheim")) == {
        "share_matches_count": 1,  # 1: share and count fit
        "mean_of_shares": 1,  # 13: shares are pooled
        "caseload_undated": 1,  # 8: a caseload without a date
        "concept_not_stated": 1,  # 7: no population concept
        "qualified_figure": 3,  # 9: "mind. 46", "mind. 48", "mind. 54"
        "presence_without_number": 4,  # 11: plurals without a number
        "kinds_lower_bound": 3,  # 11: not named is not absent
        "entries_of_one_kind": 1,  # 11: two entries can be one place
    }


def test_the_defects_of_kaiserslautern(shipped: Shipped) -> None:
    assert rules(*shipped("kaiserslautern")) == {
        "mixed_precision": 1,  # 2: the 7
        "lookalike_letters": 1,  # 3: Hohenecken
        "name_upper_case": 2,  # 3: ERLENBACH, MÖLSCHBACH
        "name_spelling": 2,
        "name_abbreviated": 4,  # 3: Siedlg., blanks at the slash
        "heading_cut": 1,  # 4
        "heading_cut.subject": 1,  # 4: "unter 30 Jahre in %"
        "residents_not_printed": 18,  # 5
        "under_30_below_total": 5,  # 6
        "concept_inferred.mixed": 1,  # 7
        "concept_not_stated": 1,  # 7
        "mean_of_shares": 1,  # 13
    }


def test_the_defects_of_the_other_shipped_tables(shipped: Shipped) -> None:
    refugees = rules(*shipped("gefluechtete"))
    assert (refugees["unusual_date"], refugees["figure_withheld"]) == (1, 7)  # 8
    assert rules(*shipped("umfrage")) == {"percentages_without_counts": 1}  # 10
    assert rules(*shipped("vergleichsgebiete"))["thousands_sign"] == 2  # 12


@pytest.mark.parametrize("name", SHIPPED)
def test_no_shipped_table_has_an_error(name: str, shipped: Shipped) -> None:
    assert "error" not in {finding.severity for finding in check(*shipped(name))}


@pytest.mark.parametrize("name", SHIPPED)
def test_findings_stand_in_order_and_are_the_same_each_time(name: str, shipped: Shipped) -> None:
    data, study = shipped(name)
    found = check(data, study)
    assert list(found) == sorted(found, key=order)
    assert check(data, study) == found
    assert [finding.to_dict() for finding in check(data, study)] == [finding.to_dict() for finding in found]


def test_findings_can_be_read_in_a_language_that_was_set_later(shipped: Shipped) -> None:
    for name in SHIPPED:
        data, _ = shipped(name)
        found = check(data)
        with using("en"):
            fresh = check(data)
            assert [(f.found, f.usual) for f in fresh] == [(f.found, f.usual) for f in found]


def test_data_without_anything_are_checked_without_a_fault() -> None:
    nothing = DistrictData(pd.DataFrame({"name": []}), from_rows([]))
    assert check(nothing) == ()


def test_remarks_from_reading_stand_among_the_others() -> None:
    read = Finding("duplicate_district", "error", file="a.csv", cell="A9", district="Ost")
    rows = [{"district_id": "Ost", "variable": "residents", "value": -1}]
    data = DistrictData(pd.DataFrame({"name": ["Ost"]}, index=["Ost"]), from_rows(rows), findings=(read,))
    assert [finding.rule for finding in check(data)] == ["negative_count", "duplicate_district"]


def test_a_check_of_contradictory_figures_raises_nothing(made: Make) -> None:
    rows = [figure(variable, 1) for variable in ("residents", "foreigners", "foreign_share_printed") for _ in range(2)]
    rows += [figure("foreign_share_under_30_printed", 0, date=day) for day in ("2018-12-31", "2019-12-31", None)]
    assert check(made(rows, concepts={"a": "census"})) is not None


def wording(data: DistrictData, study: Study | None = None) -> dict[str, Finding]:
    return {finding.rule: finding for finding in check(data, study)}


@pytest.fixture(scope="module")
def everything(shipped: Shipped, made: Make, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Finding]:
    """One finding of every rule, each made by the code that makes it for users."""
    found: dict[str, Finding] = {}
    for name in SHIPPED:
        found |= wording(*shipped(name))
    _, study = shipped("kaiserslautern")
    broken = [
        figure("residents", None, status="unreadable", text="viele"),
        figure("programme_frame", None, status="unreadable", text="7"),
        figure("nationalities", -1),
        figure("foreign_share_printed", 101, decimals=1),
        figure("residents", 10, "West", source="b"),
        figure("foreigners", 11, "West"),
        figure("foreign_share_printed", 50, "West", decimals=1),
        *(figure("survey_answers", value, decimals=0) for value in (98, 1, 1)),
        figure("respondents", 5, column=3),
    ]
    names = [("a", "Ost", "Ost", False), ("a", "West", "West", False), ("b", "West", "West", False)]
    total = figure("foreigners", 12, "Gesamt")
    concepts = {"a": "census", "b": "main_residence"}
    found |= wording(made(broken, concepts=concepts, names=names, totals=[total]))
    printed = [figure("foreigners", 1998), figure("foreign_share_printed", 17.6, decimals=1)]
    found |= wording(made(printed), study)  # the known total of another town: it differs
    fitting = study.model_copy(update={"known_total": (study.known_total[0].model_copy(update={"value": 11350.0}),)})
    found |= wording(made(printed), fitting)
    found |= from_reading(tmp_path_factory.mktemp("tables"))
    found |= {finding.rule: finding for finding in on_the_scale_of_candidates(*shipped("heidenheim"))}
    return found


def from_reading(folder) -> dict[str, Finding]:
    book = openpyxl.Workbook()
    rows = [
        ("Stand: 30.06.2020",),
        ("Stadtteil", "Einwohner"),
        ("Ost", 100),
        ("Ost", 90),
        ("West", "=1+1"),
        ("Nord", "30.580"),
    ]
    for row in rows:
        book.active.append(row)
    book.save(folder / "a.xlsx")
    (folder / "layout.toml").write_text(
        'schema_version = 1\nname = "own"\nheader_rows = [2]\nkey = "^stadtteil"\ndate = { cell = "A1" }\n'
        '[[column]]\nheading = "^einwohner"\nvariable = "residents"\n',
        encoding="utf-8",
    )
    source = {
        "id": "a",
        "file": "a.xlsx",
        "layout": "layout.toml",
        "publisher": "p",
        "date": date(2019, 12, 31),
        "population_concept": "census",
        "licence": "l",
    }
    head = {"title": "t", "purpose": "p", "city": "c"}
    study = Study.model_validate({"schema_version": 1, "study": head, "source": [source], "folder": folder})
    return {finding.rule: finding for finding in load(study).findings}


def on_the_scale_of_candidates(data: DistrictData, study: Study) -> tuple[Finding, ...]:
    options = study.ranking.model_copy(update={"normalisation": "min_max"})
    own_scale = study.model_copy(update={"ranking": options})
    return rank(compute_indicators(data, own_scale), own_scale).findings


def test_every_rule_that_has_words_is_made_by_something(everything: dict[str, Finding]) -> None:
    texts = section("de", "finding")
    worded = {key for key, part in texts.items() if isinstance(part, dict) and "found" in part}
    worded |= {
        f"{key}.{name}"
        for key, part in texts.items()
        if isinstance(part, dict)
        for name, inner in part.items()
        if isinstance(inner, dict)
    }
    assert worded - set(everything) == set()


def test_every_check_found_something(everything: dict[str, Finding]) -> None:
    assert set(CHECKS) - {rule.partition(".")[0] for rule in everything} == set()


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_rule_is_worded_with_its_real_details(code: str, everything: dict[str, Finding]) -> None:
    with using(code):
        for finding in everything.values():
            assert finding.severity in SEVERITIES
            for part in (finding.title, finding.found, finding.usual, finding.remedy, finding.message):
                assert part.strip()
                assert "{" not in part
                assert "Phrase" not in part
                assert "nan" not in part.split()
            assert finding.found.endswith((".", "?"))
            assert finding.to_dict()["found"] == finding.found


def test_no_rule_leaves_german_words_in_an_english_sentence(everything: dict[str, Finding]) -> None:
    german = "Einwohner", "Ausländer", "Geflüchtete", "Hauptwohnsitz", "Programm ", " bis ", " und ", "Kindertages"
    with using("en"):
        for finding in everything.values():
            quoted = [str(v) for v in finding.details.values() if isinstance(v, str)]
            text = finding.message
            for quote in (*quoted, finding.district, finding.file, finding.sheet):
                text = text.replace(quote, "") if quote else text
            assert not [word for word in german if word in text], finding.rule
