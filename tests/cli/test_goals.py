"""The commands goals, monitor and participation."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from districtanalysis.cli.goals import Date
from districtanalysis.cli.main import main
from districtanalysis.cli.types import Fault
from districtanalysis.datasets import raw_folder

BEISPIEL = raw_folder() / "beispiel"


def test_goals_as_tree_and_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["goals", str(raw_folder() / "hechingen" / "ziele.toml")]) == 0
    out = capsys.readouterr().out
    assert "└─ Ziel Ü2" in out
    assert "n. v." in out
    assert main(["goals", str(BEISPIEL / "ziele_2026.toml"), "--scope", "project", "-f", "json"]) == 0
    assert [goal["key"] for goal in json.loads(capsys.readouterr().out)["goal"]] == ["V1", "B2", "B2.2"]


def test_monitor_on_a_given_day(capsys: pytest.CaptureFixture[str]) -> None:
    files = [str(BEISPIEL / "ziele_2026.toml"), "--before", str(BEISPIEL / "ziele_2024.toml")]
    assert main(["monitor", *files, "--as-of", "2026-04-15", "--within", "30", "-f", "json"]) == 0
    content = json.loads(capsys.readouterr().out)
    assert content["as_of"] == "2026-04-15"
    assert content["within"] == 30
    assert content["goals"]["B1.2"]["light"] == "on_track"
    assert len(content["changes"]) == 13


def test_participation(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["participation", str(raw_folder() / "heidenheim" / "beteiligung.csv"), "-f", "csv"]) == 0
    assert "18.02.2017" in capsys.readouterr().out


def test_faults(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert main(["monitor", "--as-of", "15.04.2026"]) == 2
    assert "JJJJ-MM-TT" in capsys.readouterr().err
    assert main(["goals", "--scope", "stadt"]) == 2
    assert main(["goals", str(tmp_path / "fehlt.toml")]) == 1
    assert "fehlt.toml" in capsys.readouterr().err
    path = tmp_path / "ziele.toml"
    path.write_text('[[goal]]\nkey = "M"\nlevel = "measure"\ntitle = "Kurs"\n', encoding="utf-8")
    assert main(["goals", str(path), "-o", str(tmp_path / "ziele.html")]) == 3
    assert not (tmp_path / "ziele.html").exists()
    monkeypatch.chdir(tmp_path)
    assert main(["goals", "-o", "ziele.html"]) == 1
    with pytest.raises(Fault):
        Date().convert("not_stated", None, None)
