"""From the filled sheet of events to the log with its sums; numbers keep what is uncertain about them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from districtanalysis.domain.finding import Finding
from districtanalysis.domain.form import FormRow, FormTable
from districtanalysis.domain.participation import EVENTS, GROUPS, Amount, Event, ParticipationLog, Tally
from districtanalysis.domain.variables import fold
from districtanalysis.language import say

Amounts = Mapping[str, Amount | None]
_YEAR = re.compile(r"\b((?:19|20)\d{2})\b")
# A whole day is meant: where none can be read, there is no such day.
_DAY = re.compile(r"\d{1,2}\. ?\d{1,2}\. ?\d{4}|\d{4}-\d{1,2}-\d{1,2}")
ONE = Amount(1, 1, 1, text="1")


def participation_log(
    tables: Mapping[str, FormTable], dates: Mapping[str, object], amounts: Amounts
) -> ParticipationLog:
    """Return the log with sums by format and year, and who was not reached.

    ``dates`` and ``amounts`` say how each text of the columns date, events and participants was read, by the text;
    reading is the business of whoever opened the file. Attendances are summed, not persons: who came twice counts
    twice. Rows without a number take no part in a sum and are counted beside it.
    """
    events, groups = tables[EVENTS.key], tables[GROUPS.key]
    listed = [row.text("group") for row in groups.rows if row.text("group")]
    findings = [
        *events.findings,
        *groups.findings,
        *_unreadable(events, dates, amounts),
        *_unlisted(events, listed),
    ]
    rows = tuple(_event(row, dates, amounts) for row in events.rows if row.text("format"))
    reached = _reached(rows)
    folded = {fold(name) for name in reached}
    return ParticipationLog(
        events=rows,
        by_format=_tallies(rows, [row.format for row in rows]),
        by_year=_tallies(rows, [str(row.year or say("participation.no_year")) for row in rows], ordered=True),
        total=tally(say("participation.total"), rows) if rows else None,
        reached=reached,
        not_reached=tuple(name for name in listed if fold(name) not in folded) if listed else None,
        findings=tuple(findings),
        file=events.file,
    )


def tally(label: str, rows: Sequence[Event]) -> Tally:
    """Return the sum over ``rows``: meetings, and attendances of the rows that were counted.

    >>> tally("2019", [Event("Forum", participants=ONE), Event("Werkstatt")]).uncounted
    1
    """
    counted = [row.participants for row in rows if row.participants is not None]
    together = added(counted) if counted else None
    return Tally(label, added([row.events for row in rows]), together, len(rows) - len(counted))


def added(amounts: Iterable[Amount]) -> Amount:
    """Return the sum with the sums of the bounds; it is exact where every part is.

    >>> found = added([Amount(150, 150, 150), Amount(46, 46, float("inf"), False)])
    >>> found.value, found.low, found.high, found.exact
    (196, 196, inf, False)
    """
    parts = list(amounts)
    return Amount(
        value=sum(part.value for part in parts),
        low=sum(part.low for part in parts),
        high=math.inf if any(math.isinf(part.high) for part in parts) else sum(part.high for part in parts),
        exact=all(part.exact for part in parts),
    )


def _event(row: FormRow, dates: Mapping[str, object], amounts: Amounts) -> Event:
    printed = row.text("date")
    day = dates.get(printed)
    year = _YEAR.search(printed)
    found = None if not printed else int(year[1]) if year else None
    # a month or a year alone is no day: it keeps its year and what was written
    whole = re.fullmatch(r"\d{4}-\d{2}-\d{2}|\d{1,2}\. ?\S+\.? ?\d{4}", printed) is not None
    return Event(
        format=row.text("format"),
        printed=printed,
        year=found,
        day=day if whole else None,  # type: ignore[arg-type] # a date, as read
        title=row.text("title"),
        place=row.text("place"),
        events=amounts.get(row.text("events")) or ONE,
        participants=amounts.get(row.text("participants")),
        groups=row.entries("groups"),
        topics=row.entries("topics"),
        remark=row.text("remark"),
    )


def _unreadable(table: FormTable, dates: Mapping[str, object], amounts: Amounts) -> Iterator[Finding]:
    for row in table.rows:
        for key in ("events", "participants"):
            text = row.text(key)
            if text in amounts and amounts[text] is None:
                yield table.finding("participation_number", row, key, text=text)
        text = row.text("date")
        if text and dates.get(text) is None and (_DAY.fullmatch(text) or not _YEAR.search(text)):
            yield table.finding("participation_date", row, "date", warning=True, text=text)


def _unlisted(table: FormTable, listed: Sequence[str]) -> Iterator[Finding]:
    known = {fold(name) for name in listed}
    for row in table.rows:
        for group in row.entries("groups"):
            if known and fold(group) not in known:
                yield table.finding("participation_group_unknown", row, "groups", warning=True, group=group)


def _reached(rows: Sequence[Event]) -> dict[str, int]:
    """Return how many rows name each target group, in the spelling that comes first."""
    spelling: dict[str, str] = {}
    found: dict[str, int] = {}
    for row in rows:
        for group in dict.fromkeys(row.groups):
            name = spelling.setdefault(fold(group), group)
            found[name] = found.get(name, 0) + 1
    return found


def _tallies(rows: Sequence[Event], labels: Sequence[str], *, ordered: bool = False) -> tuple[Tally, ...]:
    names = list(dict.fromkeys(labels))
    names = sorted(names, key=lambda name: (not name.isdigit(), name)) if ordered else names
    return tuple(tally(name, [row for row, label in zip(rows, labels, strict=True) if label == name]) for name in names)
