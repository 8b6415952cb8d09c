"""Pages as Markdown with tables (GitHub's dialect, which most editors and wikis read)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from districtanalysis.domain.display import Block, Chapter, Page, Paragraph, Picture, Table, Tree
from districtanalysis.language import say
from districtanalysis.report.render import Style
from districtanalysis.report.values import cells, is_figure, plain

# Signs that Markdown would read as markup anywhere in a line, and those it would at its beginning.
_ANYWHERE = re.compile(r"([\\`*_\[\]<>|~])")
_AT_START = re.compile(r"^(\s*)([#+=-]|\d+(?=[.)]))", re.MULTILINE)


def render(page: Page, style: Style) -> bytes:  # noqa: ARG001
    r"""Return ``page`` as Markdown in UTF-8.

    >>> print(render(Page("Passung", (Paragraph("*Kein* Ergebnis."),)), Style()).decode())
    # Passung
    <BLANKLINE>
    \*Kein\* Ergebnis.
    <BLANKLINE>
    """
    chunks = [f"# {escape(page.title)}"]
    chunks += [escape(page.subtitle)] if page.subtitle else []
    level = 2
    for block in page.blocks:
        chunks.append("\n".join(_block(block, "#" * level)))
        level = 3 if isinstance(block, Chapter) else level
    return ("\n\n".join(chunk for chunk in chunks if chunk) + "\n").encode()


def escape(text: str) -> str:
    r"""Return ``text`` so that Markdown shows it as it is.

    >>> escape("1. <b> 2*3|4 # 5")
    '1\\. \\<b\\> 2\\*3\\|4 # 5'
    """
    shown = _ANYWHERE.sub(r"\\\1", plain(text))
    return _AT_START.sub(lambda found: f"{found[1]}{_escaped_start(found[2])}", shown)


def _escaped_start(sign: str) -> str:
    # In an ordered list the number itself cannot be escaped, only the point behind it.
    return f"{sign}\\" if sign.isdigit() else f"\\{sign}"


def _block(block: Block, sign: str) -> Iterator[str]:
    if isinstance(block, Table):
        yield from _table(block, sign)
    elif isinstance(block, Paragraph):
        yield from _paragraph(block, sign)
    elif isinstance(block, Picture):
        yield from _paragraph(Paragraph(block.alternative, heading=block.title), sign)
    elif isinstance(block, Chapter):
        yield f"## {escape(block.title)}"
    else:
        yield from _tree(block, 0)


def _paragraph(block: Paragraph, sign: str) -> Iterator[str]:
    if block.heading:
        yield f"{sign} {escape(block.heading)}"
    if block.heading and block.text:
        yield ""
    if not block.text:
        return
    text = escape(block.text).replace("\n", "  \n")
    if block.tone == "lead":
        text = f"**{text}**"
    elif block.tone == "warning":
        text = f"> **{say('report.warning')}:** " + text.replace("\n", "\n> ")
    elif block.tone == "note":
        text = "> " + text.replace("\n", "\n> ")
    yield text


def _table(table: Table, sign: str) -> Iterator[str]:
    if table.title:
        yield f"{sign} {escape(table.title)}"
        yield ""
    if table.rows:
        yield _row([column.label for column in table.columns])
        yield "|" + "|".join("---:" if is_figure(column) else "---" for column in table.columns) + "|"
        for row in cells(table):
            yield _row(row)
    else:
        yield say("report.empty_table")
    if table.note:
        yield ""
        yield escape(table.note)


def _row(values: Sequence[str]) -> str:
    return "| " + " | ".join(_ANYWHERE.sub(r"\\\1", plain(value)).replace("\n", "<br>") for value in values) + " |"


def _tree(tree: Tree, level: int) -> Iterator[str]:
    lines = escape(tree.text).split("\n")
    yield f"{'  ' * level}- " + f"  \n{'  ' * level}  ".join(lines)
    for child in tree.children:
        yield from _tree(child, level + 1)
