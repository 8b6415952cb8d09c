"""Reading distances: the middle, what is alike, what differs."""

import pandas as pd
import pytest

from districtanalysis.domain.similarity import Similarity, band_of


@pytest.fixture
def result():
    index = ["b", "c"]
    frame = pd.DataFrame({"name": ["B", "C"], "distance": [0.3, 2.0], "band": ["very_similar", "different"]}, index)
    differences = pd.DataFrame({"x": [0.1, -2.5], "y": [0.4, 0.2], "z": [0.6, 1.3]}, index)
    values = pd.DataFrame(0.0, ["a", "b", "c"], ["x", "y", "z"])
    centre = pd.Series([0.5, 0.2, 1.5], ["a", "b", "c"])
    return Similarity("a", "A", frame, differences, values, centre, "z", {"x": "X"}, {"x": 1}, 2)


def test_alike_and_unlike(result):
    assert result.alike("b") == ["x", "y"]
    assert result.unlike("b") == ["z"]
    assert result.unlike("c") == ["x", "z"]
    assert result.unlike("c", at_most=1) == ["x"]
    assert result.place_to_centre == 2


def test_frame_and_bands(result):
    assert result.to_frame().columns.tolist() == ["name", "distance", "band", "x", "y", "z"]
    assert "B" in result._repr_html_()
    assert [band_of(d, "z") for d in (0.5, 0.51, 1.0, 1.01)] == ["very_similar", "similar", "similar", "different"]
    assert [band_of(d, "goalposts") for d in (10, 25, 26)] == ["very_similar", "similar", "different"]
