"""Published results and the counts behind them."""

import numpy as np
import pytest

from districtanalysis.domain.survey import Item, Question
from districtanalysis.participation.survey_printed import printed_table, reconstruct

FIELDS = ("Bildung", "Zusammenleben", "Arbeit", "Wohnen")
SHARES = [(name, value, 0) for name, value in zip(FIELDS, (73.0, 12.0, 11.0, 4.0), strict=True)]


def question(kind):
    return Question("q", "q", kind, (Item("", "q"),))


def test_both_readings_of_the_printed_shares_are_there():
    found = printed_table(question("single"), SHARES, "a.csv", 78).reconstruction
    assert found is not None
    assert found.n == 78
    assert dict(found.fitting) == {56: (41, 7, 6, 2), 73: (53, 9, 8, 3), 74: (54, 9, 8, 3), 75: (55, 9, 8, 3)}
    assert found.forced == ((57, 9, 9, 3),)


def test_the_listed_counts_do_round_to_what_is_printed():
    for total, counts in reconstruct([73, 12, 11, 4], 78).fitting:
        assert sum(counts) == total
        assert [round(100 * count / total) for count in counts] == [73, 12, 11, 4]


def test_means_keep_their_gap_and_a_lost_value_is_no_zero():
    rows = [("a", 4.8, 1), ("b", 4.0, 1), ("c", 3.8, 1), ("d", float("nan"), 0)]
    table = printed_table(question("scale"), rows, "a.csv", 78)
    assert table.decimals == 1
    assert table.frame["gap"].tolist()[:3] == pytest.approx([5.2, 6.0, 6.2])
    assert np.isnan(table.frame["value"].iloc[3])
    assert np.isnan(table.frame["gap"].iloc[3])
    assert table.reconstruction is None


@pytest.mark.parametrize(
    ("kind", "rows", "n"),
    [
        ("single", SHARES, None),
        ("multiple", SHARES, 78),
        ("single", [("a", 73.1, 1), ("b", 26.9, 1)], 78),
        ("single", [("a", float("nan"), 0)], 78),
        ("single", [], 78),
        ("single", SHARES, 5000),
    ],
)
def test_nothing_is_reconstructed_without_whole_shares_of_known_persons(kind, rows, n):
    assert printed_table(question(kind), rows, "a.csv", n).reconstruction is None


def test_an_exact_reading():
    found = reconstruct([50, 50], 4)
    assert found.fitting[-1] == (4, (2, 2))
    assert found.forced == ((2, 2),)


def test_no_reading():
    # 90 % and 90 % of at most ten persons: no counts at all
    found = reconstruct([90, 90], 10)
    assert (found.fitting, found.forced) == ((), ())
