"""What bar charts share: rows from top to bottom, names left of them, stretches with their figures inside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from districtanalysis.report.measure import shorten, width
from districtanalysis.report.stage import room_of
from districtanalysis.report.style import SMALL, TEXT, colour, on

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROWS = 30
NAME_ROOM = 2.5


def row_height(rows: int) -> float:
    """Return the height of one row in inches: generous for few, tight for many.

    >>> row_height(3) > row_height(30)
    True
    """
    return 0.42 if rows <= 6 else 0.32 if rows <= 14 else 0.25


def name_rows(ax: Axes, names: Sequence[str], *, marked: Sequence[bool] = (), room: float = NAME_ROOM) -> None:
    """Write ``names`` left of rows 0, 1, 2 ... from the top; the marked ones bold."""
    ax.set_ylim(len(names) - 0.5, -0.5)
    # marked names are bold, which is wider
    ax.set_yticks(range(len(names)), [shorten(name, room, TEXT, bold=any(marked)) for name in names])
    ax.tick_params(axis="y", length=0)
    for label, bold in zip(ax.get_yticklabels(), marked, strict=False):
        label.set_fontweight("bold" if bold else "normal")


def figure_inside(ax: Axes, text: str, row: float, left: float, length: float, background: str) -> bool:
    """Write ``text`` in the middle of a stretch where it fits; return whether it did."""
    low, high = ax.get_xlim()
    inches = abs(length) / abs(high - low) * room_of(ax)[0]
    if width(text, SMALL) + 0.06 > inches:
        return False
    ax.text(left + length / 2, row, text, ha="center", va="center_baseline", fontsize=SMALL, color=on(background))
    return True


def figure_beside(ax: Axes, text: str, x: float, row: float, *, bold: bool = False, left: bool = False) -> None:
    """Write ``text`` just right (or left) of ``x`` in a row."""
    ax.annotate(
        text,
        (x, row),
        xytext=(-4 if left else 4, 0),
        textcoords="offset points",
        ha="right" if left else "left",
        va="center_baseline",
        fontsize=TEXT,
        fontweight="bold" if bold else "normal",
        color=colour("ink"),
        annotation_clip=False,
    )
