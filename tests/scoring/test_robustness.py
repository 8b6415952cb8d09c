from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from districtanalysis.domain.indicator import Indicator
from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.ranking import Plan, Ranking
from districtanalysis.domain.study import Criterion, IndicatorChoice
from districtanalysis.errors import MethodError
from districtanalysis.language import say
from districtanalysis.scoring.ranking import rank
from districtanalysis.scoring.robustness import Assumptions, WeightDraws, robustness
from districtanalysis.scoring.simplex import first_shares
from districtanalysis.scoring.simulation import simulate
from districtanalysis.scoring.variants import Variant, workshop_of

SHARE = "foreign_share"


def indicator(key: str, unit: str = "percent", theme: str = "population") -> Indicator:
    return Indicator(key, theme, unit, lambda: np.zeros(0), {})


def ranking_of(values: pd.DataFrame, *, between: str = "arithmetic", base: pd.DataFrame | None = None) -> Ranking:
    plan = Plan(
        criteria={
            key: Criterion(label=key, indicator=(IndicatorChoice(key=key, goalposts=(0, 100)),)) for key in values
        },
        between=between,
    )
    entries = {key: indicator(key) for key in values if key == SHARE} if base is not None else None
    return rank(IndicatorTable.from_frame(values, base=base, indicators=entries), plan=plan)


def test_the_council_question_of_heidenheim(heidenheim: Ranking):
    # field notes: over all weightings Oststadt leads in 72 %, Mittelrain in 28 %, Reutenen never
    found = robustness(heidenheim, 20_000)
    assert found.top(1)["Oststadt"] == pytest.approx(0.72, abs=0.01)
    assert found.top(1)["Mittelrain"] == pytest.approx(0.28, abs=0.01)
    assert found.top(1)["Reutenen"] == 0
    assert found.interval().loc["Oststadt"].tolist() == [1, 2]
    assert found.interval().loc["Reutenen"].tolist() == [3, 3]
    assert np.isnan(found.central[2]).all()
    assert found.central[:2].sum(axis=1) == pytest.approx([1, 1])


def test_draws_come_to_the_exact_areas_of_the_weight_triangle():
    scores = np.random.default_rng(11).uniform(0, 100, (7, 3))
    frame = pd.DataFrame(scores, columns=["a", "b", "c"], index=[f"d{i}" for i in range(7)])
    found = robustness(ranking_of(frame), 40_000)
    exact = pd.Series(first_shares(scores), index=frame.index)
    assert exact.sum() == pytest.approx(1)
    assert (found.top(1) - exact[found.names.index]).abs().max() < 0.01


def test_pairs_come_to_the_exact_share_of_weightings():
    # a before b where 4 w1 - 2 w2 - 1 w3 > 0 on the triangle; with d = (4, -2, -1) the share is
    # d1^2 / ((d1 - d2)(d1 - d3)) = 16 / (6 x 5) = 0.5333
    frame = pd.DataFrame([[54.0, 50, 50], [50, 52, 51]], columns=["a", "b", "c"], index=["A", "B"])
    found = robustness(ranking_of(frame), 60_000)
    assert found.pairwise.loc["A", "B"] == pytest.approx(16 / 30, abs=0.01)
    assert found.pairwise.loc["A", "B"] + found.pairwise.loc["B", "A"] == pytest.approx(1)


def test_same_seed_same_result_and_another_seed_another(heidenheim: Ranking):
    one, two, three = (robustness(heidenheim, 500, seed=seed) for seed in (4, 4, 5))
    assert np.array_equal(one.counts, two.counts)
    assert not np.array_equal(one.counts, three.counts)
    assert one.seed == 4


def test_streams_do_not_disturb_each_other(heidenheim: Ranking):
    # Varying the aggregation as well leaves the drawn weights of the criteria as they were.
    alone = robustness(heidenheim, 300)
    copied = robustness(heidenheim, 300, assumptions=Assumptions(aggregations=("arithmetic", "arithmetic")))
    assert np.array_equal(alone.counts, copied.counts)


def test_identical_districts_share_their_ranks():
    frame = pd.DataFrame([[10.0, 20], [10, 20], [5, 5]], columns=["a", "b"], index=["A", "B", "C"])
    found = robustness(ranking_of(frame), 200)
    assert found.top(1).tolist() == [1, 1, 0]
    assert found.pairwise.loc["A", "B"] == 0.5
    assert found.interval().loc["C"].tolist() == [3, 3]


