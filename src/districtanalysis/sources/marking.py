"""A copy of a table in which what the checks noticed is marked, cell by cell; the original stays as it is."""

from __future__ import annotations

import datetime as dt
import io
import math
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from districtanalysis.domain.finding import SEVERITIES, Finding
from districtanalysis.domain.study import Source
from districtanalysis.errors import SourceError
from districtanalysis.language import say
from districtanalysis.sources.grid import Grid
from districtanalysis.sources.opening import DELIMITED, found, read_grid

MARKABLE = {".xlsx", ".xlsm"} | DELIMITED
# Told apart by lightness too, and named in the comment: nothing is said by colour alone.
_FILLS = {"error": "F4B183", "warning": "FFE699", "info": "DDEBF7"}
_HEAD, _FONT = "D9D9D9", "Calibri"
_COLUMNS = ("severity", "title", "sheet", "cell", "district", "found", "usual", "remedy", "rule")
_WIDTHS = (10, 27, 16, 8, 18, 52, 38, 42, 22)
_LINE = 15.0  # points
_SAVED = dt.datetime(2000, 1, 1)  # noqa: DTZ001  a workbook knows no time zone; the same findings give the same bytes
_ZIPPED = (2000, 1, 1, 0, 0, 0)
_WHOLE = re.compile(r"-?(?:0|[1-9]\d{0,14})")
_MOST_ROWS = 1_048_576
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def marked_copy(path: Path, findings: Sequence[Finding], source: Source | None = None) -> bytes:
    """Return a workbook: the table in ``path`` with its findings marked, and a sheet that lists them.

    Cells with a finding get a fill and a comment that says what was found, what is usual and what to
    do; formats and formulas stay. A text file becomes a workbook with its cells as printed. Raises
    ``SourceError`` for a kind of file that cannot be marked, naming what to do.
    """
    suffix = found(path)
    if suffix not in MARKABLE:
        raise SourceError(say("check.mark.wrong_kind", file=path.name, suffix=suffix))
    book = (
        _copied(path, source)
        if suffix in DELIMITED
        else load_workbook(path, rich_text=True, keep_vba=suffix == ".xlsm")
    )
    cells: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        if finding.cell:
            cells.setdefault((_sheet(book, finding).title, finding.cell), []).append(finding)
    for (sheet, cell), noticed in cells.items():
        _mark(book[sheet], cell, noticed)
    _listed(book, findings)
    return _saved(book)


def loses_drawings(path: Path) -> bool:
    """Return whether a workbook holds charts or pictures, which its copy may show otherwise or not at all."""
    if path.suffix.lower() in DELIMITED:
        return False
    with zipfile.ZipFile(path) as archive:
        return any(name.startswith(("xl/charts/", "xl/media/", "xl/drawings/drawing")) for name in archive.namelist())


def _sheet(book: Any, finding: Finding) -> Worksheet:
    named = book[finding.sheet] if finding.sheet in book.sheetnames else book.worksheets[0]
    return named if isinstance(named, Worksheet) else book.worksheets[0]


