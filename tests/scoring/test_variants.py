import numpy as np
import pandas as pd
import pytest

from districtanalysis.domain.ranking import Plan, Ranking
from districtanalysis.errors import MethodError
from districtanalysis.scoring.variants import Variant, refused, workshop_of

GOALPOSTS = Variant("refuse", "none", "goalposts", "arithmetic")


def test_nominal_leaves_are_those_of_the_ranking(heidenheim: Ranking, figures: pd.DataFrame):
    workshop = workshop_of(figures, heidenheim.plan)
    expected = heidenheim.normalised.loc[figures.index]
    assert workshop.leaves(GOALPOSTS) == pytest.approx(expected.to_numpy())
    assert not workshop.steps


def test_stages_that_did_not_change_are_not_computed_again(heidenheim: Ranking, figures: pd.DataFrame):
    workshop = workshop_of(figures, heidenheim.plan)
    first = workshop.normalised("refuse", "none", "goalposts")
    assert workshop.normalised("refuse", "none", "goalposts") is first
    assert workshop.tree_of(GOALPOSTS) is workshop.tree_of(GOALPOSTS)


def test_geometric_means_lift_only_what_meets_a_zero(heidenheim: Ranking, figures: pd.DataFrame):
    workshop = workshop_of(figures, heidenheim.plan)
    between = Variant("refuse", "none", "goalposts", "geometric")
    # Reutenen has programme 0, but no criterion of 0: nothing needs to be lifted.
    assert workshop.leaves(between) == pytest.approx(workshop.leaves(GOALPOSTS))
    relative = Variant("refuse", "none", "min_max", "geometric")
    assert workshop.leaves(relative).min() == pytest.approx(1)
    assert all("1–100" in step.text for step in workshop.steps)
    assert workshop.steps


def test_z_scores_are_stretched_to_1_to_100(heidenheim: Ranking, figures: pd.DataFrame):
    leaves = workshop_of(figures, heidenheim.plan).leaves(Variant("refuse", "none", "z_score", "geometric"))
    assert leaves.min(axis=0) == pytest.approx(np.ones(5))
    assert leaves.max(axis=0) == pytest.approx(np.full(5, 100))


def test_left_out_indicators_weigh_nothing(plan: Plan, figures: pd.DataFrame):
    gappy = figures.copy()
    gappy.loc["Oststadt", "daycare"] = np.nan
    workshop = workshop_of(gappy, plan)
    variant = Variant("leave_out_indicator", "none", "goalposts", "arithmetic")
    assert workshop.kept(variant).tolist() == [True, True, False, True, True]
    assert workshop.tree_of(variant).indicator_weights()[2] == 0
    assert refused(workshop, [variant], noise=False) == []


def test_policies_that_change_who_is_compared_are_refused(plan: Plan, figures: pd.DataFrame):
    with pytest.raises(MethodError, match="ändert die Zahl"):
        workshop_of(figures, plan).completed("leave_out_district")


def test_everything_that_cannot_be_is_listed(plan: Plan, figures: pd.DataFrame):
    workshop = workshop_of(figures.assign(places=5.0, programme=1.0), plan)
    found = refused(workshop, [Variant("refuse", "log", "min_max", "arithmetic")], noise=True)
    assert len(found) == 2
    assert "Logarithmus" in found[0]
    assert "places" in found[1]
