"""``actors``: from the register that officers keep to quadrants, agreement, gaps and the coverage of offers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from districtanalysis.domain.actors import ActorAnalysis
from districtanalysis.domain.display import Block
from districtanalysis.errors import StudyError
from districtanalysis.participation.actors import actor_analysis
from districtanalysis.participation.offers import coverage
from districtanalysis.pipeline.locate_instrument import locate_instrument
from districtanalysis.pipeline.offers import load_offers, write_lists
from districtanalysis.pipeline.outcome import Outcome
from districtanalysis.pipeline.refusing import refuse_errors
from districtanalysis.report.actors_page import actors_blocks, actors_page
from districtanalysis.sources.actors_file import read_register

_PICTURES = ("svg", "png")


def load_actors(path: str | Path, *, names: bool = False) -> ActorAnalysis:
    """Return the actors in a workbook, TOML or text file with their ratings; ``names`` lets outputs show names.

    Raises ``SourceError`` or ``StudyError`` for a file that cannot be read.
    """
    return actor_analysis(read_register(Path(path)), names=names)


def run(
    file: Path | None,
    *,
    names: bool = False,
    offers: Path | None = None,
    lists: Path | None = None,
    force: bool = False,
    pictures: Sequence[str] = _PICTURES,
    may_fall_back: bool = True,
) -> Outcome:
    """Return the page of the actors and offers in ``file``, the ``ActorAnalysis`` as ``result``.

    ``offers`` is a file of offers of their own; ``lists`` a folder into which lists of facilities and engagement are
    written. Raises ``DataFindingError`` for a register with errors, and what locating, reading and writing raise.
    """
    located = locate_instrument(file, "actors", may_fall_back=may_fall_back)
    tables = read_register(located.path)
    result = actor_analysis(tables, names=names)
    named = _offers_of(file, offers, located.path)
    covered = coverage(tables) if named is None else load_offers(named)
    findings = (*result.findings, *(finding for finding in covered.findings if finding not in result.findings))
    refuse_errors(findings)
    messages = [located.message] if located.message else []
    if lists is not None:
        messages.append(write_lists(covered, lists, force=force))
    page = actors_page(result, covered if covered.offers else None, pictures=pictures)
    return Outcome(page, tuple(messages), findings, 0, result)


def _offers_of(file: Path | None, offers: Path | None, register: Path) -> Path | None:
    """Return the file of offers of their own: the one given, or the one that the study names."""
    if offers is not None:
        return offers
    try:
        located = locate_instrument(file, "offers", may_fall_back=False)
    except StudyError:
        return None
    return None if located.path == register else located.path


def chapter(file: Path, *, pictures: Sequence[str] = ()) -> tuple[Block, ...]:
    """Return the actors in ``file`` as blocks of a report, without names; nothing where it holds none.

    Raises ``DataFindingError`` for a register with errors.
    """
    result = load_actors(file)
    refuse_errors(result.findings)
    return tuple(actors_blocks(result, pictures=pictures)) if result.actors else ()
