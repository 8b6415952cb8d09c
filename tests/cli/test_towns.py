"""The commands rollup, request, similar and decision."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from districtanalysis.cli.main import main
from districtanalysis.datasets import raw_folder, town


def test_rollup(capsys: pytest.CaptureFixture[str]) -> None:
    towns = [str(town("heidenheim")), str(town("kaiserslautern"))]
    assert main(["rollup", *towns, "--title", "Beispielkreis", "-f", "json"]) == 0
    content = json.loads(capsys.readouterr().out)
    assert content["county"]["foreign_share"]["value"] == pytest.approx(14.85, abs=0.1)
    assert main(["rollup", towns[0]]) == 1
    assert main(["rollup"]) == 2


def test_request_as_text_and_word(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["request", str(town("heidenheim")), "--reply-by", "2026-09-30", "--to", "Statistikstelle"]) == 0
    out = capsys.readouterr().out
    assert "Sehr geehrte Damen und Herren" in out
    assert "30.09.2026" in out
    target = tmp_path / "anfrage.docx"
    assert main(["request", str(town("heidenheim")), "-o", str(target)]) == 0
    assert target.read_bytes()[:2] == b"PK"
    assert main(["request", str(town("heidenheim")), "--concept", "hauptwohnsitz"]) == 1
    assert "main_residence" in capsys.readouterr().err


def test_similar(capsys: pytest.CaptureFixture[str]) -> None:
    study = ["--study", str(town("kaiserslautern"))]
    assert main(["similar", "Betzenberg", *study, "--top", "2", "--draws", "50", "--seed", "3"]) == 0
    out = capsys.readouterr().out
    assert "Hohenecken" in out
    assert "Startwert 3" in out
    assert main(["similar", "Nirgendwo", *study]) == 1
    assert "Betzenberg" in capsys.readouterr().err


def test_decision_is_recorded_and_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "studie"
    shutil.copytree(raw_folder() / "heidenheim", folder)
    told = ["--decide", "Oststadt", "--date", "2026-07-16", "--heard", "Beirat", "--adds", "Der Weg ist weit."]
    assert main(["decision", str(folder), *told, "--contradicts", "Oststadt: Der Treff ist zu."]) == 0
    assert "Nr. 1, 16.07.2026" in capsys.readouterr().out
    assert main(["decision", str(folder), "-f", "json"]) == 0
    content = json.loads(capsys.readouterr().out)
    assert content["decision"][0]["decision"] == "Oststadt"
    said = {(part["relation"], part.get("district", ""), part["statement"]) for part in content["local"]}
    assert said == {("contradicts", "Oststadt", "Der Treff ist zu."), ("adds", "", "Der Weg ist weit.")}
    assert main(["decision", str(folder / "entscheidungen.toml")]) == 0
    assert "Rangfolge, wie sie vorlag" in capsys.readouterr().out


def test_a_decision_needs_its_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["decision", str(town("heidenheim")), "--body", "Gemeinderat"]) == 2
    assert "--decide" in capsys.readouterr().err
    assert main(["decision", str(tmp_path), "--decide", "Ja", "--adds", "Oststadt:"]) == 2
    assert main(["decision", str(tmp_path), "--decide", "Ja"]) == 1


def test_a_decision_without_words_is_refused_before_anything_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(town("heidenheim").parent, tmp_path / "stadt")
    assert main(["decision", str(tmp_path / "stadt" / "study.toml"), "--decide", "  "]) == 2
    assert "--decide" in capsys.readouterr().err
    assert not (tmp_path / "stadt" / "entscheidungen.toml").exists()
