from __future__ import annotations

from dataclasses import replace

import pytest

from districtanalysis.datasets import town
from districtanalysis.domain.finding import Finding
from districtanalysis.errors import DataFindingError
from districtanalysis.pipeline.prepare import prepare


def test_study_data_and_findings_of_the_shipped_town():
    prepared = prepare(town())
    assert prepared.study.study.city == "Heidenheim an der Brenz"
    assert list(prepared.data.districts.index) == ["Mergelstetten-Reutenen", "Mittelrain", "Oststadt"]
    assert prepared.findings
    assert prepared.errors == ()
    assert prepared.messages == ()
    prepared.refuse_errors()


def test_errors_are_refused_with_their_places():
    error = Finding("negative_count", "error", file="a.csv", cell="B2", details={"value": -5, "what": "Einwohner"})
    prepared = replace(prepare(town()), findings=(error, Finding("share_matches_count", "info")))
    with pytest.raises(DataFindingError, match=r"einen Fehler.*\n  a\.csv, B2: Einwohner: −5") as caught:
        prepared.refuse_errors()
    assert caught.value.findings == (error,)
    assert caught.value.exit_code == 3


def test_where_the_study_came_from_is_said(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert "mitgelieferte Stadt" in prepare(None).messages[0]
