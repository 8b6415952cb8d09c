"""The reference date that a title or the name of the file prints."""

from __future__ import annotations

import re
from collections.abc import Iterator

from districtanalysis.language import say
from districtanalysis.sources.dimensions import read_date
from districtanalysis.sources.inspection.blocks import Block
from districtanalysis.sources.inspection.window import Window
from districtanalysis.sources.layout import DATE

_MONTH = re.compile(r"(jan|feb|mär|mar|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|dez|dec)[a-zä]*\.? ?$", re.IGNORECASE)
_YEAR = r"(?<!\d)(?:19|20)\d\d(?!\d)"


def date_cells(window: Window, block: Block) -> Iterator[tuple[str, str]]:
    """Yield the cells above a table that hold one date, with the date as printed.

    A year behind the name of a month that a layout cannot read is left out: it would stand for its last day.
    """
    for row in block.titles:
        for column, text in enumerate(window.texts[row]):
            found = [match for match in re.finditer(DATE, text) if read_date(match[1]) is not None]
            if len(found) == 1 and not _MONTH.search(text[: found[0].start()]):
                yield window.cells.address(window.rows[row], column), found[0][1]


def printed_date(window: Window, block: Block, file: str) -> tuple[str, str]:
    """Return the date of a whole table as printed, and where it stands in words; "" where there is none."""
    for cell, date in date_cells(window, block):
        return date, say("inspect.evidence.date_cell", cell=cell)
    years = re.findall(_YEAR, file)
    if len(years) == 1:
        return years[0], say("inspect.evidence.date_file")
    return "", say("inspect.evidence.no_date")
