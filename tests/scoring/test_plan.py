from __future__ import annotations

from pathlib import Path

import pytest

from districtanalysis.domain.study import Preset, RankingOptions, Study
from districtanalysis.errors import StudyError
from districtanalysis.scoring.plan import RECIPES, plan_for, read_recipe, reversed_plan, without

SOURCE = {
    "id": "a",
    "file": "a.csv",
    "publisher": "Amt",
    "date": "not_stated",
    "population_concept": "not_stated",
    "licence": "frei",
}
CRITERIA = {
    "people": {
        "label": "Menschen",
        "weight": 3,
        "indicator": [
            {"key": "a", "weight": 2},
            {"key": "b", "weight": 1, "direction": "less"},
            {"key": "c", "weight": 0},
        ],
    },
    "places": {"label": "Orte", "weight": 1, "indicator": [{"key": "d"}]},
}


def study(criteria: object = CRITERIA, folder: Path = Path(), **ranking: object) -> Study:
    content = {
        "schema_version": 1,
        "study": {"title": "Probe", "purpose": "Zweck", "city": "Ort"},
        "source": [SOURCE],
        "criteria": criteria,
        "ranking": ranking,
    }
    return Study.model_validate(content).model_copy(update={"folder": folder})


def test_defaults_are_fixed_goalposts_and_weighted_means():
    plan = plan_for(study())
    assert (plan.normalisation, plan.within, plan.between) == ("goalposts", "arithmetic", "arithmetic")
    assert (plan.ties, plan.missing, plan.recipe, plan.purpose) == ("min", "refuse", "study", "Zweck")
    assert plan.criterion_shares() == {"people": 0.75, "places": 0.25}
    assert {key: share for key, (_, _, share) in plan.scored().items()} == {"a": 2 / 3, "b": 1 / 3, "d": 1}
    assert plan.context() == ("c",)


def test_what_the_study_says_completes_the_recipe_it_names():
    plan = plan_for(study({}, recipe="three-criteria", between="geometric"))
    assert list(plan.criteria) == ["population", "infrastructure", "sustainability"]
    assert (plan.between, plan.within) == ("geometric", "arithmetic")
    own = plan_for(study(recipe="three-criteria"))
    assert list(own.criteria) == ["people", "places"]


def test_a_recipe_of_the_call_replaces_what_the_study_says():
    given = study(
        between="geometric", normalisation="min_max", seed=7, presets={"x": {"label": "x", "reverse": ["places"]}}
    )
    plan = plan_for(given, recipe="three-criteria")
    assert list(plan.criteria) == ["population", "infrastructure", "sustainability"]
    assert (plan.between, plan.normalisation) == ("arithmetic", "goalposts")
    assert list(plan.presets) == ["ressourcen", "luecken"]
    assert plan.seed == 7


def test_weights_of_the_call_replace_those_of_the_criteria():
    assert plan_for(study(), weights={"places": 3}).criterion_shares() == {"people": 0.5, "places": 0.5}
    for weights in ({"places": 0}, {"places": -1}, {"places": float("nan")}):
        with pytest.raises(StudyError, match="größer als 0"):
            plan_for(study(), weights=weights)
    with pytest.raises(StudyError, match=r"„place“.*people und places"):
        plan_for(study(), weights={"place": 1})


def test_no_criteria_no_plan():
    with pytest.raises(StudyError, match="„Probe“ nennt keine Kriterien"):
        plan_for(study({}))


@pytest.mark.parametrize("path", sorted(RECIPES.glob("*.toml")), ids=lambda path: path.stem)
def test_every_shipped_recipe_gives_its_reasons(path: Path):
    text = path.read_text(encoding="utf-8")
    assert "\nwhy = " in text
    assert f'name = "{path.stem}"' in text


def test_the_default_recipe_is_that_of_the_field_notes():
    recipe = read_recipe("three-criteria", Path())
    told = {
        choice.key: (choice.direction, choice.weight, choice.goalposts)
        for criterion in recipe.criteria.values()
        for choice in criterion.indicator
    }
    assert told == {
        "refugees_in_care_per_1000": ("more", 2, (0, 40)),
        "generation_situation": ("more", 0, (0, 2)),
        "foreign_share": ("more", 0, None),
        "nationalities_at_least": ("more", 0, None),
        "everyday_place_kinds": ("more", 2, (0, 6)),
        "daycare_per_1000": ("more", 1, (0, 1)),
        "engagement_structure": ("more", 2, (0, 3)),
        "programme_frame": ("more", 1, (0, 2)),
    }
    assert {criterion.weight for criterion in recipe.criteria.values()} == {1}
    assert all(choice.why for criterion in recipe.criteria.values() for choice in criterion.indicator)
    assert {key: preset.reverse for key, preset in (recipe.ranking.presets or {}).items()} == {
        "ressourcen": (),
        "luecken": ("infrastructure", "sustainability"),
    }


