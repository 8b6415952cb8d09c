"""What a file really is: looked up in its first bytes, not in its name."""

from __future__ import annotations

import difflib
import io
import zipfile
import zlib
from pathlib import Path
from typing import Literal

from districtanalysis.errors import SourceError
from districtanalysis.language import number, say

Kind = Literal["xlsx", "xlsb", "xls", "ods", "text"]

MAX_PART = 1 << 30
MAX_TOTAL = 2 << 30
MAX_PARTS = 20_000
# Sheets of a million equal rows are packed to a fiftieth; what is packed to less was made to fill the memory.
LARGE = 32 << 20
MAX_RATIO = 250
_OLE2 = bytes.fromhex("d0cf11e0a1b11ae1")
_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_HTML = (b"<html", b"<!doctype html", b"<table", b"<meta", b"<head", b"<body")
_TEXT_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_BINARY = bytes(code for code in range(32) if code not in b"\t\n\r\f\x1a\x1b")
DAMAGED = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    ValueError,
    RuntimeError,
)


def read_bytes(path: Path) -> bytes:
    """Return the content of a file.

    Raises ``SourceError`` for a file that is missing (naming the nearest one beside it), empty, a
    folder, or not to be opened.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise SourceError(_not_found(path)) from error
    except IsADirectoryError as error:
        raise SourceError(say("source.is_folder", file=path)) from error
    except PermissionError as error:
        key = "source.is_folder" if path.is_dir() else "source.locked"
        raise SourceError(say(key, file=path.name)) from error
    except OSError as error:
        raise SourceError(say("source.unreadable", file=path.name, reason=error.strerror or error)) from error
    nothing = b"\x00\xef\xbb\xbf\xff\xfe \t\r\n"
    if not (content[:4096].strip(nothing) or content.strip(nothing)):  # the start of a large file says enough
        raise SourceError(say("source.empty", file=path.name))
    return content


def kind_of(content: bytes, file: str) -> Kind:
    """Return what the bytes are: a workbook of some kind, or text.

    Raises ``SourceError`` for what is neither: a workbook with a password, a web page, a document,
    a picture, a damaged archive.

    >>> kind_of("Stadtteil;Anzahl".encode(), "a.csv")
    'text'
    """
    if content.startswith(_OLE2):
        return _ole_kind(content, file)
    if content.startswith(b"PK"):
        return _archive_kind(content, file)
    start = content[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(_HTML) or b"<html" in start or start.startswith((b"<?xml", b"mime-version")):
        raise SourceError(say("source.is_web_page", file=file))
    if not content.startswith(_TEXT_MARKS) and content[:8192].translate(None, _BINARY) != content[:8192]:
        raise SourceError(say("source.is_binary", file=file))
    return "text"


def open_archive(content: bytes, file: str) -> zipfile.ZipFile:
    """Return the archive of a workbook after a look at the sizes that it declares.

    Raises ``SourceError`` for a damaged archive, for one that would unpack to more than
    ``MAX_TOTAL`` bytes, and for one that is packed more than ``MAX_RATIO`` times.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        parts = archive.infolist()
    except DAMAGED as error:
        raise SourceError(say("source.damaged", file=file)) from error
    _refuse_large(parts, file)
    return archive


def _refuse_large(parts: list[zipfile.ZipInfo], file: str) -> None:
    """Raise ``SourceError`` for parts that would unpack to too much, or that are packed as no spreadsheet packs."""
    total, largest = sum(part.file_size for part in parts), max((part.file_size for part in parts), default=0)
    size, limit = number(total / 2**20), number(MAX_TOTAL / 2**20)
    ratio = max((part.file_size / max(part.compress_size, 1) for part in parts if part.file_size > LARGE), default=0.0)
    if ratio > MAX_RATIO:
        raise SourceError(say("source.packed_too_much", file=file, size=size, ratio=number(ratio)))
    if total > MAX_TOTAL or len(parts) > MAX_PARTS:
        raise SourceError(say("source.too_big", file=file, size=size, limit=limit, parts=len(parts)))
    if largest > MAX_PART:
        words = {"size": number(largest / 2**20), "limit": number(MAX_PART / 2**20)}
        raise SourceError(say("source.part_too_big", file=file, **words))


def read_part(archive: zipfile.ZipFile, name: str, file: str) -> bytes:
    """Return one part of an archive, at most as long as it declares; b"" where there is none.

    Raises ``SourceError`` for a part that is damaged or longer than it says.
    """
    try:
        return archive.read(name)
    except KeyError:
        return b""
    except DAMAGED as error:
        raise SourceError(say("source.damaged", file=file)) from error


def _ole_kind(content: bytes, file: str) -> Kind:
    if _PACKAGE in content:
        raise SourceError(say("source.password", file=file))
    for stream in ("Workbook", "Book"):
        if stream.encode("utf-16-le") in content:
            return "xls"
    raise SourceError(say("source.not_a_table", file=file))


def _archive_kind(content: bytes, file: str) -> Kind:
    with open_archive(content, file) as archive:
        names = set(archive.namelist())
        if "xl/workbook.xml" in names or any(name.endswith("/workbook.xml") for name in names):
            return "xlsx"
        if "xl/workbook.bin" in names:
            return "xlsb"
        if b"opendocument.spreadsheet" in read_part(archive, "mimetype", file):
            if b"encryption-data" in read_part(archive, "META-INF/manifest.xml", file):
                raise SourceError(say("source.password", file=file))
            return "ods"
    raise SourceError(say("source.not_a_table", file=file))


def _not_found(path: Path) -> str:
    folder = path.parent
    if not folder.is_dir():
        return say("source.folder_not_found", file=path.name, folder=folder)
    beside = sorted(entry.name for entry in folder.iterdir() if entry.is_file())
    near = difflib.get_close_matches(path.name, beside, n=1, cutoff=0.6)
    hint = " " + say("errors.nearest", name=near[0]) if near else ""
    return say("source.not_found", file=path.name, folder=folder, hint=hint)
