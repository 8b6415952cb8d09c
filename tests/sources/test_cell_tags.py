from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from districtanalysis.domain.data import cell_name
from districtanalysis.sources.cell_tags import attribute, column_number, read_cells

PLACE = st.tuples(st.integers(1, 1_048_576), st.integers(1, 16_384), st.integers(0, 99_999), st.booleans())


def listed(rows: bytes, last_row: int = 0) -> list[tuple[int, int, int]]:
    places, _, _ = read_cells(rows, last_row)
    return list(zip(*(part.tolist() for part in places), strict=True))


@given(st.lists(PLACE, min_size=1, max_size=8))
def test_both_ways_of_reading_find_the_same_cells(cells: list[tuple[int, int, int, bool]]) -> None:
    usual, odd = "", ""
    for row, column, style, filled in cells:
        name, end = cell_name(row, column), "><v>1</v></c>" if filled else "/>"
        usual += f'<row r="{row}"><c r="{name}" s="{style}" t="n"{end}</row>'
        odd += f'<row r="{row}"><c s="{style}" t="n" r="{name}"{end}</row>'
    expected = [(row, column, style) for row, column, style, filled in cells if filled]
    assert listed(usual.encode()) == expected
    assert listed(odd.encode()) == expected


def test_rows_and_cells_without_a_place_follow_the_one_before() -> None:
    rows = b'<row><c><v>1</v></c><c s="2"><v>2</v></c></row><row hidden="true"><c/><c><v>3</v></c></row>'
    places, hidden, last = read_cells(rows, 4)
    assert [part.tolist() for part in places] == [[5, 5, 6], [1, 2, 2], [0, 2, 0]]
    assert (hidden, last) == ({6}, 6)


def test_a_style_behind_other_attributes_is_found() -> None:
    assert listed(b'<row r="1"><c r="A1" t="s" s="7"><v>0</v></c></row>') == [(1, 1, 7)]


def test_hidden_rows_are_named_with_and_without_cells() -> None:
    _, hidden, _ = read_cells(b'<row r="2" hidden="1"/><row r="3" hidden="0"/><row r="4" spans="1:2" hidden="1"></row>')
    assert hidden == {2, 4}


@pytest.mark.parametrize("place", ["a1", "A", "1", "ABCD1", "A12345678", "A 1"])
def test_a_place_that_is_none_is_refused(place: str) -> None:
    with pytest.raises(ValueError, match="no place"):
        read_cells(f'<row r="1"><c r="{place}"><v>1</v></c></row>'.encode())


def test_nothing_is_nothing() -> None:
    assert listed(b"") == []


def test_columns_count_like_a_spreadsheet() -> None:
    assert [column_number(name) for name in (b"A", b"Z", b"AA", b"XFD")] == [1, 26, 27, 16_384]
    assert attribute(b"<c r='A1'/>", "r") == "A1"
