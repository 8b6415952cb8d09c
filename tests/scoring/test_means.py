import numpy as np
import pytest

from districtanalysis.scoring import means

STACK = np.array([[[20.0, 80.0], [50.0, 50.0]], [[10.0, 40.0], [30.0, 30.0]]])
WEIGHTS = np.array([[0.5, 0.5], [0.25, 0.75]])


def test_means_of_stacked_draws_by_hand():
    assert means.arithmetic(STACK, WEIGHTS) == pytest.approx(np.array([[50, 50], [32.5, 30]]))
    assert means.geometric(STACK, WEIGHTS)[0] == pytest.approx([40, 50])
    assert means.harmonic(STACK, WEIGHTS)[0] == pytest.approx([32, 50])


@pytest.mark.parametrize("key", list(means.LINEAR))
def test_every_linear_mean_is_its_transform_and_back(key):
    forward, back = means.LINEAR[key]
    function = {"arithmetic": means.arithmetic, "geometric": means.geometric, "harmonic": means.harmonic,
                "power": means.power}[key]  # fmt: skip
    assert back(means.arithmetic(forward(STACK), WEIGHTS)) == pytest.approx(function(STACK, WEIGHTS))


def test_power_means_run_from_geometric_to_arithmetic():
    assert means.power(STACK, WEIGHTS, exponent=1.0) == pytest.approx(means.arithmetic(STACK, WEIGHTS))
    assert means.power(STACK, WEIGHTS, exponent=-1.0) == pytest.approx(means.harmonic(STACK, WEIGHTS))
    assert means.power(STACK, WEIGHTS, exponent=0.0) == pytest.approx(means.geometric(STACK, WEIGHTS))
