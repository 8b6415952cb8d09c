from __future__ import annotations

from districtanalysis.indicators import CATALOGUE
from districtanalysis.report.catalogue_page import catalogue_page


def test_one_table_per_theme_with_key_name_and_formula():
    page = catalogue_page([CATALOGUE["foreign_share"], CATALOGUE["youth_quotient"]])
    assert [table.key for table in page.tables] == ["origin", "age"]
    (row,) = page.tables[0].rows
    shown = dict(zip((column.key for column in page.tables[0].columns), row, strict=True))
    assert (shown["key"], shown["label"]) == ("foreign_share", "Ausländeranteil in %")
    assert shown["formula"] == "Ausländer / Einwohner × 100"
    assert [entry["unit"] for entry in page.data["indicators"]] == ["percent", "per_100"]
    assert all(entry["source"] for entry in page.data["indicators"])


def test_csv_holds_the_indicators_of_every_theme():
    page = catalogue_page([entry for _, entry in CATALOGUE.items()])
    assert page.flat is not None
    assert [row[0] for row in page.flat.rows] == [row[0] for table in page.tables for row in table.rows]
    assert sorted(row[0] for row in page.flat.rows) == sorted(CATALOGUE)
