"""Flat files with numbered blocks of columns, one per dimension, as databases of the offices write them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from districtanalysis.domain.variables import fold
from districtanalysis.errors import LayoutError
from districtanalysis.language import join, say
from districtanalysis.sources.area_keys import KeyColumn
from districtanalysis.sources.cells import Cells
from districtanalysis.sources.header import Header, listed, readable
from districtanalysis.sources.layout import FlatRule


@dataclass(frozen=True, slots=True)
class FlatColumns:
    """Where a flat file holds its areas, and the columns of its other dimensions."""

    key: KeyColumn
    dimensions: dict[str, int]


def flat_columns(cells: Cells, rule: FlatRule, header: Header) -> FlatColumns:
    """Return the columns of key, name and dimensions; the first data row says what each block is.

    Raises ``LayoutError`` where no block holds areas, naming the blocks that are there.
    """
    key: KeyColumn | None = None
    dimensions: dict[str, int] = {}
    codes: list[str] = []
    for column, heading in enumerate(header.folded):
        match = re.search(rule.code, heading)
        code = cells.text(header.start, column)
        if match is None or not code:
            continue
        codes.append(code)
        found = next((entry for entry in rule.dimension if re.search(entry.code, fold(code))), None)
        attribute, label = (_place(cells, header, pattern, match[1]) for pattern in (rule.attribute, rule.label))
        if found is not None and found.is_ == "area":
            key = key or KeyColumn(attribute, label)
        elif found is not None:
            dimensions[found.is_] = label
    if key is None:
        wanted = readable(" / ".join(entry.code for entry in rule.dimension if entry.is_ == "area"))
        raise LayoutError(say("layout.no_key", place=cells.where(), what=wanted, found=join(codes) or listed(())))
    return FlatColumns(key, dimensions)


def _place(cells: Cells, header: Header, pattern: str, block: str) -> int:
    wanted = pattern.replace("{n}", block)
    found = header.find(wanted)
    if found is None:
        words = {"what": readable(wanted), "found": listed(header.headings)}
        raise LayoutError(say("layout.no_key", place=cells.where(), **words))
    return found
