"""Which profile of signs a table follows, by the signs that stand where figures are expected."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from districtanalysis.domain.variables import fold
from districtanalysis.sources.inspection.window import NUMBER, SIGN, Window

_OLD = {".", "...", "…", "/", "x"}
_GROUPED = re.compile(r"[1-9]\d{0,2}(,\d{3})+")
_POINT = re.compile(r"\d+\.\d{1,2}")
_NEW = {"k", "g", "t", "u"}


@dataclass(frozen=True, slots=True)
class SignsSeen:
    """A profile of signs, how sure it is, and the signs that were seen."""

    profile: str
    confidence: float
    seen: tuple[str, ...]


def signs_of(window: Window, rows: Sequence[int], columns: Sequence[int]) -> SignsSeen:
    """Return the profile that the signs among the figures point to; "plain" where there are none."""
    seen = {
        fold(window.texts[row][column]).replace("–", "-").replace("—", "-").replace("…", "...")
        for row in rows
        for column in columns
        if window.kinds[row, column] == SIGN
    }
    shown = tuple(sorted(sign for sign in seen if len(sign) <= 4))
    if seen & _NEW:
        return SignsSeen("lower_saxony_new", 0.8 if len(seen & _NEW) > 1 else 0.6, shown)
    if "*" in seen:
        return SignsSeen("kaiserslautern", 0.6, shown)
    if "()" in seen or "( )" in seen:
        return SignsSeen("zuerich", 0.6, shown)
    if seen & _OLD:
        return SignsSeen("classic", 0.8, shown)
    if "-" in seen:
        zeros = any(
            window.kinds[row, column] == NUMBER and window.texts[row][column].strip() in {"0", "0,0", "0.0"}
            for row in rows
            for column in columns
        )
        return SignsSeen("classic" if zeros else "plain", 0.5, shown)
    return SignsSeen("plain", 0.6, shown)


def english_numbers(window: Window) -> str:
    """Return a number with commas between thousands that nothing allows to be read the German way; "" for none.

    Commas before exactly three digits throughout, and either two of them in one number, decimal points beside
    them, or a comma between the cells, which a German table does not have.
    """
    figures = [window.texts[row][column].strip() for row, column in np.argwhere(window.kinds == NUMBER).tolist()]
    commas = [text for text in figures if "," in text]
    grouped = [text for text in commas if _GROUPED.fullmatch(text)]
    if len(grouped) < 2 or len(grouped) < len(commas):
        return ""
    points = any(_POINT.fullmatch(text) for text in figures)
    return grouped[0] if points or any(text.count(",") > 1 for text in grouped) or _speaks_english(window) else ""


def _speaks_english(window: Window) -> bool:
    words = " ".join(fold(text) for row in window.texts[:10] for text in row)
    return bool(re.search(r"\b(population|residents|total|neighbou?rhood|aged?|households|share|percent)\b", words))
