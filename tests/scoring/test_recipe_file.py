from pathlib import Path

import pytest

from districtanalysis.errors import StudyError
from districtanalysis.scoring.recipe_file import RECIPES, MonitorRecipe, is_monitor, monitor_recipes, read_monitor


def test_the_shipped_recipes_are_all_there():
    assert monitor_recipes() == (
        "basel-quartierindex", "berlin-mss-2015", "berlin-mss-2017", "berlin-mss-2021",
        "hamburg-like", "hdi", "nzdep", "uk-imd",
    )  # fmt: skip


@pytest.mark.parametrize("name", monitor_recipes())
def test_a_recipe_is_named_like_its_file_and_says_where_it_comes_from(name):
    recipe = read_monitor(name)
    assert recipe.name == name
    assert recipe.source
    assert all(isinstance(label, dict) and {"de", "en"} <= set(label) for label in (recipe.label, recipe.why))
    assert all(isinstance(entry.label, dict) for entry in recipe.indicators)


def test_other_files_are_no_monitors(tmp_path: Path):
    assert not is_monitor(RECIPES / "three-criteria.toml")
    assert not is_monitor(tmp_path / "none.toml")


def test_a_recipe_beside_the_study_is_found(tmp_path: Path):
    text = (RECIPES / "hdi.toml").read_text(encoding="utf-8").replace('name = "hdi"', 'name = "own"')
    (tmp_path / "own.toml").write_text(text, encoding="utf-8")
    assert read_monitor("own.toml", tmp_path).name == "own"


@pytest.mark.parametrize(
    "change, message",
    [
        ({"classes": {"breaks": [1, 2], "labels": ["a", "b"]}}, "eine Bezeichnung mehr"),
        ({"classes": {"breaks": [2, 1], "labels": ["a", "b", "c"]}}, "aufsteigend"),
        ({"between": "artihmetic"}, "arithmetic"),
        ({"normalisation": "zscore"}, "z_score"),
    ],
)
def test_faults_are_worded(tmp_path: Path, change, message):
    index = {"key": "i", "indicator": [{"key": "x"}], **change}
    content = {"schema_version": 1, "kind": "monitor", "name": "own", "label": "x", "index": [index]}
    with pytest.raises(ValueError, match=message):
        MonitorRecipe.model_validate(content)


def test_a_matrix_needs_indices_with_classes():
    content = {
        "schema_version": 1, "kind": "monitor", "name": "own", "label": "x",
        "index": [{"key": "i", "indicator": [{"key": "x"}]}], "matrix": {"rows": "i", "columns": "j"},
    }  # fmt: skip
    with pytest.raises(ValueError, match="Die Matrix nennt i und j"):
        MonitorRecipe.model_validate(content)


def test_a_newer_schema_is_said(tmp_path: Path):
    text = (RECIPES / "hdi.toml").read_text(encoding="utf-8").replace("schema_version = 1", "schema_version = 99")
    (tmp_path / "new.toml").write_text(text, encoding="utf-8")
    with pytest.raises(StudyError, match="neuer als diese Software"):
        read_monitor("new.toml", tmp_path)
