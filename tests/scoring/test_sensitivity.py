import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import linprog

from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.ranking import Plan, Ranking
from districtanalysis.domain.study import Criterion, IndicatorChoice
from districtanalysis.errors import MethodError
from districtanalysis.scoring.ranking import rank
from districtanalysis.scoring.sensitivity import leave_out, linear_scores, sensitivity, swap


def ranking_of(values: pd.DataFrame, **options: str) -> Ranking:
    criteria = {k: Criterion(label=k, indicator=(IndicatorChoice(key=k, goalposts=(0, 100)),)) for k in values}
    return rank(IndicatorTable.from_frame(values), plan=Plan(criteria=criteria, **options))


def test_thresholds_of_heidenheim(heidenheim: Ranking):
    # Gaps Oststadt - Mittelrain: 56.587, -14.966, -5.556. Population at weight t, the rest equal:
    # t x 56.587 = (1 - t) x 10.261 at t = 0.1535; field notes print 15.3 %
    found = {entry.criterion: entry for entry in sensitivity(heidenheim).thresholds}
    assert found["population"].share == pytest.approx(0.1535, abs=1e-4)
    assert found["population"].side == "below"
    assert found["population"].rival == "Mittelrain"
    assert {key: entry.side for key, entry in found.items()} == {
        "population": "below", "infrastructure": "above", "sustainability": "above",
    }  # fmt: skip


def test_no_weighting_puts_reutenen_first(heidenheim: Ranking):
    found = sensitivity(heidenheim)
    assert found.never_first == ("Reutenen",)
    assert [entry.shift for entry in found.swaps][1] is None
    assert found.first_share.round(2).tolist() == [0.72, 0.28, 0]


def test_at_a_threshold_two_districts_are_level(heidenheim: Ranking):
    scores, weights, names = linear_scores(heidenheim)
    for entry in sensitivity(heidenheim).thresholds:
        c = names.index(entry.criterion)
        new = weights * (1 - entry.share) / (1 - weights[c])
        new[c] = entry.share
        assert (scores[0] - scores[1]) @ new == pytest.approx(0, abs=1e-9)


@given(
    arrays(float, (2, 4), elements=st.floats(0, 100, width=32)),
    arrays(float, 4, elements=st.floats(1, 10, width=32)),
)
def test_smallest_swap_is_that_of_linear_programming(scores, weights):
    shares = weights / weights.sum()
    gap = scores[0] - scores[1]
    if gap @ shares <= 1e-6 or np.abs(gap).min() < 1e-3:
        return
    found = swap("a", "b", scores=(scores[0], scores[1]), weights=weights, names=("w", "x", "y", "z"))
    # variables: new weights v and absolute changes u; minimise half the sum of u
    eye = np.eye(4)
    solution = linprog(
        np.concatenate([np.zeros(4), np.full(4, 0.5)]),
        A_ub=np.block([[eye, -eye], [-eye, -eye], [gap[None, :], np.zeros((1, 4))]]),
        b_ub=np.concatenate([shares, -shares, [0.0]]),
        A_eq=np.concatenate([np.ones(4), np.zeros(4)])[None, :],
        b_eq=[1.0],
        bounds=[(0, None)] * 8,
    )
    if found.shift is None:
        assert solution.status == 2
    else:
        assert found.shift == pytest.approx(solution.fun, abs=1e-7)
        new = np.array(list(found.weights.values()))
        assert new.sum() == pytest.approx(1)
        assert (new >= -1e-12).all()
        assert gap @ new == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("key", ["geometric", "harmonic", "power"])
def test_thresholds_are_exact_for_other_means(key):
    frame = pd.DataFrame([[90.0, 40, 60], [50, 80, 70]], columns=["a", "b", "c"], index=["A", "B"])
    ranking = ranking_of(frame, between=key)
    scores, weights, _ = linear_scores(ranking)
    order = (scores @ weights).argsort()[::-1]
    assert [str(ranking.frame.index[i]) for i in order] == [str(name) for name in ranking.frame.index]
    for entry in sensitivity(ranking).thresholds:
        plan = ranking.plan
        rest = (1 - entry.share) / 2
        criteria = {
            name: part.model_copy(update={"weight": max(entry.share if name == entry.criterion else rest, 1e-12)})
            for name, part in plan.criteria.items()
        }
        again = rank(ranking.table, plan=Plan(criteria=criteria, between=key))
        assert again.frame["fit"].iloc[0] == pytest.approx(again.frame["fit"].iloc[1], abs=1e-6)


def test_pairwise_methods_have_no_exact_thresholds():
    frame = pd.DataFrame([[90.0, 40], [50, 80], [10, 10]], columns=["a", "b"], index=["A", "B", "C"])
    found = sensitivity(ranking_of(frame, between="copeland"))
    assert not found.exact
    assert found.thresholds == ()
    with pytest.raises(MethodError, match="keine exakten Schwellen"):
        linear_scores(ranking_of(frame, between="copeland"))


def test_never_first_beyond_dominance_and_beyond_three_criteria():
    # M lies between A and B on every weighting without being dominated: never first. With four
    # criteria linear programming decides.
    rows = {"A": [90.0, 10, 50, 50], "B": [10.0, 90, 50, 50], "M": [45.0, 45, 45, 45], "C": [20.0, 20, 80, 10]}
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=["a", "b", "c", "d"])
    assert sensitivity(ranking_of(frame)).never_first == ("M",)
    assert sensitivity(ranking_of(frame[["a", "b"]])).never_first == ("M", "C")


def test_leaving_out_by_hand(heidenheim: Ranking):
    # Without refugees the criterion population goes: Mittelrain 88.5 before Oststadt 78.2.
    found = leave_out(heidenheim, "indicator")
    assert found.ranks["refugees"].to_dict() == {"Oststadt": 2, "Mittelrain": 1, "Reutenen": 3}
    assert found.shift["refugees"] == pytest.approx(2 / 3)
    assert found.reversals["refugees"] == (("Oststadt", "Mittelrain"),)
    assert leave_out(heidenheim, "criterion").ranks["population"].tolist() == [2, 1, 3]


def test_leaving_out_a_district_can_reverse_others():
    # min-max: with C the scale of b runs to 100, without C to 20, so that b counts five times as much.
    frame = pd.DataFrame({"a": [100.0, 40.0, 0.0], "b": [0.0, 20.0, 100.0]}, index=["A", "B", "C"])
    found = leave_out(ranking_of(frame, normalisation="min_max"), "district")
    # all: A 50, B (40 + 20) / 2 = 30, C 50; without A: a 100/0, b 0/100: B and C tied
    assert found.ranks[""].to_dict() == {"A": 1, "C": 1, "B": 3}
    assert found.ranks["A"].dropna().to_dict() == {"B": 1, "C": 1}
    fixed = leave_out(ranking_of(frame), "district")
    assert all(pairs == () for pairs in fixed.reversals.values())


def test_too_little_is_left_to_rank():
    frame = pd.DataFrame({"a": [100.0, 40.0]}, index=["A", "B"])
    found = leave_out(ranking_of(frame), "criterion")
    assert found.ranks["a"].isna().all()
    assert np.isnan(found.shift["a"])
    assert leave_out(ranking_of(frame), "district").ranks["A"].isna().all()
