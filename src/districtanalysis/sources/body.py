"""The rows of a table: which are areas, which totals, sections or notes, and how the areas are called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from districtanalysis.domain.variables import fold
from districtanalysis.errors import LayoutError
from districtanalysis.language import say
from districtanalysis.sources.area_keys import Area, KeyColumn, areas_of
from districtanalysis.sources.cells import Cells, Codes, Texts
from districtanalysis.sources.facts import filled_in
from districtanalysis.sources.header import Header
from districtanalysis.sources.layout import Layout

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
_NOTES = 200
_FEW = 100
_BARE = re.compile(r"[\d.\-/ ]*")


@dataclass(slots=True)
class Body:
    """The data rows of a table.

    ``rows`` are their positions, ``areas`` the place of each row's area in ``listed``, ``total``
    marks total rows, ``section`` holds the section that each stands in, ``footnotes`` the lines
    below the table.
    """

    rows: Ints
    areas: Codes
    total: Flags
    section: Texts
    listed: list[Area] = field(default_factory=list)
    footnotes: list[str] = field(default_factory=list)
    padded: int = 0

    def __len__(self) -> int:
        return len(self.rows)


def read_body(cells: Cells, layout: Layout, header: Header, key: KeyColumn) -> Body:
    """Return the data rows below the header.

    Raises ``LayoutError`` where there are none.
    """
    filled = _filled(cells, layout, header.start)
    count = filled.sum(axis=1)
    end = _end(cells, layout, header.start, filled, count)
    names = cells.texts(key.column, header.start, header.start + end)
    if key.name_column is not None:  # a total often has a name and no key
        names = filled_in(names, cells.texts(key.name_column, header.start, header.start + end))
    there, section = count[:end] > 0, Texts(np.full(end, -1, dtype=np.int32), ())
    if layout.sections:
        alone = (count[:end] == 1) & filled[:end, key.column]
        section = _carried(Texts(np.where(alone, names.codes, -1).astype(np.int32), names.names))
        there &= ~alone
    if layout.fill_down:
        names = _carried(names)
    kept = np.flatnonzero((names.codes >= 0) & there)
    if not kept.size:
        raise LayoutError(say("layout.no_rows", place=cells.where()))
    rows = kept + header.start
    names = names.taken(kept)
    listed, places, padded = areas_of(cells, layout, key, rows, names)
    return Body(
        rows=rows,
        areas=places,
        total=_totals(layout, names),
        section=section.taken(kept),
        listed=listed,
        footnotes=list(_lines(cells, header.start + end)),
        padded=padded,
    )


def bare(text: str) -> bool:
    """Return whether a text is a key, date or number: no footnote and no word for a total.

    >>> bare("01011101"), bare("Quelle: Stadt")
    (True, False)
    """
    return text.isdecimal() or _BARE.fullmatch(text) is not None


def _all_keys(texts: Texts) -> bool:
    """Return whether all texts are keys of digits, among which no word has to be looked for."""
    return "".join(texts.names).isdecimal()


def _filled(cells: Cells, layout: Layout, start: int) -> Flags:
    """Return which cells hold something, as far as it matters.

    Without section rows it matters only whether a row holds anything, and where it begins: most rows
    of most tables begin in the first column, and the others are few.
    """
    begin = cells.texts(0, start, cells.height).codes >= 0
    others = np.flatnonzero(~begin)
    if layout.sections or len(others) > _FEW:
        return cells.filled(start, cells.height)
    table = np.zeros((len(begin), cells.width if len(others) else 1), dtype=np.bool_)
    table[:, 0] = begin
    for row in others.tolist():
        table[row] = [cells.text(row + start, column) != "" for column in range(cells.width)]
    return table


def _end(cells: Cells, layout: Layout, start: int, filled: Flags, count: Ints) -> int:
    """Return the number of rows before the notes below the table, or before a blank row where that ends it."""
    end = len(count)
    if layout.ends_at_blank:
        blank = np.flatnonzero(count == 0)
        end = int(blank[0]) if blank.size else end
    if not layout.stop:
        return end
    stop = re.compile("|".join(f"(?:{pattern})" for pattern in layout.stop))
    first = filled[:end].argmax(axis=1)
    for column in np.flatnonzero(np.bincount(first[count[:end] > 0])).tolist():
        texts = cells.texts(column, start, start + end)
        noted = (
            []
            if _all_keys(texts)
            else [c for c, text in enumerate(texts.names) if not bare(text) and stop.search(fold(text))]
        )
        if not noted:
            continue
        rows = np.flatnonzero(
            np.isin(texts.codes, noted) & (first[: len(texts.codes)] == column) & (count[: len(texts.codes)] > 0)
        )
        end = min(end, int(rows[0])) if rows.size else end
    return end


def _carried(texts: Texts) -> Texts:
    """Return texts with blank cells filled from above."""
    known = np.where(texts.codes >= 0, np.arange(len(texts.codes)), -1)
    last = np.maximum.accumulate(known) if len(known) else known
    return Texts(np.where(last >= 0, texts.codes[np.maximum(last, 0)], -1).astype(np.int32), texts.names)


def _totals(layout: Layout, names: Texts) -> Flags:
    if not layout.totals or _all_keys(names):
        return np.zeros(len(names.codes), dtype=np.bool_)
    total = re.compile("|".join(f"(?:{pattern})" for pattern in layout.totals))
    found = [not bare(name) and total.search(fold(name)) is not None for name in names.names]
    return np.array([*found, False], dtype=np.bool_)[names.codes]


def _lines(cells: Cells, start: int) -> Iterator[str]:
    for row in range(start, min(cells.height, start + _NOTES)):
        line = " ".join(filter(None, (cells.text(row, column) for column in range(cells.width))))
        if line:
            yield line
