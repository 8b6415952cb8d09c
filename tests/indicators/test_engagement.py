from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.study import Study
from districtanalysis.domain.variables import codebook
from districtanalysis.errors import SelectionError
from districtanalysis.indicators import CATALOGUE
from districtanalysis.indicators.compute import compute_indicators
from districtanalysis.indicators.engagement import engagement_structure, generation_situation, programme_frame


def step(variable: str, value: float) -> dict[str, object]:
    return {"district_id": "Ost", "variable": variable, "value": value}


def test_codes_stand_as_documented() -> None:
    codes = np.array([0.0, 2.0])
    for formula in (engagement_structure, programme_frame, generation_situation):
        assert formula(codes).tolist() == [0.0, 2.0]


@pytest.mark.parametrize("key", ["engagement_structure", "programme_frame"])
def test_the_highest_documented_step_counts(key: str, made: Callable[..., DistrictData]) -> None:
    table = compute_indicators(made([step(key, 1), step(key, 2), step(key, 0)]))
    assert table.frame.loc["Ost", key] == 2
    assert table.figures["Ost", key] == {"step": (0, 1, 2)}


def test_two_generation_situations_are_refused(made: Callable[..., DistrictData]) -> None:
    twice = made([step("generation_situation", 1), step("generation_situation", 2)])
    with pytest.raises(SelectionError, match="Für Ost stehen 2 Zahlen da"):
        compute_indicators(twice, asking("generation_situation"))


def asking(key: str) -> Study:
    return Study.model_validate(
        {
            "schema_version": 1,
            "study": {"title": "t", "purpose": "p", "city": "c"},
            "source": [
                {
                    "id": "a",
                    "file": "a.csv",
                    "publisher": "p",
                    "date": "not_stated",
                    "population_concept": "not_stated",
                    "licence": "l",
                }
            ],
            "criteria": {"one": {"label": "Eins", "indicator": [{"key": key}]}},
        }
    )


@pytest.mark.parametrize("key", ["engagement_structure", "programme_frame", "generation_situation"])
def test_the_bounds_are_the_ends_of_the_code_book(key: str) -> None:
    assert CATALOGUE[key].bounds == (min(codebook(key).steps), max(codebook(key).steps))
    assert CATALOGUE[key].unit == "code"
