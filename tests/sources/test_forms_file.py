"""Several forms in one file: a workbook, TOML, and a text file with the first alone."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from districtanalysis.domain.goals import FORMS, GOALS, TARGETS
from districtanalysis.errors import SourceError, StudyError
from districtanalysis.report.forms_bytes import forms_bytes
from districtanalysis.sources.forms_file import read_forms

GOAL = {"key": "Z1", "level": "goal", "title": "Ziel", "deadline": dt.date(2026, 5, 1), "actors": ("A", "B")}


def test_a_workbook_has_a_sheet_per_form(tmp_path: Path) -> None:
    path = tmp_path / "ziele.xlsx"
    path.write_bytes(forms_bytes(".xlsx", (GOALS, TARGETS), {"goal": [GOAL]}))
    tables = read_forms(path, FORMS)
    assert dict(tables["goal"].rows[0].values)["deadline"] == dt.date(2026, 5, 1)
    assert tables["goal"].rows[0].entries("actors") == ("A", "B")
    assert tables["goal"].rows[0].cells["title"] == "D2"
    assert tables["criterion"].rows == tables["target"].rows == ()


def test_places_in_toml_are_paths(tmp_path: Path) -> None:
    path = tmp_path / "ziele.toml"
    path.write_text('[[goal]]\nkey = "Z1"\nlevel = "Ziel"\ntitle = ""\nweight = "schwer"\n', encoding="utf-8")
    table = read_forms(path, FORMS)["goal"]
    assert table.rows[0].values["level"] == "goal"
    assert {finding.rule: finding.cell for finding in table.findings} == {
        "form_empty": "goal[1].title",
        "form_number_between": "goal[1].weight",
    }
    assert table.findings[0].place == "ziele.toml, goal[1].title"


def test_a_text_file_holds_the_first_form(tmp_path: Path) -> None:
    path = tmp_path / "ziele.csv"
    path.write_text("Nr.;Ebene;Text\nZ1;Ziel;Netzwerk\n", encoding="utf-8")
    tables = read_forms(path, FORMS)
    assert tables["goal"].rows[0].text("title") == "Netzwerk"
    assert tables["edition"].rows == ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("schema_version = 9\n", "9"),
        ('[[gaol]]\nkey = "Z1"\n', "„goal“"),
        ('[[goal]]\nkey = "Z1"\ntitel = "Z"\n', "„title“"),
        ("goal = 3\n", "goal"),
        ("[[goal]\n", "Zeile 1"),
    ],
)
def test_a_toml_file_that_cannot_be_meant(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "ziele.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(StudyError, match=says):
        read_forms(path, FORMS)


def test_a_missing_file(tmp_path: Path) -> None:
    for name in ("fehlt.toml", "fehlt.xlsx"):
        with pytest.raises(SourceError, match="fehlt"):
            read_forms(tmp_path / name, FORMS)
    (tmp_path / "ordner.toml").mkdir()
    with pytest.raises(SourceError, match="Ordner"):
        read_forms(tmp_path / "ordner.toml", FORMS)
