"""Several forms in one file: a sheet each in a workbook, a list of tables each in a TOML file."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast

from districtanalysis.domain.form import SEPARATOR, Form, FormRow, FormTable
from districtanalysis.domain.study import SCHEMA_VERSION
from districtanalysis.errors import StudyError
from districtanalysis.language import join, say
from districtanalysis.sources.form_file import has_form, read_entries, read_form
from districtanalysis.sources.grid import Cell, Grid
from districtanalysis.sources.opening import WORKBOOKS, found
from districtanalysis.sources.study_file import read_toml

_VERSION = "schema_version"


def read_forms(path: Path, forms: Sequence[Form]) -> dict[str, FormTable]:
    """Return one table per form, by the key of the form; forms that the file does not hold are empty.

    In a workbook each form is a sheet, in a TOML file a list of tables ``[[<key>]]`` (one table ``[<key>]`` will do),
    and a plain text file holds the first form alone. Places in a TOML file read ``goal[3].deadline``. Raises
    ``SourceError`` for a missing or unreadable file and ``StudyError`` for TOML with unknown keys.
    """
    if path.suffix.lower() == ".toml":
        return _toml(path, forms)
    first, *others = forms
    workbook = found(path) in WORKBOOKS
    tables = {first.key: read_form(path, first)}
    for form in others:
        there = workbook and has_form(path, form)
        tables[form.key] = read_form(path, form) if there else FormTable(form, path.name, "", ())
    return tables


def _toml(path: Path, forms: Sequence[Form]) -> dict[str, FormTable]:
    if not path.is_file():
        found(path)  # says what is there instead
    content = read_toml(path)
    version = content.pop(_VERSION, SCHEMA_VERSION)
    if isinstance(version, int) and version > SCHEMA_VERSION:
        raise StudyError(say("study.newer_schema", file=path.name, found=version, known=SCHEMA_VERSION))
    _known(path, content, [form.key for form in forms], "")
    return {form.key: _table(path, form, content.get(form.key, [])) for form in forms}


def _table(path: Path, form: Form, entries: object) -> FormTable:
    listed = [entries] if isinstance(entries, Mapping) else entries
    if not isinstance(listed, list) or not all(isinstance(entry, Mapping) for entry in listed):
        raise StudyError(say("form.no_tables", file=path.name, key=form.key))
    keys = [column.key for column in form.columns]
    for number, entry in enumerate(listed, start=1):
        _known(path, entry, keys, f"{form.key}[{number}].")
    head = tuple(cast("Cell", key) for key in keys)
    rows = (head, *(tuple(_cell(entry.get(key)) for key in keys) for entry in listed))
    grid = Grid(path.name, "", rows)
    table = read_entries(grid, form, 0, {key: place for place, key in enumerate(keys)})
    # what stands in row 2 of the grid is the first entry of the file
    names = {
        grid.address(row, place): f"{form.key}[{row}].{key}"
        for row in range(1, grid.height)
        for place, key in enumerate(keys)
    }
    findings = tuple(replace(finding, cell=names[finding.cell]) for finding in table.findings)
    placed = tuple(_placed(row, names) for row in table.rows)
    return replace(table, rows=placed, findings=findings)


def _placed(row: FormRow, names: Mapping[str, str]) -> FormRow:
    return replace(row, cells={key: names[cell] for key, cell in row.cells.items()})


def _cell(value: object) -> Cell:
    """Return a value of TOML as a cell holds it: lists in one cell, anything nested as text."""
    if isinstance(value, list):
        return f"{SEPARATOR} ".join(str(part) for part in value)
    if isinstance(value, Mapping):
        return str(dict(value))
    return cast("Cell", value)


def _known(path: Path, content: Mapping[str, object], known: Sequence[str], prefix: str) -> None:
    """Raise ``StudyError`` for the first key that nobody knows, with the nearest known one."""
    for key in content:
        if key not in known:
            shown = say("study.unknown_key", path=f"{prefix}{key}")
            near = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
            hint = say("errors.nearest", name=near[0]) if near else say("errors.known", names=join(known))
            raise StudyError(f"{path.name}: {shown} {hint}")
