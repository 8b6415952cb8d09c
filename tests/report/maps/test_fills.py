import numpy as np
import pytest

from districtanalysis.methods.map_classes import in_classes
from districtanalysis.report.maps.fills import (
    Fill,
    absent,
    absent_marks,
    class_labels,
    class_marks,
    value_fills,
    without_value,
)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        ("suppressed", "suppressed"),
        ("unknown_or_secret", "suppressed"),
        ("withheld_by_us", "suppressed"),
        ("not_available", "missing"),
        ("not_yet", "missing"),
        ("not_typed", "not_typed"),
    ],
)
def test_why_a_value_is_not_there(status, kind):
    assert without_value(status) == kind


def test_what_is_missing_suppressed_and_not_typed_looks_different():
    fills = {absent(kind) for kind in ("missing", "suppressed", "not_typed")}
    assert len({fill.hatch for fill in fills}) == 3
    assert all(fill.hatch for fill in fills)
    marks = absent_marks(["missing", "suppressed", "missing"])
    assert [mark.label for mark in marks] == ["kein Wert (2)", "geheim gehalten (1)"]
    assert len({mark.hatch for mark in marks}) == 2


def test_classes_run_from_light_to_dark_with_their_counts():
    classes = in_classes(np.array([1.0, 2.0, 3.0, 4.0, np.nan]), "equal_interval", 2)
    fills, gone = value_fills(classes, ["missing"] * 5)
    assert fills[0] == fills[1] != fills[2] == fills[3]
    assert fills[4] == absent("missing") == Fill("#ffffff", "////")
    assert [mark.label for mark in class_marks(classes, class_labels(classes, 0))] == [
        "1,0 bis 2,5 (2)",
        "über 2,5 bis 4,0 (2)",
    ]
    assert len(gone) == 1


@pytest.mark.parametrize(
    ("values", "decimals", "labels"),
    [
        ([5.0, 5.0], 1, ["5,0"]),
        ([1.0, 2.0, 3.0, 4.0], 0, ["1,0 bis 2,5", "über 2,5 bis 4,0"]),
        (
            [0.0, 1000.0, 2000.0],
            0,
            ["0 bis 1\N{NO-BREAK SPACE}000", "über 1\N{NO-BREAK SPACE}000 bis 2\N{NO-BREAK SPACE}000"],
        ),
        ([0.001, 0.002], 0, ["0,0010 bis 0,0015", "über 0,0015 bis 0,0020"]),
    ],
)
def test_limits_have_the_digits_that_tell_them_apart(values, decimals, labels):
    assert class_labels(in_classes(np.array(values), "equal_interval", 2), decimals) == labels


def test_a_first_class_of_one_value_is_that_value():
    labels = class_labels(in_classes(np.array([5.0, 5.0, 5.0, 6.0, 7.0]), "quantiles", 3), 1)
    assert labels[0] == "5,0"
