"""The same types tomorrow: placing, alignment, transitions, and what does not fit a model."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from districtanalysis.domain.count_table import OwnIndicator
from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.typology import TypeModel
from districtanalysis.errors import StudyError
from districtanalysis.sources.count_tables import own_indicators
from districtanalysis.typology.apply import aligned, moved, nearest_types, place, transitions, type_change
from districtanalysis.typology.form import form_types
from districtanalysis.typology.options import Condition, Rule, TypesOptions


def _counts(seed: int = 0, size: int = 30) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    kind = np.arange(size) % 3
    residents = np.full(size, 2000)
    frame = pd.DataFrame({"district_name": [f"D{i}" for i in range(size)], "residents": residents})
    frame["young"] = rng.binomial(residents, np.array([0.1, 0.2, 0.3])[kind])
    frame["old"] = rng.binomial(residents, np.array([0.3, 0.1, 0.2])[kind])
    frame.index = pd.Index([f"{i:03d}" for i in range(size)], name="district_id")
    return frame


def _entries(**changed: object) -> list[OwnIndicator]:
    young = {"key": "young", "label": "Junge in %", "numerator": ("young",), "denominator": ("residents",), **changed}
    return [
        OwnIndicator(**young),  # type: ignore[arg-type]
        OwnIndicator(key="old", label="Ältere in %", numerator=("old",), denominator=("residents",)),
    ]


OPTIONS = TypesOptions(types=3, resamples=0, place_untyped=True)


@pytest.fixture
def table() -> IndicatorTable:
    return own_indicators(_counts(), _entries())


def test_a_model_returns_the_types_that_it_was_made_from(table: IndicatorTable) -> None:
    typology = form_types(table, OPTIONS)
    model = TypeModel.from_json(typology.model.to_json())
    placed = place(model, table)
    assert (placed["type"] == typology.frame["type"]).all()
    np.testing.assert_allclose(placed["distance"], typology.frame["distance"].astype(float))
    np.testing.assert_allclose(placed["certainty"], typology.frame["certainty"].astype(float))
    assert (placed["status"] == "placed").all()


def test_another_year_is_placed_with_certainty_and_next_type(table: IndicatorTable) -> None:
    model = form_types(table, OPTIONS).model
    later = place(model, own_indicators(_counts(seed=5), _entries()))
    assert later["type"].notna().all()
    assert ((later["certainty"] > 0) & (later["certainty"] <= 1)).all()
    assert (later["next_type"] != later["type"]).all()


def test_a_district_far_from_all_types_is_said_so(table: IndicatorTable) -> None:
    model = form_types(table, OPTIONS).model
    counts = _counts()
    counts.loc["000", ["young", "old"]] = [1990, 0]
    placed = place(model, own_indicators(counts, _entries()))
    assert bool(placed.loc["000", "far"])
    assert not placed.loc["001":, "far"].any()


def test_missing_values_are_not_placed(table: IndicatorTable) -> None:
    model = form_types(table, OPTIONS).model
    counts = _counts().astype({"young": "float64"})
    counts.loc["004", "young"] = np.nan
    placed = place(model, own_indicators(counts, _entries()))
    assert placed.loc["004", "status"] == "not_typed"
    assert pd.isna(placed.loc["004", "type"])


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        (_entries()[:1], "in der Tabelle fehlen: Ältere"),
        (_entries(unit="per_1000"), "Einheit „per_1000“, im Typenmodell „percent“"),
        (_entries(minus=("old",)), "anders definiert"),
    ],
)
def test_other_indicators_are_refused(table: IndicatorTable, entries: list[OwnIndicator], words: str) -> None:
    model = form_types(table, OPTIONS).model
    with pytest.raises(StudyError, match=words):
        place(model, own_indicators(_counts(), entries))


def test_rules_are_applied_again(table: IndicatorTable) -> None:
    rules = (
        Rule(key="young", name="Jung", when=(Condition(feature="young", above=0.5, quantiles=True),)),
        Rule(key="other", name="Übrige"),
    )
    model = TypeModel.from_json(form_types(table, TypesOptions(method="rules", rule=rules)).model.to_json())
    placed = place(model, table)
    assert (placed["type_name"] == "Jung").sum() == 15
    assert placed["type"].notna().all()


def test_nearest_types_by_hand() -> None:
    found = nearest_types(np.array([[1.0]]), np.array([[0.0], [4.0]]), np.array([1, 2])).iloc[0]
    # 1 from the first, 3 from the second: certainty 1 - 1/3
    assert (found["type"], found["next_type"], found["distance"], found["margin"]) == (1, 2, 1.0, 2.0)
    assert found["certainty"] == pytest.approx(2 / 3)


def test_alignment_keeps_numbers_and_names(table: IndicatorTable) -> None:
    named = OPTIONS.model_copy(update={"names": ("Alpha", "Beta", "Gamma")})
    before = form_types(table, named)
    after = form_types(own_indicators(_counts(seed=9), _entries()), OPTIONS)
    same = aligned(after, before)
    assert (same.labels == before.labels).mean() > 0.9
    assert set(same.frame["type_name"].dropna()) == {"Alpha", "Beta", "Gamma"}
    assert [part["number"] for part in same.model.types] == [1, 2, 3]
    assert list(same.types.index) == [1, 2, 3]


def test_alignment_needs_common_districts(table: IndicatorTable) -> None:
    other = _counts().rename(index=lambda name: f"x{name}")
    with pytest.raises(StudyError, match="keinen Stadtteil gemeinsam"):
        aligned(form_types(own_indicators(other, _entries()), OPTIONS), form_types(table, OPTIONS))


def test_transitions_and_moves() -> None:
    before = pd.Series([1, 1, 2, 2], index=list("abcd"))
    after = pd.Series([1, 2, 2], index=list("abc"))
    table = transitions(before, after)
    assert table.loc[1].to_dict() == {1: 1, 2: 1, "–": 0}
    assert table.loc[2].to_dict() == {1: 0, 2: 1, "–": 1}
    assert moved(before, after).index.tolist() == ["b"]


def _placed(types: list[int | None], ids: str) -> pd.DataFrame:
    return pd.DataFrame({"name": [f"Ort {key}" for key in ids], "type": pd.array(types, dtype="Int64")}, list(ids))


def test_types_at_two_dates_stand_side_by_side() -> None:
    entries = tuple({"number": n, "key": f"t{n}", "name": f"Name {n}"} for n in (1, 2))
    found = type_change(TypeModel("rules", (), entries), _placed([1, 2, 2], "abx"), _placed([1, 1, None], "abc"))
    assert found.names == {1: "Name 1", 2: "Name 2"}
    # c has no type now and was not there before, x is gone
    assert found.frame["name"].to_dict() == {key: f"Ort {key}" for key in "abcx"}
    assert found.frame["before"].astype(object).where(found.frame["before"].notna(), None).tolist() == [1, 2, None, 2]
    assert found.changed.astype(object).where(found.changed.notna(), None).tolist() == [False, True, None, None]
    with pytest.raises(StudyError, match="keinen Stadtteil gemeinsam"):
        type_change(TypeModel("rules", (), entries), _placed([1], "a"), _placed([1], "b"))
