from __future__ import annotations

from districtanalysis.indicators import CATALOGUE
from districtanalysis.pipeline import indicators


def test_the_page_lists_the_whole_catalogue():
    page = indicators.run().page
    assert page is not None
    assert [row[0] for table in page.tables for row in table.rows] == sorted(
        CATALOGUE, key=lambda key: [table.key for table in page.tables].index(CATALOGUE[key].theme)
    )
