"""Pages as one HTML file: nothing is loaded, everything can be read aloud, printed and enlarged."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from districtanalysis.domain.display import Block, Page, Paragraph, Table, Tree
from districtanalysis.language import current, say
from districtanalysis.report.render import Style
from districtanalysis.report.values import SOFT_HYPHEN, cells, is_figure, row_header

# Contrast of text on ground: #1b1f24 on white 16.5:1, #4a525c on white 8:1 (WCAG 2.1 asks 4.5:1).
_STYLE = """\
:root { color-scheme: light; }
body { margin: 0; background: #fff; color: #1b1f24; font: 1rem/1.5 system-ui, "Segoe UI", Arial, sans-serif; }
main { max-width: 72rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; }
p { max-width: 46rem; margin: .6rem 0; }
.subtitle, .note { color: #4a525c; }
.lead { font-size: 1.1rem; font-weight: 600; }
.warning { border-left: .3rem solid #8a5a00; padding: .3rem .8rem; background: #fdf6e3; }
.scroll { overflow-x: auto; margin: 1rem 0 .25rem; }
.scroll:focus-visible { outline: .15rem solid #0b57a4; outline-offset: .15rem; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { text-align: left; }
caption h2 { margin-top: 1rem; }
th, td { padding: .4rem .75rem; text-align: left; vertical-align: top; border-bottom: 1px solid #c3c9d0; }
thead th { vertical-align: bottom; border-bottom: 2px solid #1b1f24; hyphens: manual; }
tbody th { font-weight: 600; }
th.figure, td.figure { text-align: right; white-space: nowrap; }
thead th.figure { white-space: normal; }
td.wide { min-width: 16rem; }
ul.tree, ul.tree ul { list-style: none; margin: 0; padding-left: 1.25rem; border-left: 1px solid #c3c9d0; }
ul.tree li { margin: .3rem 0; }
@media print {
  main { max-width: none; padding: 0; }
  .scroll { overflow: visible; }
  table { font-size: .85rem; width: 100%; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
  h2, caption { break-after: avoid; }
}"""


def render(page: Page, style: Style) -> bytes:  # noqa: ARG001
    """Return ``page`` as an HTML document in UTF-8.

    >>> b'<html lang="de">' in render(Page("Passung", ()), Style())
    True
    """
    subtitle = [f'<p class="subtitle">{_text(page.subtitle)}</p>'] if page.subtitle else []
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{current()}">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{_text(page.title)}</title>",
        f"<style>\n{_STYLE}\n</style>",
        "</head>",
        "<body>",
        "<main>",
        f"<h1>{_text(page.title)}</h1>",
        *subtitle,
        *(line for number, block in enumerate(page.blocks, 1) for line in _block(block, number)),
        "</main>",
        "</body>",
        "</html>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _block(block: Block, number: int) -> Iterator[str]:
    if isinstance(block, Table):
        yield from _table(block, f"table-{number}")
    elif isinstance(block, Paragraph):
        yield from _paragraph(block)
    else:
        yield '<ul class="tree">'
        yield from _tree(block)
        yield "</ul>"


def _paragraph(block: Paragraph) -> Iterator[str]:
    if block.heading:
        yield f"<h2>{_text(block.heading)}</h2>"
    if block.text:
        head = f"<strong>{say('report.warning')}:</strong> " if block.tone == "warning" else ""
        kind = "" if block.tone == "plain" else f' class="{block.tone}"'
        yield f"<p{kind}>{head}{_text(block.text)}</p>"


def _table(table: Table, name: str) -> Iterator[str]:
    # A region that can be focused lets the keyboard scroll a table wider than the screen.
    label = f'aria-labelledby="{name}"' if table.title else f'aria-label="{_attribute(say("report.result"))}"'
    yield f'<div class="scroll" role="region" {label} tabindex="0">'
    yield "<table>"
    if table.title:
        yield f'<caption id="{name}"><h2>{_text(table.title)}</h2></caption>'
    yield "<thead>"
    heads = (
        f'<th scope="col"{_kind(is_figure(column), wide=False)}>{_text(column.label)}</th>' for column in table.columns
    )
    yield f"<tr>{''.join(heads)}</tr>"
    yield "</thead>"
    yield "<tbody>"
    named = row_header(table)
    for row in cells(table):
        parts = []
        for place, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
            tag, scope = ("th", ' scope="row"') if place == named else ("td", "")
            parts.append(f"<{tag}{scope}{_kind(is_figure(column), wide=column.wide)}>{_text(cell)}</{tag}>")
        yield f"<tr>{''.join(parts)}</tr>"
    if not table.rows:
        yield f'<tr><td colspan="{len(table.columns)}">{_text(say("report.empty_table"))}</td></tr>'
    yield "</tbody>"
    yield "</table>"
    yield "</div>"
    if table.note:
        yield f'<p class="note">{_text(table.note)}</p>'


def _tree(tree: Tree) -> Iterator[str]:
    if not tree.children:
        yield f"<li>{_text(tree.text)}</li>"
        return
    yield f"<li>{_text(tree.text)}"
    yield "<ul>"
    for child in tree.children:
        yield from _tree(child)
    yield "</ul>"
    yield "</li>"


def _kind(figure: bool, *, wide: bool) -> str:  # noqa: FBT001
    if figure:
        return ' class="figure"'
    return ' class="wide"' if wide else ""


def _text(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br>").replace(SOFT_HYPHEN, "&shy;")


def _attribute(text: str) -> str:
    return escape(text)
