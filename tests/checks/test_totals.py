from __future__ import annotations

import math
from collections.abc import Callable

from districtanalysis.checks.totals import total_differs
from districtanalysis.domain.data import DistrictData

Make = Callable[..., DistrictData]
BLANK = "\N{NO-BREAK SPACE}"


def figure(variable: str, value: float | None, district: str = "Ost", **more: object) -> dict[str, object]:
    return {"district_id": district, "variable": variable, "value": value, "row": 6, "column": 2, **more}


DISTRICTS = [figure("residents", 3694, "A", row=5), figure("residents", 3715, "B", row=6)]


def total(value: float | None, row: int = 9, **more: object) -> dict[str, object]:
    return figure("residents", value, "Gesamt", row=row, **more)


def test_districts_that_miss_their_printed_total_are_a_warning(made: Make) -> None:
    (finding,) = total_differs(made(DISTRICTS, totals=[total(7418)]), None)
    assert (finding.rule, finding.severity, finding.cell) == ("total_differs", "warning", "B9")
    # 3694 + 3715 = 7409
    assert finding.found.endswith(f"Die Summenzeile nennt 7{BLANK}418, die Zeilen ergeben 7{BLANK}409.")
    assert list(total_differs(made(DISTRICTS, totals=[total(7409)]), None)) == []


def test_subtotals_stand_for_the_rows_above_them(made: Make) -> None:
    rows = [*DISTRICTS, figure("residents", 4336, "C", row=8)]
    right = [total(7409, 7), total(4336, 9), total(11745, 10)]
    assert list(total_differs(made(rows, totals=right), None)) == []
    wrong = [total(7409, 7), total(4335, 9), total(11745, 10)]
    assert [f.cell for f in total_differs(made(rows, totals=wrong), None)] == ["B9"]


def test_a_total_above_its_rows_is_compared_with_all_of_them(made: Make) -> None:
    assert list(total_differs(made(DISTRICTS, totals=[total(7409, 4)]), None)) == []
    assert len(list(total_differs(made(DISTRICTS, totals=[total(7400, 4)]), None))) == 1


def test_rounded_parts_may_miss_their_rounded_total(made: Make) -> None:
    areas = [
        figure("area_km2", value, name, decimals=1, row=row)
        for row, (name, value) in enumerate({"A": 0.1, "B": 0.2}.items())
    ]
    exact = figure("area_km2", 0.3, "Gesamt", decimals=1, row=9)
    assert list(total_differs(made(areas, totals=[exact]), None)) == []
    # three figures of half a unit each: 0.15
    assert list(total_differs(made(areas, totals=[{**exact, "value": 0.4}]), None)) == []
    assert len(list(total_differs(made(areas, totals=[{**exact, "value": 0.5}]), None))) == 1


def test_missing_parts_and_what_cannot_be_added_have_no_total_to_miss(made: Make) -> None:
    hidden = [*DISTRICTS, figure("residents", None, "C", status="suppressed", row=7)]
    assert list(total_differs(made(hidden, totals=[total(9000)]), None)) == []
    assert list(total_differs(made(DISTRICTS, totals=[total(math.nan)]), None)) == []
    shares = [figure("foreign_share_printed", 10, "A"), figure("foreign_share_printed", 20, "B")]
    printed = figure("foreign_share_printed", 14, "Gesamt", row=9)
    assert list(total_differs(made(shares, totals=[printed]), None)) == []


def test_one_digit_that_would_repair_the_sum_is_proposed(made: Make) -> None:
    # 3694 + 3715 + 4336 = 11745; the 7 of 11745 stands as 1, which no row explains with one digit
    rows = [*DISTRICTS, figure("residents", 4336, "C", row=7)]
    (finding,) = total_differs(made(rows, totals=[total(17145)]), None)
    assert (finding.rule, finding.cell) == ("total_differs.reading", "B9")
    assert "Es stimmte mit B9: 11" in finding.found
    assert rows[0]["value"] == 3694  # nothing is applied
