"""What the guide shows is what happens: its table, its layout and its lines of Python."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pandas as pd
import pytest

import districtanalysis as da
from districtanalysis.cli.main import main
from districtanalysis.domain.study import Source
from districtanalysis.sources.inspection.examine import inspect_file
from districtanalysis.sources.layout_file import load_layout, shipped_layouts
from districtanalysis.sources.opening import DELIMITED, RECORDS, WORKBOOKS
from districtanalysis.sources.profiles import profile_names

GUIDE = Path(__file__).parents[2] / "docs" / "add-a-city.md"


def blocks(kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", GUIDE.read_text(encoding="utf-8"), flags=re.DOTALL)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> da.DistrictData:
    (tmp_path / "einwohner.csv").write_text(blocks("csv")[0], encoding="utf-8")
    (tmp_path / "einwohner.toml").write_text(blocks("toml")[0], encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    scope: dict[str, object] = {}
    exec(compile(blocks("python")[0], str(GUIDE), "exec"), scope)
    found = scope["data"]
    assert isinstance(found, da.DistrictData)
    return found


def test_the_layout_has_ten_to_twenty_lines() -> None:
    lines = [line for line in blocks("toml")[0].splitlines() if line.strip() and not line.startswith("#")]
    assert 10 <= len(lines) <= 20


def test_the_table_is_read_as_the_guide_says(data: da.DistrictData) -> None:
    """Every value below stands in the table of the guide."""
    assert data.districts["name"].to_dict() == {"101": "Altstadt", "102": "Neustadt"}
    assert data.areas["parent"].to_dict() == {"1": "", "101": "1", "102": "1"}
    wide = data.wide("residents", by="age")
    assert wide.loc["101"].to_dict() == {(-1, -1): 3866.0, (0, 17): 360.0, (18, 64): 3093.0}
    figures = data.observations.frame
    secret = figures[(figures["district_id"] == "102") & (figures["age_from"] == 18)].iloc[0]
    assert (secret["status"], secret["text"]) == ("unknown_or_secret", ".")
    shares = data.observations.of("foreign_share_printed")
    assert shares["value"].tolist() == [21.4, 30.2]
    assert set(shares["decimals"]) == {1}
    assert set(figures["date"]) == {"2023-12-31"}
    assert data.above.frame["value"].tolist() == [8716.0, 1105.0, 6829.0, 26.3]
    assert data.totals.frame["value"].tolist() == [8716.0, 1105.0, 6829.0, 26.3]
    assert data.where("101", "residents")["cell"].tolist() == ["C4", "D4", "E4"]
    assert data.rolled_up().of("residents").set_index(["district_id", "age_from"])["value"][("1", -1)] == 8716.0


def test_the_lines_of_a_source_are_a_source(tmp_path: Path) -> None:
    (entry,) = tomllib.loads(blocks("toml")[1])["source"]
    assert Source.model_validate(entry).layout == "einwohner.toml"


def test_everything_that_the_guide_names_is_there() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    like = next(line for line in text.splitlines() if "almost like another layout" in line)
    (base,) = re.findall(r'extends = "([\w-]+)"', like)
    assert base in shipped_layouts()
    assert load_layout(base, Path()).name == base
    row = next(line for line in text.splitlines() if "another meaning of signs" in line)
    assert set(re.findall(r"`(?:signs = \")?([a-z_]+)\"?`", row)) == set(profile_names())
    formats = next(line for line in text.splitlines() if line.startswith("Formats:"))
    assert set(re.findall(r"\.[a-z]+\b", formats)) == WORKBOOKS | DELIMITED | RECORDS


def test_inspect_finds_what_the_layout_of_the_guide_says(data: da.DistrictData, tmp_path: Path) -> None:
    table = inspect_file(tmp_path / "einwohner.csv").tables[0]
    written = tomllib.loads((tmp_path / "einwohner.toml").read_text(encoding="utf-8"))
    assert list(table.header_rows) == written["header_rows"]
    assert table.layout["key"].removesuffix(r"\.$") == written["key"]
    assert table.preview is not None
    assert table.preview.figures == len(data.observations.frame) + len(data.above.frame)
    assert table.preview.checks == len(data.totals.frame)


def test_one_file_per_district_with_years_and_signs_of_its_own(tmp_path: Path) -> None:
    """The values stand in the table of the guide; the second district is made here."""
    (tmp_path / "profil_101_Altstadt.csv").write_text(blocks("csv")[1], encoding="utf-8")
    other = "Merkmal;2022;2023\nEinwohner;4790;4850\nAusländer;1402;1465\n"
    (tmp_path / "profil_102_Neustadt.csv").write_text(other, encoding="utf-8")
    for name, place in (("profil.toml", 2), ("zeichen.toml", 3)):
        (tmp_path / name).write_text(blocks("toml")[place], encoding="utf-8")
    head = 'schema_version = 1\nstudy = { title = "Probe", purpose = "Probe", city = "Musterstadt" }\n'
    (tmp_path / "study.toml").write_text(head + blocks("toml")[4], encoding="utf-8")
    data = da.load(da.load_study(tmp_path))
    assert data.districts["name"].to_dict() == {"101": "Altstadt", "102": "Neustadt"}
    residents = data.observations.of("residents").set_index(["district_id", "date"])["value"]
    assert residents.to_dict() == {
        ("101", "2022-12-31"): 3801,
        ("101", "2023-12-31"): 3866,
        ("102", "2022-12-31"): 4790,
        ("102", "2023-12-31"): 4850,
    }
    withheld = data.observations.of("foreigners").iloc[0]
    assert (withheld["status"], withheld["text"], withheld["date"]) == ("suppressed", "(-)", "2022-12-31")
    assert "district_in_one_table" not in {finding.rule for finding in da.check(data)}


def test_lines_that_a_pattern_parts(tmp_path: Path) -> None:
    (tmp_path / "liste.txt").write_text(blocks("text")[0], encoding="utf-8")
    (tmp_path / "liste.toml").write_text(blocks("toml")[5], encoding="utf-8")
    figures = da.read_table(tmp_path / "liste.txt", tmp_path / "liste.toml").observations
    for variable, values in (("residents", [3866, 4850]), ("foreigners", [827, 1465])):
        found = figures.of(variable).set_index("district_id")["value"]
        assert found.to_dict() == dict(zip(["Altstadt", "Neustadt Süd"], values, strict=True))


def test_the_command_for_weights_writes_what_a_source_can_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An old area of 4 x 2 is cut at 3: three quarters and one quarter."""

    def area(key: str, west: float, east: float) -> dict[str, object]:
        ring = [[west, 50.0], [east, 50.0], [east, 50.02], [west, 50.02], [west, 50.0]]
        return {
            "type": "Feature",
            "properties": {"nr": key},
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        }

    for name, areas in (
        ("alt.geojson", [area("1", 10.0, 10.04)]),
        ("neu.geojson", [area("11", 10.0, 10.03), area("12", 10.03, 10.04)]),
    ):
        content = json.dumps({"type": "FeatureCollection", "features": areas})
        (tmp_path / name).write_text(content, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    (line,) = [line for block in blocks("bash") for line in block.splitlines() if " crosswalk " in line]
    assert main(line.split()[1:]) == 0
    weights = pd.read_csv(tmp_path / "umschluesselung.csv", sep=";", decimal=",")
    assert weights["weight"].tolist() == pytest.approx([0.75, 0.25], abs=1e-5)
