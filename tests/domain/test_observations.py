from __future__ import annotations

import math

import numpy as np
import pytest

from districtanalysis.domain.observations import (
    CATEGORIES,
    COLUMNS,
    NUMBERS,
    STATUSES,
    Observations,
    concat,
    from_columns,
    from_rows,
)
from districtanalysis.domain.selection import WORST_FIRST


def made(*districts: str, variable: str = "residents", **more: object) -> Observations:
    return from_rows([{"district_id": name, "variable": variable, "value": 100, **more} for name in districts])


def test_every_column_has_the_type_that_keeps_it_small() -> None:
    frame = made("Ost").frame
    assert tuple(frame.columns) == COLUMNS
    assert all(str(frame[name].dtype) == "category" for name in CATEGORIES)
    assert {name: str(frame[name].dtype) for name in NUMBERS} == {name: kind for name, (kind, _) in NUMBERS.items()}
    assert str(frame["figure_id"].dtype) == "int64"


def test_an_empty_table_has_the_same_types() -> None:
    empty = from_rows([])
    assert len(empty) == 0
    assert empty.frame.dtypes.map(str).to_dict() == made("Ost").frame.dtypes.map(str).to_dict()
    assert len(concat([])) == 0
    assert len(empty.of("residents")) == 0


def test_what_is_not_given_is_missing_and_exact() -> None:
    row = made("Ost").frame.iloc[0]
    assert (row["age_from"], row["age_to"], row["decimals"], row["row"], row["column"]) == (-1, -1, -1, -1, -1)
    assert (row["status"], row["qualifier"]) == ("exact", "exact")
    assert row[["sex", "origin", "kind", "date", "text"]].isna().all()


def test_a_plain_figure_is_its_own_interval() -> None:
    row = made("Ost").frame.iloc[0]
    assert (row["low"], row["high"]) == (100.0, 100.0)
    row = made("Ost", low=90, high=110).frame.iloc[0]
    assert (row["low"], row["high"]) == (90.0, 110.0)
    assert math.isnan(made("Ost", value=None).frame.loc[0, "low"])


def test_keys_are_text_and_keep_their_zeros() -> None:
    assert made("08135019").frame["district_id"].tolist() == ["08135019"]


def test_missing_texts_of_other_tables_do_not_become_words() -> None:
    frame = from_columns(
        {"district_id": ["Ost", "West"], "kind": [math.nan, "daycare"], "text": [None, "2 Kitas"]}
    ).frame
    assert frame["kind"].tolist()[1] == "daycare"
    assert frame["kind"].isna().tolist() == [True, False]
    assert frame["text"].isna().tolist() == [True, False]


def test_tables_with_different_categories_are_joined() -> None:
    first, second = made("Ost", kind="daycare"), made("West", "Ost", variable="facilities", kind="youth")
    both = concat([first, second]).frame
    assert both["district_id"].tolist() == ["Ost", "West", "Ost"]
    assert both["kind"].tolist() == ["daycare", "youth", "youth"]
    assert both["figure_id"].tolist() == [0, 1, 2]
    assert all(str(both[name].dtype) == "category" for name in CATEGORIES)
    assert both["row"].dtype == np.dtype("int32")


def test_figures_keep_numbers_of_their_own_when_a_table_was_thinned_out() -> None:
    whole = made("Ost", "West", "Nord", "Mitte")
    thinned = Observations(whole.frame[whole.frame["district_id"].isin(["Ost", "Mitte"])])
    joined = concat([thinned, whole, whole]).frame
    assert joined["figure_id"].is_unique


def test_derived_figures_keep_their_inputs_when_tables_are_joined() -> None:
    first = made("Ost")
    derived = made("Ost", "West").with_rows(
        [{"district_id": "Ost", "variable": "foreigners", "value": 5, "status": "derived"}], [[(0, 1.0), (1, 0.5)]]
    )
    assert derived.lineage.to_dict("list") == {"figure_id": [2, 2], "input_id": [0, 1], "weight": [1.0, 0.5]}
    both = concat([first, derived])
    assert both.lineage["figure_id"].tolist() == [3, 3]
    assert both.lineage["input_id"].tolist() == [1, 2]
    assert both.frame.loc[both.frame["figure_id"] == 3, "status"].tolist() == ["derived"]


def test_adding_nothing_changes_nothing() -> None:
    figures = made("Ost")
    assert figures.with_rows([]) is figures
    assert from_rows([]).with_rows([{"district_id": "Ost"}]).frame["figure_id"].tolist() == [0]


def test_every_status_is_ranked_by_how_little_it_says() -> None:
    assert sorted(WORST_FIRST) == sorted(STATUSES)


@pytest.mark.slow
def test_a_million_figures_take_about_fifty_megabytes() -> None:
    count = 1_000_000
    figures = from_columns(
        {
            "district_id": [f"{i % 542:08d}" for i in range(count)],
            "date": ["2020-12-31"] * count,
            "variable": ["residents"] * count,
            "age_from": [i % 100 for i in range(count)],
            "age_to": [i % 100 for i in range(count)],
            "value": [float(i % 997) for i in range(count)],
            "source": ["register"] * count,
            "row": range(count),
            "column": [3] * count,
        }
    )
    size = figures.frame.memory_usage(deep=True).sum()
    # by the types: 8 (id) + 12 (11 categories, one of them with more than 128 values) + 4 (ages)
    # + 24 (value, low, high) + 1 (decimals) + 6 (row, column) = 55 bytes each
    assert size == pytest.approx(55e6, rel=0.02)
    assert size < object_size(figures) / 5


def object_size(figures: Observations) -> float:
    """The same figures as plain objects, reckoned from a thousandth of them."""
    return float(figures.frame.iloc[:1000].astype(object).memory_usage(deep=True).sum() * 1000)
