"""How wide the columns of a text table are, and which of them stand side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from districtanalysis.report.values import plain
from districtanalysis.report.wrapping import narrowest, width_of, wrap_label

GAP = 2
# Running text in a narrower column falls apart into single words.
_NARROWEST_TEXT = 24
_TIGHTEST_TEXT = 16
_LEAST_TEXT = 8
# A column of text longer than this may wrap, whether it was announced as running text or not.
_LONGEST_NAME = 34


@dataclass(frozen=True, slots=True)
class Measure:
    """One column: its heading, the width of its widest cell, and whether its cells may wrap.

    ``divided`` is the width that names need when they are divided like headings; 0 keeps them whole.
    """

    label: str
    natural: int
    wraps: bool
    divided: int = 0

    @property
    def least(self) -> int:
        """The width without which the column cannot be read."""
        body = self.divided or (min(self.natural, _NARROWEST_TEXT) if self.wraps else self.natural)
        return max(body, narrowest(self.label))

    def tight(self, cells: Sequence[str]) -> Measure:
        """Return the measure with names in ``cells`` divided as headings are; for a narrow screen."""
        body = max((narrowest(cell) for cell in cells), default=1)
        return replace(self, divided=max(body, min(self.natural, _TIGHTEST_TEXT)) if self.wraps else body)

    def height(self, width: int) -> int:
        """How many lines the heading takes in ``width``."""
        return len(wrap_label(self.label, width))

    def width_for(self, height: int) -> int:
        """The least width in which the heading takes at most ``height`` lines."""
        full = max(self.least, width_of(plain(self.label)))
        return next((width for width in range(self.least, full) if self.height(width) <= height), full)

    @property
    def undivided(self) -> int:
        """The width in which no word of the heading is divided."""
        return max(self.least, *(width_of(word) for word in self.label.split(" ")))


def measure(label: str, cells: Sequence[str], *, wide: bool, figures: bool) -> Measure:
    """Return the measure of a column from its heading and its drawn cells.

    >>> measure("Rang", ["1", "2"], wide=False, figures=True).least
    4
    """
    natural = max((width_of(line) for cell in cells for line in cell.split("\n")), default=0)
    return Measure(label, natural, not figures and (wide or natural > _LONGEST_NAME))


def bands(columns: Sequence[Measure], width: int, fixed: int) -> list[list[int]]:
    """Return the places of the columns in bands that fit ``width``.

    The first ``fixed`` columns, which name the row, are repeated in each band.

    >>> column = Measure("Ausländeranteil", 20, wraps=False)
    >>> bands([column] * 4, 66, 1)
    [[0, 1, 2], [0, 3]]
    """
    base = list(range(fixed))
    found = [list(base)]
    for place in range(fixed, len(columns)):
        trial = [*found[-1], place]
        if total([columns[p].least for p in trial]) > width and len(found[-1]) > fixed:
            found.append([*base, place])
        else:
            found[-1] = trial
    return found


def widths(columns: Sequence[Measure], width: int) -> list[int]:
    """Return the widths of columns side by side, sharing out what ``width`` leaves.

    The headings get as low as the room allows, then running text gets its room, then words
    are put together again. Where even the least does not fit, running text is squeezed.

    >>> widths([Measure("Rang", 1, wraps=False), Measure("Grund", 200, wraps=True)], 60)
    [4, 54]
    """
    result = [column.least for column in columns]
    for height in range(1, max(column.height(column.least) for column in columns) + 1):
        trial = [column.width_for(height) for column in columns]
        if total(trial) <= width:
            result = trial
            break
    _share_among_text(columns, result, width - total(result))
    for place, column in enumerate(columns):
        # Names first: they are read, headings are recognised.
        if column.divided and total(result) - result[place] + column.natural <= width:
            result[place] = max(result[place], column.natural)
    whole = [max(now, column.undivided) for now, column in zip(result, columns, strict=True)]
    for place in sorted(range(len(columns)), key=lambda p: (whole[p] - result[p], p)):
        if total(result) - result[place] + whole[place] <= width:
            result[place] = whole[place]
    return result


def total(column_widths: Sequence[int]) -> int:
    """Return the width of a whole line.

    >>> total([4, 10])
    16
    """
    return sum(column_widths) + GAP * (len(column_widths) - 1)


def _share_among_text(columns: Sequence[Measure], result: list[int], spare: int) -> None:
    """Widen the columns of running text by ``spare`` in proportion, or narrow them where it is below 0."""
    while spare > 0:
        wanting = [p for p, column in enumerate(columns) if column.wraps and column.natural > result[p]]
        if not wanting:
            return
        result[min(wanting, key=lambda p: (result[p] / columns[p].natural, p))] += 1
        spare -= 1
    while spare < 0:
        squeezable = [p for p, column in enumerate(columns) if column.wraps and result[p] > _LEAST_TEXT]
        if not squeezable:
            return
        result[max(squeezable, key=lambda p: (result[p], -p))] -= 1
        spare += 1
