"""The source note that stands under every output."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from districtanalysis.domain.data import SourceRecord
from districtanalysis.domain.display import Column, Table
from districtanalysis.language import date, say


def sources_note(sources: Sequence[SourceRecord]) -> Table:
    """Return one row per source: publisher, title, file, date, population concept, licence."""
    columns = (
        Column("publisher", say("sources.publisher"), wide=True),
        Column("title", say("sources.title"), wide=True),
        Column("file", say("sources.file")),
        Column("date", say("sources.date")),
        Column("concept", say("sources.concept"), wide=True),
        Column("licence", say("sources.licence"), wide=True),
    )
    rows = tuple(
        (
            record.publisher,
            record.title or record.file,
            record.file,
            date(dt.date.fromisoformat(record.date)) if record.date else say("sources.no_date"),
            say(f"concept.{record.population_concept}"),
            record.licence,
        )
        for record in sources
    )
    return Table("sources", say("sources.heading"), columns, rows, note=say("sources.own_calculation"))
