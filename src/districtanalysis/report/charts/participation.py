"""Two values of few things against each other, with names that do not collide: the map of priorities, and actors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from districtanalysis.domain.actors import ActorAnalysis
from districtanalysis.domain.data import SourceRecord
from districtanalysis.domain.display import Column, Table
from districtanalysis.domain.survey_results import Priority
from districtanalysis.language import join, number, say, say_count
from districtanalysis.methods.label_places import beside_points
from districtanalysis.report.caption import Caption, source_line, subtitle
from districtanalysis.report.charts.registry import chart
from districtanalysis.report.measure import POINTS_PER_INCH, height, shorten, widest, width
from districtanalysis.report.stage import numbers_on, room_of, stage
from districtanalysis.report.style import SMALL, colour, on
from districtanalysis.report.survey_tables import priority_table, quarter_label

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_BODY, _WIDE, _AXIS, _RIGHT, _BELOW = 4.9, 7.6, 0.62, 0.28, 0.5
_NAMES = 4  # names at one place; further ones are counted
_DOT = 7.0


@dataclass(frozen=True, slots=True)
class _Dot:
    """Everything that stands at one place: the place, and what is written beside it."""

    x: float
    y: float
    label: str
    count: int


@chart("priority")
def priority(result: Priority, *, ax: Axes | None = None, sources: Sequence[SourceRecord] = ()) -> Axes:
    """Return relevance (percent, or points of a scale) over coverage (points of a scale), with names.

    Upper left is what matters to many and is covered little.
    """
    there = result.frame.dropna()
    dots = _dots(there["coverage"], there["relevance"], [str(name) for name in there.index])
    ends = [result.cross[1], *there["relevance"]]
    top = max([*ends, result.cross[0]], default=1.0)
    limits = ((result.scale[0], result.scale[1]), (0.0, max(top * 1.18, 1.0)))
    corners = [quarter_label(result, key) for key in ("upper_left", "upper_right", "lower_left", "lower_right")]
    cross = (result.cross[1], result.cross[0])
    places, unnamed = _placed(dots, limits, corners, ax)
    caption = _priority_caption(result, there, unnamed, sources)
    drawn = _field(ax, caption, limits, cross, corners)
    _draw(drawn, dots, places)
    drawn.set_xlabel(result.coverage, fontsize=SMALL)
    drawn.set_ylabel(
        say("chart.priority.percent", label=result.relevance) if result.in_percent else result.relevance, fontsize=SMALL
    )
    return drawn


def _priority_caption(result: Priority, there: pd.DataFrame, unnamed: int, sources: Sequence[SourceRecord]) -> Caption:
    urgent = [str(item) for item in there.index if result.quarter(str(item)) == "upper_left"]
    title = say("chart.priority.title", names=join(urgent)) if urgent else say("chart.priority.title_none")
    gone = [str(item) for item in result.frame.index if item not in there.index]
    notes = [say("chart.priority.gone", names=join(gone))] if gone else []
    notes += [say_count("chart.participation.unnamed", unnamed)] if unnamed else []
    lines = {"relevance": number(result.cross[0], 1), "coverage": number(result.cross[1], 1)}
    notes += [say("chart.priority.lines", **lines), source_line(sources)]
    line = subtitle(say_count("chart.priority.items", len(there)))
    return Caption("priority", title, line, priority_table(result), tuple(note for note in notes if note))


@chart("actors")
def actors(result: ActorAnalysis, *, ax: Axes | None = None, sources: Sequence[SourceRecord] = ()) -> Axes:
    """Return actors by cooperation and activity (points of the scales, medians of the raters), with codes or names.

    Actors at one place share a dot, larger with their number.
    """
    there = result.frame.dropna(subset=["activity", "cooperation"])
    dots = _dots(there["cooperation"], there["activity"], [result.label(str(code)) for code in there.index])
    length = result.scale[1] - result.scale[0]
    margin = 0.07 * length
    ends = (result.scale[0] - margin, result.scale[1] + margin)
    # room for the names of those at the right end, so that they do not have to stand between others
    beyond = [widest([dot.label], SMALL) for dot in dots if dot.x > result.scale[1] - margin]
    aside = (max(beyond, default=0.0) + 0.25) / (_WIDE - _AXIS - _RIGHT) * length * 1.2
    keys = ("active_alone", "active_cooperating", "quiet_alone", "quiet_cooperating")
    corners = [say(f"actors.quadrant.{key}") for key in keys]
    limits = ((ends[0], max(ends[1], result.scale[1] + aside)), (ends[0], ends[1] + margin))
    places, unnamed = _placed(dots, limits, corners, ax)
    drawn = _field(
        ax, _actors_caption(result, len(there), unnamed, sources), limits, (result.middle, result.middle), corners
    )
    _draw(drawn, dots, places)
    drawn.set_xlabel(say("actors.axis.cooperation"), fontsize=SMALL)
    drawn.set_ylabel(say("actors.axis.activity"), fontsize=SMALL)
    return drawn


def _actors_caption(result: ActorAnalysis, placed: int, unnamed: int, sources: Sequence[SourceRecord]) -> Caption:
    columns = (
        Column("name", say("actors.column.actor")),
        Column("activity", say("actors.column.activity"), 1),
        Column("cooperation", say("actors.column.cooperation"), 1),
        Column("quadrant", say("actors.column.quadrant")),
    )
    rows = tuple(
        (
            result.label(str(code)),
            *(None if pd.isna(row[axis]) else float(row[axis]) for axis in ("activity", "cooperation")),
            say(f"actors.quadrant.{row['quadrant']}"),
        )
        for code, row in result.frame.iterrows()
    )
    alone = len(result.of("active_alone"))
    title = say_count("chart.actors.title", alone) if alone else say_count("chart.actors.title_none", placed)
    notes = [] if result.shown else [say("actors.pseudonyms_short")]
    notes += [say_count("chart.participation.unnamed", unnamed)] if unnamed else []
    notes += [source_line(sources)]
    ends = {"low": number(result.scale[0], None), "high": number(result.scale[1], None)}
    line = subtitle(say_count("actors.count", placed), say("actors.medians"), say("survey.scale_ends", **ends))
    table = Table("actors", say("chart.actors.label"), columns, rows)
    return Caption("actors", title, line, table, tuple(note for note in notes if note))


def _dots(x: pd.Series, y: pd.Series, names: Sequence[str]) -> list[_Dot]:
    """Return one dot per place, with the names of all that stand there."""
    found: dict[tuple[float, float], list[str]] = {}
    for place, name in zip(zip(x.astype(float), y.astype(float), strict=True), names, strict=True):
        found.setdefault((round(place[0], 6), round(place[1], 6)), []).append(name)
    return [_Dot(*place, _label(sorted(listed)), len(listed)) for place, listed in found.items()]


def _label(names: Sequence[str]) -> str:
    shown = [shorten(name, 1.9, SMALL) for name in names[:_NAMES]]
    more = len(names) - len(shown)
    return "\n".join([*shown, say("chart.participation.more", count=more)] if more else shown)


Limits = tuple[tuple[float, float], tuple[float, float]]


def _placed(
    dots: Sequence[_Dot], limits: Limits, corners: Sequence[str], ax: Axes | None
) -> tuple[NDArray[np.float64], int]:
    """Return where the names stand, in data units (NaN without room), and how many of the things stay unnamed."""
    room = (_WIDE - _AXIS - _RIGHT - 0.28, _BODY) if ax is None else room_of(ax)
    low = np.array([limits[0][0], limits[1][0]])
    scale = np.array(room) / (np.array([limits[0][1], limits[1][1]]) - low)
    inches = (np.array([(dot.x, dot.y) for dot in dots]).reshape(-1, 2) - low) * scale
    sizes = np.array(
        [(widest([dot.label], SMALL), height(dot.label.count("\n") + 1, SMALL) * 0.92) for dot in dots]
    ).reshape(-1, 2)
    radius = np.array([_size(dot.count) / 2 / POINTS_PER_INCH for dot in dots]).reshape(-1, 1)
    high = height(1, SMALL)
    words = np.array([width(text, SMALL) + 0.1 for text in corners])
    boxes = np.array(
        [
            (0, room[1] - high - 0.08, words[0], room[1]),
            (room[0] - words[1], room[1] - high - 0.08, room[0], room[1]),
            (0, 0, words[2], high + 0.08),
            (room[0] - words[3], 0, room[0], high + 0.08),
        ]
    )
    taken = np.vstack([np.hstack([inches - radius, inches + radius]), boxes])
    largest = float(radius.max()) if len(radius) else 0.0
    order = np.argsort([-dot.count for dot in dots], kind="stable")
    found = np.full((len(dots), 2), np.nan)
    found[order] = beside_points(inches[order], sizes[order], taken, (0.0, 0.0, *room), largest + 0.04)
    unnamed = sum(dot.count for dot, place in zip(dots, found, strict=True) if np.isnan(place[0]))
    places: NDArray[np.float64] = found / scale + low
    return places, unnamed


def _field(
    ax: Axes | None, caption: Caption, limits: Limits, cross: tuple[float, float], corners: Sequence[str]
) -> Axes:
    """Return axes with two lines and what the four quarters are called."""
    drawn = stage(ax, caption, body=_BODY, wide=_WIDE, left=_AXIS, right=_RIGHT, below=_BELOW)
    drawn.set_xlim(*limits[0])
    drawn.set_ylim(*limits[1])
    drawn.axvline(cross[0], color=colour("line"), linewidth=0.9, linestyle=(0, (4, 2)))
    drawn.axhline(cross[1], color=colour("line"), linewidth=0.9, linestyle=(0, (4, 2)))
    ends = ((0, 1, "left", "top"), (1, 1, "right", "top"), (0, 0, "left", "bottom"), (1, 0, "right", "bottom"))
    for text, (x, y, across, up) in zip(corners, ends, strict=True):
        drawn.annotate(
            text, (x, y), xycoords="axes fraction", xytext=(4 - 8 * x, 4 - 8 * y), textcoords="offset points",
            ha=across, va=up, fontsize=SMALL, color=colour("muted"), style="italic",
        )  # fmt: skip
    numbers_on(drawn.xaxis)
    numbers_on(drawn.yaxis)
    drawn.tick_params(length=3)
    return drawn


def _draw(ax: Axes, dots: Sequence[_Dot], places: NDArray[np.float64]) -> None:
    for dot, (x, y) in zip(dots, places, strict=True):
        ax.plot(
            [dot.x], [dot.y], "o", color=colour("accent"), markersize=_size(dot.count), markeredgecolor=colour("paper")
        )
        if dot.count > 1:
            ax.text(
                dot.x,
                dot.y,
                number(dot.count),
                fontsize=SMALL - 1,
                ha="center",
                va="center_baseline",
                color=on(colour("accent")),
            )
        if not np.isnan(x):
            # the dashed lines stop before a name
            paper = {"facecolor": colour("paper"), "edgecolor": "none", "pad": 0.6}
            look: dict[str, Any] = {"fontsize": SMALL, "color": colour("ink"), "linespacing": 1.05, "bbox": paper}
            ax.text(x, y, dot.label, ha="center", va="center", **look)


def _size(count: int) -> float:
    """Return the width of a dot in points: its area grows with the number of things that stand there."""
    return _DOT if count == 1 else max(12.0, _DOT * float(np.sqrt(count)))
