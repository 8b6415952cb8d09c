"""Text tables as printed: encoding, delimiter and decimal sign recognised, said aloud, never forced."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from districtanalysis.errors import SourceError
from districtanalysis.language import say
from districtanalysis.sources.encoding import read_text
from districtanalysis.sources.grid import Grid, many_cells

DELIMITERS = {";": "semicolon", "\t": "tab", "|": "pipe", ",": "comma"}
MAX_COLUMNS = 20_000
_COMMA = re.compile(r"^[+-]?(?:\d+,(?:\d{1,2}|\d{4,})|0,\d+|\d{1,3}(?:\.\d{3})+,\d+)\s*%?$")
_POINT = re.compile(r"^[+-]?(?:\d+\.(?:\d{1,2}|\d{4,})|0\.\d+|\d{1,3}(?:,\d{3})+\.\d+)\s*%?$")
_GROUPED = re.compile(r"^[+-]?[1-9]\d{0,2}(?:\.\d{3})+$")
_NUMBER = re.compile(r"^[+-]?\d[\d.,]*\s*%?$")
_SIGN_NAMES = {",": "comma", ".": "point"}
_SAMPLE_ROWS = 2_000


def read_delimited(
    path: str | Path,
    encoding: str | None = None,
    delimiter: str | None = None,
    decimal: str | None = None,
    thousands: str | None = None,
) -> Grid:
    """Return a text table; every cell stays the text that it is, blank cells are ``None``.

    The texts show their own decimals (``notation.read_figure``), so the grid holds none.

    What is not given is recognised: the encoding by its mark, as UTF-8, else as cp1252; the
    delimiter among semicolon, tab, vertical bar and comma; the decimal sign of the table where its
    numbers leave one reading (``grid.decimal_signs``, one per column). ``notes`` says each. Rows are records, counted as
    a spreadsheet shows them. Raises ``SourceError`` for a file that is missing, empty, no text, in
    mixed encodings, of a single line, without a delimiter, or with rows of differing length inside
    the table (title lines above and notes below may be shorter).
    """
    check_options(Path(path).name, delimiter, decimal, thousands)
    with many_cells():
        return _read(Path(path), encoding, delimiter, decimal, thousands or "")


def _read(path: Path, encoding: str | None, delimiter: str | None, decimal: str | None, thousands: str) -> Grid:
    file = path.name
    text, notes = read_text(path, encoding)
    sign = delimiter if delimiter is not None else recognise_delimiter(text, file)
    if delimiter is None:
        notes.append(say("source.delimiter", delimiter=delimiter_name(sign)))
    records, lines = _records(text, sign, file)
    said, longer = check_rows(records, lines, file, sign, given=delimiter is not None)
    notes += said
    columns = _columns(records)
    signs, said = ((decimal,) * len(columns), []) if decimal is not None else recognise_decimals(columns)
    notes += said
    return Grid(
        file,
        "",
        tuple(zip(*columns, strict=True)),
        notes=tuple(notes),
        decimal_signs=signs,
        thousands=thousands,
        longer_rows=longer,
    )


def check_options(file: str, delimiter: str | None, decimal: str | None, thousands: str | None) -> None:
    """Raise ``SourceError`` for a delimiter or decimal sign that cannot be one."""
    if delimiter is not None and (len(delimiter) != 1 or delimiter in '"\r\n'):
        raise SourceError(say("source.bad_delimiter", file=file, delimiter=delimiter))
    if decimal is not None and decimal not in {",", "."}:
        raise SourceError(say("source.bad_decimal", file=file, decimal=decimal))
    if decimal is not None and decimal == thousands:
        raise SourceError(say("source.same_signs", file=file, sign=decimal))


def recognise_delimiter(text: str, file: str) -> str:
    """Return the sign that cuts the first rows into the most equal and widest pieces."""
    sample = text[: 1 << 20]
    scored = []
    for order, sign in enumerate(DELIMITERS):
        widths = Counter(len(record) for record in _some_records(sample, sign) if any(record))
        many = {width: count for width, count in widths.items() if width > 1}
        if many:
            width = max(many, key=lambda found: (many[found], found))
            scored.append((round(many[width] / widths.total(), 1), width, -order, sign))
    if not scored:
        key = "source.no_delimiter" if len(text.strip().splitlines()) > 1 else "source.single_line"
        raise SourceError(say(key, file=file))
    return max(scored)[3]


def _some_records(sample: str, delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    try:
        for _, record in zip(range(200), reader, strict=False):
            yield record
    except csv.Error:
        return


def _records(text: str, delimiter: str, file: str) -> tuple[list[list[str]], Sequence[int]]:
    """Return the records and the line on which each ends; blank records at the end are dropped."""
    if '"' not in text:
        plain = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
        records = [line.split(delimiter) for line in plain.split("\n")]
        lines: Sequence[int] = range(1, len(records) + 1)
    else:
        records, lines = quoted_records(text, delimiter, file)
    while records and not any(records[-1]):
        records.pop()
    return records, lines


def quoted_records(text: str, delimiter: str, file: str) -> tuple[list[list[str]], list[int]]:
    """Return the records of a text with quotation marks, and the line on which each ends.

    Raises ``SourceError`` for a quotation mark in a wrong place and for a cell beyond all bounds.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    records, lines = [], []
    try:
        for record in reader:
            records.append(record)
            lines.append(reader.line_num)
    except csv.Error as error:
        line = lines[-1] + 1 if lines else 1
        if "limit" in str(error):
            limit = csv.field_size_limit()
            raise SourceError(say("source.field_too_long", file=file, line=line, limit=limit)) from error
        raise SourceError(say("source.bad_quotes", file=file, line=line)) from error
    return records, lines


