"""Answers as bars."""

import numpy as np
import pandas as pd
import pytest

from districtanalysis.domain.survey import Item, Question
from districtanalysis.domain.survey_results import ChoiceTable, PrintedTable
from districtanalysis.report.caption import caption_of
from districtanalysis.report.plot import answers


def choice(names, percents, n=200, choices=(), low=np.nan, high=np.nan):
    frame = pd.DataFrame(
        {"answer": names, "count": 1, "percent": percents, "of_answers": 1.0, "low": low, "high": high}
    )
    return ChoiceTable(Question("q", "Frage", "single", (Item("", "q"),), choices=tuple(choices)), frame, n, 0)


def test_the_largest_share_is_the_title(texts, sources):
    ax = answers(choice(["a", "b"], [25.0, 75.0]), sources=sources)
    caption = caption_of(ax)
    assert caption.title == "Frage: b 75,0\N{NO-BREAK SPACE}%"
    assert caption.table.rows == (("b", 75.0), ("a", 25.0))
    assert "75,0 %" in texts(ax)
    assert caption.notes[-1].startswith("Quelle: Stadt Ulm")


def test_declared_answers_keep_their_order_and_intervals_are_drawn():
    result = choice(["a", "b"], [25.0, 75.0], choices=("a", "b"), low=[20.0, 70.0], high=[30.0, 80.0])
    ax = answers(result)
    assert [row[0] for row in caption_of(ax).table.rows] == ["a", "b"]
    assert caption_of(ax).table.rows[0] == ("a", 25.0, 20.0, 30.0)
    assert len(ax.collections) == 2


def test_a_lost_value_is_no_bar(texts):
    frame = pd.DataFrame({"answer": ["a", "b"], "value": [4.8, np.nan], "gap": [5.2, np.nan]})
    ax = answers(PrintedTable(Question("q", "Frage", "scale", (), 0, 10), frame, 1, "a.csv"))
    assert len(ax.patches) == 1
    assert "nicht verfügbar" in texts(ax)
    assert caption_of(ax).table.rows[1] == ("b", None)


@pytest.mark.parametrize("count", [1, 45])
def test_few_and_many(count):
    ax = answers(choice([f"Antwort {i}" for i in range(count)], np.linspace(1, 90, count)))
    assert len(ax.patches) == min(count, 30)
    assert len(caption_of(ax).table.rows) == count
    assert any("45" in note for note in caption_of(ax).notes) == (count == 45)


def test_nobody_answered():
    assert caption_of(answers(choice(["a"], [np.nan], n=0))).title == "Frage"
