"""Pages as one HTML file: nothing is loaded, everything can be read aloud, printed and enlarged."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from html import escape

from districtanalysis.domain.display import Block, Chapter, Page, Paragraph, Picture, Table, Tree
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
h2.chapter { font-size: 1.4rem; margin-top: 3rem; padding-top: .75rem; border-top: 1px solid #c3c9d0; }
h3 { font-size: 1.05rem; margin: 1.5rem 0 .5rem; }
figure { margin: 1rem 0; }
figure img { max-width: 100%; height: auto; display: block; }
figcaption { max-width: 46rem; color: #4a525c; }
summary { cursor: pointer; }
nav ol { margin: .5rem 0; padding-left: 1.5rem; }
a { color: #0b57a4; }
p { max-width: 46rem; margin: .6rem 0; }
.subtitle, .note { color: #4a525c; }
.lead { font-size: 1.1rem; font-weight: 600; }
.warning { border-left: .3rem solid #8a5a00; padding: .3rem .8rem; background: #fdf6e3; }
.scroll { overflow-x: auto; margin: 1rem 0 .25rem; }
.scroll:focus-visible { outline: .15rem solid #0b57a4; outline-offset: .15rem; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { text-align: left; }
caption h2, caption h3 { margin-top: 1rem; }
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
  h2, h3, caption { break-after: avoid; }
  figure { break-inside: avoid; }
  nav { display: none; }
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
        *_contents(page.blocks),
        *_blocks(page.blocks),
        "</main>",
        "</body>",
        "</html>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _blocks(blocks: Sequence[Block]) -> Iterator[str]:
    level = 2
    for number, block in enumerate(blocks, 1):
        yield from _block(block, number, f"h{level}")
        level = 3 if isinstance(block, Chapter) else level


def _contents(blocks: Sequence[Block]) -> Iterator[str]:
    """Yield links to the chapters of a long page."""
    chapters = [(number, block.title) for number, block in enumerate(blocks, 1) if isinstance(block, Chapter)]
    if len(chapters) > 2:
        yield f'<nav aria-labelledby="contents"><h2 id="contents">{_text(say("report.contents"))}</h2>'
        links = (f'<li><a href="#part-{number}">{_text(title)}</a></li>' for number, title in chapters)
        yield f"<ol>{''.join(links)}</ol></nav>"


def _block(block: Block, number: int, tag: str) -> Iterator[str]:
    if isinstance(block, Table):
        yield from _table(block, f"table-{number}", tag)
    elif isinstance(block, Paragraph):
        yield from _paragraph(block, tag)
    elif isinstance(block, Picture):
        yield from _picture(block)
    elif isinstance(block, Chapter):
        yield f'<h2 class="chapter" id="part-{number}">{_text(block.title)}</h2>'
    else:
        yield '<ul class="tree">'
        yield from _tree(block)
        yield "</ul>"


def _picture(block: Picture) -> Iterator[str]:
    """Yield a drawing that is part of the file, with its text for whoever does not see it."""
    form, data = next(iter(sorted(block.forms.items(), reverse=True)), ("", b""))  # svg before png
    yield "<figure>"
    if data:
        kind = "svg+xml" if form == "svg" else form
        source = f"data:image/{kind};base64,{base64.b64encode(data).decode()}"
        yield f'<img src="{source}" alt="{_attribute(block.title)}" style="width:{block.share:.0%}">'
    words = f"<details><summary>{_text(say('report.alternative'))}</summary><p>{_text(block.alternative)}</p></details>"
    yield f"<figcaption>{words}</figcaption>"
    yield "</figure>"


def _paragraph(block: Paragraph, tag: str) -> Iterator[str]:
    if block.heading:
        yield f"<{tag}>{_text(block.heading)}</{tag}>"
    if block.text:
        head = f"<strong>{say('report.warning')}:</strong> " if block.tone == "warning" else ""
        kind = "" if block.tone == "plain" else f' class="{block.tone}"'
        yield f"<p{kind}>{head}{_text(block.text)}</p>"


def _table(table: Table, name: str, tag: str) -> Iterator[str]:
    # A region that can be focused lets the keyboard scroll a table wider than the screen.
    label = f'aria-labelledby="{name}"' if table.title else f'aria-label="{_attribute(say("report.result"))}"'
    yield f'<div class="scroll" role="region" {label} tabindex="0">'
    yield "<table>"
    if table.title:
        yield f'<caption id="{name}"><{tag}>{_text(table.title)}</{tag}></caption>'
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
