"""The page of segregation: every measure has label, scale and reading aid in both languages."""

from __future__ import annotations

import pandas as pd
import pytest

from districtanalysis.domain.segregation import Segregation
from districtanalysis.language import using
from districtanalysis.report.segregation_page import segregation_page

KEYS = [
    "segregation_index",
    "rounding",
    "corrected",
    "isolation",
    "exposure",
    "eta_squared",
    "gini",
    "theil_h",
    "city_share",
]


def _result(change: dict[str, float] | None = None) -> Segregation:
    measures = pd.DataFrame({"value": 0.1648, "low": 0.15, "high": 0.18, "kind": "chance"}, index=KEYS)
    districts = pd.DataFrame(
        {"name": ["Ost", "West"], "group": [20.0, 5.0], "total": [1000.0, 1000.0], "share": [20.0, 5.0],
         "location_quotient": [1.6, 0.4]},
        index=["1", "2"],
    )  # fmt: skip
    return Segregation("Gruppe", measures, districts, change, left_out=("Süd",), recipe={"draws": 10, "seed": 0})


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_measure_is_worded(language: str) -> None:
    with using(language):
        page = segregation_page(_result())
    assert len(page.tables[0].rows) == len(KEYS)
    assert "Süd" in str(page.blocks)
    first = page.tables[0].rows[0]
    assert first[1] == ("16,48" if language == "de" else "16.48")


@pytest.mark.parametrize(("low", "words"), [(0.001, "nicht ein"), (-0.02, "nicht gesichert")])
def test_change_says_whether_it_is_certain(low: float, words: str) -> None:
    change = {"before": 0.15, "difference": 0.0148, "low": low, "high": 0.03}
    assert words in str(segregation_page(_result(change)).blocks)


def test_small_districts_are_counted_but_not_listed() -> None:
    result = _result()
    result.districts.loc["2", "total"] = 299.0
    table = segregation_page(result).tables[1]
    assert [row[0] for row in table.rows] == ["Ost"]
    assert "1 Gebiete mit weniger als 300" in table.note


def test_districts_are_ordered_by_quotient() -> None:
    assert [row[0] for row in segregation_page(_result()).tables[1].rows] == ["Ost", "West"]
