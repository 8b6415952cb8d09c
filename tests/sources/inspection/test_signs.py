"""Profiles of signs."""

import pytest

from districtanalysis.sources.inspection.signs import english_numbers, signs_of


@pytest.mark.parametrize(
    "cells, profile",
    [
        ([".", 5], "classic"),
        (["…", "-"], "classic"),
        (["-", 0], "classic"),
        (["-", 5], "plain"),
        (["k", "g"], "lower_saxony_new"),
        (["*", 5], "kaiserslautern"),
        (["( )", 5], "zuerich"),
        ([7, 5], "plain"),
    ],
)
def test_profiles(window, cells, profile):
    seen = window(["Gebiet", "Zahl"], *(["x", cell] for cell in cells))
    assert signs_of(seen, [1, 2], [1]).profile == profile


def test_without_signs_the_profile_is_only_likely(window):
    found = signs_of(window(["Gebiet", "Zahl"], ["x", 5]), [1], [1])
    assert (found.seen, found.confidence < 0.8) == ((), True)


def test_commas_between_thousands(window):
    assert english_numbers(window(["Area", "Total population"], ["x", "12,345"], ["y", "1,234"])) == "12,345"
    assert english_numbers(window(["Gebiet", "Zahl"], ["x", "12,345"], ["y", "1,234"])) == ""
    assert english_numbers(window(["Gebiet", "Zahl"], ["x", "1,212,345"], ["y", "1,234"])) == "1,212,345"
    assert english_numbers(window(["Area", "Share"], ["x", "12,345"], ["y", "1,2"])) == ""
