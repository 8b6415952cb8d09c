"""Pages as PDF/UA-1: tagged, with language, title and text alternatives; hyphenated as the language asks."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from districtanalysis.domain.display import Block, Chapter, Page, Paragraph, Picture, Table, Tree
from districtanalysis.errors import MissingExtraError
from districtanalysis.language import current, say
from districtanalysis.report.render import Style
from districtanalysis.report.values import cells, is_figure, row_header

TEMPLATE = Path(__file__).with_name("document.typ")
_CHAPTERS_LISTED = 3
_NARROW = 22


def render(page: Page, style: Style) -> bytes:  # noqa: ARG001
    """Return ``page`` as a PDF file.

    Raises ``MissingExtraError`` where the extra ``documents`` is not installed.

    >>> render(Page("Passung", (Paragraph("Kein Ergebnis."),)), Style())[:5]
    b'%PDF-'
    """
    try:
        import typst
    except ImportError as error:
        raise MissingExtraError(say("report_blocks.no_extra", format="PDF", package="typst")) from error
    pictures = [block for block in page.blocks if isinstance(block, Picture) and block.forms]
    files = {_file(picture, place): _drawn(picture)[1] for place, picture in enumerate(pictures)}
    content = json.dumps(_content(page, pictures), ensure_ascii=False).encode()
    data: bytes = typst.compile(
        {"main.typ": TEMPLATE.read_bytes(), "page.json": content, **files},
        format="pdf",
        pdf_standards=["ua-1"],
        font_paths=_fonts() if pictures else [],
        ignore_system_fonts=True,
        timestamp=0,
    )
    return data


def _content(page: Page, pictures: Sequence[Picture]) -> dict[str, Any]:
    chapters = sum(isinstance(block, Chapter) for block in page.blocks)
    return {
        "title": page.title,
        "subtitle": page.subtitle,
        "author": "districtanalysis",
        "language": current(),
        "running": page.title,
        "page-of": say("report_blocks.page_of", page="%1", count="%2"),
        "contents": say("report.contents") if chapters >= _CHAPTERS_LISTED else "",
        "blocks": list(_blocks(page.blocks, pictures)),
    }


def _blocks(blocks: Sequence[Block], pictures: Sequence[Picture]) -> Iterator[dict[str, Any]]:
    level = 1
    for block in blocks:
        if isinstance(block, Table):
            yield _table(block, level)
        elif isinstance(block, Paragraph):
            words = {"text": block.text, "tone": block.tone, "label": say("report.warning")}
            yield {"kind": "paragraph", "heading": block.heading, "level": level, **words}
        elif isinstance(block, Chapter):
            yield {"kind": "chapter", "title": block.title}
            level = 2
        elif isinstance(block, Picture):
            yield _picture(block, pictures)
        else:
            yield {"kind": "tree", **_tree(block)}


def _table(table: Table, level: int) -> dict[str, Any]:
    named = row_header(table)
    shown = [list(row) for row in cells(table)]
    shares = _shares(table, shown, named)
    columns = [
        {"label": column.label, "figure": is_figure(column), "share": share}
        for column, share in zip(table.columns, shares, strict=True)
    ]
    rows = shown or [[say("report.empty_table"), *([""] * (len(columns) - 1))]]
    head = {"kind": "table", "title": table.title, "level": level, "named": named}
    return {**head, "columns": columns, "rows": rows, "note": table.note}


def _shares(table: Table, rows: Sequence[Sequence[str]], named: int) -> list[float]:
    """Return how the columns share the width: 0 takes what it needs, texts divide the rest by their length."""
    lengths = [max([len(row[place]) for row in rows] + [1]) for place in range(len(table.columns))]
    found = [
        min(max(length, 12), 60) ** 0.6 if not is_figure(column) and (column.wide or length > _NARROW) else 0.0
        for column, length in zip(table.columns, lengths, strict=True)
    ]
    if not any(found):
        found[named] = 1.0
    return found


def _picture(picture: Picture, pictures: Sequence[Picture]) -> dict[str, Any]:
    if not picture.forms:
        words = {"text": picture.alternative, "tone": "plain", "label": ""}
        return {"kind": "paragraph", "heading": "", "level": 1, **words}
    place = next(place for place, other in enumerate(pictures) if other is picture)
    alternative = f"{picture.title}. {picture.alternative}"
    return {"kind": "picture", "file": _file(picture, place), "alternative": alternative, "share": picture.share}


def _tree(tree: Tree) -> dict[str, Any]:
    return {"text": tree.text, "children": [_tree(child) for child in tree.children]}


def _file(picture: Picture, place: int) -> str:
    return f"picture-{place}.{_drawn(picture)[0]}"


def _drawn(picture: Picture) -> tuple[str, bytes]:
    """Return the sharpest form of a drawing: lines before dots."""
    return next((form, picture.forms[form]) for form in ("svg", "png") if form in picture.forms)


def _fonts() -> list[str]:
    """Return the folder of the type that the drawings are set in, which comes with matplotlib."""
    import matplotlib as mpl

    return [str(Path(mpl.get_data_path()) / "fonts" / "ttf")]
