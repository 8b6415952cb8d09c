"""Findings as a page: what was found, where, what is usual, what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from districtanalysis.domain.data import SourceRecord
from districtanalysis.domain.display import Block, Column, Page, Paragraph, Table
from districtanalysis.domain.finding import SEVERITIES, Finding
from districtanalysis.language import join, say
from districtanalysis.report.sources_note import sources_note


def findings_page(findings: Sequence[Finding], sources: Sequence[SourceRecord], title: str) -> Page:
    """Return the page of ``findings``, errors first."""
    count = Counter(finding.severity for finding in findings)
    parts = [say(f"check.count.{severity}", count=count[severity]) for severity in SEVERITIES if count[severity]]
    summary = say("check.summary", counts=join(parts)) if parts else say("check.nothing")
    blocks: list[Block] = [Paragraph(summary, tone="lead")]
    if findings:
        blocks.append(_table(findings))
    blocks.extend(_how_read(sources))
    blocks.append(sources_note(sources))
    return Page(
        say("check.title"),
        tuple(blocks),
        subtitle=title,
        data={"findings": [finding.to_dict() for finding in findings]},
    )


def _how_read(sources: Sequence[SourceRecord]) -> list[Block]:
    """Return what reading had to recognise, file by file; nothing where all was given."""
    rows = tuple((record.file, note) for record in sources for note in record.notes)
    columns = (Column("file", say("sources.file")), Column("note", say("check.column.note"), wide=True))
    return [Table("reading", say("check.reading_title"), columns, rows)] if rows else []


def _table(findings: Sequence[Finding]) -> Table:
    columns = (
        Column("severity", say("check.column.severity")),
        Column("title", say("check.column.title")),
        Column("where", say("check.column.where"), wide=True),
        Column("found", say("check.column.found"), wide=True),
        Column("usual", say("check.column.usual"), wide=True),
        Column("remedy", say("check.column.remedy"), wide=True),
        Column("rule", say("check.column.rule"), wide=True),
    )
    rows = tuple(
        (
            say(f"finding.severity.{f.severity}"),
            f.title,
            f.place or say("rank.whole_study"),
            f.found,
            f.usual,
            f.remedy,
            f.rule,
        )
        for f in findings
    )
    return Table("findings", say("check.table_title"), columns, rows)
