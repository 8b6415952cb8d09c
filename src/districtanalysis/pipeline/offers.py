"""Offers: from the list that officers keep to the coverage matrix, and to lists that a study can count."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from districtanalysis.domain.display import Block
from districtanalysis.domain.offers import Coverage
from districtanalysis.language import say
from districtanalysis.participation.offers import coverage, engagement_rows, facility_rows
from districtanalysis.pipeline.refusing import refuse_errors
from districtanalysis.report.offers_page import offers_blocks
from districtanalysis.report.writing import write_all
from districtanalysis.sources.actors_file import read_register

# Headings and names as the layouts facility-list and engagement-list read them.
_LISTS = {
    "angebote_einrichtungen.csv": (("Stadtteil", "Art", "Anzahl", "Bezeichnung"), facility_rows),
    "angebote_engagement.csv": (("Stadtteil", "Merkmal", "Stufe", "Beleg"), engagement_rows),
}


def load_offers(path: str | Path) -> Coverage:
    """Return how far the offers in a workbook, TOML or text file cover fields, groups and districts.

    Raises ``SourceError`` or ``StudyError`` for a file that cannot be read.
    """
    return coverage(read_register(Path(path), offers_first=True))


def chapter(file: Path, *, pictures: Sequence[str] = ()) -> tuple[Block, ...]:
    """Return the offers in ``file`` as blocks of a report; nothing where it holds none.

    Raises ``DataFindingError`` for offers with errors.
    """
    result = load_offers(file)
    refuse_errors(result.findings)
    return tuple(offers_blocks(result, pictures=pictures)) if result.offers else ()


def write_lists(result: Coverage, folder: Path, *, force: bool = False) -> str:
    """Write the lists of facilities and engagement that a study reads; return what was written in words.

    Raises ``OutputError`` where a file exists and ``force`` is not set.
    """
    files = {folder / name: _csv(head, rows) for name, (head, of) in _LISTS.items() if (rows := of(result.offers))}
    if not files:
        return say("actors.lists_empty")
    write_all(files, force=force)
    return say("actors.lists_written", files=", ".join(str(path) for path in files))


def _csv(head: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows(rows)
    return b"\xef\xbb\xbf" + stream.getvalue().encode()
