"""The log of participation as a page: sums by form and year, the events, and who was not reached."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from districtanalysis.domain.display import Block, Column, Page, Paragraph, Table, Value
from districtanalysis.domain.participation import ParticipationLog, Tally, amount_words
from districtanalysis.language import join, number, say, say_count


def participation_page(log: ParticipationLog) -> Page:
    """Return the page of ``log``."""
    data = {
        "events": json.loads(log.to_frame().to_json(orient="records")),
        "by_format": [_plain(part) for part in log.by_format],
        "by_year": [_plain(part) for part in log.by_year],
        "reached": dict(log.reached),
        "not_reached": None if log.not_reached is None else list(log.not_reached),
    }
    return Page(say("participation.title_plain"), tuple(participation_blocks(log)), "", data, events_table(log))


def participation_blocks(log: ParticipationLog) -> Iterator[Block]:
    """Yield lead, sums, events and target groups; one sentence for an empty file."""
    if log.total is None:
        yield Paragraph(say("participation.nothing"), "lead")
        return
    yield Paragraph(_lead(log, log.total), "lead")
    if len(log.by_format) > 1:
        yield _sums("by_format", "format", [*log.by_format, log.total])
    if len(log.by_year) > 1:
        yield _sums("by_year", "year", [*log.by_year, log.total])
    yield events_table(log)
    if log.reached:
        yield _groups(log)
    yield Paragraph(_missing(log), heading=say("participation.reached_heading"))
    yield Paragraph(say("participation.attendances"), "note")


def _lead(log: ParticipationLog, total: Tally) -> str:
    words = {
        "rows": say_count("participation.rows", len(log.events)),
        "events": amount_words(total.events),
        "participants": amount_words(total.participants),
    }
    if total.participants is None:
        return say("participation.lead_none", rows=words["rows"], events=words["events"])
    if not total.uncounted:
        return say("participation.lead", **words)
    return say("participation.lead_uncounted", **words, uncounted=say_count("participation.uncounted", total.uncounted))


def _missing(log: ParticipationLog) -> str:
    if log.not_reached is None:
        return say("participation.no_list")
    if log.not_reached:
        return say("participation.not_reached", names=join(log.not_reached))
    return say("participation.all_reached")


def _sums(key: str, column: str, parts: Sequence[Tally]) -> Table:
    columns = (
        Column(column, say(f"participation.column.{column}")),
        Column("events", say("participation.column.events")),
        Column("participants", say("participation.column.participants")),
        Column("uncounted", say("participation.column.uncounted"), 0),
    )
    rows = tuple(
        (
            part.label,
            amount_words(part.events),
            amount_words(part.participants) if part.participants is not None else None,
            part.uncounted,
        )
        for part in parts
    )
    return Table(key, say(f"participation.{key}"), columns, rows)


def events_table(log: ParticipationLog) -> Table:
    """Return one row per row of the log, numbers as they were written down."""
    columns = (
        Column("date", say("participation.column.date")),
        Column("format", say("participation.column.format")),
        Column("title", say("participation.column.title"), wide=True),
        Column("place", say("participation.column.place"), wide=True),
        Column("events", say("participation.column.events")),
        Column("participants", say("participation.column.participants")),
        Column("groups", say("participation.column.groups"), wide=True),
        Column("topics", say("participation.column.topics"), wide=True),
    )
    rows: list[tuple[Value, ...]] = []
    for event in log.events:
        people = event.participants
        rows.append(
            (
                event.when,
                event.format,
                event.title or None,
                event.place or None,
                event.events.text if not event.events.exact else number(event.events.value),
                None if people is None else number(people.value) if people.exact else people.text,
                "; ".join(event.groups) or None,
                "; ".join(event.topics) or None,
            )
        )
    # a column that nobody has filled in says nothing
    kept = [place for place in range(len(columns)) if place < 4 or any(row[place] is not None for row in rows)]
    return Table(
        "events",
        say("participation.events_table"),
        tuple(columns[place] for place in kept),
        tuple(tuple(row[place] for place in kept) for row in rows),
    )


def _groups(log: ParticipationLog) -> Table:
    columns = (
        Column("group", say("participation.column.group")),
        Column("count", say("participation.column.count"), 0),
    )
    counted: list[tuple[str, int]] = sorted(log.reached.items(), key=lambda pair: (-pair[1], pair[0]))
    missing = [(name, 0) for name in log.not_reached or ()]
    note = say("participation.groups_note")
    return Table("groups", say("participation.groups_table"), columns, (*counted, *missing), note=note)


def _plain(part: Tally) -> dict[str, object]:
    people = part.participants
    return {
        "label": part.label,
        "events": part.events.value,
        "participants": None if people is None else people.value,
        "participants_low": None if people is None else people.low,
        "participants_high": None if people is None else people.high,
        "exact": people.exact if people is not None else None,
        "uncounted": part.uncounted,
    }
