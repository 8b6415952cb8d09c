"""Published breaks of the 58 Californian counties (see the reference folder), and small columns by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from districtanalysis.errors import MethodError
from districtanalysis.methods import classes


@pytest.fixture
def calemp(reference: Path) -> tuple[np.ndarray, dict[str, Any]]:
    folder = reference / "oracles" / "spatial"
    values = pd.read_csv(folder / "calemp_values.csv")["value"].to_numpy()
    return values, json.loads((folder / "calemp_expected.json").read_text())["expected"]


CASES = {
    "quantiles_k5": lambda v: classes.quantiles(v, 5),
    "equal_interval_k5": lambda v: classes.equal_interval(v, 5),
    "fisher_jenks_k5": lambda v: classes.natural_breaks(v, 5),
    "maximum_breaks_k5": lambda v: classes.maximum_breaks(v, 5),
    "std_mean": classes.deviations,
    "box_plot_hinge1.5": classes.box_plot,
    "percentiles_1_10_50_90_99_100": classes.percentiles,
    "pretty_breaks": lambda v: classes.pretty(v, 5),
    "user_defined_20_30": lambda v: classes.given(v, [20, 30]),
}


@pytest.mark.parametrize("key", sorted(CASES))
def test_published_breaks(calemp: tuple[np.ndarray, dict[str, Any]], key: str) -> None:
    values, expected = calemp
    breaks = CASES[key](values)
    np.testing.assert_allclose(breaks, expected[key]["bins"], rtol=1e-8)
    if "counts" in expected[key]:
        counts = np.bincount(classes.classify(values, breaks), minlength=len(breaks))
        assert counts.tolist() == expected[key]["counts"]


def test_published_head_and_tail(calemp: tuple[np.ndarray, dict[str, Any]]) -> None:
    expected = calemp[1]["head_tail_of_i^-2_i=1..999"]
    values = np.arange(1, 1000) ** -2.0
    breaks = classes.head_tail(values)
    np.testing.assert_allclose(breaks, expected["bins"], rtol=1e-12)
    assert np.bincount(classes.classify(values, breaks)).tolist() == expected["counts"]


def test_published_class_of_single_values(calemp: tuple[np.ndarray, dict[str, Any]]) -> None:
    values, expected = calemp
    found = expected["fisher_jenks_k5_find_bin"]
    output = next(part for key, part in found.items() if key != "input")
    assert classes.classify(found["input"], classes.natural_breaks(values, 5)).tolist() == output


def test_published_fit(calemp: tuple[np.ndarray, dict[str, Any]]) -> None:
    values, expected = calemp
    fit = classes.absolute_deviation(values, classes.natural_breaks(values, 5))
    assert fit == pytest.approx(expected["fisher_jenks_k5"]["adcm"], abs=0.005)


def test_natural_breaks_beat_every_other_cut() -> None:
    values = np.array([1.0, 2.0, 4.0, 4.0, 7.0, 11.0, 12.0])

    def inside(breaks: list[float]) -> float:
        place = classes.classify(values, breaks)
        return float(sum(((values[place == c] - values[place == c].mean()) ** 2).sum() for c in set(place)))

    best = min(inside([a, b, 12.0]) for a in (1.0, 2.0, 4.0) for b in (4.0, 7.0, 11.0) if a < b)
    assert inside(classes.natural_breaks(values, 3).tolist()) == pytest.approx(best)


def test_fewer_values_than_classes() -> None:
    assert classes.natural_breaks([3, 3, 5], 4).tolist() == [3.0, 5.0]
    assert classes.quantiles([3, 3], 4).tolist() == [3.0]


def test_missing_values_have_no_class_and_empty_columns_no_breaks() -> None:
    assert classes.classify([np.nan], [1.0]).tolist() == [-1]
    with pytest.raises(MethodError, match="nicht möglich"):
        classes.quantiles([np.nan])
