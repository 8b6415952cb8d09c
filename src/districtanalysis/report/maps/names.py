"""Names on a map: inside the shape where they fit, led out to the side where they do not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from districtanalysis.domain.areas import Areas
from districtanalysis.methods.label_places import beside_points
from districtanalysis.methods.outlines import holds_box, middles
from districtanalysis.report.maps.fills import Fill
from districtanalysis.report.measure import SOFT_HYPHEN, height, shorten, widest, wrap
from districtanalysis.report.stage import figure_of
from districtanalysis.report.style import SMALL, colour, on

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Above this, names stand only where they fit; further up none do.
LED_OUT = 30
NAMED = 200
_SMALLEST = 6.5
_LED = 1.1
_DOT = 0.08
_GAPS = (0.08, 0.2, 0.35, 0.5, 0.7, 0.9, 1.2, 1.6, 2.0)
_TINY = 0.35


def write_names(
    ax: Axes, areas: Areas, names: Mapping[str, str], fills: Sequence[Fill], *, values: Mapping[str, str] | None = None
) -> None:
    """Write the name of each shape, with its figure below where ``values`` holds one.

    Up to 30 districts, names that do not fit are led out with a line; up to 200 they are left out; beyond, none are
    written.
    """
    if len(areas) > NAMED:
        return
    texts = [areas.short.get(key, names.get(key, key)) for key in areas.ids]
    figures = [(values or {}).get(key, "") for key in areas.ids]
    centres = middles(areas.shapes)
    found = _all_fitting(ax, areas, centres, texts, figures)
    if areas.schematic:
        found = [part if part[0] else _cut(ax, texts[i], figures[i]) for i, part in enumerate(found)]
    elif len(areas) <= LED_OUT:
        said = [f"{text}: {figure}" if figure else text for text, figure in zip(texts, figures, strict=True)]
        _lead_out(ax, said, centres, found)
    for i, (lines, size) in enumerate(found):
        if lines:
            _write_inside(ax, centres[i], lines, size, fills[i])


def _all_fitting(
    ax: Axes, areas: Areas, centres: np.ndarray, texts: Sequence[str], figures: Sequence[str]
) -> list[tuple[list[str], float]]:
    per_inch = _units_per_inch(ax)
    cases = zip(areas.shapes, centres, texts, figures, strict=True)
    return [_fitting(shape, centre, text, figure, per_inch) for shape, centre, text, figure in cases]


def _cut(ax: Axes, text: str, figure: str) -> tuple[list[str], float]:
    """Return a name cut to the width of a tile: nothing is led out of a map whose places mean nothing."""
    room = 0.85 / _units_per_inch(ax)
    lines = [shorten(line, room, _SMALLEST) for line in wrap(text, room, _SMALLEST)[:2]]
    fits = height(len(lines) + 1, _SMALLEST) <= room
    return ([*lines, figure] if figure and fits else lines) if room > _TINY else [], _SMALLEST


def _fitting(shape: object, centre: np.ndarray, text: str, figure: str, per_inch: float) -> tuple[list[str], float]:
    """Return the lines of a name and the size at which they fit into ``shape``; no lines where none does.

    The figure is left out before the name is: it stands in the table as well.
    """
    for last in ([figure], []) if figure else ([],):
        for size in (SMALL, 7.0, _SMALLEST):
            for room in (9.0, 1.1, 0.85, 0.65, 0.5):
                lines = [*wrap(text, room, size), *last]
                wide, high = widest(lines, size) + 0.02, height(len(lines), size) * 0.9
                if len(lines) <= 4 and holds_box(shape, centre, wide * per_inch, high * per_inch):
                    return lines, size
    return [], 0.0


def _write_inside(ax: Axes, centre: np.ndarray, lines: list[str], size: float, fill: Fill) -> None:
    box = {"facecolor": colour("paper"), "edgecolor": "none", "pad": 1.0, "alpha": 0.85} if fill.hatch else None
    ink = colour("ink") if fill.hatch else on(fill.colour)
    text = "\n".join(lines)
    ax.text(centre[0], centre[1], text, ha="center", va="center", fontsize=size, color=ink, bbox=box, linespacing=1.05)


def _lead_out(ax: Axes, texts: Sequence[str], centres: np.ndarray, found: Sequence[tuple[list[str], float]]) -> None:
    """Write each name that has no room in its shape beside it, as near as no other is in the way, with a line to it."""
    per_inch = _units_per_inch(ax)
    corner = np.array([ax.get_xlim()[0], ax.get_ylim()[0]])
    inches = (centres - corner) / per_inch
    room = ((ax.get_xlim()[1] - corner[0]) / per_inch, (ax.get_ylim()[1] - corner[1]) / per_inch)
    taken = [
        _box(inches[i], *_size(lines, size)) if lines else _box(inches[i], _DOT, _DOT)
        for i, (lines, size) in enumerate(found)
    ]
    for i, (lines, _) in enumerate(found):
        if lines:
            continue
        told = wrap(texts[i].replace(SOFT_HYPHEN, ""), _LED, SMALL)
        size = np.array([_size(told, SMALL)])
        for gap in _GAPS:
            place = beside_points(inches[[i]], size, np.array(taken), (0.0, 0.0, *room), gap)[0]
            if not np.isnan(place[0]):
                taken.append(_box(place, *size[0]))
                _write_led(ax, "\n".join(told), place * per_inch + corner, centres[i])
                break


def _write_led(ax: Axes, text: str, place: np.ndarray, centre: np.ndarray) -> None:
    box = {"facecolor": colour("paper"), "edgecolor": colour("line"), "linewidth": 0.5, "pad": 1.2}
    ax.plot([place[0], centre[0]], [place[1], centre[1]], color=colour("ink"), linewidth=0.8, zorder=4)
    ax.plot([centre[0]], [centre[1]], ".", color=colour("ink"), markersize=4.5, zorder=4)
    ax.text(place[0], place[1], text, ha="center", va="center", fontsize=SMALL, bbox=box, linespacing=1.05, zorder=5)


def _size(lines: Sequence[str], size: float) -> tuple[float, float]:
    """Return width and height in inches of lines with the edge around them."""
    return widest(list(lines), size) + 0.06, height(len(lines), size) * 0.95 + 0.04


def _box(centre: np.ndarray, wide: float, high: float) -> tuple[float, float, float, float]:
    x, y = float(centre[0]), float(centre[1])
    return (x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)


def _units_per_inch(ax: Axes) -> float:
    ax.apply_aspect()
    return float((ax.get_xlim()[1] - ax.get_xlim()[0]) / (ax.get_window_extent().width / figure_of(ax).dpi))
