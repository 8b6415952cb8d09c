from __future__ import annotations

import pytest

from districtanalysis.domain.study_sheets import COLUMNS, HEAD, SHEETS, column_name, in_all_languages, sheet_name
from districtanalysis.language import LANGUAGES, current, has, using


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_sheet_and_column_has_a_name_of_its_own(code: str) -> None:
    with using(code):
        assert len({sheet_name(sheet) for sheet in SHEETS}) == len(SHEETS)
        for columns in COLUMNS.values():
            assert len({column_name(column) for column in columns}) == len(columns)


def test_the_sheets_are_those_that_planners_expect() -> None:
    assert [sheet_name(sheet) for sheet in SHEETS[1:]] == ["Stadtteile", "Einrichtungen", "Engagement", "Gewichte"]
    assert set(COLUMNS) == set(SHEETS)


def test_names_are_tried_in_every_language_and_the_language_stays() -> None:
    assert list(in_all_languages("workbook.sheet.districts")) == ["Stadtteile", "Districts"]
    assert current() == "de"


def test_the_head_asks_what_a_source_must_say() -> None:
    assert {"publisher", "date", "population_concept", "licence"} <= set(HEAD)
    assert all(has(f"workbook.head.{name}") for name in HEAD)
