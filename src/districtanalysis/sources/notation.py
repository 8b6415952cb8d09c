"""Signs, qualifiers and numbers of official statistics: from a printed cell to a figure."""

from __future__ import annotations

import datetime as dt
import math
import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from districtanalysis.sources.numerals import NUMERAL, read_numeral
from districtanalysis.sources.profiles import Profile, load_profile, load_words

_NAN = math.nan
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾", "0123456789()")
_DASHES = str.maketrans("\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}\N{FIGURE DASH}\N{NON-BREAKING HYPHEN}", "-----")
_POINTS = {"·": ".", "•": ".", "…": "...", "X": "x"}
_FOOTNOTES = {
    "number": re.compile(r"(?<=\S)\s+(\d{1,2}(?:\s*,\s*\d{1,2})*)\)$"),
    "raised": re.compile(r"(?<=\S)\s*([¹²³⁴⁵⁶⁷⁸⁹][⁰¹²³⁴⁵⁶⁷⁸⁹]?(?:[⁾)]?\s*,?\s*[¹²³⁴⁵⁶⁷⁸⁹])*)[⁾)]?$"),
    "letter": re.compile(r"(?<=[\s\d])([a-z])\)$"),
    "star": re.compile(r"(?<=[^\s*])\s*(\*{1,3})$"),
}
_BETWEEN = re.compile(
    rf"^(?:(?:zwischen|between|von|from)\s+)?({NUMERAL})\s*(?:-|bis|to|und|and)\s*({NUMERAL})$", re.IGNORECASE
)
_JOINED_BY_AND = re.compile(r"\b(?:und|and)\b", re.IGNORECASE)
_STARTS_BETWEEN = re.compile(r"^(?:zwischen|between)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Figure:
    """What a printed cell says.

    ``value`` is in the printed unit (``percent`` tells whether a percent sign stood there), NaN
    where no number is printed. ``low`` and ``high`` bound the figure as far as the print does:
    equal to the value for a plain number, open (infinite, or 0 for a count) for "mind. 46" and
    "knapp 500"; for "2-3" the value is the middle. ``status`` and ``qualifier`` are words of
    ``domain.observations``. ``decimals`` is the printed precision, -1 where it is unknown.
    ``text`` is the cell as printed, ``footnotes`` its signs such as "1)" or "*". ``ambiguous`` says
    that the point in "1.234" or "12.5" could be the other sign: it was read the German way first.
    """

    value: float = _NAN
    low: float = _NAN
    high: float = _NAN
    status: str = "exact"
    qualifier: str = "exact"
    decimals: int = -1
    text: str = ""
    footnotes: tuple[str, ...] = ()
    ambiguous: bool = False
    percent: bool = False


def read_figure(
    printed: object, *, decimals: int = -1, profile: str = "classic", decimal: str = "", thousands: str = ""
) -> Figure:
    """Return what a printed cell says under a profile of signs.

    ``decimals`` is the precision of a cell that holds a number (a text shows its own). ``decimal``
    and ``thousands`` are the signs of the whole table where they are known; otherwise a number is
    read the German way, and flagged where it could be read differently. What cannot be read has
    status ``unreadable`` and keeps its text: nothing is guessed. Raises ``StudyError`` for an
    unknown profile. Signs after DIN 55301 and the explanations of the offices named in the
    profiles.

    >>> read_figure("mind. 46").low, read_figure("153 1)").footnotes, read_figure(".").status
    (46.0, ('1)',), 'unknown_or_secret')
    >>> figure = read_figure("30,86 %")
    >>> figure.value, figure.decimals, figure.percent
    (30.86, 2, True)
    """
    if isinstance(printed, str):
        return _read_text(printed, profile, decimal, thousands)
    signs = load_profile(profile)
    if printed is None or (isinstance(printed, float) and math.isnan(printed)):
        return Figure(status="not_available")
    if isinstance(printed, bool):
        return _present("true") if printed else _number(0.0, "exact_zero", 0, "false")
    if isinstance(printed, int | float):
        return _from_number(printed, decimals, signs)
    text = printed.isoformat() if isinstance(printed, dt.date | dt.time) else str(printed)
    return Figure(status="unreadable", text=text)


def clear(printed: str) -> str:
    r"""Return a printed text without invisible characters, every kind of blank as a plain one.

    >>> clear("\xa03\u2009715 ")
    '3 715'
    """
    text = re.sub("[\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NO-BREAK SPACE}\N{WORD JOINER}]", "", printed)
    return re.sub(r"\s+", " ", text).strip()


@lru_cache(maxsize=1 << 16)
def _read_text(printed: str, profile: str, decimal: str, thousands: str) -> Figure:
    found = _Reader(load_profile(profile), decimal, thousands).read(clear(printed))
    return replace(found, text=printed.strip())


@dataclass(frozen=True, slots=True)
class _Reader:
    """One way of reading: a profile of signs and the signs of numbers."""

    profile: Profile
    decimal: str
    thousands: str

    def read(self, text: str) -> Figure:
        """Peel off what stands around the number, outermost first."""
        whole = self._whole_cell(text)
        if whole is not None:
            return whole
        for peel in (self._brackets, self._footnote, self._suffix, self._between, self._qualifier):
            found = peel(text)
            if found is not None:
                return found
        return self._numeral(text)

    def _whole_cell(self, text: str) -> Figure | None:
        """Return the figure of a cell that holds nothing but a sign or a word."""
        if not text:
            return Figure(status="not_available")
        sign = _POINTS.get(text, text.translate(_DASHES).replace("( )", "()"))
        status = self.profile.signs.get(sign) or _word_status(text.casefold())
        if status is None:
            return None
        if status == "present":
            return _present(text)
        if status in {"exact_zero", "rounded_zero"}:
            return _number(0.0, status, -1, text)
        return Figure(status=status)

    def _brackets(self, text: str) -> Figure | None:
        inner = text[1:-1].strip()
        enclosed = text.startswith("(") and text.endswith(")")
        if not (self.profile.brackets and enclosed and inner) or "(" in inner or ")" in inner:
            return None
        found = self._numeral(inner)
        return found if found.status == "unreadable" else replace(found, status=self.profile.brackets)

    def _footnote(self, text: str) -> Figure | None:
        for kind in self.profile.footnotes:
            match = _FOOTNOTES[kind].search(text)
            if match is None:
                continue
            found = self.read(text[: match.start()].rstrip())
            if found.status != "unreadable":
                return replace(found, footnotes=(*found.footnotes, *_footnote_names(match[1])))
        return None

    def _suffix(self, text: str) -> Figure | None:
        """Return a number with a status letter behind it, such as "153 p"."""
        status = self.profile.suffixes.get(text[-1:])
        if status is None or not re.search(r"[\d%)]\s?$", text[:-1]):
            return None
        found = self.read(text[:-1].rstrip())
        return found if found.status == "unreadable" else replace(found, status=status)

    def _between(self, text: str) -> Figure | None:
        match = _BETWEEN.match(text.translate(_DASHES))
        if match is None or bool(_JOINED_BY_AND.search(text)) != bool(_STARTS_BETWEEN.match(text)):
            return None
        low, high = self._numeral(match[1]), self._numeral(match[2])
        if not low.value < high.value:
            return Figure(status="unreadable")
        return replace(
            high,
            value=(low.value + high.value) / 2,
            low=low.value,
            high=high.value,
            qualifier="between",
            decimals=max(low.decimals, high.decimals),
            ambiguous=low.ambiguous or high.ambiguous,
        )

    def _qualifier(self, text: str) -> Figure | None:
        folded = text.casefold()
        for qualifier, word, behind in _qualifiers():
            if behind and folded.endswith(word) and re.search(r"\d\s?$", text[: -len(word)]):
                rest = text[: -len(word)]
            elif not behind and folded.startswith(word) and re.match(r"[\s\d]", text[len(word) :]):
                rest = text[len(word) :]
            else:
                continue
            inner = rest.strip()
            found = self._between(inner) or self._numeral(inner)
            return found if found.qualifier == "between" else _qualified(found, qualifier)
        return None

    def _numeral(self, text: str) -> Figure:
        plain = text.translate(_DASHES)
        percent = plain.endswith("%")
        read = read_numeral(plain.rstrip("%").rstrip() if percent else plain, self.decimal, self.thousands)
        if read is None:
            return Figure(status="unreadable")
        status = self.profile.zero if read.value == 0 else "exact"
        found = _number(read.value, status, read.decimals, text)
        return replace(found, ambiguous=read.ambiguous, percent=percent)


def _from_number(printed: float, decimals: int, signs: Profile) -> Figure:
    value = float(printed)
    if math.isinf(value):
        return Figure(status="unreadable", text=str(printed))
    shown = 0 if decimals < 0 and isinstance(printed, int) else decimals
    text = str(printed) if shown < 0 else f"{value:.{shown}f}"
    return _number(value, signs.zero if value == 0 else "exact", shown, text.replace(".", ","))


def _number(value: float, status: str, decimals: int, text: str) -> Figure:
    return Figure(value, value, value, status, "exact", decimals, text)


def _present(text: str) -> Figure:
    """Something is there, at least once; how often is not printed."""
    return Figure(low=1.0, high=math.inf, qualifier="present", text=text)


def _qualified(found: Figure, qualifier: str) -> Figure:
    """Return a number with the bounds that its qualifier leaves open."""
    if found.status == "unreadable":
        return found
    status = "exact" if found.status in {"exact_zero", "rounded_zero"} else found.status
    bounds = {
        "at_least": (found.value, math.inf),
        "at_most": (min(0.0, -math.inf if found.value < 0 else 0.0), found.value),
        "nearly": (min(0.0, -math.inf if found.value < 0 else 0.0), found.value),
        "about": (found.value, found.value),
    }
    low, high = bounds[qualifier]
    return replace(found, low=low, high=high, qualifier=qualifier, status=status)


def _footnote_names(mark: str) -> tuple[str, ...]:
    """Return the signs of a footnote mark: "1)" for "1" and for a raised one, stars and letters as they are."""
    if mark.startswith("*"):
        return (mark,)
    plain = mark.translate(_RAISED)
    names = re.findall(r"\d{1,2}|[a-z]", plain)
    return tuple(f"{name})" for name in names)


@cache
def _cell_words() -> dict[str, str]:
    return {word: status for status, words in load_words()["cells"].items() for word in words}


def _word_status(folded: str) -> str | None:
    return _cell_words().get(folded)


@cache
def _qualifiers() -> tuple[tuple[str, str, bool], ...]:
    """Return qualifier, word and whether it stands behind the number; longer words first."""
    words = load_words()
    before = [(qualifier, word, False) for qualifier, listed in words["before"].items() for word in listed]
    behind = [(qualifier, word, True) for qualifier, listed in words["behind"].items() for word in listed]
    return tuple(sorted(before + behind, key=lambda entry: -len(entry[1])))
