from __future__ import annotations

import datetime as dt
import re

import pytest

from districtanalysis.sources.header import Header
from districtanalysis.sources.layout import ColumnRule, Meaning
from districtanalysis.sources.meaning import Meant, meaning_of, planned


def of(pattern: str, text: str, **rule: object) -> Meant:
    match = re.search(pattern, text.lower())
    assert match is not None
    return meaning_of(Meaning.model_validate({"variable": "residents", **rule}), match, text)


@pytest.mark.parametrize(
    ("pattern", "text", "ages"),
    [
        (r"e(?P<age_from>\d+)_(?P<age_below>\d+)", "E_E03_05", (3, 4)),
        (r"e(?P<age_from>\d+)_(?P<age_below>\d+)", "E_E95_110", (95, -1)),
        (r"u(?P<age_below>\d+)$", "E_EU1", (0, 0)),
        (r"(?P<age_from>\d+) bis (?P<age_to>\d+)", "6 bis 13", (6, 13)),
        (r"^einw(?P<age_from>\d+)$", "EINW10", (10, -1)),
        (r"^(?P<age>.*)$", "80_und_älter", (80, -1)),
    ],
)
def test_ages_from_a_heading(pattern: str, text: str, ages: tuple[int, int]) -> None:
    found = of(pattern, text)
    assert (found.age_from, found.age_to) == ages


def test_groups_and_templates_give_dimensions() -> None:
    found = of(r"(?P<sex>männlich) (?P<date>\d{4}) (?P<origin>\w+)", "Männlich 2019 Türkei", kind="{heading}")
    assert (found.sex, found.date, found.origin) == ("male", dt.date(2019, 12, 31), "türkei")
    assert found.kind == "Männlich 2019 Türkei"


def test_a_stated_dimension_counts_more_than_none_in_the_heading() -> None:
    assert of("x", "x", age=[65], sex="female", date="2020-06-30") == Meant(
        "residents", 65, -1, "female", None, None, dt.date(2020, 6, 30)
    )


def test_a_column_is_read_by_the_first_rule_that_fits() -> None:
    header = Header(("A", "B 1", "B 2"), ("a", "b 1", "b 2"), 0, 1)
    rules = [
        {"heading": "^b 1", "variable": "births"},
        {"heading": r"^b (?P<kind>\d)", "variable": "published_count"},
        {"heading": "^c", "variable": "deaths"},
    ]
    plan, without = planned(header, tuple(ColumnRule.model_validate(rule) for rule in rules))
    assert [(entry.column, entry.meant.variable, entry.meant.kind) for entry in plan] == [
        (1, "births", None),
        (2, "published_count", "2"),
    ]
    assert [rule.variable for rule in without] == ["deaths"]
