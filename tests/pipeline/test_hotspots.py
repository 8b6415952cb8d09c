"""Hot spots of the made city, from study to page."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from districtanalysis.datasets.made_city import example_city
from districtanalysis.datasets.shipped import town
from districtanalysis.domain.hotspots import Hotspots
from districtanalysis.errors import SourceError, StudyError
from districtanalysis.methods.autocorrelation import moran
from districtanalysis.methods.neighbours import contiguity
from districtanalysis.pipeline import hotspots
from districtanalysis.pipeline.outcome import Outcome


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return example_city().write(tmp_path_factory.mktemp("made"))


def _result(outcome: Outcome) -> Hotspots:
    assert isinstance(outcome.result, Hotspots)
    return outcome.result


def test_the_made_city_has_clusters(made: Path) -> None:
    found = _result(hotspots.run(made, "foreign", permutations=199))
    city = example_city()
    values = city.table().frame["foreign"]
    expected = moran(values, contiguity(list(city.boundaries.geometry)).row_standardised()).value
    # the written boundaries are rounded to six decimals of a degree: the neighbours are the same
    assert found.overall.loc["moran", "value"] == pytest.approx(expected)
    assert found.overall.loc["moran", "p"] == pytest.approx(1 / 200)
    assert {"high_high", "low_low"} <= set(found.districts["kind"])


def test_boundaries_of_the_command(made: Path, tmp_path: Path) -> None:
    shutil.copy(made.with_name("grenzen.geojson"), tmp_path / "andere.geojson")
    outcome = hotspots.run(made, "over_64", boundaries=tmp_path / "andere.geojson", key="id", permutations=99)
    assert len(_result(outcome).districts) == 60
    with pytest.raises(StudyError, match="--key"):
        hotspots.run(made, "over_64", boundaries=tmp_path / "andere.geojson")
    with pytest.raises(SourceError, match="nicht gefunden"):
        hotspots.run(made, "over_64", boundaries=tmp_path / "fehlt.geojson", key="id")


def test_what_is_missing_is_said(made: Path) -> None:
    with pytest.raises(StudyError, match="foreign"):
        hotspots.run(made, "foreigners")
    with pytest.raises(StudyError, match="Ohne Grenzen"):
        hotspots.run(town("kaiserslautern"), "foreign_share")
