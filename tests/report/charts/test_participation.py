"""The map of priorities and the actors: names that do not collide."""

import itertools

import numpy as np
import pandas as pd
import pytest

from districtanalysis.domain.actors import ActorAnalysis
from districtanalysis.domain.survey_results import Priority
from districtanalysis.report.caption import caption_of
from districtanalysis.report.plot import actors, priority
from districtanalysis.report.stage import figure_of

LONG = "Bännjerrück und alle angrenzenden Bereiche der Stadt"


def analysed(points, names=None, *, shown=False):
    codes = [f"A{i:04}" for i in range(len(points))]
    frame = pd.DataFrame(points, columns=["activity", "cooperation"], index=pd.Index(codes, name="code"), dtype=float)
    frame["name"] = names or codes
    frame["quadrant"] = "between"
    return ActorAnalysis((), frame, (), (1.0, 5.0), shown=shown)


def boxes_of(ax):
    figure = figure_of(ax)
    figure.canvas.draw()
    labels = [text for text in ax.texts if text.get_text() and not text.get_text().isdigit()]
    return [text.get_window_extent() for text in labels]


def assert_apart(ax):
    for one, other in itertools.combinations(boxes_of(ax), 2):
        overlap = min(one.x1, other.x1) - max(one.x0, other.x0), min(one.y1, other.y1) - max(one.y0, other.y0)
        assert min(overlap) < 1.5, (one, other)


@pytest.mark.parametrize("count", [1, 8, 40, 120])
def test_no_two_names_of_actors_overlap(count):
    rng = np.random.default_rng(3)
    points = rng.integers(2, 11, size=(count, 2)) / 2
    ax = actors(analysed(points.tolist()))
    assert_apart(ax)
    caption = caption_of(ax)
    assert len(caption.table.rows) == count


def test_actors_at_one_place_share_a_dot(texts):
    ax = actors(analysed([[4, 4]] * 7 + [[2, 2]]))
    assert "7" in texts(ax)
    assert any("+ 3 weitere" in text for text in texts(ax))
    assert caption_of(ax).subtitle.startswith("8 Akteure · Median")


def test_codes_are_mentioned_unless_names_are_shown():
    assert "Kürzel statt Namen." in caption_of(actors(analysed([[4, 2]]))).notes
    shown = caption_of(actors(analysed([[4, 2]], [LONG], shown=True)))
    assert shown.table.rows[0][0] == LONG
    assert "Kürzel statt Namen." not in shown.notes


def test_unrated_actors_stand_in_the_table_only():
    ax = actors(analysed([[4, 2], [np.nan, np.nan]]))
    assert caption_of(ax).table.rows[1][1:3] == (None, None)
    assert "1 Akteur ·" in caption_of(ax).subtitle


def mapped(points, names, **how):
    frame = pd.DataFrame(points, columns=["relevance", "coverage"], index=names, dtype=float)
    return Priority(frame, "Bedeutung", "Deckung", (25.0, 5.0), (0.0, 10.0), **how)


def test_the_map_says_what_is_urgent_and_what_has_no_place(sources):
    result = mapped([[73, 4.8], [12, 4.0], [11, 3.8], [4, np.nan]], ["Bildung", "Freizeit", "Arbeit", "Wohnen"])
    ax = priority(result, sources=sources)
    caption = caption_of(ax)
    assert caption.title == "Wichtig und wenig gedeckt: Bildung"
    assert caption.notes[0] == "Ohne Platz, weil ein Wert nicht verfügbar ist: Wohnen."
    assert "mittlere Bedeutung (25,0) und Mitte der Skala (5,0)" in caption.notes[1]
    assert_apart(ax)


@pytest.mark.parametrize("count", [0, 1, 12])
def test_maps_of_few_and_many(count):
    rng = np.random.default_rng(1)
    points = np.column_stack([rng.uniform(0, 30, count), rng.uniform(0, 10, count)])
    ax = priority(mapped(points.reshape(-1, 2), [f"{LONG} {i}" for i in range(count)], in_percent=False))
    assert_apart(ax)
    assert len(caption_of(ax).table.rows) == count


def test_both_draw_on_foreign_axes():
    import matplotlib.pyplot as plt

    figure, (left, right) = plt.subplots(1, 2, figsize=(12, 5))
    assert actors(analysed([[4, 2]]), ax=left) is left
    assert priority(mapped([[1, 2]], ["a"]), ax=right) is right
    plt.close(figure)
