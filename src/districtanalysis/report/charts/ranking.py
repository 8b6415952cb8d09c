"""Charts of a ranking: what each fit consists of, and how sure each rank is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from districtanalysis.domain.data import SourceRecord
from districtanalysis.domain.display import Column, Table, Value
from districtanalysis.domain.ranking import Ranking
from districtanalysis.language import join, number, say, say_count
from districtanalysis.report.caption import Caption, as_of, source_line, subtitle
from districtanalysis.report.charts.bars import ROWS, figure_beside, figure_inside, name_rows, row_height
from districtanalysis.report.charts.registry import chart
from districtanalysis.report.measure import shorten
from districtanalysis.report.stage import Mark, label_room, numbers_on, quiet_axes, stage
from districtanalysis.report.style import colour, group_colours

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_PLACES = 1e-9


@chart("ranking")
def ranking(result: Ranking, *, ax: Axes | None = None, sources: Sequence[SourceRecord] = ()) -> Axes:
    """Return bars of fit (0-100), each in the points that its criteria contribute, in the order of the ranks.

    Recipes without additive contributions give plain bars. Beyond 30 districts the first 30 are drawn; the table
    beside the chart holds all.
    """
    parts = _parts(result)
    shown = result.frame.head(ROWS)
    parts_shown = parts.loc[shown.index]
    names = [f"{_place(result, key)}  {row['name']}" for key, row in shown.iterrows()]
    labels = {key: result.plan.criterion_label(key) for key in parts.columns}
    fills = dict(zip(parts.columns, group_colours(len(labels)), strict=True))
    legend = [Mark(labels[key], fills[key]) for key in parts.columns] if len(labels) > 1 else []
    caption = _ranking_caption(result, parts, labels, sources)
    drawn = stage(
        ax,
        caption,
        body=row_height(len(shown)) * len(shown) + 0.1,
        left=label_room(names),
        right=0.45,
        below=0.28,
        legend=legend,
    )
    low = min(0.0, float(parts.clip(upper=0).sum(axis=1).min()))
    drawn.set_xlim(low, max(100.0, float(result.frame["fit"].max())))
    name_rows(drawn, [shorten(name, 2.6) for name in names], room=2.6)
    for row, (_, line) in enumerate(parts_shown.iterrows()):
        _stretches(drawn, row, line, fills)
    for row, fit in enumerate(shown["fit"]):
        figure_beside(drawn, number(float(fit), 1), max(float(fit), 0.0), row, bold=True)
    quiet_axes(drawn)
    numbers_on(drawn.xaxis)
    return drawn


def _stretches(ax: Axes, row: int, line: pd.Series, fills: dict[str, str]) -> None:
    """Draw one bar: what adds from 0 to the right, what takes away from 0 to the left."""
    ends = {True: 0.0, False: 0.0}
    for key, value in line.items():
        points = float(value)
        side = points >= 0
        ax.barh(
            row, points, left=ends[side], height=0.62, color=fills[str(key)], edgecolor=colour("paper"), linewidth=0.8
        )
        figure_inside(ax, number(points, 1), row, ends[side], points, fills[str(key)])
        ends[side] += points


def _parts(result: Ranking) -> pd.DataFrame:
    """Return the points of fit per criterion; the fit itself where the recipe does not add up."""
    if result.contributions.empty:
        return result.frame[["fit"]].set_axis([next(iter(result.plan.criteria), "fit")], axis=1).iloc[:, :1]
    home = {key: criterion for key, (criterion, _, _) in result.plan.scored().items()}
    parts = result.contributions.T.groupby([home[key] for key in result.contributions.columns], sort=False).sum().T
    return parts[[key for key in result.plan.criteria if key in parts.columns]]


def _place(result: Ranking, key: object) -> str:
    """Return the rank as printed: ``1`` or ``1-2`` for those that are tied."""
    rank = float(result.frame.loc[key, "rank"])
    tied = int((result.frame["rank"] == rank).sum())
    first = int((result.frame["rank"] < rank).sum()) + 1
    return str(first) if tied == 1 else say("chart.tied_places", first=first, last=first + tied - 1)


def _ranking_caption(
    result: Ranking, parts: pd.DataFrame, labels: dict[str, str], sources: Sequence[SourceRecord]
) -> Caption:
    several = len(labels) > 1
    columns = (
        Column("rank", say("chart.column.rank")),
        Column("district", say("chart.column.district")),
        Column("fit", say("chart.column.fit"), 1),
        *(Column(str(key), say("chart.column.points", label=labels[key]), 1) for key in parts.columns if several),
    )
    rows: list[tuple[Value, ...]] = []
    for key, row in result.frame.iterrows():
        points = [float(value) for value in parts.loc[key]] if several else []
        rows.append((_place(result, key), str(row["name"]), float(row["fit"]), *points))
    notes = [say("chart.ranking.cut", shown=ROWS, count=len(rows))] if len(rows) > ROWS else []
    if len(result.excluded):
        notes.append(say("chart.ranking.excluded", names=join(str(name) for name in result.excluded["name"].head(5))))
    notes += [say("chart.ranking.standing"), source_line(sources)]
    about = say("chart.ranking.about" if several else "chart.ranking.about_plain")
    line = subtitle(about, say_count("words.districts", len(rows)), as_of(sources))
    table = Table("ranking", say("chart.ranking.label"), columns, tuple(rows))
    return Caption("ranking", _ranking_title(result), line, table, tuple(note for note in notes if note))


def _ranking_title(result: Ranking) -> str:
    names, fits = result.frame["name"], result.frame["fit"]
    leaders = [str(names[key]) for key in result.leaders]
    if len(names) == 1:
        return say("chart.ranking.title_single", leader=leaders[0], fit=number(float(fits.iloc[0]), 1))
    if len(leaders) == len(names):
        return say("chart.ranking.title_equal", fit=number(float(fits.iloc[0]), 1))
    if len(leaders) > 1:
        listed = join(leaders) if len(leaders) < 4 else say_count("words.districts", len(leaders))
        return say("chart.ranking.title_tied", leaders=listed, fit=number(float(fits.iloc[0]), 1))
    second = int(np.argmax(result.frame["rank"].to_numpy() > result.frame["rank"].min()))
    margin = number(float(fits.iloc[0] - fits.iloc[second]), 1)
    return say("chart.ranking.title", leader=leaders[0], second=str(names.iloc[second]), margin=margin)
