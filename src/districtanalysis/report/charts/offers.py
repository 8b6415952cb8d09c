"""Where there are offers and where there are none, as a grid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from districtanalysis.domain.data import SourceRecord
from districtanalysis.domain.display import Column, Table, Value
from districtanalysis.domain.offers import Coverage
from districtanalysis.language import number, say, say_count
from districtanalysis.report.caption import Caption, opened, source_line, subtitle
from districtanalysis.report.charts.bars import name_rows, row_height
from districtanalysis.report.charts.registry import chart
from districtanalysis.report.measure import height, shorten, widest, width
from districtanalysis.report.stage import WIDTH, label_room, stage
from districtanalysis.report.style import SMALL, TEXT, colour, hatch, on, steps

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@chart("offers")
def offers(result: Coverage, *, ax: Axes | None = None, sources: Sequence[SourceRecord] = ()) -> Axes:
    """Return fields of action by district (or by target group, where there are no districts) with the number of offers.

    The unit is running offers, those of the whole town included; what has none is hatched.
    """
    across = "district" if len(result.entries["district"]) > 1 else "group"
    frame = result.matrix("field", across)
    names = [str(name) for name in frame.index]
    columns = [str(name) for name in frame.columns]
    rotated = max(width(name, SMALL) for name in columns) > _cell_room(names, columns)
    room = min(widest(columns, SMALL), 1.5) + 0.15 if rotated else height(2, SMALL)
    body = max(row_height(len(names)), 0.34) * len(names)
    drawn = stage(ax, _offers_caption(result, frame, across, sources), body=body, left=label_room(names), above=room)
    drawn.set_xlim(-0.5, len(columns) - 0.5)
    most = max(int(frame.to_numpy().max()), 1)
    cells = frame.to_numpy()
    shades = steps("sequential", 5)
    for row in range(len(names)):
        for place in range(len(columns)):
            count = int(cells[row, place])
            fill = shades[min(4, (count * 5 - 1) // most)] if count else colour("paper")
            drawn.barh(
                row, 1, left=place - 0.5, height=1, color=fill, edgecolor=colour("line"), linewidth=0.6,
                hatch="" if count else hatch("missing"),
            )  # fmt: skip
            look: dict[str, Any] = {"ha": "center", "va": "center_baseline", "fontsize": TEXT, "color": on(fill)}
            if not count:
                look["bbox"] = {"facecolor": colour("paper"), "edgecolor": "none", "pad": 1.5}
            drawn.text(place, row, number(count), **look)
    name_rows(drawn, names)
    labels = [shorten(name, 1.5, SMALL) for name in columns]
    drawn.set_xticks(
        range(len(columns)), labels, fontsize=SMALL, rotation=40 if rotated else 0, ha="left" if rotated else "center"
    )
    drawn.xaxis.tick_top()
    drawn.tick_params(length=0)
    for side in drawn.spines.values():
        side.set_visible(False)
    return drawn


def _cell_room(names: Sequence[str], columns: Sequence[str]) -> float:
    return (WIDTH - label_room(list(names)) - 0.4) / max(len(columns), 1)


def _offers_caption(result: Coverage, frame: pd.DataFrame, across: str, sources: Sequence[SourceRecord]) -> Caption:
    columns = [Column("name", say("actors.column.field"))]
    columns += [Column(str(name), str(name), 0) for name in frame.columns]
    rows: list[tuple[Value, ...]] = [
        (str(name), *(int(value) for value in row)) for name, row in zip(frame.index, frame.to_numpy(), strict=True)
    ]
    empty = int((frame.to_numpy() == 0).sum())
    running = sum(offer.state == "running" for offer in result.offers)
    title = (
        say_count("chart.offers.title", empty, cells=number(frame.size)) if empty else say("chart.offers.title_none")
    )
    line = subtitle(opened(say_count("actors.offers.running", running)), say(f"actors.offers.by.{across}"))
    notes = [say("actors.offers.not_named"), source_line(sources)]
    table = Table("offers", say("chart.offers.label"), tuple(columns), tuple(rows))
    return Caption("offers", title, line, table, tuple(note for note in notes if note))
