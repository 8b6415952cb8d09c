"""The log of participation as officers write it: dates of any precision, numbers such as "rd. 80"."""

from __future__ import annotations

import datetime as dt
import math
from pathlib import Path

from districtanalysis.domain.form import FormTable
from districtanalysis.domain.participation import FORMS, Amount
from districtanalysis.sources.dimensions import read_date
from districtanalysis.sources.forms_file import read_forms
from districtanalysis.sources.notation import read_figure

NOTHING = {"", "-", "–", "—", "n. v.", "n.v.", "n/a"}
Dates = dict[str, dt.date | None]


def read_participation(path: Path) -> tuple[dict[str, FormTable], Dates, dict[str, Amount | None]]:
    """Return the sheets, and how each text of a date and of a number in them was read, by the text.

    A sign for "not available" is no number and is not listed.
    Raises ``SourceError`` or ``StudyError`` for a file that cannot be read.
    """
    tables = read_forms(path, FORMS)
    rows = tables[FORMS[0].key].rows
    dates = {text: read_date(text[:10]) or read_date(text) for row in rows if (text := row.text("date"))}
    numbers = {text for row in rows for key in ("events", "participants") if (text := row.text(key)) not in NOTHING}
    return tables, dates, {text: read_amount(text) for text in sorted(numbers)}


def read_amount(text: str) -> Amount | None:
    """Return a number of persons or meetings with its bounds; None where the text is none.

    >>> read_amount("rd. 80").value, read_amount("mind. 46").low, read_amount("circa 2-3").high
    (80.0, 46.0, 3.0)
    """
    figure = read_figure(text.removeprefix("circa ").removeprefix("ca. ") if _spanned(text) else text, profile="plain")
    if math.isnan(figure.value) or figure.value < 0 or figure.percent or figure.status == "unreadable":
        return None
    low, high = figure.low, figure.high
    if figure.decimals > 0 and not figure.value.is_integer():
        return None  # half a person is a typing error
    if figure.qualifier in {"about", "nearly"}:
        low = high = figure.value  # how far it may be off nobody says
    return Amount(figure.value, max(low, 0.0), high, figure.qualifier == "exact", text)


def _spanned(text: str) -> bool:
    """Return whether a text such as "circa 2-3" says twice that it is rough."""
    return "-" in text or "–" in text or " bis " in text
