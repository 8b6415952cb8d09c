"""Counts of the 58 Californian counties as published (see the reference folder), and small columns by hand."""

import json

import numpy as np
import pandas as pd
import pytest

from districtanalysis.errors import MethodError, StudyError
from districtanalysis.methods.map_classes import in_classes

METHODS = {
    "quantiles_k5": ("quantiles", ()),
    "equal_interval_k5": ("equal_interval", ()),
    "fisher_jenks_k5": ("natural_breaks", ()),
    "user_defined_20_30": ("quantiles", (20.0, 30.0)),
}


@pytest.mark.parametrize("key", METHODS)
def test_published_classes(reference, key):
    folder = reference / "oracles" / "spatial"
    values = pd.read_csv(folder / "calemp_values.csv")["value"].to_numpy()
    expected = json.loads((folder / "calemp_expected.json").read_text())["expected"][key]
    method, own = METHODS[key]
    found = in_classes(values, method, 5, own)
    np.testing.assert_allclose(found.limits[1:], expected["bins"], rtol=1e-8)
    assert found.counts.tolist() == expected["counts"]
    assert np.bincount(found.codes).tolist() == expected["counts"]


def test_empty_classes_below_the_lowest_value_are_left_out(reference):
    folder = reference / "oracles" / "spatial"
    values = pd.read_csv(folder / "calemp_values.csv")["value"].to_numpy()
    # published counts by standard deviations: 0, 0, 56, 1, 1
    assert in_classes(values, "deviations").counts.tolist() == [56, 1, 1]


def test_equal_values_are_one_class_whatever_was_asked():
    for method in ("quantiles", "equal_interval", "natural_breaks", "deviations", "pretty", "head_tail"):
        found = in_classes(np.array([5.0, 5.0, np.nan]), method)
        assert found.counts.tolist() == [2]
        assert found.codes.tolist() == [0, 0, -1]


def test_ties_are_never_divided():
    found = in_classes(np.array([1.0, 1.0, 1.0, 1.0, 2.0, 3.0]), "quantiles", 5)
    assert len({int(code) for code in found.codes[:4]}) == 1
    assert len(found) < found.asked


def test_what_cannot_be_divided_is_refused():
    with pytest.raises(MethodError, match="Kein Wert"):
        in_classes(np.array([np.nan]))
    with pytest.raises(MethodError, match="steigen nicht an"):
        in_classes(np.array([1.0, 2.0]), own=(3.0, 2.0))
    with pytest.raises(StudyError, match="quantiles"):
        in_classes(np.array([1.0, 2.0]), "quantile")


def test_values_that_differ_by_rounding_noise_are_never_divided():
    # 250 / 3 from two ways of adding up: equal but for the last bit
    values = np.array([200 / 3] * 5 + [75.0] * 5 + [250 / 3, np.nextafter(250 / 3, 90), 250 / 3])
    found = in_classes(values, "quantiles", 5)
    assert [count for count in found.counts if count] == [5, 5, 3]
