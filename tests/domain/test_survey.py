"""The plan of a survey and its sheet of answers."""

import numpy as np

from districtanalysis.domain.survey import DESCRIPTION, FORMS, AnswerSheet, Item, Question, SurveyPlan


def test_a_question_by_its_key():
    question = Question("q", "Frage", "single", (Item("", "Frage"),))
    plan = SurveyPlan((question,))
    assert plan.question("q") is question
    assert plan.question("r") is None


def test_cells_are_named_as_in_the_file():
    sheet = AnswerSheet("a.xlsx", "Antworten", {}, {}, np.array([3, 5]), {"Frage": 28})
    assert (sheet.cell("Frage", 0), sheet.cell("Frage", 1)) == ("AB3", "AB5")


def test_the_template_holds_the_answers_beside_the_description():
    assert [form.key for form in FORMS] == [*(form.key for form in DESCRIPTION), "answers"]
