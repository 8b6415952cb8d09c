"""The saved model: readable, the same bytes for the same model, no code inside."""

from __future__ import annotations

import json

import pytest

from districtanalysis.datasets.made_city import FEATURES, example_city
from districtanalysis.domain.typology import TypeModel
from districtanalysis.typology.form import form_types
from districtanalysis.typology.options import Feature, TypesOptions

OPTIONS = TypesOptions(feature=tuple(Feature(key=key) for key in FEATURES), types=5, resamples=0, range=(5, 5))


@pytest.fixture(scope="module")
def model() -> TypeModel:
    return form_types(example_city().table(), OPTIONS).model


def test_what_a_model_holds(model: TypeModel) -> None:
    content = json.loads(model.to_json())
    assert content["kind"] == "districtanalysis.types"
    assert content["schema_version"] == 1
    assert {feature["key"] for feature in content["features"]} == set(FEATURES)
    assert {"unit", "definition", "transform", "centre", "scale", "weight"} <= set(content["features"][0])
    assert [part["number"] for part in content["types"]] == [1, 2, 3, 4, 5]
    assert "numpy" in content["versions"]


def test_the_same_model_gives_the_same_bytes(model: TypeModel) -> None:
    assert form_types(example_city().table(), OPTIONS).model.to_json() == model.to_json()
    assert TypeModel.from_json(model.to_json()) == model
