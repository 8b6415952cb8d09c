"""Lists of facilities and of evidence: known by their headings, whatever stands below."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from districtanalysis.domain.inspection import Claim, ColumnClaim, TableClaim
from districtanalysis.domain.study import Source
from districtanalysis.domain.variables import fold
from districtanalysis.errors import SourceError
from districtanalysis.language import join, number, say, say_count, span
from districtanalysis.sources.cells import GridCells
from districtanalysis.sources.grid import Grid
from districtanalysis.sources.header import Header, read_header
from districtanalysis.sources.inspection.opened import Opened
from districtanalysis.sources.inspection.trial import try_layout
from districtanalysis.sources.layout import Layout
from districtanalysis.sources.opening import read_grid
from districtanalysis.sources.recognise import is_list, recognise

_LONGEST = 20_000
_SEARCHED = 30


def find_list(opened: Opened, file: Path, source: Source) -> TableClaim | None:
    """Return the list that a sheet holds; None where its headings are not those of a list."""
    window = opened.window
    if window.cells.height > _LONGEST or not any(is_list([fold(t) for t in row]) for row in window.texts[:_SEARCHED]):
        return None
    try:
        grid = opened.grid or read_grid(file, source)
        layout = recognise(grid).layout
    except SourceError:
        return None
    if not layout.long:
        return None
    content = {"schema_version": 1, **layout.model_dump(mode="python", exclude_defaults=True), "name": file.stem}
    cells = GridCells(grid)
    header = read_header(cells, layout)
    key = header.find(layout.key) or 0
    tried, preview, reason = try_layout(cells, content, source, [key])
    first, last = layout.header_rows[-1] + 1, grid.first_row + grid.height - 1
    letter = cells.address(0, key).rstrip("0123456789")
    areas = preview.areas if preview is not None else 0
    return TableClaim(
        sheet=opened.sheet,
        title="",
        form="long",
        header_rows=layout.header_rows,
        key=letter,
        key_heading=header.headings[key],
        rows=(first, last),
        areas=True,
        confidence=0.8 if tried is not None else 0.4,
        claims=tuple(_claims(layout, header.headings[key], letter, (first, last), areas)),
        columns=tuple(_columns(grid, header, layout)),
        layout=content if tried is not None else {},
        refusal=reason,
        preview=preview,
    )


def _claims(layout: Layout, heading: str, letter: str, rows: tuple[int, int], areas: int) -> Iterator[Claim]:
    lines = say_count("inspect.header_rows", len(layout.header_rows), rows=join(map(str, layout.header_rows)))
    yield Claim("header", lines, 0.9, say("inspect.evidence.list_headings"))
    by = say("inspect.evidence.area_heading", heading=heading)
    yield Claim("key", say("inspect.key", letter=letter, heading=heading), 0.9, by)
    found = say("inspect.area_rows", rows=span(*rows), count=number(areas))
    yield Claim("rows", found, 0.8, say("inspect.evidence.list_rows"))
    yield Claim("form", say("inspect.form.list"), 0.9, say("inspect.why.list"))


def _columns(grid: Grid, header: Header, layout: Layout) -> Iterator[ColumnClaim]:
    (rule,) = layout.long
    wanted = {"value": rule.value, "named": rule.kind, "evidence": rule.text, "key": layout.key}
    roles = {header.find(pattern): role for role, pattern in wanted.items() if pattern is not None}
    roles |= {header.find(pattern): "named" for pattern in rule.name_columns}
    for place, heading in enumerate(header.headings):
        letter = grid.address(0, place).rstrip("0123456789")
        yield ColumnClaim(letter, " ".join(heading.split()), roles.get(place, "unread"), 0.9, "")
