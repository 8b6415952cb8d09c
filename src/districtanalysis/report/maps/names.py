"""Names on a map: inside the shape where they fit, led out to the side where they do not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from districtanalysis.domain.areas import Areas
from districtanalysis.methods.label_places import spread
from districtanalysis.methods.outlines import holds_box, middles
from districtanalysis.report.maps.fills import Fill
from districtanalysis.report.measure import SOFT_HYPHEN, height, shorten, widest, width, wrap
from districtanalysis.report.stage import figure_of
from districtanalysis.report.style import SMALL, colour, on

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Above this, names stand only where they fit; further up none do.
LED_OUT = 30
NAMED = 200
_SMALLEST = 6.5
_LED = 1.35
_TINY = 0.35


def write_names(
    ax: Axes, areas: Areas, names: Mapping[str, str], fills: Sequence[Fill], *, values: Mapping[str, str] | None = None
) -> None:
    """Write the name of each shape, with its figure below where ``values`` holds one.

    Up to 30 districts, names that do not fit are led out to the side, and the map makes room for them; up to 200
    they are left out; beyond, none are written.
    """
    if len(areas) > NAMED:
        return
    texts = [areas.short.get(key, names.get(key, key)) for key in areas.ids]
    figures = [(values or {}).get(key, "") for key in areas.ids]
    centres = middles(areas.shapes)
    found = _all_fitting(ax, areas, centres, texts, figures)
    outside = [i for i, (lines, _) in enumerate(found) if not lines]
    if areas.schematic:
        found = [part if part[0] else _cut(ax, texts[i], figures[i]) for i, part in enumerate(found)]
    elif outside and len(areas) <= LED_OUT:
        short = [shorten(text.replace(SOFT_HYPHEN, ""), _LED, SMALL) for text in texts]
        said = [f"{text}: {figure}" if figure else text for text, figure in zip(short, figures, strict=True)]
        _make_room(ax, said, centres, outside)
        found = _all_fitting(ax, areas, centres, texts, figures)
        outside = [i for i, (lines, _) in enumerate(found) if not lines]
        _lead_out(ax, said, centres, outside)
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


def _make_room(ax: Axes, texts: Sequence[str], centres: np.ndarray, outside: Sequence[int]) -> None:
    """Widen the map where names have to stand beside it; it gets smaller and stays in the middle of its height."""
    (west, east), (south, north) = ax.get_xlim(), ax.get_ylim()
    middle = (west + east) / 2
    needed = [
        max((width(texts[i], SMALL) + 0.2 for i in outside if (centres[i][0] < middle) == left), default=0.0)
        for left in (True, False)
    ]
    wide = ax.get_window_extent().width / figure_of(ax).dpi
    per_inch = (east - west) / max(wide - sum(needed), wide / 3)
    ax.set_xlim(west - needed[0] * per_inch, west - needed[0] * per_inch + wide * per_inch)
    grown = (north - south) * (per_inch * wide / (east - west) - 1) / 2
    ax.set_ylim(south - grown, north + grown)


def _fitting(shape: object, centre: np.ndarray, text: str, figure: str, per_inch: float) -> tuple[list[str], float]:
    """Return the lines of a name and the size at which they fit into ``shape``; no lines where none does.

    The figure is left out before the name is: it stands in the table as well.
    """
    for last in ([figure], []) if figure else ([],):
        for size in (SMALL, 7.0, _SMALLEST):
            for room in (9.0, 1.1, 0.85, 0.65, 0.5):
                lines = [*wrap(text, room, size), *last]
                wide, high = widest(lines, size) + 0.04, height(len(lines), size) * 0.9
                if len(lines) <= 4 and holds_box(shape, centre, wide * per_inch, high * per_inch):
                    return lines, size
    return [], 0.0


def _write_inside(ax: Axes, centre: np.ndarray, lines: list[str], size: float, fill: Fill) -> None:
    box = {"facecolor": colour("paper"), "edgecolor": "none", "pad": 1.0, "alpha": 0.85} if fill.hatch else None
    ink = colour("ink") if fill.hatch else on(fill.colour)
    text = "\n".join(lines)
    ax.text(centre[0], centre[1], text, ha="center", va="center", fontsize=size, color=ink, bbox=box, linespacing=1.05)


def _lead_out(ax: Axes, texts: Sequence[str], centres: np.ndarray, outside: Sequence[int]) -> None:
    """Write names at the nearer side of the map, each with a line to a dot in its shape."""
    per_inch = _units_per_inch(ax)
    (west, east), (low, high) = ax.get_xlim(), ax.get_ylim()
    middle = (west + east) / 2
    for left in (True, False):
        members = [i for i in outside if (centres[i][0] < middle) == left]
        wanted = np.array([centres[i][1] for i in members])
        places = spread(wanted, height(1, SMALL) * 1.1 * per_inch, low, high)
        for i, y in zip(members, places, strict=True):
            x = west if left else east
            end = x + (1 if left else -1) * (width(texts[i], SMALL) + 0.05) * per_inch
            ax.plot([end, centres[i][0]], [y, centres[i][1]], color=colour("ink"), linewidth=0.7, zorder=4)
            ax.plot(*centres[i], ".", color=colour("ink"), markersize=4, zorder=4)
            ax.text(x, y, texts[i], ha="left" if left else "right", va="center", fontsize=SMALL, zorder=5)


def _units_per_inch(ax: Axes) -> float:
    ax.apply_aspect()
    return float((ax.get_xlim()[1] - ax.get_xlim()[0]) / (ax.get_window_extent().width / figure_of(ax).dpi))
