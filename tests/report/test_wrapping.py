"""Headings are divided where German divides words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from districtanalysis.report.wrapping import narrowest, parts_of, width_of, wrap, wrap_label

LABEL = st.text(
    st.characters(max_codepoint=0x4FF, categories=["Lu", "Ll", "Nd"]) | st.sampled_from(" -/\u00ad()"), max_size=40
)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("Bevölkerungsstruktur", ["Bevöl\u00ad", "kerungs\u00ad", "struktur"]),
        ("Infrastruktur", ["Infra\u00ad", "struktur"]),
        ("Ausländeranteil", ["Aus\u00ad", "länder\u00ad", "anteil"]),
        ("Nachhaltigkeit", ["Nach\u00ad", "haltig\u00ad", "keit"]),
        ("Einwohner", ["Ein\u00ad", "wohner"]),
        ("Anteil", ["Anteil"]),
        ("Alten-Quotient", ["Alten-", "Quotient"]),
        ("Gefl\u00adüchtete", ["Gefl\u00ad", "üchtete"]),
    ],
)
def test_words_are_divided_at_joints(word, parts):
    assert parts_of(word) == parts


def test_soft_hyphen_shows_only_where_a_line_ends():
    assert wrap_label("Bevölkerungs\u00adstruktur", 30) == ["Bevölkerungsstruktur"]
    assert wrap_label("Ausländeranteil in % (Kontext)", 11) == ["Ausländer-", "anteil in %", "(Kontext)"]


def test_numbers_stay_whole():
    assert wrap_label("Kitas je 1 000 Einw.", 9) == ["Kitas je", "1\u00a0000", "Einw."]
    assert wrap("Einwohner 4 336 in 12 Stadtteilen", 12) == ["Einwohner", "4\u00a0336 in 12", "Stadtteilen"]


def test_printed_hyphen_stays():
    assert wrap_label("Bännjerrück/ Karl-Pfaff-Siedlg.", 12) == ["Bännjerrück/", "Karl-Pfaff-", "Siedlg."]


def test_width_counts_columns_not_letters():
    assert width_of("Ho\u0308he") == 4
    assert width_of("Grad\u00adzahl") == 8
    assert width_of("東京") == 4


def test_paragraphs_keep_their_lines():
    assert wrap("eins\nzwei", 40, first="- ", rest="  ") == ["- eins", "  zwei"]


@given(LABEL, st.integers(1, 40))
def test_no_line_is_too_wide_and_no_letter_is_lost(label, width):
    lines = wrap_label(label, width)
    assert all(width_of(line) <= max(width, 1) for line in lines)
    letters = [sign for sign in "".join(lines) if sign.isalnum()]
    assert letters == [sign for sign in label if sign.isalnum()]


@given(LABEL)
def test_the_least_width_cuts_no_word(label):
    assert all(width_of(line) <= narrowest(label) for line in wrap_label(label, narrowest(label)))
