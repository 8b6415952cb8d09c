"""Numbers and dates as the language in force writes them."""

from __future__ import annotations

import datetime as dt
import math

from districtanalysis.language.texts import current, say

MINUS = "\N{MINUS SIGN}"
_MARKS = {"de": (",", "\N{NO-BREAK SPACE}"), "en": (".", ",")}


def number(value: float | None, decimals: int | None = 0) -> str:
    r"""Return ``value`` with ``decimals`` digits; ``decimals=None`` keeps what is needed.

    German groups thousands with a no-break space and has a decimal comma (DIN 5008).
    A missing value is the word for "not available", an open bound the sign for infinity.

    >>> number(1338), number(30.8579, 2), number(-0.04, 1)
    ('1\xa0338', '30,86', '0,0')
    """
    if value is None or math.isnan(value):
        return say("words.not_available_sign")
    if math.isinf(value):
        return MINUS + "∞" if value < 0 else "∞"
    point, thousands = _MARKS[current()]
    text = f"{abs(value):,.{decimals}f}" if decimals is not None else f"{abs(value):,.10g}"
    negative = value < 0 and any(digit in "123456789" for digit in text)
    text = text.translate({ord(","): thousands, ord("."): point})
    return MINUS + text if negative else text


def signed(value: float, decimals: int = 0) -> str:
    """Return ``value`` with its sign always written.

    >>> signed(3.2, 1), signed(0.0, 1)
    ('+3,2', '±0,0')
    """
    text = number(value, decimals)
    if not any(digit in "123456789" for digit in text):
        return f"±{text}"
    return text if value < 0 else f"+{text}"


def percent(value: float | None, decimals: int = 1) -> str:
    r"""Return ``value`` (already in percent) with its sign, as the language spaces it.

    >>> percent(30.8579, 2)
    '30,86\xa0%'
    """
    gap = "\N{NO-BREAK SPACE}" if current() == "de" else ""
    return f"{number(value, decimals)}{gap}%"


def span(low: float, high: float, decimals: int = 0) -> str:
    r"""Return an interval in words of the language; one number where both ends print alike.

    >>> span(11321, 11384)
    '11\xa0321 bis 11\xa0384'
    """
    ends = number(low, decimals), number(high, decimals)
    return ends[0] if ends[0] == ends[1] else f"{ends[0]} {say('words.to')} {ends[1]}"


def date(value: dt.date) -> str:
    """Return a date: ``31.12.2019`` in German, ``31 December 2019`` in English.

    >>> date(dt.date(2019, 12, 31))
    '31.12.2019'
    """
    if current() == "de":
        return f"{value:%d.%m.%Y}"
    month = say("words.months").split()[value.month - 1]
    return f"{value.day} {month} {value.year}"
