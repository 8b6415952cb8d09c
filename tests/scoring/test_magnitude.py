"""Numbers that no town has are an error with a name, and never a warning of the computer."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

from districtanalysis.errors import MethodError
from districtanalysis.scoring.aggregate import AGGREGATIONS
from districtanalysis.scoring.magnitude import beyond
from districtanalysis.scoring.normalise import NORMALISATIONS
from districtanalysis.scoring.treat import TREATMENTS

COLUMNS = {
    "large": [1e300, 2e300, 5e300],
    "largest": [-1.5e308, 1.2e308, 1e308],
    "small": [1e-300, 2e-300, 5e-300],
    "smallest": [5e-324, 1e-320, 1e-310],
    "one small": [1e-300, 1.0, 2.0],
}
EDGE = np.array([1e50, 1e-50, 3e49, 2.0])


def test_zero_and_gaps_have_no_magnitude():
    assert beyond(np.array([0.0, np.nan, -12.0, 1e50, 1e-50])) is None
    assert beyond(np.array([0.0, -1e51])) == -1e51


@pytest.fixture(autouse=True)
def no_warning():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


@pytest.mark.parametrize("name", COLUMNS)
@pytest.mark.parametrize("key", list(NORMALISATIONS))
def test_every_normalisation_names_the_number(key: str, name: str):
    with pytest.raises(MethodError, match=r"„Probe“: .*e[+-]3.*Einheit"):
        NORMALISATIONS[key].apply(np.array(COLUMNS[name]), goalposts=(0.0, 1.0), name="Probe")


@pytest.mark.parametrize("key", list(TREATMENTS))
def test_every_treatment_names_the_number(key: str):
    with pytest.raises(MethodError, match="Probe"):
        TREATMENTS[key].apply(np.array(COLUMNS["large"]), name="Probe")


@pytest.mark.parametrize("key", list(NORMALISATIONS))
@pytest.mark.parametrize("direction", ["more", "less"])
def test_what_is_not_refused_gives_finite_scores(key: str, direction: str):
    options = {"reference": 1.0} if key == "distance_to_reference" else {}
    scores = NORMALISATIONS[key].apply(EDGE, goalposts=(0.0, 1.0), direction=direction, **options)  # type: ignore[arg-type]
    assert np.isfinite(scores).all()


def test_goalposts_have_a_magnitude_too():
    with pytest.raises(MethodError, match="1e-300"):
        NORMALISATIONS["goalposts"].apply(np.array([1.0, 2.0]), goalposts=(0.0, 1e-300), name="Probe")


@pytest.mark.parametrize("exponent", [1000.0, -1000.0])
def test_an_exponent_that_leaves_the_numbers_is_refused(exponent: float):
    with pytest.raises(MethodError, match=r"„Potenzmittel“.*exponent"):
        AGGREGATIONS["power"].apply(np.array([[50.0, 100.0]]), np.array([1.0, 1.0]), exponent=exponent)


@pytest.mark.parametrize("key", list(AGGREGATIONS))
def test_weights_whose_sum_is_infinite_are_refused(key: str):
    with pytest.raises(MethodError):
        AGGREGATIONS[key].apply(np.array([[50.0, 100.0], [20.0, 30.0]]), np.array([1e308, 1e308]))


def test_logarithms_that_cancel_each_other_out_have_no_shares():
    with pytest.raises(MethodError, match="heben sich auf"):
        NORMALISATIONS["logarithmic"].apply(np.array([0.5, 2.0]))
