"""The page of placed districts and of changes between dates."""

from __future__ import annotations

from districtanalysis.datasets.made_city import DATES, FEATURES, example_city
from districtanalysis.report.types_apply_page import apply_page
from districtanalysis.typology.apply import place
from districtanalysis.typology.form import form_types
from districtanalysis.typology.options import Feature, TypesOptions


def test_transitions_count_every_district() -> None:
    city = example_city(20)
    options = TypesOptions(feature=tuple(Feature(key=key) for key in FEATURES), types=4, resamples=0)
    model = form_types(city.table(DATES[0]), options).model
    before, after = place(model, city.table(DATES[0])), place(model, city.table(DATES[1]))
    page = apply_page(after, model, "modell.json", before=before)
    tables = {table.key: table for table in page.tables}
    assert len(tables["placed"].rows) == 20
    assert sum(int(str(cell)) for row in tables["transitions"].rows for cell in row[1:]) == 20
    changed = (before["type"] != after["type"]).fillna(value=False).sum()
    assert len(tables["moved"].rows if "moved" in tables else ()) == changed
