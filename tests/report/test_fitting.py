"""Columns share the width of the screen."""

from hypothesis import given
from hypothesis import strategies as st

from districtanalysis.report.fitting import Measure, bands, measure, total, widths

COLUMN = st.builds(
    Measure,
    label=st.sampled_from(["Rang", "Passung (0–100)", "Bevölkerungsstruktur", "Geflüchtete je Einw.", "n"]),
    natural=st.integers(1, 60),
    wraps=st.booleans(),
)


def test_measure_takes_the_widest_line():
    assert measure("n", ["1", "4 336\n12"], wide=False, figures=True) == Measure("n", 5, wraps=False)
    assert measure("Grund", ["x" * 40], wide=False, figures=False).wraps


def test_first_columns_are_repeated_in_every_band():
    # Widths 4, 10, 20, 20, 20 and gaps of 2: 4+2+10+2+20+2+20 = 60 fits 60, a third 20 does not.
    columns = [Measure("Rang", 4, wraps=False), Measure("Name", 10, wraps=False), *[Measure("x", 20, wraps=False)] * 3]
    assert bands(columns, 60, 2) == [[0, 1, 2, 3], [0, 1, 4]]
    assert bands(columns, 59, 2) == [[0, 1, 2], [0, 1, 3], [0, 1, 4]]


def test_a_column_that_never_fits_still_stands_somewhere():
    assert bands([Measure("a", 4, wraps=False), Measure("b", 90, wraps=False)], 40, 1) == [[0, 1]]


def test_words_stay_whole_where_there_is_room():
    columns = [Measure("Bevölkerungsstruktur", 4, wraps=False), Measure("Infrastruktur", 4, wraps=False)]
    assert widths(columns, 35) == [20, 13]
    assert widths(columns, 28) == [13, 13]  # only the shorter one can be put together again
    assert widths(columns, 23) == [13, 8]


def test_running_text_is_squeezed_at_last():
    assert widths([Measure("a", 30, wraps=False), Measure("b", 100, wraps=True)], 45) == [30, 13]


@given(st.lists(COLUMN, min_size=1, max_size=8), st.integers(30, 160))
def test_widths_fit_wherever_the_least_fits(columns, width):
    found = widths(columns, width)
    if total([column.least for column in columns]) <= width:
        assert total(found) <= width
        assert all(now >= column.least for now, column in zip(found, columns, strict=True))


@given(st.lists(COLUMN, min_size=2, max_size=9), st.integers(40, 160))
def test_every_column_stands_in_exactly_one_band(columns, width):
    found = bands(columns, width, 1)
    assert [place for band in found for place in band[1:]] == list(range(1, len(columns)))
