"""Local statistics: recomputed values of the reference folder, small boards by hand."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from districtanalysis.methods import local_autocorrelation as auto
from districtanalysis.methods.neighbours import Neighbours, from_pairs, lattice, within


def _pairs(path: Path, size: int, first: int = 0) -> Neighbours:
    table = pd.read_csv(path) - first
    return from_pairs(size, zip(table["focal"], table["neighbour"], strict=True), symmetric=False)


def test_st_louis(reference: Path) -> None:
    folder = reference / "oracles" / "spatial"
    values = pd.read_csv(folder / "stl_values.csv")["hr8893"].to_numpy()
    found = auto.local_moran(values, _pairs(folder / "stl_neighbours.csv", len(values), 1))
    computed = json.loads((folder / "stl_expected.json").read_text())["computed_here_esda_2.8.2"]
    np.testing.assert_allclose(found.values, computed["local_I"], rtol=1e-9)
    assert found.quadrant.tolist() == computed["quadrant_1HH_2LH_3LL_4HL"]


@pytest.mark.parametrize("kind", ["rook", "queen"])
def test_columbus(reference: Path, kind: str) -> None:
    folder = reference / "oracles" / "spatial"
    values = pd.read_csv(folder / "columbus_values.csv")["crime"].to_numpy()
    content = json.loads((folder / "columbus_expected.json").read_text())
    expected = content["computed_here_esda_2.8.2_libpysal_4.14.1"]
    local = auto.local_moran(values, _pairs(folder / f"columbus_{kind}.csv", len(values)), permutations=99)
    np.testing.assert_allclose(local.values, expected[f"local_I_{kind}"], rtol=1e-9)
    assert local.quadrant.tolist() == expected[f"quadrant_{kind}"]


def test_local_g(reference: Path) -> None:
    expected = json.loads((reference / "oracles" / "spatial" / "small_spatial.json").read_text())["getis_ord"]
    neighbours = within(expected["points"], expected["distance_threshold"])
    assert auto.local_g(expected["y"], neighbours)[0] == pytest.approx(expected["local_G_z0_binary"], abs=5e-8)
    standardised = auto.local_g(expected["y"], neighbours.row_standardised())[0]
    # by the formula of Ord and Getis the score does not depend on the scale of the weights
    assert standardised == pytest.approx(expected["local_G_z0_binary"], abs=5e-8)
    # the reference takes sum w^2 = sum w = 1 there: (5 x 1 - 1) / 4 = 1 instead of (5 x 0.5 - 1) / 4 = 0.375
    assert standardised * np.sqrt(0.375) == pytest.approx(expected["local_G_z0_rowstd"], abs=5e-8)
    starred = auto.local_g(expected["y"], neighbours, star=True)[0]
    assert starred == pytest.approx(expected["local_Gstar_z0_binary"], abs=5e-8)


def test_permutations_find_a_gradient_and_no_noise() -> None:
    board = lattice(12, 12, queen=True)
    gradient = np.add.outer(np.arange(12.0), np.arange(12.0)).ravel()
    noise = np.random.default_rng(4).normal(size=144)
    assert auto.local_moran(gradient, board).significant.sum() > 20
    assert auto.local_moran(noise, board).significant.sum() <= 2


def test_conditional_permutation_against_every_possible_draw() -> None:
    # a corner with two neighbours among 3 x 3: of the 28 pairs of the other eight values
    # (2..9, own value 1), the lag of the observed pair (2, 4) is 3; pairs with mean >= 3 are all but (2, 3)
    values = np.arange(1.0, 10.0)
    found = auto.local_moran(values, lattice(3, 3), permutations=9999, seed=3)
    assert found.p[0] == pytest.approx(1 / 28, abs=0.01)


def test_draws_are_repeatable_and_uneven_weights_are_used() -> None:
    board = lattice(6, 6)
    values = np.random.default_rng(1).normal(size=36)
    assert (auto.local_moran(values, board).p == auto.local_moran(values, board).p).all()
    uneven = Neighbours(board.starts, board.indices, np.arange(1.0, len(board.indices) + 1))
    by_hand = [
        np.average(values[board.indices[a:b]], weights=uneven.values()[a:b])
        for a, b in zip(board.starts[:-1], board.starts[1:], strict=True)
    ]
    z = values - values.mean()
    expected = z * (np.array(by_hand) - values.mean()) * 35 / (z @ z)
    np.testing.assert_allclose(auto.local_moran(values, uneven).values, expected)


def test_islands_have_no_local_value() -> None:
    neighbours = from_pairs(5, [(0, 1), (1, 2), (2, 3)])
    found = auto.local_moran([1.0, 2.0, 3.0, 4.0, 9.0], neighbours, permutations=99)
    assert np.isnan(found.values[4])
    assert np.isnan(found.p[4])
    assert not found.significant[4]
    assert np.isnan(auto.local_g([1.0, 2.0, 3.0, 4.0, 9.0], neighbours)[4])


def test_false_discovery_by_hand() -> None:
    # limits 0.0125, 0.025, 0.0375, 0.05: the third value lies above its limit, the second below
    assert auto.false_discovery([0.04, 0.001, 0.9, 0.02]).tolist() == [False, True, False, True]
    assert not auto.false_discovery([np.nan, 0.5]).any()
