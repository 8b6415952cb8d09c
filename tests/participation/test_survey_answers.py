"""Cells of a survey as answers; what cannot be read is told with its cell."""

import numpy as np
import pytest

from districtanalysis.domain.survey import Item, PrintedFile, Question, SurveyPlan
from districtanalysis.participation.survey_answers import coded_answers


def plan(kind, items=(("", "Q"),), blanks=(), **how):
    question = Question("q", "Frage", kind, tuple(Item(*item) for item in items), **how)
    return SurveyPlan((question,), blanks=blanks)


def coded(plan_, sheet):
    found, findings = coded_answers(plan_, sheet)
    return found["q"], findings


def chosen(answers):
    return [[str(name) for name in answers.table.columns[row]] for row in answers.table.to_numpy(bool)]


def test_one_answer_in_any_spelling(sheet):
    answers, findings = coded(plan("single"), sheet(Q=["Wohnen", "wohnen ", "", "k. A.", "Arbeit"]))
    assert chosen(answers) == [["Wohnen"], ["Wohnen"], [], [], ["Arbeit"]]
    assert answers.given.tolist() == [True, True, False, False, True]
    assert findings == []


def test_merged_categories_come_from_the_description(sheet):
    merge = {"bildung": "Bildung und Sprache", "sprache": "Bildung und Sprache"}
    how = {"merge": merge, "merged": {"Bildung und Sprache": ("Bildung", "Sprache")}}
    answers, findings = coded(
        plan("single", choices=("Bildung und Sprache", "Wohnen"), **how), sheet(Q=["Sprache", "Bildung", "Wohnen"])
    )
    assert chosen(answers) == [["Bildung und Sprache"], ["Bildung und Sprache"], ["Wohnen"]]
    assert findings == []


def test_unknown_answers_name_first_cell_number_and_nearest(sheet):
    answers, (finding,) = coded(plan("single", choices=("Wohnen", "Arbeit")), sheet(Q=["Arbeit", "Wonen", "Wonen"]))
    assert answers.given.tolist() == [True, False, False]
    assert (finding.rule, finding.severity, finding.cell) == ("survey_unknown_answer", "error", "A3")
    assert finding.found == "„Q“ enthält „Wonen“ (2 Mal)."
    assert "„Wohnen“" in finding.remedy


def test_further_blanks(sheet):
    answers, _ = coded(plan("single", blanks=("weiß nicht",)), sheet(Q=["Weiss nicht", "ja"]))
    assert answers.given.tolist() == [False, True]


def test_several_answers_in_one_cell(sheet):
    answers, findings = coded(plan("multiple", choices=("a", "b", "c")), sheet(Q=["a; c", "b", "", "a;;B", "d; a"]))
    assert chosen(answers) == [["a", "c"], ["b"], [], ["a", "b"], ["a"]]
    assert [(f.rule, f.cell, f.details["text"]) for f in findings] == [("survey_unknown_answer", "A6", "d")]


def test_several_answers_in_columns_of_their_own(sheet):
    columns = sheet(A=["x", "", "ja", "0", "vielleicht"], B=["", "", "nein", "1", "x"])
    answers, (finding,) = coded(plan("multiple", (("Kurse", "A"), ("Sport", "B"))), columns)
    assert chosen(answers) == [["Kurse"], [], ["Kurse"], ["Sport"], ["Sport"]]
    assert answers.given.tolist() == [True, False, True, True, True]
    assert (finding.cell, finding.details["text"]) == ("A6", "vielleicht")


def test_scale_out_of_range_and_text_are_told_once_each(sheet):
    answers, findings = coded(plan("scale", (("Wohnen", "Q"),)), sheet(Q=["0", "10", "11", "gut", "11", "", "5.5"]))
    assert answers.table["Wohnen"].tolist()[:2] == [0, 10]
    assert np.isnan(answers.table["Wohnen"].to_numpy()[2:6]).all()
    assert [(f.rule, f.cell, f.details["text"]) for f in findings] == [
        ("form_number_between", "A4", "11"),
        ("form_number_between", "A5", "gut"),
    ]
    assert findings[0].usual == "Eine Zahl von 0 bis 10."


def test_words_become_tags_and_go_no_further(sheet):
    tags = (("wohnung", "Wohnen"), ("miete", "Wohnen"), ("kurs", "Sprache"))
    answers, _ = coded(plan("text", tags=tags), sheet(Q=["Wohnungen und Kurse", "Miete", "anderes", ""]))
    assert list(answers.table.columns) == ["Wohnen", "Sprache"]
    assert chosen(answers) == [["Wohnen", "Sprache"], ["Wohnen"], [], []]
    assert answers.given.tolist() == [True, True, True, False]


def test_a_missing_column_is_told_unless_the_results_are_printed(sheet):
    lost = plan("single")
    found, (finding,) = coded_answers(lost, sheet(X=["a"]))
    assert found == {}
    assert (finding.rule, finding.severity) == ("survey_no_column", "error")
    printed = SurveyPlan(lost.questions, printed=(PrintedFile("q", "a.csv", "", "x", "y"),))
    assert coded_answers(printed, sheet(X=["a"])) == ({}, [])


@pytest.mark.parametrize("kind", ["single", "multiple", "scale", "text"])
def test_nobody_at_all(sheet, kind):
    answers, findings = coded(plan(kind), sheet(Q=[]))
    assert len(answers.given) == 0
    assert findings == []
