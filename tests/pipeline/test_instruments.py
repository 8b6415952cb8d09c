"""Chapters of a report from what a study names under [instruments]."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from districtanalysis.datasets import town
from districtanalysis.domain.display import Paragraph, Table
from districtanalysis.errors import SourceError, StudyError
from districtanalysis.pipeline.instruments import FILES, FROM_FILES, FROM_TABLES, chapters, named_files
from districtanalysis.pipeline.prepare import Prepared, prepare
from districtanalysis.pipeline.report import run
from districtanalysis.report.blocks import INSTRUMENTS

NAMED = {"areas": "vergleichsgebiete.toml", "origins": "gefluechtete.toml", "participation": "beteiligung.csv"}


@pytest.fixture(scope="module")
def shipped() -> Prepared:
    return prepare(town())


def named(prepared: Prepared, **files: str) -> Prepared:
    return replace(prepared, study=prepared.study.model_copy(update={"instruments": files}))


def test_every_instrument_of_a_report_comes_from_tables_or_from_a_file() -> None:
    assert sorted([*FROM_TABLES, *FROM_FILES]) == sorted(INSTRUMENTS)
    assert {name for _, name in FROM_FILES.values()} <= set(FILES)


def test_the_shipped_town_names_what_its_source_prints(shipped: Prepared) -> None:
    assert shipped.study.instruments == NAMED
    assert {key: path.name for key, path in named_files(shipped.study).items()} == NAMED


def test_only_what_is_asked_for_and_there_becomes_a_chapter(shipped: Prepared) -> None:
    found, refused = chapters(shipped, list(INSTRUMENTS))
    assert sorted(found) == ["compare_areas", "origins", "participation"]
    assert refused == {}
    assert sorted(chapters(shipped, ["participation", "ranking"])[0]) == ["participation"]


def test_the_chapter_says_what_the_command_says(shipped: Prepared) -> None:
    blocks = chapters(shipped, ["compare_areas"])[0]["compare_areas"]
    table = next(block for block in blocks if isinstance(block, Table))
    # 15 170 of 45 750 residents, as the census of 2011 prints them
    assert table.rows[0][:3] == ("Stadt Heidenheim an der Brenz", 15170, 45750)


def test_files_of_other_instruments_are_read_too(shipped: Prepared) -> None:
    hechingen = "../hechingen"
    study = named(shipped, goals=f"{hechingen}/ziele.toml", survey=f"{hechingen}/umfrage_fragen.toml")
    assert sorted(chapters(study, list(INSTRUMENTS))[0]) == ["goals", "survey"]


def test_an_unknown_instrument_names_the_nearest(shipped: Prepared) -> None:
    with pytest.raises(StudyError, match=r"\[instruments\] kennt „goal“ nicht\. Gemeint ist vielleicht „goals“"):
        chapters(named(shipped, goal="ziele.xlsx"), [])


def test_a_file_that_is_not_there_is_named(shipped: Prepared) -> None:
    with pytest.raises(StudyError, match=r"nennt als goals die Datei .*ziele\.xlsx; dort liegt keine"):
        chapters(named(shipped, goals="ziele.xlsx"), ["goals"])


def test_a_file_that_cannot_be_read_stops_the_report(shipped: Prepared, tmp_path: Path) -> None:
    broken = tmp_path / "ziele.xlsx"
    broken.write_bytes(b"PK no workbook")
    with pytest.raises(SourceError, match=r"ziele\.xlsx"):
        chapters(named(shipped, goals=str(broken)), ["goals"])


def test_the_reason_for_a_refusal_stands_in_the_report(shipped: Prepared, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_given: object, **_named: object) -> tuple[()]:
        raise StudyError("Die Gebiete sind verschieden geschnitten.")

    monkeypatch.setattr("districtanalysis.pipeline.change.chapter", refused)
    found, reasons = chapters(shipped, ["change", "participation"])
    assert sorted(found) == ["participation"]
    assert reasons == {"change": "Die Gebiete sind verschieden geschnitten."}
    page = run(town(), blocks=["change"], pictures=()).page
    assert page is not None
    assert [block.text for block in page.blocks if isinstance(block, Paragraph)] == [reasons["change"]]


def test_a_block_that_is_asked_for_and_absent_says_so() -> None:
    page = run(town(), blocks=["actors", "change"], pictures=()).page
    assert page is not None
    texts = [block.text for block in page.blocks if isinstance(block, Paragraph)]
    assert texts == [
        "Keine Akteursanalyse: Die Studie nennt unter [instruments] keine Datei actors.",
        "Keine Veränderung: Die Studie hat keinen zweiten Stichtag.",
    ]


def test_decisions_beside_the_study_need_not_be_named(shipped: Prepared, tmp_path: Path) -> None:
    (tmp_path / "entscheidungen.toml").write_text("schema_version = 1\n", encoding="utf-8")
    study = shipped.study.model_copy(update={"instruments": {}, "folder": tmp_path})
    assert list(named_files(study)) == ["decisions"]
