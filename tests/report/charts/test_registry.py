"""Every chart is documented, worded in both languages, drawn by the command or by da.plot, and takes foreign axes."""

import inspect
import re
from pathlib import Path

import pytest

from districtanalysis.language import LANGUAGES, has, using
from districtanalysis.pipeline.charts import DRAWN
from districtanalysis.report import plot
from districtanalysis.report.charts.registry import CHARTS, chart

TESTS = Path(__file__).parents[1]


@pytest.mark.parametrize("key", CHARTS)
def test_a_chart_is_documented_and_worded(key):
    function = CHARTS[key]
    assert re.search(
        r"percent|0-100|rank|standard deviation|unit|persons|points|types|steps|shades", inspect.getdoc(function) or ""
    )
    parameters = inspect.signature(function).parameters
    assert next(iter(parameters)) == "result"
    assert {"ax", "sources"} <= set(parameters)
    for code in LANGUAGES:
        with using(code):
            assert has(f"chart.{key}.label"), code
            assert has(f"chart.{key}.kind"), code


@pytest.mark.parametrize("key", CHARTS)
def test_a_chart_is_at_hand_in_notebooks_and_named_by_a_test(key):
    assert hasattr(plot, key)
    text = "\n".join(path.read_text(encoding="utf-8") for path in TESTS.rglob("test_*.py"))
    assert re.search(rf"\b{key}\b", text)


def test_the_command_draws_what_follows_from_a_study():
    assert set(DRAWN) == set(CHARTS)


def test_settings_of_others_stay_as_they_were():
    import matplotlib as mpl

    before = mpl.rcParams["font.size"], mpl.rcParams["text.parse_math"]
    seen = []

    @chart("for_this_test")
    def draw():
        seen.append(mpl.rcParams["text.parse_math"])

    try:
        draw()
    finally:
        CHARTS._entries.pop("for_this_test")
    assert seen == [False]
    assert (mpl.rcParams["font.size"], mpl.rcParams["text.parse_math"]) == before
