import pytest
from matplotlib.figure import Figure

from districtanalysis.report.charts.bars import figure_beside, figure_inside, name_rows, row_height


@pytest.fixture
def ax():
    drawn = Figure(figsize=(4, 2)).add_axes((0, 0, 1, 1))
    drawn.set_xlim(0, 100)
    return drawn


def test_rows_get_lower_as_they_get_more():
    heights = [row_height(rows) for rows in (3, 10, 30)]
    assert heights == sorted(heights, reverse=True)


def test_rows_run_from_top_to_bottom(ax):
    name_rows(ax, ["Ost", "West"], marked=[False, True])
    assert ax.get_ylim() == (1.5, -0.5)
    assert [label.get_fontweight() for label in ax.get_yticklabels()] == ["normal", "bold"]


def test_a_figure_stands_inside_only_where_it_fits(ax):
    assert figure_inside(ax, "12,3", 0, 0, 50, "#08294a")
    assert not figure_inside(ax, "12,3", 0, 0, 3, "#08294a")
    assert [text.get_color() for text in ax.texts] == ["#ffffff"]


def test_a_figure_beside_stands_on_the_asked_side(ax):
    figure_beside(ax, "−3", 10, 0, left=True)
    figure_beside(ax, "+3", 10, 0)
    assert [text.get_ha() for text in ax.texts] == ["right", "left"]
