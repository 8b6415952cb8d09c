"""``decision``: appended whole or not at all, and printed with the ranking of today."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from districtanalysis.datasets import raw_folder, town
from districtanalysis.domain.decision import DecisionLog, LocalKnowledge
from districtanalysis.errors import DataFindingError, SourceError, StudyError
from districtanalysis.pipeline.decision import FILE, Given, chapter, load_decisions, record, run

GIVEN = Given(
    "Oststadt wird Pilotstadtteil",
    date=dt.date(2026, 7, 16),
    body="Gemeinderat",
    chosen=("Oststadt",),
    heard=("Jugendgemeinderat; Beirat", "Arbeitskreis Asyl"),
    dissent="Eine Fraktion wollte Mittelrain.",
    local=(LocalKnowledge("Der Treff ist seit Mai geschlossen.", "contradicts", "Oststadt"),),
)


@pytest.fixture
def study(tmp_path: Path) -> Path:
    folder = tmp_path / "studie"
    shutil.copytree(raw_folder() / "heidenheim", folder)
    return folder / "study.toml"


def log_of(outcome: object) -> DecisionLog:
    result = outcome.result  # type: ignore[attr-defined]
    assert isinstance(result, DecisionLog)
    return result


def test_a_decision_is_kept_with_ranking_and_weights(study: Path) -> None:
    outcome = record(study, GIVEN)
    assert any("Nr. 1" in message for message in outcome.messages)
    assert not any("[instruments]" in message for message in outcome.messages)  # the report finds it there
    entry = load_decisions(study.parent / FILE).decisions[0]
    assert entry.heard == ("Jugendgemeinderat, Beirat", "Arbeitskreis Asyl")
    assert [part.district for part in entry.ranked] == ["Oststadt", "Mittelrain", "Mergelstetten-Reutenen"]
    assert dict(entry.weights)["population"] == pytest.approx(1 / 3, abs=1e-6)
    assert entry.question == "Pilotprojekt der Integrationsarbeit im Stadtteil"
    change = log_of(outcome).changes["1"]
    assert (change.same_order, change.data_changed, change.weights_changed) == (True, False, False)


def test_the_file_is_appended_and_remarks_stay(study: Path) -> None:
    record(study, GIVEN)
    path = study.parent / FILE
    path.write_text("# Unser Protokoll\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    record(study, Given("Zweite Stufe", weights={"population": 1.0, "infrastructure": 3.0}))
    assert path.read_text(encoding="utf-8").startswith("# Unser Protokoll\n")
    log = log_of(run(study))
    assert [entry.key for entry in log.decisions] == ["1", "2"]
    assert log.changes["2"].weights_changed
    assert not log.changes["1"].weights_changed


def test_changed_data_are_noticed(study: Path) -> None:
    record(study, GIVEN)
    table = study.parent / "einrichtungen.csv"
    text = table.read_text(encoding="cp1252")
    table.write_text(text.replace("Eisbahn", "Eishalle") + "\n", encoding="cp1252")
    assert log_of(run(study)).changes["1"].data_changed


def test_a_workbook_is_a_record_too(study: Path) -> None:
    path = study.parent / "entscheidungen.xlsx"
    first = record(study, GIVEN, file=path).messages
    assert any('decisions = "entscheidungen.xlsx"' in message for message in first)
    messages = record(study, Given("Zweite Stufe"), file=path).messages
    assert any("neu geschrieben" in message for message in messages)
    log = load_decisions(path)
    assert [entry.decision for entry in log.decisions] == ["Oststadt wird Pilotstadtteil", "Zweite Stufe"]
    assert log.decisions[0].local[0].relation == "contradicts"
    page = run(path).page
    assert page is not None
    assert {table.title for table in page.tables} == {"Rangfolge, wie sie vorlag", "Wissen vor Ort"}


def test_an_unknown_district_is_told_and_kept(study: Path) -> None:
    outcome = record(study, Given("Ja", chosen=("Weststadt",)))
    assert any("Weststadt" in message for message in outcome.messages)
    assert log_of(outcome).decisions[0].chosen == ("Weststadt",)


def test_nothing_is_written_to_a_record_with_errors(study: Path) -> None:
    path = study.parent / FILE
    broken = '[[decision]]\nkey = "1"\ndecision = "Ja"\n'
    path.write_text(broken, encoding="utf-8")
    with pytest.raises(DataFindingError, match=r"decision\[1\]\.date"):
        record(study, GIVEN)
    assert path.read_text(encoding="utf-8") == broken
    path.unlink()
    path.mkdir()
    with pytest.raises(SourceError, match="Ordner"):
        record(study, GIVEN)
    assert not list(path.iterdir())


def test_without_decisions_the_page_says_how(study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = run(study).page
    assert page is not None
    assert "--decide" in page.blocks[0].text  # type: ignore[union-attr]
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StudyError):
        record(None, GIVEN)


def test_a_study_that_does_not_rank(tmp_path: Path) -> None:
    shutil.copytree(town("kaiserslautern").parent, tmp_path / "kl")
    outcome = record(tmp_path / "kl", GIVEN)
    assert log_of(outcome).decisions[0].ranked == ()
    assert any("ohne Rangfolge" in message for message in outcome.messages)


def test_the_chapter_of_a_report(study: Path) -> None:
    record(study, GIVEN)
    assert chapter(study.parent / FILE)
    (study.parent / "leer.toml").write_text("schema_version = 1\n", encoding="utf-8")
    assert chapter(study.parent / "leer.toml") == ()
