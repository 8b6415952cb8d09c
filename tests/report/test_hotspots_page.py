"""The page of hot spots."""

from __future__ import annotations

import pandas as pd
import pytest

from districtanalysis.domain.hotspots import Hotspots
from districtanalysis.report.hotspots_page import hotspots_page


def _result(value: float, p: float) -> Hotspots:
    overall = pd.DataFrame(
        {"moran": {"value": value, "expected": -0.1, "p": p}, "geary": {"value": 0.7, "expected": 1, "p": p}}
    ).T
    districts = pd.DataFrame(
        {"name": ["Ost", "West"], "value": [1.0, 2.0], "neighbours": [2.0, 1.0], "local": [0.5, 0.1], "p": [0.001, 0.6],
         "score": [2.0, 0.0], "kind": ["high_high", "none"]},
        index=["1", "2"],
    )  # fmt: skip
    recipe = {"permutations": 99, "seed": 0, "contiguity": "queen", "level": 0.05}
    return Hotspots("x", "Anteil", overall, districts, ("Ohne Nachbarn: Süd.",), recipe)


@pytest.mark.parametrize(
    ("value", "p", "words"),
    [(0.5, 0.01, "Ähnliche Werte"), (-0.6, 0.01, "Unähnliche Werte"), (0.1, 0.4, "nicht gesichert")],
)
def test_overall_structure_in_words(value: float, p: float, words: str) -> None:
    page = hotspots_page(_result(value, p))
    assert words in str(page.blocks)
    assert "Süd" in str(page.blocks)


def test_only_districts_that_stand_out_are_listed() -> None:
    table = hotspots_page(_result(0.5, 0.01)).tables[0]
    assert [row[1] for row in table.rows] == ["Ost"]
    assert "1 von 2 Gebieten" in table.note
