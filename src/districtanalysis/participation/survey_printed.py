"""Printed results of a survey, and which counts can stand behind them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from districtanalysis.domain.survey import Question
from districtanalysis.domain.survey_results import PrintedTable, Reconstruction
from districtanalysis.methods.printed_shares import forced_counts, rounded_counts, totals_that_fit

# Further below the number of persons, so many blanks would have been mentioned.
_AT_LEAST = 0.5
_SHOWN = 12
_MOST = 2000


def printed_table(
    question: Question, rows: Sequence[tuple[str, float, int]], file: str, respondents: int | None
) -> PrintedTable:
    """Return printed results as a table; ``rows`` are answer, value and printed decimals.

    Whole percentages of a single choice are compared with the number of persons: which counts fit them.
    """
    frame = pd.DataFrame([row[:2] for row in rows], columns=["answer", "value"])
    decimals = max((row[2] for row in rows), default=0)
    if question.kind == "scale":
        frame["gap"] = question.high - frame["value"]
    values = frame["value"].to_numpy(np.float64)
    whole = question.kind == "single" and decimals == 0 and len(values) > 0 and not np.isnan(values).any()
    found = reconstruct([round(value) for value in values], respondents) if whole and respondents else None
    return PrintedTable(question, frame, decimals, file, found)


def reconstruct(percentages: Sequence[int], respondents: int) -> Reconstruction | None:
    """Return which counts fit whole ``percentages`` of ``respondents`` persons; None for more than 2 000 of them.

    Numbers of answers from half of the persons on are listed, with one set of counts each: the others left the question
    blank. Source: the definition of rounding; largest remainder as in ``methods.printed_shares``.

    >>> found = reconstruct([73, 12, 11, 4], 78)
    >>> [total for total, _ in found.fitting], found.fitting[-1], found.forced
    ([56, 73, 74, 75], (75, (55, 9, 8, 3)), ((57, 9, 9, 3),))
    """
    if respondents > _MOST:
        return None
    least = _AT_LEAST * respondents
    fitting = []
    for total in reversed([total for total in totals_that_fit(percentages, respondents) if total >= least]):
        counts = rounded_counts(percentages, total)
        fitting.append((total, counts[0] if counts else ()))
        if len(fitting) == _SHOWN:
            break
    return Reconstruction(respondents, tuple(reversed(fitting)), tuple(forced_counts(percentages, respondents)))
