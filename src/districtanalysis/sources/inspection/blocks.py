"""Where tables begin and end on a sheet: titles, header rows, rows of data, lines below."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from districtanalysis.domain.variables import fold
from districtanalysis.sources.inspection.window import BLANK, CODE, NUMBER, SIGN, TEXT, YEAR, Window
from districtanalysis.sources.inspection.words import AREA_WORD, ID_WORD
from districtanalysis.sources.layout import FOOTER
from districtanalysis.sources.units import is_unit

_DEEPEST = 5
_STOP = re.compile("|".join(f"(?:{pattern})" for pattern in FOOTER))
_TITLE = re.compile(r"^(tab(elle)?\b|tab\. ?\d|stand\b|table\b)")
_FIGURES = (NUMBER, YEAR, CODE, SIGN)


@dataclass(slots=True)
class Block:
    """One table; all rows are places in the window.

    ``titles`` are lines above, ``header`` its header rows, ``body`` the rows with cells of data,
    ``alone`` rows of a single text inside (sections), ``repeated`` header rows that come again,
    ``below`` lines of notes.
    """

    titles: list[int] = field(default_factory=list)
    header: list[int] = field(default_factory=list)
    body: list[int] = field(default_factory=list)
    alone: list[int] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)
    below: list[int] = field(default_factory=list)
    blank_after: bool = False


def find_blocks(window: Window) -> list[Block]:
    """Return the tables of a sheet from top to bottom.

    A table is a run of rows with figures where its columns hold figures, below rows of headings;
    headings that come again with other words begin another table.
    """
    rows = _Rows(window)
    blocks: list[Block] = []
    place = 0
    while place < len(window.rows):
        first = next((r for r in range(place, len(window.rows)) if rows.is_data(r)), None)
        if first is None:
            if blocks:
                blocks[-1].below += [r for r in range(place, len(window.rows)) if rows.filled[r]]
            break
        block = Block()
        block.alone = rows.sections_above(first, place)
        block.header = rows.header_above(block.alone[0] if block.alone else first, place)
        top = block.header[0] if block.header else first
        block.titles = [r for r in range(place, top) if rows.filled[r]]
        place = _body(rows, block, first)
        blocks.append(block)
    return [block for block in blocks if len(block.body) > 1 or block.header]


def _body(rows: _Rows, block: Block, first: int) -> int:
    """Collect the rows of a table from its first one on; return where the search goes on."""
    place = first
    last = len(rows.filled)
    while place < last:
        if not rows.filled[place]:
            following = rows.next_filled(place)
            if following is None or not (rows.is_data(following) or rows.goes_on(following, block)):
                block.blank_after = True
                return place + 1
            place = following
        elif rows.is_note(place):
            return _notes(rows, block, place)
        elif rows.is_data(place):
            block.body.append(place)
            place += 1
        elif rows.repeats(place, block):
            block.repeated.append(place)
            place += 1
        elif rows.is_lone(place) and rows.goes_on(place, block):
            block.alone.append(place)
            place += 1
        elif rows.filled[place] > 1 and not rows.is_heading(place):
            block.body.append(place)
            place += 1
        else:
            return place
    return place


def _notes(rows: _Rows, block: Block, place: int) -> int:
    while place < len(rows.filled) and rows.filled[place] <= 2 and not rows.is_data(place):  # notes may stand apart
        if rows.filled[place]:
            if rows.heads_a_table(place):
                break
            block.below.append(place)
        place += 1
    return place


class _Rows:
    """What the rows of a window look like."""

    def __init__(self, window: Window) -> None:
        self.window = window
        kinds = window.kinds
        self.filled: npt.NDArray[np.int64] = (kinds != BLANK).sum(axis=1)
        figures = np.isin(kinds, _FIGURES)
        texts = kinds == TEXT
        many = figures.sum(axis=0)
        self.numeric: npt.NDArray[np.bool_] = (many > 0) & (many >= 0.5 * (many + texts.sum(axis=0)))
        self.of_years: npt.NDArray[np.bool_] = (kinds == YEAR).sum(axis=0) > 0.5 * np.maximum(many, 1)
        self.figures = (figures & self.numeric).sum(axis=1)
        self.texts = (texts & self.numeric).sum(axis=1)
        self.kinds = kinds

    def is_data(self, row: int) -> bool:
        """Return whether a row holds figures where its columns do, and is no row of years or numbers of columns."""
        if not self.numeric.any():
            return False
        if not self.figures[row] or self.figures[row] < self.texts[row]:
            return False
        return not self.is_heading(row) and not (self.is_lone(row) and self.kinds.shape[1] > 2)

    def is_heading(self, row: int) -> bool:
        """Return whether a row holds headings: texts over figures, years in a row, or columns numbered on."""
        if self.texts[row] > self.figures[row]:
            return bool(self.filled[row] > 1) or self.kinds.shape[1] == 1
        here = [c for c in np.flatnonzero(self.numeric).tolist() if self.kinds[row, c] in _FIGURES]
        if len(here) < 2:
            return False
        years = [c for c in here if self.kinds[row, c] == YEAR]
        if len(years) == len(here) and not self.of_years[years].all():
            return len({self.window.texts[row][c] for c in years}) == len(years)
        return self._counts_on(row, here)

    def _counts_on(self, row: int, here: list[int]) -> bool:
        numbers = [self.window.texts[row][c].strip() for c in here]
        if len(numbers) < 5 or not all(text.isdecimal() for text in numbers) or here[0] == 0:
            return False
        return [int(text) for text in numbers] == list(range(int(numbers[0]), int(numbers[0]) + len(numbers)))

    def is_lone(self, row: int) -> bool:
        """Return whether a row holds a single cell."""
        return bool(self.filled[row] == 1)

    def first_text(self, row: int) -> str:
        """Return the first filled cell of a row."""
        return next((text for text in self.window.texts[row] if text), "")

    def is_note(self, row: int) -> bool:
        """Return whether a row is a line below a table: a source, a rule, a footnote."""
        text = fold(self.first_text(row))
        return self.filled[row] <= 2 and bool(_STOP.search(text)) and not re.fullmatch(r"[\d.\-/* ]*", text)

    def next_filled(self, row: int) -> int | None:
        """Return the next row with a cell; None where there is none."""
        return next((r for r in range(row, len(self.filled)) if self.filled[r]), None)

    def goes_on(self, row: int, block: Block) -> bool:
        """Return whether figures follow a lone text without headings between: then it is a section of the table."""
        place: int | None = row
        while place is not None and (self.is_lone(place) or self.repeats(place, block)):
            if self.is_note(place):
                return False
            place = self.next_filled(place + 1)
        return place is not None and self.is_data(place)

    def heads_a_table(self, row: int) -> bool:
        """Return whether a line stands above the headings of another table."""
        place = self.next_filled(row + 1)
        return bool(_TITLE.match(fold(self.first_text(row)))) and place is not None and self.is_heading(place)

    def repeats(self, row: int, block: Block) -> bool:
        """Return whether a row says the same as a header row of the table."""
        return any(self.window.texts[row] == self.window.texts[above] for above in block.header)

    def sections_above(self, first: int, top: int) -> list[int]:
        """Return the row of a single text right above the data where the headings stand above it: the first section."""
        row = first - 1
        if row <= top or not self.is_lone(row) or self.kinds[row, 0] != TEXT or not self.is_heading(row - 1):
            return []
        text = fold(self.first_text(row))
        return [] if AREA_WORD.search(text) or ID_WORD.search(text) or self._reaches_down(row, 0) else [row]

    def header_above(self, first: int, top: int) -> list[int]:
        """Return the header rows above the first row of data, at most five, blank rows between left out."""
        row = first - 1
        while row >= top and not self.filled[row]:
            row -= 1
        found: list[int] = []
        while row >= top and self.filled[row] and len(found) < _DEEPEST and self._explains(row, top, found):
            found.insert(0, row)
            row -= 1
        return found

    def _explains(self, row: int, top: int, below: list[int]) -> bool:
        """Return whether a row above the data is a header row and no title or note."""
        text = fold(self.first_text(row))
        if self.is_lone(row):
            column = int(np.flatnonzero(self.kinds[row] != BLANK)[0])
            if self._reaches_down(row, column):
                return True
            if is_unit(text) and row > top:
                return True
            if column == 0:
                return bool(below) and len(text.split()) <= 4 and bool(AREA_WORD.search(text) or ID_WORD.search(text))
            return bool(below) and any(self.filled[above] for above in range(top, row))
        few = self.filled[row] <= 2 and bool(below) and self.filled[below[0]] > 3
        return not (few and _TITLE.match(text))

    def _reaches_down(self, row: int, column: int) -> bool:
        """Return whether a cell is merged with the one below it."""
        where = self.window.rows[row]
        return any(a == where and b == column and c > a for a, b, c, _ in self.window.merged)
