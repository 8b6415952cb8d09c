from __future__ import annotations

from collections.abc import Callable

from districtanalysis.checks.sums import digits_unclear, sum_differs, tables_disagree
from districtanalysis.domain.data import DistrictData

Make = Callable[..., DistrictData]
BLANK = "\N{NO-BREAK SPACE}"


def figure(value: float | None, column: int, district: str = "Ost", **more: object) -> dict[str, object]:
    row = {"variable": "residents", "date": "2021-12-31", "row": 9, "column": column, "decimals": 0}
    return {"district_id": district, "value": value, **row, **more}


def bands(*values: float | None, district: str = "Ost", **more: object) -> list[dict[str, object]]:
    limits = [(0, 17), (18, 64), (65, -1)]
    listed = zip(values, limits, strict=True)
    return [
        figure(value, column, district, age_from=low, age_to=high, **more)
        for column, (value, (low, high)) in enumerate(listed, start=4)
    ]


def test_ages_that_miss_their_total_propose_the_digit_that_would_repair_it(made: Make) -> None:
    # 657 + 4888 + 1157 = 6702, printed is 7602: two digits exchanged, which no single age explains
    (finding,) = sum_differs(made([figure(7602, 3), *bands(657, 4888, 1157)]), None)
    assert (finding.rule, finding.severity, finding.cell) == ("sum_differs.reading", "warning", "C9")
    assert f"Angegeben sind 7{BLANK}602 (C9), die Altersgruppen ergeben 6{BLANK}702 (D9, E9, F9)." in finding.found
    assert finding.found.endswith(f"Es stimmte mit C9: 6{BLANK}702.")


def test_where_no_digit_explains_it_none_is_proposed(made: Make) -> None:
    (finding,) = sum_differs(made([figure(7602, 3), *bands(657, 4983, 1084)]), None)
    assert (finding.rule, finding.cell) == ("sum_differs", "C9")


def test_sums_that_come_out_are_no_finding(made: Make) -> None:
    rows = [figure(6702, 3), *bands(657, 4983, 1062), figure(3302, 7, sex="male"), figure(3400, 8, sex="female")]
    assert list(sum_differs(made(rows), None)) == []
    assert list(sum_differs(made([figure(6702, 3), *bands(657, None, 1062)]), None)) == []


def test_a_sum_that_fails_everywhere_is_told_once(made: Make) -> None:
    names = [f"D{i}" for i in range(12)]
    rows = [figure(100 + i, 3, name, row=i) for i, name in enumerate(names)]
    rows += [row for name in names for row in bands(10, 20, 30, district=name)]
    (finding,) = sum_differs(made(rows), None)
    assert finding.rule == "sum_differs.many"
    assert finding.found.startswith(
        "Einwohnerinnen und Einwohner: In 12 von 12 Gebieten ergeben die Altersgruppen nicht"
    )


def test_areas_add_up_to_the_area_above_them(made: Make) -> None:
    rows = [figure(100, 3, "Stadt", row=2), figure(60, 3, "Ost", row=3), figure(30, 3, "West", row=4)]
    parents = {"Ost": "Stadt", "West": "Stadt"}
    (finding,) = sum_differs(made(rows, parents=parents), None)
    assert (finding.district, finding.cell) == ("Stadt", "C2")
    assert "die Teilgebiete ergeben 90 (C3, C4)" in finding.found
    rows[2]["value"] = 40
    assert list(sum_differs(made(rows, parents=parents), None)) == []


def test_two_tables_that_disagree_are_both_named(made: Make) -> None:
    (finding,) = tables_disagree(made([figure(4336, 3), figure(5000, 5, source="b")]), None)
    assert (finding.rule, finding.file, finding.cell) == ("tables_disagree", "a.csv", "C9")
    assert finding.found.endswith(f"In C9 stehen 4{BLANK}336, in b.csv E9 stehen 5{BLANK}000.")
    assert list(tables_disagree(made([figure(4336, 3), figure(4336, 5, source="b")]), None)) == []


def test_two_tables_that_differ_by_one_digit_propose_a_reading_for_the_worse_confirmed_one(made: Make) -> None:
    rows = [figure(7602, 3), figure(6702, 5, source="b"), *bands(657, 4983, 1062, source="b")]
    (finding,) = tables_disagree(made(rows), None)
    assert (finding.rule, finding.file, finding.cell) == ("tables_disagree.reading", "a.csv", "C9")
    assert finding.found.endswith(f"Es stimmte mit C9: 6{BLANK}702.")


def test_tables_that_disagree_everywhere_are_named_once(made: Make) -> None:
    rows = [figure(100 + i, 3, f"D{i}") for i in range(12)] + [
        figure(200 + i, 3, f"D{i}", source="b") for i in range(12)
    ]
    (finding,) = tables_disagree(made(rows), None)
    assert finding.rule == "tables_disagree.many"
    assert "In 12 von 12 Gebieten" in finding.found


def test_an_unreadable_cell_is_read_by_the_sum_that_it_belongs_to(made: Make) -> None:
    # 6702 - 657 - 4983 = 1062: the print has a digit too many
    rows = [figure(6702, 3), *bands(657, 4983, None)]
    rows[3] |= {"status": "unreadable", "text": "1.0662"}
    (finding,) = digits_unclear(made(rows), None)
    assert (finding.rule, finding.severity, finding.cell) == ("digits_unclear", "warning", "F9")
    assert finding.found.endswith(f"die übrigen Zellen der Summe lassen 1{BLANK}062.")
    rows[3]["text"] = "viele"
    assert list(digits_unclear(made(rows), None)) == []
