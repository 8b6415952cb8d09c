"""What the guide shows is what happens: its table, its layout and its lines of Python."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import districtanalysis as da
from districtanalysis.domain.study import Source
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
    (base,) = re.findall(r'extends = "([\w-]+)"', text)
    assert base in shipped_layouts()
    assert load_layout(base, Path()).name == base
    row = next(line for line in text.splitlines() if "another meaning of signs" in line)
    assert set(re.findall(r"`(?:signs = \")?([a-z_]+)\"?`", row)) == set(profile_names())
    formats = next(line for line in text.splitlines() if line.startswith("Formats:"))
    assert set(re.findall(r"\.[a-z]+\b", formats)) == WORKBOOKS | DELIMITED | RECORDS
