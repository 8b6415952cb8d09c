"""The formats of an output: one entry here and one module make a new one."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from districtanalysis.domain.display import Page
from districtanalysis.domain.registry import Registry

# Wider lines are hard to follow with the eye, whatever the terminal offers.
_WIDEST = 160
_NARROWEST = 40


@dataclass(frozen=True, slots=True)
class Style:
    """How a page is drawn as text: ``width`` in columns; colour means bold and colour by escape codes.

    ``template`` holds the bytes of a Word document in whose styles a .docx is written.
    """

    width: int = 100
    colour: bool = False
    template: bytes | None = None

    @classmethod
    def for_terminal(cls, *, colour: bool) -> Style:
        """Return the style that fits the terminal in use.

        >>> Style.for_terminal(colour=False).width >= 40
        True
        """
        return cls(max(_NARROWEST, min(shutil.get_terminal_size().columns, _WIDEST)), colour)


Renderer = Callable[[Page, Style], bytes]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the module with its ``render``, and the suffixes of its files."""

    module: str
    suffixes: tuple[str, ...]

    def render(self, page: Page, style: Style) -> bytes:
        """Return ``page`` as the bytes of a file; the module is imported only now."""
        renderer: Renderer = import_module(f"districtanalysis.report.{self.module}").render
        return renderer(page, style)


FORMATS: Registry[Format] = Registry("report.format")
FORMATS.add("table", Format("text", (".txt",)))
FORMATS.add("csv", Format("csv_", (".csv",)))
FORMATS.add("json", Format("json_", (".json",)))
FORMATS.add("md", Format("markdown", (".md",)))
FORMATS.add("html", Format("html", (".html", ".htm")))
FORMATS.add("xlsx", Format("workbook", (".xlsx",)))
FORMATS.add("docx", Format("docx_", (".docx",)))
FORMATS.add("pdf", Format("pdf", (".pdf",)))

SUFFIXES = {suffix: key for key, entry in FORMATS.items() for suffix in entry.suffixes}


def render(page: Page, key: str, style: Style | None = None) -> bytes:
    r"""Return ``page`` in the format ``key`` as the bytes of a file; text is UTF-8.

    The same page gives the same bytes. Raises ``StudyError`` for an unknown format, which names
    the nearest known one.

    >>> render(Page("Passung", ()), "md")
    b'# Passung\n'
    """
    return FORMATS[key].render(page, style or Style())
