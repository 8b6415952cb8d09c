"""Filled forms as files; what stands in a TOML file stays when rows are added."""

import tomllib

import pytest

from districtanalysis.domain.goals import FORMS, GOALS
from districtanalysis.errors import UsageError
from districtanalysis.report.forms_bytes import forms_bytes, more_toml

ROWS = {"goal": [{"key": "Z1", "level": "goal", "title": 'Ein "Ziel" über alles'}]}


def test_toml_is_read_again():
    content = tomllib.loads(forms_bytes(".toml", FORMS, ROWS).decode())
    assert content == {"schema_version": 1, "goal": [ROWS["goal"][0]]}
    assert forms_bytes(".xlsx", (GOALS,), ROWS) == forms_bytes(".XLSX", (GOALS,), ROWS)
    with pytest.raises(UsageError, match=r"\.csv"):
        forms_bytes(".csv", FORMS, ROWS)


def test_rows_are_added_at_the_end():
    text = forms_bytes(".toml", FORMS, ROWS).decode()
    more = more_toml(f"# von Hand\n{text}", FORMS, {"goal": [{"key": "Z2"}]}).decode()
    assert more.startswith("# von Hand\n")
    assert [goal["key"] for goal in tomllib.loads(more)["goal"]] == ["Z1", "Z2"]
