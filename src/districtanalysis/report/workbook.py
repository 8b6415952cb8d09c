"""Pages as an Excel workbook: a cover, the notes, and one table per sheet.

No cell is merged and none within a table is empty; every table has a header row and a name, so
that screen readers and Excel itself know it as a table.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import TYPE_CHECKING, Any

from districtanalysis.domain.display import Chapter, Column, Page, Paragraph, Picture, Table, Tree, Value
from districtanalysis.language import say
from districtanalysis.report.csv_ import harmless
from districtanalysis.report.render import Style
from districtanalysis.report.values import NOTHING, drawn, is_figure, is_missing, native, plain
from districtanalysis.report.wrapping import width_of

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

# The time of writing would make two equal results differ.
_CREATED = dt.datetime(2000, 1, 1)  # noqa: DTZ001
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_LONGEST_SHEET_NAME = 31
_LONGEST_CELL = 32767
_WIDEST, _TEXT_WIDTH = 28, 60


def render(page: Page, style: Style) -> bytes:  # noqa: ARG001
    """Return ``page`` as the bytes of an .xlsx file.

    >>> render(Page("Passung", ()), Style())[:2]
    b'PK'
    """
    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": plain(page.title), "created": _CREATED})
    sheets = _Sheets(book)
    cover = [(say("report.result"), page.title)]
    cover += [(say("report.subtitle"), page.subtitle)] if page.subtitle else []
    cover += [(say("report.tables"), plain(table.title or table.key)) for table in page.tables]
    cover += [(say("report.note"), say("report.table_legend"))]
    sheets.add(say("report.cover"), _listing("cover", cover))
    notes = _notes(page)
    if notes:
        sheets.add(say("report.notes"), _listing("notes", notes))
    for table in page.tables:
        sheets.add(table.title or table.key, table)
    book.close()
    return stream.getvalue()


class _Sheets:
    """Writes tables to sheets of their own, keeping names of sheets and tables apart."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.taken: set[str] = set()
        self.formats: dict[tuple[tuple[str, Any], ...], Format] = {}

    def add(self, title: str, table: Table) -> None:
        """Write ``table`` to a new sheet named after ``title``."""
        sheet = self.book.add_worksheet(self._free(_FORBIDDEN.sub(" ", plain(title)).strip(" '") or table.key, " ", 31))
        header = self.format(bold=True, text_wrap=True, valign="top", bottom=1)
        rows = table.rows or (tuple(NOTHING for _ in table.columns),)
        labels = _distinct([_safe(column.label) for column in table.columns])
        for place, column in enumerate(table.columns):
            sheet.set_column(place, place, _width(table, place, column))
            for number, row in enumerate(rows, 1):
                mark = table.marks.get((number - 1, column.key), "")
                self._write(sheet, number, place, native(row[place]), table.column_in(number - 1, column), mark)
        name = self._free("t_" + re.sub(r"\W", "_", table.key), "_", 200)
        sheet.add_table(
            0,
            0,
            len(rows),
            len(table.columns) - 1,
            {
                "name": name,
                "style": "Table Style Light 1",
                "columns": [{"header": label, "header_format": header} for label in labels],
            },
        )
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)

    def _write(self, sheet: Worksheet, row: int, place: int, value: Value, column: Column, mark: str) -> None:
        if isinstance(value, int | float) and not isinstance(value, bool) and not is_missing(value):
            sheet.write_number(row, place, value, self.format(num_format=_number_format(column, mark), valign="top"))
            return
        align = "right" if is_figure(column) else "left"
        text = _safe(drawn(value, column, mark))
        sheet.write_string(row, place, text, self.format(text_wrap=True, valign="top", align=align))

    def format(self, **properties: Any) -> Format:
        """Return the one format with these properties."""
        key = tuple(sorted(properties.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format(properties)
        return self.formats[key]

    def _free(self, name: str, joint: str, longest: int) -> str:
        free, number = name[:longest].rstrip(), 2
        while free.casefold() in self.taken:
            tail = f"{joint}{number}"
            free = name[: longest - len(tail)] + tail
            number += 1
        self.taken.add(free.casefold())
        return free


def _listing(key: str, rows: list[tuple[str, str]]) -> Table:
    columns = (Column("item", say("report.item")), Column("text", say("report.text"), wide=True))
    return Table(key, "", columns, tuple(rows))


def _notes(page: Page) -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    heading = say("report.result")
    for block in page.blocks:
        if isinstance(block, Paragraph):
            heading = block.heading or heading
            kind = say("report.warning") if block.tone == "warning" else heading
            rows += [(kind, block.text)] if block.text else []
        elif isinstance(block, Tree):
            rows += _branches(block, 0, heading)
        elif isinstance(block, Chapter):
            heading = block.title
        elif isinstance(block, Picture):
            rows.append((plain(block.title), block.alternative))
        elif block.note:
            rows.append((plain(block.title or block.key), block.note))
    return rows


def _branches(tree: Tree, level: int, heading: str) -> list[tuple[str, str]]:
    below = [row for child in tree.children for row in _branches(child, level + 1, heading)]
    return [(heading, f"{'    ' * level}{tree.text}"), *below]


def _number_format(column: Column, mark: str) -> str:
    decimals = column.decimals
    figures = "General" if decimals is None else "#,##0" + (f".{'0' * decimals}" if decimals else "")
    if not mark:
        return figures
    # The mark belongs to the look of the cell; its value stays a number.
    sign = mark.replace('"', "")
    return f'"{sign} "{figures}' if sign[:1].isalpha() else f'{figures}" {sign}"'


def _safe(text: str) -> str:
    return harmless(plain(text))[:_LONGEST_CELL]


def _width(table: Table, place: int, column: Column) -> float:
    if column.wide:
        return _TEXT_WIDTH
    texts = [
        drawn(row[place], table.column_in(n, column), table.marks.get((n, column.key), ""))
        for n, row in enumerate(table.rows)
    ]
    longest = max([width_of(text) for text in texts] + [width_of(word) for word in plain(column.label).split()])
    return min(max(longest + 3, 8), _TEXT_WIDTH if longest > _WIDEST else _WIDEST)


def _distinct(labels: list[str]) -> list[str]:
    """Return labels of which no two are equal for Excel, which ignores case."""
    found: list[str] = []
    for label in labels:
        free, number = label or NOTHING, 2
        while free.casefold() in {name.casefold() for name in found}:
            free = f"{label} ({number})"
            number += 1
        found.append(free)
    return found
