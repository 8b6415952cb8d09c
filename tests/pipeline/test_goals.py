"""``goals`` and ``monitor`` on the shipped examples."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest

from districtanalysis.datasets import raw_folder
from districtanalysis.domain.display import Picture, Tree
from districtanalysis.domain.goals import GoalTree, Monitoring
from districtanalysis.errors import DataFindingError, StudyError
from districtanalysis.pipeline.goals import chapter, load_goals, run, run_monitor

RAW = raw_folder()
DAY = dt.date(2026, 4, 15)


def test_the_goals_of_hechingen_are_those_of_the_printed_table() -> None:
    tree = load_goals(RAW / "hechingen" / "ziele.toml")
    with (RAW / "hechingen" / "ziele.csv").open(encoding="utf-8-sig", newline="") as file:
        printed = list(csv.DictReader(file, delimiter=";"))
    goals = tree.of_level("goal")
    assert [goal.title for goal in goals] == [row["Ziel"] for row in printed]
    assert [str(goal.unlisted) for goal in goals] == [row["Anzahl Maßnahmen"] for row in printed]
    assert ["; ".join(goal.roles) for goal in goals] == [row["Rolle der Stadtverwaltung"] for row in printed]
    assert ["; ".join(goal.actors) or "n. v." for goal in goals] == [row["Umsetzende Akteure"] for row in printed]
    # two overarching goals without a vision, then 5 + 5 + 3 below one each; no measure is spelled out
    assert [sum(g.parent == key for g in goals) for key in ("", "B", "A", "Z")] == [2, 5, 5, 3]
    assert tree.of_level("measure") == ()
    assert [finding.severity for finding in tree.findings] == ["info", "info", "info"]


def test_the_page_of_goals() -> None:
    outcome = run(RAW / "hechingen" / "ziele.toml")
    assert isinstance(outcome.result, GoalTree)
    assert outcome.page is not None
    assert outcome.page.title == "Ziele und Maßnahmen: Hechingen"
    assert [type(block) for block in outcome.page.blocks if isinstance(block, Picture | Tree)] == [Picture, Tree]
    assert len(outcome.page.tables[0].rows) == 15


def test_nothing_is_said_about_measures_that_are_not_listed() -> None:
    outcome = run_monitor(RAW / "hechingen" / "ziele.toml", as_of=DAY, pictures=())
    assert outcome.page is not None
    assert "er ist nicht null" in outcome.page.blocks[0].text  # type: ignore[union-attr]


def test_the_state_on_a_day_with_the_edition_before() -> None:
    beispiel = RAW / "beispiel"
    outcome = run_monitor(beispiel / "ziele_2026.toml", as_of=DAY, before=beispiel / "ziele_2024.toml", pictures=())
    result = outcome.result
    assert isinstance(result, Monitoring)
    assert [goal.key for goal in result.late()] == ["B2.1"]
    assert [goal.key for goal in result.due()] == ["B1.2"]
    # B1: (2 x 100 + 1 x 60) / 3; B2: (25 + 0) / 2; V1: their mean
    assert result.status["B1"].progress == pytest.approx(260 / 3)
    assert result.status["B2"].progress == pytest.approx(12.5)
    assert result.status["V1"].progress == pytest.approx((260 / 3 + 12.5) / 2)
    assert result.evaluation == dt.date(2028, 3, 31)
    kinds = {(change.key, change.kind) for change in result.changes}
    assert {("B2.2", "new"), ("Z1.3", "dropped"), ("B1.2", "deadline"), ("B1", "value")} <= kinds
    near = run_monitor(beispiel / "ziele_2026.toml", as_of=DAY, within=10, pictures=()).result
    assert isinstance(near, Monitoring)
    assert near.due() == ()


def test_one_scope_alone() -> None:
    result = run(RAW / "beispiel" / "ziele_2026.toml", scope="project", pictures=()).result
    assert isinstance(result, GoalTree)
    assert [goal.key for goal in result.goals] == ["V1", "B2", "B2.2"]


def test_goals_with_errors_are_refused_together(tmp_path: Path) -> None:
    path = tmp_path / "ziele.toml"
    text = '[[goal]]\nkey = "M"\nlevel = "measure"\ntitle = "Kurs"\nstart = 2026-05-01\ndeadline = 2026-01-01\n'
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataFindingError, match=r"(?s)goal\[1\]\.deadline.*goal\[1\]\.parent") as error:
        run(path)
    assert error.value.exit_code == 3
    assert len(error.value.findings) == 2


def test_a_file_must_be_there_for_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(None, pictures=()).messages
    with pytest.raises(StudyError, match="goals"):
        run(None, may_fall_back=False)


def test_the_chapter_of_a_report(tmp_path: Path) -> None:
    assert chapter(RAW / "hechingen" / "ziele.toml")
    (tmp_path / "leer.toml").write_text("schema_version = 1\n", encoding="utf-8")
    assert chapter(tmp_path / "leer.toml") == ()
