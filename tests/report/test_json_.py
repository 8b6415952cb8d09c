"""JSON that every reader takes."""

import json

import numpy as np

from districtanalysis.domain.display import Page
from districtanalysis.report.json_ import render, simple
from districtanalysis.report.render import Style


def test_page_data_is_written_sorted_with_letters():
    data = {"z": np.float64(1.5), "ä": [np.int64(2), float("nan")], "n": np.array([1.0, np.inf])}
    text = render(Page("T", (), data=data), Style()).decode()
    assert json.loads(text) == {"z": 1.5, "ä": [2, None], "n": [1.0, None]}
    assert text.index('"n"') < text.index('"z"') < text.index('"ä"')


def test_page_without_data_describes_itself(page):
    found = json.loads(render(page, Style()))
    assert found["tables"]["ranking"]["rows"][1] == {
        "rank": 2,
        "name": "=cmd|' /C calc'!A0",
        "fit": None,
        "nationalities": 46,
        "hint": "",
        "marks": {"nationalities": "mind."},
    }
    assert found["trees"][0]["children"][0]["children"][1]["text"] == "B8: 4 336"
    assert found["texts"][0] == {"heading": "", "text": "Oststadt vor Mittelrain.", "tone": "lead"}


def test_unknown_things_become_text(tmp_path):
    assert simple({"path": tmp_path, "set": {"b", "a"}}) == {"path": str(tmp_path), "set": ["a", "b"]}
    assert simple(True) is True
