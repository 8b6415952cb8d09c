import numpy as np
import pytest

from districtanalysis.errors import MethodError
from districtanalysis.scoring.draws import WeightDraws, draw_weights

NAMES = ("a", "b", "c")
SHARES = np.array([0.5, 0.3, 0.2])


def drawn(plan: WeightDraws, draws: int = 20_000) -> np.ndarray:
    return draw_weights(plan, NAMES, SHARES, draws, np.random.default_rng(7))


@pytest.mark.parametrize(
    "plan",
    [
        WeightDraws("given"),
        WeightDraws("all"),
        WeightDraws("around"),
        WeightDraws("spread"),
        WeightDraws("ranges", ranges={"a": (1, 2), "b": (0, 1), "c": (2, 2)}),
        WeightDraws("order", order=("a", ("b", "c"))),
    ],
)
def test_draws_are_weights(plan):
    found = drawn(plan, 500)
    assert found.shape == (500, 3)
    assert (found >= 0).all()
    assert found.sum(axis=1) == pytest.approx(1)
    assert plan.settings()


def test_all_weightings_are_uniform_on_the_triangle():
    # Mean 1/3 and variance 1/18 of each coordinate of a uniform point of the triangle
    found = drawn(WeightDraws("all"), 100_000)
    assert found.mean(axis=0) == pytest.approx([1 / 3] * 3, abs=0.003)
    assert found.var(axis=0) == pytest.approx([1 / 18] * 3, abs=0.001)


def test_around_has_the_given_mean_and_spread():
    # Dirichlet: sd of a share p is sqrt(p (1 - p) / (concentration + 1))
    found = drawn(WeightDraws("around", concentration=24), 100_000)
    assert found.mean(axis=0) == pytest.approx(SHARES, abs=0.003)
    assert found.std(axis=0) == pytest.approx(np.sqrt(SHARES * (1 - SHARES) / 25), abs=0.002)


def test_order_of_importance_is_kept_and_its_centre_known():
    # Centroid of w1 >= w2 >= w3 (rank order centroid): 11/18, 5/18, 2/18
    found = drawn(WeightDraws("order", order=("c", "a", "b")), 50_000)
    assert (found[:, 2] >= found[:, 0]).all()
    assert (found[:, 0] >= found[:, 1]).all()
    assert found.mean(axis=0) == pytest.approx([5 / 18, 2 / 18, 11 / 18], abs=0.003)


def test_names_of_one_group_may_stand_either_way_round():
    found = drawn(WeightDraws("order", order=("a", ("b", "c"))))
    assert (found[:, 0] >= found[:, 1:].max(axis=1)).all()
    assert 0.45 < (found[:, 1] > found[:, 2]).mean() < 0.55


def test_an_indicator_of_weight_0_stays_out():
    found = draw_weights(WeightDraws("around"), NAMES, np.array([1.0, 1, 0]), 50, np.random.default_rng(0))
    assert (found[:, 2] == 0).all()


@pytest.mark.parametrize(
    "plan, message",
    [
        (WeightDraws("around", concentration=0), "Konzentration"),
        (WeightDraws("spread", spread=2), "Streuung"),
        (WeightDraws("ranges", ranges={"a": (0, 1)}), "jeder Name genau einmal"),
        (WeightDraws("ranges", ranges={"a": (2, 1), "b": (0, 1), "c": (0, 1)}), "Grenzen der Gewichte für a"),
        (WeightDraws("order", order=("a", "b")), "jeder Name genau einmal"),
        (WeightDraws("guess"), "unbekannt"),  # type: ignore[arg-type]
    ],
)
def test_impossible_draws_are_named(plan, message):
    with pytest.raises(MethodError, match=message):
        drawn(plan, 5)
