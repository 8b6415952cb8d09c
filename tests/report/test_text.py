"""Text for terminals and pipes."""

from dataclasses import replace

import pytest

from districtanalysis.domain.display import Chapter, Column, Page, Paragraph, Picture, Table, Tree
from districtanalysis.report.render import Style
from districtanalysis.report.text import render
from districtanalysis.report.wrapping import width_of


def text(page, width=80, *, colour=False):
    return render(page, Style(width, colour)).decode()


def test_whole_page(page):
    expected = """\
Heidenheim: Passung
═══════════════════
Zweck: Pilotprojekt

Rangfolge
─────────
Rang  Stadtteil           Passung (0–100)  Nationalitäten  Hinweise
───────────────────────────────────────────────────────────────────
   1  Oststadt                       81,5              86  a
   2  =cmd|' /C calc'!A0            n. v.        mind. 46  –

a) ohne Stichtag

Oststadt vor Mittelrain.

Begründung
──────────
Viele <Geflüchtete> & wenig Angebote.

Passung 81,5
├─ Struktur 88,2 × 1/3
│  ├─ E8: 153
│  └─ B8: 4 336
└─ Rest

Achtung: Nur zwei Stadtteile.

Das Ergebnis unterstützt die Beratung.
"""
    assert text(page).replace("\u00a0", " ") == expected


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120, 160])
def test_no_line_is_wider_than_asked(page, width):
    assert max(width_of(line) for line in text(page, width).splitlines()) <= width


def test_colour_only_on_request(page):
    assert "\x1b" not in text(page)
    coloured = text(page, colour=True)
    assert "\x1b[1mOststadt vor Mittelrain.\x1b[0m" in coloured
    plain = coloured.replace("\x1b[1m", "").replace("\x1b[33m", "").replace("\x1b[0m", "")
    assert plain == text(page)


def test_narrow_screen_repeats_rank_and_name():
    columns = (Column("rank", "Rang", 0), Column("name", "Name"), *(Column(k, f"Spalte{k * 12}", 1) for k in "abc"))
    shown = text(Page("T", (Table("t", "", columns, ((1, "Ost", 1.0, 2.0, 3.0),)),)), 44)
    assert shown.count("Ost") == 3


def test_much_running_text_becomes_one_record_per_row():
    columns = (Column("kind", "Art"), Column("found", "Befund", wide=True), Column("remedy", "Abhilfe", wide=True))
    rows = (("Warnung", "Ein langer Befund " * 4, "Eine lange Abhilfe " * 4),)
    shown = text(Page("T", (Table("t", "", columns, rows),)), 50)
    assert "Warnung\n  Befund:  Ein langer Befund" in shown
    assert "\n  Abhilfe: Eine lange Abhilfe" in shown


def test_empty_table_says_so(table):
    assert "Keine Einträge." in text(Page("T", (replace(table, rows=(), marks={}),)))


def test_single_column_and_long_words(page):
    single = Table("t", "", (Column("a", "x" * 60),), (("y" * 70,),))
    assert "y" in text(Page("T", (single, Paragraph(""))), 40)


def test_long_branch_hangs_below_its_sign():
    lines = text(Page("T", (Tree("a", (Tree("wort " * 12), Tree("b"))),)), 40).splitlines()[3:]
    assert lines[1].startswith("├─ wort")
    assert lines[2].startswith("│  ")


def test_chapters_and_pictures():
    blocks = (Chapter("Karten"), Picture("map", "Drei Flächen", "Ost liegt vorn."))
    text = render(Page("T", blocks), Style()).decode()
    assert "Karten\n══════" in text
    assert "Drei Flächen\n────────────\nOst liegt vorn." in text
