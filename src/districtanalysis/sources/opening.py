"""``open_cells``: a file of any kind that is read -> the cells of one sheet of it."""

from __future__ import annotations

import os
import re
from pathlib import Path

from districtanalysis.domain.study import Source
from districtanalysis.domain.variables import fold
from districtanalysis.errors import SourceError
from districtanalysis.language import join, say
from districtanalysis.sources.cells import Cells, GridCells
from districtanalysis.sources.grid import Grid, pad
from districtanalysis.sources.layout import Layout

WORKBOOKS = {".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"}
DELIMITED = {".csv", ".txt", ".tsv"}
RECORDS = {".parquet", ".json"}
_OPTIONS = ("encoding", "delimiter", "decimal", "thousands")


def found(path: Path) -> str:
    """Return the suffix of a file that is there and of a kind that is read.

    Raises ``SourceError`` for a missing file, naming what lies in its folder, and for another kind.
    """
    if path.is_dir():
        raise SourceError(say("source.is_folder", file=path))
    if not path.exists():
        near = [other.name for other in sorted(path.parent.glob("*"))] if path.parent.is_dir() else []
        raise SourceError(say("layout.missing_file", file=path.name, folder=path.parent, found=", ".join(near) or "–"))
    suffix = path.suffix.lower()
    known = WORKBOOKS | DELIMITED | RECORDS
    if suffix not in known:
        kinds = ", ".join(sorted(known))
        raise SourceError(say("layout.wrong_suffix", file=path.name, suffix=suffix or "–", known=kinds))
    return suffix


def read_grid(path: Path, source: Source | None = None, *, sheet: str | None = None) -> Grid:
    """Return the cells of one file as printed; the suffix says which reader, ``source`` its options.

    Raises ``SourceError`` for a missing file and for a kind of file that is not read.
    """
    suffix = found(path)
    if suffix in WORKBOOKS:
        from districtanalysis.sources.workbook import read_workbook

        return read_workbook(path, source.sheet if source else sheet)
    if suffix in DELIMITED:
        from districtanalysis.sources.delimited import read_delimited

        return read_delimited(path, **_options(source, None))
    from districtanalysis.sources.records import read_records

    return read_records(path)


def open_cells(path: Path, source: Source | None = None, layout: Layout | None = None) -> Cells:
    """Return the cells of the sheet that a source or its layout asks for.

    Large rectangular text tables are cut in their bytes; everything else goes through a grid.
    Raises ``SourceError`` for a file that cannot be read or has no such sheet.
    """
    suffix = found(path)
    options = _options(source, layout)
    if suffix in DELIMITED and layout is not None and layout.split is not None:
        return _split_cells(path, layout.split, options)
    if suffix in DELIMITED:
        return _text_cells(path, options)
    sheet = source.sheet if source is not None else None
    if sheet is None and layout is not None and layout.sheet is not None and suffix in WORKBOOKS:
        sheet = _sheet(path, layout.sheet)
    grid = read_grid(path, source, sheet=sheet) if sheet is None or source is None else _of_sheet(path, sheet)
    return GridCells(grid, decimal=options["decimal"] or "", thousands=options["thousands"] or "")


def _of_sheet(path: Path, sheet: str) -> Grid:
    from districtanalysis.sources.workbook import read_workbook

    return read_workbook(path, sheet)


def _sheet(path: Path, pattern: str) -> str:
    """Return the first sheet whose name fits a pattern."""
    from districtanalysis.sources.workbook import sheets

    names = sheets(path)
    fitting = next((name for name in names if re.search(pattern, fold(name))), None)
    if fitting is None:
        raise SourceError(say("layout.no_sheet", file=path.name, pattern=pattern, known=join(names)))
    return fitting


def _options(source: Source | None, layout: Layout | None) -> dict[str, str | None]:
    """Return how a text file is to be read: what the study says, else what the layout says."""
    return {
        name: next((value for part in (source, layout) if part is not None and (value := getattr(part, name))), None)
        for name in _OPTIONS
    }


def _text_cells(path: Path, options: dict[str, str | None]) -> Cells:
    from districtanalysis.sources import delimited
    from districtanalysis.sources.encoding import read_text
    from districtanalysis.sources.text_cells import cut

    delimited.check_options(path.name, options["delimiter"], options["decimal"], options["thousands"])
    text, notes = read_text(path, options["encoding"])
    sign = options["delimiter"] or delimited.recognise_delimiter(text, path.name)
    cells = cut(path.name, text, sign)
    if cells is None:
        return GridCells(delimited.read_delimited(path, **options))
    if options["delimiter"] is None:
        notes.append(say("source.delimiter", delimiter=delimited.delimiter_name(sign)))
    if options["decimal"] is None:
        cells.decimal_signs, said = delimited.recognise_decimals(cells.sample())
        notes += said
    else:
        cells.decimal_signs = (options["decimal"],) * cells.width
    cells.thousands, cells.notes = options["thousands"] or "", tuple(notes)
    return cells


def _split_cells(path: Path, pattern: str, options: dict[str, str | None]) -> Cells:
    """Return the cells of a text whose lines are parted by a pattern."""
    from districtanalysis.sources.delimited import check_rows
    from districtanalysis.sources.encoding import read_text

    text, notes = read_text(path, options["encoding"])
    records = [[cell.strip() for cell in re.split(pattern, line)] for line in text.splitlines()]
    said, longer = check_rows(records, range(1, len(records) + 1), path.name, pattern, given=True)
    rows = pad([[cell or None for cell in record] for record in records])
    return GridCells(
        Grid(path.name, "", rows, notes=(*notes, *said), longer_rows=longer),
        decimal=options["decimal"] or "",
        thousands=options["thousands"] or "",
    )


def normal(folder: Path, file: str) -> Path:
    """Return the path of a file of a study, also below a folder that is yet to be made.

    >>> normal(Path("a"), "../b.csv").as_posix()
    'b.csv'
    """
    return Path(os.path.normpath(folder / file))
