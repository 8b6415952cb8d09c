"""The part of a sheet that recognition looks at: the first and last rows as texts, and what kind of cell each is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from districtanalysis.domain.variables import fold
from districtanalysis.sources.cells import Cells
from districtanalysis.sources.grid import Range
from districtanalysis.sources.notation import clear
from districtanalysis.sources.profiles import load_words

Kinds = npt.NDArray[np.int8]
BLANK, TEXT, NUMBER, YEAR, CODE, SIGN = range(6)
_MOST_CELLS = 400_000
_HEAD, _TAIL, _FEWEST = 1500, 300, 40
_NUMBER = re.compile(
    r"[(]?[<>≥≤~+±-]?\s*(\d[\d., '’]*|\d+(\.\d+)?e[+-]?\d+)\s*[%‰]?\s*[)]?(\s*[prseu]|\s*\d\)|\s*[*¹²³])?",
    re.IGNORECASE,
)
_QUALIFIED = re.compile(
    r"(mind\.?|mindestens|ca\.?|rd\.?|rund|knapp|etwa|gut|about|at least)\s*\d[\d., ]*", re.IGNORECASE
)
_SIGNS = {"-", "–", "—", ".", "·", "..", "...", "…", "/", "x", "k", "g", "t", "u", "*", "( )", "()", "(-)"}
_NOTHING = {"#div/0!", "#wert!", "#value!", "#bezug!", "#ref!", "#name?", "inf", "-inf"}


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """Rows of a sheet: ``rows`` are their positions, ``texts`` their cells, ``kinds`` what each cell is.

    Where a table is long, ``rows`` has a gap behind position ``head - 1``: the rows between were not looked at.
    """

    cells: Cells
    rows: tuple[int, ...]
    texts: tuple[tuple[str, ...], ...]
    kinds: Kinds
    head: int
    merged: tuple[Range, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    notes: tuple[str, ...] = field(default=())

    @property
    def whole(self) -> bool:
        """Whether every row of the sheet is in it."""
        return len(self.rows) == self.cells.height

    def printed_row(self, place: int) -> int:
        """Return the row of a place in this window as a spreadsheet counts it."""
        return self.rows[place] + self.cells.first_row

    def letter(self, column: int) -> str:
        """Return the letters of a column as a spreadsheet counts."""
        return self.cells.address(0, column).rstrip("0123456789")


def look_at(
    cells: Cells,
    *,
    merged: tuple[Range, ...] = (),
    hidden_rows: frozenset[int] = frozenset(),
    hidden_columns: frozenset[int] = frozenset(),
) -> Window:
    """Return the first and last rows of a sheet, all of them where it is small: at most 400 000 cells are looked at."""
    width = max(cells.width, 1)
    most = max(_FEWEST, min(_HEAD + _TAIL, _MOST_CELLS // width))
    if cells.height <= most:
        rows = tuple(range(cells.height))
        head = len(rows)
    else:
        tail = min(_TAIL, most // 4)
        head = most - tail
        rows = (*range(head), *range(cells.height - tail, cells.height))
    texts = tuple(tuple(cells.text(row, column) for column in range(cells.width)) for row in rows)
    kinds = np.array([[kind_of(text) for text in row] for row in texts], dtype=np.int8).reshape(len(rows), cells.width)
    return Window(cells, rows, texts, kinds, head, merged, hidden_rows, hidden_columns)


@lru_cache(maxsize=1 << 16)
def kind_of(text: str) -> int:
    """Return what a cell holds: ``BLANK``, ``TEXT``, ``NUMBER``, ``YEAR``, ``CODE`` (leading zeros) or ``SIGN``.

    >>> [kind_of(text) for text in ("", "Altstadt", "3 815", "2019", "0101", "...")]
    [0, 1, 2, 3, 4, 5]
    """
    plain = clear(text)
    if not plain:
        return BLANK
    if re.fullmatch(r"(19|20)\d\d", plain):
        return YEAR
    if re.fullmatch(r"0\d+", plain):
        return CODE
    if plain in _SIGNS or plain.casefold() in _NOTHING or fold(plain) in _words():
        return SIGN
    if _NUMBER.fullmatch(plain) or _QUALIFIED.fullmatch(plain):
        return NUMBER
    return TEXT


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    return frozenset(load_words()["cells"]["not_available"])
