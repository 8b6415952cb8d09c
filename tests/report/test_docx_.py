"""Word documents read back: headings, tables, pictures, templates."""

import io
import sys
import zipfile

import docx
import pytest

from districtanalysis.domain.display import Chapter, Page, Paragraph, Picture, Tree
from districtanalysis.errors import MissingExtraError, OutputError
from districtanalysis.report.docx_ import render
from districtanalysis.report.render import Style

# A white dot, the smallest PNG.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ffff3f0005fe02fe0def46b8"
    "0000000049454e44ae426082"
)


def read(page, template=None):
    return docx.Document(io.BytesIO(render(page, Style(template=template))))


def as_bytes(document):
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_headings_are_styles_and_the_title_is_known(page):
    document = read(page)
    styles = {p.text: p.style.name for p in document.paragraphs if p.text}
    assert styles["Heidenheim: Passung"] == "Title"
    assert styles["Rangfolge"] == "Heading 1"
    assert styles["Viele <Geflüchtete> & wenig Angebote."] == "Normal"
    assert styles["Passung 81,5"] == "List Bullet"
    assert document.core_properties.title == "Heidenheim: Passung"
    assert document.core_properties.language == "de-DE"


def test_headings_behind_a_chapter_stand_one_level_deeper():
    document = read(Page("T", (Chapter("Teil"), Paragraph("x", heading="Kopf"))))
    assert [(p.text, p.style.name) for p in document.paragraphs if p.style.name.startswith("Heading")] == [
        ("Teil", "Heading 1"),
        ("Kopf", "Heading 2"),
    ]


def test_the_table_repeats_its_header_and_has_no_empty_cell(page):
    table = read(page).tables[0]
    assert table.rows[0]._tr.trPr.xpath("w:tblHeader")
    texts = [[cell.text for cell in row.cells] for row in table.rows]
    assert texts[0][:3] == ["Rang", "Stadtteil", "Passung (0–100)"]
    assert texts[2] == ["2", "=cmd|' /C calc'!A0", "n. v.", "mind.\N{NO-BREAK SPACE}46", "–"]
    assert table._tbl.tblPr.xpath("w:tblCaption/@w:val") == ["Rangfolge"]


def test_a_picture_carries_title_and_alternative():
    document = read(Page("T", (Picture("map", "Karte", "Drei Flächen.", {"png": PNG}, share=0.5),)))
    shape = document.inline_shapes[0]._inline.docPr
    assert (shape.get("title"), shape.get("descr")) == ("Karte", "Drei Flächen.")
    assert "Drei Flächen." in [p.text for p in read(Page("T", (Picture("map", "K", "Drei Flächen."),))).paragraphs]


def test_the_page_stands_in_the_template_where_it_is_marked(page):
    template = docx.Document()
    template.add_paragraph("Stadt Heidenheim")
    template.add_paragraph("{{Bericht}}")
    template.add_paragraph("Mit freundlichen Grüßen")
    texts = [p.text for p in read(page, as_bytes(template)).paragraphs if p.text]
    assert texts[0] == "Stadt Heidenheim"
    assert texts[-1] == "Mit freundlichen Grüßen"
    assert "{{Bericht}}" not in texts
    assert texts.index("Heidenheim: Passung") == 1


def test_a_template_without_a_mark_and_without_our_styles_is_continued(page):
    template = docx.Document()
    for name in ("Title", "Subtitle", "Heading 1", "List Bullet", "List Bullet 2", "Intense Quote"):
        template.styles[name].delete()
    template.add_paragraph("Briefkopf")
    document = read(page, as_bytes(template))
    assert document.paragraphs[0].text == "Briefkopf"
    heading = next(p for p in document.paragraphs if p.text == "Begründung")
    assert heading.style.element.pPr.xpath("w:outlineLvl/@w:val") == ["0"]


def test_a_dotx_is_a_template_and_a_text_file_is_none(page):
    with zipfile.ZipFile(io.BytesIO(as_bytes(docx.Document()))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    kind = b"wordprocessingml.document.main+xml"
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(kind, b"wordprocessingml.template.main+xml")
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    assert read(page, stream.getvalue()).paragraphs
    with pytest.raises(OutputError, match="Vorlage"):
        render(page, Style(template=b"Sehr geehrte Damen und Herren"))


def test_signs_that_xml_cannot_carry_are_left_out():
    document = read(Page("Ost\x00stadt", (Paragraph("a\x07b"), Tree("c\x1fd"))))
    assert [p.text for p in document.paragraphs if p.text] == ["Oststadt", "ab", "cd"]


def test_without_the_package_the_extra_is_named(page, monkeypatch):
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(MissingExtraError, match=r"districtanalysis\[documents\]"):
        render(page, Style())
