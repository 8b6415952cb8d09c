"""All formats keep the same promises."""

import pytest

from districtanalysis.errors import StudyError
from districtanalysis.language import LANGUAGES, has, using
from districtanalysis.report.render import FORMATS, SUFFIXES, Style, render


@pytest.mark.parametrize("key", list(FORMATS))
def test_same_page_same_bytes(page, key):
    assert render(page, key) == render(page, key)


@pytest.mark.parametrize("key", [key for key in FORMATS if key not in {"xlsx", "docx", "pdf"}])
def test_text_formats_are_utf8_and_end_with_a_line(page, key):
    data = render(page, key)
    assert "Oststadt" in data.decode("utf-8")
    assert data.endswith(b"\n")


@pytest.mark.parametrize("key", list(FORMATS))
def test_every_format_is_named_in_both_languages(key):
    for code in LANGUAGES:
        with using(code):
            assert has(f"report.format.{key}.label")


def test_suffixes_lead_to_formats():
    assert SUFFIXES[".htm"] == "html"
    assert SUFFIXES[".xlsx"] == "xlsx"


def test_unknown_format_names_the_nearest(page):
    with pytest.raises(StudyError, match="xlsx"):
        render(page, "xls")


def test_style_of_a_terminal_is_bounded(monkeypatch):
    monkeypatch.setenv("COLUMNS", "500")
    assert Style.for_terminal(colour=False).width == 160
    monkeypatch.setenv("COLUMNS", "10")
    assert Style.for_terminal(colour=True) == Style(40, colour=True)
