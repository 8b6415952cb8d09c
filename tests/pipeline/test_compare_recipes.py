import shutil

import pytest

from districtanalysis.datasets import town
from districtanalysis.domain.display import Page, Paragraph, Table
from districtanalysis.errors import StudyError
from districtanalysis.pipeline import compare_recipes


def table(page: Page, key: str) -> Table:
    return next(block for block in page.tables if block.key == key)


def test_study_against_its_preset():
    found = compare_recipes.run(None, "study", "luecken")
    # gap reading of the field notes: Oststadt 43.9, Reutenen 38.1, Mittelrain 18.2
    fits = {row[0]: row[5] for row in table(found.page, "comparison").rows}
    assert sorted(round(value, 1) for value in fits.values()) == [18.2, 38.1, 43.9]
    same = compare_recipes.run(None, "study", "three-criteria")
    assert "gleich" in same.page.blocks[0].text


def test_unknown_recipe_names_the_presets_as_well():
    with pytest.raises(StudyError, match="luecken"):
        compare_recipes.run(None, "study", "lücke")


def test_districts_that_only_one_recipe_scores_are_named(tmp_path):
    folder = tmp_path / "stadt"
    shutil.copytree(town("heidenheim").parent, folder)
    text = (folder / "study.toml").read_text(encoding="utf-8").partition("[ranking]")
    criteria = text[0][text[0].index("[criteria") :]
    head = 'schema_version = 1\nname = "eng"\nlabel = "Eng"\n'
    rule = '[ranking]\nnormalisation = "goalposts"\n[ranking.exclude.minimum]\nvalue = 3700\n'
    (folder / "eng.toml").write_text(f"{head}{criteria}{rule}", encoding="utf-8")
    page = compare_recipes.run(folder / "study.toml", "study", "eng.toml").page
    said = [block.text for block in page.blocks if isinstance(block, Paragraph)]
    assert any(text.endswith("nicht verglichen: Mergelstetten-Reutenen.") for text in said)
    assert len(page.tables[0].rows) == 2
