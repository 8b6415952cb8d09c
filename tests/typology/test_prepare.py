"""Preparation: who takes part, with which features, on which scale."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.errors import MethodError, MissingValueError, StudyError
from districtanalysis.typology.options import Feature, TypesOptions
from districtanalysis.typology.prepare import population, prepare


def _table(**columns: list[float]) -> IndicatorTable:
    size = len(next(iter(columns.values())))
    index = pd.Index([f"d{i}" for i in range(size)], name="district_id")
    return IndicatorTable.from_frame(pd.DataFrame(columns, index=index))


A = [1.0, 2.0, 3.0, 4.0]
B = [4.0, 1.0, 3.0, 2.0]


def test_standard_scores_with_weights() -> None:
    prepared = prepare(_table(a=A, b=B), TypesOptions(feature=(Feature(key="a", weight=4), Feature(key="b"))))
    # population standard deviation of 1..4 is sqrt(1.25); weight 4 doubles distances
    assert prepared.matrix["a"].tolist() == pytest.approx((2 * (np.array(A) - 2.5) / 1.25**0.5).tolist())
    assert prepared.matrix["b"].std(ddof=0) == pytest.approx(1.0)


def test_small_districts_are_named_with_their_number() -> None:
    prepared = prepare(_table(a=A, residents=[299.0, 300.0, 900.0, 900.0]), TypesOptions())
    assert list(prepared.matrix.index) == ["d1", "d2", "d3"]
    assert list(prepared.matrix.columns) == ["a"]
    assert "299 Einwohner, weniger als 300" in prepared.left_out[0].words


@pytest.mark.parametrize(
    ("policy", "districts", "features"),
    [
        ("leave_out_district", ["d0", "d2", "d3"], ["a", "b"]),
        ("leave_out_indicator", ["d0", "d1", "d2", "d3"], ["b"]),
        ("median", ["d0", "d1", "d2", "d3"], ["a", "b"]),
    ],
)
def test_missing_values_follow_the_named_policy(policy: str, districts: list[str], features: list[str]) -> None:
    table = _table(a=[1.0, float("nan"), 3.0, 8.0], b=B)
    prepared = prepare(table, TypesOptions(missing=policy))  # type: ignore[arg-type]
    assert list(prepared.matrix.index) == districts
    assert list(prepared.matrix.columns) == features
    if policy == "median":
        assert prepared.values.loc["d1", "a"] == 3.0
        assert "Median" in prepared.filled[0].words


def test_missing_values_can_be_refused() -> None:
    table = _table(a=[1.0, float("nan"), 3.0, 8.0], b=B)
    with pytest.raises(MissingValueError, match=r"d1 \(a\)"):
        prepare(table, TypesOptions(missing="refuse"))


def test_constant_and_nearly_constant_features_are_screened() -> None:
    size = 200
    columns = {"a": list(range(size)), "same": [7.0] * size, "almost": [0.0] * (size - 1) + [1.0]}
    prepared = prepare(_table(**{k: [float(x) for x in v] for k, v in columns.items()}), TypesOptions())
    assert list(prepared.matrix.columns) == ["a"]
    assert {part.rule for part in prepared.screened} == {"constant", "near_constant"}


def test_correlated_features_are_named_and_dropped_if_asked() -> None:
    table = _table(a=A, twice=[2.0, 4.0, 6.0, 8.5], b=B)
    kept = prepare(table, TypesOptions())
    assert [part.rule for part in kept.screened] == ["correlated_kept"]
    assert list(kept.matrix.columns) == ["a", "b", "twice"]
    dropped = prepare(table, TypesOptions(drop_correlated=True))
    assert list(dropped.matrix.columns) == ["a", "b"]


def test_theme_weight_is_shared_among_its_features() -> None:
    features = (Feature(key="a", theme="age"), Feature(key="b", theme="age"), Feature(key="c", theme="origin"))
    prepared = prepare(
        _table(a=A, b=B, c=[1.0, 5.0, 2.0, 9.0]), TypesOptions(feature=features, theme_weight={"age": 1})
    )
    assert prepared.weights == (0.5, 0.5, 1.0)


def test_order_of_rows_and_columns_plays_no_part() -> None:
    frame = pd.DataFrame({"b": B, "a": A}, index=["w", "x", "y", "z"])
    first = prepare(IndicatorTable.from_frame(frame), TypesOptions())
    second = prepare(IndicatorTable.from_frame(frame.iloc[::-1, ::-1]), TypesOptions())
    pd.testing.assert_frame_equal(first.matrix, second.matrix)


def test_population_from_the_greatest_base() -> None:
    frame = pd.DataFrame({"a": A}, index=list("wxyz"))
    base = pd.DataFrame({"a": [100.0, 500.0, 600.0, 700.0]}, index=frame.index)
    assert population(IndicatorTable.from_frame(frame, base=base), TypesOptions()).tolist() == [100, 500, 600, 700]


@pytest.mark.parametrize(
    ("table", "options", "error", "words"),
    [
        (_table(a=A), TypesOptions(feature=(Feature(key="aa"),)), StudyError, "„a“"),
        (_table(a=[5.0] * 4), TypesOptions(), MethodError, "keine Typen"),
        (_table(a=A, b=B), TypesOptions(theme_weight={"age": 1}), StudyError, "age"),
        (_table(a=[0.0, 1.0, 2.0, 3.0]), TypesOptions(transform="log"), MethodError, "Merkmal „a“"),
    ],
)
def test_bad_input_is_named(table: IndicatorTable, options: TypesOptions, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        prepare(table, options)


def test_double_districts_are_refused() -> None:
    frame = pd.DataFrame({"a": A}, index=["x", "x", "y", "z"])
    with pytest.raises(StudyError, match="Mehrfach genannt: x"):
        prepare(IndicatorTable.from_frame(frame), TypesOptions())
