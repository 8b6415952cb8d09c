"""Reading what was written gives the same study again."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from districtanalysis.datasets import raw_folder
from districtanalysis.report.study_toml import study_toml
from districtanalysis.sources.study_file import load_study


@pytest.mark.parametrize("town", ["heidenheim", "kaiserslautern"])
def test_round_trip_of_a_shipped_study(tmp_path: Path, town: str):
    study = load_study(raw_folder() / town)
    content = study.model_dump(exclude={"criteria", "ranking", "known_total"}, exclude_defaults=True, exclude_none=True)
    (tmp_path / "study.toml").write_text(study_toml(content, study.criteria), encoding="utf-8")
    again = load_study(tmp_path)
    assert again.study == study.study
    assert again.source == study.source
    assert again.criteria == study.criteria
    assert set(again.ranking.presets or {}) == set(study.ranking.presets or {})


def test_awkward_texts_survive(tmp_path: Path):
    head = {
        "title": 'Der "Ost\\West" \u201eTest\u201c\nzweite Zeile',
        "purpose": "ä € \t",
        "city": "Ort",
        "aliases": {'a"b': "c d"},
    }
    source = {"id": "a", "file": "ordner/datei mit leer.csv", "publisher": "Amt", "date": dt.date(2023, 12, 31)}
    source |= {"population_concept": "census", "licence": "frei"}
    text = study_toml({"study": head, "source": [source]}, {})
    (tmp_path / "study.toml").write_text(text, encoding="utf-8")
    study = load_study(tmp_path)
    assert study.study.title == head["title"]
    assert study.study.purpose == head["purpose"]
    assert study.source[0].date == dt.date(2023, 12, 31)
    assert study.study.aliases == {'a"b': "c d"}
    assert text.startswith("# ")
    assert "Noch keine Kriterien" in text
