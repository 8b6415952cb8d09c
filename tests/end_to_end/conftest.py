"""A small town of three districts, and the program run on it as somebody would."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from districtanalysis.cli.main import main

STUDY = """schema_version = 1

[study]
title = "Probe"
purpose = "Pilotprojekt"
city = "Musterstadt"

[[source]]
id = "zahlen"
file = "zahlen.csv"
publisher = "Musterstadt"
date = 2023-12-31
population_concept = "main_residence"
licence = "dl-de/by-2-0"

[[source]]
id = "orte"
file = "orte.csv"
layout = "facility-list"
publisher = "Musterstadt"
date = "not_stated"
population_concept = "documents"
licence = "dl-de/by-2-0"

[criteria.population]
label = "Bevölkerung"
weight = 1

[[criteria.population.indicator]]
key = "refugees_in_care_per_1000"
goalposts = [0, 40]

[criteria.infrastructure]
label = "Orte"
weight = 3

[[criteria.infrastructure.indicator]]
key = "daycare_per_1000"
goalposts = [0, 1]

[ranking.presets.luecken]
label = "Lücken schließen"
reverse = ["infrastructure"]
"""
COUNTS = """Stadtteil;Einwohner;Ausländer;Ausländer in %;Geflüchtete
Altdorf;1000;100;10,0;10
Bergheim;2000;400;20,0;60
Talhof;4000;400;10,0;40
"""
PLACES = """Stadtteil;Art;Anzahl;Bezeichnung
Altdorf;Kita;1;Kita Nord
Bergheim;Kita;1;Kita Berg
Talhof;Kita;1;Kita Tal
"""


@dataclass
class Town:
    """Three tables in a folder; each may be changed before the program runs."""

    folder: Path
    capture: pytest.CaptureFixture[str]
    study: str = STUDY
    counts: str = COUNTS
    places: str = PLACES
    prepare: list[Callable[[Path], object]] = field(default_factory=list)

    def write(self) -> Path:
        """Write the files and return the path of the study."""
        self.folder.mkdir(exist_ok=True)
        for name, text in (("study.toml", self.study), ("zahlen.csv", self.counts), ("orte.csv", self.places)):
            (self.folder / name).write_text(text, encoding="utf-8")
        for step in self.prepare:
            step(self.folder)
        return self.folder / "study.toml"

    def run(self, command: str, *arguments: str) -> tuple[int, str, str]:
        """Run one command on the study; return its exit code and what it wrote to stdout and stderr."""
        code = main([command, str(self.write()), *arguments])
        written = self.capture.readouterr()
        return code, written.out, written.err


@pytest.fixture
def town(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Town:
    return Town(tmp_path / "stadt", capsys)
