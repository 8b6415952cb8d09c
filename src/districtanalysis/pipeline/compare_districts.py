"""``compare-districts``: two to four districts beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from districtanalysis.errors import UsageError
from districtanalysis.language import say
from districtanalysis.pipeline.outcome import Outcome
from districtanalysis.pipeline.prepare import prepare
from districtanalysis.pipeline.profile import profiles, ranked_or_none
from districtanalysis.report.compare_districts_page import compare_page

FEWEST, MOST = 2, 4


def run(study: Path | None, districts: Sequence[str], *, may_fall_back: bool = True) -> Outcome:
    """Return the page of two to four districts beside each other, with their profiles as ``result``.

    Raises ``UsageError`` for another number of districts or one named twice, ``StudyError`` for a district that is
    not there.
    """
    if not FEWEST <= len(districts) <= MOST:
        raise UsageError(say("profile.two_to_four", count=len(districts)))
    prepared = prepare(study, may_fall_back=may_fall_back)
    prepared.refuse_errors()
    found = profiles(prepared, districts)
    ids = [profile.district for profile in found]
    double = next((profile.name for profile in found if ids.count(profile.district) > 1), None)
    if double is not None:
        raise UsageError(say("profile.twice", name=double))
    page = compare_page(found, ranking=ranked_or_none(prepared), subtitle=prepared.study.title)
    return Outcome(page, prepared.messages, prepared.findings, 0, found)
