"""What a value reader loses: number formats, hidden rows and columns, raised signs, missing results.

One pass over the parts of an .xlsx file, a few megabytes at a time.
"""

from __future__ import annotations

import html
import posixpath
import re
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np

from districtanalysis.errors import SourceError
from districtanalysis.language import say
from districtanalysis.sources.cell_tags import Integers, attribute, read_cells
from districtanalysis.sources.container import DAMAGED, read_part

MAX_ROW = 1_048_576
MAX_COLUMN = 16_384
_CHUNK = 8 << 20
_LONGEST_ROW = 64 << 20
_RAISED = str.maketrans("0123456789()+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁺⁻")
_UNCACHED = re.compile(
    rb'<c r="([A-Z]{1,3}\d{1,7})"[^>]*>\s*<f(?:\s[^>]*)?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>'
)
_EXTERNAL = re.compile(rb'<c r="([A-Z]{1,3}\d{1,7})"[^>]*>\s*<f[^>]*>[^<]*\[\d+\]')
_SHARED = re.compile(rb'<c r="([A-Z]{1,3}\d{1,7})"[^>]*? t="s"[^>]*>\s*<v>(\d{1,9})</v>')
_INLINE = re.compile(
    rb'<c r="([A-Z]{1,3}\d{1,7})"[^>]*? t="inlineStr"[^>]*>\s*<is>((?:(?!</is>|<c ).)*)</is>', re.DOTALL
)
_PREFIXED = re.compile(rb"<(/?)\w+:(?=(?:cols?|row|c|f|v|is|r|t|rPr|vertAlign)[\s/>])")
_COLUMN = re.compile(rb"<col\s[^>]*>")
_STRING = re.compile(rb"<si(?:\s[^>]*)?(?:/>|>(.*?)</si>)", re.DOTALL)
_RUN = re.compile(rb"<r(?:\s[^>]*)?>(.*?)</r>", re.DOTALL)
_TEXT = re.compile(rb"<t(?:\s[^>]*)?>([^<]*)</t>")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def _none() -> Integers:
    return np.zeros(0, dtype=np.int32)


@dataclass(slots=True)
class SheetMarks:
    """What stands beside the values of one sheet; rows and columns count from 1.

    ``external`` names formula cells that refer to other files. ``rows``, ``columns`` and ``styles`` (equally long) give place and style number of every cell
    with content. ``raised`` holds texts with superscript signs by cell name.
    """

    rows: Integers = field(default_factory=_none)
    columns: Integers = field(default_factory=_none)
    styles: Integers = field(default_factory=_none)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    uncached: list[str] = field(default_factory=list)
    external: list[str] = field(default_factory=list)
    raised: dict[str, str] = field(default_factory=dict)

    def extent(self) -> tuple[int, int]:
        """Return the last row and the last column that hold something, (0, 0) for an empty sheet."""
        return int(self.rows.max(initial=0)), int(self.columns.max(initial=0))


def sheet_part(archive: zipfile.ZipFile, sheet: str, file: str) -> str:
    """Return the name of the part that holds ``sheet``; "" where the workbook does not say."""
    book = read_part(archive, "xl/workbook.xml", file)
    links = read_part(archive, "xl/_rels/workbook.xml.rels", file)
    for tag in re.findall(rb"<(?:\w+:)?sheet\s[^>]*>", book):
        if html.unescape(attribute(tag, "name")) != sheet:
            continue
        wanted = attribute(tag, r"\w+:id")
        for link in re.findall(rb"<(?:\w+:)?Relationship\s[^>]*>", links):
            if attribute(link, "Id") == wanted:
                target = html.unescape(attribute(link, "Target"))
                return target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
    return ""


