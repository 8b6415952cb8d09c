from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date

import numpy as np
import openpyxl
import pandas as pd
import pytest

from districtanalysis.checks.run import CHECKS, check
from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.finding import SEVERITIES, Finding, order
from districtanalysis.domain.observations import from_rows
from districtanalysis.domain.study import Study
from districtanalysis.domain.variables import variables
from districtanalysis.indicators.compute import compute_indicators
from districtanalysis.language import LANGUAGES, using
from districtanalysis.language.texts import section
from districtanalysis.scoring.ranking import rank
from districtanalysis.sources.loader import load

Make = Callable[..., DistrictData]
Shipped = Callable[[str], tuple[DistrictData, Study]]
DAY = "2021-12-31"
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


@pytest.mark.parametrize("seed", range(25))
def test_no_figures_however_odd_make_a_check_fail(seed: int, made: Make) -> None:
    draw = np.random.default_rng(seed)
    values = [None, 0.0, -3.0, 1.5, 7.0, 100.0, 1e9, 1e300, math.inf]

    def one(column: int, district: int) -> dict[str, object]:
        value = values[draw.integers(len(values))] if draw.random() < 0.5 else float(draw.poisson(300))
        choice = {
            "sex": (None, "male", "female"),
            "origin": (None, None, "Syria"),
            "kind": (None, None, "k1"),
            "date": (None, "2018-12-31", "2020-06-15", "2020-12-31"),
            "age_from": (-1, 0, 18, 130),
            "age_to": (-1, 17, 5),
            "source": ("a", "b", "nowhere"),
            "status": ("exact", "suppressed", "unreadable", "derived"),
            "text": (None, "1.3066", ".", "viele", ""),
            "decimals": (-1, 0, 2),
        }
        more = {name: listed[draw.integers(len(listed))] for name, listed in choice.items() if draw.random() < 0.4}
        keys = sorted(variables())
        variable = keys[draw.integers(len(keys))] if draw.random() < 0.5 else "residents"
        return figure(variable, value, f"D{district}", **{"row": district, "column": column, **more})

    rows = [one(column, district) for column in range(12) for district in range(int(draw.integers(1, 25)))]
    heads = [(source, f"{'ABCDEFGHIJKL'[i]}1", f"h{i}", "residents") for source in "ab" for i in range(12)]
    parents = {f"D{i}": f"D{i % 3}" for i in range(20)}
    for finding in check(made(rows, headings=heads, totals=rows[:3], parents=parents)):
        assert finding.message


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
        figure("foreigners", 110, "West"),
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
    for table in odd_tables(made):
        found |= wording(table)
    dates = made([figure("residents", 9, date="2018-12-31"), figure("foreigners", 1, date=DAY)])
    meant = study.study.model_copy(update={"mixed_dates": {"de": "So gewollt.", "en": "As intended."}})
    found |= wording(dates, study.model_copy(update={"study": meant}))
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


def grid(values: np.ndarray, variable: str = "published_count", **more: object) -> list[dict[str, object]]:
    """Columns x districts as figures; each column counts a kind of its own."""
    return [
        figure(variable, float(values[k, d]), f"D{d:02}", **{"kind": f"k{k}", "column": k + 3, "row": d + 2, **more})
        for k in range(values.shape[0])
        for d in range(values.shape[1])
    ]


def aged(total: float, *bands: float, district: str = "Ost", **more: object) -> list[dict[str, object]]:
    limits = [(-1, -1), (0, 17), (18, 64), (65, -1)]
    listed = enumerate(zip((total, *bands), limits, strict=True), start=3)
    return [
        figure("residents", value, district, **{"age_from": low, "age_to": high, "column": column, "date": DAY, **more})
        for column, (value, (low, high)) in listed
    ]


