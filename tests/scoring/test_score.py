"""Scores by hand: one criterion of two indicators, one of a single one."""

from __future__ import annotations

import pandas as pd
import pytest

from districtanalysis.domain.ranking import Plan
from districtanalysis.domain.study import Criterion, IndicatorChoice
from districtanalysis.errors import MethodError, StudyError
from districtanalysis.scoring.score import indicator_weights, score

VALUES = pd.DataFrame({"a": [10.0, 40.0], "b": [1.0, 4.0], "c": [5.0, 20.0]}, index=["Nord", "Süd"])
PEOPLE = Criterion(
    label="Menschen",
    weight=3,
    indicator=(
        IndicatorChoice(key="a", weight=2, goalposts=(0, 40)),
        IndicatorChoice(key="b", weight=1, goalposts=(0, 4), direction="less"),
    ),
)
PLACES = Criterion(label="Orte", weight=1, indicator=(IndicatorChoice(key="c", goalposts=(0, 10)),))
PLAN = Plan(criteria={"people": PEOPLE, "places": PLACES})


def test_two_levels_of_weighted_means():
    scores = score(VALUES, PLAN)
    # Nord: a 25, b turned 75, c 50; Süd: a 100, b turned 0, c beyond the goalpost 100
    assert scores.normalised.to_numpy().tolist() == [[25, 75, 50], [100, 0, 100]]
    people = [(2 * 25 + 75) / 3, 200 / 3]
    assert scores.criteria["people"].tolist() == pytest.approx(people)
    assert scores.fit.tolist() == pytest.approx([(3 * people[0] + 50) / 4, (3 * people[1] + 100) / 4])


def test_contributions_are_weight_times_score():
    scores = score(VALUES, PLAN)
    assert indicator_weights(PLAN).to_dict() == pytest.approx({"a": 0.5, "b": 0.25, "c": 0.25})
    assert scores.contributions.loc["Nord"].to_dict() == pytest.approx({"a": 12.5, "b": 18.75, "c": 12.5})
    assert scores.contributions.sum(axis=1).tolist() == pytest.approx(scores.fit.tolist(), abs=1e-12)


@pytest.mark.parametrize("level", ["within", "between"])
def test_no_contributions_where_they_would_not_add_up(level: str):
    people = Criterion(label="Menschen", indicator=(IndicatorChoice(key="a", goalposts=(0, 50)),))
    plan = Plan(criteria={"people": people, "places": PLACES}, **{level: "geometric"})
    assert score(VALUES, plan).contributions.columns.empty


def test_geometric_between_the_criteria():
    scores = score(VALUES, Plan(criteria=PLAN.criteria, between="geometric"))
    nord = ((2 * 25 + 75) / 3) ** 0.75 * 50**0.25
    assert scores.fit["Nord"] == pytest.approx(nord)


def test_an_indicator_may_have_a_scale_of_its_own():
    choice = IndicatorChoice(key="c", normalisation="min_max")
    scores = score(VALUES, Plan(criteria={"places": Criterion(label="Orte", indicator=(choice,))}))
    assert scores.normalised["c"].tolist() == [0, 100]


def test_what_is_not_defined_is_refused():
    with pytest.raises(MethodError, match=r"„a“.*fehlen die Zielpunkte"):
        score(VALUES, Plan(criteria={"x": Criterion(label="x", indicator=(IndicatorChoice(key="a"),))}))
    with pytest.raises(StudyError, match=r"„minmax“ ist unbekannt. Gemeint ist vielleicht „min_max“"):
        score(VALUES, Plan(criteria=PLAN.criteria, normalisation="minmax"))
    with pytest.raises(StudyError, match=r"„geometrik“ ist unbekannt. Gemeint ist vielleicht „geometric“"):
        score(VALUES, Plan(criteria=PLAN.criteria, between="geometrik"))
