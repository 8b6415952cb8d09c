"""A text table cut in its bytes says what the same table says cell by cell."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from districtanalysis.sources.cells import GridCells
from districtanalysis.sources.grid import Grid, pad
from districtanalysis.sources.text_cells import TextCells, cut

CELL = st.one_of(
    st.sampled_from(["", " ", ".", "-", "1.234", "2.781.620", "12,5", "12.5", "-23", "- 23", "0", "0,0", "007", "-0", "1,", ",5", "5-", "1-2"]),
    st.sampled_from(["mind. 46", "153 1)", "30,86 %", "Äußere Stadt", "01011101", "Nord/Mitte", "1" * 17, "999999999999999", "0,1234567890123"]),
    st.integers(-99_999, 9_999_999).map(str),
    st.floats(0, 9999, allow_nan=False).map(lambda value: f"{value:.2f}".replace(".", ",")),
    st.text(alphabet="abcäöü 12.,-", max_size=12),
)  # fmt: skip
TABLE = st.integers(2, 4).flatmap(
    lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width), min_size=2, max_size=8)
)


def both(rows: list[list[str]], decimal: str) -> tuple[TextCells, GridCells] | None:
    if not any(cell.strip() for cell in rows[-1]):
        return None
    cells = cut("t.csv", "\n".join(";".join(row) for row in rows), ";")
    assert cells is not None
    cells.decimal_signs = (decimal,) * cells.width
    blank = [[cell if cell.strip() else None for cell in row] for row in rows]
    return cells, GridCells(Grid("t.csv", "", pad(blank), decimal_signs=(decimal,) * len(rows[0])))


@given(TABLE, st.sampled_from(["", ",", "."]))
def test_figures_texts_and_filled_cells_are_the_same(rows: list[list[str]], decimal: str) -> None:
    made = both(rows, decimal)
    if made is None:
        return
    fast, slow = made
    every = np.arange(fast.height)
    for column in range(fast.width):
        assert [fast.text(row, column) for row in every] == [slow.text(row, column) for row in every]
        one, other = fast.texts(column, 0, fast.height), slow.texts(column, 0, fast.height)
        assert [one.name(row) for row in every] == [other.name(row) for row in every]
    columns = list(range(fast.width))
    found, expected = fast.figures(columns, every, "classic"), slow.figures(columns, every, "classic")
    assert found.blank.tolist() == expected.blank.tolist()
    for name in ("value", "low", "high", "status", "qualifier", "decimals"):
        kept = ~found.blank
        assert np.array_equal(
            getattr(found, name)[kept], getattr(expected, name)[kept], equal_nan=name in {"value", "low", "high"}
        ), name
    assert {place: text for place, text in found.texts.items() if not found.blank[place]} == expected.texts
    assert sorted(found.ambiguous) == sorted(expected.ambiguous)
    assert fast.filled(0, fast.height).tolist() == slow.filled(0, fast.height).tolist()


@pytest.mark.parametrize(
    "text",
    [
        'a;b\n"x;y";1\n',
        "a;b\n1;2;3\n",
        "a;b\n1;2\n\n3;4\n",
        "a\n1\n",
        "a;b\n",
        ";".join(["x"] * 20_001) + "\n" + ";".join(["1"] * 20_001),
    ],
    ids=["quotes", "ragged", "blank line", "one column", "one line", "too wide"],
)
def test_tables_of_another_shape_are_left_to_the_careful_reader(text: str) -> None:
    assert cut("t.csv", text, ";") is None


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end(end: str) -> None:
    cells = cut("t.csv", end.join(["a;b", "1;2", "3;4", ""]), ";")
    assert cells is not None
    assert cells.figures([1], np.array([1, 2]), "classic").value.tolist() == [2.0, 4.0]


def test_numbers_are_rounded_as_reading_their_text_does() -> None:
    texts = [f"{k}.{k:03d}" for k in range(1000)] + ["0.1", "123456789.012345", "0.3", "1.005"]
    cells = cut("t.csv", "a;b\n" + "\n".join(f"x;{text}" for text in texts), ";")
    assert cells is not None
    cells.decimal_signs = (".", ".")
    found = cells.figures([1], np.arange(1, cells.height), "plain")
    assert found.value.tolist() == [float(text) for text in texts]


def test_the_sample_holds_only_columns_that_show_a_sign() -> None:
    cells = cut("t.csv", "a;b;c\n1;2,5;3\n4;5,5;6\n", ";")
    assert cells is not None
    assert [bool(column) for column in cells.sample()] == [False, True, False]
