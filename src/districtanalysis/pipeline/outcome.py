"""What a command gets back from the pipeline."""

from __future__ import annotations

from dataclasses import dataclass, field

from districtanalysis.domain.display import Page
from districtanalysis.domain.finding import Finding


@dataclass(frozen=True, slots=True)
class Outcome:
    """The page to print, what to say on stderr, and the exit code.

    ``page`` is None where nothing may be printed (data with errors); ``messages`` are worded
    sentences for stderr, ``result`` the object behind the page for library use.
    """

    page: Page | None
    messages: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    exit_code: int = 0
    result: object = field(default=None, compare=False)
