"""A map of change lies evenly around zero."""

import numpy as np
import pandas as pd

from districtanalysis.domain.pictured import Differences
from districtanalysis.language import using
from districtanalysis.report.caption import caption_of
from districtanalysis.report.charts.registry import CHARTS
from districtanalysis.report.maps.change import change_map
from districtanalysis.report.style import palette

IDS = ["a", "b", "c", "d"]


def steps(*values):
    frame = pd.DataFrame({"name": ["Ost", "West", "Nord", "Süd"], "value": values}, index=IDS)
    return Differences("Einwohner", frame, "%", "2015 bis 2020")


def test_change_map_shades_decrease_and_increase_alike(board, texts):
    ax = change_map(steps(-8.0, 8.0, 0.1, np.nan), areas=board)
    shades = palette()["lists"]["diverging"]
    said = texts(ax)
    assert {"+4,0 bis +8,0 (1)", "−4,0 bis +4,0 (1)", "−8,0 bis −4,0 (1)"} <= set(said)
    assert "kein Wert (1)" in said
    assert len(shades) == 7


def test_the_caption_says_what_lies_between(board):
    caption = caption_of(CHARTS["change_map"](steps(-8.0, 4.0, 0.1, np.nan), areas=board))
    assert caption.title == "Einwohner: Veränderung von −8,0 (Ost) bis +4,0 (West)"
    assert [row[0] for row in caption.table.rows] == ["West", "Nord", "Ost", "Süd"]
    with using("en"):
        assert "change from" in caption_of(change_map(steps(1.0, 2.0, 3.0, 4.0))).title  # tiles without boundaries
