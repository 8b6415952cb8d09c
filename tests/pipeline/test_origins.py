"""``origins``: origins of the made city and of Berlin, lost values, topics."""

from __future__ import annotations

from pathlib import Path

import pytest

from districtanalysis.datasets import raw_folder
from districtanalysis.domain.origins import Origins
from districtanalysis.errors import StudyError
from districtanalysis.pipeline.origins import Asked, chapter, run
from districtanalysis.sources.loader import load
from districtanalysis.sources.study_file import load_study

TOPICS = raw_folder() / "beispiel" / "beratungsthemen.csv"
STUDY = """schema_version = 1
[study]
title = "Probe"
purpose = "Prüfung"
city = "Berlin"
[[source]]
id = "t4"
file = "{file}"
layout = "berlin-population-origins"
publisher = "Amt"
date = 2020-12-31
population_concept = "main_residence"
licence = "CC BY"
[change.origins]
top = 5
groups = ["european_union", "former_yugoslavia", "former_soviet_union", "islamic_countries", "arabic_countries"]
"""


def test_lost_values_of_heidenheim_are_not_available(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = run(None, topics=TOPICS)
    assert outcome.result is None
    assert outcome.page is not None
    assert {table.key for table in outcome.page.tables} >= {"ages_Altersstruktur", "topics"}
    with pytest.raises(StudyError, match="origins"):
        run(None, may_fall_back=False)


def test_options_come_from_the_study_and_the_command_overrides_them(tmp_path: Path, reference: Path) -> None:
    file = reference / "berlin" / "population" / "berlin-lor-population-2020-02-t4-districts.csv"
    path = tmp_path / "study.toml"
    path.write_text(STUDY.format(file=file.as_posix()), encoding="utf-8")
    first = run(path, pictures=("svg",))
    assert isinstance(first.result, Origins)
    assert (first.result.frame["kind"] == "origin").sum() == 5
    assert not first.result.overlapping
    assert first.page is not None
    assert [block.key for block in first.page.blocks if hasattr(block, "forms")] == ["origins"]
    second = run(path, asked=Asked(top=2, district="01")).result
    assert isinstance(second, Origins)
    assert second.total == 207_339
    study = load_study(path)
    assert chapter(study, load(study))
    with pytest.raises(StudyError):
        run(path, asked=Asked(district="13"))


def test_a_study_without_origins_has_no_chapter() -> None:
    study = load_study(raw_folder() / "kaiserslautern")
    assert chapter(study, load(study)) == ()
