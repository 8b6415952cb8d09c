"""The command crosswalk."""

from __future__ import annotations

import json
from pathlib import Path

import geopandas
import pytest
import shapely

from districtanalysis.cli.main import main


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    found = []
    for name, cuts in (("alt", (0, 1000, 2000)), ("neu", (0, 1500, 2000))):
        shapes = shapely.box([500_000 + cut for cut in cuts[:-1]], 0, [500_000 + cut for cut in cuts[1:]], 100)
        path = tmp_path / f"{name}.geojson"
        geopandas.GeoDataFrame({"id": [f"{name}1", f"{name}2"]}, geometry=shapes, crs="EPSG:25832").to_file(path)
        found.append(str(path))
    return found[0], found[1]


def test_weights_are_shown_and_written(
    files: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["crosswalk", *files]) == 0
    assert "Umrechnung von 2 alten auf 2 neue Gebiete" in capsys.readouterr().out
    target = tmp_path / "gewichte.csv"
    assert main(["crosswalk", *files, "-o", str(target), "--quiet"]) == 0
    assert target.read_text(encoding="utf-8-sig").splitlines() == [
        "old;new;weight",
        "alt1;neu1;1,0",
        "alt2;neu1;0,5",
        "alt2;neu2;0,5",
    ]
    assert main(["crosswalk", *files, "-f", "json", "--lang", "en"]) == 0
    assert json.loads(capsys.readouterr().out)["method"] == "overlay"


def test_help_and_faults(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["crosswalk", "--help"]) == 0
    shown = capsys.readouterr().out
    assert "ALT NEU" in shown
    assert "wo die Menschen wohnen" in " ".join(shown.split())
    assert main(["crosswalk", files[0]]) == 2
    assert main(["crosswalk", *files, "--people", "ew"]) == 2
    assert "--points" in capsys.readouterr().err
    assert main(["crosswalk", files[0], "nirgends.gpkg"]) == 1
    assert "nirgends.gpkg" in capsys.readouterr().err
    assert main(["crosswalk", *files, "--old-key", "nummer"]) == 1
    assert "nummer" in capsys.readouterr().err
