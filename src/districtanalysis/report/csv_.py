"""The first table of a page as CSV for spreadsheets.

In German with semicolons and decimal commas, as a German Excel expects; in English with commas
and points. UTF-8 with byte order mark, without which Excel spoils umlauts (the command line leaves it out
when it writes to the screen or a pipe); lines end in CR LF (RFC 4180). The header holds the keys of the columns, figures keep all their digits. A column with
marks ("mind.") is followed by a column ``<key>_mark``.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from districtanalysis.domain.display import Column, Page, Table, Value
from districtanalysis.errors import UsageError
from districtanalysis.language import current, say
from districtanalysis.report.render import Style
from districtanalysis.report.values import NOTHING, is_missing, native, plain

_DIALECTS = {"de": (";", ","), "en": (",", ".")}
# A spreadsheet runs cells that begin like this, also in their full-width forms.
_RUNS = tuple("=+-@\t\r\n＝＋－＠")


def render(page: Page, style: Style) -> bytes:  # noqa: ARG001
    """Return the first table of ``page`` as CSV.

    Raises ``UsageError`` for a page without tables.

    >>> table = Table("t", "", (Column("name", "Stadtteil"), Column("fit", "Passung", 1)), (("=A1", 81.25),))
    >>> render(Page("Passung", (table,)), Style()).decode("utf-8-sig").split()
    ['name;fit', "'=A1;81,25"]
    """
    table = page.flat or next(iter(page.tables), None)
    if table is None:
        raise UsageError(say("report.no_table"))
    delimiter, point = _DIALECTS[current()]
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows(_rows(table, point))
    return stream.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    """Return ``text`` so that a spreadsheet shows it instead of running it: an apostrophe before it.

    >>> harmless("=1+1"), harmless("Oststadt"), harmless("-")
    ("'=1+1", 'Oststadt', "'-")
    """
    return f"'{text}" if text.startswith(_RUNS) else text


def _rows(table: Table, point: str) -> Iterator[list[str]]:
    marked = {key for _, key in table.marks}
    yield [harmless(name) for column in table.columns for name in _names(column, marked)]
    for place, row in enumerate(table.rows):
        line: list[str] = []
        for value, column in zip(row, table.columns, strict=True):
            line.append(_cell(native(value), column, point))
            if column.key in marked:
                line.append(harmless(table.marks.get((place, column.key), NOTHING)))
        yield line


def _names(column: Column, marked: set[str]) -> list[str]:
    return [column.key, f"{column.key}_mark"] if column.key in marked else [column.key]


def _cell(value: Value, column: Column, point: str) -> str:
    if value is None or is_missing(value):
        return say("words.not_available_sign")
    if isinstance(value, bool):
        return say("words.yes" if value else "words.no")
    if isinstance(value, str):
        return harmless(plain(value)) if value.strip() else NOTHING
    whole = isinstance(value, float) and value.is_integer() and not column.decimals
    return str(int(value) if whole else value).replace(".", point)
