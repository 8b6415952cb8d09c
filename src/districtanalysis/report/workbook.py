"""Pages as an Excel workbook: a cover, the notes, and one table per sheet.

No cell is merged and none within a table is empty; every table has a header row and a name, so
that screen readers and Excel itself know it as a table.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from districtanalysis.domain.display import Chapter, Column, Page, Paragraph, Picture, Table, Tree, Value
from districtanalysis.language import say
from districtanalysis.report.csv_ import harmless
from districtanalysis.report.render import Style
from districtanalysis.report.values import NOTHING, drawn, is_figure, is_missing, native, plain
from districtanalysis.report.wrapping import width_of, wrap

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from districtanalysis.domain.live import Model

# The time of writing would make two equal results differ.
_CREATED = dt.datetime(2000, 1, 1)  # noqa: DTZ001
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_LONGEST_SHEET_NAME = 31
_LONGEST_CELL = 32767
_WIDEST, _TEXT_WIDTH = 28, 60
_LINE_HEIGHT = 15
TEXT_LOOK: dict[str, Any] = {"align": "left", "indent": 1}  # figures end where texts begin
SHEETS = ("ranking", "contributions", "criteria", "indicators", "values", "scores", "results")


def render(page: Page, style: Style) -> bytes:  # noqa: ARG001
    """Return ``page`` as the bytes of an .xlsx file.

    >>> render(Page("Passung", ()), Style())[:2]
    b'PK'
    """
    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": plain(page.title), "created": _CREATED})
    sheets = Sheets(book)
    cover = [(say("report.result"), page.title)]
    cover += [(say("report.subtitle"), page.subtitle)] if page.subtitle else []
    model = page.live.model if page.live is not None else None
    shown = [table for table in page.tables if model is None or table.key != "ranking"]
    cover += list(_about_live(page, model))
    cover += [(say("report.tables"), plain(table.title or table.key)) for table in shown]
    cover += [(say("report.note"), say("report.table_legend"))]
    sheets.add(say("report.cover"), _listing("cover", cover))
    notes = _notes(page)
    if notes:
        sheets.add(say("report.notes"), _listing("notes", notes))
    if model is not None:
        from districtanalysis.report.live_workbook import add_live

        add_live(sheets, model)
    for table in shown:
        sheets.add(table.title or table.key, table)
    book.close()
    return stream.getvalue()


class Sheets:
    """Writes tables to sheets of their own, keeping names of sheets and tables apart."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.taken: set[str] = set()
        self.formats: dict[tuple[tuple[str, Any], ...], Format] = {}
        self.lines: dict[int, int] = {}

    def add(self, title: str, table: Table) -> None:
        """Write ``table`` to a new sheet named after ``title``."""
        sheet = self.book.add_worksheet(self.free_name(title or table.key))
        rows = table.rows or (tuple(NOTHING for _ in table.columns),)
        labels = [_safe(column.label) for column in table.columns]
        for place, column in enumerate(table.columns):
            wide = _width(table, place, column)
            sheet.set_column(place, place, wide)
            self.heed(0, column.label, wide - 2)
            for number, row in enumerate(rows, 1):
                mark = table.marks.get((number - 1, column.key), "")
                self._write(sheet, number, place, native(row[place]), table.column_in(number - 1, column), mark)
                if isinstance(row[place], str):
                    self.heed(number, str(row[place]), 1.2 * wide)
        self.finish(sheet, table.key, len(rows), labels, [is_figure(column) for column in table.columns])

    def finish(self, sheet: Worksheet, key: str, rows: int, labels: list[str], figures: Sequence[bool]) -> None:
        """Make a named table of what was written to ``sheet``, and set up heights and print.

        ``figures`` says which columns stand right.
        """
        for row, lines in self.lines.items():
            sheet.set_row(row, min(_LINE_HEIGHT * lines, 400))
        self.lines = {}
        name = self._free("t_" + re.sub(r"\W", "_", key), "_", 200)
        head = {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}
        columns = [
            {"header": label, "header_format": self.format(**head, **({"align": "right"} if figure else TEXT_LOOK))}
            for label, figure in zip(_distinct(labels), figures, strict=True)
        ]
        options = {"name": name, "style": "Table Style Light 1", "columns": columns}
        sheet.add_table(0, 0, rows, len(labels) - 1, options)
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)

    def heed(self, row: int, text: str, width: float) -> None:
        """Note how many lines ``text`` takes in ``row``: not every program finds the height by itself."""
        lines = len(wrap(plain(text), max(int(width), 4)))
        if lines > 1:
            self.lines[row] = max(lines, self.lines.get(row, 1))

    def free_name(self, title: str) -> str:
        """Return ``title`` as the name of a sheet that is not there yet."""
        return self._free(_FORBIDDEN.sub(" ", plain(title)).strip(" '") or NOTHING, " ", _LONGEST_SHEET_NAME)

    def _write(self, sheet: Worksheet, row: int, place: int, value: Value, column: Column, mark: str) -> None:
        if isinstance(value, int | float) and not isinstance(value, bool) and not is_missing(value):
            sheet.write_number(row, place, value, self.format(num_format=_number_format(column, mark), valign="top"))
            return
        look: dict[str, Any] = {"align": "right"} if is_figure(column) else TEXT_LOOK
        text = _safe(drawn(value, column, mark))
        sheet.write_string(row, place, text, self.format(text_wrap=True, valign="top", **look))

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


def _about_live(page: Page, model: Model | None) -> list[tuple[str, str]]:
    """Return what the cover says about the formulas of a ranking, or why there are none."""
    if page.live is None:
        return []
    if model is None:
        return [(say("live.how"), page.live.refused)]
    return [
        (say("live.how"), say("live.how_text", sheet=say("live.sheet.ranking"))),
        (say("live.column.weight"), say("live.weights_text")),
        (say("report.note"), say("live.fixed_text")),
        *((say("report.tables"), say(f"live.sheet.{key}")) for key in SHEETS),
    ]


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
