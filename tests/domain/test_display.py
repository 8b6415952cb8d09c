from __future__ import annotations

import pytest

from districtanalysis.domain.display import Column, Page, Paragraph, Table, Tree

COLUMNS = (Column("district", "Stadtteil"), Column("fit", "Passung", decimals=1))


def test_a_page_finds_its_tables_among_the_blocks() -> None:
    first = Table("ranking", "Reihung", COLUMNS, (("Ost", 81.5), ("West", None)))
    second = Table("empty", "", COLUMNS, ())
    page = Page("Titel", (Paragraph("Vorab"), first, Tree("weil", (Tree("darum"),)), second))
    assert page.tables == (first, second)
    assert Page("leer", ()).tables == ()


def test_a_row_must_fill_every_column() -> None:
    with pytest.raises(ValueError, match=r"table 'ranking': a row must have 2 values, got 1 instead"):
        Table("ranking", "Reihung", COLUMNS, (("Ost", 81.5), ("West",)))
