"""Who lives in the made city: shares, ages and cells."""

from __future__ import annotations

import numpy as np
import pytest

from districtanalysis.datasets import made_population as population


def test_cells_touch_without_overlap() -> None:
    corners = population.cells(12, np.random.default_rng(0))
    assert corners.shape == (12, 4, 2)
    # the right edge of the first cell is the left edge of the second
    assert corners[0, 1].tolist() == corners[1, 0].tolist()
    assert corners[0, 2].tolist() == corners[1, 3].tolist()
    # a square kilometre is 900 x 900 m = 0.81, give or take the shifted crossings
    assert population.area(corners) == pytest.approx(0.81, abs=0.6)


def test_area_of_a_square_by_hand() -> None:
    x, y = population.CORNER
    square = np.array([[[x, y], [x + 1000, y], [x + 1000, y + 2000], [x, y + 2000]]])
    assert population.area(square).tolist() == pytest.approx([2.0])


def test_residents_have_the_shares_that_were_asked_for() -> None:
    rng = np.random.default_rng(1)
    shares = {"under_18": 0.2, "aged_18_29": 0.1, "over_64": 0.3, "foreign": 0.25}
    found = population.residents({key: np.array([value]) for key, value in shares.items()}, np.array([200_000]), rng)
    assert found.shape == (1, population.AGES, 2, 2)
    ages = found.sum(axis=(2, 3))[0]
    assert ages.sum() == 200_000
    assert ages[:18].sum() / 200_000 == pytest.approx(0.2, abs=0.005)
    assert ages[65:].sum() / 200_000 == pytest.approx(0.3, abs=0.005)
    assert found[..., 1].sum() / 200_000 == pytest.approx(0.25, abs=0.005)


def test_no_signal_gives_every_type_the_same_shares() -> None:
    true = np.arange(len(population.PROFILE))
    flat = population.district_shares(true, 0.0, 0.0, np.random.default_rng(0))
    steep = population.district_shares(true, 1.0, 0.0, np.random.default_rng(0))
    assert np.ptp(flat["foreign"]) == pytest.approx(0.0)
    assert steep["foreign"].tolist() == pytest.approx((population.PROFILE["foreign"] / 100).tolist())
