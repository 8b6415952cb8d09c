"""Rates of change and intervals of differences, against published examples."""

import numpy as np
import pytest

from districtanalysis.methods.change import (
    annual_rate,
    change_class,
    percent_change,
    share_difference,
    years_between,
)


# Newcombe (1998), Statistics in Medicine 17, table II, method 10: a/m - b/n and its interval of 95 %.
@pytest.mark.parametrize(
    ("a", "m", "b", "n", "low", "high"),
    [
        (56, 70, 48, 80, 0.0524, 0.3339),
        (9, 10, 3, 10, 0.1705, 0.8090),
        (6, 7, 2, 7, 0.0582, 0.8062),
        (5, 56, 0, 29, -0.0381, 0.1926),
        (0, 10, 0, 20, -0.1611, 0.2775),
        (10, 10, 0, 20, 0.6791, 1.0000),
    ],
)
def test_the_interval_of_a_difference_is_the_published_one(a, m, b, n, low, high):
    arrays = [np.array([value]) for value in (b / n, float(n), a / m, float(m))]
    found = share_difference(*arrays)
    assert found[0][0] == pytest.approx(low, abs=5e-5)
    assert found[1][0] == pytest.approx(high, abs=5e-5)


def test_without_a_base_there_is_no_interval():
    low, high = share_difference(*(np.array([x, y]) for x, y in ((0.1, np.nan), (0, 10), (0.2, 0.2), (10, 10))))
    assert np.isnan(low).all()
    assert np.isnan(high).all()


def test_years_are_whole_between_equal_days():
    assert years_between("2018-12-31", "2020-12-31") == 2.0
    assert years_between("2020-02-29", "2021-02-28") == pytest.approx(1.0, abs=0.01)


def test_a_change_from_nothing_has_no_percent_and_no_rate():
    assert np.isnan(percent_change(np.array([0.0]), np.array([7.0])))[0]
    assert np.isnan(annual_rate(np.array([0.0]), np.array([7.0]), 2.0))[0]
    # 1 023 101 -> 1 044 555 in seven years: 1.0969... ** (1/7) by hand: ln(1.020970) / 7 = 0.0029647 -> 0.29691 %
    assert annual_rate(np.array([1_023_101.0]), np.array([1_044_555.0]), 7.0)[0] == pytest.approx(0.29691, abs=1e-4)


def test_a_limit_must_be_exceeded_on_either_side():
    limits = (-1.0, 0.0, 1.0)
    assert change_class(np.array([-1.0, -0.5, 0.0, 1.0, 1.1]), limits).tolist() == [1, 1, 1, 2, 3]
