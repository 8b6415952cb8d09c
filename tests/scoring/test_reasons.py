"""Reasons and dominance, by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from districtanalysis.domain.ranking import Dominance, Plan
from districtanalysis.domain.study import Criterion, IndicatorChoice
from districtanalysis.scoring.reasons import COMPARED, dominated, reasons

PLAN = Plan(
    {
        "one": Criterion(label="One", weight=3, indicator=(IndicatorChoice(key="x"),)),
        "two": Criterion(label="Two", weight=1, indicator=(IndicatorChoice(key="y"), IndicatorChoice(key="z"))),
    }
)


def test_points_are_the_distance_from_the_mean_of_the_others_times_the_weight() -> None:
    table = pd.DataFrame(
        {"x": [80.0, 40.0, 0.0], "y": [0.0, 50.0, 100.0], "z": [10.0, 10.0, 10.0]}, index=["a", "b", "c"]
    )
    first, second, third = reasons(table, PLAN)
    # a: x (80 - 20) * 3/4 = 45, y (0 - 75) * 1/8 = -9.375
    assert (first.district, first.lift, first.drag) == ("a", "x", "y")
    assert first.lift_points == pytest.approx(45)
    assert first.drag_points == pytest.approx(-9.375)
    # b stands at the mean of the others everywhere: nothing lifts it, nothing holds it back
    assert (second.lift, second.lift_points, second.drag, second.drag_points) == ("", 0, "", 0)
    # c: x (0 - 60) * 3/4 = -45, y (100 - 25) * 1/8 = 9.375
    assert third.lift_points == pytest.approx(9.375)
    assert third.drag_points == pytest.approx(-45)


def test_a_district_that_is_nowhere_above_another_is_dominated() -> None:
    table = pd.DataFrame({"x": [3.0, 2.0, 1.0], "y": [1.0, 2.0, 1.0]}, index=["a", "b", "c"])
    # c is below b everywhere and level with a on y: b, which is above everywhere, is named
    assert dominated(table) == (Dominance("c", "b"),)


def test_equal_districts_do_not_dominate_each_other() -> None:
    assert dominated(pd.DataFrame({"x": [1.0, 1.0]}, index=["a", "b"])) == ()


def test_pairs_are_not_looked_at_among_thousands() -> None:
    assert dominated(pd.DataFrame({"x": range(COMPARED + 1)}, dtype="float64")) == ()
