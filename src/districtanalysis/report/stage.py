"""The sheet of a picture: title, explanation, legend, room for the drawing, notes below; lengths in inches.

The same words are placed on a sheet of our own and on axes that somebody else brings; on those, nothing outside
them is moved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, cast

from districtanalysis.language import current, number, using
from districtanalysis.report.caption import Caption, remember
from districtanalysis.report.measure import POINTS_PER_INCH, height, widest, width, wrap
from districtanalysis.report.style import SMALL, TEXT, TITLE, colour

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.figure import Figure
    from matplotlib.transforms import Transform

WIDTH = 7.6
_EDGE = 0.14
_GAP = 0.1
_SWATCH = 0.17
_plain: ContextVar[bool] = ContextVar("districtanalysis_plain_figures", default=False)


@dataclass(frozen=True, slots=True)
class Mark:
    """One entry of a legend: a patch, a dot (``marker``) or a line (``dashes``)."""

    label: str
    colour: str
    hatch: str = ""
    marker: str = ""
    dashes: str = ""
    edge: str = ""


@contextmanager
def plain_figures() -> Iterator[None]:
    """Make figures inside the block that no notebook shows and nobody has to close."""
    token = _plain.set(True)
    try:
        yield
    finally:
        _plain.reset(token)


def stage(
    ax: Axes | None,
    caption: Caption,
    *,
    body: float,
    wide: float = WIDTH,
    left: float = 0.0,
    right: float = _EDGE,
    below: float = 0.0,
    above: float = 0.0,
    legend: Sequence[Mark] = (),
) -> Axes:
    """Return axes of ``body`` inches height with the words of ``caption`` around them.

    ``left``, ``right``, ``below`` and ``above`` are the room that the drawing needs for its own labels. With ``ax`` the words
    stand around those axes instead.
    """
    own = ax is None
    room = wide - 2 * _EDGE if own else _room(ax)
    title = wrap(caption.title, room, TITLE, bold=True)
    lines = wrap(caption.subtitle, room, TEXT) if caption.subtitle else []
    rows = _legend_rows(legend, room)
    notes = [line for note in caption.notes for line in wrap(note, room, SMALL)]
    head = (
        height(len(title), TITLE) + height(len(lines)) + height(len(rows), TEXT + 2) + (2 if rows else 1) * _GAP + above
    )
    foot = below + (_GAP / 2 + height(len(notes), SMALL) if notes else 0.0)
    if ax is None:
        ax = _sheet(
            wide, head + body + foot + 2 * _EDGE, (left + _EDGE, foot + _EDGE), (wide - left - right - 2 * _EDGE, body)
        )
    shift = -left if own else 0.0
    _write_head(ax, title, lines, rows, shift, head)
    _write_notes(ax, notes, shift, -(below + _GAP / 2) if own else -0.6)
    remember(ax, caption)
    return ax


def numbers_on(axis: Axis, decimals: int | None = None, *, absolute: bool = False, suffix: str = "") -> None:
    """Word the ticks of ``axis`` as the language in force writes numbers, whenever they are drawn."""
    from matplotlib.ticker import FuncFormatter

    code = current()

    def worded(value: float, _position: int) -> str:
        with using(code):
            return number(abs(value) if absolute else value, decimals) + suffix

    axis.set_major_formatter(FuncFormatter(worded))


def quiet_axes(ax: Axes, *, along: Literal["x", "y"] = "x") -> None:
    """Leave fine lines across the drawing in the direction that is read, and no frame."""
    ax.set_axisbelow(True)
    ax.grid(visible=True, axis=along, color=colour("grid"), linewidth=0.7)
    for side in ("top", "right", "left" if along == "x" else "bottom"):
        ax.spines[side].set_visible(False)
    ax.tick_params(axis="both", length=0)


def points(inches: float) -> float:
    """Return a length in points.

    >>> points(1)
    72.0
    """
    return inches * POINTS_PER_INCH


def room_of(ax: Axes) -> tuple[float, float]:
    """Return width and height of ``ax`` in inches."""
    box = ax.get_window_extent()
    dots = figure_of(ax).dpi
    return float(box.width / dots), float(box.height / dots)


def figure_of(ax: Axes) -> Figure:
    """Return the whole figure that ``ax`` stands on, also where it is part of another."""
    figure = ax.figure
    while (outer := getattr(figure, "figure", figure)) is not figure:
        figure = outer
    return cast("Figure", figure)


def _room(ax: Axes | None) -> float:
    return WIDTH if ax is None else max(room_of(ax)[0], 1.5)


def _sheet(wide: float, high: float, corner: tuple[float, float], size: tuple[float, float]) -> Axes:
    figure = new_figure(wide, high)
    box = (corner[0] / wide, corner[1] / high, size[0] / wide, size[1] / high)
    return figure.add_axes(box)


def new_figure(wide: float, high: float) -> Figure:
    """Return an empty figure of that size: one that a notebook shows, or a plain one inside ``plain_figures``."""
    if _plain.get():
        from matplotlib.figure import Figure as Plain

        return Plain(figsize=(wide, high))
    import matplotlib.pyplot as plt

    return plt.figure(figsize=(wide, high))


def _write_head(
    ax: Axes, title: list[str], lines: list[str], rows: list[list[Mark]], shift: float, head: float
) -> None:
    write = _writer(ax, 1.0)
    top = head
    for line in title:
        write(line, shift, top, TITLE, weight="bold", color=colour("ink"))
        top -= height(1, TITLE)
    for line in lines:
        write(line, shift, top - 0.02, TEXT, color=colour("muted"))
        top -= height(1)
    if rows:
        _draw_legend(ax, rows, shift, top - _GAP)


def _write_notes(ax: Axes, notes: list[str], shift: float, start: float) -> None:
    write = _writer(ax, 0.0)
    for i, line in enumerate(notes):
        write(line, shift, start - height(i, SMALL), SMALL, color=colour("muted"))


def _writer(ax: Axes, edge: float) -> Callable[..., None]:
    """Return a function that writes a line at inches from the left end of the upper (1) or lower (0) edge."""

    def write(text: str, x: float, y: float, size: float, **how: Any) -> None:
        ax.annotate(
            text,
            (0, edge),
            xycoords="axes fraction",
            xytext=(points(x), points(y)),
            textcoords="offset points",
            ha="left",
            va="top",
            fontsize=size,
            annotation_clip=False,
            **how,
        )

    return write


def _legend_rows(legend: Sequence[Mark], room: float) -> list[list[Mark]]:
    rows: list[list[Mark]] = []
    used = 0.0
    for mark in legend:
        needed = _entry_width(mark)
        if rows and used + needed <= room:
            rows[-1].append(mark)
            used += needed
        else:
            rows.append([mark])
            used = needed
    return rows


def _entry_width(mark: Mark) -> float:
    return _SWATCH + 0.08 + width(mark.label) + 0.2


def _draw_legend(ax: Axes, rows: list[list[Mark]], shift: float, top: float) -> None:
    write = _writer(ax, 1.0)
    step = height(1, TEXT + 2)
    for i, row in enumerate(rows):
        x, y = shift, top - i * step
        for mark in row:
            _swatch(ax, mark, x, y - 0.015)
            write(mark.label, x + _SWATCH + 0.08, y, TEXT, color=colour("ink"))
            x += _entry_width(mark)


def _swatch(ax: Axes, mark: Mark, x: float, y: float) -> None:
    """Draw one sign of the legend with its upper left corner at inches from the upper left end of ``ax``."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Rectangle

    move = inches_from(ax, 0, 1)
    if mark.marker or mark.dashes:
        middle = ([x, x + _SWATCH / 2, x + _SWATCH], [y - 0.06] * 3)
        line = Line2D(
            *middle,
            color=mark.colour,
            linestyle=cast("Any", mark.dashes or "none"),
            marker=mark.marker or "none",
            markevery=[1],
            markersize=6,
            markeredgecolor=mark.edge or mark.colour,
            linewidth=1.6,
            transform=move,
            clip_on=False,
        )
        ax.add_artist(line)
        return
    patch = Rectangle(
        (x, y - 0.12),
        _SWATCH,
        0.12,
        facecolor=mark.colour,
        hatch=mark.hatch or None,
        edgecolor=mark.edge or colour("line"),
        linewidth=0.6,
        transform=move,
        clip_on=False,
    )
    ax.add_artist(patch)


def inches_from(ax: Axes, x: float, y: float) -> Transform:
    """Return inches from a corner of ``ax`` (0 or 1 in either direction) that moves along when the figure is resized."""
    from matplotlib.transforms import ScaledTranslation

    return ax.figure.dpi_scale_trans + ScaledTranslation(x, y, ax.transAxes)  # type: ignore[arg-type] # any transform will do


def label_room(labels: list[str], at_most: float = 2.6, *, bold: bool = False) -> float:
    """Return the inches that labels beside an axis need, at most ``at_most``.

    >>> label_room([])
    0.12
    """
    return min(widest(labels, bold=bold), at_most) + 0.12
