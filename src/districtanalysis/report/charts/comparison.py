"""Charts that compare: parts of a whole over areas, change around zero, one district against the city."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from districtanalysis.domain.data import SourceRecord
from districtanalysis.domain.display import Column, Table, Value
from districtanalysis.domain.pictured import Against, Differences, Parts
from districtanalysis.language import number, percent, say, say_count, signed
from districtanalysis.methods.parts import shares_of_rows
from districtanalysis.report.caption import Caption, as_of, opened, source_line, subtitle
from districtanalysis.report.charts.bars import ROWS, figure_beside, figure_inside, name_rows, row_height
from districtanalysis.report.charts.registry import chart
from districtanalysis.report.measure import shorten, width
from districtanalysis.report.stage import Mark, label_room, numbers_on, quiet_axes, room_of, stage
from districtanalysis.report.style import SMALL, TEXT, colour, group_colours, palette, steps

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_FAR = 3.0


@chart("shares")
def shares(result: Parts, *, ax: Axes | None = None, sources: Sequence[SourceRecord] = ()) -> Axes:
    """Return bars of 100 % per area, divided into parts (percent of the area's persons).

    Shares come from counts; an area with a missing part has no bar and says so.
    """
    return _parts(result, "shares", ax, sources)


@chart("age_structure")
def age_structure(result: Parts, *, ax: Axes | None = None, sources: Sequence[SourceRecord] = ()) -> Axes:
    """Return bars of 100 % per district, divided into age bands (percent of residents), light to dark by age."""
    return _parts(result, "age_structure", ax, sources)


def _parts(result: Parts, key: str, ax: Axes | None, sources: Sequence[SourceRecord]) -> Axes:
    percents = shares_of_rows(result.frame)
    shown = percents.head(ROWS)
    names = [str(name) for name in shown.index]
    parts = [str(name) for name in percents.columns]
    fills = steps("ordered", len(parts)) if result.ordered else group_colours(len(parts))
    caption = _parts_caption(result, key, percents, sources)
    body = row_height(len(names)) * len(names) + 0.1
    legend = [Mark(part, fill) for part, fill in zip(parts, fills, strict=True)]
    left = label_room(names, bold=bool(result.marked))
    drawn = stage(ax, caption, body=body, left=left, right=0.25, below=0.28, legend=legend)
    drawn.set_xlim(0, 100)
    for row, (_, line) in enumerate(shown.iterrows()):
        if line.isna().any():
            figure_beside(drawn, say("words.not_available"), 0, row)
            continue
        left = 0.0
        for value, fill in zip(line, fills, strict=True):
            drawn.barh(row, value, left=left, height=0.7, color=fill, edgecolor=colour("paper"), linewidth=0.8)
            figure_inside(drawn, number(float(value), 1), row, left, float(value), fill)
            left += float(value)
    name_rows(drawn, names, marked=[name == result.marked for name in names])
    quiet_axes(drawn)
    numbers_on(drawn.xaxis, 0, suffix=percent(0, 0)[1:])
    return drawn


def _parts_caption(result: Parts, key: str, percents: pd.DataFrame, sources: Sequence[SourceRecord]) -> Caption:
    columns = [Column("area", say("chart.column.area"))]
    columns += [Column(f"share_{part}", say("chart.column.share_of", part=part), 1) for part in percents.columns]
    columns += [Column(f"count_{part}", say("chart.column.count_of", part=part), 0) for part in percents.columns]
    rows: list[tuple[Value, ...]] = []
    for name in percents.index:
        values = (*percents.loc[name], *result.frame.loc[name])
        rows.append((str(name), *(None if pd.isna(value) else float(value) for value in values)))
    notes = [say("chart.parts_cut", shown=ROWS, count=len(rows))] if len(rows) > ROWS else []
    notes += [say("chart.composition"), source_line(sources)]
    stand = as_of([SourceRecord("", "", date=result.date)]) if result.date else as_of(sources)
    total = result.frame.loc[result.marked].sum() if result.marked in result.frame.index else float("nan")
    persons = "" if np.isnan(total) else say("chart.persons_of", name=result.marked, count=number(float(total)))
    table = Table(key, say(f"chart.{key}.label"), tuple(columns), tuple(rows))
    line = subtitle(result.label, persons, stand)
    return Caption(key, _parts_title(result, percents), line, table, tuple(note for note in notes if note))


def _parts_title(result: Parts, percents: pd.DataFrame) -> str:
    """Return the share of the last part where it is highest and lowest, or of the marked area against the last one."""
    part = str(percents.columns[-1])
    column = percents[part].dropna()
    if column.empty:
        return result.label
    if result.marked in column.index and len(column) > 1 and not result.ordered:
        other = str(column.index[-1]) if str(column.index[-1]) != result.marked else str(column.index[0])
        values = {"value": percent(float(column[result.marked])), "reference": percent(float(column[other]))}
        return say("chart.shares.title", part=part, name=result.marked, other=other, **values)
    high, low = column.idxmax(), column.idxmin()
    if column[high] == column[low]:
        return say("chart.shares.title_equal", part=part, value=percent(float(column[high])))
    values = {"most": percent(float(column[high])), "least": percent(float(column[low]))}
    return say("chart.shares.title_range", part=part, high=str(high), low=str(low), **values)


@chart("change")
def change(result: Differences, *, ax: Axes | None = None, sources: Sequence[SourceRecord] = ()) -> Axes:
    """Return bars around zero, in the unit of the change, from the largest increase to the largest decrease.

    Districts without a value stand at the end and say so; a span is drawn as a thin line. With more than 30
    districts the 15 on either side are drawn; the table holds all.
    """
    ordered = result.frame.sort_values("value", ascending=False, kind="stable", na_position="last")
    shown = _ends(ordered) if len(ordered) > ROWS else ordered
    names = [str(name) for name in shown["name"]]
    values = shown["value"].to_numpy(float)
    caption = _change_caption(result, ordered, sources)
    body = row_height(len(names)) * len(names) + 0.1
    drawn = stage(ax, caption, body=body, left=label_room(names), right=0.2, below=0.5, above=0.16)
    _change_limits(drawn, result, shown)
    diverging = palette()["lists"]["diverging"]
    for row, value in enumerate(values):
        if np.isnan(value):
            figure_beside(drawn, say("words.not_available"), 0, row, left=-drawn.get_xlim()[0] > drawn.get_xlim()[1])
            continue
        fill = diverging[-1] if value >= 0 else diverging[1]
        drawn.barh(row, value, height=0.64, color=fill)
        ends = [value]
        if "low" in shown.columns and not np.isnan(shown["low"].iloc[row]):
            span = [float(shown["low"].iloc[row]), float(shown["high"].iloc[row])]
            drawn.hlines(row, span[0], span[1], color=colour("ink"), linewidth=1.0)
            ends += span
        end = max(ends) if value >= 0 else min(ends)
        figure_beside(drawn, signed(float(value), result.decimals), end, row, left=value < 0)
    drawn.axvline(0, color=colour("ink"), linewidth=0.9)
    if result.overall is not None:
        _overall_line(drawn, result)
    name_rows(drawn, [shorten(name, 2.5) for name in names])
    quiet_axes(drawn)
    numbers_on(drawn.xaxis)
    drawn.set_xlabel(result.unit, fontsize=SMALL)
    return drawn


def _ends(ordered: pd.DataFrame) -> pd.DataFrame:
    """Return the districts with the largest increases and those with the largest decreases."""
    there = ordered.dropna(subset="value")
    half = ROWS // 2
    return pd.concat([there.head(half), there.tail(half)]) if len(there) > ROWS else there


def _change_limits(ax: Axes, result: Differences, shown: pd.DataFrame) -> None:
    """Leave room beside the bars for their figures; zero is always in view."""
    columns = [name for name in ("value", "low", "high") if name in shown.columns]
    ends = shown[columns].to_numpy(float)
    ends = np.append(ends[~np.isnan(ends)], [0.0, result.overall or 0.0])
    low, high = float(ends.min()), float(ends.max())
    if low == high:
        low, high = -1.0, 1.0
    needed = width(signed(-max(abs(low), high), result.decimals)) + 0.15
    part = min(needed / room_of(ax)[0], 0.2) * (high - low) * 1.25
    ax.set_xlim(low - (part if low < 0 else 0), high + (part if high > 0 else 0))


def _overall_line(ax: Axes, result: Differences) -> None:
    overall = result.overall or 0.0
    ax.axvline(overall, color=colour("muted"), linewidth=1.0, linestyle=(0, (4, 2)))
    text = say("chart.change.overall", value=signed(overall, result.decimals))
    ax.annotate(
        text, (overall, 1), xycoords=("data", "axes fraction"), xytext=(0, 2), textcoords="offset points",
        fontsize=SMALL, color=colour("muted"), va="bottom", ha="center", annotation_clip=False,
    )  # fmt: skip


def _change_caption(result: Differences, ordered: pd.DataFrame, sources: Sequence[SourceRecord]) -> Caption:
    spans = [name for name in ("low", "high") if name in ordered.columns]
    columns = [
        Column("district", say("chart.column.district")),
        Column("value", say("chart.column.change", unit=result.unit), result.decimals),
        *(Column(name, say(f"chart.column.{name}"), result.decimals) for name in spans),
    ]
    rows = tuple(
        (str(row["name"]), *(None if pd.isna(row[name]) else float(row[name]) for name in ("value", *spans)))
        for _, row in ordered.iterrows()
    )
    values = ordered["value"].dropna()
    up, down = int((values > 0).sum()), int((values < 0).sum())
    key = "title_same" if not up and not down else "title_down" if not up else "title_up" if not down else "title"
    districts = say_count("words.districts", up or down)
    title = say(f"chart.change.{key}", label=opened(result.label), districts=districts, down=down)
    notes = [say("chart.change.cut", count=len(rows))] if len(rows) > ROWS else []
    notes += [source_line(sources)]
    line = subtitle(opened(result.label), result.period, result.unit, say_count("words.districts", len(rows)))
    table = Table("change", say("chart.change.label"), tuple(columns), rows)
    return Caption("change", title, line, table, tuple(note for note in notes if note))


@chart("profile")
def profile(result: Against, *, ax: Axes | None = None, sources: Sequence[SourceRecord] = ()) -> Axes:
    """Return a dot plot: indicators as rows, distance to the city in standard deviations of the districts.

    The large dot is the district, the small ones are all others; value and city value stand right of it. Dots
    beyond three standard deviations stand at the edge, with an arrow.
    """
    frame = result.frame
    labels = [str(label) for label in frame["label"]]
    caption = _profile_caption(result, sources)
    figures = [_figures(row, _centre(result)) for _, row in frame.iterrows()]
    body = max(row_height(len(labels)), 0.34) * len(labels) + 0.15
    legend = [Mark(result.name, colour("accent"), marker="o"), Mark(_centre(result), colour("ink"), dashes="solid")]
    if not result.others.empty:
        legend.append(Mark(say("chart.profile.others"), colour("behind"), marker="."))
    right = max(width(text) for text in figures) + 0.2
    drawn = stage(ax, caption, body=body, left=label_room(labels, 2.9), right=right, below=0.5, legend=legend)
    for row, key in enumerate(frame.index):
        if key in result.others.columns:
            values = result.others[key].dropna().clip(-_FAR, _FAR)
            drawn.plot(values, np.full(len(values), row), ".", color=colour("behind"), alpha=0.55, markersize=5)
        _profile_dot(drawn, row, float(frame.loc[key, "deviation"]))
        drawn.annotate(
            figures[row], (1, row), xycoords=("axes fraction", "data"), xytext=(8, 0), textcoords="offset points",
            va="center_baseline", fontsize=TEXT, color=colour("ink"), annotation_clip=False,
        )  # fmt: skip
    drawn.axvline(0, color=colour("ink"), linewidth=0.9)
    drawn.set_xlim(-_FAR - 0.25, _FAR + 0.25)
    name_rows(drawn, labels, room=2.9)
    quiet_axes(drawn)
    drawn.grid(visible=True, axis="y", color=colour("faint"), linewidth=6)
    drawn.set_xticks(range(-3, 4), [signed(x) if x else number(0) for x in range(-3, 4)])
    drawn.set_xlabel(say("chart.profile.axis"), fontsize=SMALL)
    return drawn


def _profile_dot(ax: Axes, row: int, deviation: float) -> None:
    if np.isnan(deviation):
        return
    place = float(np.clip(deviation, -_FAR, _FAR))
    marker = "o" if place == deviation else ">" if deviation > 0 else "<"
    ax.hlines(row, min(0, place), max(0, place), color=colour("accent"), linewidth=2.2)
    ax.plot([place], [row], marker, color=colour("accent"), markersize=9, markeredgecolor=colour("paper"))


def _centre(result: Against) -> str:
    return result.centre or say("chart.profile.city")


def _figures(row: pd.Series, centre: str) -> str:
    value, city = (None if pd.isna(row[name]) else float(row[name]) for name in ("value", "city"))
    decimals = int(row["decimals"])
    return say("chart.profile.figures", value=number(value, decimals), centre=centre, city=number(city, decimals))


def _profile_caption(result: Against, sources: Sequence[SourceRecord]) -> Caption:
    columns = (
        Column("indicator", say("chart.column.indicator")),
        Column("value", result.name, 2),
        Column("city", _centre(result), 2),
        Column("deviation", say("chart.column.deviation"), 1),
    )
    names = ("value", "city", "deviation")
    rows = tuple(
        (str(row["label"]), *(None if pd.isna(row[name]) else float(row[name]) for name in names))
        for _, row in result.frame.iterrows()
    )
    deviations = result.frame["deviation"].astype(float)
    far = deviations.abs().idxmax() if deviations.notna().any() else None
    if far is None or abs(float(deviations[far])) < 0.5:
        title = say("chart.profile.title_near", name=result.name)
    else:
        side = "above" if float(deviations[far]) > 0 else "below"
        label = str(result.frame.loc[far, "label"])
        title = say(
            f"chart.profile.title_{side}", name=result.name, label=label, size=number(abs(float(deviations[far])), 1)
        )
    districts = say_count("words.districts", len(result.others) + 1) if len(result.others) else ""
    line = subtitle(say("chart.profile.about", centre=_centre(result)), districts, as_of(sources))
    notes = tuple(note for note in (say("chart.profile.note"), source_line(sources)) if note)
    return Caption("profile", title, line, Table("profile", say("chart.profile.label"), columns, rows), notes)
