"""Dates of any precision and rough numbers."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from districtanalysis.domain.participation import FORMS
from districtanalysis.report.forms_bytes import forms_bytes
from districtanalysis.sources.participation_file import read_amount, read_participation


@pytest.mark.parametrize(
    ("text", "low", "high", "exact"),
    [
        ("150", 150, 150, True),
        ("ca. 19.700", 19700, 19700, False),
        ("rd. 80", 80, 80, False),
        ("knapp 500", 500, 500, False),
        ("mind. 46", 46, float("inf"), False),
        ("circa 2-3", 2, 3, False),
        ("60–70", 60, 70, False),
    ],
)
def test_printed_numbers(text: str, low: float, high: float, exact: object) -> None:
    found = read_amount(text)
    assert found is not None
    assert (found.low, found.high, found.exact, found.text) == (low, high, exact, text)


@pytest.mark.parametrize("text", ["viele", "80 %", "-5", "?"])
def test_what_is_no_number(text: str) -> None:
    assert read_amount(text) is None


def test_a_workbook_with_dates(tmp_path: Path) -> None:
    path = tmp_path / "beteiligung.xlsx"
    rows = {"event": [{"date": "18.02.2017", "format": "Forum", "participants": "rd. 80"}]}
    path.write_bytes(forms_bytes(".xlsx", FORMS, rows))
    tables, dates, amounts = read_participation(path)
    assert dates == {"18.02.2017": dt.date(2017, 2, 18)}
    assert amounts["rd. 80"] is not None
    assert tables["group"].rows == ()


def test_half_a_person_is_no_number():
    assert read_amount("12,5") is None
    assert read_amount("12").value == 12
