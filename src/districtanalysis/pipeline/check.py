"""``check``: what is odd about the tables of a study."""

from __future__ import annotations

from pathlib import Path

from districtanalysis.pipeline.outcome import Outcome
from districtanalysis.pipeline.prepare import prepare
from districtanalysis.report.findings_page import findings_page


def run(study: Path | None, *, may_fall_back: bool = True) -> Outcome:
    """Return the page of the findings; the exit code is 3 where one of them is an error."""
    prepared = prepare(study, may_fall_back=may_fall_back)
    page = findings_page(prepared.findings, prepared.data.sources, prepared.study.title)
    return Outcome(page, prepared.messages, (), 3 if prepared.errors else 0, prepared.findings)
