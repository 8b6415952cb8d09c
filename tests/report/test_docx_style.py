"""The looks of documents of our own, and styles that a template lacks."""

import docx
import pytest

from districtanalysis.report.docx_style import FONT, dressed, style_named


def test_a_document_of_our_own_is_a4_german_and_numbered():
    document = docx.Document()
    dressed(document, "Bericht")
    section = document.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    assert document.styles["Heading 1"].font.name == FONT
    assert document.styles.element.xpath("//w:lang/@w:val")[0] == "de-DE"
    assert document.settings.element.xpath("//w:autoHyphenation")
    footer = section.footer.paragraphs[0]
    assert footer._p.xpath(".//w:fldSimple/@w:instr") == ["PAGE", "NUMPAGES"]
    assert footer.text.startswith("Bericht\tSeite")


@pytest.mark.parametrize("name", ["Heading 2", "Title", "List Bullet 2"])
def test_a_style_is_taken_as_it_is_or_made(name):
    document = docx.Document()
    given = style_named(document, name)
    assert given.name == name
    given.delete()
    assert style_named(document, name).name == name
