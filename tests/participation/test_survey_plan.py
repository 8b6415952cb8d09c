"""The description of a survey."""

import datetime as dt

import pytest

from districtanalysis.participation.survey_plan import survey_plan
from districtanalysis.sources.survey_file import read_plan

GOOD = """
schema_version = 1
[survey]
title = "Umfrage"
date = 2026-04-30
sample = "random"
invited = 200
relevance = "wichtig"
file = "antworten.csv"
[[question]]
key = "wichtig"
label = "Was ist wichtig?"
kind = "single"
choices = ["Wohnen", "Arbeit"]
[[question]]
key = "deckung"
kind = "scale"
item = "Wohnen"
low = 1
high = 5
[[question]]
key = "deckung"
kind = "scale"
item = "Arbeit"
column = "Arbeit gedeckt"
[[merge]]
question = "wichtig"
answer = "Wohnung"
category = "Wohnen"
[[tag]]
question = "wichtig"
word = "miete"
tag = "Wohnen"
[[wave]]
label = "2024"
file = "alt.csv"
"""


@pytest.fixture
def described(tmp_path):
    def read(text):
        path = tmp_path / "umfrage.toml"
        path.write_text(text, encoding="utf-8")
        return survey_plan(read_plan(path))

    return read


def test_everything_that_a_description_can_say(described):
    plan = described(GOOD)
    assert plan.findings == ()
    assert (plan.title, plan.date, plan.sample, plan.invited) == ("Umfrage", dt.date(2026, 4, 30), "random", 200)
    assert (plan.minimum, plan.rounding) == (3, "plain")
    first, second = plan.questions
    assert (first.label, first.choices, first.items[0].column) == (
        "Was ist wichtig?",
        ("Wohnen", "Arbeit"),
        "Was ist wichtig?",
    )
    assert (dict(first.merge), dict(first.merged)) == ({"wohnung": "Wohnen"}, {"Wohnen": ("Wohnung",)})
    assert first.tags == (("miete", "Wohnen"),)
    assert [(item.label, item.column) for item in second.items] == [("Wohnen", "Wohnen"), ("Arbeit", "Arbeit gedeckt")]
    assert (second.low, second.high) == (1, 5)
    assert [(wave.label, wave.file) for wave in plan.waves] == [("2024", "alt.csv"), ("", "antworten.csv")]
    assert plan.question("deckung") is second
    assert plan.question("gone") is None


@pytest.mark.parametrize(
    ("change", "rule", "cell"),
    [
        ('relevance = "wichtig"|relevance = "wichtg"', "survey_unknown_question", "survey[1].relevance"),
        ('question = "wichtig"\nanswer|question = "x"\nanswer', "survey_unknown_question", "merge[1].question"),
        ('item = "Arbeit"|item = "Wohnen"', "survey_twice", "question[3].key"),
        ("high = 5|high = 1", "survey_scale_ends", "question[2].low"),
        ('kind = "single"|kind = "singel"', "form_choice", "question[1].kind"),
        ("invited = 200|invited = 0", "form_whole_between", "survey[1].invited"),
        ('sample = "random"|sample = "zufall"', "form_choice", "survey[1].sample"),
    ],
)
def test_slips_are_told_with_their_place(described, change, rule, cell):
    before, after = change.split("|")
    findings = described(GOOD.replace(before, after)).findings
    assert (rule, cell) in [(finding.rule, finding.cell) for finding in findings]
    for finding in findings:
        assert finding.severity == "error"
        assert finding.message


def test_an_empty_description(described):
    plan = described("schema_version = 1\n")
    assert plan.questions == ()
    assert plan.sample == "open"
