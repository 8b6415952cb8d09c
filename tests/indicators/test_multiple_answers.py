"""Topics of which each person could name several."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from districtanalysis.datasets.shipped import raw_folder
from districtanalysis.domain.origins import ANSWERS, TOPICS
from districtanalysis.indicators.multiple_answers import multiple_answers
from districtanalysis.sources.form_file import read_form


def test_percent_of_persons_and_percent_of_answers(tmp_path: Path) -> None:
    file = tmp_path / "themen.csv"
    file.write_text("Thema;Nennungen;Personen insgesamt\nWohnen;30;40\nArbeit;20;\nSprache;10;\n", encoding="utf-8")
    found = multiple_answers(read_form(file, TOPICS))
    assert found.frame["topic"].tolist() == ["Wohnen", "Arbeit", "Sprache"]
    assert found.frame["of_persons"].tolist() == [75, 50, 25]  # more than 100 in all
    assert found.frame["of_mentions"].tolist() == [50, pytest.approx(100 / 3), pytest.approx(100 / 6)]
    assert multiple_answers(read_form(file, TOPICS), persons=60).frame["of_persons"].tolist()[0] == 50


def test_one_row_per_person(tmp_path: Path) -> None:
    file = tmp_path / "beratungen.csv"
    lines = [
        "1,Wohnen; Arbeit",
        "2,Wohnen; Wohnen",
        "3,Arbeit; Wohnen; Sprache",
        "4,Sprache",
        "5,Wohnen; Sprache; Arbeit",
    ]
    file.write_text("Person,Themen\n" + "\n".join(lines) + "\n", encoding="utf-8")
    found = multiple_answers(read_form(file, ANSWERS))
    assert found.persons == 5
    assert dict(zip(found.frame["topic"], found.frame["mentions"], strict=True)) == {
        "Wohnen": 4,
        "Arbeit": 3,
        "Sprache": 3,
    }
    assert found.frame["of_persons"].tolist() == [80, 60, 60]


def test_a_small_topic_is_joined_with_the_next_larger_one(tmp_path: Path) -> None:
    found = multiple_answers(read_form(raw_folder() / "beispiel" / "beratungsthemen.csv", TOPICS))
    last = found.frame.iloc[-1]
    assert (last["topic"], last["mentions"], found.joined) == ("", 14, 2)
    assert np.isnan(last["of_persons"])  # who named both would count twice
    assert found.frame["of_mentions"].sum() == pytest.approx(100)


def test_more_mentions_than_persons_are_a_finding(tmp_path: Path) -> None:
    file = tmp_path / "themen.csv"
    file.write_text("Thema;Nennungen;Personen insgesamt\nWohnen;30;20\nArbeit;viele;\n", encoding="utf-8")
    found = multiple_answers(read_form(file, TOPICS))
    rules = {finding.rule: finding for finding in found.findings}
    assert rules["mentions_exceed_persons"].place == "themen.csv, B2"
    assert any(finding.cell == "B3" for finding in found.findings)  # text in a cell of numbers
