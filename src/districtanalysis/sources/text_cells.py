"""Large text tables: separators, numbers and keys are found in the bytes of the file, a column at a time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from districtanalysis.sources.cells import Cells, Rows, Texts
from districtanalysis.sources.figure_columns import Figures, Signs, plain, put_texts

Bytes = npt.NDArray[np.uint8]
Places = npt.NDArray[np.int64]
_NEWLINE, _RETURN, _MINUS, _ZERO, _BLANK = ord("\n"), ord("\r"), ord("-"), ord("0"), ord(" ")
_MOST_DIGITS = 15  # as many decimal digits as a float holds exactly
_SAMPLE = 2_000
_WIDEST = 20_000


class TextCells(Cells):
    """A rectangular text table without quotation marks, kept as bytes with the places of its cells."""

    def __init__(self, file: str, content: bytes, starts: Places, ends: Places) -> None:
        """Take the bytes of a table (UTF-8) and where its cells, rows x columns, start and end."""
        self.file, self.sheet = file, ""
        self.height, self.width = starts.shape
        self._bytes = np.frombuffer(content + b"\0", dtype=np.uint8)
        self._starts, self._ends = starts, ends
        self.decimal_signs: tuple[str, ...] = ("",) * self.width
        self.thousands = ""

    def text(self, row: int, column: int) -> str:
        """Return one cell as stripped text."""
        inside = 0 <= row < self.height and 0 <= column < self.width
        return self._text(int(self._starts[row, column]), int(self._ends[row, column])) if inside else ""

    def _text(self, start: int, end: int) -> str:
        return self._bytes[start:end].tobytes().decode("utf-8").strip()

    def texts(self, column: int, start: int, stop: int) -> Texts:
        """Return the cells of one column as texts."""
        starts, ends = self._starts[start:stop, column], self._ends[start:stop, column]
        codes = _distinct(self._bytes, starts, ends - starts)
        first = np.zeros(int(codes.max(initial=-1)) + 1, dtype=np.int64)
        first[codes[::-1]] = np.arange(len(codes))[::-1]
        printed = [self._text(int(starts[row]), int(ends[row])) for row in first.tolist()]
        number: dict[str, int] = {"": -1}
        moved = np.array([number.setdefault(name, len(number) - 1) for name in printed], dtype=np.int32)
        return Texts(moved[codes] if len(codes) else np.zeros(0, dtype=np.int32), tuple(number)[1:])

    def figures(self, columns: Sequence[int], rows: Rows, profile: str) -> Figures:
        """Return the figures of several columns, one after the other."""
        size = len(rows)
        starts = self._starts[rows][:, columns].T.ravel()
        ends = self._ends[rows][:, columns].T.ravel()
        signs = np.repeat(
            np.array([ord(self.decimal_signs[c]) if self.decimal_signs[c] else 0 for c in columns], np.uint8), size
        )
        value, decimals, fine = _numbers(self._bytes, starts, ends - starts, signs)
        found = plain(value, decimals, ends == starts, profile)
        odd = np.flatnonzero(~fine & ~found.blank)
        for place, column in enumerate(columns):
            inside = odd[(odd >= place * size) & (odd < (place + 1) * size)]
            self._put_odd(found, inside, starts, ends, Signs(profile, self.decimal_signs[column], self.thousands))
        return found

    def _put_odd(self, found: Figures, odd: Places, starts: Places, ends: Places, signs: Signs) -> None:
        places: dict[object, list[int]] = {}
        for place in odd.tolist():
            places.setdefault(self._text(int(starts[place]), int(ends[place])), []).append(place)
        found.blank[places.pop("", [])] = True
        put_texts(found, places, signs)  # type: ignore[arg-type]

    def filled(self, start: int, stop: int) -> npt.NDArray[np.bool_]:
        """Return which cells hold something; a cell of blanks alone holds nothing."""
        starts, ends = self._starts[start:stop], self._ends[start:stop]
        table = ends > starts
        doubtful = table & (self._bytes[starts] == _BLANK)
        for row, column in np.argwhere(doubtful).tolist():
            table[row, column] = bool(self.text(row + start, column))
        return table

    def sample(self) -> list[list[str | None]]:
        """Return the first cells of the columns in which a comma or point stands; the other columns stay empty.

        Enough to recognise decimal signs by: a column of bare digits shows none.
        """
        rows = min(self.height, _SAMPLE)
        part = self._bytes[: int(self._ends[rows - 1, -1]) + 1]
        marks = np.flatnonzero((part == ord(",")) | (part == ord(".")))
        cells = np.searchsorted(self._starts[:rows].ravel(), marks, side="right") - 1
        shown = set(np.unique(cells % self.width).tolist())
        return [[self.text(row, c) or None for row in range(rows)] if c in shown else [] for c in range(self.width)]


def cut(file: str, text: str, delimiter: str) -> TextCells | None:
    r"""Return the cells of a text table; None unless it is rectangular, without quotation marks and blank lines inside.

    >>> table = cut("a.csv", "Gebiet;Ew\n01;12\n02;7\n", ";")
    >>> table.height, table.text(1, 0), table.figures([1], np.array([1, 2]), "classic").value.tolist()
    (3, '01', [12.0, 7.0])
    """
    if '"' in text or len(delimiter.encode()) != 1:
        return None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    content = text.rstrip("\n").encode() + b"\n"
    buffer = np.frombuffer(content, dtype=np.uint8)
    marks = np.flatnonzero((buffer == ord(delimiter)) | (buffer == _NEWLINE))
    lines = np.flatnonzero(buffer[marks] == _NEWLINE)
    width = int(lines[0]) + 1
    if (
        not 2 <= width <= _WIDEST
        or len(lines) < 2
        or len(marks) != width * len(lines)
        or (np.diff(lines) != width).any()
    ):
        return None
    ends = marks.reshape(-1, width)
    starts = np.empty_like(ends)
    starts.ravel()[0], starts.ravel()[1:] = 0, marks[:-1] + 1
    return TextCells(file, content, starts, ends)


def _distinct(buffer: Bytes, starts: Places, lengths: Places) -> npt.NDArray[np.int64]:
    """Return a number for every cell, the same for the same bytes, in the order of first appearance."""
    codes = np.zeros(len(starts), dtype=np.int64)
    for chunk in range(0, int(lengths.max(initial=0)), 8):
        packed = np.zeros(len(starts), dtype=np.uint64)
        for offset in range(chunk, min(chunk + 8, int(lengths.max(initial=0)))):
            inside = lengths > offset
            byte = buffer[np.minimum(starts + offset, len(buffer) - 1)]
            packed = np.where(inside, (packed << np.uint64(8)) | byte, packed)
        part, names = pd.factorize(packed)
        codes, _ = pd.factorize(codes * len(names) + part)
    return codes


def _numbers(
    buffer: Bytes, starts: Places, lengths: Places, signs: Bytes
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.int8], npt.NDArray[np.bool_]]:
    """Return value, printed decimals, and whether the cell is a plain number: digits, a minus, the known sign.

    The digits are gathered as a whole number and divided once, which rounds as reading the text does.
    """
    longest = int(lengths.max(initial=0))
    digits = np.zeros(len(starts), dtype=np.int64)
    many = np.zeros(len(starts), dtype=np.int8)
    behind = np.full(len(starts), -1, dtype=np.int8)
    negative = buffer[starts] == _MINUS
    fine = (lengths > 0) & (lengths <= _MOST_DIGITS + 2)
    for offset in range(min(longest, _MOST_DIGITS + 2)):
        inside = lengths > offset
        byte = buffer[np.minimum(starts + offset, len(buffer) - 1)]
        digit = byte - np.uint8(_ZERO)
        counts = inside & (digit < 10)
        digits = np.where(counts, digits * 10 + digit, digits)
        many += counts
        point = inside & (byte == signs) & (signs != 0) & (behind < 0) & (many > 0)
        behind += counts & (behind >= 0)
        behind[point] = 0
        fine &= ~inside | counts | point | (negative & (offset == 0))
    fine &= (many > 0) & (many <= _MOST_DIGITS) & (behind != 0)
    decimals = np.maximum(behind, 0)
    value = digits / 10.0 ** decimals.astype(np.float64)
    value = np.where(negative & (digits != 0), -value, value)
    return np.where(fine, value, np.nan), np.where(fine, decimals, -1).astype(np.int8), fine
