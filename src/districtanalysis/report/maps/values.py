"""Maps of values: one map in classes, several that share their classes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from districtanalysis.domain.areas import Areas
from districtanalysis.domain.data import SourceRecord
from districtanalysis.domain.display import Column, Table
from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.pictured import Panels
from districtanalysis.language import number, say, say_count
from districtanalysis.methods.map_classes import MapClasses, in_classes
from districtanalysis.methods.parts import digits_needed
from districtanalysis.report.caption import Caption, as_of, source_line, subtitle
from districtanalysis.report.charts.registry import chart
from districtanalysis.report.maps.fills import absent_marks, class_labels, class_marks, value_fills, without_value
from districtanalysis.report.maps.ground import (
    ENTRY,
    LEGEND,
    bounds,
    draw_areas,
    draw_map,
    ground,
    listed,
    on_map,
    side_legend,
)
from districtanalysis.report.measure import height, wrap
from districtanalysis.report.stage import WIDTH, room_of, stage
from districtanalysis.report.style import TEXT, colour

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_HEADED = 60  # a longer list of what is shown stands in the title and above each map
_TITLE_LINES = 3
_COLUMNS = 3
_BARE = "missing"


@chart("map")
def value_map(
    result: IndicatorTable,
    *,
    indicator: str = "",
    areas: Any = None,
    classes: str = "quantiles",
    k: int = 5,
    limits: Sequence[float] = (),
    ax: Axes | None = None,
    sources: Sequence[SourceRecord] = (),
) -> Axes:
    """Return a map of one indicator, in its unit, in ``k`` classes or between ``limits`` of one's own.

    ``areas`` are true boundaries or tiles; without them every district gets a tile. What has no value is hatched, and
    the legend counts the districts of every class.
    """
    key = indicator or str(result.frame.columns[0])
    names = {str(name): str(text) for name, text in result.names.items()}
    ground_areas, notes = on_map(areas, list(names))
    values = result.frame[key].set_axis([str(name) for name in result.frame.index])
    status = result.status[key].set_axis(values.index).reindex(ground_areas.ids).fillna("not_available")
    found = in_classes(values.reindex(ground_areas.ids).to_numpy(float), classes, k, limits)
    decimals = digits_needed(values.to_numpy(float), result.indicators[key].decimals if key in result.indicators else 1)
    kinds = [without_value(str(entry)) for entry in status]
    fills, gone = value_fills(found, kinds)
    labels = class_labels(found, decimals)
    legend = [*class_marks(found, labels), *gone]
    method = say(f"map.method.{'own' if len(limits) else classes}")
    notes = [*_merged(found), *notes, *_origin(result, key), source_line(sources)]
    about = subtitle(method, say_count("words.districts", int((found.codes >= 0).sum())), as_of(sources))
    rows = _rows(ground_areas, names, values, found, labels, kinds)
    columns = (
        Column("district", say("chart.column.district")),
        Column("value", result.label(key), decimals),
        Column("class", say("chart.column.class")),
    )
    table = Table("map", say("chart.map.label"), columns, rows)
    caption = Caption("map", _title(result.label(key), values, names, decimals), about, table, listed(notes))
    figures = {str(name): number(float(value), decimals) for name, value in values.dropna().items()}
    small = len(ground_areas) <= 60
    return draw_map(
        ax,
        caption,
        ground_areas,
        fills,
        legend=legend,
        heading=result.label(key),
        names=names,
        values=figures if small else None,
    )


def _title(label: str, values: pd.Series, names: dict[str, str], decimals: int) -> str:
    there = values.dropna()
    high, low = float(there.max()), float(there.min())
    if len(there) == 1:
        return say("map.title_single", label=label, value=number(high, decimals))
    if high == low:
        return say("map.title_equal", label=label, value=number(high, decimals))
    ends = {}
    for key, end in (("low", low), ("high", high)):
        first, *others = [names[str(name)] for name in there.index[there == end]]
        ends[f"{key}_name"] = say("map.and_others", name=first) if others else first
        ends[key] = number(end, decimals)
    return say("map.title", label=label, **ends)


def _merged(found: MapClasses) -> list[str]:
    return [say("map.merged", found=len(found), asked=found.asked)] if len(found) < found.asked else []


def _origin(result: IndicatorTable, key: str) -> list[str]:
    entry = result.indicators.get(key)
    return [say("chart.composition")] if entry is not None and entry.describes_origin else []


def _rows(
    areas: Areas,
    names: dict[str, str],
    values: pd.Series,
    found: MapClasses,
    labels: Sequence[str],
    kinds: Sequence[str],
) -> tuple[tuple[str | float | None, ...], ...]:
    """Return every district of the table, those without a shape too, in the order of their values."""
    place = {name: i for i, name in enumerate(areas.ids)}
    rows = []
    for name in values.sort_values(ascending=False, kind="stable", na_position="last").index:
        value = values[name]
        i = place.get(name)
        code = found.codes[i] if i is not None else -1
        said = labels[code] if code >= 0 else say(f"map.{kinds[i] if i is not None else _BARE}")
        rows.append((names.get(name, name), None if pd.isna(value) else float(value), said))
    return tuple(rows)


@chart("small_multiples")
def small_multiples(
    result: Panels,
    *,
    areas: Any = None,
    classes: str = "natural_breaks",
    k: int = 5,
    limits: Sequence[float] = (),
    ax: Axes | None = None,
    sources: Sequence[SourceRecord] = (),
) -> Axes:
    """Return one small map per column, all in the classes of all values together, in the unit of the values."""
    names = [str(name) for name in result.frame.index]
    ground_areas, notes = on_map(areas, names)
    frame = result.frame.set_axis(names).reindex(ground_areas.ids)
    found = in_classes(frame.to_numpy(float).ravel(), classes, k, limits)
    codes = found.codes.reshape(frame.shape)
    labels = class_labels(found, result.decimals)
    legend = [*class_marks(found, labels), *absent_marks([_BARE] * int((codes < 0).sum()))]
    wrapped = [wrap(mark.label, ENTRY) for mark in legend]
    panels = [str(name) for name in frame.columns]
    across = min(_COLUMNS, len(panels)) if len(panels) != 4 else 2
    down = -(-len(panels) // across)
    titles = [wrap(panel, 0.92 * (WIDTH - LEGEND - 0.28) / across, TEXT, bold=True)[:_TITLE_LINES] for panel in panels]
    head = height(max(map(len, titles)), TEXT) + 0.06
    caption = _panels_caption(result, frame, classes if not len(limits) else "own", notes, sources)
    drawn = stage(
        ax, caption, body=_panels_height(ground_areas, across, down, sum(map(len, wrapped)), head), right=LEGEND
    )
    drawn.set_axis_off()
    for i, title in enumerate(titles):
        column, row = i % across, i // across
        room = room_of(drawn)
        high = room[1] / down - head
        inner = drawn.inset_axes(
            (column / across, 1 - row / down - (head + high * 0.97) / room[1], 0.96 / across, high * 0.97 / room[1])
        )
        inner.set_title("\n".join(title), fontsize=TEXT, fontweight="bold", loc="left", pad=3, color=colour("ink"))
        ground(inner, ground_areas, (0.96 * room[0] / across, 0.97 * high))
        part = MapClasses(found.limits, codes[:, i], found.counts, found.asked)
        draw_areas(inner, ground_areas, value_fills(part, [_BARE] * len(ground_areas))[0])
    side_legend(drawn, legend, wrapped, result.label if len(result.label) <= _HEADED else "")
    return drawn


def _panels_height(areas: Areas, across: int, down: int, lines: int, head: float) -> float:
    west, south, east, north = bounds(areas)
    each = (WIDTH - LEGEND - 0.28) / across * (north - south) / (east - west) + head + 0.04
    return float(np.clip(down * each, 0.5 + lines * (height(1) + 0.07), 7.5))


def _panels_caption(
    result: Panels, frame: pd.DataFrame, method: str, notes: Sequence[str], sources: Sequence[SourceRecord]
) -> Caption:
    high, low = frame.max().idxmax(), frame.min().idxmin()
    figures = {
        "high": number(float(frame[high].max()), result.decimals),
        "low": number(float(frame[low].min()), result.decimals),
    }
    title = say("map.multiples_range", label=result.label, high_panel=high, low_panel=low, **figures)
    columns = (
        Column("district", say("chart.column.district")),
        *(Column(str(name), str(name), result.decimals) for name in frame.columns),
    )
    rows = tuple(
        (str(name), *(None if pd.isna(value) else float(value) for value in line))
        for name, line in zip(frame.index, frame.to_numpy(), strict=True)
    )
    about = subtitle(
        say("map.multiples_classes", method=say(f"map.method.{method}")),
        say_count("words.districts", len(frame)),
        as_of(sources),
    )
    table = Table("small_multiples", say("chart.small_multiples.label"), columns, rows)
    return Caption("small_multiples", title, about, table, listed([*notes, source_line(sources)]))
