"""Transforms and scales against hand calculations and scipy's own Box-Cox."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from districtanalysis.errors import MethodError
from districtanalysis.methods.scaling import ColumnScale, box_cox_parameter, fit_scale, transformed


def test_scales_by_hand() -> None:
    column = [2.0, 4.0, 6.0, 8.0]
    # mean 5, population variance (9 + 1 + 1 + 9) / 4 = 5
    assert fit_scale(column).apply([5.0 + 5**0.5]).tolist() == pytest.approx([1.0])
    assert fit_scale(column, scaling="range").apply(column).tolist() == pytest.approx([0, 1 / 3, 2 / 3, 1])
    # median 5, absolute deviations 3, 1, 1, 3: median 2, times 1.4826
    assert fit_scale(column, scaling="robust").scale == pytest.approx(2.9652)
    assert fit_scale(column, scaling="none").apply(column).tolist() == column


def test_robust_scale_falls_back_on_quartiles() -> None:
    # most values equal: the median deviation is 0, the quartiles 1 and 4 are not
    column = [1.0, 1.0, 1.0, 1.0, 4.0, 4.0, 9.0]
    scale = fit_scale(column, scaling="robust")
    assert scale.scale == pytest.approx((4.0 - 1.0) / 1.349)


def test_transforms() -> None:
    assert transformed([0.0, -3.0], "asinh").tolist() == pytest.approx([0.0, -1.8184464592320668])
    assert transformed([1.0, np.e], "log").tolist() == pytest.approx([0.0, 1.0])
    assert transformed([3.0], "box_cox", 2.0).tolist() == [4.0]
    assert transformed([1.0], "box_cox", 0.0).tolist() == [0.0]


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_box_cox_lambda_is_that_of_scipy(seed: int) -> None:
    column = np.random.default_rng(seed).gamma(2.0, 3.0, 200)
    assert box_cox_parameter(column) == pytest.approx(stats.boxcox(column)[1], abs=1e-4)


def test_a_scale_serves_other_years_and_keeps_gaps() -> None:
    scale = fit_scale([1.0, 10.0, 100.0], transform="log")
    assert scale.apply([10.0])[0] == pytest.approx(0.0)
    assert np.isnan(scale.apply([np.nan])[0])
    assert ColumnScale.from_dict(scale.to_dict()) == scale


@pytest.mark.parametrize(
    ("values", "options", "words"),
    [
        ([3.0, 3.0, 3.0], {}, "konstantes Merkmal"),
        ([3.0, 3.0], {"scaling": "none"}, "konstantes Merkmal"),
        ([np.nan], {}, "keinen Wert"),
        ([0.0, 1.0], {"transform": "log"}, "asinh"),
        ([0.0, 1.0], {"transform": "box_cox"}, "asinh"),
        ([1.0, 2.0], {"transform": "root"}, "unbekannt"),
        ([1.0, 2.0], {"scaling": "iqr"}, "unbekannt"),
    ],
)
def test_what_cannot_be_scaled_is_refused(values: list[float], options: dict[str, str], words: str) -> None:
    with pytest.raises(MethodError, match=words):
        fit_scale(values, **options)
