"""Which shipped layouts read a table completely: whoever made them knew what the columns mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from districtanalysis.domain.study import Source
from districtanalysis.domain.variables import fold
from districtanalysis.errors import DistrictAnalysisError
from districtanalysis.sources.cells import Cells
from districtanalysis.sources.inspection.columns import Column
from districtanalysis.sources.layout_file import load_layout, shipped_layouts
from districtanalysis.sources.table import read_table

_LISTS = {"workbook-districts", "facility-list", "engagement-list", "notes-list"}
_MOST_UNREAD = 0.1


def fitting_layouts(cells: Cells, source: Source, sheet: str, columns: Sequence[Column]) -> tuple[str, ...]:
    """Return the names of shipped layouts that read the columns of figures, nine in ten at least.

    Layouts that know a table by its place alone, or that are about one area, are no evidence and left out.
    """
    found = []
    for name in shipped_layouts():
        layout = load_layout(name, Path())
        if name in _LISTS or layout.headings or layout.area is not None or not columns:
            continue
        if layout.sheet is not None and not re.search(layout.sheet, fold(sheet)):
            continue
        try:
            table = read_table(cells, layout, source)
        except DistrictAnalysisError:
            continue
        read = {heading.cell.rstrip("0123456789") for heading in table.headings}
        unread = [
            column
            for column in columns
            if cells.address(0, column.place).rstrip("0123456789") not in read
            and not any(re.search(pattern, fold(column.heading)) for pattern in layout.not_read)
        ]
        if len(table.figures.frame) and len(unread) <= _MOST_UNREAD * len(columns):
            found.append(name)
    return tuple(found)
