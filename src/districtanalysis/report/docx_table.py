"""A table as WordprocessingML: header row repeated, widths by content, thin lines, no empty cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from districtanalysis.domain.display import Table
from districtanalysis.language import say
from districtanalysis.report.proportions import divisible, in_one_piece, type_size, widths
from districtanalysis.report.values import SOFT_HYPHEN, cells, is_figure, plain, row_header

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# Signs that XML cannot carry.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_INK, _LINE = "1B2530", "B9C1C9"
_BEGIN = 3  # a table does not begin with fewer rows at the foot of a page


def table_xml(table: Table, width: int, *, style: str = "") -> str:
    """Return ``table`` as a ``w:tbl`` element ``width`` twentieths of a point wide.

    ``style`` is the id of a table style of the document; without it thin lines are drawn.

    >>> table_xml(Table("t", "", (), ()), 9000).startswith("<w:tbl ")
    True
    """
    shown = [list(row) for row in cells(table)]
    if not shown and table.columns:
        shown = [[say("report.empty_table"), *(["–"] * (len(table.columns) - 1))]]
    size = type_size(table, shown, width)
    wide = widths(table, shown, width, size)
    named = row_header(table) if table.columns else 0
    figures = [is_figure(column) for column in table.columns]
    head = [divisible(column.label) for column in table.columns]
    rows = [_row(head, wide, figures, size, heading=True, keep=True)]
    last = len(shown) - 1 if in_one_piece(shown, wide, size) else _BEGIN - 1
    for place, row in enumerate(shown):
        texts = [divisible(text) for text in row]
        rows.append(_row(texts, wide, figures, size, named=named, keep=place < last))
    grid = "".join(f'<w:gridCol w:w="{part}"/>' for part in wide)
    return (
        f'<w:tbl xmlns:w="{NAMESPACE}"><w:tblPr>{_style(style)}<w:tblW w:w="{sum(wide)}" w:type="dxa"/>'
        f'{"" if style else _borders()}<w:tblLayout w:type="fixed"/>{_MARGINS}'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" '
        f'w:noVBand="1"/><w:tblCaption w:val={_attribute(table.title or table.key)}/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def words_xml(text: str) -> str:
    r"""Return ``text`` as the content of a run, with its line breaks and soft hyphens.

    >>> words_xml("a\nb & c")
    '<w:t xml:space="preserve">a</w:t><w:br/><w:t xml:space="preserve">b &amp; c</w:t>'
    """
    lines = []
    for line in clean(text).split("\n"):
        parts = [f'<w:t xml:space="preserve">{escape(part)}</w:t>' if part else "" for part in line.split(SOFT_HYPHEN)]
        lines.append("<w:softHyphen/>".join(parts))
    return "<w:br/>".join(lines)


def clean(text: str) -> str:
    r"""Return ``text`` without signs that XML cannot carry.

    >>> clean("Ost\x00stadt")
    'Oststadt'
    """
    return _FORBIDDEN.sub("", text)


def _row(
    row: Sequence[str],
    wide: Sequence[int],
    figures: Sequence[bool],
    size: int,
    *,
    named: int = -1,
    heading: bool = False,
    keep: bool = False,
) -> str:
    """Return a row; ``keep`` holds it on the page of the next one."""
    kind = "<w:tblHeader/>" if heading else ""
    parts = []
    for place, text in enumerate(row):
        bold = "<w:b/>" if heading or place == named else ""
        align = "right" if figures[place] else "left"
        line = f'<w:tcBorders><w:bottom w:val="single" w:sz="8" w:color="{_INK}"/></w:tcBorders>' if heading else ""
        stand = '<w:vAlign w:val="bottom"/>' if heading else ""
        parts.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{wide[place]}" w:type="dxa"/>{line}{stand}</w:tcPr>'
            f'<w:p><w:pPr>{"<w:keepNext/>" if keep else ""}<w:spacing w:before="30" w:after="30"/><w:jc w:val="{align}"/></w:pPr>'
            f'<w:r><w:rPr>{bold}<w:sz w:val="{size}"/></w:rPr>{words_xml(text)}</w:r></w:p></w:tc>'
        )
    return f"<w:tr><w:trPr><w:cantSplit/>{kind}</w:trPr>{''.join(parts)}</w:tr>"


_MARGINS = '<w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar>'


def _borders() -> str:
    line = f'w:val="single" w:sz="4" w:color="{_LINE}"'
    return f"<w:tblBorders><w:bottom {line}/><w:insideH {line}/></w:tblBorders>"


def _style(style: str) -> str:
    return f"<w:tblStyle w:val={quoteattr(style)}/>" if style else ""


def _attribute(text: str) -> str:
    return quoteattr(clean(plain(text)))
