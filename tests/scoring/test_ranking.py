"""Ranking itself, on made tables; the shipped town is ranked in the tests of the pipeline."""

from __future__ import annotations

import itertools

import pandas as pd
import pytest

from districtanalysis.domain.finding import Finding
from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.ranking import Plan
from districtanalysis.domain.study import Criterion, IndicatorChoice, Preset, Study
from districtanalysis.errors import MissingValueError, StudyError
from districtanalysis.scoring.ranking import rank, with_findings

NAMES = ["Ost", "Nord", "Süd", "West"]
FRAME = pd.DataFrame({"a": [80.0, 50.0, 50.0, 20.0], "b": [40.0, 70.0, 70.0, 30.0]}, index=NAMES)


def plan(**options: object) -> Plan:
    """Two criteria of one indicator each, equal weights, 0 to 100."""
    criteria = {
        key: Criterion(label=key.upper(), indicator=(IndicatorChoice(key=key, goalposts=(0, 100)),))
        for key in ("a", "b")
    }
    return Plan(criteria=criteria, **options)  # type: ignore[arg-type]


def table(frame: pd.DataFrame = FRAME) -> IndicatorTable:
    return IndicatorTable.from_frame(frame)


def study(*candidates: str) -> Study:
    source = {"id": "a", "file": "a", "publisher": "", "date": "not_stated", "licence": ""}
    content = {
        "schema_version": 1,
        "study": {"title": "t", "purpose": "p", "city": "c", "candidates": candidates},
        "source": [{**source, "population_concept": "not_stated"}],
    }
    return Study.model_validate(content)


@pytest.mark.parametrize(
    ("ties", "expected"), [("min", [1, 1, 1, 4]), ("dense", [1, 1, 1, 2]), ("average", [2.0, 2.0, 2.0, 4.0])]
)
def test_equal_fits_share_a_rank_by_the_rule(ties: str, expected: list[float]):
    # all of Ost, Nord and Süd have 60 points
    ranking = rank(table(), plan=plan(ties=ties))
    assert list(ranking.frame["rank"]) == expected
    assert list(ranking.frame.index) == ["Nord", "Ost", "Süd", "West"]  # tied ones in the order of their names
    assert ranking.leaders == ("Nord", "Ost", "Süd")


def test_the_order_of_the_candidates_changes_nothing():
    reference = rank(table(), study(*NAMES), plan=plan())
    for order in itertools.permutations(NAMES):
        ranking = rank(table(FRAME.loc[list(order)]), study(*order), plan=plan())
        pd.testing.assert_frame_equal(ranking.frame, reference.frame)
        assert ranking.dominated == reference.dominated
        assert ranking.reasons == reference.reasons


def test_a_further_candidate_changes_nobodys_fit_under_fixed_goalposts():
    few = rank(table(), study("Ost", "West"), plan=plan()).frame["fit"]
    all_of_them = rank(table(), plan=plan()).frame["fit"]
    assert few.to_dict() == {name: all_of_them[name] for name in ("Ost", "West")}


def test_dominance_means_nowhere_above_and_somewhere_below():
    dominated = rank(table(), plan=plan()).dominated
    assert [(entry.district, entry.by) for entry in dominated] == [("West", "Nord")]
    equal = rank(table(FRAME.loc[["Nord", "Süd"]]), plan=plan()).dominated
    assert equal == ()


def test_reasons_compare_with_the_mean_of_the_others():
    reason = next(reason for reason in rank(table(), plan=plan()).reasons if reason.district == "Ost")
    # a: 80 against (50 + 50 + 20) / 3 = 40, half the weight; b: 40 against (70 + 70 + 30) / 3
    assert (reason.lift, reason.lift_points) == ("a", pytest.approx(20))
    assert (reason.drag, reason.drag_points) == ("b", pytest.approx((40 - 170 / 3) / 2))
    west = next(reason for reason in rank(table(), plan=plan()).reasons if reason.district == "West")
    assert (west.lift, west.lift_points) == ("", 0)


def test_presets_are_read_beside_the_ranking():
    presets = {"x": Preset(label="Umgekehrt", reverse=("a", "b")), "y": Preset(label="A", weights={"a": 9.0})}
    ranking = rank(table(), plan=plan(presets=presets))
    turned, heavy = ranking.readings
    assert turned.leaders == ("West",)
    assert turned.fit["West"] == pytest.approx(75)
    assert heavy.fit["Ost"] == pytest.approx(0.9 * 80 + 0.1 * 40)
    chosen = rank(table(), plan=plan(presets=presets), preset="x")
    assert chosen.leaders == ("West",)
    assert [reading.fit.to_dict() for reading in chosen.readings] == [
        reading.fit.to_dict() for reading in ranking.readings
    ]
    with pytest.raises(StudyError, match=r"Lesart „z“.*x und y"):
        rank(table(), plan=plan(presets=presets), preset="z")


def test_missing_values_follow_the_declared_policy():
    holed = FRAME.copy()
    holed.loc["Ost", "b"] = float("nan")
    with pytest.raises(MissingValueError, match="Ost: b"):
        rank(table(holed), plan=plan())
    left = rank(table(holed), plan=plan(missing="leave_out_district"))
    assert list(left.frame.index) == ["Nord", "Süd", "West"]
    assert left.excluded.loc["Ost", "reason"] == "Nicht bewertet: b nicht verfügbar."
    presets = {"x": Preset(label="x", reverse=("b",))}
    short = rank(table(holed), plan=plan(missing="leave_out_indicator", presets=presets), preset="x")
    assert list(short.plan.criteria) == ["a"]
    assert short.asked is not None
    assert list(short.asked.criteria) == ["a", "b"]
    assert left.asked is None
    assert short.frame.loc["Ost", "fit"] == 80


def test_nothing_to_rank():
    empty = FRAME * float("nan")
    with pytest.raises(MissingValueError, match="Alle Werte fehlen"):
        rank(table(empty), plan=plan())
    with pytest.raises(StudyError, match="mindestens zwei"):
        rank(table(FRAME.iloc[:1]), plan=plan())
    with pytest.raises(StudyError, match=r"fehlen: b. Vorhanden sind: a"):
        rank(table(FRAME[["a"]]), plan=plan())
    with pytest.raises(StudyError, match="„Mitte“"):
        rank(table(), study("Ost", "Mitte"), plan=plan())
    with pytest.raises(StudyError, match="braucht eine Studie oder einen Plan"):
        rank(table())


def test_few_candidates_that_set_their_own_scale_are_pointed_out():
    warned = rank(table(), plan=plan(normalisation="min_max")).findings
    assert [(finding.rule, finding.severity, finding.variable) for finding in warned] == [
        ("scale_of_candidates", "warning", "a"),
        ("scale_of_candidates", "warning", "b"),
    ]
    assert rank(table(), plan=plan()).findings == ()
    many = pd.DataFrame({"a": range(10), "b": range(10)}, index=[f"G{i}" for i in range(10)], dtype=float)
    assert rank(table(many), plan=plan(normalisation="min_max")).findings == ()


def test_findings_of_the_checks_come_first():
    ranking = with_findings(rank(table(), plan=plan(normalisation="min_max")), (Finding("negative_count", "warning"),))
    assert [finding.rule for finding in ranking.findings][:2] == ["negative_count", "scale_of_candidates"]


def test_the_frame_carries_what_a_notebook_shows():
    ranking = rank(table(FRAME.assign(c=1.0)), plan=plan())
    assert list(ranking.to_frame().columns) == ["name", "rank", "fit", "a", "b", "c"]
    assert "Nord" in ranking._repr_html_()
