"""The change of every figure at once."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from districtanalysis.domain.observations import Observations, from_rows
from districtanalysis.errors import SelectionError
from districtanalysis.indicators.change_figures import change_of_figures
from districtanalysis.methods.change import share_difference

DAYS = ("2018-12-31", "2019-12-31", "2020-12-31")


def figures(*rows: tuple[str, str, int, float], **more: object) -> Observations:
    """Figures of (district, variable, place of the date, value)."""
    return from_rows([{"district_id": d, "variable": v, "date": DAYS[t], "value": x} | more for d, v, t, x in rows])


def test_each_figure_is_compared_with_the_date_before() -> None:
    given = figures(
        ("A", "residents", 2, 90), ("A", "residents", 0, 100), ("A", "residents", 1, 120), ("B", "residents", 1, 5)
    )
    found = change_of_figures(given)
    assert found[["district_id", "from", "to"]].astype(str).to_numpy().tolist() == [
        ["A", DAYS[0], DAYS[1]],
        ["A", DAYS[1], DAYS[2]],
        ["B", DAYS[0], DAYS[1]],
        ["B", DAYS[1], DAYS[2]],
    ]
    assert found["absolute"].fillna(-999).tolist() == [20, -30, -999, -999]
    assert found["percent"].iloc[:2].tolist() == [20, -25]
    assert found["status"].tolist() == ["exact", "exact", "not_available", "not_available"]


def test_a_printed_share_is_as_exact_as_its_digits() -> None:
    given = figures(("A", "foreign_share_printed", 0, 10.0), ("A", "foreign_share_printed", 1, 12.0), decimals=1)
    row = change_of_figures(given).iloc[0]
    assert (row["absolute"], np.isnan(row["percent"])) == (2, True)
    assert [row["low"], row["high"]] == pytest.approx([1.9, 2.1])


def test_a_share_with_its_whole_has_the_interval_of_two_shares() -> None:
    given = figures(
        *(("A", "foreign_share_printed", t, x) for t, x in enumerate((10.0, 12.0))),
        *(("A", "residents", t, x) for t, x in enumerate((500.0, 600.0))),
    )
    found = change_of_figures(given)
    row = found[found["variable"] == "foreign_share_printed"].iloc[0]
    low, high = share_difference(*(np.array([x]) for x in (0.1, 500.0, 0.12, 600.0)))
    assert [row["low"], row["high"]] == pytest.approx([100 * low[0], 100 * high[0]])


def test_dimensions_are_kept_apart_and_dates_without_order_are_sorted() -> None:
    rows = [
        {
            "district_id": "A",
            "variable": "residents",
            "date": day,
            "sex": sex,
            "age_from": 0,
            "age_to": 17,
            "value": value,
        }
        for day, sex, value in (
            (DAYS[1], "female", 12),
            (DAYS[0], "male", 20),
            (DAYS[0], "female", 10),
            (DAYS[1], "male", 19),
        )
    ]
    found = change_of_figures(from_rows(rows)).set_index("sex")["absolute"]
    assert found.to_dict() == {"female": 2, "male": -1}


def test_the_same_figure_twice_counts_once_and_two_different_ones_are_refused() -> None:
    twice = figures(("A", "residents", 0, 10), ("A", "residents", 0, 10), ("A", "residents", 1, 11))
    assert change_of_figures(twice)["absolute"].tolist() == [1]
    with pytest.raises(SelectionError, match="zwei verschiedene Zahlen"):
        change_of_figures(figures(("A", "residents", 0, 10), ("A", "residents", 0, 12), ("A", "residents", 1, 11)))


@pytest.mark.parametrize("seed", range(5))
def test_plain_pandas_finds_the_same_differences(seed: int) -> None:
    random = np.random.default_rng(seed)
    rows = [
        {
            "district_id": f"D{d}",
            "variable": "published_count",
            "kind": f"k{k}",
            "date": f"20{10 + t}-12-31",
            "value": float(x),
        }
        for (d, k, t), x in np.ndenumerate(random.integers(0, 99, (7, 5, 4)))
    ]
    mixed = [rows[place] for place in random.permutation(len(rows))]
    keys = ["district_id", "kind"]
    plain = pd.DataFrame(mixed).sort_values([*keys, "date"])
    plain["absolute"] = plain.groupby(keys)["value"].diff()
    expected = plain.dropna().set_index([*keys, "date"])["absolute"].sort_index()
    found = change_of_figures(from_rows(mixed)).astype({"district_id": str, "kind": str, "to": str})
    assert np.array_equal(found.set_index([*keys, "to"])["absolute"].sort_index().to_numpy(), expected.to_numpy())
