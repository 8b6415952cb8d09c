import numpy as np
import pandas as pd
import pytest

from districtanalysis.methods.parts import deviations, digits_needed, in_bands, shares_of_rows, top_with_rest


def test_shares_of_the_printed_census_counts():
    # 15 170 of 45 750 are 33.16 %, 15 297 460 of 79 652 360 are 19.21 %
    counts = pd.DataFrame({"without": [30580.0, 64354900.0], "with": [15170.0, 15297460.0]}, index=["city", "country"])
    assert shares_of_rows(counts)["with"].round(2).tolist() == [33.16, 19.21]


def test_a_missing_part_leaves_the_whole_row_without_shares():
    counts = pd.DataFrame({"a": [1.0, np.nan, 0.0], "b": [3.0, 2.0, 0.0]})
    assert shares_of_rows(counts).isna().all(axis=1).tolist() == [False, True, True]


def test_the_largest_and_what_remains_add_up():
    amounts = pd.Series({"c": 5.0, "a": 5.0, "b": 9.0, "d": 1.0, "e": np.nan})
    top, rest, others = top_with_rest(amounts, 2)
    assert (list(top.index), rest, others) == (["b", "a"], 6.0, 2)  # equal amounts by name
    assert top.sum() + rest == amounts.sum()


def test_more_asked_than_there_are_leaves_no_rest():
    assert top_with_rest(pd.Series({"a": 1.0}), 5)[1:] == (0.0, 0)


def test_ages_fall_into_the_band_that_they_reach():
    ages = pd.Series([1, 1, 1, 1], index=[17, 18, 64, 65])
    assert in_bands(ages, (0, 18, 65)).to_dict() == {0: 1, 18: 2, 65: 1}


def test_deviations_divide_by_n():
    # values 0 and 4 about 1: mean 2, sd 2, so (0-1)/2 and (4-1)/2
    assert deviations(pd.Series([0.0, 4.0]), 1.0).tolist() == [-0.5, 1.5]
    assert deviations(pd.Series([3.0, 3.0]), 1.0).isna().all()


@pytest.mark.parametrize(("values", "expected"), [([1.0, 2.0], 0), ([6.2, 7.0], 1), ([9.534, 1.0], 2), ([np.nan], 0)])
def test_no_more_digits_than_were_printed(values, expected):
    assert digits_needed(np.array(values), 2) == expected
