"""Origins show themselves in a notebook; classes know whether they are whole."""

from __future__ import annotations

import pandas as pd

from districtanalysis.domain.origins import ANSWERS, TOPICS, AgeClasses, Origins
from districtanalysis.language import using


def test_a_notebook_shows_the_entries_with_words() -> None:
    line = {"origin": "Türkei", "kind": "origin", "persons": 50.0, "share": 100.0, "rank": 1.0, "count": 1}
    result = Origins("Gruppe", pd.DataFrame([line]), 50.0)
    assert "Türkei" in result._repr_html_()
    assert result.to_frame()["persons"].tolist() == [50]


def test_classes_with_a_gap_or_a_closed_end_are_not_whole() -> None:
    frame = pd.DataFrame({"label": ["0–5"], "low": [0], "high": [5.0], "persons": [4.0]})
    assert AgeClasses("a", frame).whole
    assert not AgeClasses("a", frame, gaps=("6",)).whole
    assert not AgeClasses("a", frame, open_ended=False).whole


def test_the_forms_are_worded_in_both_languages() -> None:
    for code, word in (("de", "Themen"), ("en", "Topics")):
        with using(code):
            assert ANSWERS.heading("topics") == word
            assert TOPICS.help("mentions")
