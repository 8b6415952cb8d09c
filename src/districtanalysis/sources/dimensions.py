"""Ages, sexes and dates as tables word them."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from districtanalysis.domain.variables import fold

ALL = (r"^(ins(gesamt|g\.?)|gesamt|zusammen|total|alle|all|both sexes)\b",)
_YEARS = r"\s*(?:jahr(?:en?)?|jährige[rn]?|j\.|years?(?: old)?|yrs?)?"
_AGES: tuple[tuple[str, str], ...] = (
    (rf"(?:von )?(\d+){_YEARS}\s*(?:bis|-|–|to)\s*(?:unter|<|under|below)\s*(\d+){_YEARS}", "below"),
    (rf"(?:unter|<|under|below|bis unter)\s*(\d+){_YEARS}", "under"),
    (rf"(?:über|over|above)\s*(\d+){_YEARS}", "above"),
    (rf"(?:ab|from)\s*(\d+){_YEARS}", "open"),
    (
        rf"(\d+){_YEARS}\s*(?:und (?:mehr|älter|darüber)|u\. ?(?:m|ä)\.?|oder (?:mehr|älter)|and (?:over|older|more)|\+){_YEARS}",
        "open",
    ),
    (rf"(?:von )?(\d+){_YEARS}\s*(?:bis|-|–|to)\s*(\d+){_YEARS}", "both"),
    (rf"(\d+){_YEARS}", "one"),
)
_SEXES = {
    "male": r"^(männlich|männer|mann|male|men|m)\b|^m$|männlich$",
    "female": r"^(weiblich|frauen|frau|female|women|w|f)\b|weiblich$",
    "diverse": r"^(divers|diverse|keine angabe|ohne angabe)\b",
}
_FIRST_DAY = dt.date(1899, 12, 30)
_MONTHS = (
    ("januar", "jänner", "january"), ("februar", "february"), ("märz", "maerz", "mrz", "march"), ("april",),
    ("mai", "may"), ("juni", "june"), ("juli", "july"), ("august",), ("september",), ("oktober", "october"),
    ("november",), ("dezember", "december"),
)  # fmt: skip


def read_age(text: str) -> tuple[int, int] | None:
    """Return an age band in completed years, both ends included, as a table words it.

    An open end is -1; a word for "all ages" gives (-1, -1); None where no age is named.

    >>> read_age("18_bis_unter_30"), read_age("00 - < 03"), read_age("75 und älter"), read_age("unter 1 Jahr")
    ((18, 29), (0, 2), (75, -1), (0, 0))
    """
    plain = re.sub(r"[_\s]+", " ", fold(text)).strip()
    if not plain or any(re.search(pattern, plain) for pattern in ALL):
        return (-1, -1)
    for pattern, kind in _AGES:
        match = re.fullmatch(pattern, plain)
        if match is not None:
            return _band(kind, [int(part) for part in match.groups()])
    return None


_OLDEST = 150


def _band(kind: str, years: list[int]) -> tuple[int, int] | None:
    first, last = years[0], years[-1]
    if max(years) > _OLDEST:
        return None  # a number of something else
    bands = {
        "below": (first, last - 1),
        "under": (0, first - 1),
        "open": (first, -1),
        "above": (first + 1, -1),
        "both": (first, last),
        "one": (first, first),
    }
    band = bands[kind]
    return band if band[1] == -1 or band[0] <= band[1] else None


def read_sex(text: str) -> str:
    """Return ``male``, ``female`` or ``diverse``; "" for all sexes, and another text as it stands.

    >>> read_sex("männlich"), read_sex("Frauen"), read_sex("Insgesamt")
    ('male', 'female', '')
    """
    plain = fold(text)
    if not plain or any(re.search(pattern, plain) for pattern in ALL):
        return ""
    return next((sex for sex, pattern in _SEXES.items() if re.search(pattern, plain)), text.strip())


def read_date(text: str, *, day: str = "12-31") -> dt.date | None:
    """Return a date as printed; None for anything else.

    A month alone stands for its last day, a year alone for ``day`` (month-day). A number between
    20000 and 69999 is a date that a spreadsheet counted in days since 30.12.1899.

    >>> read_date("31.12.2019"), read_date("31.02.2019"), read_date("201806"), read_date("2018")
    (datetime.date(2019, 12, 31), None, datetime.date(2018, 6, 30), datetime.date(2018, 12, 31))
    >>> read_date("30. Juni 2022") == read_date("30 June 2022"), read_date("12 Marzahn 2020")
    (True, None)
    """
    plain = text.strip()
    german = re.fullmatch(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})", plain)
    worded = re.fullmatch(r"(\d{1,2})(?:\. ?| )([A-Za-zä]+)\.? (\d{4})", plain)
    month = re.fullmatch(r"(\d{4})(\d{2})", plain)
    if re.fullmatch(r"[2-6]\d{4}", plain):
        return _FIRST_DAY + dt.timedelta(days=int(plain))
    if german:
        parts = [german[3], german[2], german[1]]
    elif worded:
        parts = [worded[3], str(_month(worded[2])), worded[1]]
    elif month:
        last = calendar.monthrange(int(month[1]), int(month[2]))[1] if 1 <= int(month[2]) <= 12 else 0
        parts = [month[1], month[2], str(last)]
    else:
        parts = f"{plain}-{day}".split("-") if re.fullmatch(r"\d{4}", plain) else plain.split("-")
    try:
        year, number, date = (int(part) for part in parts)
        return dt.date(year, number, date)
    except ValueError:
        return None


def _month(name: str) -> int:
    """Return the number of a month by its name or at least three letters of it; 0 for any other word."""
    begun = name.casefold() if len(name) > 2 else "-"
    return next((place for place, names in enumerate(_MONTHS, 1) if any(n.startswith(begun) for n in names)), 0)
