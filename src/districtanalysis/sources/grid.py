"""A sheet of cells as the office printed it: values, decimals, places, and what is hidden."""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from districtanalysis.domain.data import cell_name
from districtanalysis.language import say

Cell = str | float | int | bool | dt.date | dt.time | dt.timedelta | None
Rows = tuple[tuple[Cell, ...], ...]
Range = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """Cells of one sheet, row by row; all rows are equally long and blank cells are ``None``.

    Positions are indices into ``rows`` counted from 0, also in ``hidden_rows``, ``hidden_columns``
    and ``merged`` (first row, first column, last row, last column, both ends included).
    ``first_row`` and ``first_column`` are the place of ``rows[0][0]`` as a spreadsheet counts, from
    1: ``address`` joins the two. ``decimals`` (int8, one per cell) is the printed precision of
    numbers, -1 where it is unknown and for texts, which show it themselves. Texts are kept as they stand; a number printed in percent is stored in
    percent. ``decimal_signs`` (one per column) and ``thousands`` are the signs recognised in a text
    file or given by its reader, "" or nothing where there were none. ``longer_rows``: by position, how many fields a row
    above the table has, and how many the table. ``uncached`` names formula cells without a stored result, ``notes`` says in words
    what reading had to assume.
    """

    file: str
    sheet: str
    rows: Rows
    decimals: npt.NDArray[np.int8] = field(default_factory=lambda: np.full((0, 0), -1, dtype=np.int8))
    first_row: int = 1
    first_column: int = 1
    longer_rows: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[Range, ...] = ()
    uncached: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    decimal_signs: tuple[str, ...] = ()
    thousands: str = ""

    def __post_init__(self) -> None:
        """Fill in unknown decimals; raises ``ValueError`` for ragged rows or another shape of decimals."""
        width = len(self.rows[0]) if self.rows else 0
        if any(len(row) != width for row in self.rows):
            raise ValueError("rows of a grid must be equally long")
        if self.decimals.size == 0:
            unknown = np.full((len(self.rows), width), -1, dtype=np.int8)
            object.__setattr__(self, "decimals", unknown)
        elif self.decimals.shape != (len(self.rows), width):
            raise ValueError(f"decimals must be {len(self.rows)} x {width}, got {self.decimals.shape} instead")

    @property
    def height(self) -> int:
        """Number of rows."""
        return len(self.rows)

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.rows[0]) if self.rows else 0

    def address(self, row: int, column: int) -> str:
        """Return the spreadsheet name of the cell at two 0-based indices into ``rows``.

        >>> Grid("a.xlsx", "T", (("x", 1),), first_row=8, first_column=4).address(0, 1)
        'E8'
        """
        return cell_name(row + self.first_row, column + self.first_column)

    def position(self, row: int, column: int) -> tuple[int, int]:
        """Return row and column as a spreadsheet counts them, both from 1.

        >>> Grid("a.xlsx", "T", (("x", 1),), first_row=8, first_column=4).position(0, 1)
        (8, 5)
        """
        return row + self.first_row, column + self.first_column

    def printed_decimals(self, row: int, column: int) -> int:
        """Return the printed number of decimals of a cell, -1 where it is unknown.

        >>> Grid("a.xlsx", "T", ((17.6,),), np.array([[1]], dtype=np.int8)).printed_decimals(0, 0)
        1
        """
        return int(self.decimals[row, column])

    def decimal_sign(self, column: int) -> str:
        """Return the decimal sign of the numbers in a column, "" where it is not known.

        >>> Grid("a.csv", "", (("1,5",),), decimal_signs=(",",)).decimal_sign(0)
        ','
        """
        return self.decimal_signs[column] if column < len(self.decimal_signs) else ""

    def where(self, row: int = -1, column: int = -1) -> str:
        """Return the place in words: file and sheet, and the cell where both indices are given.

        >>> Grid("a.xlsx", "Stadtteile", ((1,),)).where()
        'a.xlsx, Blatt „Stadtteile“'
        >>> Grid("a.csv", "", ((1,),)).where(0, 0)
        'a.csv, A1'
        """
        parts = [self.file]
        if self.sheet:
            parts.append(say("source.sheet", sheet=self.sheet))
        if row >= 0 and column >= 0:
            parts.append(self.address(row, column))
        return ", ".join(parts)


def pad(rows: Sequence[Sequence[Cell]]) -> Rows:
    """Return rows as tuples of equal length, short ones filled with blank cells.

    >>> pad([["a"], ["b", 1]])
    (('a', None), ('b', 1))
    """
    width = max((len(row) for row in rows), default=0)
    return tuple((*row, *(None,) * (width - len(row))) for row in rows)


@contextmanager
def many_cells() -> Iterator[None]:
    """Pause the search for reference cycles: cells hold none, and a million of them triggers it over and over."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
