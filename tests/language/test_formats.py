from __future__ import annotations

import datetime as dt
import math

import pytest

from districtanalysis.language import date, number, percent, signed, span, using

BLANK = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"


@pytest.mark.parametrize(
    ("value", "decimals", "german", "english"),
    [
        (1338, 0, f"1{BLANK}338", "1,338"),
        (2781620, 0, f"2{BLANK}781{BLANK}620", "2,781,620"),
        (30.8579, 2, "30,86", "30.86"),
        (7, 1, "7,0", "7.0"),
        (-3.25, 1, f"{MINUS}3,2", f"{MINUS}3.2"),
        (-0.04, 1, "0,0", "0.0"),
        (0.5, None, "0,5", "0.5"),
        (40.0, None, "40", "40"),
        (98520.0, None, f"98{BLANK}520", "98,520"),
        (math.inf, 0, "∞", "∞"),
        (-math.inf, None, f"{MINUS}∞", f"{MINUS}∞"),
    ],
)
def test_numbers_are_written_as_the_language_writes_them(
    value: float, decimals: int | None, german: str, english: str
) -> None:
    assert number(value, decimals) == german
    with using("en"):
        assert number(value, decimals) == english


@pytest.mark.parametrize("missing", [None, math.nan])
def test_a_missing_value_is_said_and_never_zero(missing: float | None) -> None:
    assert number(missing, 1) == "n. v."
    with using("en"):
        assert number(missing, 1) == "n/a"


def test_a_change_always_has_its_sign() -> None:
    assert [signed(value, 1) for value in (3.2, -3.2, 0.0, -0.01)] == ["+3,2", f"{MINUS}3,2", "±0,0", "±0,0"]


def test_german_sets_a_blank_before_the_percent_sign() -> None:
    assert percent(30.8579, 2) == f"30,86{BLANK}%"
    with using("en"):
        assert percent(30.8579, 2) == "30.86%"


def test_an_interval_names_both_ends() -> None:
    assert span(11321, 11384) == f"11{BLANK}321 bis 11{BLANK}384"
    assert span(46, math.inf) == "46 bis ∞"
    with using("en"):
        assert span(0.983, 0.994, 2) == "0.98 to 0.99"


def test_an_interval_without_width_is_one_number() -> None:
    assert span(5, 5) == "5"
    assert span(9.531, 9.534, 2) == "9,53"


def test_dates_are_written_as_the_language_writes_them() -> None:
    day = dt.date(2020, 3, 5)
    assert date(day) == "05.03.2020"
    with using("en"):
        assert date(day) == "5 March 2020"
