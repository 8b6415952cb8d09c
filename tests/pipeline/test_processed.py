from __future__ import annotations

import json
from pathlib import Path

import pytest

from districtanalysis.datasets import town
from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.study import Study
from districtanalysis.errors import SourceError
from districtanalysis.language import using
from districtanalysis.pipeline import processed
from districtanalysis.pipeline.processed import MANIFEST, load, load_for_command, processed_folder
from districtanalysis.sources import loader
from districtanalysis.sources.study_file import load_study

STUDY = """
schema_version = 1
[study]
title = "Probe"
purpose = "Probe"
city = "Musterstadt"
[[source]]
id = "einwohner"
file = "einwohner.csv"
layout = "einwohner.toml"
publisher = "Stadt"
date = 2023-12-31
population_concept = "main_residence"
licence = "dl-de/by-2-0"
"""
LAYOUT = """
name = "einwohner"
header_rows = [1]
key = "^gebiet$"
column = [{ heading = "^einwohner$", variable = "residents" }]
"""


@pytest.fixture
def made(tmp_path: Path) -> Path:
    folder = tmp_path / "meine Studie"
    folder.mkdir()
    (folder / "study.toml").write_text(STUDY, encoding="utf-8")
    (folder / "einwohner.toml").write_text(LAYOUT, encoding="utf-8")
    (folder / "einwohner.csv").write_text("Gebiet;Einwohner\nNord;100\nSüd;.\n", encoding="utf-8")
    return folder


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """One entry for every time that tables are read."""
    seen: list[str] = []
    bare = loader.load

    def counted(study: Study) -> DistrictData:
        seen.append(study.title)
        return bare(study)

    monkeypatch.setattr(loader, "load", counted)
    return seen


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_a_second_run_reads_what_the_first_one_kept(made: Path, readings: list[str]) -> None:
    first = load(load_study(made), processed=True)
    second = load(load_study(made), processed=True)
    assert len(readings) == 1
    assert second.to_frame().equals(first.to_frame())
    assert second.sources == first.sources
    assert second.where("Süd", "residents")["status"].tolist() == ["unknown_or_secret"]


def test_equal_inputs_give_equal_bytes(made: Path, tmp_path: Path) -> None:
    load(load_study(made), processed=tmp_path / "a")
    load(load_study(made), processed=tmp_path / "b")
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def test_the_manifest_says_what_was_read(made: Path) -> None:
    load(load_study(made), processed=True)
    manifest = json.loads((made / "processed" / "study" / MANIFEST).read_text(encoding="utf-8"))
    source = manifest["inputs"]["sources"][0]
    assert (source["file"], source["bytes"], source["layout"]) == ("einwohner.csv", 33, "einwohner.toml")
    assert manifest["figures"] == {"districts": 2, "above": 0, "totals": 0}
    assert set(manifest["files"]) >= {"figures.parquet", "record.json"}


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("einwohner.csv", "100", "101"),
        ("einwohner.toml", 'name = "einwohner"', 'name = "anders"'),
        ("study.toml", 'title = "Probe"', 'title = "Probe 2"'),
    ],
)
def test_a_changed_byte_means_reading_anew(made: Path, readings: list[str], file: str, old: str, new: str) -> None:
    load(load_study(made), processed=True)
    path = made / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    data = load(load_study(made), processed=True)
    assert len(readings) == 2
    assert load(load_study(made), processed=True).to_frame().equals(data.to_frame())
    assert len(readings) == 2


def test_a_changed_crosswalk_means_reading_anew(made: Path, readings: list[str]) -> None:
    (made / "study.toml").write_text(STUDY + 'crosswalk = "weg.csv"\n', encoding="utf-8")
    (made / "weg.csv").write_text("von;nach;gewicht\nNord;N;1\nSüd;S;1\n", encoding="utf-8")
    load(load_study(made), processed=True)
    (made / "weg.csv").write_text("von;nach;gewicht\nNord;X;1\nSüd;S;1\n", encoding="utf-8")
    assert "X" in load(load_study(made), processed=True).districts.index
    assert len(readings) == 2


def test_other_code_and_another_language_mean_reading_anew(
    made: Path, readings: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    load(load_study(made), processed=True)
    with using("en"):
        load(load_study(made), processed=True)
    monkeypatch.setattr(processed, "_code", lambda: "changed")
    load(load_study(made), processed=True)
    assert len(readings) == 3


@pytest.mark.parametrize("name", [MANIFEST, "figures.parquet", "record.json"])
@pytest.mark.parametrize("content", [b"", b"{}", b"\xff\x00"])
def test_what_was_damaged_is_read_anew(made: Path, readings: list[str], name: str, content: bytes) -> None:
    first = load(load_study(made), processed=True)
    (made / "processed" / "study" / name).write_bytes(content)
    assert load(load_study(made), processed=True).to_frame().equals(first.to_frame())
    assert len(readings) == 2


def test_a_folder_that_cannot_be_written_is_no_fault(made: Path, readings: list[str]) -> None:
    (made / "processed").write_text("a file in its place", encoding="utf-8")
    assert len(load(load_study(made), processed=True).observations) == 2
    assert len(load(load_study(made), processed=True).observations) == 2
    assert len(readings) == 2


def test_a_table_that_is_gone_is_said_although_it_was_kept(made: Path) -> None:
    load(load_study(made), processed=True)
    (made / "einwohner.csv").unlink()
    with pytest.raises(SourceError, match=r"einwohner\.csv"):
        load(load_study(made), processed=True)


def test_commands_keep_large_readings_only(made: Path, readings: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    load_for_command(load_study(made))
    assert not (made / "processed").exists()
    monkeypatch.setattr(processed, "MANY", 2)
    load_for_command(load_study(made))
    load_for_command(load_study(made))
    assert len(readings) == 2
    assert (made / "processed" / "study" / MANIFEST).is_file()


def test_without_being_asked_the_library_writes_nothing(made: Path) -> None:
    before = contents(made)
    load(load_study(made))
    assert contents(made) == before


def test_nothing_is_written_into_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    study = load_study(town())
    monkeypatch.setattr(processed, "_PACKAGE", study.folder.resolve().parents[1])
    monkeypatch.setattr(processed, "MANY", 0)
    load_for_command(study)
    assert not processed_folder(study).exists()


def test_raw_tables_and_processed_ones_lie_side_by_side(tmp_path: Path) -> None:
    def folder(path: str) -> str:
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(STUDY, encoding="utf-8")
        return processed_folder(load_study(file)).relative_to(tmp_path.resolve()).as_posix()

    assert folder("data/raw/berlin/study.toml") == "data/processed/berlin/study"
    assert folder("berlin/zwei.toml") == "berlin/processed/zwei"
