"""Profiles, names and reasons: hand calculations."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.language import using
from districtanalysis.typology.profile import (
    apart_words,
    city_value,
    order_of,
    profiles,
    set_apart,
    suggested_name,
    typical,
    why,
)


@pytest.fixture
def table() -> IndicatorTable:
    frame = pd.DataFrame({"share": [10.0, 20.0, 40.0], "plain": [1.0, 2.0, 6.0]}, index=["a", "b", "c"])
    base = pd.DataFrame({"share": [100.0, 300.0, 100.0], "plain": [np.nan] * 3}, index=frame.index)
    return IndicatorTable.from_frame(frame, base=base)


def test_shares_are_pooled_never_averaged(table: IndicatorTable) -> None:
    found = profiles(table.frame, pd.Series([1, 1, 2], table.frame.index), table).set_index(["type", "feature"])
    # (10 x 100 + 20 x 300) / 400 = 17.5; city (1000 + 6000 + 4000) / 500 = 22
    assert found.loc[(1, "share"), "value"] == pytest.approx(17.5)
    assert found.loc[(1, "share"), "city"] == pytest.approx(22.0)
    # standard deviation of 10, 20, 40: mean 23.33, sqrt((177.8 + 11.1 + 277.8) / 3) = 12.472
    assert found.loc[(1, "share"), "deviations"] == pytest.approx(-4.5 / 12.472, abs=1e-4)
    assert found.loc[(1, "share"), "basis"] == "counts"
    # without a base the mean of the districts, and it says so
    assert found.loc[(2, "plain"), "city"] == pytest.approx(3.0)
    assert found.loc[(2, "plain"), "basis"] == "districts"


def test_a_city_value_from_counts_comes_first(table: IndicatorTable) -> None:
    known = IndicatorTable(
        frame=table.frame, low=table.low, high=table.high, base=table.base, status=table.status,
        qualifier=table.qualifier, names=table.names, indicators={}, city={"plain": 2.5},
    )  # fmt: skip
    assert city_value(known, "plain", known.frame["plain"]) == 2.5


def _profile(**deviations: float) -> pd.DataFrame:
    rows = [(1, key, key, 1.0, 2.0, -1.0, value, "counts") for key, value in deviations.items()]
    return pd.DataFrame(
        rows, columns=["type", "feature", "label", "value", "city", "difference", "deviations", "basis"]
    )


def test_names_are_neutral_and_different() -> None:
    profile = _profile(Kinder=1.4, Ältere=-0.9, Dichte=0.1)
    assert suggested_name(profile, []) == "Kinder über, Ältere unter dem Stadtwert"
    assert suggested_name(profile, [], "Vereine") == "Kinder über, Ältere unter dem Stadtwert – Ressource: Vereine"
    assert suggested_name(_profile(Kinder=0.1), []) == "Nahe am Stadtwert"
    taken = [suggested_name(profile, [])]
    assert suggested_name(profile, taken) not in taken
    with using("en"):
        assert suggested_name(profile, []) == "Kinder above, Ältere below the city"


def test_what_sets_a_type_apart_is_ordered_by_strength(table: IndicatorTable) -> None:
    profile = _profile(a=0.3, b=-2.0, c=0.1, d=1.0)
    assert set_apart(profile)["feature"].tolist() == ["b", "d", "a"]
    assert apart_words(profile, table).startswith("b 1,00 (2,00; −2,0)")
    assert apart_words(_profile(a=0.0), table) == "in allen Merkmalen nahe am Stadtwert"


def test_typical_and_atypical_districts() -> None:
    distances = pd.Series([3.0, 1.0, 2.0, 9.0], index=list("abcd"))
    near, far = typical(distances, pd.Series([1, 1, 1, 1], index=list("abcd")), 2)[1]
    assert (near, far) == (["b", "c"], ["d", "a"])


def test_why_this_type() -> None:
    centres = np.array([[0.0, 0.0], [4.0, 0.0], [0.0, 9.0]])
    # the next best centre is the second: distance 3 against 1; only the first feature tells them apart
    assert "x" in why(np.array([1.0, 0.0]), centres, 0, ["x", "y"])
    assert "nächster Typ: 2" in why(np.array([1.0, 0.0]), centres, 0, ["x", "y"])
    assert why(np.array([1.0]), np.array([[0.0]]), 0, ["x"]) == "Es gibt nur einen Typ."


def test_documented_order() -> None:
    labels = np.array([0, 1, 1, 2, 2])
    centres = np.array([[5.0, 0.0], [2.0, 0.0], [1.0, 9.0]])
    # two groups of two districts: the smaller first coordinate comes first
    assert order_of(labels, centres) == [2, 1, 0]
