"""Words, numbers and dates as the reader expects them, German by default.

Texts live in ``de/*.toml`` and ``en/*.toml``, one file per section, read when first used.
``say("rank.standing")`` looks up ``standing`` in ``rank.toml``.
"""

from __future__ import annotations

from districtanalysis.language.formats import date, number, percent, signed, span
from districtanalysis.language.texts import (
    LANGUAGES,
    current,
    has,
    join,
    say,
    say_count,
    set_language,
    using,
)

__all__ = [
    "LANGUAGES",
    "current",
    "date",
    "has",
    "join",
    "number",
    "percent",
    "say",
    "say_count",
    "set_language",
    "signed",
    "span",
    "using",
]
