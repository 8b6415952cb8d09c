"""What follows from a survey: tables of its questions, groups, rounds, and the map of priorities."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from districtanalysis.domain.finding import Finding
from districtanalysis.domain.survey import Question, SurveyPlan
from districtanalysis.language import number, say


@dataclass(frozen=True, slots=True, eq=False)
class ChoiceTable:
    """Answers to a choice or tags of a text: ``frame`` has answer, count, percent (of persons), of_answers, low, high.

    ``low`` and ``high`` (percent) are Wilson intervals where the sample is random, else missing. ``n`` persons
    answered, ``missing`` did not. ``forced`` says that percent was rounded to add up to 100.
    """

    question: Question
    frame: pd.DataFrame
    n: int
    missing: int
    forced: bool = False
    untagged: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class ScaleTable:
    """A rated scale: ``frame`` has item, n, missing, mean, median, gap (to the upper end).

    ``distribution`` has the items as rows and the values as columns (persons).
    """

    question: Question
    frame: pd.DataFrame
    distribution: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Reconstruction:
    """Which counts fit whole printed percentages of ``n`` persons in all; none of the readings is claimed.

    ``fitting`` holds numbers of answers with one set of counts each, up to ``n``; ``forced`` the counts of exactly
    ``n`` that rounding to 100 prints so.
    """

    n: int
    fitting: tuple[tuple[int, tuple[int, ...]], ...]
    forced: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True, eq=False)
class PrintedTable:
    """Published results: ``frame`` has answer and value (percent, or mean with gap), NaN = not available."""

    question: Question
    frame: pd.DataFrame
    decimals: int
    file: str
    reconstruction: Reconstruction | None = None


@dataclass(frozen=True, slots=True, eq=False)
class CrossTable:
    """One question by the answers to another.

    ``counts`` has groups as rows and answers (or items of a scale: persons) as columns; ``values`` the percent of the
    group's persons, or the means. ``base`` persons of the group answered; ``withheld`` cells are not shown.
    """

    question: Question
    group: Question
    counts: pd.DataFrame
    values: pd.DataFrame
    base: pd.Series
    withheld: pd.DataFrame
    minimum: int


@dataclass(frozen=True, slots=True, eq=False)
class Priority:
    """Relevance against coverage: ``frame`` is indexed by item, with relevance and coverage in their units.

    ``cross`` is where the two lines stand: the mean relevance and the middle of the scale of coverage.
    """

    frame: pd.DataFrame
    relevance: str
    coverage: str
    cross: tuple[float, float]
    scale: tuple[float, float]
    in_percent: bool = True

    def quarter(self, item: str) -> str:
        """Return the key of the quarter of the map that an item lies in; "" where a value is missing."""
        relevance, coverage = (float(self.frame.loc[item, key]) for key in ("relevance", "coverage"))
        if np.isnan(relevance) or np.isnan(coverage):
            return ""
        upper, right = relevance >= self.cross[0], coverage >= self.cross[1]
        return f"{'upper' if upper else 'lower'}_{'right' if right else 'left'}"


@dataclass(frozen=True, slots=True, eq=False)
class WaveTable:
    """One question in several rounds: ``frame`` has answers or items as rows and rounds as columns (percent or means).

    ``base`` is the number of persons per round; ``merged`` says which answers were joined to compare them.
    """

    question: Question
    frame: pd.DataFrame
    base: pd.Series


QuestionTable = ChoiceTable | ScaleTable | PrintedTable


@dataclass(frozen=True, slots=True, eq=False)
class SurveyResult:
    """Everything that follows from a survey; ``n`` is the number of persons, None where nobody printed it."""

    plan: SurveyPlan
    n: int | None
    tables: tuple[QuestionTable, ...]
    crosses: tuple[CrossTable, ...] = ()
    priority: Priority | None = None
    waves: tuple[WaveTable, ...] = ()
    findings: tuple[Finding, ...] = ()

    def table(self, key: str) -> QuestionTable:
        """Return the table of one question; raises ``KeyError`` where there is none."""
        for table in self.tables:
            if table.question.key == key:
                return table
        raise KeyError(key)

    def to_frame(self) -> pd.DataFrame:
        """Return one row per question and answer: n, count, percent, low, high, mean, median, gap."""
        parts = [_long(table) for table in self.tables]
        return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=list(LONG))

    def _repr_html_(self) -> str:
        sign = say("words.not_available_sign")
        return str(self.to_frame().to_html(index=False, na_rep=sign, float_format=lambda value: number(value, 1)))


LONG = ("question", "kind", "answer", "n", "count", "percent", "low", "high", "mean", "median", "gap")


def _long(table: QuestionTable) -> pd.DataFrame:
    frame = table.frame.rename(columns={"item": "answer"})
    if isinstance(table, PrintedTable):
        frame = frame.rename(columns={"value": "mean" if table.question.kind == "scale" else "percent"})
    if isinstance(table, ChoiceTable):
        frame = frame.assign(n=table.n)
    known = frame.assign(question=table.question.key, kind=table.question.kind)
    return known.reindex(columns=list(LONG))
