"""The block [types] of a study."""

from __future__ import annotations

import tomllib

import pytest

from districtanalysis.errors import StudyError
from districtanalysis.typology.options import read_options


def test_defaults_are_those_of_the_documentation() -> None:
    options = read_options({})
    assert (options.method, options.types, options.range) == ("k_means", "auto", (2, 10))
    assert (options.minimum_population, options.missing, options.scaling) == (300, "leave_out_district", "z")
    assert options.need is None


def test_a_whole_block() -> None:
    block = tomllib.loads(
        """
        types = 5
        theme_weight = { age = 2 }
        names = [{ de = "Ruhig", en = "Quiet" }, "Zentral"]
        [[feature]]
        key = "youth_quotient"
        transform = "asinh"
        [[need.indicator]]
        key = "transfer"
        direction = "more"
        [[special]]
        district = "Ost"
        note = "Klinik"
        [boundaries]
        file = "grenzen.geojson"
        key = "id"
        """
    )
    options = read_options(block)
    assert options.feature[0].transform == "asinh"
    assert options.need is not None
    assert options.need.indicator[0].begruendung == ""
    assert options.boundaries is not None


def test_faults_name_path_and_nearest_key() -> None:
    with pytest.raises(StudyError) as caught:
        read_options({"feature": [{"key": "x", "wieght": 2}], "missing": "skip", "types": 0}, "meine.toml")
    text = str(caught.value)
    assert "meine.toml, Abschnitt [types]" in text
    assert "feature[1].wieght" in text
    assert "„weight“" in text
    assert "leave_out_district" in text


def test_settings_for_nothing_are_refused() -> None:
    with pytest.raises(StudyError, match="größer als 0"):
        read_options({"feature": [{"key": "x", "weight": 0}]})
    with pytest.raises(StudyError, match="need"):
        read_options({"need": {"indicator": []}})


def test_status_and_dynamics_come_from_one_place() -> None:
    axis = {"indicator": [{"key": "x"}]}
    assert read_options({"monitor": "berlin-mss-2017"}).monitor == "berlin-mss-2017"
    with pytest.raises(StudyError, match="nur aus einem von beiden"):
        read_options({"monitor": "berlin-mss-2017", "need": axis, "dynamics": axis})
    with pytest.raises(StudyError, match=r"braucht \[types\.need\]"):
        read_options({"dynamics": axis})
