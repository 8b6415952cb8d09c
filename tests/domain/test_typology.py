"""Result classes: what is kept, what is refused on reading."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from districtanalysis.datasets.made_city import FEATURES, example_city
from districtanalysis.domain.typology import TypeModel, Typology, type_name, typology_from_json
from districtanalysis.errors import StudyError
from districtanalysis.language import using
from districtanalysis.typology.form import form_types
from districtanalysis.typology.options import Axis, AxisIndicator, Feature, TypesOptions


@pytest.fixture(scope="module")
def typology() -> Typology:
    features = tuple(Feature(key=key) for key in FEATURES)
    need = Axis(indicator=(AxisIndicator(key="support"),))
    return form_types(example_city(20).table(), TypesOptions(feature=features, types=4, resamples=0, need=need))


def test_frames_for_analysts(typology: Typology) -> None:
    frame = typology.to_frame()
    assert {"name", "type", "type_name", "certainty", "reason", "need", "priority"} <= set(frame.columns)
    assert len(frame) == 20
    assert typology.labels.between(1, 4).all()
    assert "<table" in typology._repr_html_()


def test_round_trip(typology: Typology) -> None:
    again = typology_from_json(typology.to_json())
    assert again.model == typology.model
    assert again.recipe == json.loads(json.dumps(typology.recipe))
    pd.testing.assert_series_equal(again.frame["type"], typology.frame["type"], check_index_type=False)
    pd.testing.assert_series_equal(
        again.frame["distance"].astype(float), typology.frame["distance"].astype(float), check_index_type=False
    )
    assert again.types["typical"].tolist() == typology.types["typical"].tolist()
    assert again.to_json() == typology.to_json()


def test_names_in_both_languages() -> None:
    entry = {"name": {"de": "Ruhig", "en": "Quiet"}}
    assert type_name(entry) == "Ruhig"
    with using("en"):
        assert type_name(entry) == "Quiet"
    assert type_name({"name": "Mitte"}) == "Mitte"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "kein lesbares"),
        ("[]", "kein Typenmodell"),
        ('{"kind": "other"}', "kein Typenmodell"),
        ('{"kind": "districtanalysis.types", "method": "k_means"}', "features"),
        ('{"kind": "districtanalysis.types", "method": "x", "features": [], "types": [], "code": 1}', "code"),
        ('{"kind": "districtanalysis.types", "schema_version": 9}', "neuer"),
    ],
)
def test_other_files_are_no_models(text: str, words: str) -> None:
    with pytest.raises(StudyError, match=words):
        TypeModel.from_json(text, "modell.json")
