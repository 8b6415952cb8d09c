"""Pages as text in columns: for a terminal, a pipe or a .txt file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from districtanalysis.domain.display import Block, Chapter, Page, Paragraph, Picture, Table, Tree
from districtanalysis.language import say
from districtanalysis.report.fitting import GAP, Measure, bands, measure, total, widths
from districtanalysis.report.render import Style
from districtanalysis.report.values import cells, is_figure, plain, row_header
from districtanalysis.report.wrapping import width_of, wrap, wrap_label

_READABLE = 100
_BOLD, _YELLOW, _RESET = "\x1b[1m", "\x1b[33m", "\x1b[0m"


def render(page: Page, style: Style) -> bytes:
    """Return ``page`` as text in UTF-8, lines no wider than ``style.width`` where words allow.

    >>> print(render(Page("Passung", (Paragraph("Kein Ergebnis."),)), Style()).decode())
    Passung
    ═══════
    <BLANKLINE>
    Kein Ergebnis.
    <BLANKLINE>
    """
    reading = min(style.width, _READABLE)
    head = [_strong(line, style) for line in wrap(page.title, reading)]
    head.append("═" * max(width_of(line) for line in wrap(page.title, reading)))
    head += wrap(page.subtitle, reading) if page.subtitle else []
    chunks = [head, *(_block(block, style) for block in page.blocks)]
    text = "\n\n".join("\n".join(line.rstrip(" ") for line in chunk) for chunk in chunks if chunk)
    return f"{text}\n".encode()


def _block(block: Block, style: Style) -> list[str]:
    if isinstance(block, Table):
        return _table(block, style)
    if isinstance(block, Paragraph):
        return _paragraph(block, style)
    if isinstance(block, Chapter):
        return _chapter(block.title, style)
    if isinstance(block, Picture):
        return _paragraph(Paragraph(block.alternative, heading=block.title), style)
    return list(_tree(block, style.width))


def _paragraph(block: Paragraph, style: Style) -> list[str]:
    width = min(style.width, _READABLE)
    heading = _heading(block.heading, style) if block.heading else []
    if not block.text:
        return heading
    if block.tone == "warning":
        label = f"{say('report.warning')}: "
        first, *rest = wrap(block.text, width, first=label, rest="  ")
        return [*heading, first.replace(label, _strong(label, style, _YELLOW), 1), *rest]
    lines = wrap(block.text, width)
    return [*heading, *(_strong(line, style) if block.tone == "lead" else line for line in lines)]


def _chapter(text: str, style: Style) -> list[str]:
    lines = wrap(text, min(style.width, _READABLE))
    return ["", *(_strong(line, style) for line in lines), "═" * max(width_of(line) for line in lines)]


def _heading(text: str, style: Style) -> list[str]:
    lines = wrap(text, min(style.width, _READABLE))
    return [*(_strong(line, style) for line in lines), "─" * max(width_of(line) for line in lines)]


def _table(table: Table, style: Style) -> list[str]:
    lines = _heading(table.title, style) if table.title else []
    drawn = list(cells(table))
    measures = [
        measure(column.label, [row[place] for row in drawn], wide=column.wide, figures=is_figure(column))
        for place, column in enumerate(table.columns)
    ]
    texts = sum(column.wraps for column in measures)
    figures = sum(map(is_figure, table.columns))
    if not drawn:
        lines.append(say("report.empty_table"))
    elif texts > max(1, figures) and total([column.least for column in measures]) > style.width:
        lines += _records(table, drawn, measures, style)
    else:
        named = row_header(table)
        fixed = min(named + 1, len(measures) - 1)
        found = bands(measures, style.width, fixed)
        tight = [
            column.tight([row[place] for row in drawn]) if place == named else column
            for place, column in enumerate(measures)
        ]
        if len(bands(tight, style.width, fixed)) < len(found):
            measures, found = tight, bands(tight, style.width, fixed)
        for number, band in enumerate(found):
            lines += [""] if number else []
            lines += _band(table, drawn, measures, band, style)
    return [*lines, "", *wrap(table.note, min(style.width, _READABLE))] if table.note else lines


def _band(
    table: Table, drawn: Sequence[Sequence[str]], measures: Sequence[Measure], band: list[int], style: Style
) -> Iterator[str]:
    """Yield some columns of a table side by side."""
    columns = [measures[place] for place in band]
    figures = [is_figure(table.columns[place]) for place in band]
    wide = widths(columns, style.width)
    labels = [wrap_label(column.label, width) for column, width in zip(columns, wide, strict=True)]
    height = max(map(len, labels))
    head = [[""] * (height - len(label)) + label for label in labels]  # headings stand on the line
    yield from (_strong(line, style) for line in _lines(head, wide, figures))
    yield "─" * total(wide)
    for row in drawn:
        body = [_cell(row[place], column, width) for place, column, width in zip(band, columns, wide, strict=True)]
        yield from _lines(body, wide, figures)


def _cell(text: str, column: Measure, width: int) -> list[str]:
    if column.divided:
        return wrap_label(text, width)
    return wrap(text, width) if column.wraps else text.split("\n")


def _lines(columns: Sequence[Sequence[str]], wide: Sequence[int], figures: Sequence[bool]) -> Iterator[str]:
    for level in range(max(map(len, columns))):
        parts = [column[level] if level < len(column) else "" for column in columns]
        padded = [_pad(part, width, right=right) for part, width, right in zip(parts, wide, figures, strict=True)]
        yield (" " * GAP).join(padded).rstrip(" ")


def _records(table: Table, drawn: Sequence[Sequence[str]], measures: Sequence[Measure], style: Style) -> Iterator[str]:
    """Yield a table with much running text row by row: names in one line, the texts below it."""
    running = [place for place, column in enumerate(table.columns) if column.wide]
    texts = running or [place for place, column in enumerate(measures) if column.wraps]
    labels = {place: f"{plain(measures[place].label)}:" for place in texts}
    indent = max(map(len, labels.values())) + GAP + 1
    for number, row in enumerate(drawn):
        if number:
            yield ""
        names = [
            f"{plain(table.columns[place].label)} {cell}" if is_figure(table.columns[place]) else cell
            for place, cell in enumerate(row)
            if place not in texts
        ]
        yield from (_strong(line, style) for line in wrap(" · ".join(names), style.width, rest="  "))
        for place in texts:
            first = f"{' ' * GAP}{labels[place]}".ljust(indent)
            yield from wrap(row[place], min(style.width, _READABLE), first=first, rest=" " * indent)


def _tree(tree: Tree, width: int, first: str = "", rest: str = "") -> Iterator[str]:
    below = "│  " if tree.children else "   "
    yield from wrap(tree.text, width, first=first, rest=f"{rest}{below if first or tree.children else ''}")
    for place, child in enumerate(tree.children):
        last = place == len(tree.children) - 1
        yield from _tree(child, width, f"{rest}{'└─ ' if last else '├─ '}", f"{rest}{'   ' if last else '│  '}")


def _pad(text: str, width: int, *, right: bool) -> str:
    gap = " " * max(0, width - width_of(text))
    return f"{gap}{text}" if right else f"{text}{gap}"


def _strong(text: str, style: Style, code: str = "") -> str:
    return f"{_BOLD}{code}{text}{_RESET}" if style.colour and text else text
