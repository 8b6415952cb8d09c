"""Tables of a survey as readers see them."""

import numpy as np
import pandas as pd
import pytest

from districtanalysis.domain.survey import Item, Question, SurveyPlan
from districtanalysis.domain.survey_results import (
    ChoiceTable,
    CrossTable,
    PrintedTable,
    Priority,
    ScaleTable,
    WaveTable,
)
from districtanalysis.report import survey_tables as tables

OPEN, RANDOM = SurveyPlan(()), SurveyPlan((), sample="random")


def question(kind="single", **how):
    return Question("q", "Frage", kind, (Item("", "Frage"),), **how)


def choice(n=50, kind="single", *, forced=False, missing=2, untagged=0, **how):
    frame = pd.DataFrame({"answer": ["a", "b"], "count": [40, 10], "percent": [80.0, 20.0]})
    frame = frame.assign(of_answers=50.0, low=70.0, high=90.0)
    return ChoiceTable(question(kind, **how), frame, n, missing, forced, untagged)


def test_choice_says_how_many_answered():
    table = tables.choice_page_table(choice(), OPEN)
    assert [column.key for column in table.columns] == ["answer", "count", "percent"]
    assert table.rows == (("a", 40, 80), ("b", 10, 20))
    assert table.note == "50 haben geantwortet, 2 nicht."
    assert tables.choice_page_table(choice(missing=0), OPEN).note == "Alle 50 haben geantwortet."


def test_intervals_only_for_random_samples():
    assert [column.key for column in tables.choice_page_table(choice(), RANDOM).columns][3:] == ["low", "high"]


@pytest.mark.parametrize(("n", "decimals"), [(50, 0), (100, 1), (5000, 1)])
def test_a_percent_of_few_has_no_decimals(n, decimals):
    assert tables.choice_page_table(choice(n), OPEN).columns[2].decimals == decimals
    assert tables.answer_decimals(choice(n, forced=True)) == 0


def test_notes_on_rounding_merging_and_tags():
    note = tables.choice_page_table(choice(forced=True, merged={"a": ("x", "y")}), OPEN).note
    assert "größten Reste" in note
    assert "„a“ fasst zusammen: „x“ und „y“." in note
    assert "Mehrere Antworten" in tables.choice_page_table(choice(kind="multiple"), OPEN).note
    text = tables.choice_page_table(choice(kind="text", untagged=3), OPEN)
    assert "3 Antworten enthalten keines" in text.note
    assert text.columns[0].label == "Schlagwort"


def test_scale_and_its_distribution():
    frame = pd.DataFrame({"item": ["x"], "n": [2], "missing": [0], "mean": [4.5], "median": [4.5], "gap": [5.5]})
    scale = ScaleTable(question("scale"), frame, pd.DataFrame([[0, 2]], index=["x"], columns=[4.0, 5.0]))
    assert tables.scale_page_table(scale).rows == (("x", 2, 4.5, 4.5, 5.5),)
    assert tables.scale_page_table(scale).columns[-1].label == "Abstand zu 10"
    spread = tables.distribution_table(scale)
    assert [column.label for column in spread.columns] == ["Gegenstand", "4", "5"]
    assert spread.rows == (("x", 0, 2),)


def test_printed_values_keep_their_decimals_and_a_lost_one_is_said():
    frame = pd.DataFrame({"answer": ["a", "b"], "value": [4.0, np.nan], "gap": [6.0, np.nan]})
    table = tables.printed_page_table(PrintedTable(question("scale"), frame, 1, "a.csv"))
    assert table.rows == (("a", 4, 6), ("b", None, None))
    assert table.columns[1].decimals == 1
    assert "Er ist nicht null." in table.note


def test_withheld_cells_carry_their_sign():
    values = pd.DataFrame([[50.0, 50.0], [np.nan, 100.0]], index=["G", "H"], columns=["a", "b"])
    hidden = pd.DataFrame([[True, False], [False, False]], index=["G", "H"], columns=["a", "b"])
    base = pd.Series({"G": 4, "H": 9})
    cross = CrossTable(question(), Question("g", "Gruppe", "single", ()), values, values, base, hidden, 3)
    table = tables.cross_page_table(cross)
    assert table.title == "Nach Gruppe: Frage"
    assert table.rows == (("G", 4, "*", 50), ("H", 9, None, 100))
    assert "Weniger als 3 Personen" in table.note


def test_rounds_with_their_difference():
    frame = pd.DataFrame([[25.0, 75.0]], index=["a"], columns=["2024", "2026"])
    table = tables.wave_page_table(WaveTable(question(), frame, pd.Series({"2024": 40, "2026": 60})))
    assert table.rows == (("a", 25, 75, 50), ("Antworten", 40, 60, ""))


@pytest.mark.parametrize(("percent", "word"), [(True, "seltener genannt"), (False, "weniger wichtig")])
def test_a_low_rating_is_something_else_than_few_mentions(percent, word):
    frame = pd.DataFrame({"relevance": [2.0], "coverage": [3.0]}, index=["a"])
    result = Priority(frame, "r", "c", (5, 5), (0, 10), percent)
    assert tables.priority_table(result).rows == (("a", 2, 3, f"{word}, wenig gedeckt"),)
