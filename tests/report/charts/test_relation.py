import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from districtanalysis.domain.pictured import Pairs
from districtanalysis.report.caption import caption_of
from districtanalysis.report.charts.relation import scatter


def pairs(x, y, cross=(0.0, 0.0)):
    frame = pd.DataFrame({"name": [f"Stadtteil {i}" for i in range(len(x))], "x": x, "y": y})
    return Pairs("Bedarf", "Bereitschaft", frame, cross, "Mittel")


def test_a_scatter_plot_counts_its_quadrants():
    ax = scatter(pairs([1, 1, -1, -1, 2], [1, -1, 1, -1, 3]))
    caption = caption_of(ax)
    assert caption.title == "Bei beidem höher: 2 Stadtteile; bei beidem niedriger: 1"
    assert [row[3] for row in caption.table.rows] == [
        "beide höher",
        "nur waagerecht höher",
        "nur senkrecht höher",
        "beide niedriger",
        "beide höher",
    ]
    assert "Kreuz: Mittel (0,0; 0,0)" in caption.subtitle


def test_names_do_not_collide_and_stay_on_the_sheet():
    rng = np.random.default_rng(0)
    ax = scatter(pairs(rng.normal(size=50), rng.normal(size=50)))
    renderer = FigureCanvasAgg(ax.figure).get_renderer()
    boxes = [text.get_window_extent(renderer) for text in ax.texts if text.get_text().startswith("Stadtteil")]
    assert len(boxes) > 25
    # half a pixel of a letter may touch: fonts are measured without hinting
    overlaps = [
        (i, j)
        for i, a in enumerate(boxes)
        for j, b in enumerate(boxes[:i])
        if a.shrunk(0.95, 0.8).overlaps(b.shrunk(0.95, 0.8))
    ]
    assert not overlaps


def test_names_without_room_are_counted():
    ax = scatter(pairs(np.zeros(40).tolist(), np.zeros(40).tolist()))
    assert any("Namen hatten keinen Platz" in note for note in caption_of(ax).notes)


def test_missing_values_are_counted_and_equal_ones_can_be_drawn():
    ax = scatter(pairs([5.0, 5.0, np.nan], [2.0, 2.0, 1.0], (5.0, 2.0)))
    assert any(note.endswith("fehlt: 1 Stadtteil.") for note in caption_of(ax).notes)
    low, high = ax.get_xlim()
    assert low < 5 < high


@pytest.mark.parametrize("count", [1, 3, 542])
def test_few_and_many(count):
    rng = np.random.default_rng(0)
    ax = scatter(pairs(rng.normal(size=count), rng.normal(size=count)))
    assert len(caption_of(ax).table.rows) == count
    ax.figure.canvas.draw()
