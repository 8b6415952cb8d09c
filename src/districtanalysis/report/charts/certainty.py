"""Charts of how sure a ranking is: spans of ranks, and the share of draws on each rank."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from districtanalysis.domain.data import SourceRecord
from districtanalysis.domain.display import Column, Table, Value
from districtanalysis.domain.robustness import Robustness
from districtanalysis.language import join, number, percent, say, say_count
from districtanalysis.report.caption import Caption, as_of, source_line, subtitle
from districtanalysis.report.charts.bars import ROWS, name_rows, row_height
from districtanalysis.report.charts.registry import chart
from districtanalysis.report.measure import shorten
from districtanalysis.report.stage import Mark, label_room, numbers_on, quiet_axes, stage
from districtanalysis.report.style import SMALL, colour, on, palette

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.colors import Colormap
    from matplotlib.image import AxesImage

_CELLS = 14


@chart("rank_intervals")
def rank_intervals(result: Robustness, *, ax: Axes | None = None, sources: Sequence[SourceRecord] = ()) -> Axes:
    """Return one line per district over the ranks of the middle 90 % of the draws, with the given rank as a dot.

    The horizontal axis counts ranks from 1; the first 30 districts of the ranking are drawn.
    """
    table = result.to_frame()
    shown = table.head(ROWS)
    names = [shorten(str(name), 2.5) for name in shown["name"]]
    legend = [
        Mark(say("chart.rank_intervals.span"), colour("behind"), dashes="solid"),
        Mark(say("chart.rank_intervals.median"), colour("ink"), marker="|"),
        Mark(say("chart.rank_intervals.given"), colour("accent"), marker="o"),
    ]
    body = row_height(len(shown)) * len(shown) + 0.1
    caption = _caption("rank_intervals", result, table, sources)
    drawn = stage(ax, caption, body=body, left=label_room(names), right=0.25, below=0.46, legend=legend)
    rows = np.arange(len(shown))
    drawn.hlines(rows, shown["low"], shown["high"], color=colour("behind"), linewidth=4.5, alpha=0.75, capstyle="round")
    drawn.plot(shown["median"], rows, "|", color=colour("ink"), markersize=11, markeredgewidth=1.6)
    drawn.plot(shown["rank"], rows, "o", color=colour("accent"), markersize=7, markeredgecolor=colour("paper"))
    last = max(float(shown["high"].max()), 2.0)
    drawn.set_xlim(1 - 0.04 * last, last * 1.03 if last > 12 else last + 0.35)
    _rank_ticks(drawn, last)
    name_rows(drawn, names)
    quiet_axes(drawn)
    drawn.set_xlabel(say("chart.column.rank"), fontsize=SMALL)
    return drawn


@chart("acceptability")
def acceptability(result: Robustness, *, ax: Axes | None = None, sources: Sequence[SourceRecord] = ()) -> Axes:
    """Return a heat map: districts as rows, ranks as columns, the share of draws (percent) as shade and figure.

    Up to 14 ranks the figures stand in the cells. Source of the measure: Lahdelma and Salminen (2001).
    """
    from matplotlib.colors import PowerNorm

    shares = 100 * result.acceptability
    few = shares.shape[1] <= _CELLS
    rows = len(shares) if len(shares) > 2 * ROWS else min(len(shares), ROWS)
    shown = shares.iloc[:rows]
    names = [shorten(str(name), 2.5) for name in result.names.iloc[:rows]] if rows <= ROWS else []
    body = (max(row_height(rows), 0.28) * rows + 0.05) if names else 4.6
    caption = _caption("acceptability", result, result.to_frame(), sources, shares=shares)
    drawn = stage(ax, caption, body=body, left=label_room(names) if names else 0.5, right=0.95, below=0.46)
    colours = colour_map("sequential")
    # many ranks share the draws: faint shares must stay visible beside the few strong ones
    highest = 100.0 if few else float(shown.max().max())
    norm = PowerNorm(1.0 if few else 0.4, 0.0, highest)
    image = drawn.imshow(shown, cmap=colours, norm=norm, aspect="auto")
    if few:
        _write_cells(drawn, shown)
    drawn.set_xticks(*_ticks(shares.columns))
    drawn.set_xlabel(say("chart.column.rank"), fontsize=SMALL)
    for side in drawn.spines.values():
        side.set_visible(False)
    drawn.tick_params(length=0)
    if names:
        name_rows(drawn, names)
    else:
        drawn.set_ylabel(say("chart.acceptability.rows", count=number(rows)), fontsize=SMALL)
    _colour_key(drawn, image)
    return drawn


def colour_map(name: str) -> Colormap:
    """Return an ordered list of colours as a continuous scale."""
    from matplotlib.colors import LinearSegmentedColormap

    return LinearSegmentedColormap.from_list(name, palette()["lists"][name])


def _write_cells(ax: Axes, shown: pd.DataFrame) -> None:
    """Write the share into each cell; a share that rounds to nothing stays blank unless it is truly small."""
    from matplotlib.colors import to_hex

    scale = colour_map("sequential")
    for (row, column), value in np.ndenumerate(shown.to_numpy()):
        text = number(float(value)) if value >= 0.5 else say("chart.below_one") if value > 0 else "–"
        ax.text(
            column, row, text, ha="center", va="center_baseline", fontsize=SMALL, color=on(to_hex(scale(value / 100)))
        )


def _ticks(columns: pd.Index) -> tuple[list[int], list[str]]:
    step = max(1, int(np.ceil(len(columns) / _CELLS)))
    places = list(range(0, len(columns), step))
    return places, [number(float(columns[place])) for place in places]


def _rank_ticks(ax: Axes, last: float) -> None:
    if last <= _CELLS:
        ax.set_xticks(range(1, int(last) + 1))
    else:
        from matplotlib.ticker import MaxNLocator

        # ranks begin at 1, round steps at 0
        ax.set_xticks([max(tick, 1.0) for tick in MaxNLocator(8, integer=True).tick_values(0, last) if tick <= last])
    numbers_on(ax.xaxis)


def _colour_key(ax: Axes, image: AxesImage) -> None:
    bar = ax.figure.colorbar(image, ax=ax, cax=ax.inset_axes((1.03, 0, 0.025, 1)))
    bar.outline.set_visible(False)
    bar.ax.tick_params(length=0, labelsize=SMALL)
    numbers_on(bar.ax.yaxis)
    bar.set_label(say("chart.acceptability.scale"), fontsize=SMALL, color=colour("muted"))


def _caption(
    key: str,
    result: Robustness,
    table: pd.DataFrame,
    sources: Sequence[SourceRecord],
    *,
    shares: pd.DataFrame | None = None,
) -> Caption:
    columns = [
        Column("rank", say("chart.column.rank"), 0),
        Column("district", say("chart.column.district")),
        Column("low", say("chart.column.rank_low"), 0),
        Column("median", say("chart.column.rank_median"), 0),
        Column("high", say("chart.column.rank_high"), 0),
        Column("first", say("chart.column.first"), 1),
    ]
    if shares is not None:
        columns += [Column(f"rank_{name}", say("chart.column.share_of_rank", rank=name), 1) for name in shares.columns]
    rows: list[tuple[Value, ...]] = []
    for name, row in table.iterrows():
        numbers = [float(row[part]) for part in ("low", "median", "high")]
        extra = [] if shares is None else [float(value) for value in shares.loc[name]]
        rows.append((float(row["rank"]), str(row["name"]), *numbers, 100 * float(row["first"]), *extra))
    varied = join(entry.label for entry in result.varied)
    about = say(f"chart.{key}.about", draws=number(result.draws), varied=varied or say("chart.nothing_varied"))
    notes = [say("chart.ranking.cut", shown=ROWS, count=len(rows))] if len(rows) > ROWS and shares is None else []
    notes += [say("chart.rank_intervals.note", seed=result.seed), source_line(sources)]
    line = subtitle(about, say_count("words.districts", len(rows)), as_of(sources))
    shown = Table(key, say(f"chart.{key}.label"), tuple(columns), tuple(rows))
    return Caption(key, _title(table), line, shown, tuple(note for note in notes if note))


def _title(table: pd.DataFrame) -> str:
    """Return who leads how often; where nobody leads in one draw of three, that nobody clearly does."""
    best = table["first"].idxmax()
    share = percent(100 * float(table.loc[best, "first"]), 0)
    level = int((table["first"] == table["first"].max()).sum())
    if level > 1:
        return say("chart.rank_intervals.title_level", count=level, share=share)
    key = "title" if float(table.loc[best, "first"]) >= 1 / 3 else "title_open"
    return say(f"chart.rank_intervals.{key}", leader=str(table.loc[best, "name"]), share=share)
