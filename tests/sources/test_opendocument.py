from __future__ import annotations

import pytest

from districtanalysis.sources.opendocument import cells_of

FIVE = '<table:table-cell office:value="5"/>'


def sheet(*rows: str) -> str:
    return f"<table:table>{''.join(rows)}</table:table>"


def row(cells: str, times: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{times}">{cells}</table:table-row>'


def blank(times: int) -> str:
    return f'<table:table-cell table:number-columns-repeated="{times}"/>'


def test_blank_rows_and_cells_behind_the_last_entry_do_not_count() -> None:
    assert cells_of(sheet(row(FIVE + blank(1000)), row(blank(1024), 1_048_575)).encode()) == 1


def test_blank_ones_between_and_repeated_ones_count() -> None:
    assert cells_of(sheet(row(blank(2) + FIVE), row(FIVE, 9)).encode()) == 10 * 3


def test_texts_count_as_entries() -> None:
    assert cells_of(sheet(row(blank(1) + "<table:table-cell><p>Ost</p></table:table-cell>")).encode()) == 2


def test_sheets_are_added_up() -> None:
    assert cells_of(f"<a>{sheet(row(FIVE))}{sheet(row(FIVE + FIVE))}</a>".encode()) == 3


@pytest.mark.parametrize(
    "content",
    [
        "<table:table>",
        '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        '<table:table-row table:number-rows-repeated="viele"/>',
    ],
)
def test_what_is_not_whole_is_refused(content: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        cells_of(content.encode())
