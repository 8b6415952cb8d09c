"""Pages as PDF/UA-1: tagged, with language, title and text alternatives; hyphenated as the language asks."""

from __future__ import annotations

import base64
import json
import struct
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from districtanalysis.domain.display import Block, Chapter, Page, Paragraph, Picture, Table, Tree
from districtanalysis.errors import MissingExtraError
from districtanalysis.language import current, say
from districtanalysis.report.proportions import divisible, in_one_piece, type_size, widths
from districtanalysis.report.render import Style
from districtanalysis.report.values import cells, is_figure, row_header

TEMPLATE = Path(__file__).with_name("document.typ")
_CHAPTERS_LISTED = 3
_SIGN = 86  # the serif type is narrow
_TEXT_WIDTH = 9524  # of A4 within margins of 2.1 cm, in twentieths of a point


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
    files = {_file(place): _lines(picture) for place, picture in enumerate(pictures)}
    content = json.dumps(_content(page, pictures), ensure_ascii=False).encode()
    # the types of the package know no input of several files, which it documents and takes
    sources: Any = {"main.typ": TEMPLATE.read_bytes(), "page.json": content, **files}
    data: bytes = typst.compile(
        sources,
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
        "chapters": chapters > 0,
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
    for row in shown:
        row[named] = divisible(row[named])
    size = type_size(table, shown, _TEXT_WIDTH, sign=_SIGN)
    wide = widths(table, shown, _TEXT_WIDTH, size, sign=_SIGN)
    columns = [
        {"label": divisible(column.label), "figure": is_figure(column), "width": width / 20}
        for column, width in zip(table.columns, wide, strict=True)
    ]
    rows = shown or [[say("report.empty_table"), *([""] * (len(columns) - 1))]]
    head = {"kind": "table", "title": table.title, "level": level, "named": named, "size": size / 2}
    head["together"] = in_one_piece(shown, wide, size, sign=_SIGN)
    return {**head, "columns": columns, "rows": rows, "note": table.note}


def _picture(picture: Picture, pictures: Sequence[Picture]) -> dict[str, Any]:
    if not picture.forms:
        words = {"text": picture.alternative, "tone": "plain", "label": ""}
        return {"kind": "paragraph", "heading": "", "level": 1, **words}
    place = next(place for place, other in enumerate(pictures) if other is picture)
    alternative = f"{picture.title}. {picture.alternative}"
    return {"kind": "picture", "file": _file(place), "alternative": alternative, "share": picture.share}


def _tree(tree: Tree) -> dict[str, Any]:
    return {"text": tree.text, "children": [_tree(child) for child in tree.children]}


def _file(place: int) -> str:
    return f"picture-{place}.svg"


def _lines(picture: Picture) -> bytes:
    """Return a drawing as SVG; one of dots is put into an SVG, since files beside the text have to be text."""
    if "svg" in picture.forms:
        return picture.forms["svg"]
    data = picture.forms["png"]
    wide, high = struct.unpack(">II", data[16:24])  # where every PNG states its size
    source = f"data:image/png;base64,{base64.b64encode(data).decode()}"
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}">'
    return f'{head}<image width="{wide}" height="{high}" href="{source}"/></svg>'.encode()


def _fonts() -> list[str]:
    """Return the folder of the type that the drawings are set in, which comes with matplotlib."""
    import matplotlib as mpl

    return [str(Path(mpl.get_data_path()) / "fonts" / "ttf")]
