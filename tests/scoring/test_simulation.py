import numpy as np
import pandas as pd
import pytest

from districtanalysis.domain.ranking import Plan
from districtanalysis.errors import MethodError
from districtanalysis.scoring import simulation
from districtanalysis.scoring.draws import WeightDraws
from districtanalysis.scoring.hierarchy import Hierarchy
from districtanalysis.scoring.simulation import Assumptions, simulate, variants_of
from districtanalysis.scoring.variants import Column, Variant, Workshop, workshop_of

NOMINAL = Variant("refuse", "none", "goalposts", "arithmetic")


def test_every_combination_is_a_variant_in_a_fixed_order():
    found = variants_of(
        NOMINAL, Assumptions(treatments=("none", "winsorise"), aggregations=("arithmetic", "geometric"))
    )
    assert [(v.treatment, v.aggregation) for v in found] == [
        ("none", "arithmetic"), ("none", "geometric"), ("winsorise", "arithmetic"), ("winsorise", "geometric"),
    ]  # fmt: skip


@pytest.mark.parametrize("cells", [7, 300, 100_000])
def test_the_size_of_the_blocks_does_not_matter(plan: Plan, figures: pd.DataFrame, monkeypatch, cells):
    usual = simulate(workshop_of(figures, plan), NOMINAL, Assumptions(), draws=400, seed=1, pairwise=True)
    monkeypatch.setattr(simulation, "_CELLS", cells)
    monkeypatch.setattr(simulation, "_PAIRED_AT_ONCE", cells)
    other = simulate(workshop_of(figures, plan), NOMINAL, Assumptions(), draws=400, seed=1, pairwise=True)
    assert np.array_equal(usual.tally.counts, other.tally.counts)
    assert np.array_equal(usual.before, other.before)


def test_all_settings_are_drawn_about_equally_often(plan: Plan, figures: pd.DataFrame):
    # min_max and goalposts rank Heidenheim alike under given weights, Copeland too: counts add up.
    chosen = Assumptions(criteria=WeightDraws("given"), normalisations=("goalposts", "min_max"))
    found = simulate(workshop_of(figures, plan), NOMINAL, chosen, draws=1_000, seed=0)
    assert found.tally.counts.sum(axis=1).tolist() == [1_000] * 3
    assert len(found.variants) == 2


def test_three_levels_and_all_kinds_of_uncertainty_at_once():
    generator = np.random.default_rng(0)
    tree = Hierarchy.from_parents({"a": "x", "b": "x", "c": "y", "d": "y", "x": "all", "y": "all"})
    values = pd.DataFrame(generator.lognormal(size=(25, 4)), columns=list("abcd"))
    values.iloc[3, 1] = np.nan
    chosen = Assumptions(
        criteria=WeightDraws("spread"),
        indicators=WeightDraws("around"),
        missing=("impute_median", "impute_nearest", "leave_out_indicator"),
        treatments=("none", "winsorise"),
        normalisations=("min_max", "z_score", "rank"),
        aggregations=("arithmetic", "geometric", "copeland"),
    )
    workshop = Workshop(values, [Column(key) for key in "abcd"], tree)
    found = simulate(workshop, Variant("impute_median", "none", "min_max", "arithmetic"), chosen, draws=2_000, seed=0)
    assert len(found.variants) == 54
    assert found.tally.counts.sum() == 25 * 2_000


def test_nothing_to_draw_is_refused(plan: Plan, figures: pd.DataFrame):
    with pytest.raises(MethodError, match="mindestens 1"):
        simulate(workshop_of(figures, plan), NOMINAL, Assumptions(), draws=0, seed=0)
