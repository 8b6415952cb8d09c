from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.observations import from_rows
from districtanalysis.errors import StudyError
from districtanalysis.pipeline import monitor as pipeline
from districtanalysis.pipeline.prepare import prepare
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


def test_values_come_from_the_catalogue_and_from_the_tables(town: DistrictData):
    values = pipeline.values_for(town, recipe())
    assert values["foreign_share"].tolist() == pytest.approx([10, 30, 10])
    assert values["residents"].tolist() == [1000, 2000, 200]


def test_page_ranks_names_who_is_left_out_and_says_what_origin_means(town: DistrictData):
    result = monitor(pipeline.values_for(town, recipe()), recipe())
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
