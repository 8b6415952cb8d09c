from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from districtanalysis.checks.headers import correlations, heading_shifted, likeness, shifts_of, telling
from districtanalysis.domain.data import DistrictData

Make = Callable[..., DistrictData]
ORIGINS = ("poland", "bulgaria", "romania", "italy")
RNG = np.random.default_rng(7)
PEOPLE = {name: np.round(RNG.lognormal(5, 0.8, 30)) for name in ORIGINS}


def table(source: str, date: str, held: dict[str, str], growth: float = 1.0, **more: object) -> list[dict[str, object]]:
    """Thirty districts; ``held`` says whose values stand under each heading."""
    return [
        {
            "district_id": f"D{row}",
            "variable": "with_migration_background_register",
            "origin": heading,
            "value": float(np.round(PEOPLE[values][row] * growth)),
            "date": date,
            "source": source,
            "row": row + 2,
            "column": column,
            **more,
        }
        for column, (heading, values) in enumerate(held.items(), start=2)
        for row in range(30)
    ]


def headings(source: str, names: tuple[str, ...] = ORIGINS, form: str = "inhabitants_from_{}") -> list[tuple[str, ...]]:
    variable = "with_migration_background_register"
    return [(source, f"{'BCDE'[i]}1", form.format(name), variable) for i, name in enumerate(names)]


def two_editions(made: Make, held: dict[str, str]) -> DistrictData:
    straight = {name: name for name in ORIGINS}
    rows = [*table("a", "2018-12-31", held), *table("b", "2020-12-31", straight, growth=1.07)]
    return made(rows, headings=[*headings("a"), *headings("b")])


def test_a_header_that_slipped_is_found_by_the_next_edition(made: Make) -> None:
    data = two_editions(made, {"poland": "bulgaria", "bulgaria": "romania", "romania": "poland", "italy": "italy"})
    found = list(heading_shifted(data, None))
    assert [(f.rule, f.severity, f.file, f.cell) for f in found] == [
        ("heading_shifted.elsewhere", "warning", "a.csv", cell) for cell in ("B1", "C1", "D1")
    ]
    assert found[0].found == (
        "Unter „inhabitants_from_poland“ stehen Werte wie in der Spalte „inhabitants_from_bulgaria“ von b.csv, "
        "nicht wie in der gleichnamigen Spalte dort."
    )


def test_headings_that_fit_are_no_finding(made: Make) -> None:
    assert list(heading_shifted(two_editions(made, {name: name for name in ORIGINS}), None)) == []


def test_names_of_another_office_are_compared_by_their_spelling(made: Make) -> None:
    shifted = {"poland": "italy", "bulgaria": "poland", "romania": "romania", "italy": "bulgaria"}
    other = [
        {**row, "origin": f"hk_{row['origin']}"} for row in table("b", "2018-12-31", {name: name for name in ORIGINS})
    ]
    names = headings("b", ("Polen", "Bulgarien", "Rumänien", "Sonst"), "HK_{}")
    data = made([*table("a", "2018-12-31", shifted), *other], headings=[*headings("a"), *names])
    found = {f.cell: f for f in heading_shifted(data, None) if f.file == "a.csv"}
    assert found["C1"].rule == "heading_shifted"  # under Bulgaria stand the Poles
    assert found["C1"].found == (
        "Unter „inhabitants_from_bulgaria“ stehen Werte wie in der Spalte „HK_Polen“ von b.csv; "
        "hier hieße diese Spalte „inhabitants_from_poland“."
    )


def test_a_layout_that_reads_by_the_values_is_left_in_peace(made: Make) -> None:
    held = {"poland": "poland", "bulgaria": "bulgaria", "romania": "romania", "italy": "italy"}
    rows = [*table("a", "2018-12-31", held), *table("b", "2020-12-31", held, growth=1.07)]
    printed = headings("a", ("bulgaria", "romania", "poland", "italy"))  # what stands there; the layout knows better
    found = list(heading_shifted(made(rows, headings=[*printed, *headings("b")]), None))
    assert {(f.rule, f.severity, f.file) for f in found} == {("heading_shifted.read", "info", "a.csv")}


def test_a_column_of_another_heading_altogether_is_named(made: Make) -> None:
    held = {"poland": "romania", "bulgaria": "bulgaria", "italy": "italy"}
    rows = [*table("a", "2018-12-31", held), *table("b", "2018-12-31", {name: name for name in ORIGINS})]
    data = made(rows, headings=[*headings("a", ("poland", "bulgaria", "italy")), *headings("b")])
    found = [f for f in heading_shifted(data, None) if f.file == "a.csv"]
    assert [(f.rule, f.cell, f.details["other"]) for f in found] == [
        ("heading_shifted.elsewhere", "B1", "inhabitants_from_romania")
    ]


def test_one_table_alone_and_long_tables_say_nothing(made: Make) -> None:
    straight = {name: name for name in ORIGINS}
    assert list(heading_shifted(made(table("a", "2018-12-31", straight), headings=headings("a")), None)) == []
    long = [{**row, "column": 5} for row in table("b", "2020-12-31", straight)]
    rows = [*table("a", "2018-12-31", straight), *long]
    assert list(heading_shifted(made(rows, headings=[*headings("a"), ("b", "E1", "zahl", "residents")]), None)) == []


def test_correlations_skip_what_is_missing() -> None:
    one = np.array([[1.0, 2, 3, np.nan, 5], [2.0, 2, 2, 2, 2]])
    two = np.array([[2.0, 4, 6, 99, 10], [5.0, 3, np.nan, 1, 0]])
    fits, shared = correlations(one, two)
    assert fits[0, 0] == pytest.approx(1)
    # 1, 2, 5 against 5, 3, 0: covariance -10 + 2/3 x ..., by hand r = -0.9903
    assert fits[0, 1] == pytest.approx(np.corrcoef([1, 2, 5], [5, 3, 0])[0, 1])
    assert fits[1].tolist() == [0, 0]
    assert shared.tolist() == [[4, 3], [5, 4]]
    plain, _ = correlations(two[:, [0, 1, 3]], two[:, [0, 1, 3]])
    assert plain == pytest.approx(np.corrcoef(two[:, [0, 1, 3]]))


def test_words_that_all_headings_share_tell_nothing() -> None:
    assert telling(["z_s1_percentage", "z_s2_percentage"]) == [{"s1"}, {"s2"}]
    assert likeness(("k06_foreigners", "k07_jobs"), ("K 06", "K 07")).round(1).tolist() == [[1.0, 0.0], [0.0, 1.0]]
    assert likeness(("from_syria", "from_serbia"), ("syria", "serbia")).argmax(axis=1).tolist() == [0, 1]


def test_a_shift_needs_two_columns_or_equal_values() -> None:
    alike = np.eye(3)
    fits = np.array([[0.2, 0.99, 0.1], [0.95, 0.3, 0.1], [0.1, 0.2, 0.99]])
    assert [(shift.own, shift.meant) for shift in shifts_of(alike, fits)] == [(0, 1), (1, 0)]
    lone = np.array([[0.2, 0.99, 0.1], [0.3, 0.4, 0.1], [0.1, 0.2, 0.99]])
    assert shifts_of(alike, lone) == []
