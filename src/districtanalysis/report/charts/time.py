"""Values over time, with the breaks that forbid a comparison."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from districtanalysis.domain.data import SourceRecord
from districtanalysis.domain.display import Column, Table
from districtanalysis.domain.pictured import Course
from districtanalysis.errors import MethodError
from districtanalysis.language import date as worded_date
from districtanalysis.language import number, say, signed
from districtanalysis.methods.label_places import spread
from districtanalysis.report.caption import Caption, opened, source_line, subtitle
from districtanalysis.report.charts.registry import chart
from districtanalysis.report.measure import height, shorten, widest
from districtanalysis.report.stage import numbers_on, quiet_axes, room_of, stage
from districtanalysis.report.style import SMALL, TEXT, colour, group_colours, palette

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_NAMED = 12
_DASHES = ("solid", (0, (5, 1.5)), (0, (1.5, 1.2)), (0, (6, 1.5, 1.5, 1.5)))
_YEAR = 365.25


@chart("time_series")
def time_series(result: Course, *, ax: Axes | None = None, sources: Sequence[SourceRecord] = ()) -> Axes:
    """Return lines over time, in the unit of the values, named at their ends.

    A missing value leaves a gap; where the counting changed, the line is cut and the reason stands at the cut. Up to
    12 areas have a colour and a name, more are drawn grey. Raises ``MethodError`` where no value is there.
    """
    if not result.frame.notna().to_numpy().any():
        raise MethodError(say("chart.no_amounts", label=opened(result.label)))
    times = _years(result.frame.index)
    few = result.frame.shape[1] <= _NAMED
    names = [shorten(str(name), 2.0) for name in result.frame.columns] if few else []
    right = widest(names) + 0.25 if names else 0.25
    left = widest([number(float(v), result.decimals) for v in np.nanquantile(result.frame, [0.0, 1.0])]) + 0.25
    drawn = stage(ax, _caption(result, sources), body=3.8, left=left, right=right, below=0.35)
    fills = group_colours(len(names)) if few else [colour("behind")] * result.frame.shape[1]
    for place, name in enumerate(result.frame.columns):
        # colours and dashes come round together: shifted, no two lines look alike
        dash = _DASHES[(place + place // len(palette()["lists"]["groups"])) % len(_DASHES)] if few else "solid"
        for part in _between_breaks(result, times):
            drawn.plot(
                times[part],
                result.frame[name].to_numpy(float)[part],
                color=fills[place],
                linestyle=dash,
                linewidth=1.9 if few else 0.6,
                marker="o",
                markersize=3.2 if few else 0,
                alpha=1.0 if few else 0.5,
            )
    margin = 0.02 * (times[-1] - times[0]) or 0.5
    drawn.set_xlim(times[0] - margin, times[-1] + margin / 3)
    _mark_breaks(drawn, result, times)
    quiet_axes(drawn, along="y")
    numbers_on(drawn.yaxis)
    _year_ticks(drawn, times)
    drawn.set_ylabel(result.unit, fontsize=SMALL)
    if names:
        _name_ends(drawn, result, names, fills)
    return drawn


def _years(dates: pd.Index) -> np.ndarray:
    """Return the dates as years with fraction: lines between unequal intervals have the right slope."""
    stamps = pd.to_datetime([str(date) for date in dates])
    return np.asarray(stamps.year + (stamps.day_of_year - 1) / _YEAR, dtype=float)


def _between_breaks(result: Course, times: np.ndarray) -> list[np.ndarray]:
    cuts = sorted(_years(pd.Index(list(result.breaks))).tolist()) if result.breaks else []
    edges = [-np.inf, *cuts, np.inf]
    return [np.flatnonzero((times >= low) & (times < high)) for low, high in pairwise(edges)]


def _mark_breaks(ax: Axes, result: Course, times: np.ndarray) -> None:
    for date, why in sorted(result.breaks.items()):
        first = float(_years(pd.Index([date]))[0])
        before = times[times < first]
        place = (float(before[-1]) + first) / 2 if len(before) else first
        ax.axvline(place, color=colour("ink"), linewidth=1.0, linestyle=(0, (2, 2)))
        ax.annotate(
            say("chart.time_series.break", why=why),
            (place, 1),
            xycoords=("data", "axes fraction"),
            xytext=(3, -1),
            textcoords="offset points",
            fontsize=SMALL,
            color=colour("ink"),
            va="top",
        )


def _year_ticks(ax: Axes, times: np.ndarray) -> None:
    years = sorted({round(float(value)) for value in times})
    step = max(1, int(np.ceil(len(years) / 12)))
    shown = years[::-step][::-1]
    nearest = [times[np.abs(times - year).argmin()] for year in shown]
    ax.set_xticks(nearest, [str(int(np.floor(value))) for value in nearest])


def _name_ends(ax: Axes, result: Course, names: list[str], fills: list[str]) -> None:
    """Write each name beside the end of its line, moved apart where ends lie close."""
    low, high = ax.get_ylim()
    scale = room_of(ax)[1] / (high - low)
    ends = np.array(
        [float(column.dropna().iloc[-1]) if column.notna().any() else low for _, column in result.frame.items()]
    )
    places = spread((ends - low) * scale, height(1, TEXT), 0.0, (high - low) * scale) / scale + low
    there = result.frame.notna().any()
    for place, name, fill, known in zip(places, names, fills, there, strict=True):
        if not known:  # no line, no name; the note says that values are missing
            continue
        ax.annotate(
            name,
            (1, place),
            xycoords=("axes fraction", "data"),
            xytext=(6, 0),
            textcoords="offset points",
            va="center_baseline",
            fontsize=TEXT,
            color=fill,
            fontweight="bold",
            annotation_clip=False,
        )


def _caption(result: Course, sources: Sequence[SourceRecord]) -> Caption:
    columns = (
        Column("date", say("chart.column.date")),
        *(Column(str(name), str(name), result.decimals) for name in result.frame.columns),
    )
    rows = tuple(
        (_day(date), *(None if pd.isna(value) else float(value) for value in line))
        for date, line in zip(result.frame.index, result.frame.to_numpy(), strict=True)
    )
    notes = [say("chart.time_series.broken", date=_day(date), why=why) for date, why in sorted(result.breaks.items())]
    notes += [say("chart.time_series.gaps")] if result.frame.isna().to_numpy().any() else []
    notes += [source_line(sources)]
    unit = "" if result.label.endswith(result.unit) else result.unit
    line = subtitle(opened(result.label), unit, say("chart.time_series.about", count=result.frame.shape[1]))
    table = Table("time_series", say("chart.time_series.label"), columns, rows)
    return Caption("time_series", _title(result), line, table, tuple(note for note in notes if note))


def _day(value: object) -> str:
    try:
        return worded_date(dt.date.fromisoformat(str(value)))
    except ValueError:
        return str(value)


def _title_of_many(result: Course) -> str:
    """Return how many areas rose and fell since the last break."""
    last_break = max(result.breaks, default="")
    frame = result.frame.loc[[str(date) >= last_break for date in result.frame.index]]
    step = (frame.iloc[-1] - frame.iloc[0]).dropna()
    if len(frame) < 2 or step.empty:
        return say("chart.time_series.title_all", label=opened(result.label), count=result.frame.shape[1])
    words = {"up": int((step > 0).sum()), "down": int((step < 0).sum()), "count": result.frame.shape[1]}
    span = {"start": str(frame.index[0])[:4], "end": str(frame.index[-1])[:4]}
    return say("chart.time_series.title_many", label=opened(result.label), **words, **span)


def _title(result: Course) -> str:
    """Return how the first area moved since the last break; nothing is said across a break."""
    if result.frame.shape[1] > _NAMED:
        return _title_of_many(result)
    last_break = max(result.breaks, default="")
    column = result.frame.loc[[str(date) >= last_break for date in result.frame.index]].iloc[:, 0].dropna()
    if len(column) < 2:
        return opened(result.label)
    step = float(column.iloc[-1] - column.iloc[0])
    values = {"name": str(result.frame.columns[0]), "start": str(column.index[0])[:4], "end": str(column.index[-1])[:4]}
    return say(
        "chart.time_series.title",
        label=opened(result.label),
        step=f"{signed(step, result.decimals)} {result.step_unit}".strip(),
        **values,
    )