def test_everything_varied_or_held_is_listed(heidenheim: Ranking):
    chosen = Assumptions(
        indicators=WeightDraws("spread"),
        normalisations=("goalposts", "min_max", "z_score"),
        aggregations=("arithmetic", "geometric", "copeland"),
    )
    found = robustness(heidenheim, 900, assumptions=chosen)
    assert {entry.key for entry in found.varied} == {
        "criteria_weights", "indicator_weights", "normalisation", "aggregation",
    }  # fmt: skip
    assert {entry.key for entry in found.held} == {
        "within", "missing", "treatment", "noise", "direction", "indicators",
    }  # fmt: skip
    assert all(entry.settings for entry in found.assumptions)
    # What had to be done so that z-scores fit a geometric mean is said, not silent.
    assert any("1–100" in step and "z-Wert" in step for step in found.steps)
    assert found.counts.sum() == 3 * 900


def test_classes_of_fit_are_counted():
    # fit = 40 w + 60 (1 - w) for A: uniform between 40 and 60, so half of the draws lie above 50
    frame = pd.DataFrame([[40.0, 60], [90, 90]], columns=["a", "b"], index=["A", "B"])
    found = robustness(ranking_of(frame), 20_000, breaks=(50, 80))
    by_name = dict(zip(found.names.index, found.classes.tolist(), strict=True))
    assert by_name["A"] == pytest.approx([0.5, 0.5, 0], abs=0.02)
    assert by_name["B"] == [0, 0, 1]


def noisy(share: list[float], base: list[float]) -> Ranking:
    names = [f"d{i}" for i in range(len(share))]
    return ranking_of(pd.DataFrame({SHARE: share}, index=names), base=pd.DataFrame({SHARE: base}, index=names))


def test_noise_alone_comes_to_the_binomial_probability():
    # 52 % and 50 % of 400 each: difference 2 points, sd = sqrt(0.2496/400 + 0.25/400) = 3.534 points;
    # P(first before second) = Phi(2 / 3.534) = 0.714
    found = robustness(
        noisy([52.0, 50.0], [400.0, 400.0]),
        20_000,
        assumptions=Assumptions(criteria=WeightDraws("given"), noise="binomial"),
    )
    assert found.pairwise.loc["d0", "d1"] == pytest.approx(0.714, abs=0.01)
    assert found.held[0].key == "criteria_weights"


def test_large_bases_do_not_swing():
    quiet = Assumptions(criteria=WeightDraws("given"), noise="binomial")
    found = robustness(noisy([60.0, 40.0], [1e7, 1e7]), 200, assumptions=quiet)
    assert found.top(1).tolist() == [1, 0]


def test_rank_intervals_cover_the_true_ranks():
    # Towns whose true shares are known: the 90 % interval of the ranks holds the true rank in at least
    # about nine of ten cases (drawing around drawn shares widens it).
    generator = np.random.default_rng(8)
    hits = []
    for town in range(25):
        truth = generator.uniform(20, 60, 8)
        seen = 100 * generator.binomial(300, truth / 100) / 300
        result = robustness(
            noisy(seen.tolist(), [300.0] * 8), 300, seed=town,
            assumptions=Assumptions(criteria=WeightDraws("given"), noise="binomial"),
        )  # fmt: skip
        interval = result.interval()
        place = pd.Series(truth, index=[f"d{i}" for i in range(8)]).rank(ascending=False)
        hits += [interval.loc[name, "low"] <= place[name] <= interval.loc[name, "high"] for name in interval.index]
    assert np.mean(hits) > 0.88


def test_noise_takes_every_scale_and_a_geometric_mean():
    names = [f"d{i}" for i in range(4)]
    frame = pd.DataFrame({SHARE: [10.0, 20, 30, 40], "y": [5.0, 1, 7, 3]}, index=names)
    ranking = ranking_of(frame, base=pd.DataFrame({SHARE: 50.0, "y": np.nan}, index=names))
    chosen = Assumptions(
        normalisations=("goalposts", "min_max", "z_score", "percentile"),
        aggregations=("arithmetic", "geometric"),
        treatments=("none", "winsorise"),
        noise="beta",
    )
    found = robustness(ranking, 400, assumptions=chosen)
    assert found.counts.sum() == 4 * 400
    assert "unverändert: y" in next(entry.settings for entry in found.varied if entry.key == "noise")


def test_noise_without_any_share_of_persons_is_refused(heidenheim: Ranking):
    with pytest.raises(MethodError, match="Anteil von Personen"):
        robustness(heidenheim, 10, assumptions=Assumptions(noise="binomial"))


