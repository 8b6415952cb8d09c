"""Answers to one question as bars."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from districtanalysis.domain.data import SourceRecord
from districtanalysis.domain.display import Column, Table, Value
from districtanalysis.domain.survey_results import ChoiceTable, PrintedTable, ScaleTable
from districtanalysis.language import number, percent, say, say_count
from districtanalysis.report.caption import Caption, source_line, subtitle
from districtanalysis.report.charts.bars import ROWS, figure_beside, name_rows, row_height
from districtanalysis.report.charts.registry import chart
from districtanalysis.report.stage import label_room, numbers_on, quiet_axes, stage
from districtanalysis.report.style import colour

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@chart("answers")
def answers(
    result: ChoiceTable | ScaleTable | PrintedTable, *, ax: Axes | None = None, sources: Sequence[SourceRecord] = ()
) -> Axes:
    """Return bars of one question: percent of the persons who answered, or means in points of the scale.

    Where the sample is random, a thin line shows the interval. More than 30 answers are cut; the table holds all.
    """
    scale = result.question.kind == "scale"
    frame = _answers_frame(result)
    shown = frame.head(ROWS)
    names = [str(name) for name in shown["answer"]]
    caption = _answers_caption(result, frame, sources)
    body = row_height(len(names)) * len(names) + 0.1
    drawn = stage(ax, caption, body=body, left=label_room(names), right=0.7, below=0.3)
    most = result.question.high if scale else 100.0
    least = result.question.low if scale else 0.0
    drawn.set_xlim(least, most)
    for row, (_, line) in enumerate(shown.iterrows()):
        value = float(line["value"])
        if np.isnan(value):
            figure_beside(drawn, say("words.not_available"), least, row)
            continue
        drawn.barh(row, value - least, left=least, height=0.64, color=colour("accent"))
        end = value
        if not np.isnan(line["low"]):
            drawn.hlines(row, line["low"], line["high"], color=colour("ink"), linewidth=1.0)
            end = float(line["high"])
        decimals = int(line["decimals"])
        figure_beside(drawn, number(value, decimals) if scale else percent(value, decimals), end, row)
    name_rows(drawn, names)
    quiet_axes(drawn)
    numbers_on(drawn.xaxis, 0, suffix="" if scale else percent(0, 0)[1:])
    return drawn


def _answers_frame(result: ChoiceTable | ScaleTable | PrintedTable) -> pd.DataFrame:
    """Return answer, value, low, high, n and decimals, the largest value first unless the answers have an order."""
    frame = result.frame.rename(columns={"item": "answer", "percent": "value", "mean": "value"})
    if isinstance(result, ChoiceTable):
        frame = frame.assign(n=result.n, decimals=0 if result.forced or result.n < 100 else 1)
    elif isinstance(result, PrintedTable):
        frame = frame.assign(decimals=result.decimals)
    else:
        frame = frame.assign(decimals=1)
    frame = frame.reindex(columns=["answer", "value", "low", "high", "n", "decimals"])
    ordered = isinstance(result, ChoiceTable) and bool(result.question.choices)
    return frame if ordered else frame.sort_values("value", ascending=False, kind="stable", na_position="last")


def _answers_caption(
    result: ChoiceTable | ScaleTable | PrintedTable, frame: pd.DataFrame, sources: Sequence[SourceRecord]
) -> Caption:
    scale = result.question.kind == "scale"
    spans = frame["low"].notna().any()
    unit = say("survey.unit.mean" if scale else "survey.unit.percent")
    decimals = int(frame["decimals"].iloc[0]) if len(frame) else 0
    columns = [Column("answer", say("survey.column.answer"), wide=True), Column("value", unit, decimals)]
    columns += [Column(key, say(f"survey.column.{key}"), 1) for key in ("low", "high") if spans]
    keys = [column.key for column in columns[1:]]
    rows: list[tuple[Value, ...]] = [
        (str(row["answer"]), *(None if pd.isna(row[key]) else float(row[key]) for key in keys))
        for _, row in frame.iterrows()
    ]
    best = frame.dropna(subset="value")
    title = result.question.label
    if len(best):
        first = best.loc[best["value"].idxmax()]
        value = float(first["value"])
        figure = number(value, 1) if scale else percent(value, int(first["decimals"]))
        title = say("chart.answers.title", question=result.question.label, answer=str(first["answer"]), value=figure)
    notes = [say("chart.answers.cut", shown=ROWS, count=len(rows))] if len(rows) > ROWS else []
    notes += [source_line(sources)]
    ends = {"low": number(result.question.low, None), "high": number(result.question.high, None)}
    line = subtitle(
        unit,
        say("survey.scale_ends", **ends) if scale else "",
        say_count("survey.persons", result.n) if isinstance(result, ChoiceTable) else "",
    )
    table = Table("answers", result.question.label, tuple(columns), tuple(rows))
    return Caption("answers", title, line, table, tuple(note for note in notes if note))
