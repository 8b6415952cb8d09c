"""HTML that can be read aloud, printed, and opened without a network."""

import re
from html.parser import HTMLParser

from districtanalysis.domain.display import Chapter, Column, Page, Paragraph, Picture, Table
from districtanalysis.report.html import _STYLE, render
from districtanalysis.report.render import Style

VOID = {"meta", "br", "img"}


class Nesting(HTMLParser):
    """Fails on a tag that is closed out of turn."""

    def __init__(self):
        super().__init__()
        self.open = []
        self.seen = []

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def parsed(page):
    parser = Nesting()
    parser.feed(render(page, Style()).decode())
    assert parser.open == []
    return parser.seen


def test_structure(page):
    seen = parsed(page)
    assert ("html", {"lang": "de"}) in seen
    assert [tag for tag, _ in seen if tag in {"h1", "h2", "h3"}] == ["h1", "h2", "h2"]
    heads = [attrs for tag, attrs in seen if tag == "th"]
    assert [head["scope"] for head in heads] == ["col"] * 5 + ["row"] * 2
    (region,) = [attrs for _, attrs in seen if attrs.get("role") == "region"]
    assert region["tabindex"] == "0"
    assert ("caption", {"id": region["aria-labelledby"]}) in seen


def test_markup_in_values_is_text(page):
    text = render(page, Style()).decode()
    assert "Viele &lt;Geflüchtete&gt; &amp; wenig" in text
    hostile = Page("<script>", (Table("t", "<b>", (Column("a", '"><i>'),), (("<img>",),)),))
    assert "<script>" not in render(hostile, Style()).decode()
    assert "<img>" not in render(hostile, Style()).decode()
    parsed(hostile)


def test_nothing_is_loaded(page):
    text = render(page, Style()).decode()
    assert not re.search(r"https?:|src=|@import|url\(|<link|<script", text)


def test_table_without_rows_and_title():
    assert "Keine Einträge." in render(Page("T", (Table("t", "", (Column("a", "A"),), ()),)), Style()).decode()


def _luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_contrast_of_text_and_lines():
    # WCAG 2.1, 1.4.3 and 1.4.11: 4.5:1 for text, 3:1 for what one must see to use the page.
    for colour, least in [("#1b1f24", 4.5), ("#4a525c", 4.5), ("#0b57a4", 3), ("#8a5a00", 3)]:
        assert colour in _STYLE
        for ground in ("#ffffff", "#fdf6e3"):
            assert (_luminance(ground) + 0.05) / (_luminance(colour) + 0.05) >= least


def test_chapters_are_linked_and_pictures_have_words():
    picture = Picture("map", 'Drei "Flächen"', "Ost liegt <vorn>.", {"svg": b"<svg/>", "png": b"x"}, share=0.5)
    blocks = (Chapter("A"), picture, Chapter("B"), Paragraph("x", heading="Kopf"), Chapter("C"))
    text = render(Page("T", blocks), Style()).decode()
    assert [f'href="#part-{n}"' in text for n in (1, 3, 5)] == [True] * 3
    assert 'src="data:image/svg+xml;base64,' in text
    assert 'alt="Drei &quot;Flächen&quot;"' in text
    assert "<summary>Textfassung des Bildes</summary><p>Ost liegt &lt;vorn&gt;.</p>" in text
    assert "<h3>Kopf</h3>" in text
    assert "http" not in text
