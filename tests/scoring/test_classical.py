import numpy as np
import pytest

from districtanalysis.errors import MethodError
from districtanalysis.scoring.classical import FORMULAS


@pytest.mark.parametrize("key", list(FORMULAS))
def test_more_is_better_or_less_is_better(key):
    values = np.array([2.0, 4.0, 8.0])
    assert (np.diff(FORMULAS[key](values)) > 0).all()
    assert (np.diff(FORMULAS[key](values, direction="less")) < 0).all()


@pytest.mark.parametrize("key", list(FORMULAS))
def test_values_below_zero_are_refused_by_name(key):
    with pytest.raises(MethodError, match="ab 0"):
        FORMULAS[key](np.array([-1.0, 2.0]))


def test_zero_has_no_logarithm_and_no_inverse():
    for key in ("logarithmic", "share_of_sum", "nonlinear", "zavadskas_turskis"):
        with pytest.raises(MethodError):
            FORMULAS[key](np.array([0.0, 2.0]), direction="less")
