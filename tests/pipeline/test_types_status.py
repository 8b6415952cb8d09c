"""Status and dynamics beside the types: Berlin's published classes, a recipe of one's own, faults."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from districtanalysis.datasets.made_city import FEATURES, example_city
from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.typology import Typology
from districtanalysis.errors import StudyError
from districtanalysis.pipeline.types_status import status_beside
from districtanalysis.typology.form import form_types
from districtanalysis.typology.options import Axis, AxisIndicator, Feature, TypesOptions

MSS = ("unemployed_share", "long_term_unemployed_share", "transfer_share", "child_poverty_share")
OPTIONS = TypesOptions(feature=tuple(Feature(key=key) for key in FEATURES), types=3, resamples=0)


@pytest.fixture(scope="module")
def table() -> IndicatorTable:
    return example_city(20).table()


@pytest.fixture(scope="module")
def typology(table: IndicatorTable) -> Typology:
    return form_types(table, OPTIONS)


def test_nothing_is_shown_unless_the_study_asks_for_it(table: IndicatorTable, typology: Typology) -> None:
    assert status_beside(typology, table, OPTIONS) is None


def test_need_and_dynamics_of_the_study(table: IndicatorTable, typology: Typology) -> None:
    need = Axis(indicator=(AxisIndicator(key="support"),))
    dynamics = Axis(indicator=(AxisIndicator(key="recent"),))
    view = status_beside(typology, table, OPTIONS.model_copy(update={"need": need, "dynamics": dynamics}))
    assert view is not None
    assert len(view.frame) == len(typology.labels)
    assert view.changes[0] == "Dynamik positiv"


def test_the_recipe_of_a_monitor_gives_its_published_classes(reference: Path) -> None:
    folder = reference / "berlin" / "mss"
    read = {"dtype": {"id": str}, "index_col": "id"}
    published = pd.read_csv(folder / "mss-2017-00-1.csv", **read)
    shares = pd.read_csv(folder / "mss-2017-00-2-1.csv", **read).loc[published.index]
    columns = [*MSS, *(f"{key}_change" for key in MSS)]
    frame = shares.iloc[:, 2:10].set_axis(columns, axis=1).assign(residents=shares["inhabitants"])
    types = pd.DataFrame({"type": pd.array([1, 2] * (len(frame) // 2), dtype="Int64")}, index=frame.index)
    empty = pd.DataFrame()
    typology = Typology(types, empty, empty, empty, form_types(example_city(20).table(), OPTIONS).model)
    table = IndicatorTable.from_frame(frame)
    view = status_beside(typology, table, TypesOptions(monitor="berlin-mss-2017"))
    assert view is not None
    assert len(view.frame) == 436
    assert (view.frame["status"] == published["status_index_klasse"]).all()
    assert (view.frame["dynamics"] == published["dynamik_index_klasse"]).all()
    # 42 areas of very low status, 2 of low status with negative dynamics
    assert int(view.frame["attention"].sum()) == 44
    assert view.frame.loc[view.frame["status"] == "sehr niedrig", "index"].min() > 1.5


def test_a_recipe_that_crosses_nothing_or_is_not_known_is_refused(table: IndicatorTable, typology: Typology) -> None:
    with pytest.raises(StudyError, match="berlin-mss-2017"):
        status_beside(typology, table, OPTIONS.model_copy(update={"monitor": "berlin-mss"}))
    with pytest.raises(StudyError, match="unemployed_share"):
        status_beside(typology, table, OPTIONS.model_copy(update={"monitor": "berlin-mss-2017"}))


def test_a_recipe_of_ones_own_without_matrix(table: IndicatorTable, typology: Typology, tmp_path: Path) -> None:
    (tmp_path / "eigen.toml").write_text(
        'schema_version = 1\nkind = "monitor"\nname = "eigen"\nlabel = "Eigen"\n'
        '[[index]]\nkey = "a"\n[[index.indicator]]\nkey = "support"\n',
        encoding="utf-8",
    )
    with pytest.raises(StudyError, match="kreuzt keine zwei Indizes"):
        status_beside(typology, table, OPTIONS.model_copy(update={"monitor": "eigen.toml"}), tmp_path)
