"""``profile`` of the shipped town."""

from __future__ import annotations

import pytest

from districtanalysis.datasets import town
from districtanalysis.domain.display import Picture
from districtanalysis.errors import StudyError
from districtanalysis.pipeline.prepare import prepare
from districtanalysis.pipeline.profile import age_groups, profiles, ranked_or_none, run
from districtanalysis.report.render import render


def test_the_page_holds_figures_fit_places_and_sources():
    outcome = run(town(), "ost")
    page = outcome.page
    assert page is not None
    assert page.title == "Stadtteilprofil: Oststadt"
    assert [table.key for table in page.tables] == ["figures", "location", "facilities", "steps", "remarks", "sources"]
    text = render(page, "md").decode()
    assert "Rang 1 von 3, Passung 81,5 von 100" in text
    assert "kein Maß für Bedarf" in text


def test_without_criteria_there_is_no_fit():
    prepared = prepare(town("kaiserslautern"))
    assert ranked_or_none(prepared) is None
    page = run(town("kaiserslautern"), "Betzenberg", pictures=("svg",)).page
    assert page is not None
    assert [block.key for block in page.blocks if isinstance(block, Picture)] == ["profile"]
    assert all(table.key != "fit" for table in page.tables)


def test_an_unknown_district_names_the_nearest():
    with pytest.raises(StudyError, match="Oststadt"):
        run(town(), "Oststad-Nord")


def test_no_ages_no_groups():
    assert age_groups(profiles(prepare(town()), ["Oststadt"])[0]) == []
