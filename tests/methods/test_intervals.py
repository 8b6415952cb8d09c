import numpy as np
import pytest

from districtanalysis.errors import MethodError
from districtanalysis.methods.intervals import count_draws, shrink, wilson


def test_wilson_by_hand():
    # 10 of 20, z = 1.959964: centre 0.5; half = z sqrt(0.25/20 + z^2/1600) / (1 + z^2/20) = 0.20070
    low, high = wilson(np.array([10.0]), np.array([20.0]))
    assert [low[0], high[0]] == pytest.approx([0.2993, 0.7007], abs=1e-4)


def test_wilson_at_the_edges():
    low, high = wilson(np.array([0.0, 5.0]), np.array([5.0, 5.0]))
    assert low[0] == 0
    assert high[1] == 1
    assert low[1] > 0.5
    assert np.isnan(wilson(np.array([0.0]), np.array([0.0]))[0]).all()


def test_wilson_covers_what_it_promises():
    # Mean coverage over random shares is close to the level (Brown, Cai and DasGupta 2001)
    generator = np.random.default_rng(1)
    share, base = generator.uniform(0.05, 0.95, 40_000), np.full(40_000, 60.0)
    low, high = wilson(generator.binomial(60, share).astype(float), base)
    assert np.mean((low <= share) & (share <= high)) == pytest.approx(0.95, abs=0.01)


def test_shrinkage_moves_small_areas_most():
    found = shrink(np.array([3.0, 300, 100, 200]), np.array([10.0, 1000, 1000, 1000]))
    assert found.target == pytest.approx(603 / 3010)
    assert found.trust[0] < found.trust[1:].min()
    assert found.target < found.share[0] < 0.3


def test_shrinkage_without_spread_is_the_town():
    found = shrink(np.array([10.0, 20, 40]), np.array([100.0, 200, 400]))
    assert found.spread == 0
    assert found.share == pytest.approx([0.1] * 3)


@pytest.mark.parametrize("count, base", [([5.0], [4.0]), ([-1.0], [4.0])])
def test_counts_outside_their_base_are_refused(count, base):
    with pytest.raises(MethodError, match="größer als ihre Grundgesamtheit"):
        wilson(np.array(count), np.array(base))


def test_shrinkage_names_what_it_cannot_do():
    with pytest.raises(MethodError, match="Grundgesamtheit 0"):
        shrink(np.array([0.0, 1.0]), np.array([0.0, 2.0]))
    with pytest.raises(MethodError, match="0 oder 100"):
        shrink(np.array([0.0, 0.0]), np.array([3.0, 2.0]))


def test_draws_have_the_mean_and_spread_of_the_binomial():
    # n = 100, p = 0.3: sd of the share = sqrt(0.21 / 100) = 0.0458
    drawn = count_draws(np.array([0.3]), np.array([100.0]), 20_000, np.random.default_rng(3))
    assert drawn.mean() == pytest.approx(0.3, abs=0.002)
    assert drawn.std() == pytest.approx(0.0458, abs=0.001)


def test_beta_lets_a_zero_vary_and_unknown_bases_hold_still():
    generator = np.random.default_rng(3)
    assert count_draws(np.array([0.0]), np.array([50.0]), 100, generator).max() == 0
    assert count_draws(np.array([0.0]), np.array([50.0]), 100, generator, beta=True).max() > 0
    assert count_draws(np.array([0.4]), np.array([np.nan]), 3, generator).ravel().tolist() == [0.4] * 3
