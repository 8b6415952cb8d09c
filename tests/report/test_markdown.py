"""Markdown that shows what was meant."""

import pytest

from districtanalysis.domain.display import Chapter, Page, Paragraph, Picture
from districtanalysis.report.markdown import escape, render
from districtanalysis.report.render import Style


def test_table_and_texts(page):
    text = render(page, Style()).decode().replace("\u00a0", " ")
    assert text.startswith("# Heidenheim: Passung\n\nZweck: Pilotprojekt\n\n## Rangfolge\n\n")
    assert "| Rang | Stadtteil | Passung (0–100) | Nationalitäten | Hinweise |\n|---:|---|---:|---:|---|\n" in text
    assert "| 2 | =cmd\\|' /C calc'!A0 | n. v. | mind. 46 | – |" in text
    assert "**Oststadt vor Mittelrain.**" in text
    assert "## Begründung\n\nViele \\<Geflüchtete\\> & wenig Angebote." in text
    assert "- Passung 81,5\n  - Struktur 88,2 × 1/3\n    - E8: 153\n    - B8: 4 336\n  - Rest" in text
    assert "> **Achtung:** Nur zwei Stadtteile." in text
    assert text.endswith("> Das Ergebnis unterstützt die Beratung.\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("# a", "\\# a"), ("- a", "\\- a"), ("1. a", "1\\. a"), ("a - b", "a - b"), ("1) a", "1\\) a"), ("12 %", "12 %")],
)
def test_markup_is_not_taken_for_markup(text, expected):
    assert escape(text) == expected


def test_lines_of_a_paragraph_stay_apart():
    assert b"eins  \nzwei" in render(Page("T", (Paragraph("eins\nzwei"),)), Style())


def test_chapters_and_pictures():
    blocks = (Chapter("Karten"), Picture("map", "Drei Flächen", "Ost liegt vorn."), Paragraph("x", heading="Kopf"))
    text = render(Page("T", blocks), Style()).decode()
    assert "## Karten\n\n### Drei Flächen\n\nOst liegt vorn." in text
    assert "### Kopf" in text
