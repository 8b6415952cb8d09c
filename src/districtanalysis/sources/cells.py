"""A sheet as a reader of tables wants it: columns of texts and of figures, not single cells."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

from districtanalysis.domain.data import cell_name
from districtanalysis.language import say
from districtanalysis.sources.figure_columns import Figures, Signs, read_cells
from districtanalysis.sources.grid import Cell, Grid

Rows = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Texts:
    """A column of texts: ``codes`` are places in ``names``, -1 where the cell is blank."""

    codes: Codes
    names: tuple[str, ...]

    def taken(self, rows: Rows) -> Texts:
        """Return the same texts for some of the rows, or in another order."""
        return Texts(self.codes[rows], self.names)

    def name(self, row: int) -> str:
        """Return the text of one row, "" where the cell is blank."""
        code = int(self.codes[row])
        return self.names[code] if code >= 0 else ""


class Cells(ABC):
    """Columns of one sheet; positions count from 0, ``first_row`` and ``first_column`` as a spreadsheet counts."""

    file: str
    sheet: str
    height: int
    width: int
    first_row: int = 1
    first_column: int = 1
    longer_rows: Mapping[int, tuple[int, int]] = MappingProxyType({})
    notes: tuple[str, ...] = ()
    uncached: tuple[str, ...] = ()

    def __init__(self) -> None:
        """Start without any column read."""
        self._known: dict[int, tuple[int, int, Texts]] = {}

    @abstractmethod
    def text(self, row: int, column: int) -> str:
        """Return one cell as stripped text; "" where it is blank or outside."""

    def texts(self, column: int, start: int, stop: int) -> Texts:
        """Return the cells of one column, from row ``start`` to before ``stop``, as texts; read once."""
        first, last, known = self._known.get(column, (0, 0, None))
        if known is None or start < first or stop > last:
            first, last, known = start, stop, self.read_texts(column, start, stop)
            self._known[column] = (start, stop, known)
        return (
            known if (start, stop) == (first, last) else Texts(known.codes[start - first : stop - first], known.names)
        )

    @abstractmethod
    def read_texts(self, column: int, start: int, stop: int) -> Texts:
        """Return the cells of one column as texts; names in the order of their first rows."""

    @abstractmethod
    def figures(self, columns: Sequence[int], rows: Rows, profile: str) -> Figures:
        """Return the figures of several columns, one column after the other, in the order of ``rows``."""

    @abstractmethod
    def filled(self, start: int, stop: int) -> npt.NDArray[np.bool_]:
        """Return which cells hold something, rows x columns."""

    def address(self, row: int, column: int) -> str:
        """Return the spreadsheet name of the cell at two positions."""
        return cell_name(row + self.first_row, column + self.first_column)

    def where(self, row: int = -1, column: int = -1) -> str:
        """Return the place in words: file and sheet, and the cell where both positions are given."""
        sheet = [say("source.sheet", sheet=self.sheet)] if self.sheet else []
        cell = [self.address(row, column)] if row >= 0 and column >= 0 else []
        return ", ".join([self.file, *sheet, *cell])


class GridCells(Cells):
    """The cells of a grid, column by column."""

    def __init__(self, grid: Grid, *, decimal: str = "", thousands: str = "") -> None:
        """Turn the rows of ``grid`` into columns; ``decimal`` and ``thousands`` overrule what it recognised."""
        super().__init__()
        self.file, self.sheet, self.notes, self.uncached = grid.file, grid.sheet, grid.notes, grid.uncached
        self.longer_rows = grid.longer_rows
        self.height, self.width = grid.height, grid.width
        self.first_row, self.first_column = grid.first_row, grid.first_column
        self._decimals = grid.decimals
        self._columns: list[tuple[Cell, ...]] = list(zip(*grid.rows, strict=True))
        self._signs = [decimal or grid.decimal_sign(column) for column in range(self.width)]
        self._thousands = thousands or grid.thousands

    def text(self, row: int, column: int) -> str:
        """Return one cell as stripped text; a whole number without decimal point."""
        inside = 0 <= row < self.height and 0 <= column < self.width
        return as_text(self._columns[column][row]) if inside else ""

    def read_texts(self, column: int, start: int, stop: int) -> Texts:
        """Return the cells of one column as texts."""
        cells = self._columns[column][start:stop]
        if set(map(type, cells)) == {str}:
            return _of_texts(cells)
        places: dict[Cell, int] = {}
        number: dict[str, int] = {"": -1}
        codes = np.empty(stop - start, dtype=np.int32)
        for row, cell in enumerate(cells):
            code = places.get(cell)
            if code is None or cell.__class__ is bool:
                code = number.setdefault(as_text(cell), len(number) - 1)
                places[cell] = code
            codes[row] = code
        return Texts(codes, tuple(number)[1:])

    def figures(self, columns: Sequence[int], rows: Rows, profile: str) -> Figures:
        """Return the figures of several columns, one after the other."""
        whole = len(rows) and len(rows) == rows[-1] - rows[0] + 1
        found = []
        for column in columns:
            cells = self._columns[column]
            start = int(rows[0]) if whole else 0
            taken = cells[start : start + len(rows)] if whole else [cells[row] for row in rows.tolist()]
            signs = Signs(profile, self._signs[column], self._thousands)
            found.append(read_cells(taken, self._decimals[rows, column], signs))
        return joined(found)

    def filled(self, start: int, stop: int) -> npt.NDArray[np.bool_]:
        """Return which cells hold something."""
        table = np.empty((stop - start, self.width), dtype=np.bool_)
        for column, cells in enumerate(self._columns):
            part = cells[start:stop]
            kinds = set(map(type, part))
            if kinds <= {int, float}:
                table[:, column] = True
            elif str in kinds:
                table[:, column] = self.texts(column, start, stop).codes >= 0
            else:
                table[:, column] = [cell is not None for cell in part]
        return table


def _of_texts(cells: Sequence[Cell]) -> Texts:
    """Return a column that holds nothing but texts."""
    stripped = [str(cell).strip() for cell in cells]
    distinct = dict.fromkeys(stripped)
    distinct.pop("", None)
    number = {name: code for code, name in enumerate(distinct)} | {"": -1}
    return Texts(np.fromiter(map(number.__getitem__, stripped), dtype=np.int32, count=len(cells)), tuple(distinct))


def as_text(cell: Cell) -> str:
    """Return a cell as stripped text; "" for a blank one, a whole number without decimal point.

    >>> as_text(7.0), as_text(" Ost "), as_text(None)
    ('7', 'Ost', '')
    """
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def joined(parts: Sequence[Figures]) -> Figures:
    """Return figures one after the other; places count on."""
    if len(parts) == 1:
        return parts[0]

    def whole(name: str, dtype: type[np.generic]) -> npt.NDArray[Any]:
        return np.concatenate([np.zeros(0, dtype=dtype), *(getattr(part, name) for part in parts)])

    values = [whole(name, np.float64) for name in ("value", "low", "high")]
    codes = [whole(name, np.int8) for name in ("status", "qualifier", "decimals")]
    found = Figures(values[0], values[1], values[2], codes[0], codes[1], codes[2], whole("blank", np.bool_))
    offset = 0
    for part in parts:
        found.texts.update((place + offset, text) for place, text in part.texts.items())
        found.ambiguous += [place + offset for place in part.ambiguous]
        offset += len(part)
    return found
