from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from districtanalysis.domain.area_sums import Crosswalk, crosswalked, roll_up
from districtanalysis.domain.observations import Observations, from_rows
from districtanalysis.errors import SelectionError

ROWS = [
    {"district_id": "a", "variable": "residents", "value": 100, "date": "2020-12-31", "decimals": 0},
    {"district_id": "b", "variable": "residents", "value": 50, "date": "2020-12-31", "decimals": 0},
    {"district_id": "c", "variable": "residents", "value": 10, "date": "2020-12-31", "decimals": 0},
    {"district_id": "a", "variable": "residents", "value": 60, "date": "2020-12-31", "sex": "female"},
    {"district_id": "b", "variable": "residents", "value": 20, "date": "2020-12-31", "sex": "female"},
    {"district_id": "a", "variable": "foreign_share_printed", "value": 12.5, "date": "2020-12-31"},
    {"district_id": "a", "variable": "foreigners", "value": 12, "low": 11, "high": 13, "date": "2020-12-31"},
    {"district_id": "b", "variable": "foreigners", "status": "suppressed", "date": "2020-12-31"},
]


def values(figures: Observations, variable: str) -> dict[tuple[str, str], float]:
    rows = figures.of(variable)
    return {
        (str(row["district_id"]), str(row["sex"]) if isinstance(row["sex"], str) else ""): float(row["value"])
        for _, row in rows.iterrows()
    }


def test_counts_are_added_by_what_they_are_about_and_shares_never() -> None:
    found = roll_up(from_rows(ROWS), {"a": "north", "b": "north", "c": "south", "d": ""})
    assert values(found, "residents") == {("north", ""): 150.0, ("south", ""): 10.0, ("north", "female"): 80.0}
    assert found.of("foreign_share_printed").empty
    assert set(found.of("residents")["status"]) == {"derived"}


def test_a_withheld_part_leaves_the_sum_open() -> None:
    found = roll_up(from_rows(ROWS), {"a": "north", "b": "north"}).of("foreigners")
    assert np.isnan(found["value"]).all()
    assert found["status"].tolist() == ["suppressed"]


def test_sums_know_their_parts() -> None:
    figures = from_rows(ROWS)
    found = roll_up(figures, {"a": "north", "b": "north"})
    whole = found.frame[(found.frame["variable"] == "residents") & found.frame["sex"].isna()]
    parts = found.lineage[found.lineage["figure_id"] == int(whole["figure_id"].iloc[0])]
    assert parts["input_id"].tolist() == [0, 1]
    assert parts["weight"].tolist() == [1.0, 1.0]
    assert not set(found.frame["figure_id"]) & set(figures.frame["figure_id"])


def test_divided_counts_are_estimates_and_whole_ones_are_not() -> None:
    crosswalk = Crosswalk.of([("a", "x", 0.25), ("a", "y", 0.75), ("b", "y", 1.0), ("c", "z", 1.0)])
    found = crosswalked(from_rows(ROWS[:3]), crosswalk).frame.set_index("district_id")
    assert found["value"].to_dict() == {"x": 25.0, "y": 125.0, "z": 10.0}
    assert found["status"].astype(str).to_dict() == {"x": "estimated", "y": "estimated", "z": "derived"}


@given(
    st.lists(st.integers(0, 10_000), min_size=2, max_size=8),
    st.lists(st.lists(st.integers(1, 9), min_size=1, max_size=4), min_size=8, max_size=8),
)
def test_every_sum_is_preserved(counts: list[int], parts: list[list[int]]) -> None:
    rows = [{"district_id": f"o{i}", "variable": "residents", "value": count} for i, count in enumerate(counts)]
    links = [
        (f"o{i}", f"n{(i + j) % 5}", part / sum(parts[i]))
        for i in range(len(counts))
        for j, part in enumerate(parts[i])
    ]
    found = crosswalked(from_rows(rows), Crosswalk.of(links))
    assert float(found.frame["value"].sum()) == pytest.approx(sum(counts), abs=1e-6)


@pytest.mark.parametrize("links", [[("a", "x", 0.9)], [("a", "x", 1.2), ("a", "y", -0.2)]])
def test_weights_that_do_not_preserve_sums_are_refused(links: list[tuple[str, str, float]]) -> None:
    with pytest.raises(SelectionError):
        Crosswalk.of(links)


def test_an_area_that_the_crosswalk_does_not_know_is_named() -> None:
    with pytest.raises(SelectionError, match="b und c"):
        crosswalked(from_rows(ROWS[:3]), Crosswalk.of([("a", "x", 1.0)]))
