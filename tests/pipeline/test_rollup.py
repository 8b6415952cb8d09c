"""``rollup``: pooled from counts, refused where towns do not fit each other."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

from districtanalysis.datasets import town
from districtanalysis.domain.rollup import RollUp
from districtanalysis.errors import StudyError
from districtanalysis.pipeline.rollup import run

STUDY = """
schema_version = 1
[study]
title = "{town}"
purpose = "Probe"
city = "{town}"
[[source]]
id = "a"
file = "a.csv"
publisher = "Stadt {town}"
date = {date}
population_concept = "{concept}"
licence = "CC0-1.0"
[criteria.a]
label = "A"
[[criteria.a.indicator]]
key = "foreign_share"
goalposts = [0, 50]
"""


def write(folder: Path, name: str, rows: str, *, concept: str = "main_residence", date: str = "2024-12-31") -> Path:
    place = folder / name
    place.mkdir()
    text = STUDY.format(town=name, concept=concept, date=date)
    (place / "study.toml").write_text(text, encoding="utf-8")
    (place / "a.csv").write_text(f"Stadtteil;Einwohner;Ausländer\n{rows}", encoding="utf-8")
    return place / "study.toml"


def rolled(*studies: Path) -> RollUp:
    result = run(studies).result
    assert isinstance(result, RollUp)
    return result


def test_the_county_is_pooled_from_counts(tmp_path: Path) -> None:
    ulm = write(tmp_path, "Ulm", "Mitte;1000;100\nOst;3000;900\n")  # 1000 of 4000: 25 %
    aalen = write(tmp_path, "Aalen", "Nord;500;50\nSüd;500;0\n")  # 50 of 1000: 5 %
    found = rolled(ulm, aalen)
    assert found.values["foreign_share"].tolist() == [25, 5]
    assert found.county.loc["foreign_share", "value"] == pytest.approx(21)  # 1050 of 5000; the mean would be 15
    assert found.verdicts == {"foreign_share": "comparable"}
    assert found.to_frame().index.tolist() == ["Ulm", "Aalen", "Zusammen"]
    assert found.towns["residents"].tolist() == [4000, 1000]
    assert bool(found.towns["sizes_differ"].all())


def test_other_concepts_are_not_pooled_and_other_dates_are_marked(tmp_path: Path) -> None:
    ulm = write(tmp_path, "Ulm", "Mitte;1000;100\nOst;3000;900\n")
    other = write(tmp_path, "Aalen", "Nord;500;50\nSüd;500;0\n", concept="census")
    found = rolled(ulm, other)
    assert found.verdicts == {"foreign_share": "not_comparable"}
    assert found.county["value"].isna().all()
    assert [remark.rule for remark in found.remarks["foreign_share"]] == ["concepts"]
    assert "Ulm: Hauptwohnsitz und Aalen: Zensus" in found.remarks["foreign_share"][0].words
    earlier = write(tmp_path, "Giengen", "Nord;500;50\nSüd;500;0\n", date="2022-12-31")
    found = rolled(ulm, earlier)
    assert found.verdicts == {"foreign_share": "with_care"}
    assert "31.12.2022" in found.remarks["foreign_share"][0].words


def test_a_missing_figure_stops_the_sum(tmp_path: Path) -> None:
    ulm = write(tmp_path, "Ulm", "Mitte;1000;100\nOst;3000;900\n")
    gap = write(tmp_path, "Aalen", "Nord;500;50\nSüd;500;.\n")
    found = rolled(ulm, gap)
    assert found.county["value"].isna().all()
    assert [remark.rule for remark in found.remarks["foreign_share"]] == ["missing"]
    assert "Aalen" in found.remarks["foreign_share"][0].words


def test_the_shipped_towns() -> None:
    outcome = run([town("heidenheim"), town("kaiserslautern")])
    result = outcome.result
    assert isinstance(result, RollUp)
    # (2414 + 13918) / (11745 + residents of Kaiserslautern, derived between 97 680 and 98 813)
    assert result.county.loc["foreign_share", "value"] == pytest.approx(14.85, abs=0.1)
    assert result.verdicts["engagement_structure"] == "not_comparable"
    assert {remark.rule for remark in result.remarks["foreign_share"]} == {
        "concept_unknown",
        "dates",
        "inexact",
        "partial",
    }
    assert outcome.page is not None
    assert "nie als Mittel der Anteile" in outcome.page.tables[0].note


def test_what_cannot_be_brought_together(tmp_path: Path) -> None:
    ulm = write(tmp_path, "Ulm", "Mitte;1000;100\nOst;3000;900\n")
    with pytest.raises(StudyError, match="zwei"):
        run([ulm])
    shutil.copytree(ulm.parent, tmp_path / "Kopie")
    with pytest.raises(StudyError, match="Ulm"):
        run([ulm, tmp_path / "Kopie"])


@pytest.mark.slow
def test_the_districts_of_berlin_add_up_to_the_city(reference: Path, tmp_path: Path) -> None:
    folder = reference / "berlin" / "population"
    areas = pd.read_csv(folder / "berlin-lor-population-2020-02-t1-planning-areas.csv", dtype={"id": str})
    areas["id"] = areas["id"].str.zfill(8)
    studies = []
    for district, part in areas.groupby(areas["id"].str[:2]):
        rows = "".join(
            f"{row['id']};{int(row['inhabitants'])};{int(row['inhabitants_foreigners'])}\n"
            for _, row in part.iterrows()
        )
        studies.append(write(tmp_path, f"Bezirk {district}", rows, date="2020-12-31"))
    found = rolled(*studies)
    assert len(found.towns) == 12
    assert found.towns["residents"].sum() == 3_769_962  # published
    expected = 100 * areas["inhabitants_foreigners"].sum() / 3_769_962
    assert found.county.loc["foreign_share", "value"] == pytest.approx(expected)
    published = pd.read_csv(folder / "berlin-lor-population-2020-02-t1-districts.csv")
    assert found.values["foreign_share"].to_numpy() == pytest.approx(
        published["inhabitants_foreigners_percentage"].to_numpy()
    )
