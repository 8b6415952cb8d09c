"""``request``: what a study needs, in the words of a letter."""

from __future__ import annotations

from pathlib import Path

import pytest

import districtanalysis as da
from districtanalysis.datasets import town
from districtanalysis.domain.request import DataRequest, Wishes
from districtanalysis.errors import StudyError
from districtanalysis.language import using
from districtanalysis.pipeline.request import indicators_of, requested, run


def result(study: Path, **how: object) -> DataRequest:
    found = run(study, **how).result  # type: ignore[arg-type]
    assert isinstance(found, DataRequest)
    return found


def test_the_variables_behind_the_indicators_of_a_study() -> None:
    found = result(town("heidenheim"))
    assert [item.variable for item in found.items] == [
        "refugees_in_care",
        "residents",
        "foreigners",
        "nationalities",
        "facilities",
    ]
    assert found.own == ("generation_situation", "engagement_structure", "programme_frame")
    assert {item.variable: item.there for item in found.items}["residents"] == "all"
    assert "daycare" in found.items[-1].kinds
    assert found.wishes.concept == ""  # the slides state none: the letter leaves it open


def test_age_bands_and_counts_instead_of_shares() -> None:
    study = da.load_study(town("kaiserslautern"))
    items, _ = requested(["old_age_quotient", "foreign_share_under_30_ratio"], da.load(study))
    bands = {item.variable: item.bands for item in items}
    assert bands["residents"] == ((0, 29), (20, 64), (65, -1))
    assert bands["foreigners"] == ((0, 29),)
    assert indicators_of(study) == ("location_quotient_foreigners", "foreign_share_under_30_ratio")
    there = {item.variable: item.there for item in items}
    assert there == {"residents": "", "foreigners": "all"}


def test_the_letter_says_what_was_wished_and_leaves_the_rest_open() -> None:
    wishes = Wishes(date="2026-12-31", concept="main_residence", minimum=5, sender="Erika Muster, Sozialamt")
    outcome = run(town("heidenheim"), wishes=wishes)
    assert outcome.page is not None
    text = "\n".join(getattr(block, "text", "") for block in outcome.page.blocks)
    for part in ("31.12.2026", "Hauptwohnsitz", "unter 5 Personen", "[Ort, Datum]", "[Stand der Gebietseinteilung]"):
        assert part in text
    assert text.rstrip().endswith("Erika Muster")
    assert [table.key for table in outcome.page.tables] == ["needed", "areas"]
    with using("en"):
        english = run(town("heidenheim"), wishes=wishes).page
    assert english is not None
    assert english.title.startswith("Request for small-area data")


def test_what_is_not_known_is_refused() -> None:
    with pytest.raises(StudyError, match="main_residence"):
        run(town("heidenheim"), wishes=Wishes(concept="main_residenz"))
    with pytest.raises(StudyError, match="foreign_share"):
        run(town("heidenheim"), indicators=["foreign_shares"])
    with pytest.raises(StudyError, match="--indicator"):
        run(town("heidenheim"), indicators=["generation_situation"])
