from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from districtanalysis.domain.observations import QUALIFIERS, STATUSES
from districtanalysis.sources.figure_columns import Figures, Signs, plain, put_texts, read_cells
from districtanalysis.sources.grid import Cell
from districtanalysis.sources.notation import read_figure

CELLS: list[Cell] = [
    "3715", "17,6", "mind. 46", "153 1)", ".", "-", "...", "x", "/", "(12)", "1.234", "2.781.620", "30,86 %", "vorhanden",
    "2-3", "knapp 500", "-23", "- 23", "0", "0,0", "12 p", "keine Angabe", "n. v.", "abc", 7, 0, 3.25, -4, True, False,
]  # fmt: skip


def decimals_of(cells: list[Cell]) -> np.ndarray:
    return np.array(
        [0 if isinstance(cell, int) else 2 if isinstance(cell, float) else -1 for cell in cells], dtype="int8"
    )


def row_of(found: Figures, place: int) -> tuple[object, ...]:
    return (
        *(float(column[place]) for column in (found.value, found.low, found.high)),
        STATUSES[found.status[place]],
        QUALIFIERS[found.qualifier[place]],
        int(found.decimals[place]),
    )


def same(a: tuple[object, ...], b: tuple[object, ...]) -> bool:
    return all(
        x == y or (isinstance(x, float) and isinstance(y, float) and math.isnan(x) and math.isnan(y))
        for x, y in zip(a, b, strict=True)
    )


@pytest.mark.parametrize("profile", ["classic", "plain", "lower_saxony_new"])
@pytest.mark.parametrize("decimal", ["", ",", "."])
def test_a_column_says_what_each_of_its_cells_says(profile: str, decimal: str) -> None:
    decimals = np.where(np.arange(len(CELLS)) % 2, -1, decimals_of(CELLS)).astype("int8")
    found = read_cells(CELLS, decimals, Signs(profile, decimal))
    for place, cell in enumerate(CELLS):
        one = read_figure(cell, decimals=int(decimals[place]), profile=profile, decimal=decimal)
        expected = (one.value, one.low, one.high, one.status, one.qualifier, one.decimals)
        assert same(row_of(found, place), expected), cell
        assert (place in found.ambiguous) == one.ambiguous


@given(st.lists(st.sampled_from(CELLS) | st.integers(-9999, 9999) | st.none(), min_size=1, max_size=30))
def test_the_place_in_the_column_changes_nothing(cells: list[Cell]) -> None:
    found = read_cells(cells, decimals_of(cells), Signs())
    for place, cell in enumerate(cells):
        alone = read_cells([cell], decimals_of([cell]), Signs())
        assert same(row_of(found, place), row_of(alone, 0))
        assert bool(found.blank[place]) == (cell is None)


def test_signs_and_qualifiers_keep_their_print_and_plain_numbers_need_none() -> None:
    found = read_cells(["46", "mind. 46", 46], np.array([-1, -1, 0], dtype="int8"), Signs())
    assert found.texts == {1: "mind. 46"}
    assert found.decimals.tolist() == [0, 0, 0]


def test_an_endless_number_is_unreadable() -> None:
    found = read_cells([math.inf, 1.0], np.array([-1, -1], dtype="int8"), Signs())
    assert STATUSES[found.status[0]] == "unreadable"
    assert STATUSES[found.status[1]] == "exact"


def test_plain_and_put_texts_agree_on_zero() -> None:
    numbers = plain(np.zeros(1), np.zeros(1, dtype="int8"), np.zeros(1, dtype=bool), "lower_saxony_new")
    texts = plain(np.full(1, np.nan), np.zeros(1, dtype="int8"), np.zeros(1, dtype=bool), "lower_saxony_new")
    put_texts(texts, {"0": [0]}, Signs("lower_saxony_new"))
    assert numbers.status.tolist() == texts.status.tolist() == [STATUSES.index("exact_zero")]
