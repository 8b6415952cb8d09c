from __future__ import annotations

import csv
import itertools
from pathlib import Path

import numpy as np
import pytest

from districtanalysis.methods.rounding import (
    compatible,
    counts_exist,
    counts_for_percentages,
    denominator_estimate,
    denominator_range,
)


def test_the_interval_follows_from_the_definition_of_rounding() -> None:
    # 17.6 stands for 17.55 to 17.65: 1998 / 0.1765 = 11320.1, 1998 / 0.1755 = 11384.6
    assert denominator_range(1998, 17.6, 1) == (11321, 11384)
    assert denominator_estimate(1998, 17.6) == 11352  # 1998 / 0.176 = 11352.3


def test_fewer_decimals_leave_a_wider_interval() -> None:
    # 7 stands for 6.5 to 7.5: 190 / 0.075 = 2533.3, 190 / 0.065 = 2923.1; 7.0 for 6.95 to 7.05
    assert denominator_range(190, 7, 0) == (2534, 2923)
    assert denominator_range(190, 7.0, 1) == (2696, 2733)


def test_the_edges_of_rounding_belong_to_the_interval() -> None:
    # 50 % without decimals stands for 49.5 to 50.5; 99 / 0.495 = 200 exactly
    assert denominator_range(99, 50, 0)[1] == 200
    # 101 / 0.505 = 200 exactly
    assert denominator_range(101, 50, 0)[0] == 200


@pytest.mark.parametrize(("count", "share", "decimals"), [(3, 12.5, 1), (7, 33, 0), (352, 9.53, 2), (1, 0.7, 1)])
def test_exactly_the_numbers_of_the_interval_round_to_the_share(count: int, share: float, decimals: int) -> None:
    low, high = denominator_range(count, share, decimals)
    half = 0.5 / 10**decimals
    fitting = [n for n in range(1, 2 * high) if share - half - 1e-9 <= count / n * 100 <= share + half + 1e-9]
    assert fitting == list(range(low, high + 1))


def test_a_base_is_never_smaller_than_its_part() -> None:
    # 100.0 stands for 99.95 to 100.05, but 10000 of 9996 cannot be
    assert denominator_range(10000, 100.0, 1) == (10000, 10005)


def test_a_share_that_no_whole_number_gives_leaves_nothing() -> None:
    # 1 of 3 is 33.3, 1 of 4 is 25.0: nothing gives 30.0
    low, high = denominator_range(1, 30.0, 1)
    assert low > high


@pytest.mark.parametrize(("count", "share", "decimals"), [(0, 10, 0), (-1, 10, 0), (5, 0, 0), (5, 0.0, 1)])
def test_nothing_follows_from_zero(count: int, share: float, decimals: int) -> None:
    with pytest.raises(ValueError, match="positive"):
        denominator_range(count, share, decimals)


def test_the_published_table_gives_all_eighteen_intervals(reference: Path) -> None:
    path = reference.parent / "figures" / "kaiserslautern_derived_residents.csv"
    if not path.is_file():
        pytest.skip(f"no transcribed figures: {path}")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 18
    for row in rows:
        count, share = float(row["auslaender_anzahl"]), float(row["auslaender_anteil_pct"])
        decimals = int(row["anteil_nachkommastellen_im_original"])
        assert denominator_range(count, share, decimals) == (int(row["einwohner_min"]), int(row["einwohner_max"]))
        one = (int(row["einwohner_min_bei_lesart_1dez"]), int(row["einwohner_max_bei_lesart_1dez"]))
        assert denominator_range(count, share, 1) == one
        assert denominator_estimate(count, share) == int(row["einwohner_punktschaetzung"])


def test_no_four_counts_of_78_give_the_printed_percentages() -> None:
    # 8/78 = 10.3 and 9/78 = 11.5: neither rounds to 11 by the usual rule; 11.538 lies above 11.5
    assert counts_for_percentages([73, 12, 11, 4], 78) == []
    assert not counts_exist([73, 12, 11, 4], 78)


def test_smaller_bases_give_them() -> None:
    # 55/75 = 73.33, 9/75 = 12.00, 8/75 = 10.67, 3/75 = 4.00
    assert counts_for_percentages([73, 12, 11, 4], 75) == [(55, 9, 8, 3)]
    assert [n for n in range(70, 79) if counts_exist([73, 12, 11, 4], n)] == [73, 74, 75]


def test_halves_may_round_either_way() -> None:
    # 1 of 8 is 12.5
    assert counts_exist([12, 88], 8)
    assert counts_exist([13, 87], 8)


@pytest.mark.parametrize("total", [7, 12, 30])
def test_the_counts_are_those_of_trying_all(total: int) -> None:
    printed = [50, 33, 17]
    tried = [
        counts
        for counts in itertools.product(range(total + 1), repeat=3)
        if sum(counts) == total
        and all(abs(100 * c / total - p) <= 0.5 + 1e-9 for c, p in zip(counts, printed, strict=True))
    ]
    assert counts_for_percentages(printed, total) == tried
    assert counts_exist(printed, total) is bool(tried)


def test_large_bases_are_answered_at_once() -> None:
    assert counts_exist([20, 20, 20, 20, 10, 10], 10**9)
    assert not counts_exist([20, 20, 20, 20, 10, 5], 10**9)


def test_a_share_fits_its_count_within_the_printed_rounding() -> None:
    # the three districts of Heidenheim: 9.5290, 19.4886, 30.8579 percent
    counts, bases = np.array([352.0, 724.0, 1338.0]), np.array([3694.0, 3715.0, 4336.0])
    two = np.full(3, 2, dtype=np.int8)
    assert compatible(counts, bases, np.array([9.53, 19.49, 30.86]), two).all()
    assert compatible(counts, bases, np.array([9.52, 19.48, 30.87]), two).tolist() == [False, False, False]


def test_a_share_on_the_edge_of_rounding_fits_both_neighbours() -> None:
    # 1 of 800 is 0.125 percent
    fits = compatible(np.array([1.0, 1.0]), np.array([800.0, 800.0]), np.array([0.12, 0.13]), np.full(2, 2, np.int8))
    assert fits.all()
