"""Two tables of one measure beside each other."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from districtanalysis.domain.change import ChangeOptions, Measure
from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.indicators.change_rows import change_rows, course_rows


def table(*values: float, low: float = 0, high: float = 0) -> IndicatorTable:
    frame = pd.DataFrame({"x": values}, index=["a", "b"])
    return replace(IndicatorTable.from_frame(frame), low=frame - low, high=frame + high)


def about(*, share: bool = False, broken: str = "") -> Measure:
    return Measure("x", "x", "persons", "Personen", 0, share, "2015-12-31", "2020-12-31", 5.0, broken)


def test_printed_spans_give_the_span_of_the_change() -> None:
    rows = change_rows(about(), [table(100, 200, low=5, high=5), table(110, 200, low=1, high=2)], ChangeOptions())
    # 109 - 105 = 4 to 112 - 95 = 17
    assert rows.loc[0, ["low", "high", "span"]].tolist() == [4, 17, "rounding"]
    assert rows.loc[1, "class"] == "stable"


def test_a_missing_end_leaves_no_change_and_no_rank() -> None:
    rows = change_rows(about(), [table(100, np.nan), table(110, 200)], ChangeOptions())
    assert rows.loc[1, ["absolute", "rank_before", "rank_after"]].isna().all()
    assert rows.loc[1, ["status", "class"]].tolist() == ["not_available", ""]
    assert rows.loc[0, "rank_after"] == 1


def test_points_per_year_and_a_break() -> None:
    rows = change_rows(about(share=True), [table(10, 20), table(15, 20)], ChangeOptions())
    assert rows["annual"].tolist() == [1, 0]
    assert rows["index"].isna().all()
    broken = change_rows(about(broken="anders gezählt"), [table(10, 20), table(15, 20)], ChangeOptions())
    assert broken[["absolute", "percent", "annual", "low"]].isna().all(axis=None)


def test_the_course_has_an_index_with_the_first_date_as_100() -> None:
    tables = {"2015-12-31": table(50, 0), "2020-12-31": table(60, 5)}
    rows = course_rows("x", tables, pd.Series({"a": "Ost", "b": "West"}))
    assert rows["index"].fillna(-1).tolist() == pytest.approx([100, 120, -1, -1])
    assert rows["name"].tolist() == ["Ost", "Ost", "West", "West"]
