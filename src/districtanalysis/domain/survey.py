"""Surveys: what was asked, how it is written down, and what was answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from districtanalysis.domain.data import cell_name
from districtanalysis.domain.finding import Finding
from districtanalysis.domain.form import Form, FormColumn

KINDS = ("single", "multiple", "scale", "text")
SAMPLES = ("random", "complete", "open")
ROUNDINGS = ("plain", "hundred")
YES_NO = ("yes", "no")
MINIMUM = 3

SURVEY = Form(
    "survey",
    "survey",
    (
        FormColumn("title"),
        FormColumn("town"),
        FormColumn("date", "date"),
        FormColumn("publisher"),
        FormColumn("licence"),
        FormColumn("sample", "choice", choices=SAMPLES),
        FormColumn("invited", "whole", low=1, high=10_000_000),
        FormColumn("respondents", "whole", low=0, high=10_000_000),
        FormColumn("minimum", "whole", low=1, high=100),
        FormColumn("rounding", "choice", choices=ROUNDINGS),
        FormColumn("relevance"),
        FormColumn("coverage"),
        FormColumn("file"),
        FormColumn("sheet"),
        FormColumn("blanks", "list"),
        FormColumn("note"),
    ),
)
QUESTIONS = Form(
    "survey",
    "question",
    (
        FormColumn("key", needed=True, filled=True),
        FormColumn("label"),
        FormColumn("kind", "choice", needed=True, filled=True, choices=KINDS),
        FormColumn("item"),
        FormColumn("column"),
        FormColumn("low", "number", low=-1000, high=1000),
        FormColumn("high", "number", low=-1000, high=1000),
        FormColumn("choices", "list"),
        FormColumn("group", "choice", choices=YES_NO),
    ),
)
MERGES = Form(
    "survey",
    "merge",
    (
        FormColumn("question", needed=True, filled=True),
        FormColumn("answer", needed=True, filled=True),
        FormColumn("category", needed=True, filled=True),
    ),
)
TAGS = Form(
    "survey",
    "tag",
    (
        FormColumn("question", needed=True, filled=True),
        FormColumn("word", needed=True, filled=True),
        FormColumn("tag", needed=True, filled=True),
    ),
)
PRINTED = Form(
    "survey",
    "printed",
    (
        FormColumn("question", needed=True, filled=True),
        FormColumn("file"),
        FormColumn("sheet"),
        FormColumn("answers", needed=True, filled=True),
        FormColumn("values", needed=True, filled=True),
    ),
)
WAVES = Form(
    "survey",
    "wave",
    (
        FormColumn("label", needed=True, filled=True),
        FormColumn("date", "date"),
        FormColumn("file"),
        FormColumn("sheet"),
    ),
)
ANSWERS = Form("survey", "answers", (FormColumn("respondent"),), further=True)
DESCRIPTION = (SURVEY, QUESTIONS, MERGES, TAGS, PRINTED, WAVES)
FORMS = (*DESCRIPTION, ANSWERS)


@dataclass(frozen=True, slots=True)
class Item:
    """One column of answers: what it is about and how it is headed; ``cell`` is where the description says so."""

    label: str
    column: str
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One question. A scale has one item per thing that is rated; a multiple choice may have one per answer.

    ``merge`` leads from an answer (folded) to its category, ``tags`` holds words and the tag that each stands for.
    ``group`` says that answers are shown by it.
    """

    key: str
    label: str
    kind: str
    items: tuple[Item, ...]
    low: float = 0.0
    high: float = 10.0
    choices: tuple[str, ...] = ()
    group: bool = False
    merge: Mapping[str, str] = field(default_factory=dict)
    merged: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    tags: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PrintedFile:
    """Where published results of a question stand: the headings of its answers and of its values."""

    question: str
    file: str
    sheet: str
    answers: str
    values: str


@dataclass(frozen=True, slots=True)
class Wave:
    """One round of the survey: ``file`` "" is the file of the description itself."""

    label: str
    file: str = ""
    sheet: str = ""
    date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class SurveyPlan:
    """What was asked, of whom and how.

    ``sample`` is random (drawn by lot), complete (everybody was asked) or open (whoever wanted); ``respondents`` is
    the printed number where the answers themselves are not there. ``relevance`` and ``coverage`` name the questions of the
    priority map, ``minimum`` is the least number of persons that a cell of a cross table shows.
    """

    questions: tuple[Question, ...]
    title: str = ""
    town: str = ""
    date: dt.date | None = None
    publisher: str = ""
    licence: str = ""
    sample: str = "open"
    invited: int | None = None
    respondents: int | None = None
    minimum: int = MINIMUM
    rounding: str = "plain"
    relevance: str = ""
    coverage: str = ""
    note: str = ""
    blanks: tuple[str, ...] = ()
    waves: tuple[Wave, ...] = ()
    printed: tuple[PrintedFile, ...] = ()
    findings: tuple[Finding, ...] = ()
    file: str = ""

    def question(self, key: str) -> Question | None:
        """The question of that key; None where there is none."""
        return next((question for question in self.questions if question.key == key), None)


@dataclass(frozen=True, slots=True, eq=False)
class AnswerSheet:
    """The cells of answers, one row per respondent, by heading.

    ``texts`` are the entries as written, ``numbers`` the same as numbers (NaN where none); ``row_numbers`` and ``places``
    (column by heading, from 1) say where they stood.
    """

    file: str
    sheet: str
    texts: Mapping[str, NDArray[np.object_]]
    numbers: Mapping[str, NDArray[np.float64]]
    row_numbers: NDArray[np.int64]
    places: Mapping[str, int]

    def cell(self, heading: str, row: int) -> str:
        """The name of the cell in the ``row``-th answer, counted from 0."""
        return cell_name(int(self.row_numbers[row]), self.places[heading])


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """The answers to one question, one entry per respondent.

    ``given`` says who answered. ``table`` has one column per category (True = chosen) for choices and texts, one
    column per item (the value, NaN = none) for scales.
    """

    question: Question
    given: NDArray[np.bool_]
    table: pd.DataFrame
