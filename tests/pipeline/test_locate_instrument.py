"""The file of an instrument: given, named by a study, or the shipped example."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from districtanalysis.datasets import raw_folder
from districtanalysis.errors import StudyError
from districtanalysis.pipeline.locate_instrument import locate_instrument, locate_tables

GOALS = raw_folder() / "hechingen" / "ziele.toml"


@pytest.fixture
def study(tmp_path: Path) -> Path:
    folder = tmp_path / "studie"
    shutil.copytree(raw_folder() / "heidenheim", folder)
    path = folder / "study.toml"
    text = path.read_text(encoding="utf-8").partition("[instruments]")[0]
    path.write_text(text + '[instruments]\ngoals = "ziele.xlsx"\n', encoding="utf-8")
    return path


def test_the_file_itself() -> None:
    assert locate_instrument(GOALS, "goals").path == GOALS
    assert locate_instrument(Path("fehlt.toml"), "goals").path == Path("fehlt.toml")


def test_the_file_that_a_study_names(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = study.parent / "ziele.xlsx"
    assert locate_instrument(study, "goals").path == expected
    assert locate_instrument(study.parent, "goals").path == expected
    with pytest.raises(StudyError, match="participation"):
        locate_instrument(study, "participation")
    monkeypatch.chdir(study.parent / "layouts")
    found = locate_instrument(None, "goals")
    assert (found.path, bool(found.message)) == (expected, True)


def test_the_shipped_example_and_when_it_may_not_be_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = locate_instrument(None, "goals")
    assert found.path == GOALS
    assert "ziele.toml" in found.message
    with pytest.raises(StudyError, match="goals"):
        locate_instrument(None, "goals", may_fall_back=False)


def test_tables_are_those_that_the_study_names_else_its_own(tmp_path, monkeypatch):
    named = raw_folder() / "heidenheim"
    assert locate_tables(named / "study.toml", "areas").path == named / "vergleichsgebiete.toml"
    assert locate_tables(named / "vergleichsgebiete.toml", "areas").path == named / "vergleichsgebiete.toml"
    monkeypatch.chdir(tmp_path)
    found = locate_tables(None, "origins")
    assert found.path == named / "gefluechtete.toml"
    assert "heidenheim/gefluechtete.toml" in found.message
    with pytest.raises(StudyError, match="areas"):
        locate_tables(None, "areas", may_fall_back=False)
