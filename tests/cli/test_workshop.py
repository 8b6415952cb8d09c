"""The command workshop."""

from __future__ import annotations

from pathlib import Path

import pytest

from districtanalysis.cli.main import main
from districtanalysis.datasets.shipped import town


def test_it_writes_one_file_and_says_where(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "workshop.html"
    assert main(["workshop", str(town("heidenheim")), "-o", str(target)]) == 0
    shown = capsys.readouterr()
    assert "workshop.html" in shown.out
    assert target.read_bytes().startswith(b"<!DOCTYPE html>")
    assert [path.name for path in tmp_path.iterdir()] == ["workshop.html"]


def test_a_second_time_needs_force(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call = ["workshop", str(town("heidenheim")), "-o", str(tmp_path / "w.html"), "--quiet"]
    assert main(call) == 0
    assert main(call) == 1
    assert "w.html" in capsys.readouterr().err
    assert main([*call, "--force"]) == 0


def test_a_study_without_criteria_says_what_it_can_carry(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["workshop", str(town("kaiserslautern")), "-o", str(tmp_path / "w.html")]) == 1
    assert "nennt keine Kriterien" in capsys.readouterr().err
    assert not (tmp_path / "w.html").exists()


def test_its_language_is_the_first_of_the_page(tmp_path: Path) -> None:
    assert main(["workshop", str(town("heidenheim")), "-o", str(tmp_path / "w.html"), "--lang", "en"]) == 0
    assert '<html lang="en">' in (tmp_path / "w.html").read_text(encoding="utf-8")


def test_help_is_german(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["workshop", "--help"]) == 0
    assert "läuft" in capsys.readouterr().out
