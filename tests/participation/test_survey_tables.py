"""Counts, percent, scales and cross tables, by hand."""

import numpy as np
import pytest

from districtanalysis.domain.survey import SurveyPlan
from districtanalysis.participation.survey_tables import choice_counts, choice_table, cross_table, scale_table

OPEN, RANDOM = SurveyPlan(()), SurveyPlan((), sample="random")
HECHINGEN = ["a"] * 57 + ["b"] * 9 + ["c"] * 9 + ["d"] * 3


def test_single_choice(asked):
    table = choice_table(asked("q", ["x", "y", "x", "", "x"]), OPEN)
    assert (table.n, table.missing, table.forced) == (4, 1, False)
    assert table.frame[["answer", "count", "percent"]].values.tolist() == [["x", 3, 75.0], ["y", 1, 25.0]]
    assert table.frame[["low", "high"]].isna().all(axis=None)


def test_declared_choices_keep_their_order_and_their_zeros(asked):
    table = choice_table(asked("q", ["b", "b", "a"], choices=("a", "b", "c")), OPEN)
    assert table.frame["answer"].tolist() == ["a", "b", "c"]
    assert table.frame["count"].tolist() == [1, 2, 0]


def test_intervals_only_for_random_samples(asked):
    # Wilson for 352 of 3694: 8.62 to 10.52 %, as tested for districts; here 8 of 10: 49.0 to 94.3 % (Wilson 1927)
    table = choice_table(asked("q", ["x"] * 8 + ["y"] * 2), RANDOM)
    assert table.frame.loc[0, ["low", "high"]].tolist() == pytest.approx([49.02, 94.33], abs=0.01)


def test_rounding_to_100_only_on_request_and_told(asked):
    answers = asked("q", HECHINGEN, choices=("a", "b", "c", "d"))
    assert choice_table(answers, OPEN).frame["percent"].tolist() == pytest.approx(
        [73.08, 11.54, 11.54, 3.85], abs=0.005
    )
    forced = choice_table(answers, SurveyPlan((), rounding="hundred"))
    assert forced.frame["percent"].tolist() == [73, 12, 11, 4]
    assert forced.forced


def test_several_answers_in_percent_of_persons_and_of_answers(asked):
    table = choice_table(asked("q", [["x", "y"], ["x"], [], ["y", "z"]], kind="multiple"), OPEN)
    assert table.n == 3
    assert dict(zip(table.frame["answer"], table.frame["percent"], strict=True)) == pytest.approx(
        {"x": 200 / 3, "y": 200 / 3, "z": 100 / 3}
    )
    assert table.frame["of_answers"].sum() == pytest.approx(100)


def test_nobody_answered(asked):
    table = choice_table(asked("q", ["", ""], choices=("a",)), RANDOM)
    assert (table.n, table.missing) == (0, 2)
    assert np.isnan(table.frame["percent"]).all()


def test_scale(asked):
    table = scale_table(asked("q", {"x": [0, 4, 10, None], "y": [None] * 4}, kind="scale"))
    x, y = table.frame.to_dict("records")
    assert (x["n"], x["missing"], x["median"]) == (3, 1, 4)
    assert x["mean"] == pytest.approx(14 / 3)
    assert x["gap"] == pytest.approx(10 - 14 / 3)
    assert y["n"] == 0
    assert np.isnan(y["mean"])
    assert table.distribution.loc["x"].tolist() == [1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1]
    assert list(table.distribution.columns) == list(range(11))


def test_scale_with_other_ends(asked):
    table = scale_table(asked("q", {"x": [1, 5, 5]}, kind="scale", low=1.0, high=5.0))
    assert table.distribution.loc["x"].tolist() == [1, 0, 0, 0, 2]
    assert table.frame.loc[0, "gap"] == pytest.approx(5 - 11 / 3)


def test_groups_against_answers(asked):
    answers = asked("q", ["a"] * 6 + ["b"] * 6 + ["a"] * 4 + ["b"] * 4)
    group = asked("g", ["G"] * 12 + ["H"] * 8)
    cross = cross_table(answers, group, 3)
    assert cross.counts.values.tolist() == [[6, 6], [4, 4]]
    assert cross.values.values.tolist() == [[50, 50], [50, 50]]
    assert cross.base.to_dict() == {"G": 12, "H": 8}
    assert not cross.withheld.any(axis=None)


def test_small_cells_are_withheld_so_that_none_follows_by_subtraction(asked):
    # counts: G 10/2, H 8/9, I 7/11: the 2 is small; its row and its column need a second withheld cell each
    answers = asked("q", ["a"] * 10 + ["b"] * 2 + ["a"] * 8 + ["b"] * 9 + ["a"] * 7 + ["b"] * 11)
    group = asked("g", ["G"] * 12 + ["H"] * 17 + ["I"] * 18)
    withheld = cross_table(answers, group, 3).withheld
    assert withheld.loc["G"].tolist() == [True, True]
    assert (withheld.sum(axis=0) >= 2).all()
    assert (withheld.sum(axis=1) != 1).all()


def test_several_answers_follow_only_down_a_column(asked):
    answers = asked("q", [["a", "b"]] * 5 + [["a"]] * 5 + [["b"]] * 2 + [["a"]] * 8, kind="multiple")
    group = asked("g", ["G"] * 10 + ["H"] * 10)
    cross = cross_table(answers, group, 3)
    assert cross.counts.loc["H"].tolist() == [8, 2]
    assert cross.withheld["b"].tolist() == [True, True]
    assert cross.withheld["a"].tolist() == [False, False]
    assert cross.values.loc["G"].tolist() == [100, 50]


def test_means_of_small_groups_are_withheld_with_one_more(asked):
    answers = asked("q", {"x": [1.0, 9, 5, 5, 5, 5, 7, 7, 7, 7]}, kind="scale")
    group = asked("g", ["G"] * 2 + ["H"] * 4 + ["I"] * 4)
    cross = cross_table(answers, group, 3)
    assert cross.values.loc["I", "x"] == 7
    assert cross.withheld.loc["G", "x"]
    assert cross.withheld["x"].sum() == 2


def test_groups_stand_as_in_their_own_table(asked):
    group = asked("g", ["G", "H", "H"])
    assert list(choice_counts(group).index) == ["H", "G"]
    assert list(cross_table(asked("q", ["a", "a", "a"]), group, 1).values.index) == ["H", "G"]


def test_a_group_below_the_minimum_is_withheld_with_its_zeros(asked):
    # one respondent of H: a single sign among zeros would tell the answer
    answers = asked("q", ["a"] * 6 + ["b"] * 6 + ["a"])
    cross = cross_table(answers, asked("g", ["G"] * 12 + ["H"]), 3)
    assert cross.withheld.loc["H"].all()
    assert cross.withheld.loc["G"].all()  # else H would follow from the totals


def test_a_group_that_all_gave_one_answer_is_withheld(asked):
    answers = asked("q", ["a"] * 5 + ["a"] * 6 + ["b"] * 6 + ["a"] * 6 + ["b"] * 6)
    cross = cross_table(answers, asked("g", ["G"] * 5 + ["H"] * 12 + ["I"] * 12), 3)
    assert cross.withheld.loc["G"].all()
