"""The page of a survey: what is said, and what is not."""

import json

import pandas as pd
import pytest

from districtanalysis.datasets import raw_folder
from districtanalysis.domain.display import Paragraph, Picture
from districtanalysis.domain.survey import Item, Question, SurveyPlan
from districtanalysis.domain.survey_results import PrintedTable, Reconstruction, SurveyResult
from districtanalysis.language import using
from districtanalysis.pipeline.survey import load_survey
from districtanalysis.report.render import render
from districtanalysis.report.survey_page import reconstruction_words, survey_page

EXAMPLE = raw_folder() / "beispiel" / "umfrage.toml"


@pytest.fixture(scope="module")
def example():
    return load_survey(EXAMPLE)


def printed(values):
    frame = pd.DataFrame({"answer": [str(i) for i in range(len(values))], "value": [float(v) for v in values]})
    return PrintedTable(Question("q", "q", "single", (Item("", "q"),)), frame, 0, "a.csv")


def said(blocks):
    return " ".join(block.text for block in blocks if isinstance(block, Paragraph))


@pytest.mark.parametrize(
    ("sample", "words"),
    [("open", "Nicht repräsentativ"), ("complete", "Alle wurden gefragt"), ("random", "zufällig ausgewählt")],
)
def test_the_lead_says_whom_the_results_hold_for(example, sample, words):
    plan = SurveyPlan(example.plan.questions, sample=sample, invited=128)
    text = said(survey_page(SurveyResult(plan, 64, example.tables[:1]), pictures=()).blocks)
    assert text.startswith(
        "64 Personen oder Einrichtungen haben teilgenommen. Gefragt wurden 128; der Rücklauf beträgt 50"
    )
    assert words in text


@pytest.mark.parametrize(
    ("values", "found", "words"),
    [
        (
            [73, 12, 11, 4],
            Reconstruction(78, ((75, (55, 9, 8, 3)),), ((57, 9, 9, 3),)),
            ["55/9/8/3 von 75", "57/9/9/3", "offen"],
        ),
        (
            [50, 50],
            Reconstruction(4, ((2, (1, 1)), (4, (2, 2))), ((2, 2),)),
            ["Bei 4 Antworten passen 2/2", "1/1 von 2"],
        ),
        ([90, 90], Reconstruction(10, (), ()), ["Keine Anzahlen bis 10"]),
    ],
)
def test_every_reading_in_words(values, found, words):
    text = reconstruction_words(printed(values), found)
    assert all(word in text for word in words)


def test_equal_counts_that_print_apart_are_mentioned():
    text = reconstruction_words(printed([73, 12, 11, 4]), Reconstruction(78, (), ((57, 9, 9, 3),)))
    assert "gleiche Anzahlen verschieden" in text
    same = reconstruction_words(printed([50, 50]), Reconstruction(5, (), ((2, 2),)))
    assert "gleiche Anzahlen" not in same


def test_pictures_stand_beside_their_tables(example):
    page = survey_page(example, pictures=("svg",))
    assert [block.key for block in page.blocks if isinstance(block, Picture)].count("answers") == 5
    assert [block.key for block in page.blocks if isinstance(block, Picture)].count("priority") == 1
    many = SurveyResult(example.plan, 64, example.tables * 3)
    assert not [block for block in survey_page(many, pictures=("svg",)).blocks if isinstance(block, Picture)]


def test_nothing_asked_is_one_sentence():
    assert len(survey_page(SurveyResult(SurveyPlan(()), None, ())).blocks) == 1


def test_json_and_csv_hold_every_number(example):
    page = survey_page(example, pictures=())
    data = json.loads(render(page, "json"))
    assert data["n"] == 64
    assert [question["key"] for question in data["questions"]] == [
        "einrichtung",
        "relevanz",
        "abdeckung",
        "angebote",
        "fehlt",
    ]
    lines = render(page, "csv").decode("utf-8-sig").splitlines()
    assert lines[0] == "question;kind;answer;n;count;percent;low;high;mean;median;gap"
    assert len(lines) == 1 + len(example.to_frame())
    assert lines[1].startswith("einrichtung;single;Verein;64;23;35,9375;–;–")


def test_both_languages_and_every_format(example):
    for code in ("de", "en"):
        with using(code):
            page = survey_page(example)
            for form in ("table", "md", "html", "xlsx"):
                assert render(page, form)
