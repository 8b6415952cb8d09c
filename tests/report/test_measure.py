import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from districtanalysis.report.measure import SOFT_HYPHEN, height, shorten, widest, width, wrap
from districtanalysis.report.style import our_style


def test_a_line_is_as_wide_as_it_is_drawn():
    with our_style():
        figure = Figure(dpi=400)
        text = figure.text(0, 0, "Mergelstetten-Reutenen", fontsize=9)
        drawn = text.get_window_extent(FigureCanvasAgg(figure).get_renderer()).width / 400
    assert width("Mergelstetten-Reutenen") == pytest.approx(drawn, rel=0.03)


def test_bold_is_wider_and_the_widest_line_counts():
    assert width("Passung", bold=True) > width("Passung")
    assert widest(["i", "lang\nnoch länger"]) == width("noch länger")
    assert width("") == 0
    assert height(3, 10) == pytest.approx(3 * 10 * 1.3 / 72)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Mergelstetten-Reutenen", ["Mergelstetten-", "Reutenen"]),
        ("Bännjerrück/Karl", ["Bännjerrück/", "Karl"]),
        ("18-29 Jahre", ["18-29", "Jahre"]),
        (f"Grüben{SOFT_HYPHEN}tälchen", ["Grüben-", "tälchen"]),
        ("", []),
    ],
)
def test_lines_break_where_words_may(text, lines):
    assert wrap(text, 0.55 if "Grüben" in text or "18" in text else 0.95) == lines


def test_a_soft_hyphen_shows_only_where_the_line_ends():
    assert wrap(f"Grüben{SOFT_HYPHEN}tälchen", 5.0) == ["Grübentälchen"]


@given(st.text(alphabet="ab -/", min_size=1, max_size=40), st.floats(0.1, 3))
def test_wrapping_loses_no_letter(text, room):
    assert "".join(wrap(text, room)).replace(" ", "") == text.replace(" ", "")


def test_what_is_cut_fits_and_says_so():
    cut = shorten("Mergelstetten-Reutenen", 0.9)
    assert cut.endswith("…")
    assert width(cut) <= 0.9
    assert shorten("Ort", 0.9) == "Ort"
