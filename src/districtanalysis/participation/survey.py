"""``evaluate``: from the answers and printed results of a survey to its tables, cross tables and the priority map."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from districtanalysis.domain.finding import Finding
from districtanalysis.domain.survey import Answers, SurveyPlan
from districtanalysis.domain.survey_results import (
    ChoiceTable,
    PrintedTable,
    Priority,
    QuestionTable,
    ScaleTable,
    SurveyResult,
    WaveTable,
)
from districtanalysis.domain.variables import fold
from districtanalysis.participation.survey_tables import choice_table, cross_table, scale_table

Coded = Mapping[str, Answers]


def evaluate(
    plan: SurveyPlan,
    rounds: Sequence[tuple[str, Coded, int]],
    printed: Mapping[str, PrintedTable],
    findings: Sequence[Finding] = (),
    *,
    by: str = "",
) -> SurveyResult:
    """Return everything that follows from a survey.

    ``rounds`` are name, answers and number of persons of each round, the last one being the survey itself; none where
    only ``printed`` results are there. ``by`` replaces the groups of the plan by one question.
    """
    coded: Coded = rounds[-1][1] if rounds else {}
    n = rounds[-1][2] if rounds else plan.respondents
    tables: list[QuestionTable] = []
    for question in plan.questions:
        if question.key in coded:
            tables.append(_table(coded[question.key], plan))
        elif question.key in printed:
            tables.append(printed[question.key])
    groups = [q.key for q in plan.questions if q.key in coded and (q.key == by if by else q.group)]
    crosses = tuple(
        cross_table(coded[key], coded[group], plan.minimum)
        for group in groups
        for key in coded
        if key != group and len(coded[key].table.columns)
    )
    return SurveyResult(
        plan=plan,
        n=n,
        tables=tuple(tables),
        crosses=crosses,
        priority=priority(plan, tables),
        waves=tuple(_waves(plan, rounds)),
        findings=(*findings, *_empty(plan, tables, rounds)),
    )


def _table(answers: Answers, plan: SurveyPlan) -> QuestionTable:
    return scale_table(answers) if answers.question.kind == "scale" else choice_table(answers, plan)


def priority(plan: SurveyPlan, tables: Sequence[QuestionTable]) -> Priority | None:
    """Return relevance against coverage per item, None where the plan names no questions for it.

    Relevance in percent of persons (choice) or as a mean (scale), coverage as a mean. The lines stand at the mean of the
    relevances and in the middle of the scale of coverage.
    """
    named = {table.question.key: table for table in tables}
    if plan.relevance not in named or plan.coverage not in named:
        return None
    relevance, coverage = named[plan.relevance], named[plan.coverage]
    values, others = _by_item(relevance), _by_item(coverage)
    folded = {fold(name): value for name, value in others.items()}
    frame = pd.DataFrame(
        {
            "relevance": list(values.values()),
            "coverage": [folded.get(fold(name), float("nan")) for name in values],
        },
        index=list(values),
    )
    scale = (coverage.question.low, coverage.question.high)
    middle = float(np.nanmean(frame["relevance"])) if frame["relevance"].notna().any() else 0.0
    return Priority(
        frame=frame,
        relevance=relevance.question.label,
        coverage=coverage.question.label,
        cross=(middle, sum(scale) / 2),
        scale=scale,
        in_percent=relevance.question.kind != "scale",
    )


def _by_item(table: QuestionTable) -> dict[str, float]:
    if isinstance(table, ScaleTable):
        return dict(zip(table.frame["item"], table.frame["mean"], strict=True))
    column = "percent" if isinstance(table, ChoiceTable) else "value"
    return dict(zip(table.frame["answer"], table.frame[column], strict=True))


def _waves(plan: SurveyPlan, rounds: Sequence[tuple[str, Coded, int]]) -> Iterator[WaveTable]:
    """Yield the questions that were asked in more than one round, with merged categories."""
    for question in plan.questions if len(rounds) > 1 else ():
        asked = [(name, coded[question.key]) for name, coded, _ in rounds if question.key in coded]
        if len(asked) < 2:
            continue
        tables = {name: _by_item(_table(answers, plan)) for name, answers in asked}
        rows = list(dict.fromkeys(name for table in reversed(tables.values()) for name in table))
        # a category that nobody chose in one round counts 0 there, an item that was not rated is missing
        empty = float("nan") if question.kind == "scale" else 0.0
        frame = pd.DataFrame(
            {name: [table.get(row, empty) for row in rows] for name, table in tables.items()}, index=rows
        )
        base = pd.Series({name: int(answers.given.sum()) for name, answers in asked})
        yield WaveTable(question, frame, base)


def _empty(
    plan: SurveyPlan, tables: Sequence[QuestionTable], rounds: Sequence[tuple[str, Coded, int]]
) -> Iterator[Finding]:
    if not plan.questions:
        return  # a template that nobody has filled in yet
    if rounds and rounds[-1][2] == 0:
        yield Finding("survey_no_answers", "error", file=rounds[-1][0] or plan.file)
        return
    if not rounds and not tables:
        yield Finding("survey_no_answers", "error", file=plan.file)
    for table in tables:
        nobody = isinstance(table, ChoiceTable) and table.n == 0
        nobody = nobody or (isinstance(table, ScaleTable) and not table.frame["n"].any())
        if nobody:
            details = {"question": table.question.label}
            yield Finding("survey_question_empty", "warning", file=plan.file, details=details)
