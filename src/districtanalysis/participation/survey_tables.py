"""One question at a time: counts and percent, scales, and groups against each other with small cells withheld."""

from __future__ import annotations

import numpy as np
import pandas as pd

from districtanalysis.domain.survey import Answers, SurveyPlan
from districtanalysis.domain.survey_results import ChoiceTable, CrossTable, ScaleTable
from districtanalysis.methods.intervals import wilson
from districtanalysis.methods.printed_shares import is_forced, largest_remainder
from districtanalysis.methods.suppression import suppressed


def choice_table(answers: Answers, plan: SurveyPlan) -> ChoiceTable:
    """Return counts and percent of the persons who answered; in falling order unless the choices were declared.

    Percent: count / persons who answered x 100; of_answers: count / all answers x 100. Intervals (Wilson, 95 %) only
    where the sample was drawn by lot.
    """
    question = answers.question
    n = int(answers.given.sum())
    counts = choice_counts(answers)
    values = counts.to_numpy(np.float64)
    base = np.full(len(values), float(n))
    percent = 100 * values / n if n else np.full(len(values), np.nan)
    whole = plan.rounding == "hundred" and question.kind == "single" and n > 0
    listed = [int(count) for count in counts]
    frame = pd.DataFrame({"answer": [str(name) for name in counts.index], "count": listed, "percent": percent})
    if whole:
        frame["percent"] = [float(share) for share in largest_remainder(listed)]
    total = values.sum()
    frame["of_answers"] = 100 * values / total if total else np.nan
    low, high = wilson(values, base) if plan.sample == "random" else (np.full(len(values), np.nan),) * 2
    frame["low"], frame["high"] = 100 * low, 100 * high
    untagged = int((answers.given & ~answers.table.any(axis=1).to_numpy()).sum()) if question.kind == "text" else 0
    return ChoiceTable(question, frame, n, len(answers.given) - n, whole and is_forced(listed), untagged)


def choice_counts(answers: Answers) -> pd.Series:
    """Return the persons per answer: in the order that was declared, else in falling order."""
    counts = answers.table.sum(axis=0).astype(int)
    if answers.question.choices:
        return counts
    return counts.loc[sorted(counts.index, key=lambda name: (-counts[name], str(name)))]


def scale_table(answers: Answers) -> ScaleTable:
    """Return n, mean, median and the gap of the mean to the upper end of the scale, in its points, per item."""
    question = answers.question
    rows, spread = [], {}
    steps = np.arange(np.floor(question.low), np.floor(question.high) + 1)
    for name in answers.table.columns:
        values = answers.table[name].dropna().to_numpy(np.float64)
        mean = float(values.mean()) if len(values) else float("nan")
        median = float(np.median(values)) if len(values) else float("nan")
        rows.append((str(name), len(values), len(answers.table) - len(values), mean, median, question.high - mean))
        spread[str(name)] = np.bincount(np.searchsorted(steps, np.floor(values + 0.5)), minlength=len(steps))[
            : len(steps)
        ]
    frame = pd.DataFrame(rows, columns=["item", "n", "missing", "mean", "median", "gap"])
    return ScaleTable(question, frame, pd.DataFrame(spread, index=steps).T)


def cross_table(answers: Answers, group: Answers, minimum: int) -> CrossTable:
    """Return one question by the answers to another, cells of fewer than ``minimum`` persons withheld.

    Further cells are withheld so that none follows by subtraction from the totals of rows and columns. Percent of the
    persons of a group who answered, or the mean of the scale; persons who chose several groups stand in each.
    """
    ordered = choice_counts(group)
    names = [str(name) for name in ordered.index]
    members = group.table[names].to_numpy(bool)
    counts = pd.DataFrame(index=names, columns=[str(name) for name in answers.table.columns], dtype="float64")
    values = counts.copy()
    base = pd.Series(0, index=names, dtype="int64")
    scale = answers.question.kind == "scale"
    table = answers.table.to_numpy(np.float64)
    for place, name in enumerate(names):
        rows = members[:, place] & answers.given
        base[name] = int(rows.sum())
        inside = table[rows]
        if scale:
            counts.loc[name] = (~np.isnan(inside)).sum(axis=0)
            sums = np.nansum(inside, axis=0)
            there = counts.loc[name].to_numpy(float)
            values.loc[name] = np.divide(sums, there, out=np.full(len(sums), np.nan), where=there > 0)
        else:
            counts.loc[name] = inside.sum(axis=0)
            values.loc[name] = 100 * inside.sum(axis=0) / len(inside) if len(inside) else np.nan
    withheld = pd.DataFrame(_withheld(counts, base, answers, minimum), index=names, columns=counts.columns)
    return CrossTable(answers.question, group.question, counts, values, base, withheld, minimum)


def _withheld(counts: pd.DataFrame, base: pd.Series, answers: Answers, minimum: int) -> np.ndarray:
    """Return the cells not to be shown: only single answers add up along a row as well as down a column.

    A group of fewer than ``minimum`` persons, or one that all gave the same answer, is withheld with its zeros: what
    is left open would say what each of them answered.
    """
    table, persons = counts.to_numpy(np.float64), base.to_numpy(np.float64)[:, None]
    alike = (table == persons) & (answers.question.kind == "single")
    rows = (persons > 0) & ((persons < minimum) | alike.any(axis=1, keepdims=True))
    also = np.broadcast_to(rows, table.shape)
    if answers.question.kind == "single":
        return suppressed(table, minimum, columns=True, also=also)
    return suppressed(table.T, minimum, columns=False, also=also.T).T
