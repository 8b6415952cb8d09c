"""A filled form (sheet of a workbook, or text file) -> ``FormTable``."""

from __future__ import annotations

import datetime as dt
import difflib
import math
from collections.abc import Callable, Mapping
from pathlib import Path

from districtanalysis.domain.finding import Finding
from districtanalysis.domain.form import SEPARATOR, Form, FormColumn, FormRow, FormTable
from districtanalysis.domain.variables import fold
from districtanalysis.errors import SourceError
from districtanalysis.language import join, say
from districtanalysis.sources.dimensions import read_date
from districtanalysis.sources.grid import Cell, Grid
from districtanalysis.sources.header import listed, text_of
from districtanalysis.sources.numerals import read_numeral
from districtanalysis.sources.opening import WORKBOOKS, found, read_grid

_HEADINGS_WITHIN = 10  # a title and some notes may stand above the headings
EMPTY = {"", "-", "–", "—", "n. v.", "n.v."}


def read_form(path: Path, form: Form, *, sheet: str | None = None) -> FormTable:
    """Return the filled rows of ``form`` in a workbook or text file, in the order of the file.

    The sheet is the one named, or called as the form in either language, or the only one. Blank rows are passed over.
    An entry that is no number, no date or none of the choices is left out and told as a finding. Raises ``SourceError``
    where the file cannot be read, has no such sheet or lacks a needed column.
    """
    grid = _grid(path, form, sheet)
    return read_entries(grid, form, *_headings(grid, form))


def read_entries(grid: Grid, form: Form, top: int, places: Mapping[str, int]) -> FormTable:
    """Return the filled rows below row ``top`` of ``grid``; ``places`` holds the position of each column by its key."""
    findings: list[Finding] = []
    filled = [
        number
        for number in range(top + 1, grid.height)
        if any(text_of(grid, number, place) for place in places.values())
    ]
    rows = tuple(_row(grid, number, form, places, findings) for number in filled)
    return FormTable(form, grid.file, grid.sheet, rows, tuple(findings))


def has_form(path: Path, form: Form) -> bool:
    """Return whether a workbook has a sheet called as the form; a text file always counts as one."""
    if found(path) not in WORKBOOKS:
        return True
    return _sheet_of(path, form) is not None


def _grid(path: Path, form: Form, sheet: str | None) -> Grid:
    if found(path) not in WORKBOOKS:
        return read_grid(path)
    from districtanalysis.sources.workbook import read_workbook, sheets

    name = sheet or _sheet_of(path, form)
    names = sheets(path)
    if name is None and len(names) == 1:
        name = names[0]
    if name is None:
        raise SourceError(say("form.no_sheet", file=path.name, sheet=form.label(), found=join(names)))
    return read_workbook(path, name)


def _sheet_of(path: Path, form: Form) -> str | None:
    from districtanalysis.sources.workbook import sheets

    wanted = {fold(label) for label in form.labels()}
    return next((name for name in sheets(path) if fold(name) in wanted), None)


def _headings(grid: Grid, form: Form) -> tuple[int, dict[str, int]]:
    """Return the row of the headings and the position of each column that is there."""
    known = {fold(name): column.key for column in form.columns for name in (column.key, *form.headings(column.key))}
    best: tuple[int, dict[str, int]] = (0, {})
    for row in range(min(_HEADINGS_WITHIN, grid.height)):
        places: dict[str, int] = {}
        for place in range(grid.width):
            key = known.get(fold(text_of(grid, row, place)))
            if key is not None:
                places.setdefault(key, place)
        if len(places) > len(best[1]):
            best = (row, places)
    top, places = best
    missing = [form.heading(column.key) for column in form.columns if column.needed and column.key not in places]
    if missing:
        there = listed([text_of(grid, top, place) for place in range(grid.width)]) if grid.height else "–"
        raise SourceError(say("form.no_column", place=grid.where(), missing=listed(missing), found=there))
    if form.further:
        for place in range(grid.width):
            heading = text_of(grid, top, place)
            if heading and place not in places.values():
                places.setdefault(heading, place)
    return top, places


def _row(grid: Grid, number: int, form: Form, places: Mapping[str, int], findings: list[Finding]) -> FormRow:
    values: dict[str, object] = {}
    columns = {column.key: column for column in form.columns}
    for key, place in places.items():
        column = columns.get(key, FormColumn(key))
        text = text_of(grid, number, place)
        value = _READERS[column.kind](grid.rows[number][place], text, column, form)
        wrong = value is None and text not in EMPTY
        if wrong or (column.filled and value in (None, ())):
            findings.append(_finding(grid, number, place, column, form, text if wrong else ""))
        values[key] = value
    cells = {key: grid.address(number, place) for key, place in places.items()}
    return FormRow(values, cells, grid.position(number, 0)[0])


def _finding(grid: Grid, row: int, place: int, column: FormColumn, form: Form, text: str) -> Finding:
    rule = f"form_{column.kind}" if text else "form_empty"
    details: dict[str, object] = {"text": text, "column": form.heading(column.key)}
    if column.kind == "choice" and text:
        words = [form.word(column.key, choice) for choice in column.choices]
        near = difflib.get_close_matches(text, words, n=1)
        details |= {"known": join(words, "words.or"), "near": near[0] if near else words[0]}
    if column.kind in {"number", "whole"} and text:
        bounded = column.low is not None and column.high is not None
        rule += "_between" if bounded else ""
        details |= {"low": column.low, "high": column.high} if bounded else {}
    cell = grid.address(row, place)
    return Finding(rule, "error", file=grid.file, sheet=grid.sheet, cell=cell, details=details)


def _text(_cell: Cell, text: str, _column: FormColumn, _form: Form) -> object:
    return text or None


def _number(cell: Cell, text: str, column: FormColumn, _form: Form) -> object:
    if isinstance(cell, bool):
        return None
    value = float(cell) if isinstance(cell, int | float) else None
    if value is None:
        numeral = read_numeral(text)
        value = None if numeral is None or numeral.ambiguous else numeral.value
    if value is None or math.isnan(value):
        return None
    inside = (column.low is None or value >= column.low) and (column.high is None or value <= column.high)
    return value if inside else None


def _whole(cell: Cell, text: str, column: FormColumn, form: Form) -> object:
    value = _number(cell, text, column, form)
    return int(value) if isinstance(value, float) and value.is_integer() else None


def _date(cell: Cell, text: str, _column: FormColumn, _form: Form) -> object:
    if isinstance(cell, dt.datetime):
        return cell.date()
    return cell if isinstance(cell, dt.date) else read_date(text[:10])


def _choice(_cell: Cell, text: str, column: FormColumn, form: Form) -> object:
    wanted = fold(text)
    for choice in column.choices:
        if wanted in {fold(word) for word in (choice, *form.words(column.key, choice))}:
            return choice
    return None


def _list(_cell: Cell, text: str, _column: FormColumn, _form: Form) -> object:
    parts = (part.strip() for part in text.replace("\n", SEPARATOR).split(SEPARATOR))
    return tuple(part for part in parts if part not in EMPTY)


_READERS: Mapping[str, Callable[[Cell, str, FormColumn, Form], object]] = {
    "text": _text,
    "number": _number,
    "whole": _whole,
    "date": _date,
    "choice": _choice,
    "list": _list,
}
