"""A chart becomes a picture with its words."""

import pandas as pd
import pytest

from districtanalysis.domain.pictured import Amounts
from districtanalysis.errors import StudyError
from districtanalysis.report.illustrate import illustrate


def test_a_chart_brings_both_forms_and_its_words():
    amounts = Amounts("Ausländer", pd.Series({"Syrien": 60.0, "Polen": 40.0}), "Oststadt", "Personen")
    picture = illustrate("origins", amounts, share=0.5)
    assert picture.forms["png"].startswith(b"\x89PNG")
    assert b"<svg" in picture.forms["svg"]
    assert "Syrien" in picture.alternative
    assert (picture.key, picture.share) == ("origins", 0.5)


def test_an_unknown_chart_names_the_nearest():
    with pytest.raises(StudyError, match="origins"):
        illustrate("origin", None)


def test_only_the_forms_that_are_needed(monkeypatch):
    amounts = Amounts("Ausländer", pd.Series({"Syrien": 60.0, "Polen": 40.0}), "Oststadt", "Personen")
    assert set(illustrate("origins", amounts, forms=("png",)).forms) == {"png"}
    monkeypatch.setattr("districtanalysis.report.illustrate._HEAVY", 10)
    assert set(illustrate("origins", amounts, forms=("svg",)).forms) == {"png"}
