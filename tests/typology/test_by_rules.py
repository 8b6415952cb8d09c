"""A typology by rules from table to notes."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.typology import typology_from_json
from districtanalysis.errors import StudyError
from districtanalysis.typology.by_rules import form_by_rules
from districtanalysis.typology.options import Condition, Feature, Rule, Special, TypesOptions

RULES = (
    Rule(key="high", name={"de": "Hoch", "en": "High"}, when=(Condition(feature="x", above=2.0),)),
    Rule(key="low", name="Niedrig", when=(Condition(feature="x", at_most=1.0),)),
)


def _table(values: list[float]) -> IndicatorTable:
    index = pd.Index([f"d{i}" for i in range(len(values))])
    return IndicatorTable.from_frame(pd.DataFrame({"x": values, "residents": [500.0] * len(values)}, index=index))


def test_types_reasons_and_districts_without_a_rule() -> None:
    found = form_by_rules(_table([3.0, 0.5, 1.5, float("nan")]), TypesOptions(method="rules", rule=RULES))
    assert found.frame["type"].tolist()[:2] == [1, 2]
    assert found.frame["reason"].tolist()[:2] == ["x 3,00 (über 2)", "x 0,50 (höchstens 1)"]
    assert "keine Regel" in found.frame.loc["d2", "reason"]
    assert "kein Wert für x" in found.frame.loc["d3", "reason"]
    assert found.types["districts"].tolist() == [1, 1]


def test_small_districts_are_not_typed() -> None:
    table = _table([3.0, 0.5])
    table.frame.loc["d0", "residents"] = 20.0
    found = form_by_rules(table, TypesOptions(method="rules", rule=RULES))
    assert found.frame["status"].tolist() == ["not_typed", "typed"]
    assert "20 Einwohner" in found.frame.loc["d0", "reason"]


def test_special_institutions_are_noted_by_name_or_key() -> None:
    options = TypesOptions(method="rules", rule=RULES, special=(Special(district="d1", note="Klinik"),))
    assert form_by_rules(_table([3.0, 0.5]), options).frame["note"].tolist() == ["", "Klinik"]
    wrong = options.model_copy(update={"special": (Special(district="d7", note="Klinik"),)})
    with pytest.raises(StudyError, match="d7"):
        form_by_rules(_table([3.0, 0.5]), wrong)


def test_labels_of_the_study_and_round_trip() -> None:
    options = TypesOptions(method="rules", rule=RULES, feature=(Feature(key="x"),))
    found = form_by_rules(_table([3.0, 0.5]), options)
    again = typology_from_json(found.to_json())
    assert again.frame["type"].tolist() == [1, 2]
    assert again.model == found.model
    assert np.isnan(again.frame["certainty"].astype(float)).all()


def test_double_districts_are_refused() -> None:
    table = _table([3.0, 0.5])
    double = IndicatorTable.from_frame(table.frame.set_index(pd.Index(["a", "a"])))
    with pytest.raises(StudyError, match="Mehrfach"):
        form_by_rules(double, TypesOptions(method="rules", rule=RULES))
