"""One ``[[source]]`` of a study -> its table as read, with the record of where it comes from."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from pathlib import Path

from districtanalysis.domain.data import SourceRecord
from districtanalysis.domain.study import Source
from districtanalysis.sources.cells import Cells, GridCells
from districtanalysis.sources.grid import many_cells
from districtanalysis.sources.layout import Layout
from districtanalysis.sources.layout_file import load_layout
from districtanalysis.sources.opening import normal, open_cells, read_grid
from districtanalysis.sources.recognise import recognise
from districtanalysis.sources.table import ReadTable, read_table


@dataclass(frozen=True, slots=True)
class Read:
    """One table as read: its source, cells, layout and record."""

    source: Source
    cells: Cells
    layout: Layout
    table: ReadTable
    record: SourceRecord

    @property
    def is_list(self) -> bool:
        """Whether figures stand row by row, so that a district may stand in many rows or in none."""
        return bool(self.layout.long)


def read_source(source: Source, folder: Path, *, digest: bool = True) -> Read:
    """Return one table of a study as its layout reads it; ``digest``: the record holds the SHA-256 of the file.

    Raises ``SourceError`` for a file that cannot be read, ``LayoutError`` for a table that does not
    stand as described.
    """
    with many_cells():
        return _read(source, normal(folder, source.file), folder, digest=digest)


def _read(source: Source, path: Path, folder: Path, *, digest: bool) -> Read:
    layout = None if source.layout == "auto" else load_layout(source.layout, folder)
    if layout is None:
        grid = read_grid(path, source)
        recognition = recognise(grid)
        layout, notes = recognition.layout, [*grid.notes, recognition.evidence]
        cells: Cells = GridCells(grid)
    else:
        cells = open_cells(path, source, layout)
        notes = list(cells.notes)
    if source.signs is not None:
        layout = layout.model_copy(update={"signs": source.signs})
    table = read_table(cells, layout, source)
    return Read(source, cells, layout, table, _record(source, path, layout, table, notes, digest=digest))


def _record(
    source: Source, path: Path, layout: Layout, table: ReadTable, notes: list[str], *, digest: bool
) -> SourceRecord:
    stated = source.date.isoformat() if isinstance(source.date, dt.date) else ""
    return SourceRecord(
        id=source.id,
        file=path.name,
        title=source.title,
        publisher=source.publisher,
        date=table.date.isoformat() if table.date else stated,
        population_concept=source.population_concept,
        licence=source.licence,
        digest=hashlib.sha256(path.read_bytes()).hexdigest() if digest else "",
        notes=(*notes, *table.notes),
        area_version=version_of(source, layout, table),
    )


def version_of(source: Source, layout: Layout, table: ReadTable) -> str:
    """Return which delimitation of the areas a table follows: as the study says, else by date; "" where unknown."""
    if source.area_version is not None or not layout.area_version:
        return source.area_version or ""
    day = _latest(source, table)
    if day is None:
        return ""
    for version in layout.area_version:
        if (version.since is None or version.since <= day) and (version.until is None or day <= version.until):
            return version.name
    return ""


def _latest(source: Source, table: ReadTable) -> dt.date | None:
    dates = table.figures.frame["date"].array.categories.tolist()
    if dates:
        return dt.date.fromisoformat(str(max(dates)))
    return table.date or (source.date if isinstance(source.date, dt.date) else None)