def test_a_recipe_beside_the_study(tmp_path: Path):
    text = (
        (RECIPES / "three-criteria.toml")
        .read_text(encoding="utf-8")
        .replace('between = "arithmetic"', 'between = "geometric"')
    )
    (tmp_path / "eigen.toml").write_text(text, encoding="utf-8")
    assert plan_for(study(folder=tmp_path), recipe="eigen.toml").between == "geometric"


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("drei-kriterien", b"", "Rezept „drei-kriterien“ ist unbekannt. Bekannt sind:.*three-criteria"),
        ("eigen.toml", b"", "„schema_version“ fehlt"),
        ("eigen.toml", b"name = ", "eigen.toml: kein gültiges TOML"),
        ("eigen.toml", b"\xff", "eigen.toml ist keine Textdatei"),
    ],
)
def test_recipes_that_cannot_be_read(tmp_path: Path, name: str, content: bytes, expected: str):
    (tmp_path / "eigen.toml").write_bytes(content)
    with pytest.raises(StudyError, match=f"(?s){expected}"):
        read_recipe(name, tmp_path)


def test_a_preset_turns_directions_and_replaces_weights():
    plan = plan_for(study())
    turned = reversed_plan(plan, Preset(label="x", reverse=("people",), weights={"places": 3}))
    assert [choice.direction for choice in turned.criteria["people"].indicator] == ["less", "more", "less"]
    assert [choice.direction for choice in turned.criteria["places"].indicator] == ["more"]
    assert turned.criterion_shares() == {"people": 0.5, "places": 0.5}
    assert [choice.direction for choice in plan.criteria["people"].indicator] == ["more", "less", "more"]
    with pytest.raises(StudyError, match="„place“"):
        reversed_plan(plan, Preset(label="x", reverse=("place",)))


def test_without_some_indicators():
    presets = {"x": Preset(label="x", reverse=("places",), weights={"places": 2.0, "people": 1.0})}
    plan = plan_for(study().model_copy(update={"ranking": RankingOptions(presets=presets)}))
    assert list(without(plan, {"a"}).scored()) == ["b", "d"]
    left = without(plan, {"d"})
    assert list(left.criteria) == ["people"]
    assert left.presets["x"].reverse == ()
    assert left.presets["x"].weights == {"people": 1.0}
    with pytest.raises(StudyError, match="Ohne a, b und d bleibt kein Kriterium übrig"):
        without(plan, {"a", "b", "d"})


def test_districts_of_study_and_recipe_stay_out_and_one_minimum_counts(tmp_path: Path):
    (tmp_path / "own.toml").write_text(
        'schema_version = 1\nname = "own"\nlabel = "O"\n[criteria.c]\nlabel = "C"\n[[criteria.c.indicator]]\nkey = "x"\n'
        '[ranking.exclude.minimum]\nvalue = 300\n[[ranking.exclude.district]]\nname = "A"\nwhy = "Rezept"\n',
        encoding="utf-8",
    )
    mine = {"minimum": {"value": 500}, "district": [{"name": "A", "why": "Studie"}, {"name": "B", "why": "Studie"}]}
    completed = plan_for(study(folder=tmp_path, recipe="own.toml", exclude=mine)).exclude
    assert completed.minimum is not None
    assert completed.minimum.value == 500
    assert [(entry.name, entry.why) for entry in completed.district] == [("A", "Studie"), ("B", "Studie")]
    replaced = plan_for(study(folder=tmp_path, exclude=mine), recipe="own.toml").exclude
    assert replaced.minimum is not None
    assert replaced.minimum.value == 300
    assert [(entry.name, entry.why) for entry in replaced.district] == [("B", "Studie"), ("A", "Rezept")]
    assert plan_for(study()).exclude.minimum is None


def test_the_recipe_of_a_monitor_is_no_plan():
    with pytest.raises(StudyError, match=r"berlin-mss-2017.*Monitors: Es bildet Indizes"):
        read_recipe("berlin-mss-2017", Path())
