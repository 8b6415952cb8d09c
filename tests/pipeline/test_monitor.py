import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from districtanalysis.datasets import raw_folder
from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.observations import from_rows
from districtanalysis.errors import StudyError
from districtanalysis.pipeline import monitor as pipeline
from districtanalysis.pipeline import rank
from districtanalysis.pipeline.monitored import monitored
from districtanalysis.pipeline.prepare import Prepared, prepare
from districtanalysis.pipeline.robustness import Draws
from districtanalysis.scoring.monitor import monitor
from districtanalysis.scoring.recipe_file import MonitorRecipe, read_monitor


def recipe(**changes) -> MonitorRecipe:
    content = {
        "schema_version": 1,
        "kind": "monitor",
        "name": "own",
        "label": "Eigenes",
        "source": "Handbuch",
        "exclude": {"minimum": {"value": 300}},
        "index": [{"key": "i", "label": "Index", "indicator": [{"key": "foreign_share", "describes_origin": True}]}],
    }
    return MonitorRecipe.model_validate({**content, **changes})


@pytest.fixture
def town() -> DistrictData:
    rows = [
        {"district_id": name, "variable": variable, "value": value}
        for name, residents, foreigners in (("A", 1000, 100), ("B", 2000, 600), ("C", 200, 20))
        for variable, value in (("residents", residents), ("foreigners", foreigners))
    ]
    districts = pd.DataFrame({"name": ["Alt", "Berg", "Clein"], "level": "", "group": ""}, index=list("ABC"))
    return DistrictData(districts, from_rows(rows))


def study_of(data: DistrictData) -> Prepared:
    return Prepared(prepare(None).study, data, (), ())


def test_values_come_from_the_catalogue_and_from_the_tables(town: DistrictData):
    values, names = pipeline.values_for(study_of(town), recipe())
    assert names["B"] == "Berg"
    assert values["foreign_share"].tolist() == pytest.approx([10, 30, 10])
    assert values["residents"].tolist() == [1000, 2000, 200]


def test_page_ranks_names_who_is_left_out_and_says_what_origin_means(town: DistrictData):
    result = monitor(pipeline.values_for(study_of(town), recipe())[0], recipe())
    page = pipeline.monitor_page(result, town.districts["name"])
    tables = {table.key: table for table in page.tables}
    assert [row[:2] for row in tables["i"].rows] == [(1.0, "Berg"), (2.0, "Alt")]
    assert tables["excluded"].rows[0][0] == "Clein"
    assert "weniger als 300" in tables["excluded"].rows[0][1]
    assert any("kein Maß für Bedarf" in getattr(block, "text", "") for block in page.blocks)
    assert page.data["excluded"].keys() == {"C"}


def test_page_of_a_matrix():
    berlin = read_monitor("berlin-mss-2021")
    generator = np.random.default_rng(0)
    values = pd.DataFrame({e.key: generator.normal(size=40) for e in berlin.indicators}).assign(residents=5000)
    page = pipeline.monitor_page(monitor(values, berlin), pd.Series(dtype=str), top=5)
    tables = {table.key: table for table in page.tables}
    assert {len(table.rows) for table in tables.values()} == {5}
    assert [column.label for column in tables["matrix"].columns][2] == "besonderer Aufmerksamkeitsbedarf"


def test_a_study_without_the_figures_names_what_is_missing():
    with pytest.raises(StudyError, match="unemployed_share"):
        pipeline.run(prepare(None), "berlin-mss-2017")


def test_recipes_of_criteria_are_no_monitors():
    assert not pipeline.is_monitor_recipe("three-criteria", Path())
    assert not pipeline.is_monitor_recipe(None, Path())
    assert pipeline.is_monitor_recipe("hdi", Path())


TYPED = """
[ranking]
recipe = "eigen.toml"

[types]
types = 2
[[types.table]]
file = "lage.csv"
district = "Stadtteil"
[[types.indicator]]
key = "arbeitslose"
label = "Arbeitslose in %"
numerator = ["Arbeitslose"]
denominator = ["Personen"]
[[types.feature]]
key = "arbeitslose"
"""
OWN = """
schema_version = 1
kind = "monitor"
name = "eigen"
label = { de = "Eigen", en = "Own" }
[exclude.minimum]
value = 3700
[[index]]
key = "i"
label = { de = "Lage", en = "Situation" }
first = "low"
[[index.indicator]]
key = "arbeitslose"
"""


@pytest.fixture
def typed(tmp_path: Path) -> Path:
    """Heidenheim whose monitor rests on an own indicator of ``[types]``: 5, 10 and 20 %."""
    folder = tmp_path / "stadt"
    shutil.copytree(raw_folder() / "heidenheim", folder)
    study = (folder / "study.toml").read_text(encoding="utf-8")
    criteria, ranking = study.index("[criteria"), study.index("# Was über die Stadtteile")
    (folder / "study.toml").write_text(study[:criteria] + TYPED + study[ranking:], encoding="utf-8")
    (folder / "eigen.toml").write_text(OWN, encoding="utf-8")
    rows = ["Stadtteil;Arbeitslose;Personen", "Oststadt;20;100", "Mittelrain;10;100", "Mergelstetten-Reutenen;5;100"]
    (folder / "lage.csv").write_text("\n".join(rows), encoding="utf-8")
    return folder / "study.toml"


def test_indicators_of_types_and_a_minimum_from_the_tables(typed: Path):
    prepared = prepare(typed)
    values, names = pipeline.values_for(prepared, read_monitor("eigen.toml", typed.parent))
    assert values["arbeitslose"].to_dict() == pytest.approx(
        {"Oststadt": 20, "Mittelrain": 10, "Mergelstetten-Reutenen": 5}
    )
    assert values.loc["Oststadt", "residents"] == 4336
    assert names["Mittelrain"] == "Mittelrain"


def test_a_monitor_that_the_study_names_is_shown_like_one_that_is_asked_for(typed: Path):
    named, asked = rank.run(typed), rank.run(typed, recipe="eigen.toml")
    assert named.page == asked.page
    assert named.page is not None
    assert [row[:2] for row in named.page.tables[0].rows] == [(1.0, "Mittelrain"), (2.0, "Oststadt")]
    assert named.page.data["excluded"].keys() == {"Mergelstetten-Reutenen"}
    both = monitored(prepare(typed), "eigen.toml")
    assert both["en"].indices[0].frame["rank"].to_dict() == {"Mittelrain": 1, "Oststadt": 2}


@pytest.mark.parametrize(
    ("options", "name"),
    [
        ({"weights": {"a": 1.0}}, "--weights"),
        ({"preset": "x"}, "--preset"),
        ({"uncertainty": Draws(10)}, "--uncertainty"),
    ],
)
def test_options_without_use_are_refused_for_a_monitor_of_the_study(typed: Path, options: dict, name: str):
    with pytest.raises(StudyError, match=rf"eigen\.toml.*{name} gilt dafür nicht"):
        rank.run(typed, **options)
