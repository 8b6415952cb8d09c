"""``participation`` from file to page."""

import pytest

from districtanalysis.datasets import raw_folder
from districtanalysis.domain.participation import ParticipationLog
from districtanalysis.errors import DataFindingError
from districtanalysis.pipeline.participation import chapter, run

FILE = raw_folder() / "heidenheim" / "beteiligung.csv"


def test_the_log_of_the_county():
    outcome = run(FILE)
    assert isinstance(outcome.result, ParticipationLog)
    assert "150 Teilnahmen" in outcome.page.blocks[0].text
    assert outcome.page.data["by_year"][0]["participants"] == 150
    assert outcome.findings == ()


def test_a_log_with_errors_is_refused(tmp_path):
    path = tmp_path / "beteiligung.csv"
    path.write_text("Form;Teilnehmende\nForum;viele\n", encoding="utf-8")
    with pytest.raises(DataFindingError, match="B2"):
        run(path)


def test_the_chapter_of_a_report(tmp_path):
    assert chapter(FILE)
    path = tmp_path / "leer.toml"
    path.write_text("schema_version = 1\n", encoding="utf-8")
    assert chapter(path) == ()
