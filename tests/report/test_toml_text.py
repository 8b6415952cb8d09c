"""Plain values as TOML: reading the text gives them back."""

from __future__ import annotations

import datetime as dt
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from districtanalysis.datasets import raw_folder
from districtanalysis.report.toml_text import toml_key, toml_text, toml_value

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
PLAIN = TEXT | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False) | st.dates()
CONTENT = st.dictionaries(
    TEXT, PLAIN | st.lists(PLAIN, max_size=3) | st.dictionaries(TEXT, PLAIN, max_size=3), max_size=4
)


@given(CONTENT)
def test_reading_gives_the_same_content(content):
    assert tomllib.loads(toml_text(content)) == content


@pytest.mark.parametrize("town", ["heidenheim", "kaiserslautern"])
def test_a_shipped_study_comes_back(town):
    content = tomllib.loads((raw_folder() / town / "study.toml").read_text(encoding="utf-8"))
    assert tomllib.loads(toml_text(content)) == content


def test_nothing_is_left_out_and_not_written_empty():
    assert toml_text({"sheet": None, "file": "a.csv"}) == 'file = "a.csv"'


def test_values_and_keys_that_need_care():
    assert toml_value('Süd "Ost"\\\n\x7f') == '"Süd \\"Ost\\"\\\\\\n\\u007f"'
    assert toml_value(dt.date(2019, 12, 31)) == "2019-12-31"
    assert toml_key("Bahnhof Süd") == '"Bahnhof Süd"'
