"""Two values per district against each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from districtanalysis.domain.data import SourceRecord
from districtanalysis.domain.display import Column, Table
from districtanalysis.domain.pictured import Pairs
from districtanalysis.language import number, say, say_count
from districtanalysis.methods.label_places import beside_points
from districtanalysis.report.caption import Caption, as_of, source_line, subtitle
from districtanalysis.report.charts.registry import chart
from districtanalysis.report.measure import POINTS_PER_INCH, height, width
from districtanalysis.report.stage import numbers_on, room_of, stage
from districtanalysis.report.style import SMALL, colour

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_NAMED = 60
_MARGIN = 0.08


@chart("scatter")
def scatter(result: Pairs, *, ax: Axes | None = None, sources: Sequence[SourceRecord] = ()) -> Axes:
    """Return points in four quadrants, in the units of the two values, with names that do not collide.

    Names are written from the outside in; a name without room is left out, and the note says how many. With more
    than 60 districts only the outermost are named.
    """
    there = result.frame.dropna(subset=["x", "y"])
    points = there[["x", "y"]].to_numpy(float)
    body, wide = 4.9, 7.6
    axis_room = 0.62
    order, names = _named_first(there, result.cross)
    # The caption says how many names are missing, so places are found on a sheet of the same size first.
    drawn_at = (wide - axis_room - 0.28 - 0.28, body) if ax is None else room_of(ax)
    limits = _limits(points, result.cross)
    places = _places(points, order, names, limits, drawn_at)
    unnamed = len(there) - int((~np.isnan(places[:, 0])).sum())
    caption = _caption(result, there, unnamed, sources)
    drawn = stage(ax, caption, body=body, wide=wide, left=axis_room, right=0.28, below=0.5)
    drawn.set_xlim(*limits[0])
    drawn.set_ylim(*limits[1])
    drawn.axvline(result.cross[0], color=colour("line"), linewidth=0.9, linestyle=(0, (4, 2)))
    drawn.axhline(result.cross[1], color=colour("line"), linewidth=0.9, linestyle=(0, (4, 2)))
    drawn.plot(points[:, 0], points[:, 1], "o", color=colour("accent"), **_dots(len(points)))
    for (x, y), name in zip(places, names, strict=True):
        if not np.isnan(x):
            drawn.text(x, y, name, fontsize=SMALL, ha="center", va="center_baseline", color=colour("ink"))
    numbers_on(drawn.xaxis)
    numbers_on(drawn.yaxis)
    drawn.set_xlabel(result.x_label, fontsize=SMALL)
    drawn.set_ylabel(result.y_label, fontsize=SMALL)
    drawn.tick_params(length=3)
    return drawn


def _dots(count: int) -> dict[str, Any]:
    """Return how points are drawn: smaller and lighter where there are many."""
    if count <= _NAMED * 2:
        return {"markersize": 6, "markeredgecolor": colour("paper")}
    return {"markersize": 3.5, "alpha": 0.6, "markeredgewidth": 0}


def _limits(points: np.ndarray, cross: tuple[float, float]) -> list[tuple[float, float]]:
    """Return the ends of both axes: all points and the middle of the cross, with a margin; never of no length."""
    found = []
    for side in (0, 1):
        ends = np.append(points[:, side], cross[side])
        low, high = float(ends.min()), float(ends.max())
        margin = _MARGIN * (high - low) or max(abs(high) * _MARGIN, 1.0)
        found.append((low - margin, high + margin))
    return found


def _named_first(there: pd.DataFrame, cross: tuple[float, float]) -> tuple[np.ndarray, list[str]]:
    """Return the districts that get a name, the outermost first."""
    values = there[["x", "y"]].to_numpy(float)
    spread = np.where(values.std(axis=0) > 0, values.std(axis=0), 1.0) if len(values) else 1.0
    far = (((values - np.array(cross)) / spread) ** 2).sum(axis=1)
    order = np.argsort(-far, kind="stable")[: _NAMED if len(there) <= _NAMED else _NAMED // 3]
    return order, [str(name) for name in there["name"].to_numpy()[order]]


def _places(
    points: np.ndarray,
    order: np.ndarray,
    names: list[str],
    limits: list[tuple[float, float]],
    room: tuple[float, float],
) -> np.ndarray:
    """Return where each name stands, in data units; NaN where it has no room."""
    low = np.array([limits[0][0], limits[1][0]])
    scale = np.array(room) / (np.array([limits[0][1], limits[1][1]]) - low)
    inches = (points - low) * scale
    dot = 5 / POINTS_PER_INCH
    sizes = np.array([(width(name, SMALL), height(1, SMALL) * 0.85) for name in names]).reshape(-1, 2)
    taken = np.hstack([inches - dot / 2, inches + dot / 2])
    found = beside_points(inches[order], sizes, taken, (0.0, 0.0, room[0], room[1]), dot * 0.9)
    places: np.ndarray = found / scale + low
    return places


def _caption(result: Pairs, there: pd.DataFrame, unnamed: int, sources: Sequence[SourceRecord]) -> Caption:
    columns = (
        Column("district", say("chart.column.district")),
        Column("x", result.x_label, result.decimals[0]),
        Column("y", result.y_label, result.decimals[1]),
        Column("quadrant", say("chart.scatter.quadrant")),
    )
    right, above = there["x"] > result.cross[0], there["y"] > result.cross[1]
    kinds = np.select([right & above, right, above], ["both", "x_only", "y_only"], "neither")
    rows = tuple(
        (str(row["name"]), float(row["x"]), float(row["y"]), say(f"chart.scatter.{kind}"))
        for (_, row), kind in zip(there.iterrows(), kinds, strict=True)
    )
    both, neither = (int((kinds == kind).sum()) for kind in ("both", "neither"))
    title = say("chart.scatter.title", both=say_count("words.districts", both), neither=number(neither))
    lost = len(result.frame) - len(there)
    notes = [say_count("chart.scatter.unnamed", unnamed)] if unnamed else []
    notes += [say("chart.scatter.missing", districts=say_count("words.districts", lost))] if lost else []
    notes += [source_line(sources)]
    where = {"x": number(result.cross[0], result.decimals[0]), "y": number(result.cross[1], result.decimals[1])}
    cross = say("chart.scatter.cross", label=result.cross_label, **where) if result.cross_label else ""
    line = subtitle(say_count("words.districts", len(there)), cross, as_of(sources))
    table = Table("scatter", say("chart.scatter.label"), columns, rows)
    return Caption("scatter", title, line, table, tuple(note for note in notes if note))
