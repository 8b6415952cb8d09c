from __future__ import annotations

import numpy as np
import pytest

from districtanalysis.domain.indicator import FloatArray
from districtanalysis.domain.selection import Selection
from districtanalysis.domain.variables import variables
from districtanalysis.errors import StudyError
from districtanalysis.indicators import CATALOGUE
from districtanalysis.indicators.catalogue import indicator
from districtanalysis.language import LANGUAGES, has, using


def test_one_decorated_formula_makes_an_indicator(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CATALOGUE, "_entries", {})

    @indicator(theme="population", unit="persons", inputs={"number": Selection("residents")}, source="own", decimals=0)
    def twice(number: FloatArray) -> FloatArray:
        """Return twice the residents (persons)."""
        return number * 2

    assert list(CATALOGUE) == ["twice"]
    entry = CATALOGUE["twice"]
    assert (entry.theme, entry.unit, entry.decimals, entry.source) == ("population", "persons", 0, "own")
    assert entry.formula is twice
    assert twice(np.array([2.0])).tolist() == [4.0]
    with pytest.raises(ValueError, match="'twice' is registered already"):
        indicator(theme="population", unit="persons", inputs={}, source="own")(twice)


def test_an_unknown_indicator_names_the_nearest_one() -> None:
    with pytest.raises(
        StudyError, match=r"Indikator „foreigner_share“ ist unbekannt\. Gemeint ist vielleicht „foreign_share“"
    ):
        _ = CATALOGUE["foreigner_share"]


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_theme_has_a_name(code: str) -> None:
    with using(code):
        assert all(has(f"indicator.theme.{entry.theme}") for entry in dict(CATALOGUE.items()).values())


def test_every_input_is_a_variable_of_the_field() -> None:
    for entry in dict(CATALOGUE.items()).values():
        asked = [*entry.inputs.values(), *entry.city.values()]
        assert all(wanted.variable in variables() for wanted in asked)
        assert not entry.printed or entry.printed in variables()
