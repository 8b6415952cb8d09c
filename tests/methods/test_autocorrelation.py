"""Published and recomputed values of the reference folder; small boards by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from districtanalysis.errors import MethodError
from districtanalysis.methods import autocorrelation as auto
from districtanalysis.methods.neighbours import Neighbours, from_pairs, lattice, within


def _spatial(reference: Path) -> Path:
    return reference / "oracles" / "spatial"


def _json(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text())
    return content


def _pairs(path: Path, size: int, first: int = 0) -> Neighbours:
    table = pd.read_csv(path) - first
    return from_pairs(size, zip(table["focal"], table["neighbour"], strict=True), symmetric=False)


@pytest.fixture
def stl(reference: Path) -> tuple[np.ndarray, Neighbours, dict[str, Any]]:
    folder = _spatial(reference)
    values = pd.read_csv(folder / "stl_values.csv")["hr8893"].to_numpy()
    neighbours = _pairs(folder / "stl_neighbours.csv", len(values), 1).row_standardised()
    return values, neighbours, _json(folder / "stl_expected.json")


def test_moran_of_st_louis(stl: tuple[np.ndarray, Neighbours, dict[str, Any]]) -> None:
    values, neighbours, expected = stl
    found = auto.moran(values, neighbours)
    computed = expected["computed_here_esda_2.8.2"]
    assert found.value == pytest.approx(expected["published"]["moran_I"], rel=1e-12)
    assert found.p_norm == pytest.approx(expected["published"]["p_norm_one_sided"], rel=1e-6)
    assert found.expected == pytest.approx(computed["EI"])
    assert found.variance_norm == pytest.approx(computed["VI_norm"], rel=1e-10)
    assert found.variance_random == pytest.approx(computed["VI_rand"], rel=1e-10)
    assert found.z_norm == pytest.approx(computed["z_norm"], rel=1e-9)
    assert found.z_random == pytest.approx(computed["z_rand"], rel=1e-9)
    assert found.p_random == pytest.approx(computed["p_rand"], rel=1e-6)


@pytest.mark.parametrize("kind", ["rook", "queen"])
def test_columbus(reference: Path, kind: str) -> None:
    folder = _spatial(reference)
    values = pd.read_csv(folder / "columbus_values.csv")["crime"].to_numpy()
    neighbours = _pairs(folder / f"columbus_{kind}.csv", len(values)).row_standardised()
    expected = _json(folder / "columbus_expected.json")["computed_here_esda_2.8.2_libpysal_4.14.1"]
    found = auto.moran(values, neighbours)
    assert found.value == pytest.approx(expected[f"moran_{kind}"]["I"], rel=1e-10)
    assert found.variance_norm == pytest.approx(expected[f"moran_{kind}"]["VI_norm"], rel=1e-9)
    assert found.variance_random == pytest.approx(expected[f"moran_{kind}"]["VI_rand"], rel=1e-9)
    assert 2 * found.p_norm == pytest.approx(expected[f"moran_{kind}"]["p_norm"], rel=1e-4)  # published two-sided


def test_geary_of_columbus(reference: Path) -> None:
    folder = _spatial(reference)
    values = pd.read_csv(folder / "columbus_values.csv")["crime"].to_numpy()
    neighbours = _pairs(folder / "columbus_rook.csv", len(values)).row_standardised()
    published = _json(folder / "columbus_expected.json")["published"]
    found = auto.geary(values, neighbours, permutations=99)
    assert found.value == pytest.approx(published["geary_C_crime_rook"], rel=1e-12)
    assert found.variance_norm == pytest.approx(published["VC_norm"], rel=1e-10)
    assert found.variance_random == pytest.approx(published["VC_rand"], rel=1e-10)
    assert found.z_norm == pytest.approx(published["z_norm"], rel=1e-9)
    assert found.p_norm == pytest.approx(published["p_norm"], rel=1e-6)
    assert found.p_permuted == pytest.approx(0.01)


def test_variances_on_a_board(reference: Path) -> None:
    expected = _json(_spatial(reference) / "small_spatial.json")["lattice3x3_rook_binary"]
    found = auto.moran(expected["y"], lattice(3, 3))
    assert found.variance_norm == pytest.approx(expected["VI_norm"], rel=1e-12)
    assert found.variance_random == pytest.approx(expected["VI_rand"], rel=1e-12)


def test_getis_ord(reference: Path) -> None:
    expected = _json(_spatial(reference) / "small_spatial.json")["getis_ord"]
    neighbours = within(expected["points"], expected["distance_threshold"])
    found = auto.getis_ord(expected["y"], neighbours)
    assert found.value == pytest.approx(expected["G"], abs=5e-9)
    assert found.p_norm == pytest.approx(expected["p_norm"], abs=5e-7)


def test_join_counts(reference: Path) -> None:
    expected = _json(_spatial(reference) / "small_spatial.json")["join_counts_4x4_rook"]
    found = auto.join_counts(expected["y"], lattice(4, 4), permutations=199)
    assert (found.bb, found.bw, found.ww, found.joins) == tuple(expected[key] for key in ("bb", "bw", "ww", "J"))
    assert found.chi2 == pytest.approx(expected["chi2"], rel=1e-12)
    assert found.p_bb < 0.05


def test_permutations_find_a_gradient_and_no_noise() -> None:
    board = lattice(12, 12, queen=True)
    gradient = np.add.outer(np.arange(12.0), np.arange(12.0)).ravel()
    noise = np.random.default_rng(4).normal(size=144)
    assert auto.moran(gradient, board.row_standardised(), permutations=199).p_permuted == pytest.approx(1 / 200)
    assert auto.moran(noise, board.row_standardised(), permutations=199).p_permuted > 0.05


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: auto.moran([1.0, 2.0], lattice(2, 2)), "je Gebiet ein Wert"),
        (lambda: auto.moran([1.0, 1.0, 1.0, 1.0], lattice(2, 2)), "gleichem Wert"),
        (lambda: auto.moran([1.0, np.nan, 1.0, 2.0], lattice(2, 2)), "keinen Wert"),
        (lambda: auto.moran([1.0, 2.0, 3.0, 4.0], from_pairs(4, [])), "Kein Gebiet"),
        (lambda: auto.join_counts([0, 1, 2, 0], lattice(2, 2)), "0 oder 1"),
        (lambda: auto.getis_ord([0, -1, 2, 0], lattice(2, 2)), "ab 0"),
    ],
)
def test_undefined_cases_are_refused(call, words: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(MethodError, match=words):
        call()
