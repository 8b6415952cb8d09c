import numpy as np
import pandas as pd
import pytest

from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.ranking import Plan, Ranking
from districtanalysis.domain.study import Criterion, IndicatorChoice
from districtanalysis.scoring.coherence import coherence
from districtanalysis.scoring.ranking import rank


def ranking_of(values: pd.DataFrame) -> Ranking:
    criteria = {k: Criterion(label=k, indicator=(IndicatorChoice(key=k, goalposts=(0, 100)),)) for k in values}
    return rank(IndicatorTable.from_frame(values), plan=Plan(criteria=criteria))


@pytest.fixture
def many() -> pd.DataFrame:
    generator = np.random.default_rng(4)
    a = generator.uniform(20, 80, 60)
    frame = pd.DataFrame(
        {"a": a, "twin": a + generator.normal(0, 1, 60), "against": 100 - a, "apart": generator.uniform(0, 100, 60)}
    )
    return frame.rename(index=lambda i: f"d{i}")


def test_flags_name_what_counts_twice_and_what_works_against(many):
    found = coherence(ranking_of(many))
    kinds = {(flag.first, flag.second): flag.kind for flag in found.flags}
    assert kinds[("a", "twin")] == "same"
    assert kinds[("a", "against")] == "against"
    assert found.weights.loc[["a", "against"], "vif"].tolist() == [np.inf, np.inf]
    assert not found.few


def test_effective_weights_by_hand():
    # independent columns with variances 1/4 and 9/4 and equal weights: shares of the variance 0.1, 0.9
    frame = pd.DataFrame({"x": [50.0, 51, 50, 51], "y": [50.0, 50, 53, 53]}, index=list("ABCD"))
    found = coherence(ranking_of(frame)).weights
    assert found["nominal"].tolist() == [0.5, 0.5]
    assert found["effective"].tolist() == pytest.approx([0.1, 0.9])
    # correlation with the fit: sd(x) / sd(sum) = 1 / sqrt(10)
    assert found["correlation"].tolist() == pytest.approx([1 / np.sqrt(10), 3 / np.sqrt(10)])


def test_effective_weights_add_up(many):
    assert coherence(ranking_of(many)).weights["effective"].sum() == pytest.approx(1)


def test_constant_indicators_are_named_and_take_no_part(many):
    found = coherence(ranking_of(many.assign(flat=50.0)))
    assert found.constant == ("flat",)
    assert np.isnan(found.weights.loc["flat", "correlation"])
    assert found.weights.loc["flat", "effective"] == pytest.approx(0)
    assert len(found.eigenvalues) == 4


def test_fewer_districts_than_indicators_leave_measures_open(heidenheim: Ranking):
    found = coherence(heidenheim)
    assert found.few
    assert np.isnan(found.kmo)
    assert found.weights["vif"].isna().all()
    assert found.eigenvalues.sum() == pytest.approx(5)
    assert (found.eigenvalues > 1e-9).sum() == 2  # three districts span two dimensions


def test_compensation_shows_who_loses_without_it():
    # A (100, 4): 52 -> geometric 20; B (45, 45) stays 45
    frame = pd.DataFrame({"x": [100.0, 45.0, 10.0], "y": [4.0, 45.0, 10.0]}, index=list("ABC"))
    found = coherence(ranking_of(frame)).compensation
    assert found.loc["A", ["arithmetic", "geometric", "shift"]].tolist() == [1, 2, 1]
    assert found.loc["B", "shift"] == -1
