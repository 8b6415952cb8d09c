"""From the cells of a sheet to figures, as a layout says where things stand."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

import numpy as np

from districtanalysis.domain.observations import Observations, from_rows
from districtanalysis.domain.study import Source, worded
from districtanalysis.errors import LayoutError
from districtanalysis.language import say, say_count
from districtanalysis.sources.area_keys import Area, KeyColumn, find_key, in_order
from districtanalysis.sources.body import Body, read_body
from districtanalysis.sources.cells import Cells
from districtanalysis.sources.dimensions import read_date
from districtanalysis.sources.facts import Facts, to_observations, together
from districtanalysis.sources.header import Header, listed, read_header
from districtanalysis.sources.layout import DateRule, Layout
from districtanalysis.sources.rows import Context, Heading

_SHOWN = 12
_MOST_REPEATED = 100  # of rows that stand twice: the first hundred say enough


@dataclass(slots=True)
class ReadTable:
    """The figures of one table, districts still named as printed.

    ``areas`` are its areas in their order, ``groups`` the section that each stands in, ``names``
    their cells; ``totals`` holds figures that are for checks only, of total rows and repeated
    columns. ``ambiguous`` are ids of figures that could be read differently, ``footnotes`` the lines
    below the table, ``notes`` say what reading assumed.
    """

    figures: Observations = field(default_factory=lambda: from_rows([]))
    totals: Observations = field(default_factory=lambda: from_rows([]))
    areas: list[Area] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    twice: list[tuple[str, str]] = field(default_factory=list)
    groups: dict[str, str] = field(default_factory=dict)
    headings: list[Heading] = field(default_factory=list)
    footnotes: list[str] = field(default_factory=list)
    ambiguous: list[int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    date: dt.date | None = None


def read_table(cells: Cells, layout: Layout, source: Source) -> ReadTable:
    """Return what ``layout`` finds in ``cells``.

    Raises ``LayoutError`` for a missing header, column or date, naming what stands there instead.
    """
    header = read_header(cells, layout)
    context, key = _context(cells, layout, header)
    body = read_body(cells, layout, header, key)
    table = ReadTable(date=_date(cells, layout, header), headings=context.headings, footnotes=body.footnotes)
    context.day = table.date or (source.date if isinstance(source.date, dt.date) else None)
    facts = _read(context, body)
    _note_areas(cells, layout, body, key, table)
    _place(table, facts, source.id, cells.sheet)
    table.notes += _notes(layout, header, body, key, context)
    return table


def _context(cells: Cells, layout: Layout, header: Header) -> tuple[Context, KeyColumn]:
    if layout.flat is not None:
        from districtanalysis.sources.flat_file import flat_columns

        found = flat_columns(cells, layout.flat, header)
        return Context(cells, layout, header, dimensions=found.dimensions), found.key
    return Context(cells, layout, header), find_key(cells, layout, header)


def _read(context: Context, body: Body) -> list[Facts]:
    if context.layout.matrix is not None:
        from districtanalysis.sources.matrix_table import read_matrix

        return read_matrix(context, body)
    if context.layout.long:
        from districtanalysis.sources.long_table import read_long

        return read_long(context, body)
    from districtanalysis.sources.wide_table import read_wide

    return read_wide(context, body)


def _place(table: ReadTable, facts: list[Facts], source: str, sheet: str) -> None:
    """Part the facts into figures and what is for checks only; blank cells say nothing and are left out."""
    ids = [area.id for area in table.areas]
    figures, totals, offset = [], [], 0
    for part in facts:
        there = ~part.figures.blank
        chosen, places = to_observations(part, there & ~part.check_only, ids, source=source, sheet=sheet)
        figures.append(chosen)
        if part.figures.ambiguous:
            table.ambiguous += (np.flatnonzero(np.isin(places, part.figures.ambiguous)) + offset).tolist()
        offset += len(chosen)
        if (there & part.check_only).any():
            totals.append(to_observations(part, there & part.check_only, ids, source=source, sheet=sheet)[0])
    table.figures, table.totals = together(figures), together(totals)


def _note_areas(cells: Cells, layout: Layout, body: Body, key: KeyColumn, table: ReadTable) -> None:
    table.areas = body.listed
    own = np.flatnonzero(~body.total)
    places, first, _ = in_order(body.areas[own])
    listed_areas = [body.listed[place] for place in places.tolist()]
    letters = cells.address(0, key.column).rstrip("0123456789")
    lines = (body.rows[own[first]] + cells.first_row).tolist()
    table.names = {area.id: f"{letters}{line}" for area, line in zip(listed_areas, lines, strict=True)}
    if layout.sections is True:
        groups = [body.section.name(row) for row in own[first].tolist()]
        table.groups = {area.id: group for area, group in zip(listed_areas, groups, strict=True) if group}
    if len(places) < len(own) and not _states_dimensions(layout):
        again = np.setdiff1d(own, own[first])[:_MOST_REPEATED]
        listed_ = zip(body.areas[again].tolist(), body.rows[again].tolist(), strict=True)
        table.twice = [(body.listed[place].id, cells.address(row, key.column)) for place, row in listed_]


def _states_dimensions(layout: Layout) -> bool:
    """Return whether an area may stand in several rows that differ in what they are about."""
    dated = layout.date is not None and layout.date.column is not None
    sections = layout.sections not in {True, False}
    return bool(
        layout.long or layout.dimension or layout.flat is not None or dated or layout.area is not None or sections
    )


def _date(cells: Cells, layout: Layout, header: Header) -> dt.date | None:
    rule = layout.date
    if rule is None or rule.column is not None:
        return None
    place, text = _dated(cells, rule, header)
    found = re.search(rule.pattern, text)
    day = read_date(found.group(1), day=rule.day) if found else None
    if day is None:
        raise LayoutError(say("layout.no_date", place=place, pattern=rule.pattern, found=text))
    return day


def _dated(cells: Cells, rule: DateRule, header: Header) -> tuple[str, str]:
    """Return the place and the text in which the date is looked for."""
    if rule.heading is not None:
        column = header.find(rule.heading)
        return cells.where(), header.headings[column] if column is not None else ""
    if rule.file:
        return cells.file, cells.file
    match = re.fullmatch(r"([A-Z]{1,3})(\d{1,7})", rule.cell or "")
    if match is None:
        return cells.where(), ""
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    text = cells.text(int(match[2]) - cells.first_row, column - cells.first_column)
    return f"{cells.where()}, {rule.cell}", text


def _notes(layout: Layout, header: Header, body: Body, key: KeyColumn, context: Context) -> list[str]:
    """Return in words what reading did beyond copying: zeros put back, columns that nobody asked for."""
    notes = [worded(layout.remark)] if layout.remark else []
    if body.padded:
        notes.append(say_count("layout.zeros_restored", body.padded, width=layout.widths[-1]))
    known = {key.column, key.name_column, *context.used, *context.dimensions.values()}
    unread = [
        heading
        for column, (heading, folded) in enumerate(zip(header.headings, header.folded, strict=True))
        if heading and column not in known and not any(re.search(pattern, folded) for pattern in layout.not_read)
    ]
    if unread and layout.name != "auto":
        shown = listed(unread[:_SHOWN]) + (" …" if len(unread) > _SHOWN else "")
        notes.append(say_count("layout.not_read", len(unread), names=shown))
    return notes
