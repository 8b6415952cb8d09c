"""The outline of goals, for those who do not see the drawing."""

import datetime as dt

from districtanalysis.datasets import raw_folder
from districtanalysis.participation.monitoring import monitor_goals
from districtanalysis.pipeline.goals import load_goals
from districtanalysis.report.goal_tree import goal_outline, target_words


def words(tree):
    return [tree.text, *(text for child in tree.children for text in words(child))]


def test_the_outline_of_hechingen():
    outline = goal_outline(load_goals(raw_folder() / "hechingen" / "ziele.toml"))
    assert [child.data["key"] for child in outline.children] == ["B", "A", "Z", "Ü1", "Ü2"]
    assert "Umsetzende: keine genannt" in words(outline)
    assert "6 Maßnahmen im Konzept, hier nicht ausgeführt" in words(outline)


def test_the_outline_with_the_state():
    tree = load_goals(raw_folder() / "beispiel" / "ziele_2026.toml")
    text = words(goal_outline(tree, monitor_goals(tree, as_of=dt.date(2026, 4, 15))))
    assert "Maßnahme B1.2: Beratung in jeder Kindertagesstätte – ▲ gelb: bald fällig – 60\N{NO-BREAK SPACE}%" in text
    assert (
        target_words(tree.targets[0])
        == "Kennzahl Eltern in Sprachkursen: IST 40 Personen, SOLL 100 Personen bis 31.12.2027"
    )