def gappy() -> Ranking:
    frame = pd.DataFrame({"x": [10.0, 20, 30], "y": [5.0, 1, 7], "z": [1.0, 2, 9]}, index=["A", "B", "C"])
    ranking = ranking_of(frame)
    holes = ranking.table.frame.copy()
    holes.loc["A", "x"] = np.nan
    return replace(ranking, table=replace(ranking.table, frame=holes))


def test_policies_for_gaps_are_varied_and_named():
    # a criterion of two indicators, so that leaving one out leaves something
    plan = Plan(
        criteria={
            "a": Criterion(
                label="a",
                indicator=(IndicatorChoice(key="x", goalposts=(0, 50)), IndicatorChoice(key="y", goalposts=(0, 10))),
            ),
            "b": Criterion(label="b", indicator=(IndicatorChoice(key="z", goalposts=(0, 10)),)),
        }
    )
    ranking = replace(gappy(), plan=plan)
    chosen = Assumptions(missing=("impute_median", "impute_nearest", "leave_out_indicator"))
    found = robustness(ranking, 300, assumptions=chosen)
    assert found.counts.sum() == 3 * 300
    assert any("Median" in step for step in found.steps)
    assert any("Weggelassen" in step for step in found.steps)


def test_combinations_that_cannot_be_are_listed_together():
    chosen = Assumptions(missing=("impute_median", "leave_out_indicator"), treatments=("none", "log"), noise="none")
    with pytest.raises(MethodError, match="ohne Indikator"):
        robustness(gappy(), 10, assumptions=chosen)
    with pytest.raises(MethodError, match="ändert die Zahl"):
        robustness(gappy(), 10, assumptions=Assumptions(missing=("leave_out_district",)))
    both = Assumptions(treatments=("log", "box_cox"), noise="binomial")
    with pytest.raises(MethodError) as caught:
        robustness(noisy([60.0, 40.0], [90.0, 90.0]), 10, assumptions=both)
    assert "Logarithmus" in str(caught.value)
    assert "Box-Cox" in str(caught.value)


def test_constant_columns_under_min_max_are_named_not_skipped(plan: Plan, figures: pd.DataFrame):
    level = rank(IndicatorTable.from_frame(figures.assign(places=5.0)), plan=plan)
    with pytest.raises(MethodError, match=r"places.*überall denselben Wert"):
        robustness(level, 10, assumptions=Assumptions(normalisations=("goalposts", "min_max")))


def test_progress_is_told_and_zero_draws_refused(heidenheim: Ranking):
    told: list[tuple[int, int]] = []
    robustness(heidenheim, 50, progress=lambda done, all_: told.append((done, all_)))
    assert told[-1] == (50, 50)
    with pytest.raises(MethodError, match="mindestens 1"):
        robustness(heidenheim, 0)


def test_many_districts_keep_the_first_hundred_ranks():
    generator = np.random.default_rng(0)
    frame = pd.DataFrame(generator.uniform(0, 100, (2_500, 2)), columns=["a", "b"]).rename(index=str)
    plan = ranking_of(frame.head(3)).plan
    nominal = Variant("refuse", "none", "goalposts", "arithmetic")
    found = simulate(workshop_of(frame, plan), nominal, Assumptions(), draws=20, seed=0, pairwise=True)
    assert found.before is None
    assert found.tally.counts.sum() == 2_500 * 20
    assert found.tally.counts.shape == (2_500, 500)


def test_twins_in_first_place_both_have_their_central_weights():
    frame = pd.DataFrame([[90.0, 20], [90, 20], [5, 5]], columns=["a", "b"], index=["A", "B", "C"])
    found = robustness(ranking_of(frame), 400)
    assert found.central[0] == pytest.approx(found.central[1])
    assert found.central[0] == pytest.approx([0.5, 0.5], abs=0.05)


def test_districts_that_the_plan_left_out_do_not_stop_the_draws() -> None:
    criteria = {
        name: Criterion(label=name, indicator=(IndicatorChoice(key=name, goalposts=(0, 5)),)) for name in ("x", "y")
    }
    values = pd.DataFrame({"x": [1.0, 2.0, np.nan, 4.0], "y": [3.0, 1.0, 2.0, 4.0]}, index=list("abcd"))
    ranking = rank(IndicatorTable.from_frame(values), plan=Plan(criteria, missing="leave_out_district"))
    result = robustness(ranking, 200)
    # d is above a and b on both indicators: first under every weighting; c is not in the draws
    assert result.counts.shape == (3, 3)
    assert result.counts[list(ranking.frame.index).index("d"), 0] == 200
    held = {entry.key: entry for entry in result.assumptions}
    assert not held["missing"].varied
    assert held["missing"].settings == say("missing.leave_out_district.label")
