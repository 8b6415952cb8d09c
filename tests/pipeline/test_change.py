"""``change`` from studies: dates in one, two editions, crosswalks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from districtanalysis.datasets import raw_folder
from districtanalysis.domain.change import Change
from districtanalysis.domain.count_table import BoundaryFile
from districtanalysis.errors import SourceError, StudyError, UsageError
from districtanalysis.methods.crosswalk import overlay_weights
from districtanalysis.pipeline.change import Asked, chapter, options_of, run
from districtanalysis.sources.boundaries import read_boundaries
from districtanalysis.sources.loader import load
from districtanalysis.sources.study_file import load_study

HEAD = """schema_version = 1
[study]
title = "Probe"
purpose = "Prüfung"
city = "Musterstadt"
"""
SOURCE = """
[[source]]
id = "{id}"
file = "{file}"
layout = "{layout}"
publisher = "Amt"
date = {date}
population_concept = "main_residence"
licence = "CC0-1.0"
"""


def study(folder: Path, *sources: tuple[str, str, str], layout: str = "auto", more: str = "") -> Path:
    """Write a study with (id, file, date) per source."""
    path = folder / "study.toml"
    listed = [SOURCE.format(id=i, file=file, date=date, layout=layout) for i, file, date in sources]
    path.write_text("\n".join([HEAD, *listed, more]), encoding="utf-8")
    return path


@pytest.fixture
def town(tmp_path: Path) -> Path:
    for year, rows in ((2015, "Ost;1000;100\nWest;2000;300\n"), (2020, "Ost;1100;150\nWest;1900;280\n")):
        (tmp_path / f"z{year}.csv").write_text(f"Stadtteil;Einwohner;Ausländer\n{rows}", encoding="utf-8")
    return study(tmp_path, ("a", "z2015.csv", "2015-12-31"), ("b", "z2020.csv", "2020-12-31"))


def test_two_dates_of_one_study(town: Path) -> None:
    outcome = run(town, pictures=("svg",))
    result = outcome.result
    assert isinstance(result, Change)
    assert [entry.key for entry in result.measures] == ["residents", "foreign_share"]
    assert result.pooled("residents").loc["", ["before", "after"]].tolist() == [3000, 3000]
    assert outcome.page is not None
    assert [block.key for block in outcome.page.blocks if hasattr(block, "forms")] == ["change", "change"]


def test_two_editions_as_two_studies(tmp_path: Path, town: Path) -> None:
    early, late = tmp_path / "alt", tmp_path / "neu"
    for folder, year in ((early, 2015), (late, 2020)):
        folder.mkdir()
        (folder / "z.csv").write_bytes((tmp_path / f"z{year}.csv").read_bytes())
        study(folder, ("zahlen", "z.csv", f"{year}-12-31"))
    result = run(late, before=early).result
    assert isinstance(result, Change)
    assert result.of("residents")["absolute"].tolist() == [100, -100]


def test_options_of_the_study_count(town: Path) -> None:
    text = town.read_text(encoding="utf-8")
    town.write_text(
        text
        + '\n[change]\nindicators = ["foreigners"]\n[[change.reclassified]]\ndate = 2018-01-01\ndistrict = "Ost"\npersons = 5\n',
        encoding="utf-8",
    )
    result = run(town).result
    assert isinstance(result, Change)
    assert [entry.key for entry in result.measures] == ["foreigners"]
    assert options_of(load_study(town)).reclassified[0].persons == 5


def test_a_date_that_is_not_there_is_refused(town: Path) -> None:
    import datetime as dt

    with pytest.raises(UsageError, match=re.escape("Vorhandene Stichtage: 31.12.2015 und 31.12.2020")):
        run(town, asked=Asked(start=dt.date(2016, 12, 31)))


def test_a_crosswalk_without_older_areas_is_refused(town: Path) -> None:
    with pytest.raises(StudyError, match="Umschlüsselungen"):
        run(town, crosswalks=[town])


def test_the_chapter_of_a_report(town: Path) -> None:
    loaded = load_study(town)
    assert chapter(loaded, load(loaded))
    heidenheim = load_study(raw_folder() / "heidenheim")
    assert chapter(heidenheim, load(heidenheim)) == ()


def berlin(folder: Path, reference: Path, table: str, *years: int, layout: str = "berlin-population") -> Path:
    files = reference / "berlin" / "population"
    name = "berlin-lor-population-{year}-02-" + table + "-planning-areas.csv"
    listed = [(str(year), (files / name.format(year=year)).as_posix(), f"{year}-12-31") for year in years]
    return study(folder, *listed, layout=layout)


def test_the_shifted_header_of_2018_is_told_with_the_change(tmp_path: Path, reference: Path) -> None:
    path = berlin(tmp_path, reference, "t4", 2018, 2020, layout="berlin-population-origins")
    outcome = run(path, asked=Asked(("with_migration_background_register:origin=poland",)))
    shifted = [finding for finding in outcome.findings if finding.rule.startswith("heading_shifted")]
    assert {"I1", "J1"} <= {finding.cell for finding in shifted}
    assert outcome.page is not None
    assert "passen Überschrift und Werte nicht zusammen" in str(outcome.page.blocks[0])


@pytest.mark.slow
def test_berlin_2020_to_2023_needs_a_crosswalk_and_keeps_the_sum_with_one(tmp_path: Path, reference: Path) -> None:
    path = berlin(tmp_path, reference, "t1", 2020, 2023)
    with pytest.raises(SourceError, match="verschiedenen Gebietsständen"):
        run(path)
    folder = reference / "berlin" / "boundaries"
    old = read_boundaries(BoundaryFile(file="planungsraeume_bis_2020.geojson", key="RAUMID", width=8), folder)
    shapes = BoundaryFile(file="lor_planungsraeume_2021.shp", key="PLR_ID", width=8)
    new = read_boundaries(shapes, folder / "planungsraeume_ab_2021")
    weights = overlay_weights(old.shapes_in(new.crs), new.shapes, old.ids, new.ids)
    file = tmp_path / "lor.csv"
    weights.to_csv(file, index=False)
    result = run(path, asked=Asked(("residents",)), crosswalks=[file]).result
    assert isinstance(result, Change)
    frame = result.of("residents")
    assert len(frame) == 542
    assert frame["before"].sum() == pytest.approx(3_769_962)
    assert frame["after"].sum() == 3_878_100
    assert "lor.csv" in result.notes[0]
    assert set(frame["status"]) <= {"estimated", "derived", "exact"}
