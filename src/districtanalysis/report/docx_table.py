"""A table as WordprocessingML: header row repeated, widths by content, thin lines, no empty cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from districtanalysis.domain.display import Table
from districtanalysis.language import say
from districtanalysis.report.values import SOFT_HYPHEN, cells, is_figure, plain, row_header
from districtanalysis.report.wrapping import narrowest, parts_of

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# Signs that XML cannot carry.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_INK, _LINE = "1B2530", "B9C1C9"
_LONGEST = 48
_LONGEST_WORD, _UNDIVIDED = 24, 11
_TWIPS_PER_SIGN = 112
_MARGIN = 1.9
_TOGETHER = 8


def table_xml(table: Table, width: int, *, style: str = "") -> str:
    """Return ``table`` as a ``w:tbl`` element ``width`` twentieths of a point wide.

    ``style`` is the id of a table style of the document; without it thin lines are drawn.

    >>> table_xml(Table("t", "", (), ()), 9000).startswith("<w:tbl ")
    True
    """
    shown = [list(row) for row in cells(table)]
    if not shown and table.columns:
        shown = [[say("report.empty_table"), *(["–"] * (len(table.columns) - 1))]]
    count = len(table.columns)
    size = 15 if count > 9 else 17 if count > 6 else 19
    wide = widths(table, shown, width, size)
    named = row_header(table) if table.columns else 0
    figures = [is_figure(column) for column in table.columns]
    head = [divisible(column.label) for column in table.columns]
    rows = [_row(head, wide, figures, size, heading=True, keep=True)]
    last = len(shown) - 1 if len(shown) <= _TOGETHER else 0
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


def widths(table: Table, rows: Sequence[Sequence[str]], width: int, size: int = 19) -> list[int]:
    """Return the widths of the columns; they add up to ``width``. ``size`` is that of the type in half points.

    Each column has room for its longest word; what is left goes to those with longer texts.

    >>> from districtanalysis.domain.display import Column
    >>> widths(Table("t", "", (Column("a", "A", 0), Column("b", "B")), ()), [["1", "Oststadt"]], 1000)
    [276, 724]
    """
    least, wanted = [], []
    for place, column in enumerate(table.columns):
        texts = [row[place] for row in rows]
        words = max([narrowest(text) for text in texts] + [narrowest(column.label), 2])
        least.append(1.12 * min(words, _LONGEST_WORD) + _MARGIN)  # names and headings are bold
        wanted.append(max(least[-1], min(max([len(text) for text in texts] + [0]), _LONGEST) + _MARGIN))
    if not wanted:
        return []
    room = width / (_TWIPS_PER_SIGN * size / 19)
    if sum(least) >= room:
        found = [int(width * part / sum(least)) for part in least]
    elif sum(wanted) <= room:
        # figures take what they need, texts share the rest
        texts_only = [0.0 if is_figure(column) else part for column, part in zip(table.columns, wanted, strict=True)]
        extra = texts_only if any(texts_only) else wanted
        rest = room - sum(wanted)
        found = [int(width * (w + rest * e / sum(extra)) / room) for w, e in zip(wanted, extra, strict=True)]
    else:
        part = (room - sum(least)) / (sum(wanted) - sum(least))
        found = [int(width * (low + part * (high - low)) / room) for low, high in zip(least, wanted, strict=True)]
    found[-1] += width - sum(found)
    return found


def divisible(text: str) -> str:
    r"""Return ``text`` with soft hyphens where its long words may be divided.

    >>> divisible("Engagementstruktur der Oststadt")
    'Engagement\xadstruktur der Oststadt'
    """
    return " ".join("".join(parts_of(word)) if len(word) > _UNDIVIDED else word for word in text.split(" "))


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
