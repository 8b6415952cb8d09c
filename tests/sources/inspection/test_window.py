"""The part of a sheet that recognition looks at."""

import numpy as np
import pytest

from districtanalysis.sources.inspection.window import BLANK, CODE, NUMBER, SIGN, TEXT, YEAR, kind_of


@pytest.mark.parametrize(
    "text, kind",
    [
        ("", BLANK),
        ("\xa0", BLANK),
        ("Altstadt", TEXT),
        ("unter 3", TEXT),
        ("65 u. ä.", TEXT),
        ("18 bis unter 25", TEXT),
        ("1 675", NUMBER),
        ("12,5 %", NUMBER),
        ("(153)", NUMBER),
        ("153 1)", NUMBER),
        ("mind. 46", NUMBER),
        ("-0.5", NUMBER),
        ("2019", YEAR),
        ("007", CODE),
        (".", SIGN),
        ("–", SIGN),
        ("n. v.", SIGN),
        ("#DIV/0!", SIGN),
    ],
)
def test_kinds_of_cells(text, kind):
    assert kind_of(text) == kind


def test_a_small_sheet_is_seen_whole_and_counts_as_the_spreadsheet_does(window):
    seen = window(["Gebiet", "Zahl"], ["Ost", 5], first_row=3)
    assert seen.whole
    assert [seen.printed_row(place) for place in range(2)] == [3, 4]
    assert seen.letter(1) == "B"
    assert np.array_equal(seen.kinds, [[TEXT, TEXT], [TEXT, NUMBER]])


def test_of_a_long_sheet_the_first_and_last_rows_are_seen(window):
    seen = window(*(["x", row] for row in range(5000)))
    assert not seen.whole
    assert len(seen.rows) < 2000
    assert (seen.rows[0], seen.rows[-1]) == (0, 4999)
    assert seen.rows[seen.head] - seen.rows[seen.head - 1] > 1
