import numpy as np
import pandas as pd
import pytest

from districtanalysis.domain.indicator import Indicator
from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.ranking import Plan
from districtanalysis.domain.study import Criterion, IndicatorChoice
from districtanalysis.errors import MethodError
from districtanalysis.scoring.noise import Noise, moves, noisy_leaves
from districtanalysis.scoring.variants import Variant, workshop_of


def table() -> IndicatorTable:
    frame = pd.DataFrame({"foreign_share": [20.0, 40.0], "daycare_per_1000": [1.0, 2.0]}, index=["A", "B"])
    base = pd.DataFrame({"foreign_share": [100.0, 200.0], "daycare_per_1000": [900.0, 900.0]}, index=["A", "B"])

    def entry(key: str, theme: str, unit: str) -> Indicator:
        return Indicator(key, theme, unit, lambda: np.zeros(0), {})

    entries = {
        "foreign_share": entry("foreign_share", "origin", "percent"),
        "daycare_per_1000": entry("daycare_per_1000", "infrastructure", "per_1000"),
    }
    return IndicatorTable.from_frame(frame, base=base, indicators=entries)


def test_persons_fluctuate_and_facilities_do_not():
    found = Noise.of(table(), pd.Index(["A", "B"]), ["foreign_share", "daycare_per_1000"])
    assert list(found.columns) == [0]
    assert len(found.still) == 1
    drawn = found.draw(5_000, np.random.default_rng(0))[0]
    # sd in points: 100 sqrt(0.16 / 100) = 4 and 100 sqrt(0.24 / 200) = 3.46
    assert drawn.mean(axis=0) == pytest.approx([20, 40], abs=0.2)
    assert drawn.std(axis=0) == pytest.approx([4, 3.464], abs=0.1)


def test_nothing_that_fluctuates_is_an_error_by_name():
    with pytest.raises(MethodError, match="Anteil von Personen"):
        Noise.of(table(), pd.Index(["A", "B"]), ["daycare_per_1000"])


@pytest.mark.parametrize("key", ["goalposts", "min_max", "z_score", "percentile"])
@pytest.mark.parametrize("direction", ["more", "less"])
def test_drawn_values_are_scored_like_printed_ones(key, direction):
    # Four districts whose draw happens to be the printed values: the leaves are the same.
    values = pd.DataFrame({"x": [10.0, 20, 40, 70], "y": [3.0, 1, 2, 5]}, index=list("ABCD"))
    choice = IndicatorChoice(key="x", direction=direction, goalposts=(0, 80))
    other = IndicatorChoice(key="y", goalposts=(0, 10))
    plan = Plan(criteria={"a": Criterion(label="a", indicator=(choice, other))})
    workshop = workshop_of(values, plan)
    variant = Variant("refuse", "none", key, "arithmetic")
    found = noisy_leaves(workshop, variant, {0: np.tile(values["x"].to_numpy(), (2, 1))})
    expected = workshop.leaves(variant)
    assert found[0] == pytest.approx(np.tile(expected[:, 0], (2, 1)))
    assert found[1] == pytest.approx(expected[:, 1])


def test_winsorised_indicators_keep_the_limits_of_the_printed_values():
    values = pd.DataFrame({"x": [10.0, 11, 12, 10, 11, 12, 10, 90], "y": np.arange(8.0)}, index=list("ABCDEFGH"))
    choices = tuple(IndicatorChoice(key=key, goalposts=(0, 100)) for key in ("x", "y"))
    workshop = workshop_of(values, Plan(criteria={"a": Criterion(label="a", indicator=choices)}))
    variant = Variant("refuse", "winsorise", "goalposts", "arithmetic")
    found = noisy_leaves(workshop, variant, {0: np.full((1, 8), 95.0)})
    assert found[0].max() == pytest.approx(12)


@pytest.mark.parametrize("policy", ["impute_median", "leave_out_indicator"])
def test_gaps_hold_what_the_policy_says_while_the_others_fluctuate(policy: str):
    values = pd.DataFrame({"x": [10.0, np.nan, 40, 70], "y": [3.0, 1, 2, 5]}, index=list("ABCD"))
    choices = (IndicatorChoice(key="x", goalposts=(0, 100)), IndicatorChoice(key="y", goalposts=(0, 10)))
    workshop = workshop_of(values, Plan(criteria={"a": Criterion(label="a", indicator=choices)}))
    drawn = {0: np.array([[12.0, np.nan, 38, 71]])}
    found = noisy_leaves(workshop, Variant(policy, "none", "goalposts", "arithmetic"), drawn)
    if policy == "leave_out_indicator":
        assert found[0].tolist() == [1, 1, 1, 1]  # weighs nothing
    else:
        assert found[0].tolist() == [[12, 40, 38, 71]]


def test_only_shares_of_persons_with_a_printed_base_move():
    index = pd.Index(["A", "B"])
    assert moves(table(), index, "foreign_share")
    assert not moves(table(), index, "daycare_per_1000")
    plain = IndicatorTable.from_frame(pd.DataFrame({"foreign_share": [20.0, 40.0]}, index=index))
    assert not moves(plain, index, "foreign_share")
