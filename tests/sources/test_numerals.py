from __future__ import annotations

import pytest

from districtanalysis.sources.numerals import Numeral, read_numeral


@pytest.mark.parametrize(
    ("text", "decimal", "expected"),
    [
        ("1.234,50", ",", Numeral(1234.5, 2)),
        ("1,234.50", ".", Numeral(1234.5, 2)),
        ("1 234", "", Numeral(1234.0, 0)),
        ("007", "", Numeral(7.0, 0)),
        ("-0,0", "", Numeral(0.0, 1)),
        ("±0,0", "", Numeral(0.0, 1)),
        ("1.5E+05", ".", Numeral(150000.0, -1)),
        ("12.5", "", Numeral(12.5, 1, ambiguous=True)),
        ("1.234", "", Numeral(1234.0, 0, ambiguous=True)),
        ("1.234.567", "", Numeral(1234567.0, 0)),
    ],
)
def test_digits_are_read_with_the_signs_of_the_table(text: str, decimal: str, expected: Numeral) -> None:
    assert read_numeral(text, decimal) == expected


@pytest.mark.parametrize(
    "text", ["", "1.3066", "1,5E+05", "0.123.456", "1.234 567", "1.23.456", "١٢", "1e999", "12,", ",5"]
)
def test_what_is_no_number_is_none(text: str) -> None:
    assert read_numeral(text) is None


def test_a_power_too_large_for_a_number_is_none() -> None:
    assert read_numeral("1e999", decimal=".") is None


def test_a_given_thousands_sign_is_the_only_one() -> None:
    assert read_numeral("1'234", thousands="'") == Numeral(1234.0, 0)
    assert read_numeral("1 234", thousands="'") is None
