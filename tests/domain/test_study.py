from __future__ import annotations

import datetime as dt
from copy import deepcopy
from typing import Any

import pytest
from pydantic import ValidationError

from districtanalysis.domain.study import (
    SCHEMA_VERSION,
    Criterion,
    Exclude,
    IndicatorChoice,
    Recipe,
    Study,
    positive_weight,
    worded,
)
from districtanalysis.language import using

MINIMAL: dict[str, Any] = {
    "schema_version": 1,
    "study": {"title": "Pilot", "purpose": "Auswahl", "city": "Heidenheim"},
    "source": [
        {
            "id": "a",
            "file": "a.csv",
            "publisher": "Stadt",
            "date": "2019-12-31",
            "population_concept": "main_residence",
            "licence": "dl-de/by-2-0",
        }
    ],
}


def study(**changes: object) -> Study:
    return Study.model_validate({**deepcopy(MINIMAL), **changes})


def criterion(*indicators: dict[str, object], **more: object) -> dict[str, object]:
    return {"label": "Bevölkerung", "indicator": list(indicators), **more}


def test_a_study_needs_a_question_and_a_source_and_nothing_else() -> None:
    plain = study()
    assert plain.title == "Pilot"
    assert plain.source[0].date == dt.date(2019, 12, 31)
    assert (plain.criteria, plain.known_total, plain.study.candidates) == ({}, (), ())
    assert plain.ranking.recipe is None
    assert plain.source[0].layout == "auto"


def test_a_date_may_be_not_stated_but_not_left_out() -> None:
    source = {**MINIMAL["source"][0], "date": "not_stated"}
    assert study(source=[source]).source[0].date == "not_stated"
    del source["date"]
    with pytest.raises(ValidationError, match=r"source.0.date"):
        study(source=[source])


@pytest.mark.parametrize("key", ["publisher", "date", "population_concept", "licence"])
def test_what_must_be_known_about_a_source_is_required(key: str) -> None:
    source = {name: value for name, value in MINIMAL["source"][0].items() if name != key}
    with pytest.raises(ValidationError, match=key):
        study(source=[source])


def test_texts_may_be_given_in_both_languages() -> None:
    both = {"de": "Infrastruktur", "en": "Infrastructure"}
    assert worded(both) == "Infrastruktur"
    with using("en"):
        assert worded(both) == "Infrastructure"
        assert worded({"de": "Infrastruktur"}) == "Infrastruktur"
        assert worded("Infrastruktur") == "Infrastruktur"
        assert study(study={**MINIMAL["study"], "title": both}).title == "Infrastructure"
    assert worded({}) == ""


def test_weights_and_directions_have_defaults() -> None:
    choice = IndicatorChoice(key="foreign_share")
    assert (choice.direction, choice.weight, choice.goalposts) == ("more", 1.0, None)


def test_weight_zero_shows_an_indicator_without_scoring_it() -> None:
    context = {"key": "foreign_share", "weight": 0}
    scored = {"key": "daycare_per_1000", "weight": 2}
    assert Criterion.model_validate(criterion(context, scored)).indicator[0].weight == 0


def test_a_criterion_must_score_something() -> None:
    with pytest.raises(ValidationError, match="Kein Indikator hat ein Gewicht über 0"):
        Criterion.model_validate(criterion({"key": "foreign_share", "weight": 0}))


@pytest.mark.parametrize("weight", [-1, float("nan"), float("inf")])
def test_an_impossible_weight_is_refused(weight: float) -> None:
    with pytest.raises(ValidationError, match="Gewichte sind 0"):
        IndicatorChoice(key="x", weight=weight)
    with pytest.raises(ValidationError, match="muss größer als 0 sein"):
        Criterion.model_validate(criterion({"key": "x"}, weight=weight))


def test_a_criterion_of_weight_zero_is_refused() -> None:
    with pytest.raises(ValidationError, match="Gewicht 0: Das Gewicht eines Kriteriums"):
        Criterion.model_validate(criterion({"key": "x"}, weight=0))


def test_goalposts_stand_in_ascending_order() -> None:
    assert IndicatorChoice(key="x", goalposts=(0, 40)).goalposts == (0.0, 40.0)
    for wrong in ((40, 0), (5, 5), (float("nan"), 1), (0, float("inf"))):
        with pytest.raises(ValidationError, match="Zielpunkte"):
            IndicatorChoice(key="x", goalposts=wrong)


def test_a_fault_in_goalposts_is_written_as_people_write_numbers() -> None:
    with pytest.raises(ValidationError, match=r"Zielpunkte \[40, 0,5\]: Der erste Wert muss kleiner sein"):
        IndicatorChoice(key="x", goalposts=(40, 0.5))
    with using("en"), pytest.raises(ValidationError, match=r"Goalposts \[40, 0\.5\]"):
        IndicatorChoice(key="x", goalposts=(40, 0.5))


def test_a_source_id_occurs_once() -> None:
    with pytest.raises(ValidationError, match="Die Quelle „a“ ist zweimal genannt"):
        study(source=[MINIMAL["source"][0], MINIMAL["source"][0]])


def test_an_indicator_occurs_once() -> None:
    twice = {"one": criterion({"key": "x"}), "two": {**criterion({"key": "x", "weight": 2}), "label": "Infrastruktur"}}
    with pytest.raises(ValidationError, match=r"Indikator „x“ ist zweimal genannt \(Bevölkerung, Infrastruktur\)"):
        study(criteria=twice)
    with pytest.raises(ValidationError, match="Indikator „x“ ist zweimal genannt"):
        Recipe.model_validate(
            {
                "schema_version": 1,
                "name": "r",
                "label": "R",
                "ranking": {},
                "criteria": {"one": criterion(*[{"key": "x"}] * 2)},
            }
        )


@pytest.mark.parametrize("version", [0, -1, "1", 1.5])
def test_the_schema_version_is_a_whole_number(version: object) -> None:
    with pytest.raises(ValidationError, match="schema_version"):
        study(schema_version=version)
    assert study(schema_version=SCHEMA_VERSION).schema_version == 1


def test_a_study_cannot_be_changed_afterwards() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        study().study.city = "Herdecke"  # type: ignore[misc]


def test_a_preset_cannot_weigh_nothing() -> None:
    with pytest.raises(ValidationError, match="muss größer als 0 sein"):
        study(ranking={"presets": {"luecken": {"label": "Lücken", "weights": {"one": 0}}}})


@pytest.mark.parametrize("weight", [1e10, 1e300])
def test_a_weight_whose_sums_would_overflow_is_refused(weight: float) -> None:
    with pytest.raises(ValidationError, match=r"höchstens 1.000.000.000"):
        Criterion.model_validate(criterion({"key": "x"}, weight=weight))
    with pytest.raises(ValidationError, match="höchstens"):
        IndicatorChoice(key="x", weight=weight)
    assert positive_weight(1e9) == 1e9


def test_who_is_left_out_has_a_reason() -> None:
    with pytest.raises(ValidationError, match="gehört ein Grund"):
        Exclude.model_validate({"district": [{"name": "Ost", "why": " "}]})
    with pytest.raises(ValidationError, match="why"):
        Exclude.model_validate({"district": [{"name": "Ost"}]})
    with pytest.raises(ValidationError, match="greater than 0"):
        Exclude.model_validate({"minimum": {"value": 0}})
    assert Exclude.model_validate({"minimum": {"value": 300}}).minimum.variable == "residents"  # type: ignore[union-attr]
