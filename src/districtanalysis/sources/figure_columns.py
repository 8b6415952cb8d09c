"""Columns of cells -> columns of figures: a hundred thousand cells are read at once, odd ones singly."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from districtanalysis.domain.observations import QUALIFIERS, STATUSES
from districtanalysis.sources.grid import Cell
from districtanalysis.sources.notation import Figure, read_figure
from districtanalysis.sources.profiles import load_profile

Floats = npt.NDArray[np.float64]
Small = npt.NDArray[np.int8]
_STATUS = {name: code for code, name in enumerate(STATUSES)}
_QUALIFIER = {name: code for code, name in enumerate(QUALIFIERS)}
_NUMBERS = {int, float}


@dataclass(frozen=True, slots=True)
class Signs:
    """How the cells of a column are to be read: profile of signs, decimal and thousands sign ("" = unknown)."""

    profile: str = "classic"
    decimal: str = ""
    thousands: str = ""


@dataclass(slots=True)
class Figures:
    """Figures of equally long columns: ``status`` and ``qualifier`` are places in the lists of the domain.

    ``texts`` holds the printed form by place, where it says more than value and decimals do;
    ``blank`` marks cells with nothing in them, ``ambiguous`` the places of figures that could be
    read differently. Values are in the printed unit, shares in percent.
    """

    value: Floats
    low: Floats
    high: Floats
    status: Small
    qualifier: Small
    decimals: Small
    blank: npt.NDArray[np.bool_]
    texts: dict[int, str] = field(default_factory=dict)
    ambiguous: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.value)

    def put(self, places: Sequence[int] | npt.NDArray[np.int64], figure: Figure) -> None:
        """Write one figure to several places."""
        self.value[places], self.low[places], self.high[places] = figure.value, figure.low, figure.high
        self.status[places], self.qualifier[places] = _STATUS[figure.status], _QUALIFIER[figure.qualifier]
        self.decimals[places] = figure.decimals
        self.texts.update((int(place), figure.text) for place in places)
        if figure.ambiguous:
            self.ambiguous.extend(int(place) for place in places)


def plain(value: Floats, decimals: Small, blank: npt.NDArray[np.bool_], profile: str) -> Figures:
    """Return the figures of plain numbers; a zero gets the status that the profile of signs gives it.

    >>> figures = plain(np.array([0.0, 2.5]), np.array([0, 1], dtype=np.int8), np.zeros(2, dtype=bool), "classic")
    >>> [STATUSES[code] for code in figures.status]
    ['rounded_zero', 'exact']
    """
    status = np.zeros(len(value), dtype=np.int8)
    zero = _STATUS[load_profile(profile).zero]
    if zero:
        status[value == 0] = zero
    qualifier = np.zeros(len(value), dtype=np.int8)
    return Figures(value, value.copy(), value.copy(), status, qualifier, decimals.astype(np.int8), blank)


def read_cells(cells: Sequence[Cell], decimals: Small, signs: Signs) -> Figures:
    """Return the figures of one column of cells; ``decimals`` is the printed precision of its numbers.

    What each cell says is decided by ``notation.read_figure``; equal texts are read once. Raises
    ``StudyError`` for an unknown profile of signs.

    >>> found = read_cells([7, "mind. 46", None, "."], np.array([0, -1, -1, -1], dtype=np.int8), Signs())
    >>> found.value.tolist(), found.blank.tolist(), found.texts
    ([7.0, 46.0, nan, nan], [False, False, True, False], {1: 'mind. 46', 3: '.'})
    """
    kinds = set(map(type, cells))
    if int in kinds and (decimals < 0).any():  # a whole number of a file that knows no formats
        whole = np.fromiter((cell.__class__ is int for cell in cells), dtype=np.bool_, count=len(cells))
        decimals = np.where(whole & (decimals < 0), 0, decimals).astype(np.int8)
    if kinds <= _NUMBERS:
        return _from_numbers(np.array(cells, dtype=np.float64), decimals, signs)
    numbers = np.array([cell if cell.__class__ in _NUMBERS else np.nan for cell in cells], dtype=np.float64)
    figures = _from_numbers(numbers, decimals, signs)
    odd: dict[Cell, list[int]] = {}
    for place, cell in enumerate(cells):
        if cell is None or cell == "":
            figures.blank[place] = True
        elif cell.__class__ not in _NUMBERS:
            odd.setdefault(cell, []).append(place)
    put_texts(figures, odd, signs)
    return figures


def put_texts(figures: Figures, places: dict[Cell, list[int]], signs: Signs) -> None:
    """Read every text once and write what it says to all of its places; plain numbers leave no text behind."""
    number = _number_of(signs.decimal)
    zero = _STATUS[load_profile(signs.profile).zero]
    for cell, where in places.items():
        found = number(cell) if isinstance(cell, str) else None
        if found is None:
            read = read_figure(cell, profile=signs.profile, decimal=signs.decimal, thousands=signs.thousands)
            figures.put(where, read)
            continue
        value, shown = found
        figures.value[where] = figures.low[where] = figures.high[where] = value
        figures.decimals[where] = shown
        figures.status[where] = zero if value == 0 else 0


def _number_of(decimal: str) -> Callable[[str], tuple[float, int] | None]:
    """Return a reader of the plainest numbers: digits and the known decimal sign, nothing else."""
    shape = re.compile(rf"-?\d+(?:{re.escape(decimal)}(\d+))?" if decimal else r"-?\d+()")

    def read(text: str) -> tuple[float, int] | None:
        match = shape.fullmatch(text.strip())
        if match is None:
            return None
        part = match[1] or ""
        return float(match[0].replace(decimal, ".") if part else match[0]) + 0.0, min(len(part), 127)

    return read


def _from_numbers(values: Floats, decimals: Small, signs: Signs) -> Figures:
    """Return the figures of cells that hold numbers; an infinite one cannot be read."""
    figures = plain(values, decimals, np.zeros(len(values), dtype=np.bool_), signs.profile)
    endless = np.flatnonzero(np.isinf(values))
    if endless.size:
        figures.put(endless, Figure(status="unreadable", text=str(values[endless[0]])))
    return figures
