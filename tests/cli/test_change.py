"""The commands change, compare-areas and origins."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from districtanalysis.cli.main import main
from districtanalysis.datasets import raw_folder

STUDY = """schema_version = 1
[study]
title = "Probe"
purpose = "Prüfung"
city = "Musterstadt"
"""


@pytest.fixture
def town(tmp_path: Path) -> Path:
    text = STUDY
    for year, rows in ((2015, "Ost;1000;100\nWest;2000;300\n"), (2020, "Ost;1100;150\nWest;1900;280\n")):
        (tmp_path / f"z{year}.csv").write_text(f"Stadtteil;Einwohner;Ausländer\n{rows}", encoding="utf-8")
        text += f'[[source]]\nid = "z{year}"\nfile = "z{year}.csv"\npublisher = "Amt"\ndate = {year}-12-31\n'
        text += 'population_concept = "main_residence"\nlicence = "CC0-1.0"\n'
    (tmp_path / "study.toml").write_text(text, encoding="utf-8")
    return tmp_path


def test_change_on_the_screen_and_as_json(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["change", str(town), "--indicator", "residents", "--from", "2015-12-31", "--to", "2020-12-31"]) == 0
    assert "Veränderung 31.12.2015 bis 31.12.2020" in capsys.readouterr().out
    assert main(["change", str(town), "--group-by", "1", "-f", "json", "--lang", "en"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["recipe"]["group_by"] == "1"
    assert [row["district_id"] for row in found["groups"]][:3] == ["O", "W", ""]


@pytest.mark.parametrize("suffix", ["html", "docx", "xlsx", "csv", "md", "pdf"])
def test_change_as_a_file(town: Path, suffix: str) -> None:
    target = town / f"aenderung.{suffix}"
    assert main(["change", str(town), "-o", str(target), "--quiet"]) == 0
    assert target.stat().st_size > 500
    assert main(["change", str(town), "-o", str(target)]) == 1  # never over an existing file


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["--from", "2020-12-31", "--to", "2015-12-31"], 2, "falscher Reihenfolge"),
        (["--from", "not_stated"], 2, "not_stated"),
        (["--from", "gestern"], 2, "gestern"),
        (["--indicator", "residents:21-29"], 1, "vorhandene Altersbänder"),
        (["--indicator", "resident"], 1, "residents"),
        (["--group-by", "Bezirk"], 1, "Bezirk"),
        (["--before", "."], 3, "Die frühere Studie hat den Stand"),
    ],
)
def test_faults_say_what_to_do_and_write_nothing(
    town: Path,
    arguments: list[str],
    code: int,
    message: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(town)
    assert main(["change", str(town), *arguments, "-o", "neu.csv"]) == code
    said = capsys.readouterr()
    assert message in said.err
    assert "Traceback" not in said.err
    assert not (town / "neu.csv").exists()


def test_compare_areas_and_origins(capsys: pytest.CaptureFixture[str]) -> None:
    folder = raw_folder()
    assert main(["compare-areas", str(folder / "heidenheim" / "vergleichsgebiete.toml")]) == 0
    assert "Landkreis Heidenheim ohne Stadt" in capsys.readouterr().out
    topics = str(folder / "beispiel" / "beratungsthemen.csv")
    assert (
        main(["origins", str(folder / "heidenheim" / "gefluechtete.toml"), "--topics", topics, "--persons", "250"]) == 0
    )
    assert "561 Nennungen von 250 Personen" in " ".join(capsys.readouterr().out.split()).replace(
        "\N{NO-BREAK SPACE}", " "
    )


@pytest.mark.parametrize("name", ["change", "compare-areas", "origins"])
def test_help_is_worded(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    for language in ("de", "en"):
        assert main([name, "--lang", language, "--help"]) == 0
        assert "--output" in capsys.readouterr().out
