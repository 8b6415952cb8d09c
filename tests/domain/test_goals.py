"""Words and shapes of the goal tree; its file form is read again as it was written."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from districtanalysis.datasets import raw_folder
from districtanalysis.domain.goals import FORMS, LIGHTS, Goal, GoalTree, light_words
from districtanalysis.language import LANGUAGES, using
from districtanalysis.participation.goals import goal_tree
from districtanalysis.participation.monitoring import monitor_goals
from districtanalysis.report.forms_bytes import forms_bytes
from districtanalysis.sources.forms_file import read_forms

FILES = ["hechingen/ziele.toml", "beispiel/ziele_2024.toml", "beispiel/ziele_2026.toml"]


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("suffix", [".toml", ".xlsx"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_both_forms_of_the_file_hold_the_same(file: str, suffix: str, language: str, tmp_path: Path) -> None:
    tree = goal_tree(read_forms(raw_folder() / file, FORMS))
    with using(language):
        path = tmp_path / f"ziele{suffix}"
        path.write_bytes(forms_bytes(suffix, FORMS, tree.to_rows()))
        again = goal_tree(read_forms(path, FORMS))
    assert again.goals == tree.goals
    assert again.targets == tree.targets
    assert again.criteria == tree.criteria
    assert again.edition == tree.edition
    assert len(tree.to_frame()) == len(tree.goals)


def test_lights_are_sign_and_words() -> None:
    for language in LANGUAGES:
        with using(language):
            words = [light_words(light) for light in LIGHTS]
        assert len({word[2:] for word in words}) == len(LIGHTS)
        assert all(word[0] in "■▲●○" and ": " in word for word in words)


def test_a_monitoring_as_a_frame() -> None:
    tree = GoalTree((Goal("Z", "goal", "Ziel"), Goal("M", "measure", "Kurs", parent="Z", state="running")))
    found = monitor_goals(tree, as_of=dt.date(2026, 1, 1))
    frame = found.to_frame()
    assert frame.loc["Z", "progress"] == 50
    assert frame.loc["M", "light"] == "no_deadline"
    assert "grau: ohne Frist" in found._repr_html_()
    assert "Kurs" in tree._repr_html_()
    assert found.due() == found.late() == ()
