import pytest

from districtanalysis.domain.display import Page, Table
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
