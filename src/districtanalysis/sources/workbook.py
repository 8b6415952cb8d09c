"""Workbooks as printed: values by calamine, formats and hidden parts by one pass over the sheet's XML."""

from __future__ import annotations

import difflib
import io
import struct
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import numpy.typing as npt
import python_calamine as calamine

from districtanalysis.domain.data import cell_name
from districtanalysis.errors import SourceError
from districtanalysis.language import join, number, say, say_count
from districtanalysis.sources import old_workbook, opendocument
from districtanalysis.sources.cell_tags import column_number
from districtanalysis.sources.container import Kind, kind_of, open_archive, read_bytes, read_part
from districtanalysis.sources.grid import Cell, Grid, Range, Rows, many_cells
from districtanalysis.sources.number_format import AS_NEEDED, UNKNOWN, NumberFormat, style_formats
from districtanalysis.sources.sheet_xml import SheetMarks, scan_sheet, sheet_part
from districtanalysis.sources.typed_cells import as_printed, column_decimals, typed_column

MAX_CELLS = 20_000_000
_GENERAL = NumberFormat(AS_NEEDED)
_SHOWN = 8


def sheets(path: str | Path) -> list[str]:
    """Return the names of the table sheets of a workbook, in its order; chart sheets are left out.

    Raises ``SourceError`` for a file that is missing, empty, damaged, locked or no workbook.
    """
    content, kind = _workbook(Path(path))
    return [entry.name for entry in _entries(_open(content, kind, Path(path).name))]


def read_workbook(path: str | Path, sheet: str | None = None) -> Grid:
    """Return one sheet of an .xlsx, .xlsm, .xlsb, .xls or .ods workbook as printed.

    Without ``sheet`` the first visible one is read, and the notes say which. Whole numbers come as
    ``int``, other numbers as ``float``, blank cells as ``None``; numbers shown in percent are
    multiplied by 100. Decimals are known for .xlsx only, and the notes say so for the others.
    Raises ``SourceError`` for a file that is missing, empty, of another kind, protected by a
    password or damaged, for an unknown sheet (naming the nearest) and for one beyond ``MAX_CELLS``.
    """
    with many_cells():
        return _read(Path(path), sheet)


def _read(path: Path, sheet: str | None) -> Grid:
    content, kind = _workbook(path)
    book = _open(content, kind, path.name)
    name, notes = _choose(book, sheet, path.name)
    if kind != "xlsx":
        rows, start, merged = _values(book, name, path.name)
        return Grid(
            path.name,
            name,
            _typed(rows),
            first_row=start[0] + 1,
            first_column=start[1] + 1,
            merged=merged,
            notes=(*notes, say("source.decimals_unknown", kind=f".{kind}")),
        )
    with open_archive(content, path.name) as archive:
        return _read_xlsx(archive, book, path.name, name, notes)


def _read_xlsx(
    archive: zipfile.ZipFile, book: calamine.CalamineWorkbook, file: str, sheet: str, notes: list[str]
) -> Grid:
    part = sheet_part(archive, sheet, file)
    marks = scan_sheet(archive, part, file) if part else SheetMarks()
    if not part:
        notes.append(say("source.decimals_unknown", kind=".xlsx"))
    height, width = marks.extent()
    if height * width > MAX_CELLS:
        end = say("source.reaches_to", cell=cell_name(height, width))
        raise SourceError(say("source.too_many_cells", file=file, end=end, limit=number(MAX_CELLS)))
    raw, start, merged = _values(book, sheet, file)
    codes = _codes(marks, len(raw), len(raw[0]) if raw else 0, start)
    formats = [*style_formats(read_part(archive, "xl/styles.xml", file)), _GENERAL]
    rows, decimals = _printed(raw, codes, formats)
    rows = _with_raised(rows, marks.raised, start)
    first_row, first_column = start[0] + 1, start[1] + 1
    inside_rows = range(first_row, first_row + len(rows))
    inside_columns = range(first_column, first_column + (len(rows[0]) if rows else 0))
    return Grid(
        file,
        sheet,
        rows,
        decimals,
        first_row,
        first_column,
        hidden_rows=frozenset(row - first_row for row in marks.hidden_rows if row in inside_rows),
        hidden_columns=frozenset(column - first_column for column in marks.hidden_columns if column in inside_columns),
        merged=merged,
        uncached=tuple(marks.uncached),
        notes=(*notes, *_remarks(marks)),
    )


