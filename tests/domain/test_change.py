"""The result of a change keeps its tables through JSON; options say what is wrong with them."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from districtanalysis.domain.change import COLUMNS, Change, ChangeOptions, Measure
from districtanalysis.domain.parsing import parse
from districtanalysis.errors import SourceError, StudyError
from districtanalysis.language import using

LINE = {
    "indicator": "residents", "before": 100.0, "after": 110.0, "absolute": 10.0, "percent": 10.0, "annual": 1.9,
    "index": 110.0, "low": np.nan, "high": np.nan, "span": "", "status": "exact", "base_before": 100.0,
    "base_after": 110.0, "rank_before": 1.0, "rank_after": 1.0, "class": "strong_increase",
}  # fmt: skip


def made() -> Change:
    frame = pd.DataFrame([{"district_id": "01", "name": "Ost", "group": "", **LINE}], columns=list(COLUMNS))
    town = {"district_id": "", "name": "", "group": "", **LINE, "districts": 1.0}
    groups = pd.DataFrame([town], columns=[*COLUMNS, "districts"])
    course = pd.DataFrame(
        {"indicator": "residents", "district_id": "01", "name": "Ost", "date": ["2015-12-31", "2020-12-31"],
         "value": [100.0, 110.0], "index": [100.0, 110.0]}
    )  # fmt: skip
    measure = Measure(
        "residents", "Einwohner", "persons", "Personen", 0, False, "2015-12-31", "2020-12-31", 5.0, sums=(100.0, 110.0)
    )
    return Change((measure,), frame, groups, course, recipe={"fewest": 100, "level": 0.95})


def test_what_is_written_as_json_is_read_again() -> None:
    result = made()
    again = Change.from_json(result.to_json())
    assert again.measures == result.measures
    assert again.recipe == result.recipe
    for name in ("frame", "groups", "course"):
        pd.testing.assert_frame_equal(getattr(again, name), getattr(result, name), check_dtype=False)
    assert again.to_json() == result.to_json()
    assert again.of("residents").index.tolist() == ["01"]  # keys keep their zeros


def test_another_file_is_refused() -> None:
    with pytest.raises(SourceError, match="kein gespeichertes Ergebnis"):
        Change.from_json("{}", "datei.json")
    newer = json.loads(made().to_json()) | {"schema_version": 9}
    with pytest.raises(SourceError, match="Version 9"):
        Change.from_json(json.dumps(newer), "datei.json")


def test_measures_are_known_by_their_key() -> None:
    assert made().measure("residents").step_unit == "Personen"
    with pytest.raises(KeyError):
        made().measure("births")


def test_a_notebook_shows_districts_and_town() -> None:
    assert "Stadt" in made()._repr_html_()
    with using("en"):
        assert "strong increase" in made()._repr_html_()
    assert len(made().to_frame()) == 2


@pytest.mark.parametrize("limits", [(1, 2, 3), (1, 0, 2, 3)])
def test_limits_of_classes_must_rise(limits: tuple[float, ...]) -> None:
    with pytest.raises(StudyError, match="vier steigende Zahlen"):
        parse(ChangeOptions, {"rate_limits": list(limits)}, "study.toml")


def test_an_unknown_key_names_the_nearest() -> None:
    with pytest.raises(StudyError, match="group_by"):
        parse(ChangeOptions, {"groupby": "group"}, "study.toml")