def _mark(sheet: Worksheet, address: str, noticed: Sequence[Finding]) -> None:
    cell = sheet[address]
    if isinstance(cell, MergedCell):  # a merged range shows what its first cell holds
        area = next(part for part in sheet.merged_cells.ranges if address in part)
        cell = sheet.cell(area.min_row, area.min_col)
    worst = min(noticed, key=lambda finding: SEVERITIES.index(finding.severity)).severity
    cell.fill = PatternFill("solid", fgColor=_FILLS[worst])
    texts = [_comment(finding) for finding in noticed]
    if cell.comment is not None:
        texts.insert(0, str(cell.comment.text))
    comment = Comment("\n\n".join(texts), "districtanalysis")
    comment.width, comment.height = (
        380,
        min(60 + 17 * sum(len(text) // 52 + text.count("\n") + 1 for text in texts), 500),
    )
    cell.comment = comment


def _comment(finding: Finding) -> str:
    head = f"{say(f'finding.severity.{finding.severity}')}: {finding.title}"
    return "\n".join((head, finding.found, say("finding.usual", usual=finding.usual), finding.remedy))


def _listed(book: Any, findings: Sequence[Finding]) -> None:
    """Add a sheet with one row per finding and a link to its cell."""
    sheet = book.create_sheet(_free(book, say("check.mark.sheet")))
    sheet.append([say(f"check.mark.column.{name}") for name in _COLUMNS])
    for row, finding in enumerate(findings, start=2):
        where = _sheet(book, finding).title if finding.cell else ""
        words = (finding.title, where, finding.cell, finding.district, finding.found, finding.usual, finding.remedy)
        texts = (say(f"finding.severity.{finding.severity}"), *words, finding.rule)
        for column, text in enumerate(texts, start=1):
            cell = sheet.cell(row, column, _plain(text))
            cell.data_type = "s"  # a name that begins with "=" is no formula
        sheet.cell(row, 1).fill = PatternFill("solid", fgColor=_FILLS[finding.severity])
        if finding.cell:
            link = sheet.cell(row, 4)
            place = "'{}'!{}".format(where.replace("'", "''"), finding.cell)
            link.hyperlink = Hyperlink(ref=link.coordinate, location=place, display=finding.cell)
            link.font = Font(name=_FONT, color="0563C1", underline="single")
    _laid_out(sheet)


def _laid_out(sheet: Worksheet) -> None:
    line = Side(style="thin", color="BFBFBF")
    for place, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.border = Border(bottom=line)
        lines = max(_lines(str(cell.value or ""), width) for cell, width in zip(cells, _WIDTHS, strict=True))
        sheet.row_dimensions[number].height = _LINE * lines + 3  # no program measures wrapped rows for us
    for cell in sheet[1]:
        cell.font, cell.fill = Font(name=_FONT, bold=True), PatternFill("solid", fgColor=_HEAD)
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"


def _lines(text: str, width: int) -> int:
    """Return how many lines a text takes in a column, with room to spare.

    >>> _lines("kurz", 10), _lines("ein langer Satz in einer schmalen Spalte", 10)
    (1, 5)
    """
    return max(1, math.ceil(1.15 * len(text) / width)) if len(text) > width else 1


def _plain(text: str) -> str:
    """Return a text without signs that a workbook cannot hold."""
    return _UNSEEN.sub("", text)


def _free(book: Any, name: str) -> str:
    names = {each.casefold() for each in book.sheetnames}
    return next(each for each in (name, *(f"{name} {n}" for n in range(2, 1000))) if each.casefold() not in names)


def _copied(path: Path, source: Source | None) -> Any:
    """Return a text file as a workbook: whole numbers as numbers, everything else as printed."""
    grid = read_grid(path, source)
    if grid.height + grid.first_row > _MOST_ROWS:
        raise SourceError(say("check.mark.too_long", file=path.name, rows=grid.height, most=_MOST_ROWS))
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = re.sub(r"[\[\]:*?/\\']", " ", path.stem)[:31].strip() or "1"
    _fill(sheet, grid)
    return book


def _fill(sheet: Any, grid: Grid) -> None:
    widths: dict[int, int] = {}
    for row, cells in enumerate(grid.rows, start=grid.first_row):
        for column, value in enumerate(cells, start=grid.first_column):
            if value is None:
                continue
            cell = sheet.cell(row, column)
            whole = isinstance(value, str) and _WHOLE.fullmatch(value.strip())
            cell.value = int(str(value)) if whole else _plain(str(value))
            cell.data_type = "n" if whole else "s"
            widths[column] = max(widths.get(column, 0), min(len(str(value)), 40))
    for column, width in widths.items():
        sheet.column_dimensions[get_column_letter(column)].width = max(width + 2, 9)


def _saved(book: Any) -> bytes:
    """Return the bytes of a workbook, the same for the same content: no time of day stands in them."""
    buffer = io.BytesIO()
    book.save(buffer)
    fixed = io.BytesIO()
    with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                stamp = _SAVED.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
                content = re.sub(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>" + stamp, content)
            entry = zipfile.ZipInfo(name, _ZIPPED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, content)
    return fixed.getvalue()