def _workbook(path: Path) -> tuple[bytes, Kind]:
    content = read_bytes(path)
    kind = kind_of(content, path.name)
    if kind == "text":
        raise SourceError(say("source.text_not_workbook", file=path.name))
    return content, kind


def _open(content: bytes, kind: Kind, file: str) -> calamine.CalamineWorkbook:
    """Open a workbook after a look at its parts: whole, no longer than they declare, not too far spread."""
    with _refusing_damage(file):
        if _cells_before_opening(content, kind, file) > MAX_CELLS:
            raise SourceError(say("source.too_many_cells", file=file, end="", limit=number(MAX_CELLS)))
        return calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))


@contextmanager
def _refusing_damage(file: str) -> Iterator[None]:
    """Turn everything that reading a damaged workbook can raise into one sentence."""
    try:
        yield
    except SourceError:
        raise
    except calamine.PasswordError as error:
        raise SourceError(say("source.password", file=file)) from error
    except (calamine.CalamineError, OSError, ValueError, struct.error) as error:
        raise SourceError(say("source.damaged", file=file)) from error
    except BaseException as error:
        # A panic of the reader below is no Exception and has no class that could be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise SourceError(say("source.damaged", file=file)) from error


def _cells_before_opening(content: bytes, kind: Kind, file: str) -> int:
    """Return how many cells a workbook spans whose sheets are all read on opening; 0 for .xlsx."""
    if kind == "xls":
        return old_workbook.cells_of(content)
    if kind == "xlsb":
        return 0
    with open_archive(content, file) as archive:
        if kind == "ods":
            return opendocument.cells_of(read_part(archive, "content.xml", file))
        for part in archive.namelist():
            if part.endswith(".xml") and "/worksheets/" not in part:
                read_part(archive, part, file)
    return 0


def _entries(book: calamine.CalamineWorkbook) -> list[calamine.SheetMetadata]:
    return [entry for entry in book.sheets_metadata if entry.typ == calamine.SheetTypeEnum.WorkSheet]


def _choose(book: calamine.CalamineWorkbook, sheet: str | None, file: str) -> tuple[str, list[str]]:
    entries = _entries(book)
    names = [entry.name for entry in entries]
    if not names:
        raise SourceError(say("source.no_sheets", file=file))
    if sheet is not None:
        if sheet not in names:
            near = difflib.get_close_matches(sheet, names, n=1, cutoff=0.4)
            hint = " " + say("errors.nearest", name=near[0]) if near else ""
            raise SourceError(say("source.no_sheet", file=file, sheet=sheet, hint=hint, known=join(names)))
        return sheet, []
    visible = [entry.name for entry in entries if entry.visible == calamine.SheetVisibleEnum.Visible] or names
    if len(names) == 1:
        return visible[0], []
    others = join(name for name in names if name != visible[0])
    return visible[0], [say("source.sheet_taken", sheet=visible[0], others=others)]


def _values(
    book: calamine.CalamineWorkbook, sheet: str, file: str
) -> tuple[Sequence[Sequence[Cell]], tuple[int, int], tuple[Range, ...]]:
    with _refusing_damage(file):
        opened = book.get_sheet_by_name(sheet)
        start = opened.start or (0, 0)
        rows: Sequence[Sequence[Cell]] = opened.to_python(skip_empty_area=True)
        ranges = opened.merged_cell_ranges or []
    top, left = start
    merged = sorted((a - top, b - left, c - top, d - left) for (a, b), (c, d) in ranges)
    return rows, start, tuple(merged)


