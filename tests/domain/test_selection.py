from __future__ import annotations

import math
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from districtanalysis.domain.observations import Observations, from_rows
from districtanalysis.domain.selection import Selection, select
from districtanalysis.errors import SelectionError
from districtanalysis.language import using

Row = dict[str, object]


def banded(*bands: tuple[int, int, float], district: str = "Ost", **more: object) -> list[Row]:
    """Rows of residents by age; an age of -1 behind is open, -1 before means all ages."""
    return [
        {"district_id": district, "variable": "residents", "age_from": low, "age_to": high, "value": value, **more}
        for low, high, value in bands
    ]


def figures(*rows: Row) -> Observations:
    return from_rows(rows)


def value(data: Observations, selection: Selection, **options: str) -> float:
    frame = select(data, selection, **options).frame
    assert frame.index.tolist() == ["Ost"]
    return float(frame.loc["Ost", "value"])


def places(row: Row, **more: object) -> Row:
    return {"district_id": "Ost", "variable": "facilities", "qualifier": "exact", **row, **more}


TOTAL = (-1, -1, 100.0)
PARTS = ((0, 17, 20.0), (18, 64, 60.0), (65, -1, 20.5))


def test_the_printed_figure_is_taken_as_it_stands() -> None:
    data = figures(*banded(TOTAL, *PARTS, status="exact", decimals=0))
    found = select(data, Selection("residents")).frame.loc["Ost"]
    assert (found["value"], found["low"], found["high"], found["decimals"]) == (100.0, 100.0, 100.0, 0)
    assert found["figures"] == (0,)


def test_a_total_and_its_parts_are_never_added() -> None:
    data = figures(*banded(TOTAL, *PARTS))
    assert value(data, Selection("residents")) == 100.0
    assert value(data, Selection("residents", age=(0, None))) == 100.0
    assert value(data, Selection("residents", reduce="sum")) == 100.0


def test_a_total_that_is_printed_twice_over_counts_once() -> None:
    data = figures(*banded(TOTAL, (0, -1, 100.0), *PARTS))
    assert value(data, Selection("residents", age=(0, None))) == 100.0
    assert value(data, Selection("residents")) == 100.0


def test_parts_that_tile_the_ages_are_summed() -> None:
    data = figures(*banded(*PARTS, low=None))
    # 20 + 60 + 20.5
    assert value(data, Selection("residents")) == 100.5
    assert value(data, Selection("residents", age=(18, None))) == 80.5
    assert value(data, Selection("residents", age=(0, 64))) == 80.0
    found = select(data, Selection("residents", age=(0, 64))).frame.loc["Ost"]
    assert found["figures"] == (0, 1)


def test_wider_bands_are_preferred_and_nothing_is_counted_twice() -> None:
    nested = banded((0, 4, 5), (5, 9, 6), (0, 9, 11), (10, 19, 9), (0, 2, 3), (3, 4, 2))
    found = select(figures(*nested), Selection("residents", age=(0, 19))).frame.loc["Ost"]
    assert found["value"] == 20.0
    assert found["figures"] == (2, 3)


def test_a_wide_band_that_leads_nowhere_is_left_aside() -> None:
    crossing = banded((0, 14, 15), (0, 9, 10), (10, 19, 12))
    assert value(figures(*crossing), Selection("residents", age=(0, 19))) == 22.0


def test_single_years_carry_a_band_that_is_no_standard_class() -> None:
    years = banded(*((age, age, float(age)) for age in range(100)), (100, -1, 1))
    # 21 + 22 + ... + 29 = 9 x 25
    assert value(figures(*years), Selection("residents", age=(21, 29))) == 225.0


@pytest.mark.parametrize(
    ("bands", "shown"),
    [
        (((0, 17, 1.0), (19, -1, 1.0)), "0–17 und 19+"),
        (((0, 18, 1.0), (18, -1, 1.0)), "0–18 und 18+"),
        (((0, 17, 1.0), (18, 64, 1.0)), "0–17 und 18–64"),
    ],
    ids=["gap", "overlap", "no end"],
)
def test_gap_and_overlap_are_refused_and_the_bands_named(bands: tuple[tuple[int, int, float], ...], shown: str) -> None:
    data = figures(*banded(*bands))
    with pytest.raises(SelectionError, match="folgt nicht aus dem Gedruckten") as caught:
        select(data, Selection("residents", age=(0, None)))
    assert f"vorhandene Altersbänder: {shown}." in str(caught.value)
    assert "Einwohnerinnen und Einwohner im Alter ab 0 Jahren für Ost" in str(caught.value)


def test_a_refusal_is_worded_in_either_language() -> None:
    data = figures(*banded((0, 17, 1.0)))
    with using("en"), pytest.raises(SelectionError, match=r"aged 0 to 19 for Ost does not follow.*found: 0–17"):
        select(data, Selection("residents", age=(0, 19)))


