"""Pages as a Word document: headings as styles, header rows, text alternatives, the office's own template."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import TYPE_CHECKING, Any

from districtanalysis.domain.display import Block, Chapter, Page, Paragraph, Picture, Table, Tree
from districtanalysis.errors import MissingExtraError, OutputError
from districtanalysis.language import current, say
from districtanalysis.report.docx_style import dressed, style_named
from districtanalysis.report.docx_table import clean, table_xml, words_xml
from districtanalysis.report.render import Style
from districtanalysis.report.values import plain

if TYPE_CHECKING:
    from docx.document import Document

MARKERS = ("{{Bericht}}", "{{report}}")
# The time of writing would make two equal results differ.
_CREATED = dt.datetime(2000, 1, 1)  # noqa: DTZ001
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_EMU_PER_TWIP = 635
_A4, _EDGE = 7560310, 792000  # in EMU, for a template that states neither


def render(page: Page, style: Style) -> bytes:
    """Return ``page`` as the bytes of a .docx file.

    With ``style.template`` (the bytes of a .docx or .dotx) the page stands in that document, in its styles: where a
    paragraph says ``{{Bericht}}`` or ``{{report}}``, else at its end. Raises ``MissingExtraError`` where the extra
    ``documents`` is not installed, and ``OutputError`` for a template that is no Word document.

    >>> render(Page("Passung", ()), Style())[:2]
    b'PK'
    """
    document = _opened(style.template)
    own = style.template is None
    if own:
        dressed(document, clean(plain(page.title)))
    writer = _Writer(document, own=own)
    before = list(document.element.body)
    writer.page(page)
    _put_at_marker(document, [part for part in document.element.body if part not in before])
    core = document.core_properties
    core.title = clean(plain(page.title))[:255]
    core.language = "de-DE" if current() == "de" else "en-GB"
    core.created = core.modified = _CREATED
    if own:
        core.author, core.comments = "districtanalysis", ""
    stream = io.BytesIO()
    document.save(stream)
    return _timeless(stream.getvalue())


def _opened(template: bytes | None) -> Document:
    try:
        import docx
    except ImportError as error:
        raise MissingExtraError(say("report_blocks.no_extra", format="Word", package="python-docx")) from error
    if template is None:
        return docx.Document()
    try:
        return docx.Document(io.BytesIO(_as_document(template)))
    except (ValueError, KeyError, zipfile.BadZipFile) as error:
        raise OutputError(say("report_blocks.no_template")) from error


def _as_document(template: bytes) -> bytes:
    """Return a .dotx as a .docx: they differ in one declaration."""
    kind = b"application/vnd.openxmlformats-officedocument.wordprocessingml."
    with zipfile.ZipFile(io.BytesIO(template)) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    types = parts.get("[Content_Types].xml", b"")
    parts["[Content_Types].xml"] = types.replace(kind + b"template.main+xml", kind + b"document.main+xml")
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


class _Writer:
    """Appends the blocks of a page to a document; ``own`` says that its looks are ours."""

    def __init__(self, document: Document, *, own: bool) -> None:
        self.document = document
        self.own = own
        self.level = 1
        self.styles: dict[str, Any] = {}
        section = document.sections[-1]
        page, left, right = (
            int(length) if length is not None else fallback
            for length, fallback in (
                (section.page_width, _A4),
                (section.left_margin, _EDGE),
                (section.right_margin, _EDGE),
            )
        )
        self.width = (page - left - right) // _EMU_PER_TWIP

    def page(self, page: Page) -> None:
        """Write title, subtitle and all blocks."""
        self.words(page.title, "Title")
        if page.subtitle:
            self.words(page.subtitle, "Subtitle")
        for block in page.blocks:
            self.block(block)

    def block(self, block: Block) -> None:
        """Write one block."""
        if isinstance(block, Table):
            self.table(block)
        elif isinstance(block, Paragraph):
            self.paragraph(block)
        elif isinstance(block, Chapter):
            self.words(block.title, "Heading 1")
            self.level = 2
        elif isinstance(block, Picture):
            self.picture(block)
        else:
            self.tree(block, 1)

    def words(self, text: str, style: str, **look: Any) -> Any:
        """Write a paragraph in a style and return it."""
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls

        if style not in self.styles:
            self.styles[style] = style_named(self.document, style)
        paragraph = self.document.add_paragraph(style=self.styles[style])
        run = parse_xml(f"<w:r {nsdecls('w')}>{words_xml(text)}</w:r>")
        paragraph._p.append(run)  # noqa: SLF001
        for name, value in look.items():
            setattr(paragraph.runs[0].font, name, value)
        return paragraph

    def heading(self, text: str) -> None:
        """Write a heading at the level in force."""
        self.words(text, f"Heading {self.level}")

    def paragraph(self, block: Paragraph) -> None:
        """Write a paragraph with its heading in the look of its tone."""
        from docx.shared import Pt

        if block.heading:
            self.heading(block.heading)
        if not block.text:
            return
        if block.tone == "lead":
            self.words(block.text, "Normal", bold=True)
        elif block.tone == "note":
            self.words(block.text, "Normal", size=Pt(9))
        elif block.tone == "warning":
            self.words(
                f"{say('report.warning')}: {block.text}", "Intense Quote" if not self.own else "Normal", bold=True
            )
        else:
            self.words(block.text, "Normal")

    def table(self, block: Table) -> None:
        """Write a table with its heading and its note."""
        from docx.oxml import parse_xml
        from docx.shared import Pt

        if block.title:
            self.heading(block.title)
        # the section properties stay last
        self.document.element.body.insert_element_before(parse_xml(table_xml(block, self.width)), "w:sectPr")
        note = self.words(block.note or "", "Normal", size=Pt(8.5))
        note.paragraph_format.space_before = Pt(3)

    def picture(self, block: Picture) -> None:
        """Write a drawing with its text alternative; where there is none, the text alone."""
        if "png" not in block.forms:
            self.words(block.alternative, "Normal")
            return
        width = int(self.width * _EMU_PER_TWIP * block.share)
        self.document.add_picture(io.BytesIO(block.forms["png"]), width=width)
        shape = self.document.inline_shapes[-1]._inline.docPr  # noqa: SLF001
        shape.set("title", clean(plain(block.title)))
        shape.set("descr", clean(plain(block.alternative)))

    def tree(self, block: Tree, level: int) -> None:
        """Write a statement and what it rests on as a list of up to three levels."""
        self.words(block.text, "List Bullet" if level == 1 else f"List Bullet {min(level, 3)}")
        for child in block.children:
            self.tree(child, level + 1)


def _put_at_marker(document: Document, added: list[Any]) -> None:
    """Move what was written to the paragraph that marks its place, which goes."""
    marked = next((p for p in document.paragraphs if p.text.strip() in MARKERS), None)
    if marked is None:
        return
    for part in added:
        marked._p.addprevious(part)  # noqa: SLF001
    marked._p.getparent().remove(marked._p)  # noqa: SLF001


def _timeless(data: bytes) -> bytes:
    """Return the archive without the times at which its parts were written."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(stream, "w") as made:
        for info in given.infolist():
            made.writestr(zipfile.ZipInfo(info.filename, _ZIP_TIME), given.read(info), zipfile.ZIP_DEFLATED)
    return stream.getvalue()