def odd_tables(made: Make) -> Iterator[DistrictData]:
    """Yield a small table for each rule on sums, dates, headings, rows and confidentiality."""
    rng = np.random.default_rng(5)
    people = np.round(rng.lognormal(7, 1.2, (5, 40)))
    yield made(aged(7602, 657, 4888, 1157))
    yield made(aged(7602, 657, 4983, 1084))
    yield made([row for d in range(12) for row in aged(99, 1, 2, 3, district=f"D{d}")])
    unread = aged(6702, 657, 4983, 0)
    unread[3] |= {"value": None, "status": "unreadable", "text": "1.0662"}
    yield made([*unread, figure("residents", 5000, source="b", date=DAY)])
    yield made([*aged(6702, 657, 4983, 1062, source="b"), figure("residents", 7602, date=DAY)])
    yield made(
        [figure("residents", 9.0 + d, f"D{d}", date=DAY, source=s) for d in range(12) for s in "ab" if s == "a"]
        + [figure("residents", 50.0 + d, f"D{d}", date=DAY, source="b") for d in range(12)]
    )
    yield made([figure("residents", 1.5), figure("residents", 2, "West"), figure("residents", 3, "Nord", age_from=130)])
    steady = [figure("residents", 1000 + i, f"D{d}", date=f"{2017 + i}-12-31") for d in range(12) for i in range(5)]
    steady[2]["value"], steady[9]["value"] = 100, 7000
    gone = [figure("residents", 500, "D90", date="2017-12-31"), figure("residents", 500, "D91", date="2021-12-31")]
    yield made([*steady, *gone])
    yield made([figure("residents", 9, f"{y}D{d}", date=f"{y}-12-31") for y in (2017, 2021) for d in range(12)])
    yield from shifted_headings(made, people)
    shares = np.where(np.arange(40) == 7, 0, rng.uniform(1, 9, (4, 40)))
    yield made(grid(shares, variable="published_share", decimals=2))
    doubled = people.copy()
    doubled[:, 9], doubled[4] = doubled[:, 3], doubled[1]
    yield made(grid(doubled))
    slipped = people.copy()
    slipped[:, 10:25] = people[:, 11:26]
    yield made([*grid(people, date="2018-12-31"), *grid(slipped, date="2020-12-31", source="b")])
    sexes = [
        figure("residents", v, sex=s, status=t)
        for v, s, t in ((9, None, "exact"), (5, "male", "exact"), (None, "female", "suppressed"))
    ]
    yield made(sexes)
    alone = [
        figure("residents", v, f"D{d}", sex=s) for d in range(8) for v, s in ((7, None), (7, "male"), (0, "female"))
    ]
    yield made(alone)
    yield made(alone[:3])
    yield made([figure("residents", 9, date="2018-12-31"), figure("foreigners", 1, date="2020-12-31")])
    both = [figure("residents", 9, date=f"{y}-12-31") for y in (2018, 2020)]
    yield made([*both, figure("foreigners", 1, date="2018-12-31")])
    yield made([figure("residents", -1, f"D{i}", row=i) for i in range(2, 150)])
    yield made([figure("residents", None, f"D{i}", status="suppressed", text=".") for i in range(12)])
    listed = [("a", f"D{i}", f"D{i}", False) for i in range(20)]
    yield made(names=[*listed, ("b", "D1", "D1", False)])
    yield made([figure("foreign_share_printed", 1.0, f"D{i}", decimals=2 - (i < 8)) for i in range(30)])
    yield made(
        [figure("residents", 900, "A", row=3), figure("residents", 85, "B", row=4)],
        totals=[figure("residents", 895, "S", row=9)],
    )


def shifted_headings(made: Make, people: np.ndarray) -> Iterator[DistrictData]:
    """Yield two editions whose headings slipped in the first: read as printed, read by the values, one column lost."""
    names, slipped = ("Polen", "Bulgarien", "Italien", "Syrien", "Iran"), (1, 2, 0, 3, 4)
    heads = [(source, f"{'CDEFG'[i]}1", name, "published_count") for source in "ab" for i, name in enumerate(names)]

    def meaning(rows: list[dict[str, object]], places: tuple[int, ...] = (0, 1, 2, 3, 4)) -> list[dict[str, object]]:
        return [{**row, "kind": names[places[int(str(row["kind"])[1:])]]} for row in rows]

    earlier = grid(people[list(slipped)], date="2018-12-31")
    later = meaning(grid(np.round(people * 1.05), source="b", date="2020-12-31"))
    yield made([*meaning(earlier), *later], headings=heads)
    abroad = [(head[0], head[1], f"HK_{head[2]}" if head[0] == "b" else head[2], head[3]) for head in heads]
    yield made([*meaning(earlier), *later], headings=abroad)
    yield made([*meaning(earlier, slipped), *later], headings=heads)
    lacking = [head for head in heads if head[0] == "b" or head[2] != "Bulgarien"]
    held = [row for row in grid(people[[1, 1, 2, 3, 4]], date="2020-12-31") if row["kind"] != "k1"]
    yield made([*held, *grid(people, source="b", date="2020-12-31")], headings=lacking)


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
    assert {rule for rule in worded if rule.partition(".")[0] in CHECKS} - set(everything) == set()


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
