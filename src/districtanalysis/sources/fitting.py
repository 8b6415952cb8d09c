"""A table without a study: read by the layout given, else by the one shipped layout that knows all its headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from districtanalysis.domain.study import Source
from districtanalysis.errors import DistrictAnalysisError, SourceError
from districtanalysis.language import join, say
from districtanalysis.sources.cells import Cells
from districtanalysis.sources.header import Header, read_header
from districtanalysis.sources.layout import Layout
from districtanalysis.sources.layout_file import load_layout, shipped_layouts
from districtanalysis.sources.opening import open_cells
from districtanalysis.sources.source_table import Read, read_source
from districtanalysis.sources.table import read_table
from districtanalysis.sources.units import is_unit_row


def read_alone(path: Path, layout: str | None = None, *, id: str = "") -> Read:  # noqa: A002  as the source calls it
    """Return one table as read without a study.

    Without ``layout`` it is read by the shipped layout that knows every heading of it, if there is
    just one, else as recognised; the notes of its record name the layout. Raises ``SourceError`` for
    a file that cannot be read, ``LayoutError`` for a table that neither fits nor is recognised.
    """
    name, fitting = layout, []
    if layout is None:
        fitting = fitting_layouts(path)
        name = fitting[0] if len(fitting) == 1 else "auto"
    source = Source(
        id=id or path.stem,
        file=path.name,
        layout=str(Path(name).resolve()) if name and name.endswith(".toml") else name or "auto",
        publisher="",
        date="not_stated",
        population_concept="not_stated",
        licence="",
    )
    try:
        read = read_source(source, path.parent, digest=False)
    except SourceError as error:
        if len(fitting) < 2:
            raise
        words = {"file": path.name, "layouts": join(fitting, "words.or")}
        raise SourceError(say("check.several_layouts", **words)) from error
    if layout is not None or name == "auto":
        return read
    notes = (say("check.fitting_layout", layout=name), *read.record.notes)
    return replace(read, record=replace(read.record, notes=notes))


def fitting_layouts(path: Path) -> list[str]:
    """Return the shipped layouts that read a table and know every heading of it.

    Raises ``SourceError`` for a file that cannot be opened.
    """
    opened: dict[object, Cells] = {}
    found = []
    for name in shipped_layouts():
        layout = load_layout(name, path.parent)
        key = (layout.encoding, layout.delimiter, layout.decimal, layout.thousands, layout.sheet, layout.split)
        try:
            if key not in opened:
                opened[key] = open_cells(path, None, layout)
            fits = _fits(opened[key], layout, path)
        except DistrictAnalysisError:
            continue
        if fits:
            found.append(name)
    return found


def _fits(cells: Cells, layout: Layout, path: Path) -> bool:
    """Return whether a layout knows all headings, at least one of them of figures, and reads the table."""
    header = read_header(cells, layout)
    named = [heading for heading in header.folded if heading]
    known = list(_patterns(layout))
    if layout.headings and header.row < 0 and cells.width != len(layout.headings):
        return False
    if _cut_short(cells, header, alone=len(layout.header_rows) == 1):
        return False
    if not named or not all(any(re.search(pattern, heading) for pattern in known) for heading in named):
        return False
    source = Source(
        id="a", file=path.name, publisher="", date="not_stated", population_concept="not_stated", licence=""
    )
    table = read_table(cells, layout, source)
    return len(table.figures) > 0


def _cut_short(cells: Cells, header: Header, *, alone: bool) -> bool:
    """Return whether headings go on beside the header of a layout: units in a row of their own, or all of them."""

    def texts(row: int) -> list[str]:
        inside = 0 <= row < cells.height
        return [text for column in range(cells.width) if (text := cells.text(row, column))] if inside else []

    first = texts(header.start)
    if header.row < 0 and first and not any(character.isdigit() for text in first[1:] for character in text):
        return True  # a layout with headings of its own, on a table that has some too
    return is_unit_row(first) or (alone and is_unit_row(texts(header.row - 1)))


def _patterns(layout: Layout) -> Iterator[str]:
    """Yield the patterns of the headings that a layout knows."""
    yield from (rule.heading for rule in layout.column)
    yield from layout.not_read
    yield from layout.dimension.values()
    yield from (pattern for pattern in (layout.key, layout.name_column) if pattern)
    if layout.date is not None and layout.date.column:
        yield layout.date.column
    for rule in layout.long:
        yield from (pattern for pattern in (rule.value, rule.kind, rule.text, rule.date) if pattern)
        yield from rule.name_columns
    if layout.matrix is not None:
        yield from (layout.matrix.heading, layout.matrix.total)
