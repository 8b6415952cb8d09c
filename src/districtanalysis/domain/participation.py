"""The log of participation: when, in which form, where, with how many and with whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from districtanalysis.domain.finding import Finding
from districtanalysis.domain.form import Form, FormColumn
from districtanalysis.language import date, number, say

EVENTS = Form(
    "participation",
    "event",
    (
        FormColumn("date"),
        FormColumn("format", needed=True, filled=True),
        FormColumn("title"),
        FormColumn("place"),
        FormColumn("events"),
        FormColumn("participants"),
        FormColumn("groups", "list"),
        FormColumn("topics", "list"),
        FormColumn("remark"),
    ),
)
GROUPS = Form(
    "participation",
    "group",
    (FormColumn("group", needed=True, filled=True), FormColumn("remark")),
)
FORMS = (EVENTS, GROUPS)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as it was written down: ``low`` and ``high`` bound it, ``text`` is how it stands there.

    ``high`` is infinite for "mind. 46"; ``exact`` says that it was counted.
    """

    value: float
    low: float
    high: float
    exact: bool = True
    text: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One row of the log; ``events`` is the number of meetings it stands for, ``participants`` None where not counted.

    ``printed`` is the date as written, ``year`` None where none can be read, ``day`` the day where one is named.
    """

    format: str
    printed: str = ""
    year: int | None = None
    day: dt.date | None = None
    title: str = ""
    place: str = ""
    events: Amount = Amount(1, 1, 1, text="1")
    participants: Amount | None = None
    groups: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    remark: str = ""

    @property
    def when(self) -> str:
        """The date as it is known: a day, or what was written."""
        return date(self.day) if self.day else self.printed or say("participation.undated")


@dataclass(frozen=True, slots=True)
class Tally:
    """A sum over rows: meetings, attendances with their bounds, and how many rows were not counted.

    ``participants`` is None where no row of the sum was counted.
    """

    label: str
    events: Amount
    participants: Amount | None
    uncounted: int = 0


@dataclass(frozen=True, slots=True)
class ParticipationLog:
    """All rows with their sums.

    ``reached`` counts by target group the rows that name it; ``not_reached`` holds the groups of the list that no
    row names, None where there is no list: then nobody can say.
    """

    events: tuple[Event, ...]
    by_format: tuple[Tally, ...] = ()
    by_year: tuple[Tally, ...] = ()
    total: Tally | None = None
    reached: Mapping[str, int] = field(default_factory=dict)
    not_reached: tuple[str, ...] | None = None
    findings: tuple[Finding, ...] = ()
    file: str = ""

    def to_frame(self) -> pd.DataFrame:
        """Return one row per row of the log: date, year, format, meetings, participants with their bounds, groups."""
        rows = [
            {
                "date": event.day.isoformat() if event.day else event.printed,
                "year": event.year,
                "format": event.format,
                "title": event.title,
                "place": event.place,
                "events": event.events.value,
                "participants": event.participants.value if event.participants else float("nan"),
                "participants_low": event.participants.low if event.participants else float("nan"),
                "participants_high": event.participants.high if event.participants else float("nan"),
                "groups": "; ".join(event.groups),
                "topics": "; ".join(event.topics),
            }
            for event in self.events
        ]
        names = ["date", "year", "format", "title", "place", "events"]
        names += ["participants", "participants_low", "participants_high", "groups", "topics"]
        return pd.DataFrame(rows, columns=names).astype({"year": "Int64"})

    def _repr_html_(self) -> str:
        return str(self.to_frame().to_html(index=False, na_rep=say("words.not_available_sign")))


def amount_words(amount: Amount | None) -> str:
    """Return a number with what is uncertain about it; the sign for "not available" where there is none.

    >>> amount_words(Amount(230, 230, 230)), amount_words(Amount(230, 230, float("inf"), False))
    ('230', 'mindestens 230')
    """
    if amount is None:
        return say("words.not_available_sign")
    if amount.exact:
        return number(amount.value)
    if amount.high == float("inf"):
        return say("participation.at_least", number=number(amount.low))
    if amount.low == 0:
        return say("participation.at_most", number=number(amount.high))
    if amount.low < amount.high:
        return say("participation.between", low=number(amount.low), high=number(amount.high))
    return say("participation.roughly", number=number(amount.value))
