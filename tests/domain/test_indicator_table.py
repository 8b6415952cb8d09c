from __future__ import annotations

import math

import numpy as np
import pandas as pd

from districtanalysis.domain.indicator import Indicator
from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.selection import Selection

VALUES = pd.DataFrame({"foreign_share": [30.86, math.nan], "own": [1, 2]}, index=["Ost", "West"])


def share() -> Indicator:
    return Indicator("foreign_share", "origin", "percent", np.asarray, {"x": Selection("foreigners")})


def test_a_table_of_ones_own_counts_as_exact() -> None:
    table = IndicatorTable.from_frame(VALUES)
    assert table.status.to_dict("index")["West"] == {"foreign_share": "not_available", "own": "exact"}
    assert set(table.qualifier.to_numpy().ravel()) == {"exact"}
    assert table.low.equals(table.frame)
    assert table.high.equals(table.frame)
    assert table.base.isna().all(axis=None)
    assert (table.frame.dtypes == "float64").all()


def test_the_base_is_kept_where_it_is_given() -> None:
    base = pd.DataFrame({"foreign_share": [4336.0, 3694.0], "own": [math.nan] * 2}, index=VALUES.index)
    assert IndicatorTable.from_frame(VALUES, base=base).base.loc["Ost", "foreign_share"] == 4336


def test_columns_are_named_by_the_catalogue_or_by_themselves() -> None:
    table = IndicatorTable.from_frame(VALUES, indicators={"foreign_share": share()})
    assert table.label("foreign_share") == "Ausländeranteil in %"
    assert table.label("own") == "own"


def test_the_frame_for_analysts_begins_with_the_name() -> None:
    frame = IndicatorTable.from_frame(VALUES).to_frame()
    assert list(frame.columns) == ["district", "foreign_share", "own"]
    assert frame.loc["Ost"].tolist() == ["Ost", 30.86, 1.0]


def test_the_long_form_has_everything_beside_each_value() -> None:
    table = IndicatorTable.from_frame(VALUES, indicators={"foreign_share": share()})
    long = table.to_long()
    assert long["district_id"].tolist() == ["Ost", "Ost", "West", "West"]
    assert long["indicator"].tolist() == ["foreign_share", "own"] * 2
    assert long["value"].tolist()[:2] == [30.86, 1.0]
    assert long["status"].tolist() == ["exact", "exact", "not_available", "exact"]
    assert long["unit"].tolist() == ["percent", "", "percent", ""]


def test_a_notebook_shows_labels_german_numbers_and_no_empty_cell() -> None:
    table = IndicatorTable.from_frame(VALUES.rename(index={"Ost": "<Ost>"}), indicators={"foreign_share": share()})
    html = table._repr_html_()
    assert "Ausländeranteil in %" in html
    assert "30,86" in html
    assert "n. v." in html
    assert "&lt;Ost&gt;" in html
