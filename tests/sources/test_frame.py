from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

import districtanalysis as da
from districtanalysis.errors import SourceError, StudyError

FRAME = pd.DataFrame({"Ort": ["Nord", "Süd"], "Ew": [1000, 2000], "Ausl": [100.0, None], "Gefl": [10, 60]})
NAMES = {"Ew": "residents", "Ausl": "foreigners", "Gefl": "refugees_in_care"}


def test_a_wide_table_becomes_figures_with_their_cells():
    data = da.from_frame(FRAME, district="Ort", variables=NAMES, publisher="Amt", date=dt.date(2023, 12, 31))
    assert data.wide("residents")["residents"].to_dict() == {"Nord": 1000, "Süd": 2000}
    cell = data.where("Süd", "refugees_in_care").iloc[0]
    assert (cell["cell"], cell["value"]) == ("D3", 60)
    missing = data.where("Süd", "foreigners").iloc[0]
    assert missing["status"] == "not_available"
    assert (data.sources[0].publisher, data.sources[0].date) == ("Amt", "2023-12-31")


def test_indicators_follow_from_it():
    table = da.compute_indicators(da.from_frame(FRAME, district="Ort", variables=NAMES))
    assert table.frame.loc["Nord", "foreign_share"] == pytest.approx(10)
    assert pd.isna(table.frame.loc["Süd", "foreign_share"])
    assert table.frame.loc["Süd", "refugees_in_care_per_1000"] == pytest.approx(30)


@pytest.mark.parametrize(
    ("frame", "variables", "error", "expected"),
    [
        (FRAME, {"Einw": "residents"}, SourceError, "fehlt: Einw. Vorhandene Spalten: Ort, Ew, Ausl und Gefl"),
        (FRAME, {"Ew": "resident"}, StudyError, "„resident“.*„residents“"),
        (FRAME.assign(Ew=["viele", 3]), NAMES, SourceError, "Spalte „Ew“: Zahlen erwartet"),
        (pd.concat([FRAME, FRAME]), NAMES, SourceError, "Nord und Süd kommt mehrfach vor"),
    ],
)
def test_what_will_not_do_is_refused(frame: pd.DataFrame, variables: dict[str, str], error: type, expected: str):
    with pytest.raises(error, match=expected):
        da.from_frame(frame, district="Ort", variables=variables)
