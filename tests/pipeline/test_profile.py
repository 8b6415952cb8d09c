"""``profile`` of the shipped town."""

from __future__ import annotations

import pandas as pd
import pytest

from districtanalysis.datasets import town
from districtanalysis.domain.display import Picture
from districtanalysis.errors import StudyError
from districtanalysis.pipeline.prepare import prepare
from districtanalysis.pipeline.profile import age_groups, profile, profiles, ranked_or_none, run
from districtanalysis.report.render import render
from districtanalysis.sources.loader import load
from districtanalysis.sources.study_file import load_study


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


def test_analysts_give_a_study_its_path_or_data():
    study = load_study(town())
    wanted = profile(study, "Oststadt").to_frame()
    # 1338 of 4336 residents, as printed
    assert wanted.loc["foreign_share", "value"] == pytest.approx(133800 / 4336)
    for given in (town(), str(town()), load(study)):
        pd.testing.assert_frame_equal(profile(given, "Oststadt").to_frame(), wanted)
    assert profile(load(study), "Oststadt", city="Heidenheim").city == "Heidenheim"
    assert "Einwohner" in profile(study, "ost")._repr_html_()


def test_a_figure_of_a_profile_is_what_charts_take():
    from districtanalysis.report import plot

    found = profile(town("kaiserslautern"), "Betzenberg")
    assert "Betzenberg" in plot.alternative_text(plot.profile(found.against))


def test_data_alone_name_the_nearest_district():
    with pytest.raises(StudyError, match="Oststadt"):
        profile(load(load_study(town())), "Oststad-Nord")


def test_no_ages_no_groups():
    assert age_groups(profiles(prepare(town()), ["Oststadt"])[0]) == []
