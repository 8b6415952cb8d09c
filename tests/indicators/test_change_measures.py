"""What a study may name as a measure."""

from __future__ import annotations

import pytest

from districtanalysis.domain.selection import Selection
from districtanalysis.errors import StudyError
from districtanalysis.indicators.change_measures import OwnMeasure, measure
from districtanalysis.language import using


def test_an_indicator_of_the_catalogue_is_itself() -> None:
    assert measure("foreign_share").unit == "percent"


def test_a_band_of_a_count() -> None:
    found = measure("residents:21-29")
    assert found.inputs == {"number": Selection("residents", age=(21, 29))}
    assert (found.unit, found.decimals, found.base) == ("persons", 0, "number")


def test_a_share_of_two_counts() -> None:
    found = measure("foreigners:0-29/residents:0-29")
    assert found.inputs["part"] == Selection("foreigners", age=(0, 29))
    assert found.describes_origin
    assert "in % von" in found.label
    assert isinstance(found, OwnMeasure)
    assert found.short == found.label


def test_a_share_of_ages_is_called_so_in_both_languages() -> None:
    assert measure("residents:65+/residents").label == "Anteil der Personen ab 65 Jahren in %"
    with using("en"):
        assert measure("residents:21-29/residents").label == "Share aged 21 to 29 in %"


def test_dimensions_stand_in_the_label() -> None:
    assert measure("residents:0-5:sex=female").label.endswith("(weiblich)")
    assert measure("with_migration_background_register:origin=poland").inputs["number"].origin == "poland"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("resident", "Gemeint ist vielleicht „residents“"),
        ("residents:29-21", "endet, bevor es beginnt"),
        ("residents:jung", "„jung“ ist nicht zu verstehen"),
        ("residents:age=3", "nicht zu verstehen"),
        ("residents/resident", "unbekannt"),
    ],
)
def test_what_cannot_be_understood_is_refused(text: str, message: str) -> None:
    with pytest.raises(StudyError, match=message):
        measure(text)