def check_rows(
    records: Sequence[Sequence[str]], lines: Sequence[int], file: str, delimiter: str, *, given: bool
) -> tuple[list[str], dict[int, tuple[int, int]]]:
    """Raise for a table of one line, and for a row inside the table that is longer or shorter than the rest.

    Returns a note for a heading that is longer than the rows below it, and its place with both numbers of fields:
    the cells stay where they stand.
    """
    if sum(1 for _ in zip(range(2), filter(any, records), strict=False)) < 2:
        raise SourceError(say("source.single_line", file=file))
    widths = list(map(len, records))
    widest = max(widths)
    if widest > MAX_COLUMNS:
        line = lines[widths.index(widest)]
        raise SourceError(say("source.too_wide", file=file, line=line, found=widest, limit=MAX_COLUMNS))
    usual = Counter(width for width in widths if width > 1).most_common(1)
    if not usual:
        if given:
            raise SourceError(say("source.not_delimited", file=file, delimiter=delimiter_name(delimiter)))
        return [], {}
    expected = usual[0][0]
    if usual[0][1] == len(records):
        return [], {}
    filled = [index for index, record in enumerate(records) if any(record)]
    inside = [index for index, width in enumerate(widths) if width == expected]
    notes, longer = [], {}
    for index in filled:
        found = len(_without_blank_end(records[index])) if widths[index] > expected else widths[index]
        values = {"line": lines[index], "found": found, "expected": expected}
        if found > expected and index < inside[0]:
            notes.append(say("source.longer_header", **values))
            longer[index] = (found, expected)
        elif found > expected or (1 < found < expected and inside[0] < index < inside[-1]):
            raise SourceError(say("source.mixed_widths", file=file, delimiter=delimiter_name(delimiter), **values))
    return notes, longer


def _columns(records: list[list[str]]) -> list[Sequence[str | None]]:
    """Return the cells column by column, blank ones as None; short records are filled up."""
    width = max(map(len, records))
    for record in records:
        if len(record) < width:
            record.extend([""] * (width - len(record)))
    columns: list[Sequence[str | None]] = []
    for column in zip(*records, strict=True):
        blank = {cell for cell in set(column) if not cell or cell.isspace()}
        columns.append([None if cell in blank else cell for cell in column] if blank else column)
    return columns


def _without_blank_end(record: Sequence[str]) -> Sequence[str]:
    end = len(record)
    while end and not record[end - 1].strip():
        end -= 1
    return record[:end]


def recognise_decimals(columns: Sequence[Sequence[str | None]]) -> tuple[tuple[str, ...], list[str]]:
    """Return the decimal sign of every column, "" where nothing shows one.

    A column without evidence of its own follows the others where these agree.
    """
    shown: dict[str, str] = {}
    signs = []
    for column in columns:
        sign, example = _column_sign([cell.strip() for cell in column[:_SAMPLE_ROWS] if cell is not None])
        signs.append(sign)
        if sign:
            shown.setdefault(sign, example)
    if len(shown) == 1:
        sign, example = next(iter(shown.items()))
        label = say(f"source.decimals.{_SIGN_NAMES[sign]}")
        return (sign,) * len(signs), [say("source.decimal", decimal=label, example=example)]
    if len(shown) > 1:
        return tuple(signs), [say("source.decimal_mixed", comma=shown[","], point=shown["."])]
    return tuple(signs), []


def _column_sign(cells: Sequence[str]) -> tuple[str, str]:
    """Return the decimal sign of one column and a cell that shows it.

    A decimal comma needs one cell. A point has to stand in half of the column's numbers: a few
    among whole numbers are thousands signs or typing errors.
    """
    comma = next((cell for cell in cells if _COMMA.match(cell)), "")
    point = [cell for cell in cells if _POINT.match(cell)]
    grouped = sum(1 for cell in cells if _GROUPED.match(cell))
    if comma:
        return ("", "") if point else (",", comma)
    numbers = sum(1 for cell in cells if _NUMBER.match(cell))
    if point and len(point) > grouped and 2 * (len(point) + grouped) >= numbers:
        return ".", point[0]
    return "", ""


def delimiter_name(sign: str) -> str:
    """Return a delimiter in words.

    >>> delimiter_name(";")
    'Semikolon'
    """
    return (
        say(f"source.delimiters.{DELIMITERS[sign]}")
        if sign in DELIMITERS
        else say("source.delimiters.other", sign=sign)
    )
