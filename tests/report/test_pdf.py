"""PDF documents: tagged, with language, headings, table headers and text alternatives."""

import re
import sys

import pytest

from districtanalysis.domain.display import Chapter, Column, Page, Paragraph, Picture, Table
from districtanalysis.errors import MissingExtraError
from districtanalysis.report.pdf import render
from districtanalysis.report.render import Style

# A white dot, the smallest PNG.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ffff3f0005fe02fe0def46b8"
    "0000000049454e44ae426082"
)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><rect width="20" height="10"/></svg>'


def test_structure_language_and_standard(page):
    data = render(page, Style())
    assert b"/StructTreeRoot" in data
    assert re.search(rb"/Lang ?\(de", data)
    assert b"pdfuaid:part" in data
    assert data.count(b"/TH") >= 5  # the five columns of the table
    assert b"/H1" in data


def test_a_picture_carries_its_alternative():
    picture = Picture("map", "Karte", "Drei Flächen.", {"svg": SVG})
    data = render(Page("Bericht", (Chapter("Karten"), picture)), Style())
    assert b"/Figure" in data
    assert b"/Alt" in data
    without = render(Page("Bericht", (Chapter("Karten"), Picture("map", "Karte", "Drei Flächen."))), Style())
    assert b"/Figure" not in without


def test_a_picture_of_dots_is_shown_as_well():
    picture = Picture("map", "Karte", "Ein Punkt.", {"png": PNG})
    assert b"/Figure" in render(Page("Bericht", (picture,)), Style())


def test_same_page_same_bytes_and_names_are_no_markup():
    table = Table("t", "#let x = 1", (Column("a", '"*_`#$'),), (("#panic()",), ("<script>",), ("עיר",)))
    page = Page("\\ # $ Titel", (table, Paragraph("*fett* _kursiv_ #panic()", "warning", "= Kopf")), "@quelle")
    assert render(page, Style()) == render(page, Style())


def test_an_empty_table_says_so():
    assert (
        render(Page("T", (Table("t", "Leer", (Column("a", "A", 1), Column("b", "B")), ()),)), Style())[:5] == b"%PDF-"
    )


def test_without_the_package_the_extra_is_named(page, monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(MissingExtraError, match=r"districtanalysis\[documents\]"):
        render(page, Style())