def test_ages_do_not_follow_from_a_total_alone() -> None:
    with pytest.raises(SelectionError, match="vorhandene Altersbänder: keine"):
        select(figures(*banded(TOTAL)), Selection("residents", age=(0, 19)))


def test_many_nested_bands_without_an_end_are_refused_at_once() -> None:
    steps = [(a, a + width - 1, 1.0) for width in (1, 5, 10, 20) for a in range(0, 100, width)]
    start = time.perf_counter()
    with pytest.raises(SelectionError):
        select(figures(*banded(*steps)), Selection("residents"))
    assert time.perf_counter() - start < 2


def test_two_figures_for_one_place_are_refused() -> None:
    data = figures(*banded((-1, -1, 100.0), (-1, -1, 101.0)))
    with pytest.raises(SelectionError, match="Für Ost stehen 2 Zahlen da, erwartet wird eine"):
        select(data, Selection("residents"))
    data = figures(*banded((0, 17, 20.0), (0, 17, 21.0), (18, -1, 80.0)))
    with pytest.raises(SelectionError, match="Für Ost stehen 3 Zahlen da"):
        select(data, Selection("residents"))


def test_a_figure_goes_before_one_that_another_table_leaves_open() -> None:
    rows = [*banded((-1, -1, math.nan), status="not_available"), *banded((-1, -1, 100.0))]
    assert value(figures(*rows), Selection("residents")) == 100.0
    found = select(figures(rows[0]), Selection("residents")).frame.loc["Ost"]
    assert math.isnan(found["value"])
    assert found["status"] == "not_available"


def test_a_sum_has_the_worst_status_and_the_interval_of_its_parts() -> None:
    rows = [
        *banded((0, 17, 20.0), decimals=0),
        *banded((18, -1, 80.0), low=70, high=90, status="estimated", qualifier="about", decimals=0),
    ]
    found = select(figures(*rows), Selection("residents")).frame.loc["Ost"]
    assert (found["value"], found["low"], found["high"]) == (100.0, 90.0, 110.0)
    assert (found["status"], found["qualifier"], found["decimals"]) == ("estimated", "about", 0)


def test_a_sum_with_a_missing_part_is_missing() -> None:
    rows = [*banded((0, 17, 20.0)), *banded((18, -1, math.nan), status="suppressed")]
    found = select(figures(*rows), Selection("residents")).frame.loc["Ost"]
    assert math.isnan(found["value"])
    assert found["status"] == "suppressed"


def test_qualifiers_that_pull_both_ways_leave_an_interval() -> None:
    rows = [
        *banded((0, 17, 20.0), low=20, high=math.inf, qualifier="at_least"),
        *banded((18, -1, 80.0), low=0, high=80, qualifier="at_most"),
    ]
    found = select(figures(*rows), Selection("residents")).frame.loc["Ost"]
    assert (found["low"], found["high"], found["qualifier"]) == (20.0, math.inf, "between")


def test_other_dimensions_mean_all_unless_they_are_asked_for() -> None:
    rows = [*banded(TOTAL), *banded((-1, -1, 48.0), sex="male"), *banded((-1, -1, 9.0), origin="Syria")]
    data = figures(*rows)
    assert value(data, Selection("residents")) == 100.0
    assert value(data, Selection("residents", sex="male")) == 48.0
    assert value(data, Selection("residents", origin="Syria")) == 9.0


def test_the_latest_date_counts_beside_figures_without_one() -> None:
    rows = [*banded((-1, -1, 90.0), date="2018-12-31"), *banded((-1, -1, 100.0), date="2019-12-31")]
    assert value(figures(*rows), Selection("residents")) == 100.0
    assert value(figures(*rows), Selection("residents"), date="2018-12-31") == 90.0
    undated = [*rows, *banded((-1, -1, 5.0), district="West")]
    assert select(figures(*undated), Selection("residents")).frame["value"].to_dict() == {"Ost": 100.0, "West": 5.0}


def test_districts_without_any_row_are_absent() -> None:
    rows = [*banded(TOTAL), {"district_id": "West", "variable": "foreigners", "value": 7}]
    assert select(figures(*rows), Selection("residents")).frame.index.tolist() == ["Ost"]
    assert select(figures(*rows), Selection("nationalities")).frame.empty


def test_the_highest_documented_step_counts_and_all_evidence_is_kept() -> None:
    step = {"district_id": "Ost", "variable": "engagement_structure"}
    data = figures(
        {**step, "value": 2}, {**step, "value": 3}, {**step, "status": "not_available"}, {**step, "value": 1}
    )
    found = select(data, Selection("engagement_structure", reduce="highest")).frame.loc["Ost"]
    assert (found["value"], found["status"], found["figures"]) == (3.0, "exact", (0, 1, 2, 3))


