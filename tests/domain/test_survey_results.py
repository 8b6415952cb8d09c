"""Results of surveys."""

import pandas as pd
import pytest

from districtanalysis.domain.survey import Item, Question, SurveyPlan
from districtanalysis.domain.survey_results import LONG, PrintedTable, Priority, SurveyResult

QUESTION = Question("q", "Frage", "scale", (Item("", "Frage"),))


def test_printed_means_and_shares_stand_in_their_columns():
    frame = pd.DataFrame({"answer": ["a"], "value": [4.8], "gap": [5.2]})
    means = PrintedTable(QUESTION, frame, 1, "a.csv")
    long = SurveyResult(SurveyPlan((QUESTION,)), 78, (means,)).to_frame()
    assert tuple(long.columns) == LONG
    assert long.loc[0, ["mean", "gap"]].tolist() == [4.8, 5.2]
    assert long.loc[0, ["percent", "n"]].isna().all()


def test_nothing_is_an_empty_frame():
    assert tuple(SurveyResult(SurveyPlan(()), None, ()).to_frame().columns) == LONG


@pytest.mark.parametrize(
    ("relevance", "coverage", "expected"),
    [
        (50, 2, "upper_left"),
        (50, 5, "upper_right"),
        (20, 4.9, "lower_left"),
        (20, 7, "lower_right"),
        (20, float("nan"), ""),
    ],
)
def test_quarters_of_the_map(relevance, coverage, expected):
    frame = pd.DataFrame({"relevance": [relevance], "coverage": [coverage]}, index=["a"])
    assert Priority(frame, "r", "c", (30, 5), (0, 10)).quarter("a") == expected
