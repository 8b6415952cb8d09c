"""``participation``: from the log that officers keep to sums by form and year, and who was not reached."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from districtanalysis.domain.display import Block
from districtanalysis.domain.participation import ParticipationLog
from districtanalysis.participation.log import participation_log
from districtanalysis.pipeline.locate_instrument import locate_instrument
from districtanalysis.pipeline.outcome import Outcome
from districtanalysis.pipeline.refusing import refuse_errors
from districtanalysis.report.participation_page import participation_blocks, participation_page
from districtanalysis.sources.participation_file import read_participation


def load_participation(path: str | Path) -> ParticipationLog:
    """Return the log in a workbook, a TOML file or a text file, with what was noticed as ``findings``.

    Raises ``SourceError`` or ``StudyError`` for a file that cannot be read.
    """
    return participation_log(*read_participation(Path(path)))


def run(file: Path | None, *, may_fall_back: bool = True) -> Outcome:
    """Return the page of the log in ``file``, the ``ParticipationLog`` as ``result``.

    Raises ``DataFindingError`` for a log with errors, and what locating and reading raise.
    """
    located = locate_instrument(file, "participation", may_fall_back=may_fall_back)
    log = load_participation(located.path)
    refuse_errors(log.findings)
    messages = (located.message,) if located.message else ()
    return Outcome(participation_page(log), messages, log.findings, 0, log)


def chapter(file: Path, *, pictures: Sequence[str] = ()) -> tuple[Block, ...]:  # noqa: ARG001 - as all chapters
    """Return the log in ``file`` as blocks of a report; nothing where it holds no event."""
    log = load_participation(file)
    return tuple(participation_blocks(log)) if log.events else ()
