import numpy as np
import pytest

from districtanalysis.language import using
from districtanalysis.report.caption import caption_of
from districtanalysis.report.charts.ranking import ranking
from districtanalysis.report.stage import plain_figures


def title(ax):
    return caption_of(ax).title.replace("\N{NO-BREAK SPACE}", " ")


def widths(ax):
    return [bar.get_width() for bar in ax.patches if bar.get_height() == pytest.approx(0.62)]


def test_the_bars_add_up_to_the_published_fit(heidenheim, texts):
    ax = ranking(heidenheim)
    bars = np.array(widths(ax)).reshape(3, 3)
    # 81.5 / 69.5 / 35.3 by hand: weighted means of the three criteria
    assert bars.sum(axis=1).round(1).tolist() == [81.5, 69.5, 35.3]
    assert {"81,5", "69,5", "35,3"} <= set(texts(ax))
    assert [label.get_text()[:2] for label in ax.get_yticklabels()] == ["1 ", "2 ", "3 "]


def test_the_title_says_the_finding_and_the_caption_the_rest(heidenheim, sources):
    caption = caption_of(ranking(heidenheim, sources=sources))
    assert caption.title == "Oststadt liegt vorn, 12,0 Punkte vor Mittelrain"
    assert "3 Stadtteile" in caption.subtitle
    assert "Stand 31.12.2020" in caption.subtitle
    assert caption.notes[-1].startswith("Quelle: Stadt Ulm, Einwohner")
    assert any("bewertet keinen Stadtteil" in note for note in caption.notes)


def test_numbers_are_written_as_the_language_does(heidenheim, texts):
    with using("en"):
        ax = ranking(heidenheim)
        assert "81.5" in texts(ax)
    assert title(ax) == "Oststadt leads, 12.0 points ahead of Mittelrain"
    ax.figure.canvas.draw()
    assert "100" in [label.get_text() for label in ax.get_xticklabels()]


def test_ties_print_as_a_span(ranked):
    ax = ranking(ranked([[4, 4], [4, 4], [1, 1]]))
    places = [label.get_text().split("  ")[0] for label in ax.get_yticklabels()]
    assert places == ["1–2", "1–2", "3"]
    assert "gleichauf vorn" in title(ax)


def test_all_level(ranked):
    result = ranked([[1, 2], [2, 1]])
    assert title(ranking(result)) == "Alle Stadtteile liegen mit 50,0 Punkten gleichauf"


def test_what_is_not_scored_is_named(ranked):
    caption = caption_of(ranking(ranked([[4, 4], [np.nan, 3], [1, 1]], missing="leave_out_district")))
    assert any(note.startswith("Nicht bewertet: Bännjerrück") for note in caption.notes)


def test_beyond_thirty_the_table_holds_the_rest(ranked):
    rng = np.random.default_rng(0)
    ax = ranking(ranked(rng.uniform(0, 1, (542, 2)).tolist()))
    caption = caption_of(ax)
    assert len(ax.get_yticklabels()) == 30
    assert len(caption.table.rows) == 542
    assert any("30 von 542" in note for note in caption.notes)


def test_names_are_drawn_as_they_are(ranked):
    ax = ranking(ranked([[4, 4], [3, 3], [2, 2], [1, 1]]))
    assert ax.get_yticklabels()[0].get_text() == "1  $100 & <script>"
    ax.figure.canvas.draw()  # a dollar sign is no formula


def test_foreign_axes_keep_their_figure(heidenheim):
    from matplotlib.figure import Figure

    mine = Figure(figsize=(6, 4)).add_subplot()
    assert ranking(heidenheim, ax=mine) is mine


def test_without_axes_a_notebook_gets_a_figure_of_its_own(heidenheim):
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    from districtanalysis.report.stage import _plain

    token = _plain.set(False)
    try:
        ax = ranking(heidenheim)
        assert ax.figure.number in plt.get_fignums()
    finally:
        _plain.reset(token)
        plt.close("all")
    with plain_figures():
        assert not hasattr(ranking(heidenheim).figure, "number")
