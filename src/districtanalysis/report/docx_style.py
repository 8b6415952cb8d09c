"""The looks of a Word document of our own, and styles that a template lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from districtanalysis.language import current, say

if TYPE_CHECKING:
    from docx.document import Document

FONT = "Arial"
_SIZES = {"Title": 20.0, "Subtitle": 12.0, "Heading 1": 14.0, "Heading 2": 11.0, "Heading 3": 11.0}
_ACCENT, _INK, _MUTED = "134A73", "1B2530", "4A5560"


def style_named(document: Document, name: str) -> Any:
    """Return the paragraph style ``name`` of ``document``; one that its template lacks is made.

    Headings made here carry their outline level, so that readers can still move from one to the next.
    """
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    known = {style.name: style for style in document.styles if style.type == WD_STYLE_TYPE.PARAGRAPH}
    if name in known:
        return known[name]
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    if name in _SIZES:
        style.font.size, style.font.bold = Pt(_SIZES[name]), name != "Subtitle"
    if name.startswith("Heading"):
        style.paragraph_format.keep_with_next = True
        level = OxmlElement("w:outlineLvl")
        level.set(qn("w:val"), str(int(name[-1]) - 1))
        style.element.get_or_add_pPr().append(level)
    if name.startswith("List Bullet"):
        style.paragraph_format.left_indent = Pt(14 * (int(name[-1]) if name[-1].isdigit() else 1))
    return style


def dressed(document: Document, title: str) -> None:
    """Give an empty document A4 pages, our type and colours, language, hyphenation and page numbers."""
    from docx.shared import Cm, Pt, RGBColor

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin, section.bottom_margin = Cm(2.2), Cm(2.2)
    for name in ("Normal", *_SIZES):
        style = style_named(document, name)
        _set_font(style)
        style.font.color.rgb = RGBColor.from_string(_INK if name == "Normal" else _ACCENT)
        style.font.size = Pt(_SIZES.get(name, 10.0))
        style.font.italic = False
    document.styles["Subtitle"].font.color.rgb = RGBColor.from_string(_MUTED)
    document.styles["Normal"].paragraph_format.space_after = Pt(6)
    document.styles["Heading 1"].paragraph_format.space_before = Pt(20)
    document.styles["Heading 2"].paragraph_format.space_before = Pt(12)
    for name in ("Heading 1", "Heading 2"):
        document.styles[name].paragraph_format.space_after = Pt(4)
    _without_line(document.styles["Title"])
    _language(document)
    _footer(section.footer.paragraphs[0], title)


def _set_font(style: Any) -> None:
    from docx.oxml.ns import qn

    style.font.name = FONT
    fonts = style.element.get_or_add_rPr().rFonts
    # headings of the built-in template point to the theme's type instead
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    fonts.set(qn("w:hAnsi"), FONT)
    fonts.set(qn("w:cs"), FONT)


def _without_line(style: Any) -> None:
    from docx.oxml.ns import qn

    for line in style.element.iter(qn("w:pBdr")):
        line.getparent().remove(line)
        break


def _language(document: Document) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    code = "de-DE" if current() == "de" else "en-GB"
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), code)
    hyphens = OxmlElement("w:autoHyphenation")
    hyphens.set(qn("w:val"), "true")
    settings = document.settings.element
    compat = settings.find(qn("w:compat"))
    if compat is None:
        settings.append(hyphens)
    else:
        # the order of settings is fixed; this one stands before the compatibility block
        settings.find(qn("w:defaultTabStop")).addnext(hyphens) if settings.find(
            qn("w:defaultTabStop")
        ) is not None else compat.addprevious(hyphens)


def _footer(paragraph: Any, title: str) -> None:
    """Write the title on the left and "page x of y" on the right as fields."""
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Cm, Pt

    before, between = say("report_blocks.page_of", page="\t", count="\t").split("\t")[:2]
    paragraph.style = None  # the built-in one brings a stop in the middle
    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(16.6), WD_TAB_ALIGNMENT.RIGHT)
    short = title if len(title) < 80 else f"{title[:78].rstrip()} …"
    for text, field in ((f"{short}\t{before}", "PAGE"), (between, "NUMPAGES")):
        paragraph.add_run(text)
        _field(paragraph, field)
    for run in paragraph.runs:
        run.font.size = Pt(8.5)


def _field(paragraph: Any, name: str) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    field = f'<w:fldSimple {nsdecls("w")} w:instr="{name}"><w:r><w:rPr><w:sz w:val="17"/></w:rPr><w:t>1</w:t></w:r></w:fldSimple>'
    paragraph._p.append(parse_xml(field))  # noqa: SLF001
