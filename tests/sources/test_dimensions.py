from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from districtanalysis.sources.dimensions import read_age, read_date, read_sex


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("unter 18", (0, 17)),
        ("unter_18", (0, 17)),
        ("18_bis_unter_30", (18, 29)),
        ("80_und_älter", (80, -1)),
        ("00 - < 03", (0, 2)),
        ("75 und älter", (75, -1)),
        ("3 bis unter 6 Jahre", (3, 5)),
        ("unter 3 Jahre", (0, 2)),
        ("75 Jahre und mehr", (75, -1)),
        ("6-13", (6, 13)),
        ("über 25", (26, -1)),
        ("ab 65 Jahren", (65, -1)),
        ("5 Jahre", (5, 5)),
        ("under 18 years", (0, 17)),
        ("65 and over", (65, -1)),
        ("18 to 29", (18, 29)),
        ("65+", (65, -1)),
        ("Insgesamt", (-1, -1)),
        ("Stadtteil", None),
        ("30 bis unter 18", None),
    ],
)
def test_ages_as_offices_word_them(text: str, expected: tuple[int, int] | None) -> None:
    assert read_age(text) == expected


@given(st.integers(0, 90), st.integers(1, 20))
def test_a_worded_band_is_read_back(low: int, width: int) -> None:
    assert read_age(f"{low} bis unter {low + width} Jahre") == (low, low + width - 1)
    assert read_age(f"{low} Jahre und älter") == (low, -1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("männlich", "male"), ("Männer", "male"), ("weiblich", "female"), ("w", "female"), ("insgesamt", ""), ("x", "x")],
)
def test_sexes(text: str, expected: str) -> None:
    assert read_sex(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("31. Dezember 2013", dt.date(2013, 12, 31)),
        ("31.12. 2014", dt.date(2014, 12, 31)),
        ("2019-12-31", dt.date(2019, 12, 31)),
        ("201802", dt.date(2018, 2, 28)),
        ("201813", None),
        ("43830", dt.date(2019, 12, 31)),
        ("Dezember", None),
    ],
)
def test_dates(text: str, expected: dt.date | None) -> None:
    assert read_date(text) == expected


def test_a_year_stands_for_its_last_day_or_the_one_that_is_named() -> None:
    assert read_date("2018") == dt.date(2018, 12, 31)
    assert read_date("2018", day="06-30") == dt.date(2018, 6, 30)


def test_nobody_is_a_hundred_thousand_years_old():
    assert read_age("100000 und älter") is None
    assert read_age("100 und älter") == (100, -1)
