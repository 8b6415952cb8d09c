"""How far the sheets of an .ods file reach: repeated cells can unpack to billions."""

from __future__ import annotations

import re

_TOKEN = re.compile(rb"<table:(table|table-row|(?:covered-)?table-cell)(\s[^>]*?)?(/?)>")
_ROWS = re.compile(rb'number-rows-repeated="(\d+)"')
_COLUMNS = re.compile(rb'number-columns-repeated="(\d+)"')


def cells_of(content: bytes) -> int:
    """Return how many cells the sheets of a ``content.xml`` span in all, blank ones between included.

    Blank rows and cells behind the last entry do not count, however often they are repeated.

    >>> cells_of(b'<table:table><table:table-row><table:table-cell office:value="1"/></table:table-row></table:table>')
    1
    """
    total = 0
    height = width = row = column = repeat = 0
    for match in _TOKEN.finditer(content):
        kind, attributes, closed = match[1], match[2] or b"", match[3]
        if kind == b"table":
            total += height * width
            height = width = row = column = repeat = 0
        elif kind == b"table-row":
            row += repeat
            repeat, column = _times(_ROWS, attributes), 0
        else:
            column += _times(_COLUMNS, attributes)
            if not closed or b"office:value" in attributes or b"office:string-value" in attributes:
                height, width = max(height, row + repeat), max(width, column)
    return total + height * width


def _times(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    found = pattern.search(attributes)
    return int(found[1]) if found else 1
