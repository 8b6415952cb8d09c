from __future__ import annotations

from collections.abc import Callable

import numpy as np

from districtanalysis.checks.rows import column_twice, rows_repeated, rows_shifted, shifted_runs, zeros_for_missing
from districtanalysis.domain.data import DistrictData

Make = Callable[..., DistrictData]
RNG = np.random.default_rng(3)
PEOPLE = np.round(RNG.lognormal(7, 1.2, (6, 40)))


def rows(values: np.ndarray, variable: str = "published_count", **more: object) -> list[dict[str, object]]:
    return [
        {
            "district_id": f"D{district:02}",
            "variable": variable,
            "kind": f"k{column}",
            "value": float(values[column, district]),
            "row": district + 2,
            "column": column + 3,
            **more,
        }
        for column in range(values.shape[0])
        for district in range(values.shape[1])
    ]


def test_shares_that_are_all_zero_at_once_stand_for_nothing_known(made: Make) -> None:
    shares = RNG.uniform(1, 60, (4, 20))
    shares[:, 5] = 0
    shares[2, 9] = 0  # one zero is a value
    (finding,) = zeros_for_missing(made(rows(shares, "published_share")), None)
    assert (finding.rule, finding.severity, finding.cell, finding.district) == (
        "zeros_for_missing",
        "warning",
        "C7",
        "D05",
    )
    assert finding.found == "In allen 4 Spalten bis F7 steht 0."


def test_zeros_that_are_common_are_values(made: Make) -> None:
    shares = RNG.uniform(1, 60, (4, 20)) * (RNG.random((4, 20)) > 0.5)
    assert list(zeros_for_missing(made(rows(shares, "published_share")), None)) == []


def test_a_row_that_stands_under_two_names_is_found(made: Make) -> None:
    counts = PEOPLE.copy()
    counts[:, 11] = counts[:, 4]
    (finding,) = rows_repeated(made(rows(counts)), None)
    assert (finding.rule, finding.district, finding.cell, finding.details["other"]) == (
        "rows_repeated",
        "D11",
        "C13",
        "D04",
    )
    assert list(rows_repeated(made(rows(PEOPLE)), None)) == []


def test_rows_of_nothing_but_zeros_are_no_repetition(made: Make) -> None:
    counts = PEOPLE.copy()
    counts[:, 3] = counts[:, 4] = 0
    assert list(rows_repeated(made(rows(counts)), None)) == []


def test_a_column_that_stands_under_two_headings_is_found(made: Make) -> None:
    counts = PEOPLE.copy()
    counts[4] = counts[1]
    (finding,) = column_twice(made(rows(counts)), None)
    assert (finding.rule, finding.cell, finding.details["other"]) == ("column_twice", "G2", "D2")
    assert list(column_twice(made(rows(PEOPLE)), None)) == []


def test_all_ages_and_0_and_over_are_the_same_column(made: Make) -> None:
    plain = [{**row, "kind": None} for row in rows(PEOPLE[:1], "residents")]
    same = [{**row, "age_from": 0, "column": 9} for row in plain]
    assert list(column_twice(made([*plain, *same]), None)) == []


def test_a_block_of_rows_that_slipped_by_one_is_found(made: Make) -> None:
    slipped = PEOPLE.copy()
    slipped[:, 10:25] = np.roll(slipped[:, 10:26], -1, axis=1)[:, :15]
    earlier = rows(PEOPLE, date="2018-12-31")
    later = rows(np.round(slipped * 1.01), date="2020-12-31", source="b")
    (finding,) = rows_shifted(made([*earlier, *later]), None)
    assert (finding.rule, finding.file, finding.cell) == ("rows_shifted", "b.csv", "C12")
    assert "Von „D10“ bis „D24“ (15 Zeilen) passen die Zahlen nicht zu a.csv" in finding.found
    assert "(die erste zu „D11“)" in finding.found


def test_rows_in_their_places_are_no_finding(made: Make) -> None:
    data = made([*rows(PEOPLE, date="2018-12-31"), *rows(np.round(PEOPLE * 1.1), date="2020-12-31", source="b")])
    assert list(rows_shifted(data, None)) == []


def test_runs_are_found_in_both_directions_and_at_the_end() -> None:
    people = np.array([[100.0 * 3 ** (7 * place % 11) for place in range(40)]])  # no two neighbours alike
    down = np.concatenate([people[:, :1], people[:, :-1]], axis=1)
    assert shifted_runs(people, down, -1) == [(1, 39)]
    assert shifted_runs(people, down, 1) == []
    short = people.copy()
    short[:, 5:8] = people[:, 6:9]
    assert shifted_runs(people, short, 1) == []
