"""How far the sheets of an .xls file reach: one damaged byte can move a cell far away.

Container after [MS-CFB], records after [MS-XLS]; only the places of cells are read.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

_END = 0xFFFFFFFA
_FREE = 0xFFFFFFFF
_HEADER_LINKS = 109
_SMALL = 4096
_BEGIN_OF_SHEET = 0x0809
_DIMENSIONS = 0x0200
_STRINGS = 0x00FC
_LONG, _SHORT = 14, 8
_MANY = {0x00BD, 0x00BE}
_CELLS = {0x0006, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E, *_MANY}


def cells_of(content: bytes) -> int:
    """Return how many cells the sheets of an .xls file span in all, blank ones between included.

    Raises ``ValueError`` for a container whose links lead nowhere.
    """
    total = height = width = 0
    book = _book(content)
    for kind, record in _records(book):
        if kind == _BEGIN_OF_SHEET:
            total, height, width = total + height * width, 0, 0
        elif kind == _DIMENSIONS:
            rows, columns = _declared(record)
            height, width = max(height, rows), max(width, columns)
        elif kind == _STRINGS and len(record) >= 8 and struct.unpack_from("<I", record, 4)[0] > len(book):
            raise ValueError("more texts than bytes")
        elif kind in _CELLS and len(record) >= 6:
            row, column = struct.unpack_from("<HH", record)
            last = struct.unpack_from("<H", record, len(record) - 2)[0] if kind in _MANY else column
            height, width = max(height, row + 1), max(width, column + 1, last + 1)
    return total + height * width


def _declared(record: bytes) -> tuple[int, int]:
    """Return rows and columns that a sheet declares; readers reserve room for as many."""
    if len(record) == _LONG:
        top, rows, left, columns = struct.unpack_from("<IIHH", record)
    elif len(record) >= _SHORT:
        top, rows, left, columns = struct.unpack_from("<HHHH", record)
    else:
        return 0, 0
    if (rows and top >= rows) or (columns and left >= columns):
        raise ValueError("a sheet that ends before it starts")
    return rows, columns


def _records(book: bytes) -> Iterator[tuple[int, bytes]]:
    place = 0
    while place + 4 <= len(book):
        kind, size = struct.unpack_from("<HH", book, place)
        yield kind, book[place + 4 : place + 4 + size]
        place += 4 + size


def _book(content: bytes) -> bytes:
    """Return the stream of the container that holds the workbook."""
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    if size not in {512, 4096} or len(content) < 512:
        raise ValueError("no sector size")
    links = _links(content, size)
    first_folder, first_small = struct.unpack_from("<I", content, 48)[0], struct.unpack_from("<I", content, 60)[0]
    folder = _chain(content, links, first_folder, size)
    entries = {_name(folder[at : at + 128]): folder[at : at + 128] for at in range(0, len(folder) - 127, 128)}
    entry = entries.get("Workbook") or entries.get("Book")
    if entry is None or "Root Entry" not in entries:
        raise ValueError("no workbook")
    start, length = struct.unpack_from("<II", entry, 116)
    if length >= _SMALL:
        return _chain(content, links, start, size)[:length]
    small = _chain(content, links, first_small, size)
    inner = struct.unpack(f"<{len(small) // 4}I", small[: len(small) // 4 * 4])
    root = _chain(content, links, struct.unpack_from("<I", entries["Root Entry"], 116)[0], size)
    return _chain(root, inner, start, 64, header=0)[:length]


def _links(content: bytes, size: int) -> tuple[int, ...]:
    """Return which sector follows which; more than the header lists stands in further sectors."""
    listed = [*struct.unpack_from(f"<{_HEADER_LINKS}I", content, 76)]
    further, seen = struct.unpack_from("<I", content, 68)[0], 0
    while further < _END and seen <= len(content) // size:
        sector = _sector(content, further, size)
        *more, further = struct.unpack(f"<{size // 4}I", sector)
        listed += more
        seen += 1
    parts = [_sector(content, number, size) for number in listed if number != _FREE]
    return tuple(link for part in parts for link in struct.unpack(f"<{size // 4}I", part))


def _chain(content: bytes, links: tuple[int, ...], start: int, size: int, *, header: int = 1) -> bytes:
    parts: list[bytes] = []
    number = start
    while number < _END:
        if number >= len(links) or len(parts) > len(links):
            raise ValueError("broken chain")
        parts.append(_sector(content, number, size, header=header))
        number = links[number]
    return b"".join(parts)


def _sector(content: bytes, number: int, size: int, *, header: int = 1) -> bytes:
    start = (number + header) * size
    if start >= len(content):
        raise ValueError("sector outside of the file")
    return content[start : start + size].ljust(size, b"\0")


def _name(entry: bytes) -> str:
    length = struct.unpack_from("<H", entry, 64)[0]
    return entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
