"""The same input gives the same bytes, and the order of what is given changes no rank."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from districtanalysis.cli.main import main
from districtanalysis.datasets import town as shipped_town

FORMATS = {"csv": "csv", "json": "json", "md": "md", "html": "html", "xlsx": "xlsx", "table": "txt"}


def output(folder: Path, form: str, *arguments: str) -> bytes:
    """Run one command with a file as its output; the study is the shipped one."""
    folder.mkdir()
    target = folder / f"ausgabe.{FORMATS[form]}"
    assert main([*arguments, "-f", form, "-o", str(target), "--quiet"]) == 0
    return target.read_bytes()


@pytest.mark.parametrize("form", FORMATS)
def test_a_ranking_is_the_same_to_the_byte(tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch):
    first = output(tmp_path / "a", form, "rank", str(shipped_town()))
    later = time.time() + 3 * 365 * 24 * 3600
    monkeypatch.setattr("time.time", lambda: later)
    assert output(tmp_path / "b", form, "rank", str(shipped_town())) == first


@pytest.mark.parametrize("form", ["json", "xlsx"])
def test_other_commands_are_too(tmp_path: Path, form: str):
    for number, command in enumerate((["check"], ["explain", "Oststadt", "--study"])):
        pair = [output(tmp_path / f"{number}{run}", form, *command, str(shipped_town())) for run in "ab"]
        assert pair[0] == pair[1]


def test_another_process_with_other_hashes_says_the_same():
    def run(seed: str) -> bytes:
        command = [sys.executable, "-m", "districtanalysis", "rank", str(shipped_town()), "-f", "json"]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        return subprocess.run(command, capture_output=True, check=True, env=environment).stdout

    assert run("1") == run("2")


def test_the_order_of_candidates_rows_and_tables_changes_no_rank(town):
    _, out, _ = town.run("rank", "-f", "json")
    expected = {entry["id"]: (entry["rank"], entry["fit"]) for entry in json.loads(out)["districts"]}
    head, *rows = town.counts.splitlines(keepends=True)
    town.counts = head + "".join(reversed(rows))
    first, *sources = town.study.split("[[source]]")
    places, _, rest = sources[1].partition("[criteria.population]")
    town.study = f"{first}[[source]]{places}[[source]]{sources[0]}[criteria.population]{rest}"
    town.study = town.study.replace("city =", 'candidates = ["Talhof", "Bergheim", "Altdorf"]\ncity =')
    _, out, err = town.run("rank", "-f", "json")
    assert {entry["id"]: (entry["rank"], entry["fit"]) for entry in json.loads(out)["districts"]} == expected, err


def test_ties_are_named(town):
    # Talhof gets the figures of Altdorf
    town.counts = town.counts.replace("Talhof;4000;400;10,0;40", "Talhof;1000;100;10,0;10")
    code, out, _ = town.run("rank")
    assert code == 0
    lines = [line.split() for line in out.splitlines() if line.strip().startswith(("1–2", "3 "))]
    assert [(line[0], line[1]) for line in lines[:3]] == [("1–2", "Altdorf"), ("1–2", "Talhof"), ("3", "Bergheim")]
    assert "Gleichstand: der bessere Rang" in out


def test_the_rule_for_ties_is_that_of_the_study(town):
    town.counts = town.counts.replace("Talhof;4000;400;10,0;40", "Talhof;1000;100;10,0;10")
    town.study = town.study.replace("[ranking.presets", '[ranking]\nties = "average"\n\n[ranking.presets')
    _, out, _ = town.run("rank", "-f", "json")
    assert {entry["id"]: entry["rank"] for entry in json.loads(out)["districts"]} == {
        "Altdorf": 1.5,
        "Talhof": 1.5,
        "Bergheim": 3,
    }
