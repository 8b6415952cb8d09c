"""The parts of a change of residents."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from districtanalysis.domain.change import Reclassified
from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.observations import from_rows
from districtanalysis.indicators.change_parts import parts_of_change

PERIOD = ("2018-12-31", "2020-12-31")


def data(**flows: tuple[float, ...]) -> DistrictData:
    rows = [
        {"district_id": "A", "variable": name, "date": f"{2019 + i}-12-31", "value": value}
        for name, values in flows.items()
        for i, value in enumerate(values)
    ]
    districts = pd.DataFrame({"name": ["Ost"], "level": "", "group": ""}, index=["A"])
    return DistrictData(districts, from_rows(rows))


def test_births_deaths_moves_and_what_remains() -> None:
    given = data(births=(10, 12), deaths=(20, 22), moves_in=(100, 120), moves_out=(80, 90))
    frame, missing = parts_of_change(given, pd.Series({"A": 25.0}), PERIOD)
    # natural 22 - 42 = -20, moves 220 - 170 = 50, so that 25 - 30 = -5 remain
    assert frame.loc[0, ["total", "natural", "moves", "rest"]].tolist() == [25, -20, 50, -5]
    assert missing == ()


def test_changed_borders_as_stated() -> None:
    given = data(migration_balance=(30, 20))
    moved = [Reclassified(date=dt.date(2020, 1, 1), district="Ost", persons=-40)]
    frame, missing = parts_of_change(given, pd.Series({"A": 15.0}), PERIOD, moved)
    assert frame.loc[0, ["moves", "reclassified", "rest"]].tolist() == [50, -40, 5]
    assert missing == ("births", "deaths")


def test_a_year_that_is_lacking_makes_a_flow_unknown() -> None:
    frame, missing = parts_of_change(data(births=(10,), deaths=(8,)), pd.Series({"A": 1.0}), PERIOD)
    assert frame.empty
    assert missing == ("births", "deaths", "moves_in", "moves_out")
