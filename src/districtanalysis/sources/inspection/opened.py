"""From a file to the windows of its sheets; text that is parted by nothing but blanks is cut at its figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from districtanalysis.domain.study import Source
from districtanalysis.errors import SourceError
from districtanalysis.language import say
from districtanalysis.sources.cells import Cells, GridCells
from districtanalysis.sources.container import kind_of, open_archive, read_bytes
from districtanalysis.sources.encoding import read_text
from districtanalysis.sources.grid import Grid, pad
from districtanalysis.sources.inspection.signs import english_numbers
from districtanalysis.sources.inspection.window import BLANK, Window, look_at
from districtanalysis.sources.opening import DELIMITED, RECORDS, WORKBOOKS, found, open_cells, read_grid

_FIGURE = r"-?\d[\d.,]*%?,?"
_LINE = re.compile(rf"^(?P<label>.*?[^\d\s].*?):?\s+(?P<figures>{_FIGURE}(?:\s+{_FIGURE})+)$")
_LABELLED = re.compile(rf"^(?P<label>.*?[^\d\s:]\s*):\s*(?P<figures>{_FIGURE}(?:\s+{_FIGURE})*)$")
_MOST_LINES = 5_000
_LONGEST_LINE = 500


@dataclass(frozen=True, slots=True)
class Opened:
    """One sheet as recognition sees it; ``grid`` where it came from a workbook.

    ``aligned``: nothing but blanks parts the columns; ``several``: the file has other sheets.
    ``options`` are signs of numbers that were recognised and that a layout has to state.
    """

    sheet: str
    window: Window
    notes: tuple[str, ...] = ()
    grid: Grid | None = None
    aligned: bool = False
    several: bool = False
    options: Mapping[str, str] = field(default_factory=dict)


def open_sheets(path: Path, source: Source) -> Iterator[Opened]:
    """Yield the sheets of a file, one where ``source`` names it; empty sheets too.

    Raises ``SourceError`` for a file that cannot be read.
    """
    suffix = found(path)
    if suffix in WORKBOOKS:
        yield from _workbook(path, source.sheet)
    elif suffix in DELIMITED:
        yield _text(path, source)
    elif suffix in RECORDS:
        grid = read_grid(path, source)
        yield Opened(grid.sheet, look_at(GridCells(grid)), grid.notes, grid)


def _workbook(path: Path, sheet: str | None) -> Iterator[Opened]:
    from districtanalysis.sources.workbook import read_workbook, sheets

    names = [sheet] if sheet is not None else sheets(path)
    linked = (say("inspect.external_links"),) if _has_links(path) else ()
    for name in names:
        grid = read_workbook(path, name)
        window = look_at(
            GridCells(grid), merged=grid.merged, hidden_rows=grid.hidden_rows, hidden_columns=grid.hidden_columns
        )
        yield Opened(name, window, (*grid.notes, *linked), grid, several=len(names) > 1)


def _has_links(path: Path) -> bool:
    """Return whether a workbook takes figures from other files, which may have changed since."""
    content = read_bytes(path)
    if kind_of(content, path.name) != "xlsx":
        return False
    with open_archive(content, path.name) as archive:
        return any("/externalLinks/" in name for name in archive.namelist())


def _text(path: Path, source: Source) -> Opened:
    try:
        cells: Cells = open_cells(path, source)
    except SourceError:
        aligned = None if source.delimiter is not None else _aligned(path, source.encoding)
        if aligned is None:
            raise
        return aligned
    window = look_at(cells)
    lonely = int(((window.kinds != BLANK).sum(axis=1) == 1).sum())
    if lonely > len(window.rows) / 2 and source.delimiter is None and (aligned := _aligned(path, source.encoding)):
        return aligned
    example = english_numbers(window) if source.decimal is None and source.thousands is None else ""
    if not example:
        return Opened("", window, cells.notes)
    signs = {"decimal": ".", "thousands": ","}
    cells = open_cells(path, source.model_copy(update=signs))
    return Opened("", look_at(cells), (*cells.notes, say("inspect.english_numbers", example=example)), options=signs)


def _aligned(path: Path, encoding: str | None) -> Opened | None:
    """Return a text whose lines end in figures parted by blanks; None for any other text."""
    text, notes = read_text(path, encoding)
    lines = [line for line in text.splitlines() if line.strip()]
    if not 2 < len(lines) <= _MOST_LINES or max(map(len, lines)) > _LONGEST_LINE:
        return None
    cut = [_LABELLED.match(line.strip()) or _LINE.match(line.strip()) for line in lines]
    if sum(match is not None for match in cut) < 0.8 * len(lines):
        return None
    rows = [
        [match["label"].strip(), *(figure.rstrip(",") for figure in match["figures"].split())] if match else [line]
        for match, line in zip(cut, lines, strict=True)
    ]
    grid = Grid(path.name, "", pad(rows), notes=tuple(notes))
    widths = {len(row) for row in rows[1:]}
    said = [*notes, say("inspect.aligned")]
    if len(widths) == 1 and len(rows[0]) not in widths:
        said.append(say("inspect.more_headings", headings=len(rows[0]) - 1, figures=min(widths) - 1))
    return Opened("", look_at(GridCells(grid)), tuple(said), grid, aligned=True)
