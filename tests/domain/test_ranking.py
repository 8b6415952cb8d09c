from __future__ import annotations

import pandas as pd
import pytest

from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.ranking import Plan, Ranking, Reading
from districtanalysis.domain.study import Criterion, IndicatorChoice
from districtanalysis.language import using


@pytest.fixture
def plan() -> Plan:
    first = Criterion(
        label={"de": "Bevölkerung", "en": "Population"},
        weight=1,
        indicator=(
            IndicatorChoice(key="refugees", weight=2),
            IndicatorChoice(key="turnover", weight=1),
            IndicatorChoice(key="share", weight=0),
        ),
    )
    return Plan(
        {"population": first, "places": Criterion(label="Orte", weight=3, indicator=(IndicatorChoice(key="kinds"),))}
    )


@pytest.fixture
def ranking(plan: Plan) -> Ranking:
    index = pd.Index(["<Ost>", "West"], name="district_id")
    frame = pd.DataFrame(
        {"name": index, "rank": [1, 1], "fit": [81.5, 81.5], "population": 88.2, "places": 1.0}, index=index
    )
    table = IndicatorTable.from_frame(pd.DataFrame({"refugees": [35.3, 12.7], "fit": [0.0, 0.0]}, index=index))
    return Ranking(frame, pd.DataFrame(index=index), pd.DataFrame(index=index), table, plan)


def test_weights_of_criteria_are_shares_of_one(plan: Plan) -> None:
    # one of four, three of four
    assert plan.criterion_shares() == {"population": 0.25, "places": 0.75}


def test_weights_of_indicators_are_shares_within_their_criterion(plan: Plan) -> None:
    found = {key: (home, share) for key, (home, _, share) in plan.scored().items()}
    assert found == {
        "refugees": ("population", pytest.approx(2 / 3)),
        "turnover": ("population", pytest.approx(1 / 3)),
        "kinds": ("places", 1.0),
    }


def test_context_is_shown_and_not_scored(plan: Plan) -> None:
    assert plan.context() == ("share",)
    assert "share" not in plan.scored()


def test_criteria_are_named_in_the_language_in_force(plan: Plan) -> None:
    assert plan.criterion_label("population") == "Bevölkerung"
    with using("en"):
        assert plan.criterion_label("population") == "Population"
        assert plan.criterion_label("places") == "Orte"


def test_districts_that_are_tied_lead_together(ranking: Ranking) -> None:
    assert ranking.leaders == ("<Ost>", "West")
    rank = pd.Series([2, 1, 3], index=["Ost", "West", "Nord"])
    assert Reading("luecken", "Lücken", rank * 1.0, rank).leaders == ("West",)


def test_the_frame_has_the_indicators_beside_the_fit(ranking: Ranking) -> None:
    frame = ranking.to_frame()
    assert list(frame.columns) == ["name", "rank", "fit", "population", "places", "refugees"]
    assert frame.loc["West", "refugees"] == 12.7


def test_a_notebook_shows_names_german_numbers_and_escapes_them(ranking: Ranking) -> None:
    html = ranking._repr_html_()
    assert "81,5" in html
    assert "Bevölkerung" in html
    assert "&lt;Ost&gt;" in html
    assert "<Ost>" not in html
