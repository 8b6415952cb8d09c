"""Charts of instruments from their files."""

from __future__ import annotations

from pathlib import Path

import pytest

from districtanalysis.datasets import raw_folder
from districtanalysis.errors import StudyError
from districtanalysis.pipeline.chart_case import Case
from districtanalysis.pipeline.charts import draw
from districtanalysis.pipeline.instrument_charts import DRAWN
from districtanalysis.report.caption import caption_of

FILES = {
    "answers": "beispiel/umfrage.toml",
    "priority": "hechingen/umfrage_fragen.toml",
    "actors": "beispiel/akteure.toml",
    "offers": "beispiel/akteure.toml",
    "goal_tree": "hechingen/ziele.toml",
}


@pytest.mark.parametrize("key", DRAWN)
def test_a_file_is_drawn_with_its_words(key: str) -> None:
    caption = caption_of(draw(key, Case(raw_folder() / FILES[key])))
    assert caption.key == key
    assert caption.title
    assert caption.alternative


def test_a_study_names_the_file() -> None:
    assert caption_of(draw("actors", Case(raw_folder() / "beispiel" / "study.toml"))).key == "actors"


def test_without_a_file_the_shipped_example_is_told() -> None:
    case = Case(None)
    draw("goal_tree", case)
    assert "hechingen/ziele.toml" in case.notes[0]


def test_published_values_alone_hold_no_answers() -> None:
    with pytest.raises(StudyError, match="keine eigenen Antworten"):
        draw("answers", Case(raw_folder() / FILES["priority"]))


def test_a_map_of_priorities_needs_both_questions(tmp_path: Path) -> None:
    (tmp_path / "antworten.csv").write_text("art;ort\nVerein;Nord\nSchule;Nord\n", encoding="utf-8")
    lines = ['[survey]\ntitle = "T"\ntown = "M"\nfile = "antworten.csv"', '[[question]]\nkey = "art"\nlabel = "Art"']
    plan = tmp_path / "umfrage.toml"
    plan.write_text("schema_version = 1\n" + "\n".join(lines) + '\nkind = "single"\n', encoding="utf-8")
    with pytest.raises(StudyError, match="Frage nach der Bedeutung"):
        draw("priority", Case(plan))
