"""The tables of a change."""

from __future__ import annotations

import pandas as pd

from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.observations import from_rows
from districtanalysis.indicators.change import change
from districtanalysis.report.change_tables import (
    districts_table,
    fewest_of,
    flat_table,
    groups_table,
    overview_table,
    points,
)


def made() -> DistrictData:
    rows = [
        {"district_id": name, "variable": "residents", "date": day, "value": value}
        for name, values in {"Ost": (100.0, 90.0), "West": (50.0, 80.0)}.items()
        for day, value in zip(("2018-12-31", "2020-12-31"), values, strict=True)
    ]
    names = ["Ost", "West"]
    return DistrictData(pd.DataFrame({"name": names, "level": "", "group": "Kern"}, index=names), from_rows(rows))


def test_districts_from_the_largest_increase_on() -> None:
    result = change(made(), ["residents"])
    table = districts_table(result, result.measure("residents"))
    keys = [column.key for column in table.columns]
    assert keys == ["district", "group", "before", "after", "absolute", "percent", "annual", "class", "ranks"]
    assert table.rows[0][:6] == ("West", "Kern", 50.0, 80.0, 30.0, 60.0)
    assert [str(row[-1]).replace("\N{NO-BREAK SPACE}", " ") for row in table.rows] == ["2 → 2", "1 → 1"]
    assert "n unter 100" in table.note


def test_groups_and_the_town_are_one_table() -> None:
    result = change(made(), ["residents"])
    rows = groups_table(result, result.measure("residents")).rows
    assert [row[:4] for row in rows] == [("Kern", 2, 150.0, 170.0), ("Stadt zusammen", 2, 150.0, 170.0)]


def test_the_overview_counts_districts() -> None:
    (row,) = overview_table(change(made(), ["residents"])).rows
    assert row[2:5] == ("150", "170", "20 Personen")
    assert row[-3:] == (1, 0, 1)


def test_the_flat_table_has_every_row_and_the_period() -> None:
    result = change(made(), ["residents"])
    table = flat_table(result)
    assert len(table.rows) == 4
    assert table.rows[0][4:6] == ("2018-12-31", "2020-12-31")
    assert (fewest_of(result), points(result.measure("residents"))) == (100, 1)
