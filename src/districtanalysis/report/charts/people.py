"""Charts of the people of a district: pyramid, age structure, countries of origin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from districtanalysis.domain.data import SourceRecord
from districtanalysis.domain.display import Column, Table, Value
from districtanalysis.domain.pictured import Ages, Amounts
from districtanalysis.errors import MethodError
from districtanalysis.language import number, percent, say, say_count
from districtanalysis.methods.parts import in_bands, top_with_rest
from districtanalysis.report.caption import Caption, as_of, source_line, subtitle
from districtanalysis.report.charts.bars import figure_beside, name_rows, row_height
from districtanalysis.report.charts.registry import chart
from districtanalysis.report.measure import shorten
from districtanalysis.report.stage import Mark, label_room, numbers_on, quiet_axes, stage
from districtanalysis.report.style import SMALL, colour, hatch

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_UNLISTED = -1  # how many entries the remainder has is not known
_OPEN_BAND = 5
# Told apart by lightness and by place: the part stands inside the whole.
_ALL, _FOREIGN = "#5b8fb9", "#0d3d66"
_SEXES = (("female", 1), ("male", -1))


@chart("pyramid")
def pyramid(result: Ages, *, ax: Axes | None = None, sources: Sequence[SourceRecord] = ()) -> Axes:
    """Return a population pyramid: men left, women right, in percent of all residents per year of age.

    Bands of several years are drawn as high as they are wide, so that areas can be compared; foreign nationals are
    the dark inner part, the other area is an outline.
    """
    frame = result.frame
    starts, heights = _bands(frame)
    total = float(frame[["female", "male"]].to_numpy().sum())
    foreign = "female_foreign" in frame.columns
    drawn = stage(
        ax, _pyramid_caption(result, sources), body=4.2, left=0.45, right=0.3, below=0.5, legend=_pyramid_legend(result)
    )
    widest = 0.0
    for sex, side in _SEXES:
        length = 100 * frame[sex].to_numpy(float) / total / heights
        widest = max(widest, float(length.max()))
        drawn.barh(starts, side * length, heights, align="edge", color=_ALL, edgecolor=colour("paper"), linewidth=0.3)
        if foreign:
            inner = 100 * frame[f"{sex}_foreign"].to_numpy(float) / total / heights
            drawn.barh(
                starts, side * inner, heights, align="edge", color=_FOREIGN, edgecolor=colour("paper"), linewidth=0.3
            )
    widest = max(widest, _outline(drawn, result.compared))
    drawn.set_xlim(-widest * 1.05, widest * 1.05)
    drawn.set_ylim(0, float(starts[-1] + heights[-1]))
    drawn.axvline(0, color=colour("paper"), linewidth=1.2)
    quiet_axes(drawn)
    drawn.set_yticks([age for age in range(0, 101, 10) if age <= starts[-1]])
    numbers_on(drawn.xaxis, None, absolute=True)
    drawn.set_xlabel(say("chart.pyramid.axis"), fontsize=SMALL)
    drawn.set_ylabel(say("chart.pyramid.age"), fontsize=SMALL)
    for name, at, align in (("male", 0.02, "left"), ("female", 0.98, "right")):
        drawn.text(
            at,
            0.98,
            say(f"chart.pyramid.{name}"),
            transform=drawn.transAxes,
            ha=align,
            va="top",
            color=colour("muted"),
        )
    return drawn


def _bands(frame: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Return the first age and the width in years of each band; the open one is drawn five years wide."""
    starts = frame.index.to_numpy(float)
    ends = frame["age_to"].to_numpy(float)
    single = bool((ends[:-1] == starts[:-1]).all())
    return starts, np.where(ends < 0, 1 if single else _OPEN_BAND, ends - starts + 1)


def _outline(ax: Axes, compared: pd.DataFrame | None) -> float:
    if compared is None:
        return 0.0
    starts, heights = _bands(compared)
    total = float(compared[["female", "male"]].to_numpy().sum())
    widest = 0.0
    for sex, side in _SEXES:
        length = 100 * compared[sex].to_numpy(float) / total / heights
        edges = np.concatenate([starts, [starts[-1] + heights[-1]]])
        ax.stairs(side * length, edges, orientation="horizontal", color=colour("ink"), linewidth=1.1, baseline=None)
        widest = max(widest, float(length.max()))
    return widest


def _pyramid_legend(result: Ages) -> list[Mark]:
    legend = []
    if "female_foreign" in result.frame.columns:
        legend.append(Mark(say("chart.pyramid.foreign"), _FOREIGN))
    if result.compared is not None:
        legend.append(Mark(say("chart.pyramid.compared", name=result.compared_name), colour("ink"), dashes="solid"))
    return legend


