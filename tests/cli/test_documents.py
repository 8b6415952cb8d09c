"""The commands profile, compare-districts and report."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from districtanalysis.cli.main import main
from districtanalysis.datasets import town


def test_profile_draws_for_formats_that_show_drawings(pipeline, tmp_path: Path) -> None:
    calls = pipeline("profile")
    assert main(["profile", "ost", "--study", "a.toml"]) == 0
    assert main(["profile", "ost", "-o", str(tmp_path / "ost.pdf")]) == 0
    assert calls[0] == ((Path("a.toml"), "ost"), {"pictures": (), "may_fall_back": True})
    assert calls[1][1] == {"pictures": ("svg",), "may_fall_back": False}


def test_compare_districts_takes_several_names(pipeline) -> None:
    calls = pipeline("compare_districts")
    assert main(["compare-districts", "Oststadt", "Mittelrain", "--study", "a.toml"]) == 0
    assert calls[0][0] == (Path("a.toml"), ("Oststadt", "Mittelrain"))
    assert main(["compare-districts"]) == 2


def test_report_without_a_target_writes_four_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    call = ["report", str(town()), "--blocks", "question, standing", "--quiet"]
    assert main(call) == 0
    assert "tabellen.xlsx" in capsys.readouterr().out
    assert len(list((tmp_path / "reports" / "heidenheim").iterdir())) == 4
    assert main(call) == 1
    assert main([*call, "--force"]) == 0


def test_report_into_the_template_of_the_office(tmp_path: Path) -> None:
    template, target = tmp_path / "haus.docx", tmp_path / "vorlage.docx"
    document = docx.Document()
    document.add_paragraph("Stadt Heidenheim")
    document.save(str(template))
    call = ["report", str(town()), "--blocks", "standing", "--template", str(template), "-o"]
    assert main([*call, str(target)]) == 0
    assert docx.Document(str(target)).paragraphs[0].text == "Stadt Heidenheim"
    assert main([*call, str(tmp_path / "vorlage.pdf")]) == 2


def test_report_as_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(town()), "--blocks", "question", "-f", "md", "--quiet"]) == 0
    assert capsys.readouterr().out.startswith("# Pilotstadtteil Heidenheim")
    assert main(["report", "--help"]) == 0
    assert "{{Bericht}}" in capsys.readouterr().out
