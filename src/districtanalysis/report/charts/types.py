"""Charts of a typology: what sets the types apart, and how their number was found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from districtanalysis.domain.data import SourceRecord
from districtanalysis.domain.display import Column, Table
from districtanalysis.domain.typology import Choice, Typology
from districtanalysis.errors import MethodError
from districtanalysis.language import number, say, say_count, signed
from districtanalysis.report.caption import Caption, as_of, source_line, subtitle
from districtanalysis.report.charts.certainty import colour_map
from districtanalysis.report.charts.registry import chart
from districtanalysis.report.measure import height, widest, wrap
from districtanalysis.report.stage import WIDTH, Mark, numbers_on, quiet_axes, stage
from districtanalysis.report.style import SMALL, TEXT, colour, on

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_FAR = 2.0
_NAME_ROOM = 2.7
_CRITERIA = (("silhouette", "o", "solid"), ("stability", "s", "dashed"), ("null", "", "dotted"))


@chart("type_profiles")
def type_profiles(result: Typology, *, ax: Axes | None = None, sources: Sequence[SourceRecord] = ()) -> Axes:
    """Return a heat map: types as rows, features as columns, distance to the city in standard deviations.

    Dark is above the city, light below, and the figure in each cell says how far. Shades end at two standard
    deviations.
    """
    wide = result.profiles.pivot_table(index="type", columns="feature", values="deviations", aggfunc="first")
    features = list(dict.fromkeys(result.profiles["feature"]))
    wide = wide[features]
    labels = {str(entry["key"]): str(entry["label"]) for entry in result.model.features}
    names = [_type_lines(result, int(number_)) for number_ in wide.index]
    cell = max(0.46, max(height(len(lines)) for lines in names) + 0.1)
    left = widest([line for lines in names for line in lines]) + 0.15
    column = (WIDTH - left - 0.4) / len(features)
    heads = [wrap(labels.get(str(key), str(key)), column - 0.08, SMALL) for key in features]
    foot = height(max(len(lines) for lines in heads), SMALL) + 0.12
    caption = _profiles_caption(result, wide, labels, sources)
    drawn = stage(ax, caption, body=cell * len(wide), left=left, right=0.1, below=foot)
    scale = colour_map("sequential")
    drawn.imshow(wide, cmap=scale, vmin=-_FAR, vmax=_FAR, aspect="auto")
    _cells(drawn, wide)
    drawn.set_yticks(range(len(names)), ["\n".join(lines) for lines in names])
    drawn.set_xticks(range(len(heads)), ["\n".join(lines) for lines in heads], fontsize=SMALL)
    drawn.tick_params(length=0)
    _white_lines(drawn, wide.shape)
    return drawn


def _type_lines(result: Typology, number_: int) -> list[str]:
    return wrap(say("chart.type_name", number=number_, name=result.name(number_)), _NAME_ROOM)


def _cells(ax: Axes, wide: pd.DataFrame) -> None:
    from matplotlib.colors import to_hex

    scale = colour_map("sequential")
    for (row, column), value in np.ndenumerate(wide.to_numpy(float)):
        if np.isnan(value):
            ax.text(
                column, row, say("words.not_available_sign"), ha="center", va="center_baseline", color=colour("muted")
            )
            continue
        shade = to_hex(scale((np.clip(value, -_FAR, _FAR) + _FAR) / (2 * _FAR)))
        strong = "bold" if abs(value) >= 1 else "normal"
        text = signed(float(value), 1)
        ax.text(column, row, text, ha="center", va="center_baseline", fontsize=TEXT, color=on(shade), fontweight=strong)


def _white_lines(ax: Axes, shape: tuple[int, int]) -> None:
    ax.set_xticks(np.arange(shape[1] + 1) - 0.5, minor=True)
    ax.set_yticks(np.arange(shape[0] + 1) - 0.5, minor=True)
    ax.grid(which="minor", color=colour("paper"), linewidth=2)
    ax.tick_params(which="minor", length=0)
    for side in ax.spines.values():
        side.set_visible(False)


def _profiles_caption(
    result: Typology, wide: pd.DataFrame, labels: dict[str, str], sources: Sequence[SourceRecord]
) -> Caption:
    sizes = result.labels.value_counts()
    columns = (
        Column("type", say("chart.column.type"), 0),
        Column("name", say("chart.column.name")),
        Column("districts", say("chart.column.districts"), 0),
        *(Column(str(key), labels.get(str(key), str(key)), 1) for key in wide.columns),
    )
    rows = tuple(
        (
            int(number_),
            result.name(int(number_)),
            int(sizes.get(number_, 0)),
            *(None if pd.isna(value) else float(value) for value in line),
        )
        for number_, line in zip(wide.index, wide.to_numpy(), strict=True)
    )
    size = np.nan_to_num(np.abs(wide.to_numpy(float)), nan=-1.0)
    row, column = np.unravel_index(int(size.argmax()), size.shape)
    far = (wide.index[row], wide.columns[column])
    value = float(wide.iloc[row, column])
    words = {"number": int(far[0]), "label": labels.get(str(far[1]), str(far[1])), "size": signed(value, 1)}
    title = say("chart.type_profiles.title", count=len(wide), **words)
    typed = say_count("words.districts", len(result.labels))
    line = subtitle(say("chart.type_profiles.about"), typed, as_of(sources))
    notes = tuple(note for note in (say("chart.type_profiles.note"), source_line(sources)) if note)
    return Caption(
        "type_profiles", title, line, Table("type_profiles", say("chart.type_profiles.label"), columns, rows), notes
    )


@chart("clustergram")
def clustergram(result: Typology, *, ax: Axes | None = None, sources: Sequence[SourceRecord] = ()) -> Axes:
    """Return how types split as their number grows: each circle a type at the mean of its districts.

    The vertical axis is the first principal component, in standard deviations; the area of a circle is the number
    of districts. Source: Schonlau (2002), The Stata Journal 2, 391-402.
    """
    choice = _choice(result)
    flow = choice.flow
    caption = _clustergram_caption(result, choice, sources)
    drawn = stage(ax, caption, body=4.2, left=0.6, right=0.25, below=0.5)
    by_group = {(int(row["types"]), int(row["group"])): row for _, row in flow.iterrows()}
    largest = float(flow["size"].max())
    for (types, _), row in by_group.items():
        before = by_group.get((types - 1, int(row["previous"])))
        if before is not None:
            thick = 0.6 + 5 * float(row["size"]) / largest
            drawn.plot(
                [types - 1, types], [before["mean"], row["mean"]], color=colour("grid"), linewidth=thick, zorder=1
            )
    chosen = flow["types"] == choice.recommended
    for mask, fill in ((~chosen, colour("behind")), (chosen, colour("accent"))):
        part = flow[mask]
        area = 20 + 380 * part["size"] / largest
        drawn.scatter(part["types"], part["mean"], s=area, color=fill, edgecolor=colour("paper"), zorder=2)
    drawn.axvline(choice.recommended, color=colour("accent"), linewidth=0.9, linestyle=(0, (4, 2)), zorder=0)
    drawn.set_xticks(sorted(flow["types"].unique()))
    quiet_axes(drawn, along="y")
    numbers_on(drawn.xaxis)
    numbers_on(drawn.yaxis)
    drawn.set_xlabel(say("chart.number_of_types.axis"), fontsize=SMALL)
    drawn.set_ylabel(say("chart.clustergram.axis"), fontsize=SMALL)
    drawn.margins(y=0.12)
    return drawn


def _clustergram_caption(result: Typology, choice: Choice, sources: Sequence[SourceRecord]) -> Caption:
    columns = (
        Column("types", say("chart.number_of_types.axis"), 0),
        Column("group", say("chart.column.type"), 0),
        Column("size", say("chart.column.districts"), 0),
        Column("mean", say("chart.clustergram.axis"), 2),
    )
    rows = tuple(
        (int(row["types"]), int(row["group"]) + 1, int(row["size"]), float(row["mean"]))
        for _, row in choice.flow.iterrows()
    )
    title = say("chart.clustergram.title", count=choice.recommended)
    line = subtitle(say("chart.clustergram.about"), say_count("words.districts", len(result.labels)), as_of(sources))
    notes = tuple(note for note in (source_line(sources),) if note)
    return Caption(
        "clustergram", title, line, Table("clustergram", say("chart.clustergram.label"), columns, rows), notes
    )


@chart("number_of_types")
def number_of_types(result: Typology, *, ax: Axes | None = None, sources: Sequence[SourceRecord] = ()) -> Axes:
    """Return lines of silhouette and stability (both 0 to 1) by number of types, with the recommended one marked.

    The dotted line is the silhouette that data without types reach: what lies above it is more than chance.
    """
    choice = _choice(result)
    criteria = choice.criteria
    shown = [entry for entry in _CRITERIA if entry[0] in criteria.columns]
    fills = {"silhouette": colour("accent"), "stability": "#b9770e", "null": colour("muted")}
    legend = [
        Mark(say(f"chart.number_of_types.{key}"), fills[key], marker=marker, dashes=dashes)
        for key, marker, dashes in shown
    ]
    drawn = stage(
        ax, _number_caption(result, choice, sources), body=3.2, left=0.5, right=0.25, below=0.5, legend=legend
    )
    drawn.axvspan(choice.recommended - 0.3, choice.recommended + 0.3, color=colour("faint"), zorder=0)
    for key, marker, dashes in shown:
        drawn.plot(
            criteria.index, criteria[key], marker=marker or None, linestyle=dashes, color=fills[key], linewidth=1.8
        )
    drawn.set_ylim(min(0.0, float(criteria[[entry[0] for entry in shown]].min().min())), 1.02)
    drawn.set_xticks(list(criteria.index))
    quiet_axes(drawn, along="y")
    numbers_on(drawn.xaxis)
    numbers_on(drawn.yaxis, 1)
    drawn.set_xlabel(say("chart.number_of_types.axis"), fontsize=SMALL)
    return drawn


def _number_caption(result: Typology, choice: Choice, sources: Sequence[SourceRecord]) -> Caption:
    known = [key for key, _, _ in _CRITERIA if key in choice.criteria.columns]
    columns = (
        Column("types", say("chart.number_of_types.axis"), 0),
        *(Column(key, say(f"chart.number_of_types.{key}"), 2) for key in known),
    )
    rows = tuple(
        (int(str(k)), *(None if pd.isna(line[key]) else float(line[key]) for key in known))
        for k, line in choice.criteria.iterrows()
    )
    title = say(f"chart.number_of_types.title_{choice.verdict}", count=choice.recommended)
    line = subtitle(
        say("chart.number_of_types.about", resamples=number(choice.resamples)),
        say_count("words.districts", len(result.labels)),
        as_of(sources),
    )
    notes = tuple(note for note in (say("chart.number_of_types.note", seed=choice.seed), source_line(sources)) if note)
    table = Table("number_of_types", say("chart.number_of_types.label"), columns, rows)
    return Caption("number_of_types", title, line, table, notes)


def _choice(result: Typology) -> Choice:
    if result.choice is None or result.choice.criteria.empty:
        raise MethodError(say("chart.number_of_types.none", method=result.model.method))
    return result.choice