def _pyramid_caption(result: Ages, sources: Sequence[SourceRecord]) -> Caption:
    frame = result.frame
    both = frame["female"] + frame["male"]
    total = float(both.sum())
    young, _, old = (100 * float(value) / total for value in in_bands(both, (0, 18, 65)))
    columns = [
        Column("age", say("chart.column.age")),
        *(Column(sex, say(f"chart.pyramid.{sex}"), 0) for sex, _ in _SEXES),
    ]
    parts = [sex for sex, _ in _SEXES]
    if "female_foreign" in frame.columns:
        parts += [f"{sex}_foreign" for sex, _ in _SEXES]
        columns += [Column(part, say(f"chart.pyramid.{part}"), 0) for part in parts[2:]]
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (_age(int(str(start)), int(row["age_to"])), *(float(row[part]) for part in parts))
        for start, row in frame.iterrows()
    )
    title = say("chart.pyramid.title", name=result.name, young=percent(young), old=percent(old))
    line = subtitle(say("chart.pyramid.about"), say("chart.persons", count=number(total)), _stand(result.date, sources))
    notes = tuple(note for note in (source_line(sources),) if note)
    return Caption("pyramid", title, line, Table("pyramid", say("chart.pyramid.label"), tuple(columns), rows), notes)


def _age(first: int, last: int) -> str:
    if last < 0:
        return say("chart.age_open", first=first)
    return str(first) if first == last else f"{first}–{last}"


@chart("origins")
def origins(result: Amounts, *, ax: Axes | None = None, sources: Sequence[SourceRecord] = (), top: int = 10) -> Axes:
    """Return bars of the ``top`` largest groups (persons, with their percent of all) and, apart, what remains.

    Where groups overlap, shares are those of the printed total and nothing remains. Raises ``MethodError`` where no
    value is there.
    """
    largest, rest, others = top_with_rest(result.values, top)
    if largest.empty:
        raise MethodError(say("chart.no_amounts", label=result.label))
    rest, others = rest + result.rest, _UNLISTED if result.rest > 0 else others
    total = float(largest.sum()) + rest
    if overlaps := not pd.isna(result.whole):  # what remains cannot be told from what was counted twice
        total, rest, others = result.whole, 0.0, 0
    names = [str(name) for name in largest.index]
    labels = [*names, _remainder(others)] if others else names
    amounts = [*(float(value) for value in largest), *([rest] if others else [])]
    caption = _origins_caption(result, largest, rest, others, total, sources)
    if overlaps:
        caption = replace(caption, notes=(say("chart.origins.overlap"), *caption.notes))
    body = row_height(len(labels)) * len(labels) + 0.1
    drawn = stage(ax, caption, body=body, left=label_room(labels), right=1.15, below=0.1)
    drawn.set_xlim(0, max(*amounts, 1.0))
    for row, amount in enumerate(amounts):
        remains = row == len(names)
        drawn.barh(
            row,
            amount,
            height=0.66,
            color=colour("grid") if remains else colour("accent"),
            hatch=hatch("rest") if remains else None,
            edgecolor=colour("line") if remains else colour("paper"),
            linewidth=0.6,
        )
        share = percent(100 * amount / total, 1) if total > 0 else ""
        figure_beside(drawn, say("chart.origins.figure", persons=number(amount), share=share), amount, row)
    name_rows(drawn, [shorten(label, 2.5) for label in labels])
    quiet_axes(drawn)
    drawn.set_xticks([])
    drawn.grid(visible=False)
    drawn.axvline(0, color=colour("line"), linewidth=0.8)
    return drawn


def _origins_caption(
    result: Amounts, largest: pd.Series, rest: float, others: int, total: float, sources: Sequence[SourceRecord]
) -> Caption:
    columns = (
        Column("origin", result.label),
        Column("persons", say("chart.column.persons"), 0),
        Column("share", say("chart.column.share"), 1),
    )
    whole = total if total > 0 else float("nan")
    rows: list[tuple[Value, ...]] = [
        (str(name), float(value), 100 * float(value) / whole) for name, value in largest.items()
    ]
    if others:
        rows.append((_remainder(others), rest, 100 * rest / whole))
    share = percent(100 * float(largest.sum()) / whole, 0)
    key = "title" if others else "title_all"
    title = say(f"chart.origins.{key}", name=result.name, count=len(largest), share=share, first=str(largest.index[0]))
    line = subtitle(result.label, say("chart.persons", count=number(total)), _stand(result.date, sources))
    notes = tuple(note for note in (say("chart.composition"), source_line(sources)) if note)
    return Caption("origins", title, line, Table("origins", say("chart.origins.label"), columns, tuple(rows)), notes)


def _remainder(others: int) -> str:
    return say("chart.origins.others") if others == _UNLISTED else say_count("chart.origins.rest", others)


def _stand(date: str, sources: Sequence[SourceRecord]) -> str:
    return as_of([SourceRecord("", "", date=date)]) if date else as_of(sources)
