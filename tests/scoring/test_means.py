import numpy as np
import pytest

from districtanalysis.scoring import means

STACK = np.array([[[20.0, 80.0], [50.0, 50.0]], [[10.0, 40.0], [30.0, 30.0]]])
WEIGHTS = np.array([[0.5, 0.5], [0.25, 0.75]])


def test_means_of_stacked_draws_by_hand():
    assert means.arithmetic(STACK, WEIGHTS) == pytest.approx(np.array([[50, 50], [32.5, 30]]))
    assert means.geometric(STACK, WEIGHTS)[0] == pytest.approx([40, 50])
    assert means.harmonic(STACK, WEIGHTS)[0] == pytest.approx([32, 50])


@pytest.mark.parametrize("key", means.MEANS)
def test_every_mean_is_its_transform_and_back(key):
    form = means.linear_form(key)
    function = {"arithmetic": means.arithmetic, "geometric": means.geometric, "harmonic": means.harmonic,
                "power": means.power}[key]  # fmt: skip
    assert form.back(means.arithmetic(form.forward(STACK), WEIGHTS)) == pytest.approx(function(STACK, WEIGHTS))


@pytest.mark.parametrize("exponent", [-2.0, 0.0, 3.0])
def test_the_exponent_of_the_power_mean_counts(exponent):
    form = means.linear_form("power", exponent=exponent)
    found = form.back(means.arithmetic(form.forward(STACK), WEIGHTS))
    assert found == pytest.approx(means.power(STACK, WEIGHTS, exponent=exponent))
    assert form.falling == (exponent < 0)


def test_a_floor_raises_what_lies_below_it():
    form = means.linear_form("geometric", floor=1.0)
    # sqrt(1 x 100)
    assert form.back(means.arithmetic(form.forward(np.array([[0.0, 100.0]])), np.array([0.5, 0.5]))) == pytest.approx(
        10
    )


def test_power_means_run_from_geometric_to_arithmetic():
    assert means.power(STACK, WEIGHTS, exponent=1.0) == pytest.approx(means.arithmetic(STACK, WEIGHTS))
    assert means.power(STACK, WEIGHTS, exponent=-1.0) == pytest.approx(means.harmonic(STACK, WEIGHTS))
    assert means.power(STACK, WEIGHTS, exponent=0.0) == pytest.approx(means.geometric(STACK, WEIGHTS))