def _typed(rows: Sequence[Sequence[Cell]]) -> Rows:
    """Return whole numbers as int (calamine knows floats only) and empty texts as blank cells."""
    return _joined([typed_column(column)[0] for column in zip(*rows, strict=True)], len(rows))


def _joined(columns: Sequence[Sequence[Cell]], height: int) -> Rows:
    return tuple(zip(*columns, strict=True)) if columns else ((),) * height


def _codes(marks: SheetMarks, height: int, width: int, start: tuple[int, int]) -> npt.NDArray[np.int32]:
    """Return the style number of every cell, -1 where there is none."""
    codes = np.full((height, width), -1, dtype=np.int32)
    rows, columns = marks.rows - 1 - start[0], marks.columns - 1 - start[1]
    inside = (rows >= 0) & (rows < height) & (columns >= 0) & (columns < width)
    codes[rows[inside], columns[inside]] = marks.styles[inside]
    return codes


def _printed(
    rows: Sequence[Sequence[Cell]], codes: npt.NDArray[np.int32], formats: Sequence[NumberFormat]
) -> tuple[Rows, npt.NDArray[np.int8]]:
    """Return the cells as their formats print them, with the decimals of each."""
    decimals = np.full(codes.shape, UNKNOWN, dtype=np.int8)
    last = len(formats) - 1
    by_style = np.array([form.decimals for form in formats], dtype=np.int8)
    special = {index for index, form in enumerate(formats) if form.percent or form.before or form.after}
    columns: list[Sequence[Cell]] = []
    for index, raw in enumerate(zip(*rows, strict=True)):
        cells, numeric, whole = typed_column(raw)
        styles = np.where((codes[:, index] < 0) | (codes[:, index] > last), last, codes[:, index])
        if special and special.intersection(np.unique(styles).tolist()):
            pairs = zip(cells, styles.tolist(), strict=True)
            cells = [as_printed(cell, formats[style]) for cell, style in pairs]
            numeric = np.array([cell.__class__ in {int, float} for cell in cells], dtype=np.bool_)
            whole = np.array([cell.__class__ is int for cell in cells], dtype=np.bool_)
        columns.append(cells)
        decimals[:, index] = column_decimals(cells, np.where(numeric, by_style[styles], UNKNOWN), whole)
    return _joined(columns, len(rows)), decimals


def _with_raised(rows: Rows, raised: dict[str, str], start: tuple[int, int]) -> Rows:
    """Put back the texts whose superscript signs a plain reading would glue to the number."""
    if not raised:
        return rows
    cells = [list(row) for row in rows]
    for name, text in raised.items():
        letters = name.rstrip("0123456789")
        row = int(name[len(letters) :]) - 1 - start[0]
        column = column_number(letters.encode()) - 1 - start[1]
        if 0 <= row < len(cells) and 0 <= column < len(cells[row]):
            cells[row][column] = text
    return tuple(tuple(row) for row in cells)


def _remarks(marks: SheetMarks) -> list[str]:
    found = []
    if marks.hidden_rows:
        found.append(say_count("source.hidden_rows", len(marks.hidden_rows), names=_some(sorted(marks.hidden_rows))))
    if marks.hidden_columns:
        names = _some([cell_name(1, column)[:-1] for column in sorted(marks.hidden_columns)])
        found.append(say_count("source.hidden_columns", len(marks.hidden_columns), names=names))
    if marks.external:
        found.append(say_count("source.external", len(marks.external), names=_some(marks.external)))
    if marks.uncached:
        found.append(say_count("source.uncached", len(marks.uncached), names=_some(marks.uncached)))
    return found


def _some(names: Sequence[object]) -> str:
    """Return the first few names, an ellipsis for the rest."""
    shown = ", ".join(str(name) for name in names[:_SHOWN])
    return f"{shown} …" if len(names) > _SHOWN else shown