def test_no_step_at_all_is_missing_with_its_status() -> None:
    data = figures({"district_id": "Ost", "variable": "programme_frame", "status": "unreadable"})
    found = select(data, Selection("programme_frame", reduce="highest")).frame.loc["Ost"]
    assert math.isnan(found["value"])
    assert found["status"] == "unreadable"


KINDS = Selection("facilities", kind=("daycare", "youth", "sport"), reduce="kinds")


def test_kinds_are_counted_and_not_entries() -> None:
    data = figures(places({"kind": "daycare", "value": 2}), places({"kind": "daycare", "value": 1}))
    assert value(data, KINDS) == 1.0


def test_a_kind_that_is_not_named_may_still_be_there() -> None:
    data = figures(
        places({"kind": "daycare", "value": 2}),
        places({"kind": "sport", "low": 1, "high": math.inf}, qualifier="present"),
        places({"kind": "library", "value": 1}),
    )
    found = select(data, KINDS).frame.loc["Ost"]
    assert (found["value"], found["low"], found["high"], found["qualifier"]) == (2.0, 2.0, 3.0, "at_least")
    assert found["figures"] == (0, 1)


def test_a_kind_that_is_said_not_to_be_there_bounds_the_number() -> None:
    rows = [places({"kind": "daycare", "value": 2}), places({"kind": "youth", "value": 0}, status="exact_zero")]
    found = select(figures(*rows), KINDS).frame.loc["Ost"]
    assert (found["value"], found["high"], found["qualifier"]) == (1.0, 2.0, "at_least")
    found = select(figures(*rows, places({"kind": "sport", "value": 1})), KINDS).frame.loc["Ost"]
    assert (found["value"], found["high"], found["qualifier"]) == (2.0, 2.0, "exact")


def test_a_list_that_names_other_kinds_only_bounds_the_number_by_zero() -> None:
    found = select(figures(places({"kind": "library", "value": 1})), KINDS).frame.loc["Ost"]
    assert (found["value"], found["low"], found["high"], found["qualifier"]) == (0.0, 0.0, 3.0, "at_least")


def test_entries_of_one_kind_are_summed_where_the_sum_is_asked() -> None:
    rows = [places({"kind": "daycare", "value": 2}), places({"kind": "daycare", "value": 1})]
    data = figures(*rows, places({"kind": "youth", "value": 1}))
    assert value(data, Selection("facilities", kind="daycare", reduce="sum")) == 3.0
    assert value(data, Selection("facilities", reduce="sum")) == 4.0


def test_a_printed_total_is_not_added_to_its_kinds() -> None:
    rows = [places({"value": 9}), places({"kind": "daycare", "value": 2}), places({"kind": "youth", "value": 1})]
    assert value(figures(*rows), Selection("facilities", reduce="sum")) == 9.0


def test_a_presence_without_a_number_cannot_be_summed() -> None:
    present = places({"kind": "daycare", "low": 1, "high": math.inf}, qualifier="present")
    found = select(figures(present), Selection("facilities", kind="daycare", reduce="sum")).frame.loc["Ost"]
    assert math.isnan(found["value"])
    assert (found["low"], found["high"], found["qualifier"]) == (1.0, math.inf, "present")


@pytest.mark.parametrize(
    ("selection", "label"),
    [
        (Selection("residents"), "Einwohnerinnen und Einwohner"),
        (Selection("residents", age=(0, 19)), "Einwohnerinnen und Einwohner im Alter von 0 bis 19 Jahren"),
        (Selection("foreigners", age=(65, None)), "Ausländerinnen und Ausländer im Alter ab 65 Jahren"),
    ],
)
def test_a_selection_can_be_read(selection: Selection, label: str) -> None:
    assert selection.label() == label


@given(st.sets(st.integers(1, 99), max_size=12), st.integers(0, 98), st.integers(0, 99))
def test_any_tiling_gives_the_sum_of_its_years(cuts: set[int], low: int, high: int) -> None:
    """Bands cut anywhere: what starts and ends at a cut is the sum of its years, everything else is refused."""
    starts = [0, *sorted(cuts)]
    ends = [*(start - 1 for start in starts[1:]), 99]
    bands = [(a, b, float(sum(range(a, b + 1)))) for a, b in zip(starts, ends, strict=True)]
    data = figures(*banded(*bands))
    if low in starts and high in ends and low <= high:
        assert value(data, Selection("residents", age=(low, high))) == sum(range(low, high + 1))
    else:
        with pytest.raises(SelectionError):
            select(data, Selection("residents", age=(low, high)))
