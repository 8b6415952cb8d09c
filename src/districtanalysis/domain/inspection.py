"""What was recognised in a table that nobody has described: claims, each with its evidence and how sure it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

Sureness = Literal["sure", "likely", "unsure"]
Form = Literal["wide", "long", "matrix", "flat", "features", "keys", "none"]
SURE, LIKELY = 0.8, 0.5


def sureness(confidence: float) -> Sureness:
    """Return the word for a confidence between 0 and 1.

    >>> sureness(0.9), sureness(0.6), sureness(0.2)
    ('sure', 'likely', 'unsure')
    """
    return "sure" if confidence >= SURE else "likely" if confidence >= LIKELY else "unsure"


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that was recognised: ``what`` is its key, ``found`` and ``evidence`` are worded, confidence 0 to 1."""

    what: str
    found: str
    confidence: float
    evidence: str

    @property
    def sureness(self) -> Sureness:
        """The confidence as a word."""
        return sureness(self.confidence)


@dataclass(frozen=True, slots=True)
class ColumnClaim:
    """What one column holds: ``role`` is key, name, figure, total, dimension or unread; ages -1 for missing or open."""

    letter: str
    heading: str
    role: str
    confidence: float
    evidence: str
    variable: str = ""
    age_from: int = -1
    age_to: int = -1
    sex: str = ""
    origin: str = ""
    kind: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """The first areas as they would be read: ``rows`` hold the area and its figures in the columns ``letters``.

    ``areas`` and ``figures`` are their numbers, ``without_value`` counts figures that a sign
    withholds, ``unreadable`` names the cells that are no number, ``checks`` counts figures of totals.
    """

    letters: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    areas: int
    figures: int
    without_value: int = 0
    unreadable: tuple[str, ...] = ()
    checks: int = 0


@dataclass(frozen=True, slots=True)
class TableClaim:
    """One table of a sheet.

    ``header_rows`` and ``rows`` (first and last row of an area, (0, 0) where there is none) count as
    the spreadsheet does, ``key`` is the letter of the key column. ``areas`` says whether the rows
    are areas at all. ``layout`` is the content of a layout that reads the table; empty where
    ``refusal`` says why there is none. ``confidence`` is that of the weakest claim that reading rests on.
    """

    sheet: str
    title: str
    form: Form
    header_rows: tuple[int, ...]
    key: str
    key_heading: str
    rows: tuple[int, int]
    areas: bool
    confidence: float
    claims: tuple[Claim, ...] = ()
    columns: tuple[ColumnClaim, ...] = ()
    layout: Mapping[str, object] = field(default_factory=dict)
    refusal: str = ""
    preview: Preview | None = None
    shipped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was recognised in one file; ``notes`` say how it was opened, ``skipped`` which sheets hold no table."""

    file: str
    tables: tuple[TableClaim, ...]
    notes: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()

    def to_frame(self) -> pd.DataFrame:
        """Return one row per table: sheet, rows, key column, form, number of areas and figures, confidence (0 to 1)."""
        rows = [
            {
                "sheet": table.sheet,
                "title": table.title,
                "form": table.form,
                "header_rows": list(table.header_rows),
                "key": table.key,
                "first_row": table.rows[0],
                "last_row": table.rows[1],
                "areas": table.preview.areas if table.preview else 0,
                "figures": table.preview.figures if table.preview else 0,
                "confidence": table.confidence,
            }
            for table in self.tables
        ]
        return pd.DataFrame(rows)

    def _repr_html_(self) -> str:
        return str(self.to_frame().to_html(index=False))
