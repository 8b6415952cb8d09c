"""Large text tables: separators, numbers and keys are found in the bytes of the file, a column at a time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from districtanalysis.sources.cells import Cells, Rows, Texts
from districtanalysis.sources.figure_columns import Figures, Signs, plain, put_texts
from districtanalysis.sources.grid import Cell

Bytes = npt.NDArray[np.uint8]
Places = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]
Small = npt.NDArray[np.int8]
Flags = npt.NDArray[np.bool_]
_NEWLINE, _MINUS, _ZERO, _BLANK = ord("\n"), ord("-"), ord("0"), ord(" ")
_MOST_DIGITS = 15  # as many decimal digits as a float holds exactly
_SAMPLE = 2_000
_WIDEST = 20_000
_LARGEST = (1 << 31) - 16
_PIECE = 1 << 20
_MANY = 1 << 15
_WORD = 8
_KEPT = np.array([(1 << (8 * size)) - 1 for size in range(_WORD + 1)], dtype=np.uint64)
_SHORT = 9  # as many digits as fit into 32 bits


class TextCells(Cells):
    """A rectangular text table without quotation marks, kept as bytes with the places where its cells end."""

    def __init__(self, file: str, content: bytes, ends: Places) -> None:
        """Take the bytes of a table and where its cells, rows x columns, end; a cell starts behind the one before.

        The bytes are UTF-8, with eight zeros behind the table: words are read whole.
        """
        super().__init__()
        self.file, self.sheet = file, ""
        self.height, self.width = ends.shape
        self.decimal_signs: tuple[str, ...] = ("",) * self.width
        self.thousands = ""
        self._bytes: Bytes = np.frombuffer(content, dtype=np.uint8)
        self._words = np.ndarray((len(content) - _WORD,), dtype="<u8", buffer=content, strides=(1,))
        self._ends = ends
        self._blanks = b" " in content

    def _starts(self, column: int, start: int = 0, stop: int | None = None) -> Places:
        """Return where the cells of one column start."""
        stop = self.height if stop is None else stop
        if column:
            return self._ends[start:stop, column - 1] + np.int32(1)
        last = self._ends[:, -1]
        return np.concatenate(
            [last[:0] if start else np.zeros(1, dtype=np.int32), last[max(start - 1, 0) : stop - 1] + np.int32(1)]
        )

    def text(self, row: int, column: int) -> str:
        """Return one cell as stripped text."""
        if not (0 <= row < self.height and 0 <= column < self.width):
            return ""
        start = int(self._starts(column, row, row + 1)[0])
        return self._text(start, int(self._ends[row, column]))

    def _text(self, start: int, end: int) -> str:
        return self._bytes[start:end].tobytes().decode("utf-8").strip()

    def read_texts(self, column: int, start: int, stop: int) -> Texts:
        """Return the cells of one column as texts."""
        starts, ends = self._starts(column, start, stop), self._ends[start:stop, column]
        codes = self._distinct(starts, ends - starts)
        first = np.zeros(int(codes.max(initial=-1)) + 1, dtype=np.int64)
        first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
        printed = [self._text(a, b) for a, b in zip(starts[first].tolist(), ends[first].tolist(), strict=True)]
        number: dict[str, int] = {"": -1}
        moved = np.array([number.setdefault(name, len(number) - 1) for name in printed], dtype=np.int32)
        same = np.array_equal(moved, np.arange(len(moved)))
        return Texts(codes.astype(np.int32) if same else moved[codes], tuple(number)[1:])

    def _distinct(self, starts: Places, lengths: Places) -> npt.NDArray[np.int64]:
        """Return a number for every cell, the same for the same bytes, in the order of first appearance."""
        codes = np.zeros(len(starts), dtype=np.int64)
        longest = int(lengths.max(initial=0))
        words = np.empty(len(starts), dtype=np.uint64)
        for chunk in range(0, longest, _WORD):
            for start in range(0, len(starts), _MANY):
                part = slice(start, start + _MANY)
                words[part] = self._word(starts[part] + np.int32(chunk), lengths[part] - np.int32(chunk))
            found, names = pd.factorize(words)
            codes = found if longest <= _WORD else pd.factorize(codes * len(names) + found)[0]
        return codes

    def _word(self, starts: Places, lengths: Places) -> npt.NDArray[np.uint64]:
        """Return up to eight bytes of each cell as one number, what stands behind the cell blanked out."""
        words = self._words[np.minimum(starts, len(self._words) - 1)]
        kept: npt.NDArray[np.uint64] = words & _KEPT[np.clip(lengths, 0, _WORD)]
        return kept

    def figures(self, columns: Sequence[int], rows: Rows, profile: str) -> Figures:
        """Return the figures of several columns, one after the other."""
        size = len(rows)
        starts = np.concatenate([self._starts(column)[rows] for column in columns])
        ends = np.concatenate([self._ends[rows, column] for column in columns])
        given = [ord(self.decimal_signs[column] or "\0") for column in columns]
        signs = np.repeat(np.array(given, dtype=np.uint8), size)
        value, decimals, fine = _numbers(self._bytes, starts, ends - starts, signs)
        found = plain(value, decimals, ends == starts, profile)
        odd = np.flatnonzero(~fine & ~found.blank)
        for place, column in enumerate(columns if odd.size else []):
            inside = odd[(odd >= place * size) & (odd < (place + 1) * size)]
            self._put_odd(found, inside, starts, ends, Signs(profile, self.decimal_signs[column], self.thousands))
        return found

    def _put_odd(self, found: Figures, odd: Rows, starts: Places, ends: Places, signs: Signs) -> None:
        places: dict[Cell, list[int]] = {}
        for place, start, end in zip(odd.tolist(), starts[odd].tolist(), ends[odd].tolist(), strict=True):
            places.setdefault(self._text(start, end), []).append(place)
        found.blank[places.pop("", [])] = True
        put_texts(found, places, signs)

    def filled(self, start: int, stop: int) -> npt.NDArray[np.bool_]:
        """Return which cells hold something; a cell of blanks alone holds nothing."""
        ends = self._ends[start:stop].ravel()
        before = int(self._ends[start - 1, -1]) if start else -1
        table = (np.diff(ends, prepend=np.int32(before)) > 1).reshape(-1, self.width)
        if self._blanks:
            starts = np.concatenate([np.array([before], dtype=np.int32), ends[:-1]]) + 1
            doubtful = table & (self._bytes[starts] == _BLANK).reshape(table.shape)
            for row, column in np.argwhere(doubtful).tolist():
                table[row, column] = bool(self.text(row + start, column))
        return table

    def sample(self) -> list[list[str | None]]:
        """Return the first cells of the columns in which a comma or point stands; the other columns stay empty.

        Enough to recognise decimal signs by: a column of bare digits shows none.
        """
        rows = min(self.height, _SAMPLE)
        ends = self._ends[:rows].ravel()
        part = self._bytes[: int(ends[-1]) + 1]
        marks = np.flatnonzero((part == ord(",")) | (part == ord(".")))
        shown = set(np.unique(np.searchsorted(ends, marks) % self.width).tolist())
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
    content = b"".join((text.rstrip("\n").encode(), b"\n", bytes(_WORD)))
    lines = content.count(b"\n")
    if lines < 2 or len(content) > _LARGEST:
        return None
    buffer = np.frombuffer(content, dtype=np.uint8)
    marks = _marks(buffer, ord(delimiter))
    width, rest = divmod(len(marks), lines)
    if rest or not 2 <= width <= _WIDEST or (buffer[marks[width - 1 :: width]] != _NEWLINE).any():
        return None
    return TextCells(file, content, marks.reshape(-1, width))


def _marks(buffer: Bytes, delimiter: int) -> Places:
    """Return the places of delimiters and line ends; piece by piece, which spares memory and time."""
    found = []
    for start in range(0, len(buffer), _PIECE):
        piece = buffer[start : start + _PIECE]
        cutting = piece == delimiter
        cutting |= piece == _NEWLINE
        found.append(np.flatnonzero(cutting).astype(np.int32) + np.int32(start))
    return np.concatenate(found)


def _numbers(buffer: Bytes, starts: Places, lengths: Places, signs: Bytes) -> tuple[Floats, Small, Flags]:
    """Return value, printed decimals, and whether the cell is a plain number: digits, a minus, the known sign."""
    values, decimals = np.empty(len(starts)), np.empty(len(starts), dtype=np.int8)
    fine = np.empty(len(starts), dtype=np.bool_)
    for start in range(0, len(starts), _MANY):
        part = slice(start, start + _MANY)
        values[part], decimals[part], fine[part] = _some_numbers(buffer, starts[part], lengths[part], signs[part])
    return values, decimals, fine


def _some_numbers(buffer: Bytes, starts: Places, lengths: Places, signs: Bytes) -> tuple[Floats, Small, Flags]:
    """Return the same for some of the cells.

    The digits are gathered as a whole number and divided once, which rounds as reading the text does.
    """
    longest = int(lengths.max(initial=0))
    digits = np.zeros(len(starts), dtype=np.int32 if longest <= _SHORT else np.int64)
    many = np.zeros(len(starts), dtype=np.int8)
    behind = np.full(len(starts), -1, dtype=np.int8)
    negative = buffer[starts] == _MINUS
    fine = (lengths > 0) & (lengths <= _MOST_DIGITS + 2)
    for offset in range(min(longest, _MOST_DIGITS + 2)):
        inside = lengths > offset
        byte = buffer[np.minimum(starts + np.int32(offset), len(buffer) - 1)]
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
    value = digits.astype(np.float64) / 10.0 ** decimals.astype(np.float64)
    value = np.where(negative & (digits != 0), -value, value)
    return np.where(fine, value, np.nan), np.where(fine, decimals, -1).astype(np.int8), fine
