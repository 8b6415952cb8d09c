from __future__ import annotations

from pathlib import Path

import pytest

from districtanalysis.datasets import town
from districtanalysis.errors import StudyError
from districtanalysis.pipeline.locate import locate


def test_a_given_study_is_taken_as_it_is():
    assert locate(Path("irgendwo.toml")).path == Path("irgendwo.toml")
    assert locate(Path("irgendwo.toml")).message == ""


def test_a_study_is_looked_for_upward(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    (tmp_path / "study.toml").touch()
    monkeypatch.chdir(below)
    found = locate(None)
    assert found.path == tmp_path / "study.toml"
    assert str(tmp_path) in found.message


def test_the_shipped_town_is_the_last_resort_and_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    found = locate(None)
    assert found.path == town()
    assert "mitgelieferte Stadt" in found.message


def test_the_shipped_town_is_not_taken_for_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StudyError, match="Keine Studie gefunden"):
        locate(None, may_fall_back=False)
