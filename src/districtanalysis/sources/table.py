"""From a grid of cells to figures, as a layout says where things stand."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from districtanalysis.domain.study import Source
from districtanalysis.domain.variables import codebook, codebooks, fold, read_kind, variables
from districtanalysis.errors import LayoutError
from districtanalysis.language import join, say
from districtanalysis.sources.grid import Grid
from districtanalysis.sources.header import find_column, join_headings, listed, readable, text_of
from districtanalysis.sources.layout import ColumnRule, Layout, LongRule
from districtanalysis.sources.notation import Figure, read_figure

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as printed, with the cell of its last row."""

    text: str
    cell: str
    variable: str


@dataclass(slots=True)
class ReadTable:
    """The figures of one table, districts still named as printed.

    ``names`` maps each printed name to its cell, ``groups`` to the section it stands in;
    ``totals`` holds the figures of total rows. ``footnotes`` are the lines below the table.
    """

    figures: list[Row] = field(default_factory=list)
    totals: list[Row] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    twice: list[tuple[str, str]] = field(default_factory=list)
    groups: dict[str, str] = field(default_factory=dict)
    headings: list[Heading] = field(default_factory=list)
    footnotes: list[str] = field(default_factory=list)
    date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One data row: position in the grid, printed name, section and whether it is a total."""

    index: int
    name: str
    group: str
    total: bool


def read_table(grid: Grid, layout: Layout, source: Source) -> ReadTable:
    """Return what ``layout`` finds in ``grid``.

    Raises ``LayoutError`` for a missing header, column or date, naming what stands there instead.
    """
    headings = join_headings(grid, layout)
    key = find_column(headings, layout.key)
    if key is None:
        raise LayoutError(say("layout.no_key", place=grid.where(), what=readable(layout.key), found=listed(headings)))
    table = ReadTable(date=_date(grid, layout))
    lines = list(_lines(grid, layout, key, table))
    if not lines:
        raise LayoutError(say("layout.no_rows", place=grid.where()))
    _note_names(grid, lines, key, table, once=layout.long is None)
    frame: Row = {"date": table.date or _stated(source), "source": source.id, "sheet": grid.sheet or None}
    if layout.long is not None:
        _read_long(grid, layout.long, layout.signs, headings, lines, table, frame)
    else:
        _read_wide(grid, layout, headings, lines, table, frame)
    return table


def _date(grid: Grid, layout: Layout) -> dt.date | None:
    if layout.date is None:
        return None
    text = next(
        (
            text_of(grid, r, c)
            for r, row in enumerate(grid.rows)
            for c in range(len(row))
            if grid.address(r, c) == layout.date.cell
        ),
        "",
    )
    found = re.search(layout.date.pattern, text)
    day = read_date(found.group(1)) if found else None
    if day is None:
        raise LayoutError(
            say("layout.no_date", place=f"{grid.where()}, {layout.date.cell}", pattern=layout.date.pattern, found=text)
        )
    return day


def read_date(text: str) -> dt.date | None:
    """Return a date printed as ``31.12.2019`` or ``2019-12-31``; None for anything else.

    >>> read_date("31.12.2019"), read_date("31.02.2019")
    (datetime.date(2019, 12, 31), None)
    """
    german = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text.strip())
    parts = tuple(reversed(german.groups())) if german else tuple(text.strip().split("-"))
    try:
        year, month, day = (int(part) for part in parts)
        return dt.date(year, month, day)
    except ValueError:
        return None


def _stated(source: Source) -> dt.date | None:
    return source.date if isinstance(source.date, dt.date) else None


def _lines(grid: Grid, layout: Layout, key: int, table: ReadTable) -> Iterator[Line]:
    group = ""
    start = max(layout.header_rows) - grid.first_row + 1
    for index in range(start, len(grid.rows)):
        name = text_of(grid, index, key)
        filled = [c for c in range(len(grid.rows[index])) if text_of(grid, index, c)]
        if not filled:
            continue
        first = fold(text_of(grid, index, filled[0]))
        if any(re.search(pattern, first) for pattern in layout.stop):
            table.footnotes.extend(_texts_from(grid, index))
            return
        if layout.sections and filled == [key]:
            group = name
        elif name:
            yield Line(index, name, group, any(re.search(p, fold(name)) for p in layout.totals))


def _texts_from(grid: Grid, start: int) -> list[str]:
    lines = (
        " ".join(filter(None, (text_of(grid, i, c) for c in range(len(grid.rows[i])))))
        for i in range(start, len(grid.rows))
    )
    return [line for line in lines if line]


def _note_names(grid: Grid, lines: list[Line], key: int, table: ReadTable, *, once: bool) -> None:
    for line in lines:
        if line.total:
            continue
        cell = grid.address(line.index, key)
        if once and line.name in table.names:
            table.twice.append((line.name, cell))
        table.names.setdefault(line.name, cell)
        if line.group:
            table.groups[line.name] = line.group


def _read_wide(
    grid: Grid, layout: Layout, headings: list[str], lines: list[Line], table: ReadTable, frame: Row
) -> None:
    last = max(layout.header_rows) - grid.first_row
    for rule in layout.column:
        column = find_column(headings, rule.heading)
        if column is None:
            if rule.optional:
                continue
            label = variables()[rule.variable].label
            found = listed(headings)
            raise LayoutError(
                say(
                    "layout.no_column",
                    place=grid.where(),
                    what=label,
                    pattern=rule.heading,
                    found=found,
                    layout=layout.name,
                )
            )
        table.headings.append(Heading(headings[column], grid.address(last, column), rule.variable))
        shared = {**frame, **_dimensions(rule)}
        if variables()[rule.variable].caseload:
            shared["date"] = None  # figures of a service follow another date, which the table does not print
        for line in lines:
            row = _cell(grid, line, column, rule.variable, layout.signs)
            if row is not None:
                _keep(table, line, {**shared, **row})


def _dimensions(rule: ColumnRule) -> Row:
    low, high = rule.age if rule.age is not None else (-1, -1)
    return {"age_from": low, "age_to": high, "sex": rule.sex, "origin": rule.origin, "kind": rule.kind}


def _read_long(
    grid: Grid, rule: LongRule, signs: str, headings: list[str], lines: list[Line], table: ReadTable, frame: Row
) -> None:
    places = {
        name: _place(grid, headings, pattern)
        for name in ("value", "variable_column", "kind", "text", "date")
        if (pattern := getattr(rule, name)) is not None
    }
    for column in places.values():
        last = grid.address(max(0, lines[0].index - 1), column)
        table.headings.append(Heading(headings[column], last, rule.variable or ""))
    for line in lines:
        variable = _variable(grid, rule, line, places)
        row = _cell(grid, line, places.get("value", -1), variable, signs, text_column=places.get("text", -1))
        if row is None:
            continue
        if "kind" in places:
            printed = text_of(grid, line.index, places["kind"])
            row["kind"] = read_kind(printed) if rule.kinds_are == "facilities" else printed
        if "date" in places:
            row["date"] = read_date(text_of(grid, line.index, places["date"]))
        _keep(table, line, {**frame, **row})


def _place(grid: Grid, headings: list[str], pattern: str) -> int:
    column = find_column(headings, pattern)
    if column is None:
        raise LayoutError(say("layout.no_key", place=grid.where(), what=readable(pattern), found=listed(headings)))
    return column


def _variable(grid: Grid, rule: LongRule, line: Line, places: Mapping[str, int]) -> str:
    if rule.variable is not None:
        return rule.variable
    printed = text_of(grid, line.index, places["variable_column"])
    for pattern, variable in rule.names.items():
        if re.search(pattern, fold(printed)):
            return variable
    place = f"{grid.where()}, {grid.address(line.index, places['variable_column'])}"
    raise LayoutError(say("layout.unknown_name", place=place, found=printed, known=join(rule.names)))


def _cell(grid: Grid, line: Line, column: int, variable: str, signs: str, *, text_column: int = -1) -> Row | None:
    """Return one figure with its place; None for a blank cell, which says nothing."""
    text = text_of(grid, line.index, text_column) if text_column >= 0 else ""
    shown = column if column >= 0 else text_column
    cells = grid.rows[line.index]
    printed = cells[column] if 0 <= column < len(cells) else None
    if (printed is None or printed == "") and not text:
        return None
    row: Row = {"variable": variable, "row": line.index + grid.first_row, "column": shown + grid.first_column}
    concept = variables()[variable].concept
    if concept == "text":
        return row | {"text": text or str(printed), "status": "exact"}
    if concept == "ordinal" and variable in codebooks():
        return row | _step(printed, variable, text)
    if printed is None or printed == "":
        return row | {"text": text, "status": "not_available"}
    known = {"decimal": grid.decimal_sign(column), "thousands": grid.thousands}
    figure = read_figure(printed, decimals=grid.printed_decimals(line.index, column), profile=signs, **known)
    return row | _figure(figure, text)


def _step(printed: object, variable: str, text: str) -> Row:
    shown = "" if printed is None else text_without_decimals(printed)
    step = codebook(variable).read(shown)
    row: Row = {"text": text or shown, "decimals": 0}
    if step is None:
        return row | {"status": "unreadable" if shown else "not_available"}
    return row | {"value": float(step), "status": "exact"}


def text_without_decimals(value: object) -> str:
    """Return a cell as text; a whole number without its decimal point.

    >>> text_without_decimals(3.0), text_without_decimals("läuft")
    ('3', 'läuft')
    """
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()


def _figure(figure: Figure, text: str) -> Row:
    return {
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "status": figure.status,
        "qualifier": figure.qualifier,
        "decimals": figure.decimals,
        "text": text or figure.text or None,
        "ambiguous": figure.ambiguous,
    }


def _keep(table: ReadTable, line: Line, row: Row) -> None:
    (table.totals if line.total else table.figures).append({**row, "district": line.name})
