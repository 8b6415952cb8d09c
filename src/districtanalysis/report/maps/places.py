"""Facilities as points over the districts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from districtanalysis.domain.areas import Areas
from districtanalysis.domain.data import SourceRecord
from districtanalysis.domain.display import Column, Table, Value
from districtanalysis.domain.pictured import Places
from districtanalysis.language import join, number, say
from districtanalysis.methods.outlines import district_of
from districtanalysis.report.caption import Caption, as_of, source_line, subtitle
from districtanalysis.report.charts.registry import chart
from districtanalysis.report.maps.fills import Fill
from districtanalysis.report.maps.ground import draw_map, listed, on_map
from districtanalysis.report.stage import Mark
from districtanalysis.report.style import colour, group_colours

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Shape says the kind as well as colour does.
_NAMED = 40
_MARKERS = ("o", "s", "^", "D", "v", "P", "X", "*")


@chart("facility_map")
def facility_map(
    result: Places,
    *,
    names: pd.Series | None = None,
    areas: Any = None,
    ax: Axes | None = None,
    sources: Sequence[SourceRecord] = (),
) -> Axes:
    """Return the facilities as points, one shape and colour per kind; the table counts them per district.

    Points need true boundaries in the same coordinates (metres). Points outside of all districts are drawn and
    counted as such.
    """
    ids = [str(name) for name in names.index] if names is not None else [str(name) for name in areas.ids]
    ground_areas, notes = on_map(areas, ids)
    labels = {str(key): str(text) for key, text in names.items()} if names is not None else {}
    frame = result.frame
    inside = district_of(frame["x"].to_numpy(float), frame["y"].to_numpy(float), ground_areas.shapes)
    kinds = list(dict.fromkeys(str(kind) for kind in frame["kind"]))
    fills = group_colours(len(kinds))
    counts = frame["kind"].value_counts()
    legend = [
        Mark(say("map.counted", label=kind, count=number(int(counts[kind]))), fill, marker=_MARKERS[i % len(_MARKERS)])
        for i, (kind, fill) in enumerate(zip(kinds, fills, strict=True))
    ]
    caption = _caption(result, ground_areas, labels, inside, kinds, [*notes, source_line(sources)], sources)
    # among many points, names only disturb
    shown = labels if len(frame) <= _NAMED else None
    drawn = draw_map(ax, caption, ground_areas, [Fill(colour("faint"))] * len(ground_areas), legend=legend, names=shown)
    for i, (kind, fill) in enumerate(zip(kinds, fills, strict=True)):
        part = frame[frame["kind"] == kind]
        size = 6 if len(frame) <= 200 else 3.5
        drawn.plot(
            part["x"], part["y"], _MARKERS[i % len(_MARKERS)], color=fill, markersize=size,
            markeredgecolor=colour("paper"), markeredgewidth=0.6, zorder=6,
        )  # fmt: skip
    return drawn


def _caption(
    result: Places,
    areas: Areas,
    labels: dict[str, str],
    inside: np.ndarray,
    kinds: Sequence[str],
    notes: Sequence[str],
    sources: Sequence[SourceRecord],
) -> Caption:
    columns = (
        Column("district", say("chart.column.district")),
        *(Column(kind, kind, 0) for kind in kinds),
    )
    which = result.frame["kind"].to_numpy()
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (labels.get(name, name), *(int(((inside == i) & (which == kind)).sum()) for kind in kinds))
        for i, name in enumerate(areas.ids)
    )
    outside = int((inside < 0).sum())
    extra = [say("map.outside", count=outside)] if outside else []
    holding = len(set(inside[inside >= 0].tolist()))
    title = say("map.facilities_title", count=number(len(which)), districts=holding, all=len(areas))
    about = subtitle(result.label, say("map.facilities_about", kinds=join(kinds)), as_of(sources))
    table = Table("facility_map", say("chart.facility_map.label"), columns, rows)
    return Caption("facility_map", title, about, table, listed([*extra, *notes]))
