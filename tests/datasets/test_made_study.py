"""The made city as a study: worded in both languages, origin marked, need and readiness named."""

from __future__ import annotations

import tomllib

from districtanalysis.datasets.made_study import FEATURES, indicators, rounded, study
from districtanalysis.typology.options import read_options


def test_indicators_name_origin_and_both_languages() -> None:
    entries = {entry.key: entry for entry in indicators()}
    assert entries["foreign"].describes_origin
    assert all(isinstance(entry.label, dict) and set(entry.label) == {"de", "en"} for entry in entries.values())


def test_the_study_is_valid_and_need_is_not_origin() -> None:
    content = tomllib.loads(study("Erfunden", "2024-12-31"))
    options = read_options(content["types"])
    assert tuple(feature.key for feature in options.feature) == FEATURES
    assert options.need is not None
    assert [entry.key for entry in options.need.indicator] == ["support"]
    assert content["source"][0]["title"] == "Erfunden"


def test_numbers_are_rounded_at_any_depth() -> None:
    assert rounded([{"x": (1,), "y": [0.12345678]}]) == [{"x": (1,), "y": [0.123457]}]
