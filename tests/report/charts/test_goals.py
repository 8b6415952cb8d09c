"""The drawn tree: every box in its place, nothing outside the sheet, words beside colours."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest

from districtanalysis.datasets import raw_folder
from districtanalysis.domain.goals import FORMS, Goal, GoalTree
from districtanalysis.language import using
from districtanalysis.participation.goals import goal_tree as read_tree
from districtanalysis.participation.monitoring import monitor_goals
from districtanalysis.report.caption import caption_of
from districtanalysis.report.charts.goals import goal_tree
from districtanalysis.report.style import contrast, palette
from districtanalysis.sources.forms_file import read_forms

DAY = dt.date(2026, 4, 15)


def tree_of(file: str) -> GoalTree:
    return read_tree(read_forms(raw_folder() / file, FORMS))


def test_the_tree_of_hechingen(texts):
    tree = tree_of("hechingen/ziele.toml")
    ax = goal_tree(tree)
    shown = texts(ax)
    assert any(text.startswith(("B1  ", "B1 ")) for text in shown)
    assert sum(text.endswith("Maßnahmen") for text in shown) == 15
    assert caption_of(ax).title == "3 Visionen, 15 Ziele, 49 Maßnahmen nur als Zahl"
    assert len(caption_of(ax).table.rows) == 18
    assert len(ax.lines) == 13  # two goals hang on no vision


def test_lights_have_sign_and_words(texts):
    ax = goal_tree(monitor_goals(tree_of("beispiel/ziele_2026.toml"), as_of=DAY))
    shown = texts(ax)
    assert shown.count("■ rot: überfällig") == 3  # the measure, its goal, its vision
    assert "○ grau: ausgesetzt" in shown
    assert "überfällig" in caption_of(ax).alternative
    with using("en"):
        english = goal_tree(monitor_goals(tree_of("beispiel/ziele_2026.toml"), as_of=DAY))
        assert "▲ amber: due soon" in texts(english)


def test_nothing_leaves_its_box(texts):
    long = "Netzwerk$ und sehr langes Wort Donaudampfschifffahrtsgesellschaftskapitänsmützenträgerverein"
    goals = (
        Goal("V", "vision", long),
        Goal("Z", "goal", long, parent="V"),
        Goal("M", "measure", long, parent="Z", state="running"),
        Goal("Z.1", "goal", "Unterziel", parent="Z"),
        Goal("M.1", "measure", "Schritt", parent="M"),
    )
    ax = goal_tree(monitor_goals(GoalTree(goals), as_of=DAY))
    assert len([text for text in texts(ax) if text]) >= 8
    low, high = sorted(ax.get_ylim())
    boxes = [patch for patch in ax.patches if patch.get_width() > 0.5]
    assert len(boxes) == 5
    assert all(low <= box.get_y() and box.get_y() + box.get_height() <= high + 1e-6 for box in boxes)
    spans = sorted((round(b.get_x(), 2), b.get_y(), b.get_y() + b.get_height()) for b in boxes)
    # boxes of one column do not overlap
    assert all(a[0] != b[0] or a[2] <= b[1] for a, b in itertools.pairwise(spans))


@pytest.mark.parametrize("measures", [0, 61])
def test_few_and_many(measures):
    goals = [Goal("Z", "goal", "Ziel"), *(Goal(f"M{i}", "measure", "Kurs", parent="Z") for i in range(measures))]
    ax = goal_tree(GoalTree(tuple(goals)))
    notes = " ".join(caption_of(ax).notes)
    assert ("61 Maßnahmen sind nicht gezeichnet" in notes) == (measures > 60)
    assert len(caption_of(ax).table.rows) == measures + 1
    assert caption_of(goal_tree(GoalTree(()))).table.rows == ()


def test_the_colours_of_lights_stand_out():
    shades = palette()["lights"]
    assert set(shades) == {"green", "amber", "red", "grey"}
    assert all(contrast(shade, "#ffffff") >= 3 for shade in shades.values())
