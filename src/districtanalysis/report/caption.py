"""What stands around a picture in words, and the picture in words for those who do not see it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from districtanalysis.domain.data import SourceRecord
from districtanalysis.domain.display import Page, Paragraph, Table
from districtanalysis.errors import UsageError
from districtanalysis.language import date, join, say
from districtanalysis.report.alternative_text import alternative_text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_PUBLISHERS = 3


@dataclass(frozen=True, slots=True)
class Caption:
    """The words of a picture: ``title`` says the finding, ``subtitle`` what is drawn, of whom and when.

    ``notes`` stand small below: what is left out, then the sources. ``table`` holds every value that is drawn.
    """

    key: str
    title: str
    subtitle: str
    table: Table
    notes: tuple[str, ...] = ()

    @property
    def alternative(self) -> str:
        """The picture in words."""
        return alternative_text(say(f"chart.{self.key}.kind"), self.title, self.subtitle, self.table, self.notes)

    @property
    def page(self) -> Page:
        """The data and the words of the picture as a page, for whoever prefers a table."""
        notes = tuple(Paragraph(note, "note") for note in self.notes)
        words = Paragraph(self.alternative, heading=say("chart.alternative"))
        data = {
            "title": self.title,
            "subtitle": self.subtitle,
            "notes": list(self.notes),
            "alternative": self.alternative,
        }
        return Page(self.title, (self.table, words, *notes), self.subtitle, data)


_CAPTIONS: WeakKeyDictionary[Axes, Caption] = WeakKeyDictionary()


def remember(ax: Axes, caption: Caption) -> None:
    """Keep the words of the picture that is drawn on ``ax``."""
    _CAPTIONS[ax] = caption


def caption_of(ax: Axes) -> Caption:
    """Return the words of the picture on ``ax``.

    Raises ``UsageError`` for axes that were not drawn by this package.
    """
    if ax not in _CAPTIONS:
        raise UsageError(say("chart.foreign_axes"))
    return _CAPTIONS[ax]


def source_line(sources: Sequence[SourceRecord]) -> str:
    """Return the note on the sources in one line: publisher, title, reference date, concept, licence.

    >>> source_line([SourceRecord("a", "a.csv", "Einwohner", "Stadt Ulm", "2020-12-31", "census", "dl-de/by-2-0")])
    'Quelle: Stadt Ulm, Einwohner, Stand 31.12.2020, Zensus. Lizenz: dl-de/by-2-0. Eigene Berechnung.'
    >>> source_line([])
    ''
    """
    if not sources:
        return ""
    by_publisher: dict[str, list[SourceRecord]] = {}
    for record in sources:
        by_publisher.setdefault(record.publisher, []).append(record)
    listed = [_of_publisher(name, records) for name, records in by_publisher.items()]
    shown = listed[:_PUBLISHERS] + (
        [say("chart.more_sources", count=len(listed) - _PUBLISHERS)] if listed[_PUBLISHERS:] else []
    )
    licences = list(dict.fromkeys(record.licence for record in sources if record.licence))
    parts = [say("chart.sources" if len(sources) > 1 else "chart.source", list="; ".join(shown))]
    parts += [say("chart.licence", list=join(licences))] if licences else []
    return " ".join([*parts, say("chart.own_calculation")])


def as_of(sources: Sequence[SourceRecord]) -> str:
    """Return the reference date of the sources in words; "" where none is known or they differ.

    >>> as_of([SourceRecord("a", "a.csv", date="2020-12-31")])
    'Stand 31.12.2020'
    """
    dates = {record.date for record in sources if record.date}
    return say("chart.as_of", date=worded_date(dates.pop())) if len(dates) == 1 else ""


def subtitle(*parts: str) -> str:
    """Return the parts that say something, divided by a middle dot.

    >>> subtitle("Passung 0–100", "", "3 Stadtteile")
    'Passung 0–100 · 3 Stadtteile'
    """
    return " · ".join(part for part in parts if part)


def opened(text: str) -> str:
    """Return ``text`` with a capital letter at its beginning, as a title needs it.

    >>> opened("foreign nationals")
    'Foreign nationals'
    """
    return text[:1].upper() + text[1:]


def _of_publisher(name: str, records: Sequence[SourceRecord]) -> str:
    """Return one publisher with its table, or with the number of its tables and their reference dates."""
    dates = [
        say("chart.as_of", date=worded_date(day)) for day in sorted({record.date for record in records if record.date})
    ]
    dates += [say("chart.undated")] if not all(record.date for record in records) else []
    concepts = {record.population_concept for record in records} - {"not_stated", "documents"}
    words = [say(f"concept.{concept}") for concept in sorted(concepts)]
    first = records[0].title or records[0].file
    title = first if len(records) == 1 else say("chart.tables", count=len(records))
    return ", ".join(part for part in (name, title, join(dates), *words) if part)


def worded_date(value: str) -> str:
    """Return a reference date as the language in force writes it; anything else as it stands.

    >>> worded_date("2020-12-31"), worded_date("")
    ('31.12.2020', '')
    """
    try:
        return date(dt.date.fromisoformat(value))
    except ValueError:
        return value
