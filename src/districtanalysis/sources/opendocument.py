"""Whether the XML of an .ods file is whole, and how far its sheets reach.

Both are asked before any values are read: readers of values may never come back from a broken
part, and repeated cells can unpack to billions.
"""

from __future__ import annotations

from dataclasses import dataclass
from xml.parsers import expat

_CELLS = {"table:table-cell", "table:covered-table-cell"}
_VALUES = {"office:value", "office:string-value", "office:date-value", "office:time-value", "office:boolean-value"}


def cells_of(content: bytes) -> int:
    """Return how many cells the sheets of a ``content.xml`` span in all, blank ones between included.

    Blank rows and cells behind the last entry do not count, however often they are repeated.
    Raises ``ValueError`` for XML that is not whole or declares entities.

    >>> cells_of(b'<table:table><table:table-row><table:table-cell office:value="1"/></table:table-row></table:table>')
    1
    """
    walk = _Walk()
    parser = expat.ParserCreate()
    parser.StartElementHandler = walk.start
    parser.CharacterDataHandler = walk.text
    parser.EntityDeclHandler = _refuse
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from error
    return walk.total + walk.height * walk.width


@dataclass(slots=True)
class _Walk:
    """Where the parser stands in a sheet, and how far entries have reached."""

    total: int = 0
    height: int = 0
    width: int = 0
    row: int = 0
    column: int = 0
    repeat: int = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table:table":
            self.total += self.height * self.width
            self.height = self.width = self.row = self.column = self.repeat = 0
        elif name == "table:table-row":
            self.row += self.repeat
            self.repeat, self.column = _times(attributes.get("table:number-rows-repeated")), 0
        elif name in _CELLS:
            self.column += _times(attributes.get("table:number-columns-repeated"))
            if not _VALUES.isdisjoint(attributes):
                self._reach()

    def text(self, _: str) -> None:
        if self.column:
            self._reach()

    def _reach(self) -> None:
        self.height, self.width = max(self.height, self.row + self.repeat), max(self.width, self.column)


def _times(printed: str | None) -> int:
    if printed is None:
        return 1
    if not printed.isdecimal():
        raise ValueError(printed)
    return int(printed)


def _refuse(name: str, *_: object) -> None:
    raise ValueError(f"entity {name}")
