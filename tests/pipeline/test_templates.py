"""Templates of the instruments beside a study."""

import shutil

import pytest

from districtanalysis.datasets import raw_folder
from districtanalysis.errors import OutputError, UsageError
from districtanalysis.language import using
from districtanalysis.pipeline import actors, goals, init, participation, survey, templates
from districtanalysis.sources.study_file import load_study


def test_every_template_reads_as_empty(tmp_path):
    outcome = templates.run(tmp_path / "neu", [*templates.READ_BY])
    assert sorted(path.name for path in (tmp_path / "neu").iterdir()) == [
        "akteure.xlsx",
        "angebote.xlsx",
        "beteiligung.xlsx",
        "umfrage.xlsx",
        "ziele.xlsx",
    ]
    assert "survey = " in str(outcome.page.blocks)
    for pipeline, name in ((survey, "umfrage"), (actors, "akteure"), (goals, "ziele"), (participation, "beteiligung")):
        found = pipeline.run(tmp_path / "neu" / f"{name}.xlsx")
        assert found.findings == ()
        assert len(found.page.blocks) == 1  # the sentence that nothing is there yet
        assert pipeline.chapter(tmp_path / "neu" / f"{name}.xlsx") == ()


def test_the_name_of_the_town_and_its_districts_stand_in_them():
    from io import BytesIO

    import openpyxl

    files = templates.templates(["offers", "survey"], town="Ulm", districts=["Ost", "West"])
    lists = openpyxl.load_workbook(BytesIO(files["angebote.xlsx"]))["Listen"]
    assert [[cell.value for cell in row] for row in lists.iter_rows(min_row=2)] == [
        ["Stadtteil", "Ost"],
        ["Stadtteil", "West"],
    ]
    assert openpyxl.load_workbook(BytesIO(files["umfrage.xlsx"]))["Befragung"]["B2"].value == "Ulm"


def test_english_templates_have_english_names():
    with using("en"):
        assert [*templates.templates(["actors"])] == ["actors.xlsx"]
        assert templates.study_lines(["goals"]) == '[instruments]\ngoals = "goals.xlsx"'


def test_nothing_is_written_over_and_unknown_ones_are_refused(tmp_path):
    templates.run(tmp_path, ["survey"])
    with pytest.raises(OutputError):
        templates.run(tmp_path, ["actors", "survey"])
    assert not (tmp_path / "akteure.xlsx").exists()
    with pytest.raises(UsageError, match="Gemeint ist vielleicht „survey“"):
        templates.run(tmp_path, ["survy"])


def test_a_study_written_with_templates_names_them(tmp_path):
    shutil.copy(raw_folder() / "heidenheim" / "einrichtungen.csv", tmp_path)
    source = {
        "file": str(tmp_path / "einrichtungen.csv"),
        "publisher": "Amt",
        "date": "not_stated",
        "population_concept": "documents",
        "licence": "frei",
    }
    init.run(tmp_path / "neu", title="t", purpose="p", city="Ort", sources=[source], instruments=["survey", "offers"])
    study = load_study(tmp_path / "neu")
    assert study.instruments == {"survey": "umfrage.xlsx", "offers": "angebote.xlsx"}
    assert (tmp_path / "neu" / "angebote.xlsx").is_file()
    assert survey.run(tmp_path / "neu", pictures=()).page is not None
