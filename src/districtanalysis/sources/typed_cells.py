"""Columns of spreadsheet values as they are printed: whole numbers, percent, marks of the format, decimals."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from districtanalysis.sources.grid import Cell
from districtanalysis.sources.number_format import AS_NEEDED, UNKNOWN, NumberFormat, shown_decimals

_LARGEST_WHOLE = 2.0**53


def typed_column(column: Sequence[Cell]) -> tuple[Sequence[Cell], npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Return the cells of one column, and where these are numbers and whole numbers.

    Below its heading a column usually holds numbers only: these are taken at once.

    >>> typed_column(["Anzahl", 7.0, ""])[0]
    ['Anzahl', 7, None]
    """
    first = next((place for place, cell in enumerate(column) if cell.__class__ is float), len(column))
    below = column[first:] if first else column
    if set(map(type, below)) != {float}:
        return _mixed_column(column)
    values = np.array(below, dtype=np.float64)
    whole = _is_whole(values)
    head: list[Cell] = [None if cell == "" else cell for cell in column[:first]]
    tail = values.astype(np.int64).tolist() if whole.all() else list(below)
    if not whole.all():
        for place in np.flatnonzero(whole).tolist():
            tail[place] = int(values[place])
    above = np.zeros(first, dtype=np.bool_)
    numeric = np.concatenate([above, np.ones(len(values), dtype=np.bool_)])
    return head + tail, numeric, np.concatenate([above, whole])


def _mixed_column(column: Sequence[Cell]) -> tuple[Sequence[Cell], npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    cells: list[Cell] = [None if cell == "" else cell for cell in column] if "" in column else list(column)
    numeric = np.array([kind is float for kind in map(type, column)], dtype=np.bool_)
    whole = numeric.copy()
    values = np.array([cell for cell in column if isinstance(cell, float)], dtype=np.float64)
    whole[numeric] = _is_whole(values)
    for place in np.flatnonzero(whole).tolist():
        cells[place] = int(column[place])  # type: ignore[arg-type]
    return cells, numeric, whole


def _is_whole(values: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    whole: npt.NDArray[np.bool_] = (values == np.floor(values)) & (np.abs(values) < _LARGEST_WHOLE)
    return whole


def column_decimals(
    cells: Sequence[Cell], by_format: npt.NDArray[np.int8], whole: npt.NDArray[np.bool_]
) -> npt.NDArray[np.int8]:
    """Return the decimals of one column; where the format leaves it to the value, the value decides.

    >>> column_decimals([17.6], np.array([AS_NEEDED], dtype=np.int8), np.array([False])).tolist()
    [1]
    """
    found = np.where(whole & (by_format == AS_NEEDED), 0, by_format).astype(np.int8)
    for row in np.flatnonzero(found == AS_NEEDED).tolist():
        cell = cells[row]
        found[row] = shown_decimals(cell) if isinstance(cell, float) else UNKNOWN
    return found


def as_printed(cell: Cell, form: NumberFormat) -> Cell:
    """Return a number in percent where its format says so, and as text where the format prints marks beside it.

    >>> as_printed(0.1765, NumberFormat(1, percent=True)), as_printed(153, NumberFormat(0, after=" 1)"))
    (17.65, '153 1)')
    """
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return cell
    value: float = round(cell * 100, 10) if form.percent else cell
    if not (form.before or form.after):
        return int(value) if float(value).is_integer() else value
    digits = form.decimals if form.decimals >= 0 else max(shown_decimals(float(value)), 0)
    return f"{form.before}{value:.{digits}f}{form.after}".replace(".", ",")
