"""The chapter on implementation: the day of the edition, nothing without measures."""

import datetime as dt

from districtanalysis.datasets import raw_folder
from districtanalysis.domain.display import Paragraph
from districtanalysis.pipeline.monitoring import chapter

FILE = raw_folder() / "beispiel" / "ziele_2026.toml"


def test_the_chapter_is_as_of_the_edition():
    lead = chapter(FILE)[0]
    assert isinstance(lead, Paragraph)
    assert lead.text == "Eine Maßnahme ist überfällig; bald fällig: 1."
    assert "criteria" not in {getattr(block, "key", "") for block in chapter(FILE)}  # the chapter on goals has them
    assert chapter(FILE) == chapter(FILE, as_of=dt.date(2026, 3, 31))
    assert chapter(FILE) != chapter(FILE, as_of=dt.date(2027, 12, 31))


def test_without_measures_there_is_no_chapter():
    assert chapter(raw_folder() / "hechingen" / "ziele.toml") == ()
