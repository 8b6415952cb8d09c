"""From bytes to text: byte order mark, then strict UTF-8, then cp1252, and say which."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from districtanalysis.errors import SourceError
from districtanalysis.language import say
from districtanalysis.sources.container import kind_of, read_bytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
# Umlauts and quotation marks of UTF-8: in a cp1252 text these pairs would read "Ã¤" or "â€ž".
_UTF8_PAIRS = re.compile(rb"\xc3[\xa4\xb6\xbc\x84\x96\x9c\x9f]|\xe2\x80[\x9c-\x9e\x93]")


def read_text(path: Path, encoding: str | None = None) -> tuple[str, list[str]]:
    """Return the content of a text file, and a note on how its encoding was recognised.

    The ladder is byte order mark, strict UTF-8, cp1252: no statistics on letters, which mistake
    German cp1252 for other code pages. Raises ``SourceError`` for what is no text or does not fit.
    """
    content = read_bytes(path)
    if encoding is not None:
        return _decoded(content, encoding, path.name), []
    kind = kind_of(content, path.name)
    if kind != "text":
        raise SourceError(say("source.workbook_not_text", file=path.name, kind=kind))
    for mark, name, label in _MARKS:
        if content.startswith(mark):
            return _decoded(content, name, path.name), [say("source.encoding_bom", encoding=label)]
    try:
        text, note = content.decode("utf-8"), say("source.encoding_utf8")
    except UnicodeDecodeError as error:
        _refuse_mixture(content, error.start, path.name)
        text, note = _decoded(content, "cp1252", path.name), say("source.encoding_cp1252")
    if "\0" in text:
        raise SourceError(say("source.is_binary", file=path.name))
    return text, [] if text.isascii() else [note]


def _decoded(content: bytes, encoding: str, file: str) -> str:
    try:
        text = content.decode(encoding)
    except LookupError as error:
        raise SourceError(say("source.no_encoding", file=file, encoding=encoding)) from error
    except UnicodeError as error:
        start = error.start if isinstance(error, UnicodeDecodeError) else 0
        line = content.count(b"\n", 0, start) + 1
        raise SourceError(say("source.wrong_encoding", file=file, line=line, encoding=encoding)) from error
    return text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")


def _refuse_mixture(content: bytes, first_fault: int, file: str) -> None:
    """Raise where a file that is not UTF-8 as a whole holds UTF-8 all the same."""
    if not _UTF8_PAIRS.search(content):
        return
    line = content.count(b"\n", 0, first_fault) + 1
    raise SourceError(say("source.encoding_mixed", file=file, line=line))
