"""The commands types, types-apply, segregation and hotspots."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from districtanalysis.cli.main import main
from districtanalysis.datasets.made_city import example_city
from districtanalysis.datasets.shipped import town


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return example_city(24).write(tmp_path_factory.mktemp("made"))


def test_types_of_kaiserslautern(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["types", str(town("kaiserslautern"))]) == 0
    out = capsys.readouterr().out
    assert "Gebietstypen: Kaiserslautern" in out
    assert "Keine Reihung nach Bedarf" in out
    assert "unsicher" in out


def test_types_write_a_model_that_types_apply_reads(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model = tmp_path / "modell.json"
    assert main(["types", str(made), "--types", "4", "--model", str(model), "-f", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["model"]["method"] == "k_means"
    before = str(made.with_name("study_2019.toml"))
    assert main(["types-apply", str(model), str(made), "--before", before, "-f", "csv"]) == 0
    assert "Musterviertel 1" in capsys.readouterr().out
    assert main(["types", str(made), "--model", str(model)]) == 1
    assert "modell.json" in capsys.readouterr().err


def test_segregation_and_hotspots(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["segregation", str(made), "--group", "foreign", "--draws", "50"]) == 0
    assert "Segregationsindex" in capsys.readouterr().out
    assert main(["hotspots", "foreign", str(made), "--permutations", "99", "-f", "md"]) == 0
    assert "Moran" in capsys.readouterr().out


def test_help_and_faults(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["types", "--help"]) == 0
    assert "Zahl der Typen" in capsys.readouterr().out
    assert main(["hotspots"]) == 2
    assert main(["hotspots", "foreigners", str(made)]) == 1
    assert "foreign" in capsys.readouterr().err