def scan_sheet(archive: zipfile.ZipFile, part: str, file: str) -> SheetMarks:
    """Return what stands beside the values of one sheet.

    Raises ``SourceError`` for a damaged part and for cells outside of what a spreadsheet can hold.
    """
    marks = SheetMarks()
    raised = raised_strings(read_part(archive, "xl/sharedStrings.xml", file))
    found: list[tuple[Integers, Integers, Integers]] = []
    last, linked = 0, any(name.startswith("xl/externalLinks/") for name in archive.namelist())
    for rows in _ahead(_whole_rows(archive, part, file, marks)):
        try:
            cells, hidden, last = read_cells(rows, last)
        except ValueError as error:
            raise SourceError(say("source.damaged", file=file)) from error
        found.append(cells)
        marks.hidden_rows |= hidden
        if b"<f" in rows:
            marks.uncached += [name.decode() for name in _UNCACHED.findall(rows)]
            if linked:
                marks.external += [name.decode() for name in _EXTERNAL.findall(rows)]
        if raised:
            texts = ((name.decode(), raised.get(int(index))) for name, index in _SHARED.findall(rows))
            marks.raised.update((name, text) for name, text in texts if text is not None)
        if b'"superscript"' in rows:
            inline = _INLINE.findall(rows)
            marks.raised.update((name.decode(), rich_text(runs)) for name, runs in inline if b'"superscript"' in runs)
    if found:
        marks.rows, marks.columns, marks.styles = (np.concatenate(parts) for parts in zip(*found, strict=True))
    height, width = marks.extent()
    if height > MAX_ROW or width > MAX_COLUMN:
        place = height if height > MAX_ROW else width
        raise SourceError(say("source.outside", file=file, place=place))
    return marks


def raised_strings(shared: bytes) -> dict[int, str]:
    """Return the shared strings that hold superscript signs, by their number.

    >>> raised_strings(b'<si><r><t>153</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>1)</t></r></si>')
    {0: '153¹⁾'}
    """
    if b'"superscript"' not in shared:
        return {}
    strings = enumerate(_STRING.findall(shared))
    return {index: rich_text(runs) for index, runs in strings if b'"superscript"' in runs}


def rich_text(runs: bytes) -> str:
    """Return the text of several runs; raised digits and brackets become superscript characters."""
    parts = []
    for run in _RUN.findall(runs) or [runs]:
        text = html.unescape(b"".join(_TEXT.findall(run)).decode("utf-8", "replace"))
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
        parts.append(text.translate(_RAISED) if b'"superscript"' in run else text)
    return "".join(parts)


def _ahead(items: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the same items, unpacking the next one while the last one is worked on."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        coming = pool.submit(next, items, None)
        while (item := coming.result()) is not None:
            coming = pool.submit(next, items, None)
            yield item


def _whole_rows(archive: zipfile.ZipFile, part: str, file: str, marks: SheetMarks) -> Iterator[bytes]:
    """Yield the rows of a sheet a few megabytes at a time, cut between two rows."""
    rest, first = b"", True
    for chunk in _chunks(archive, part, file):
        text = rest + chunk
        if b":" in text and (b":c" in text or b":row" in text):
            text = _PREFIXED.sub(rb"<\1", text)
        start = text.find(b"<row")
        if first and start >= 0:
            marks.hidden_columns |= _hidden_columns(text[:start])
            first, text = False, text[start:]
        cut = text.rfind(b"<row")
        if cut > 0:
            yield text[:cut]
        rest = text[max(cut, 0) :]
        if len(rest) > _LONGEST_ROW:
            raise SourceError(say("source.damaged", file=file))
    if rest.startswith(b"<row"):
        yield rest


def _chunks(archive: zipfile.ZipFile, part: str, file: str) -> Iterator[bytes]:
    try:
        with archive.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk
    except (KeyError, *DAMAGED) as error:
        raise SourceError(say("source.damaged", file=file)) from error


def _hidden_columns(head: bytes) -> set[int]:
    hidden: set[int] = set()
    for tag in _COLUMN.findall(head):
        if attribute(tag, "hidden") in {"1", "true"}:
            first, last = int(attribute(tag, "min") or 1), int(attribute(tag, "max") or 1)
            hidden.update(range(first, min(last, MAX_COLUMN) + 1))
    return hidden
