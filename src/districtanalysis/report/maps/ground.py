"""The ground of every map: shapes in place, names in them or led out, scale bar and north arrow where they are true."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from districtanalysis.domain.areas import Areas
from districtanalysis.errors import MethodError
from districtanalysis.language import join, number, say
from districtanalysis.methods.tile_grid import in_order
from districtanalysis.report.caption import Caption
from districtanalysis.report.maps.fills import Fill
from districtanalysis.report.maps.names import write_names
from districtanalysis.report.maps.shapes import Outlines, ShapeCollection
from districtanalysis.report.measure import height, wrap
from districtanalysis.report.stage import WIDTH, Mark, figure_of, inches_from, room_of, stage
from districtanalysis.report.style import SMALL, TEXT, colour, on

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LEGEND = 2.15
_HIGHEST = 5.6
_TILE = 1.15
ENTRY = LEGEND - 0.6


def on_map(given: Any, districts: Sequence[str]) -> tuple[Areas, list[str]]:
    """Return ``given`` as areas, and what must be said of districts without a shape.

    ``given`` may be areas, polygons as read from a file, a GeoDataFrame indexed by district, or None: then every
    district gets a tile in the order of the table. Raises ``MethodError`` where no shape belongs to a district.
    """
    areas = _as_areas(given, districts)
    known = set(areas.ids)
    lacking = [name for name in districts if name not in known]
    if len(lacking) == len(districts):
        raise MethodError(say("map.no_areas", areas=join(areas.ids[:3]), districts=join(list(districts)[:3])))
    notes = [say("map.schematic")] if areas.schematic else []
    notes += [say("map.tiles_order")] if given is None else []
    notes += [say("map.unmapped", count=len(lacking), names=join(lacking[:5]))] if lacking else []
    return areas, notes


def _as_areas(given: Any, districts: Sequence[str]) -> Areas:
    if given is None:
        return in_order(districts)
    if isinstance(given, Areas):
        return given
    if hasattr(given, "shapes"):
        return Areas(tuple(str(name) for name in given.ids), np.asarray(given.shapes, dtype=object))
    frame = given
    if frame.crs is not None and frame.crs.is_geographic:
        frame = frame.to_crs(frame.estimate_utm_crs())  # degrees would squeeze a city from east to west
    return Areas(tuple(str(name) for name in frame.index), np.asarray(frame.geometry.to_numpy(), dtype=object))


def draw_map(
    ax: Axes | None,
    caption: Caption,
    areas: Areas,
    fills: Sequence[Fill],
    *,
    legend: Sequence[Mark],
    heading: str = "",
    names: Mapping[str, str] | None = None,
    values: Mapping[str, str] | None = None,
) -> Axes:
    """Return axes with the filled shapes, their ``names`` and ``values``, and the legend right of them."""
    wrapped = [wrap(mark.label, ENTRY) for mark in legend]
    needed = 0.35 + sum(height(len(lines)) + 0.07 for lines in wrapped) + (0.0 if areas.schematic else 0.85)
    drawn = stage(ax, caption, body=max(_body(areas), needed), right=LEGEND)
    ground(drawn, areas, room_of(drawn))
    draw_areas(drawn, areas, fills)
    if names is not None:
        write_names(drawn, areas, names, fills, values=values)
    below = side_legend(drawn, legend, wrapped, heading)
    if not areas.schematic:
        _scale(drawn, areas, below)
    return drawn


def ground(ax: Axes, areas: Areas, room: tuple[float, float]) -> None:
    """Set limits and aspect of ``ax`` (of ``room`` inches) for ``areas``: one unit is as long in both directions.

    The map stands in the upper left corner.
    """
    west, south, east, north = bounds(areas)
    margin = 0.01 * max(east - west, north - south)
    per_inch = max((east - west + 2 * margin) / room[0], (north - south + 2 * margin) / room[1])
    ax.set_xlim(west - margin, west - margin + per_inch * room[0])
    ax.set_ylim(north + margin - per_inch * room[1], north + margin)
    ax.set_aspect("equal", adjustable="box", anchor="NW")
    ax.set_axis_off()


def _body(areas: Areas) -> float:
    """Return the height that a map of ``areas`` takes at full width, within limits."""
    west, south, east, north = bounds(areas)
    room = WIDTH - LEGEND - 0.28
    high = room * (north - south) / (east - west)
    if areas.schematic:
        high = min(high, _TILE * (north - south))
    return min(max(high, 1.6), _HIGHEST)


def bounds(areas: Areas) -> tuple[float, float, float, float]:
    """Return west, south, east and north of all shapes."""
    import shapely

    west, south, east, north = shapely.total_bounds(areas.shapes)
    return float(west), float(south), float(east), float(north)


def draw_areas(ax: Axes, areas: Areas, fills: Sequence[Fill]) -> None:
    """Draw each shape with its fill, those that stand out last."""
    outlines = Outlines(areas.shapes)
    groups: dict[Fill, list[int]] = {}
    for place, fill in enumerate(fills):
        groups.setdefault(fill, []).append(place)
    thin = 0.7 if len(areas) <= 150 else 0.35
    # under all others, so that a light shape at the edge of town stands out from the paper
    rim = {"facecolors": "none", "edgecolors": colour("line"), "linewidths": thin + 1.1}
    ax.add_collection(ShapeCollection(outlines, range(len(fills)), **rim), autolim=False)
    for fill, members in sorted(groups.items(), key=lambda entry: entry[0].bold):
        edge = colour("mark") if fill.bold else colour("line") if fill.colour == colour("paper") else colour("paper")
        style = {"facecolors": "none" if fill.hatch else fill.colour, "edgecolors": edge}
        if fill.hatch:
            # a pattern takes the colour of the edge: it is drawn first, and the edge after it
            under = {"facecolors": fill.colour, "edgecolors": on(fill.colour), "hatch": fill.hatch, "linewidths": 0.0}
            ax.add_collection(ShapeCollection(outlines, members, **under), autolim=False)
        ax.add_collection(
            ShapeCollection(outlines, members, linewidths=2.2 if fill.bold else thin, **style), autolim=False
        )


def side_legend(ax: Axes, marks: Sequence[Mark], wrapped: Sequence[list[str]], heading: str) -> float:
    """Draw the legend right of the axes; return how far down (inches from their upper end) it reaches."""
    from matplotlib.patches import Rectangle

    move = inches_from(ax, 1, 1)
    top = -0.02
    if heading:
        for line in wrap(heading, LEGEND - 0.2, TEXT, bold=True):
            ax.text(0.16, top, line, transform=move, va="top", fontsize=TEXT, fontweight="bold", clip_on=False)
            top -= height(1)
        top -= 0.05
    for mark, lines in zip(marks, wrapped, strict=True):
        if mark.marker:
            ax.plot([0.27], [top - 0.085], mark.marker, color=mark.colour, transform=move, clip_on=False, markersize=6)
        else:
            thick = 2.0 if mark.edge == colour("mark") else 0.6
            patch = Rectangle(
                (0.16, top - 0.15), 0.22, 0.13, facecolor=mark.colour, hatch=mark.hatch or None,
                edgecolor=mark.edge or colour("line"), linewidth=thick, transform=move, clip_on=False,
            )  # fmt: skip
            ax.add_artist(patch)
        for line in lines:
            ax.text(0.46, top, line, transform=move, va="top", fontsize=TEXT, clip_on=False)
            top -= height(1)
        top -= 0.07
    return top


def _scale(ax: Axes, areas: Areas, below: float) -> None:
    """Draw a scale bar and a north arrow under the legend: north is up in a projection of its own zone."""
    move = inches_from(ax, 1, 1)
    west, _, east, _ = bounds(areas)
    ax.apply_aspect()
    inches_per_metre = ax.get_window_extent().width / figure_of(ax).dpi / (ax.get_xlim()[1] - ax.get_xlim()[0])
    length = _round_length((east - west) / 5, 1.1 / inches_per_metre)
    long, y = length * inches_per_metre, below - 0.5
    style: dict[str, Any] = {"color": colour("ink"), "transform": move, "clip_on": False}
    ax.plot([0.16, 0.16 + long], [y, y], linewidth=2.2, solid_capstyle="butt", **style)
    key = "kilometres" if length >= 1000 else "metres"
    shown = number(length / 1000 if length >= 1000 else length, None)
    ax.text(0.16, y - 0.05, say(f"map.{key}", length=shown), va="top", fontsize=SMALL, **style)
    ax.plot([1.7, 1.7], [y - 0.1, y + 0.16], linewidth=1.2, **style)
    ax.plot([1.7], [y + 0.16], "^", markersize=6, **style)
    ax.text(1.7, y + 0.24, say("map.north"), ha="center", va="bottom", fontsize=SMALL, fontweight="bold", **style)


def _round_length(wanted: float, at_most: float) -> float:
    """Return the largest of 1, 2, 5 times a power of ten that is not longer than both."""
    target = min(wanted, at_most)
    power = 10 ** math.floor(math.log10(target))
    return float(max(step * power for step in (1, 2, 5) if step * power <= target))


def listed(parts: Iterable[str]) -> tuple[str, ...]:
    """Return the notes that say something."""
    return tuple(part for part in parts if part)
