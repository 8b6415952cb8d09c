"""Types from table to name: recovered, stable, explained; bad input refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from districtanalysis.datasets.made_city import FEATURES, example_city
from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.errors import MethodError, StudyError
from districtanalysis.methods.agreement import adjusted_rand
from districtanalysis.methods.neighbours import lattice
from districtanalysis.typology.form import Space, form_types, one_thread
from districtanalysis.typology.options import Feature, TypesOptions

MADE = TypesOptions(feature=tuple(Feature(key=key) for key in FEATURES), resamples=25)


def _plain(size: int = 40, seed: int = 0) -> IndicatorTable:
    rng = np.random.default_rng(seed)
    kind = np.arange(size) % 2
    frame = pd.DataFrame(rng.normal(size=(size, 3)) * 0.4 + kind[:, None] * 3, columns=list("abc"))
    return IndicatorTable.from_frame(frame.set_index(pd.Index([f"d{i:02d}" for i in range(size)])))


@pytest.mark.parametrize("seed", range(4))
def test_the_types_of_the_made_city_are_recovered(seed: int) -> None:
    city = example_city(seed=seed)
    found = form_types(city.table(), MADE)
    assert found.choice is not None
    assert (found.choice.verdict, found.choice.recommended) == ("types", 5)
    typed = found.frame[found.frame["status"] == "typed"]
    assert adjusted_rand(city.types[typed.index], typed["type"].astype(int)) > 0.9


@pytest.mark.parametrize("seed", range(4))
def test_no_types_where_the_signal_is_zero(seed: int) -> None:
    found = form_types(example_city(seed=seed, signal=0).table(), MADE)
    assert found.choice is not None
    assert found.choice.recommended == 1
    assert "keine Typen" in found.choice.reasons[0]
    assert list(found.types.index) == [1]


def test_the_seed_and_the_order_of_rows_and_columns_play_no_part() -> None:
    table = example_city().table()
    first = form_types(table, MADE)
    frame = table.frame.sample(frac=1, random_state=3).iloc[:, ::-1]
    shuffled = IndicatorTable(
        frame=frame, low=table.low, high=table.high, base=table.base, status=table.status,
        qualifier=table.qualifier, names=table.names, indicators=table.indicators, city=table.city,
    )  # fmt: skip
    turned = MADE.model_copy(update={"feature": MADE.feature[::-1], "seed": 11})
    second = form_types(shuffled, turned)
    pd.testing.assert_frame_equal(first.frame, second.frame.loc[first.frame.index])
    assert first.model.types == second.model.types


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
def test_berlin_gives_the_same_typology_for_ten_seeds_and_any_order(reference: Path, berlin: object, seed: int) -> None:
    table, options, first = berlin  # type: ignore[misc]
    rng = np.random.default_rng(seed)
    rows, columns = rng.permutation(len(table.frame)), rng.permutation(table.frame.shape[1])
    frame = table.frame.iloc[rows, columns]
    shuffled = IndicatorTable(
        frame=frame, low=table.low, high=table.high, base=table.base, status=table.status,
        qualifier=table.qualifier, names=table.names, indicators=table.indicators, city=table.city,
    )  # fmt: skip
    again = form_types(shuffled, options.model_copy(update={"seed": seed}))
    assert len(first.frame) == 447
    pd.testing.assert_series_equal(first.frame["type"], again.frame["type"].loc[first.frame.index])
    assert first.types["name"].tolist() == again.types["name"].tolist()


@pytest.mark.slow
def test_the_verdict_on_berlin_does_not_hang_on_the_seed(berlin: object) -> None:
    table, options, _ = berlin  # type: ignore[misc]
    found = set()
    for seed in range(4):
        auto = options.model_copy(update={"seed": seed, "types": "auto", "range": (2, 8), "resamples": 60})
        choice = form_types(table, auto).choice
        assert choice is not None
        found.add((choice.verdict, choice.recommended))
    assert found == {("gradual", 2)}


@pytest.fixture(scope="module")
def berlin(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> object:
    """The Berlin example of the documentation: its table, options (without resampling) and types."""
    import shutil

    from districtanalysis.pipeline.types import inputs

    root = Path(__file__).parents[2]
    import os

    reference = Path(os.environ.get("DISTRICTANALYSIS_REFERENCE", root.parent / "shared" / "reference")) / "berlin"
    if not reference.is_dir():
        pytest.skip("reference data are not there")
    folder = tmp_path_factory.mktemp("berlin")
    for name in ("ewr", "mss"):
        (folder / name).symlink_to(reference / name)
    shutil.copy(root / "docs" / "berlin-example.toml", folder / "study.toml")
    given = inputs(folder / "study.toml")
    options = given.options.model_copy(update={"resamples": 0, "range": (7, 7)})
    return given.table, options, form_types(given.table, options)


def test_small_districts_stay_in_the_table_and_can_be_placed() -> None:
    table = example_city().table()
    out = form_types(table, MADE.model_copy(update={"types": 5}))
    small = out.frame[out.frame["status"] == "not_typed"]
    assert len(small) == 1
    assert "240 Einwohner, weniger als 300" in small["reason"].iloc[0]
    assert small["type"].isna().all()
    placed = form_types(table, MADE.model_copy(update={"types": 5, "place_untyped": True}))
    assert placed.frame.loc[small.index, "status"].tolist() == ["placed"]
    assert placed.frame.loc[small.index, "type"].notna().all()
    rest = out.frame.index.drop(small.index)
    pd.testing.assert_series_equal(out.frame.loc[rest, "type"], placed.frame.loc[rest, "type"])


def test_one_type_and_a_fixed_number_are_said_so() -> None:
    one = form_types(_plain(), TypesOptions(types=1))
    assert any("nur ein Typ" in remark for remark in one.remarks)
    assert (one.frame["certainty"] == 1).all()
    fixed = form_types(_plain(), TypesOptions(types=4, resamples=10))
    assert any("gibt 4 Typen vor" in remark for remark in fixed.remarks)


def test_a_district_far_from_all_is_named() -> None:
    table = _plain()
    frame = table.frame.copy()
    frame.loc["d00"] = [60.0, -60.0, 60.0]
    found = form_types(IndicatorTable.from_frame(frame), TypesOptions(types=2, resamples=0, range=(2, 3)))
    assert any("d00" in remark for remark in found.remarks)


def test_names_of_the_study_replace_suggested_ones() -> None:
    options = TypesOptions(types=2, resamples=0, names=("Ruhige Lagen", {"de": "Mitte", "en": "Centre"}))
    found = form_types(_plain(), options)
    assert found.types["name"].tolist() == ["Ruhige Lagen", "Mitte"]
    assert found.model.types[1]["name"] == {"de": "Mitte", "en": "Centre"}


def test_spatial_methods_need_a_polygon_for_every_district() -> None:
    table = _plain()
    positions = np.array([[i // 8, i % 8] for i in range(40)], dtype=float)
    space = Space(tuple(table.frame.index), lattice(5, 8), positions)
    found = form_types(table, TypesOptions(method="contiguous_ward", types=3, resamples=5), space=space)
    assert any("ungleich groß" in remark for remark in found.remarks)
    short = Space((*space.ids[:-1], "other"), space.neighbours, positions)
    with pytest.raises(MethodError, match="d39"):
        form_types(table, TypesOptions(method="contiguous_ward"), space=short)


def test_two_levels() -> None:
    found = form_types(example_city().table(), MADE.model_copy(update={"groups": 3, "types": 2}))
    assert found.frame["group"].dropna().str.fullmatch(r"[12][abc]?").all()
    typed = found.frame.dropna(subset=["type"])
    assert (typed["group"].str[0].astype(int) == typed["type"]).all()


def test_soft_membership_is_the_certainty_of_a_mixture() -> None:
    found = form_types(_plain(), TypesOptions(method="gaussian_mixture", types=2, resamples=5))
    assert found.frame["certainty"].between(0.5, 1).all()


@pytest.mark.parametrize(
    ("table", "options", "error", "words"),
    [
        (_plain(3), TypesOptions(types=5), MethodError, "nicht möglich"),
        (_plain(2), TypesOptions(), MethodError, "zu wenige"),
        (_plain(), TypesOptions(method="kmeans"), StudyError, "k_means"),
    ],
)
def test_bad_requests(table: IndicatorTable, options: TypesOptions, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        form_types(table, options)


def test_many_districts_keep_their_threads() -> None:
    with one_thread(50_000) as nothing:
        assert nothing is None
