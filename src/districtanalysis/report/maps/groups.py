"""Maps of groups: types of districts, how they changed, and status with its dynamics."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from districtanalysis.domain.data import SourceRecord
from districtanalysis.domain.display import Column, Table
from districtanalysis.domain.pictured import DYNAMICS, STATUS, StatusDynamics
from districtanalysis.domain.typology import TypeChange, Typology
from districtanalysis.language import number, percent, say, say_count
from districtanalysis.report.caption import Caption, as_of, source_line, subtitle, worded_date
from districtanalysis.report.charts.registry import chart
from districtanalysis.report.maps.fills import Fill, absent, absent_marks
from districtanalysis.report.maps.ground import draw_map, listed, on_map
from districtanalysis.report.maps.names import LED_OUT
from districtanalysis.report.stage import Mark
from districtanalysis.report.style import colour, group_colours, group_hatches, steps

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_DYNAMICS_HATCH = {"positive": "...", "stable": "", "negative": "\\\\\\\\"}  # the other way than what has no value
_NUMBERED = 200


@chart("type_map")
def type_map(
    result: Typology, *, areas: Any = None, ax: Axes | None = None, sources: Sequence[SourceRecord] = ()
) -> Axes:
    """Return a map of the types; up to 200 districts carry the number of their type, more a pattern.

    Districts that were not typed are hatched; the legend counts the districts of each type.
    """
    names = {str(key): str(name) for key, name in result.frame["name"].items()}
    ground_areas, notes = on_map(areas, list(names))
    types = result.frame["type"].set_axis([str(key) for key in result.frame.index]).reindex(ground_areas.ids)
    numbers = sorted(int(str(entry["number"])) for entry in result.model.types)
    patterns = group_hatches(len(numbers)) if len(ground_areas) > _NUMBERED else [""] * len(numbers)
    fill_of = {n: Fill(c, h) for n, c, h in zip(numbers, group_colours(len(numbers)), patterns, strict=True)}
    lacking = _lacking(types, names)
    fills = [absent(lacking[str(key)]) if pd.isna(value) else fill_of[int(value)] for key, value in types.items()]
    counts = types.dropna().astype("int64").value_counts()
    legend = [_type_mark(result, n, fill_of[n], int(counts.get(n, 0))) for n in numbers]
    legend += absent_marks(list(lacking.values()))
    caption = _types_caption(result, counts, [*notes, source_line(sources)], sources)
    shown = {key: number(int(value)) for key, value in types.dropna().items()}
    blank = dict.fromkeys((str(key) for key in types.index[types.isna()]), "")
    if len(ground_areas) <= LED_OUT:
        return draw_map(ax, caption, ground_areas, fills, legend=legend, names=names, values=shown | blank)
    return draw_map(ax, caption, replace(ground_areas, short={}), fills, legend=legend, names=shown | blank)


def _lacking(types: pd.Series, names: Mapping[str, str]) -> dict[str, str]:
    """Return why each shape without a type has none: its district was not typed, or is not in the table."""
    return {str(key): "not_typed" if key in names else "missing" for key in types.index[types.isna()]}


def _type_mark(result: Typology, number_: int, fill: Fill, count: int) -> Mark:
    label = say("chart.type_name", number=number_, name=result.name(number_))
    return Mark(say("map.counted", label=label, count=number(count)), fill.colour, fill.hatch)


def _types_caption(
    result: Typology, counts: pd.Series, notes: Sequence[str], sources: Sequence[SourceRecord]
) -> Caption:
    columns = (
        Column("district", say("chart.column.district")),
        Column("type", say("chart.column.type"), 0),
        Column("name", say("chart.column.name")),
    )
    rows = tuple(
        (
            str(row["name"]),
            None if pd.isna(row["type"]) else int(row["type"]),
            say("map.not_typed") if pd.isna(row["type"]) else result.name(int(row["type"])),
        )
        for _, row in result.frame.iterrows()
    )
    most = int(counts.idxmax()) if len(counts) else 0
    share = percent(100 * int(counts.max()) / max(int(counts.sum()), 1), 0) if len(counts) else percent(0, 0)
    title = say("map.types_title", count=len(result.model.types), number=most, share=share)
    about = subtitle(say("map.types_about"), say_count("words.districts", len(rows)), as_of(sources))
    table = Table("type_map", say("chart.type_map.label"), columns, rows)
    return Caption("type_map", title, about, table, listed([say("chart.type_profiles.note_map"), *notes]))


@chart("type_change")
def type_change(
    result: TypeChange, *, areas: Any = None, ax: Axes | None = None, sources: Sequence[SourceRecord] = ()
) -> Axes:
    """Return a map of the types that changed between two dates: the new type in its colour, the others left white.

    Up to 200 districts carry the number of their type, or both numbers where it changed ("1 → 2"); more get the
    pattern of the new type. Districts without a type at one of the dates are hatched as not typed.
    """
    names = {str(key): str(name) for key, name in result.frame["name"].items()}
    ground_areas, notes = on_map(areas, list(names))
    changed, after, before = (
        part.set_axis([str(key) for key in result.frame.index]).reindex(ground_areas.ids)
        for part in (result.changed, result.frame["after"], result.frame["before"])
    )
    numbers = sorted(result.names)
    patterns = group_hatches(len(numbers)) if len(ground_areas) > _NUMBERED else [""] * len(numbers)
    fill_of = {n: Fill(c, h) for n, c, h in zip(numbers, group_colours(len(numbers)), patterns, strict=True)}
    kept = Fill(colour("paper"))
    lacking = _lacking(changed, names)
    fills = [
        absent(lacking[str(key)]) if pd.isna(moved) else fill_of[int(after[key])] if moved else kept
        for key, moved in changed.items()
    ]
    shown = {key: "" if pd.isna(moved) else _step(int(before[key]), int(after[key])) for key, moved in changed.items()}
    legend = [*_change_legend(result, changed, after, fill_of), *absent_marks(list(lacking.values()))]
    caption = _change_caption(result, [*notes, source_line(sources)])
    if len(ground_areas) <= LED_OUT:
        return draw_map(ax, caption, ground_areas, fills, legend=legend, names=names, values=shown)
    return draw_map(ax, caption, replace(ground_areas, short={}), fills, legend=legend, names=shown)


def _step(before: int, after: int) -> str:
    if before == after:
        return number(after)
    return say("map.change_step", before=number(before), after=number(after))


def _change_legend(result: TypeChange, changed: pd.Series, after: pd.Series, fill_of: dict[int, Fill]) -> list[Mark]:
    """Return who kept the type, then each type that gained districts, each with its count."""
    moved = changed.fillna(value=False).astype(bool)
    kept = int((~moved & changed.notna()).sum())
    marks = [Mark(say("map.change_kept", count=number(kept)), colour("paper"), edge=colour("line"))]
    for number_, count in after[moved].astype("int64").value_counts().sort_index().items():
        label = say("chart.type_name", number=number_, name=result.names[int(str(number_))])
        fill = fill_of[int(str(number_))]
        marks.append(Mark(say("map.change_new", name=label, count=number(int(count))), fill.colour, fill.hatch))
    return marks


def _change_caption(result: TypeChange, notes: Sequence[str]) -> Caption:
    changed = result.changed
    columns = (
        Column("district", say("chart.column.district")),
        Column("before", say("map.column_before"), 0),
        Column("after", say("map.column_after"), 0),
        Column("changed", say("map.column_changed")),
    )
    lacking = say("map.not_typed")
    words = {True: say("words.yes"), False: say("words.no")}
    rows = tuple(
        (
            str(row["name"]),
            *(None if pd.isna(row[key]) else int(row[key]) for key in ("before", "after")),
            lacking if pd.isna(changed[key]) else words[bool(changed[key])],
        )
        for key, row in result.frame.iterrows()
    )
    start, end = (worded_date(day) for day in result.dates)
    period = say("map.change_period", start=start, end=end) if start and end else ""
    title = say("map.change_title", count=int(changed.sum()), all=int(changed.notna().sum()))
    about = subtitle(say("map.change_about"), say_count("words.districts", len(rows)), period)
    table = Table("type_change", say("chart.type_change.label"), columns, rows)
    return Caption(
        "type_change", title, about, table, listed([say("map.change_model"), say("map.change_note"), *notes])
    )


@chart("status_map")
def status_map(
    result: StatusDynamics, *, areas: Any = None, ax: Axes | None = None, sources: Sequence[SourceRecord] = ()
) -> Axes:
    """Return a map of status (four shades) and dynamics (three patterns): the twelve groups of the Berlin monitoring.

    Areas for special attention have a bold outline. Source of the scheme: Senatsverwaltung für Stadtentwicklung
    Berlin, Monitoring Soziale Stadtentwicklung.
    """
    frame = result.frame
    names = {str(key): str(name) for key, name in frame["name"].items()}
    ground_areas, notes = on_map(areas, list(names))
    placed = frame.set_axis([str(key) for key in frame.index]).reindex(ground_areas.ids)
    shades = dict(zip(STATUS, steps("sequential", len(STATUS)), strict=True))
    attention = placed["attention"].astype("boolean").fillna(value=False)
    fills = [
        absent("missing")
        if pd.isna(status)
        else Fill(shades[status], _DYNAMICS_HATCH.get(dynamics, ""), bold=bool(bold))
        for status, dynamics, bold in zip(placed["status"], placed["dynamics"], attention, strict=True)
    ]
    legend = _status_legend(placed, shades)
    caption = _status_caption(frame, names, [*notes, source_line(sources)], sources)
    shown = names if len(ground_areas) <= 60 else None
    return draw_map(ax, caption, ground_areas, fills, legend=legend, names=shown)


def _status_legend(placed: pd.DataFrame, shades: dict[str, str]) -> list[Mark]:
    """Return shades, then patterns, each with its count: seven entries say what twelve would."""
    marks = []
    for status in STATUS:
        count = number(int((placed["status"] == status).sum()))
        marks.append(Mark(say("map.counted", label=say(f"map.status.{status}"), count=count), shades[status]))
    for dynamics in DYNAMICS:
        count = number(int((placed["dynamics"] == dynamics).sum()))
        label = say("map.counted", label=say(f"map.dynamics.{dynamics}"), count=count)
        marks.append(Mark(label, shades["high"], _DYNAMICS_HATCH[dynamics]))
    return [*marks, *absent_marks(["missing"] * int(placed["status"].isna().sum()))]


def _status_caption(
    frame: pd.DataFrame, names: dict[str, str], notes: Sequence[str], sources: Sequence[SourceRecord]
) -> Caption:
    columns = (
        Column("district", say("chart.column.district")),
        Column("status", say("map.column_status")),
        Column("dynamics", say("map.column_dynamics")),
    )
    missing = say("map.missing")
    rows = tuple(
        (
            names[str(key)],
            missing if pd.isna(row["status"]) else say(f"map.status.{row['status']}"),
            missing if pd.isna(row["dynamics"]) else say(f"map.dynamics.{row['dynamics']}"),
        )
        for key, row in frame.iterrows()
    )
    low = int(frame["status"].isin(["low", "very_low"]).sum())
    title = say("map.status_title", count=low, all=int(frame["status"].notna().sum()))
    about = subtitle(say("map.status_about"), say_count("words.districts", len(rows)), as_of(sources))
    table = Table("status_map", say("chart.status_map.label"), columns, rows)
    return Caption("status_map", title, about, table, listed([say("map.status_special"), *notes]))
