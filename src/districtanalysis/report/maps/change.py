"""A map of change: decrease and increase in two colours, around no change in grey."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from districtanalysis.domain.data import SourceRecord
from districtanalysis.domain.display import Column, Table, Value
from districtanalysis.domain.pictured import Differences
from districtanalysis.language import number, say, say_count, signed
from districtanalysis.methods.change import change_class, diverging_limits
from districtanalysis.report.caption import Caption, opened, source_line, subtitle
from districtanalysis.report.charts.registry import chart
from districtanalysis.report.maps.fills import Fill, absent, absent_marks
from districtanalysis.report.maps.ground import draw_map, listed, on_map
from districtanalysis.report.stage import Mark
from districtanalysis.report.style import colour, palette

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_NAMED = 60


@chart("change_map")
def change_map(
    result: Differences, *, areas: Any = None, ax: Axes | None = None, sources: Sequence[SourceRecord] = ()
) -> Axes:
    """Return a map of change in the unit of the change, in up to seven classes that lie evenly around zero.

    The legend counts the districts of every class; what has no value is hatched.
    """
    names = {str(key): str(name) for key, name in result.frame["name"].items()}
    ground_areas, notes = on_map(areas, list(names))
    values = result.frame["value"].set_axis([str(key) for key in result.frame.index])
    shown = values.reindex(ground_areas.ids).to_numpy(float)
    limits = diverging_limits(values.to_numpy(float))
    edges = [-limit for limit in limits[::-1]] + list(limits)
    labels = _labels(edges, result.decimals)
    shades = palette()["lists"]["diverging"]
    codes = change_class(shown, edges)
    fills = [Fill(shades[code]) if code >= 0 else absent("missing") for code in codes]
    legend = [
        Mark(
            say("map.counted", label=labels[code], count=number(int((codes == code).sum()))),
            shades[code],
            edge=colour("line"),
        )
        for code in range(len(shades) - 1, -1, -1)
        if (codes == code).any()
    ]
    legend += absent_marks(["missing"] * int((codes < 0).sum()))
    rows = _rows(names, values, edges, labels)
    columns = (
        Column("district", say("chart.column.district")),
        Column("value", say("chart.column.change", unit=result.unit), result.decimals),
        Column("class", say("chart.column.class")),
    )
    table = Table("change_map", say("chart.change_map.label"), columns, rows)
    about = subtitle(result.period, result.unit, say_count("words.districts", int(values.notna().sum())))
    caption = Caption("change_map", _title(result, values, names), about, table, listed([*notes, source_line(sources)]))
    figures = {key: signed(float(value), result.decimals) for key, value in values.dropna().items()}
    few = len(ground_areas) <= _NAMED
    return draw_map(
        ax,
        caption,
        ground_areas,
        fills,
        legend=legend,
        heading=result.unit,
        names=names,
        values={str(key): text for key, text in figures.items()} if few else None,
    )


def _rows(
    names: dict[str, str], values: pd.Series, edges: Sequence[float], labels: Sequence[str]
) -> tuple[tuple[Value, ...], ...]:
    """Return every district with its change and class, the largest increase first, those without a value last."""
    ordered = values.sort_values(ascending=False, kind="stable", na_position="last")
    codes = change_class(ordered.to_numpy(float), edges)
    return tuple(
        (names[str(key)], None if code < 0 else float(value), labels[code] if code >= 0 else say("map.missing"))
        for (key, value), code in zip(ordered.items(), codes.tolist(), strict=True)
    )


def _labels(edges: Sequence[float], decimals: int) -> list[str]:
    """Return the classes in words, from the strongest decrease to the strongest increase."""
    digits = next(
        (d for d in range(decimals, decimals + 4) if len({round(e, d) for e in edges}) == len(edges)), decimals
    )
    words = [signed(edge, digits) for edge in edges]
    between = [say("map.class_closed", low=low, high=high) for low, high in itertools.pairwise(words)]
    return [say("chart.change_map.below", limit=words[0]), *between, say("chart.change_map.above", limit=words[-1])]


def _title(result: Differences, values: pd.Series, names: dict[str, str]) -> str:
    there = values.dropna()
    label = opened(result.label)
    if there.empty:
        return label
    ends: dict[str, str] = {}
    for word, key in (("low", there.idxmin()), ("high", there.idxmax())):
        ends |= {f"{word}_name": names[str(key)], word: signed(float(there[key]), result.decimals)}
    return say("chart.change_map.title", label=label, **ends)
