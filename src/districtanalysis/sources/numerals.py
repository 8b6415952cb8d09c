"""Numbers in digits: German first, other notations where their form leaves no other reading."""

from __future__ import annotations

import re
from dataclasses import dataclass

# One printed number, for patterns that hold several.
NUMERAL = r"\d[\d., '\N{RIGHT SINGLE QUOTATION MARK}]*\d|\d"
_APOSTROPHES = "'\N{RIGHT SINGLE QUOTATION MARK}"
_GROUPED = r"(?P<whole>[1-9]\d{{0,2}}(?P<group>[{groups}])\d{{3}}(?:(?P=group)\d{{3}})*|\d+)"
_SIGN = re.compile(r"^([+±-]?)\s*(.*)$")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number, its printed decimals, and whether its point could be read differently."""

    value: float
    decimals: int
    ambiguous: bool = False


def read_numeral(text: str, decimal: str = "", thousands: str = "") -> Numeral | None:
    """Return the number that ``text`` prints, None where it prints none.

    ``decimal`` and ``thousands`` are the signs of the table; without them a point is a thousands
    sign where it can be one. A plain minus or hyphen before the digits is the sign; thousands are
    grouped by three with a point, blank or apostrophe, the same one throughout.

    >>> read_numeral("2.781.620"), read_numeral("1.234").ambiguous, read_numeral("1.3066")
    (Numeral(value=2781620.0, decimals=0, ambiguous=False), True, None)
    >>> read_numeral("0.534", decimal=".")
    Numeral(value=0.534, decimals=3, ambiguous=False)
    """
    match = _SIGN.match(text)
    sign, digits = (match[1], match[2]) if match else ("", "")
    if decimal:
        found = _by_signs(digits, decimal, thousands)
    else:
        found = _by_signs(digits, ",", thousands) or _other_signs(digits, thousands)
        if found and thousands != "." and re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", digits):
            found = Numeral(found.value, found.decimals, ambiguous=True)
    if found is None or sign != "-":
        return found
    return Numeral(-found.value if found.value else 0.0, found.decimals, found.ambiguous)


def _by_signs(digits: str, decimal: str, thousands: str) -> Numeral | None:
    """Read with a known decimal sign."""
    groups = thousands or ("." if decimal == "," else ",") + " " + _APOSTROPHES
    pattern = _GROUPED.format(groups=re.escape(groups)) + rf"(?:{re.escape(decimal)}(?P<part>\d+))?"
    match = re.fullmatch(pattern, digits, re.ASCII)
    if match is None:
        return _power(digits) if decimal == "." else None
    whole = re.sub(r"\D", "", match["whole"])
    part = match["part"] or ""
    return Numeral(float(f"{whole}.{part or '0'}"), min(len(part), 127))


def _power(digits: str) -> Numeral | None:
    """Read a machine-written power of ten; how it was printed is unknown."""
    if re.fullmatch(r"\d+(?:\.\d+)?[eE][+-]?\d{1,3}", digits, re.ASCII) is None:
        return None
    value = float(digits)
    return Numeral(value, -1) if value != float("inf") else None


def _other_signs(digits: str, thousands: str) -> Numeral | None:
    """Read the English way what has only that reading, or ("12.5") flag it."""
    if re.fullmatch(r"[1-9]\d{0,2}(?:,\d{3}){2,}|[1-9]\d{0,2}(?:,\d{3})+\.\d+|0\.\d+", digits, re.ASCII):
        return _by_signs(digits, ".", thousands)
    if re.fullmatch(r"\d+\.\d{1,2}", digits, re.ASCII):
        found = _by_signs(digits, ".", thousands)
        return Numeral(found.value, found.decimals, ambiguous=True) if found else None
    return None
