"""A ranking for a workbook, or why there is none."""

from __future__ import annotations

import pandas as pd
import pytest

from districtanalysis.datasets import town
from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.ranking import Plan, Ranking
from districtanalysis.domain.study import Criterion, IndicatorChoice
from districtanalysis.pipeline.live import live_of
from districtanalysis.pipeline.prepare import prepare
from districtanalysis.pipeline.rank import rank_prepared
from districtanalysis.scoring.ranking import rank


def ranked(normalisation: str, between: str = "arithmetic") -> Ranking:
    table = IndicatorTable.from_frame(pd.DataFrame({"a": [1.0, 2.0, 6.0]}, index=["A", "B", "C"]))
    criteria = {"x": Criterion(label="X", indicator=(IndicatorChoice(key="a"),))}
    return rank(table, plan=Plan(criteria, normalisation=normalisation, between=between))


@pytest.mark.parametrize(("method", "ends"), [("min_max", (1.0, 6.0)), ("z_score", (3.0, 7.0**0.5))])
def test_the_numbers_of_a_scale(method: str, ends: tuple[float, float]):
    # mean 3, deviations -2, -1, 3: (4 + 1 + 9) / 2 = 7
    model = live_of(ranked(method)).model
    assert model is not None
    assert (model.indicators[0].low, model.indicators[0].high) == pytest.approx(ends)


@pytest.mark.parametrize(
    ("normalisation", "between", "named"),
    [("percentile", "arithmetic", "Prozentrang"), ("min_max", "copeland", "Copeland")],
)
def test_other_methods_are_refused_by_name(normalisation: str, between: str, named: str):
    live = live_of(ranked(normalisation, between))
    assert live.model is None
    assert named in live.refused


def test_residents_and_remarks_come_along():
    model = live_of(rank_prepared(prepare(town()))).model
    assert model is not None
    assert model.alongside[0][2] == (4336.0, 3715.0, 3694.0)
    assert [criterion.share for criterion in model.criteria] == pytest.approx([1 / 3] * 3)
    assert sum(criterion.points[0] for criterion in model.criteria) == pytest.approx(model.fit[0])


def test_steps_on_the_way_and_settings_of_methods_have_no_formulas():
    table = IndicatorTable.from_frame(pd.DataFrame({"a": [1.0, 2.0, 6.0], "b": [3.0, 3.0, 3.0]}, index=["A", "B", "C"]))
    criteria = {"x": Criterion(label="X", indicator=(IndicatorChoice(key="a"),))}
    moved = rank(table, plan=Plan(criteria, normalisation="min_max", between="geometric", zeros="move"))
    assert "auf 1–100 verschoben" in live_of(moved).refused
    told = rank(table, plan=Plan(criteria, normalisation="z_score", parameters={"z_score": {"ddof": 0}}))
    assert "z-Wert" in live_of(told).refused
    flat = {"x": Criterion(label="X", indicator=(IndicatorChoice(key="b"), IndicatorChoice(key="a")))}
    assert (
        "Mitte der Skala" in live_of(rank(table, plan=Plan(flat, normalisation="min_max", constant="middle"))).refused
    )
