"""The header of a table, as people read it and as a layout can describe it."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from districtanalysis.domain.variables import fold
from districtanalysis.errors import DistrictAnalysisError
from districtanalysis.language import say
from districtanalysis.sources.header import Header, fill_right, read_header
from districtanalysis.sources.inspection.blocks import Block
from districtanalysis.sources.inspection.headings import escaped
from districtanalysis.sources.inspection.window import Window
from districtanalysis.sources.layout import Layout

_PROBE = {"heading": ".", "variable": "residents"}


@dataclass(frozen=True, slots=True)
class Shape:
    """How a layout names the header: entries of the layout, and the headings that come of them."""

    entries: dict[str, object]
    header: Header

    def pattern(self, column: int) -> str:
        """Return a pattern that fits the heading of one column."""
        return f"^{escaped(self.header.folded[column])}$"


def levels_of(window: Window, block: Block) -> list[tuple[str, ...]]:
    """Return the headings of every column, one per header row, merged cells filled; rows that only explain left out."""
    width = window.kinds.shape[1]
    levels = [list(window.texts[row]) for row in block.header]
    place = {window.rows[row]: number for number, row in enumerate(block.header)}
    for top, left, bottom, right in window.merged:
        text = window.texts[block.header[place[top]]][left] if top in place and left < width else ""
        for row in range(top, bottom + 1) if text else ():
            if row in place:
                levels[place[row]][left : right + 1] = [text] * (min(right + 1, width) - left)
    for upper, lower in itertools.pairwise(levels):
        fill_right(upper, lower)
    if explains(window, block):
        levels.pop()
    if not levels:
        return [()] * width
    return [tuple(dict.fromkeys(part for part in parts if part)) for parts in zip(*levels, strict=True)]


def explains(window: Window, block: Block) -> bool:
    """Return whether the last header row holds descriptions of the headings above it."""
    if len(block.header) < 2:
        return False
    above, last = ([len(text) for text in window.texts[row] if text] for row in block.header[-2:])
    return len(last) > 1 and sum(last) / len(last) > max(30, 1.5 * sum(above) / max(len(above), 1))


def shape_of(window: Window, block: Block, headings: Sequence[str], used: Sequence[int], *, last: bool) -> Shape | None:
    """Return the first description of the header under which every used column has a heading of its own.

    ``last`` asks for the last header row alone first, as for numbered columns. None where no
    description of a layout fits, as for a second table under the same headings.
    """
    tries = (
        sorted(_tries(window, block, headings, used), key=lambda entry: "heading_row" not in entry) if last else None
    )
    for entries in tries or _tries(window, block, headings, used):
        try:
            layout = Layout.model_validate({"name": "x", "key": ".", "column": [_PROBE], **entries})
            header = read_header(window.cells, layout)
        except DistrictAnalysisError:
            continue
        many = Counter(header.folded)
        starts = window.rows[block.header[-1]] + 1 if block.header else 0
        if header.start == starts and all(header.folded[c] and many[header.folded[c]] == 1 for c in used):
            return Shape(entries, header)
    return None


def _tries(window: Window, block: Block, headings: Sequence[str], used: Sequence[int]) -> Iterator[dict[str, object]]:
    if not block.header:
        yield {"headings": _own_names(headings, used, window)}
        return
    rows = [window.printed_row(row) for row in block.header]
    whole = list(range(rows[0], rows[-1] + 1))
    if explains(window, block):
        yield {"header_rows": whole, "heading_row": rows[-2]}
    yield {"header_rows": whole}
    yield {"header_rows": whole, "heading_row": rows[-1]}
    first = next(text for text in window.texts[block.header[-1]] if text)
    yield {"begin": f"^{escaped(fold(first))}$", "headings": _own_names(headings, used, window)}


def _own_names(headings: Sequence[str], used: Sequence[int], window: Window) -> list[str]:
    """Return headings that differ: a repeated or blank one gets the letter of its column."""
    many = Counter(fold(heading) for heading in headings)
    return [
        " ".join(heading.split())
        if heading and (many[fold(heading)] == 1 or column not in used)
        else f"{' '.join(heading.split())} {say('inspect.column', letter=window.letter(column))}".strip()
        for column, heading in enumerate(headings)
    ]
