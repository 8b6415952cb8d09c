"""Place and style of cells, read from the tags of a sheet's XML: columns of bytes, not cell by cell."""

from __future__ import annotations

import re
from string import ascii_uppercase

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int32]
Places = tuple[Integers, Integers, Integers]
Bytes = npt.NDArray[np.uint8]

_MARGIN = 64
_ODD = np.isin(np.arange(256), list(b">/\t\r\n"))  # bytes behind "<c" of a cell in an unusual form
_HIDING = re.compile(rb"hidden=[\"'](?:1|true)[\"']")
_PLACES = {b"row": re.compile(r"\d{1,7}"), b"c": re.compile(r"[A-Z]{1,3}\d{1,7}")}
_TAG = re.compile(rb"<(row|c)((?:\s[^>]*?)?)(/?)>")


def read_cells(rows: bytes, last_row: int = 0) -> tuple[Places, set[int], int]:
    """Return (rows, columns, styles) of all cells with content, the hidden rows, and the last row.

    All count from 1 but styles. ``last_row`` is the number of the row before, for sheets that do
    not number their rows. Raises ``ValueError`` for a place that is none.

    >>> read_cells(b'<row r="8" hidden="1"><c r="E8" s="3"><v>153</v></c><c r="F8"/></row>')[0]
    (array([8], dtype=int32), array([5], dtype=int32), array([3], dtype=int32))
    """
    cells = _by_columns(rows)
    hidden = _hidden(rows) if b"hidden=" in rows else set()
    if cells is None or hidden is None:
        return _one_by_one(rows, last_row)
    return cells, hidden, int(cells[0].max(initial=last_row))


def column_number(letters: bytes) -> int:
    """Return the number of a column, from 1.

    >>> column_number(b"A"), column_number(b"AB")
    (1, 28)
    """
    value = 0
    for code in letters:
        value = value * 26 + code - 64
    return value


def attribute(tag: bytes, name: str) -> str:
    """Return one attribute of a tag, "" where it has none.

    >>> attribute(b'<c r="A1" s="3">', "s")
    '3'
    """
    found = re.search(rb"(?:^|\s)" + name.encode() + rb"\s*=\s*[\"']([^\"']*)[\"']", tag)
    return found[1].decode("utf-8", "replace") if found else ""


def _by_columns(rows: bytes) -> Places | None:
    """Read the usual form ``<c r="E8" s="3" ...>`` of all cells at once; None for any other form."""
    text = np.frombuffer(rows + bytes(_MARGIN), dtype=np.uint8)
    cells = np.flatnonzero((text[:-2] == ord("<")) & (text[1:-1] == ord("c")))
    behind = text[cells + 2]
    if _ODD[behind].any():
        return None
    starts = cells[behind == ord(" ")]
    at, column = _letters(text, starts + 6)
    at, row = _digits(text, at, 7)
    placed = _stands(text, starts + 3, b'r="') & (text[at] == ord('"'))
    at += 1
    styled = _stands(text, at, b' s="')
    end, style = _digits(text, at + 4, 6)
    placed &= (row > 0) & (column > 0)
    if not placed.all() or not (text[end[styled]] == ord('"')).all():
        return None
    tag_end = _closing(text, np.where(styled, end + 1, at))
    if tag_end is None or _style_elsewhere(text, at[~styled], tag_end[~styled]):
        return None
    filled = text[tag_end - 1] != ord("/")
    return row[filled], column[filled], np.where(styled, style, 0)[filled].astype(np.int32)


def _closing(text: Bytes, at: npt.NDArray[np.int64]) -> npt.NDArray[np.int64] | None:
    """Return where the tags that go on at these places end; None where one never does. Most end at once."""
    longer = np.flatnonzero(text[at] != ord(">"))
    if not longer.size:
        return at
    closing = np.flatnonzero(text == ord(">"))
    which = np.searchsorted(closing, at[longer])
    if (which == closing.size).any():
        return None
    found = at.copy()
    found[longer] = closing[which]
    return found


def _stands(text: Bytes, at: npt.NDArray[np.int64], word: bytes) -> npt.NDArray[np.bool_]:
    found = np.ones(len(at), dtype=np.bool_)
    for offset, code in enumerate(word):
        found &= text[at + offset] == code
    return found


def _letters(text: Bytes, at: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], Integers]:
    value = np.zeros(len(at), dtype=np.int32)
    for _ in range(3):
        code = text[at]
        letter = (code >= ord("A")) & (code <= ord("Z"))
        value = np.where(letter, value * 26 + (code.astype(np.int32) - 64), value)
        at = at + letter
    return at, value


def _digits(text: Bytes, at: npt.NDArray[np.int64], most: int) -> tuple[npt.NDArray[np.int64], Integers]:
    value = np.zeros(len(at), dtype=np.int32)
    for _ in range(most):
        code = text[at]
        digit = (code >= ord("0")) & (code <= ord("9"))
        if not digit.any():
            break
        value = np.where(digit, value * 10 + (code.astype(np.int32) - 48), value)
        at = at + digit
    return at, value


def _style_elsewhere(text: Bytes, at: npt.NDArray[np.int64], end: npt.NDArray[np.int64]) -> bool:
    """Return whether a style stands further back in any of the tags, behind other attributes."""
    longest = int((end - at).max(initial=0))
    if longest > _MARGIN // 2:
        return True
    for offset in range(1, longest):
        inside = at[at + offset < end] + offset
        if (_stands(text, inside, b"s=") & (text[inside - 1] == ord(" "))).any():
            return True
    return False


def _hidden(rows: bytes) -> set[int] | None:
    """Return the numbers of the hidden rows, None where a row has no number of its own."""
    numbers = []
    for found in _HIDING.finditer(rows):
        start = rows.rfind(b"<", 0, found.start())
        if rows.startswith(b"<row", start) and rows[found.start() - 1 : found.start()].isspace():
            numbers.append(attribute(rows[start : rows.find(b">", found.end())], "r"))
    return {int(number) for number in numbers} if all(number.isdecimal() for number in numbers) else None


def _one_by_one(rows: bytes, last_row: int) -> tuple[Places, set[int], int]:
    """Read rows and cells in any form: attributes in another order, or places left out.

    A place that is none is refused: a reader of values could take it for one far away.
    """
    row, column = last_row, 0
    places: list[tuple[int, int, int]] = []
    hidden: set[int] = set()
    for match in _TAG.finditer(rows):
        kind, tag, closed = match[1], match[2], match[3]
        place = attribute(tag, "r")
        if tag.count(b'"') % 2 or (place and not _PLACES[kind].fullmatch(place)):
            raise ValueError(f"no place of a {kind.decode()}: {place!r}")
        if kind == b"row":
            row, column = int(place) if place else row + 1, 0
            if attribute(tag, "hidden") in {"1", "true"}:
                hidden.add(row)
            continue
        column = column_number(place.rstrip("0123456789").encode()) if place else column + 1
        line = int(place.lstrip(ascii_uppercase)) if place else row
        if not closed:
            style = attribute(tag, "s")
            places.append((line, column, int(style) if style.isdecimal() and len(style) < 9 else 0))
    table = np.array(places, dtype=np.int32).reshape(-1, 3)
    return (table[:, 0], table[:, 1], table[:, 2]), hidden, row
