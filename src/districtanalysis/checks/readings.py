"""Misprints: which one figure, read with one digit more, less, other or exchanged, would make the sums agree."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from districtanalysis.checks.cube import Cube
from districtanalysis.checks.equations import Equation

Cell = tuple[int, int]
_SHOWN = 2
_CLOSE = 0.005


@dataclass(frozen=True, slots=True)
class Broken:
    """A sum that does not come out: cells (line, district) of the whole and the parts, and what the parts lack."""

    kind: str
    whole: Cell
    parts: tuple[Cell, ...]
    missing: float

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The whole and its parts."""
        return self.whole, *self.parts


def one_digit_apart(printed: str, meant: str) -> bool:
    """Return whether one digit was left out, added, mistyped or exchanged with its neighbour.

    >>> one_digit_apart("7602", "6702"), one_digit_apart("13066", "1306"), one_digit_apart("7602", "6720")
    (True, True, False)
    """
    if len(printed) == len(meant):
        apart = [place for place in range(len(meant)) if printed[place] != meant[place]]
        return len(apart) == 1 or (
            len(apart) == 2
            and apart[1] == apart[0] + 1
            and printed[apart[0]] == meant[apart[1]]
            and printed[apart[1]] == meant[apart[0]]
        )
    short, long = sorted((printed, meant), key=len)
    return len(long) == len(short) + 1 and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def nearly_read(printed: str, meant: float) -> bool:
    """Return whether digits, one of them at most wrong or too many, are a count or within half a percent of it.

    >>> nearly_read("13066", 1305), nearly_read("857", 857), nearly_read("857", 1857), nearly_read("1857", 900)
    (True, True, True, False)
    """
    whole = f"{meant:.0f}"
    if meant < 0 or printed == whole or one_digit_apart(printed, whole):
        return meant >= 0
    shorter = {printed[:at] + printed[at + 1 :] for at in range(len(printed))} - {""}
    return any(abs(int(digits) - meant) <= _CLOSE * meant for digits in shorter)


def digits_of(row: pd.Series) -> str:
    """Return the digits of a figure as they are printed."""
    return _digits(row["text"], float(row["value"]))


def _digits(text: object, value: float) -> str:
    if isinstance(text, str):
        return re.sub(r"\D", "", text)
    return "" if math.isnan(value) else f"{abs(value):.0f}"


def misread(row: pd.Series, meant: float) -> bool:
    """Return whether a figure can be a misprint of the count ``meant``."""
    return _mistyped(digits_of(row), meant)


def _mistyped(digits: str, meant: float) -> bool:
    whole = meant >= 0 and abs(meant - round(meant)) < 1e-6
    return whole and one_digit_apart(digits, str(round(meant)))


def required(cube: Cube, broken: Broken, cell: Cell) -> float:
    """Return the value that would make a broken sum come out, in one of its cells."""
    value = float(cube.values[cell])
    return value - broken.missing if cell == broken.whole else value + broken.missing


def readings(cube: Cube, sums: Sequence[Broken], held: Sequence[Equation]) -> dict[Broken, dict[Cell, float]]:
    """Return for each broken sum the cells that can be misprinted, with the reading that repairs it.

    Of several the ones stay that repair most sums and break fewest of those that come out (``held``).
    """
    found = {each: _candidates(cube, each) for each in sums}
    repaired: dict[tuple[Cell, float], int] = defaultdict(int)
    for cells in found.values():
        for cell, value in cells.items():
            repaired[cell, value] += 1
    by_line = defaultdict(list)
    for equation in held:
        for line in equation.lines:
            by_line[line].append(equation)
    best = {}
    for each, cells in found.items():
        worth = {cell: repaired[cell, value] - _spoilt(cube, cell, by_line) for cell, value in cells.items()}
        most = max(worth.values(), default=0)
        chosen = {cell: value for cell, value in cells.items() if worth[cell] == most}
        best[each] = chosen if len(chosen) <= _SHOWN else {}  # among many parts some digit always fits
    return best


def _candidates(cube: Cube, broken: Broken) -> dict[Cell, float]:
    if sum(cube.values[cell] != round(cube.values[cell]) for cell in broken.cells) > 1:
        return {}  # means and figures in thousands: their last digit is no person
    texts = cube.frame["text"].array
    found = {}
    for cell in broken.cells:
        code = texts.codes[cube.places[cell]]
        meant = required(cube, broken, cell)
        if _mistyped(_digits(texts.categories[code] if code >= 0 else None, float(cube.values[cell])), meant):
            found[cell] = meant
    return found


def _spoilt(cube: Cube, cell: Cell, by_line: dict[int, list[Equation]]) -> int:
    """Return how many sums that come out hold this cell: each of them speaks for it as printed."""
    line, district = cell
    missing = [float(equation.missing(cube)[district]) for equation in by_line[line]]
    return int(np.count_nonzero(np.abs(missing) < 1e-6))
