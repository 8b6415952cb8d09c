from __future__ import annotations

import numpy as np

from districtanalysis.domain.indicator import FloatArray, Indicator
from districtanalysis.domain.selection import Selection
from districtanalysis.language import using


def half(number: FloatArray) -> FloatArray:
    return number / 2


def made(key: str, unit: str) -> Indicator:
    return Indicator(key=key, theme="population", unit=unit, formula=half, inputs={"number": Selection("residents")})


def test_an_indicator_is_worded_by_its_key() -> None:
    entry = made("foreign_share", "percent")
    assert (entry.label, entry.unit_label) == ("Ausländeranteil in %", "%")
    assert entry.short == "Ausländer / Einwohner × 100"
    with using("en"):
        assert entry.unit_label == "%"
        assert entry.label != "Ausländeranteil in %"


def test_a_code_has_no_unit_to_be_written() -> None:
    assert made("generation_situation", "code").unit_label == ""
    assert made("residents", "persons").unit_label == "Personen"


def test_an_indicator_computes_by_its_formula_and_is_free_of_conditions_by_default() -> None:
    entry = made("residents", "persons")
    assert entry.formula(np.array([4.0])).tolist() == [2.0]
    assert (entry.describes_origin, entry.caseload, entry.bounds, entry.printed, dict(entry.city)) == (
        False,
        False,
        None,
        "",
        {},
    )
