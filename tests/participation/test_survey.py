"""A survey as a whole: tables, groups, rounds, the map of priorities."""

import numpy as np
import pytest

from districtanalysis.domain.survey import SurveyPlan, Wave
from districtanalysis.participation.survey import evaluate, priority
from districtanalysis.participation.survey_tables import choice_table, scale_table


@pytest.fixture
def small(asked):
    answers = {
        "g": asked("g", ["G", "G", "H", "H"], group=True),
        "wichtig": asked("wichtig", ["Wohnen", "Wohnen", "Wohnen", "Arbeit"]),
        "deckung": asked("deckung", {"Wohnen": [2, 3, 4, None], "Arbeit": [8, 8, 8, 8]}, kind="scale"),
    }
    plan = SurveyPlan(
        tuple(part.question for part in answers.values()), relevance="wichtig", coverage="deckung", minimum=1
    )
    return plan, answers


def test_everything_together(small):
    plan, answers = small
    result = evaluate(plan, [("2026", answers, 4)], {})
    assert result.n == 4
    assert [type(table).__name__ for table in result.tables] == ["ChoiceTable", "ChoiceTable", "ScaleTable"]
    assert [(cross.question.key, cross.group.key) for cross in result.crosses] == [("wichtig", "g"), ("deckung", "g")]
    assert result.waves == ()
    assert result.findings == ()
    assert result.table("deckung").frame["mean"].tolist() == [3, 8]
    with pytest.raises(KeyError):
        result.table("gone")


def test_one_long_table(small):
    plan, answers = small
    frame = evaluate(plan, [("2026", answers, 4)], {}).to_frame()
    row = frame[(frame["question"] == "wichtig") & (frame["answer"] == "Wohnen")].iloc[0]
    assert (row["n"], row["count"], row["percent"]) == (4, 3, 75)
    assert len(frame) == 2 + 2 + 2
    assert "Wohnen" in evaluate(plan, [("2026", answers, 4)], {})._repr_html_()


def test_groups_by_request(small):
    plan, answers = small
    result = evaluate(plan, [("2026", answers, 4)], {}, by="wichtig")
    assert {cross.group.key for cross in result.crosses} == {"wichtig"}


def test_the_map_places_items_by_both_values(small):
    plan, answers = small
    tables = [choice_table(answers["wichtig"], plan), scale_table(answers["deckung"])]
    found = priority(plan, tables)
    assert found is not None
    assert found.frame.loc["Wohnen"].tolist() == [75, 3]
    assert found.cross == (50, 5)
    assert [found.quarter(name) for name in ("Wohnen", "Arbeit")] == ["upper_left", "lower_right"]
    assert priority(SurveyPlan(plan.questions), tables) is None


def test_the_map_leaves_out_what_has_no_value(small, asked):
    plan, answers = small
    lost = asked("deckung", {"Wohnen": [2, 3, 4, None]}, kind="scale")
    found = priority(plan, [choice_table(answers["wichtig"], plan), scale_table(lost)])
    assert found.quarter("Arbeit") == ""
    assert np.isnan(found.frame.loc["Arbeit", "coverage"])


def test_rounds_are_compared_where_both_asked(small, asked):
    plan, answers = small
    before = {"wichtig": asked("wichtig", ["Wohnen", "Arbeit", "Verkehr", "Arbeit"])}
    result = evaluate(plan, [("2024", before, 4), ("2026", answers, 4)], {})
    (wave,) = result.waves
    assert wave.frame.loc["Wohnen"].tolist() == [25, 75]
    assert wave.frame.loc["Verkehr"].tolist() == [25, 0]
    assert wave.base.to_dict() == {"2024": 4, "2026": 4}


def test_nobody_answered(small, asked):
    plan, answers = small
    none = evaluate(plan, [("a.csv", {}, 0)], {})
    assert [(f.rule, f.severity) for f in none.findings] == [("survey_no_answers", "error")]
    assert [f.rule for f in evaluate(plan, [], {}).findings] == ["survey_no_answers"]
    silent = {**answers, "wichtig": asked("wichtig", ["", "", "", ""])}
    assert [(f.rule, f.severity) for f in evaluate(plan, [("a", silent, 4)], {}).findings] == [
        ("survey_question_empty", "warning")
    ]
    assert evaluate(SurveyPlan((), waves=(Wave(""),)), [], {}).findings == ()
