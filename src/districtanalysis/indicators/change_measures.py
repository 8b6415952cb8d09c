"""Measures that a study may compare: indicators of the catalogue, counts, and shares of any age band."""

from __future__ import annotations

import re
from dataclasses import dataclass

from districtanalysis.domain.indicator import FloatArray, Indicator
from districtanalysis.domain.registry import unknown_name
from districtanalysis.domain.selection import Band, Selection
from districtanalysis.domain.variables import variables
from districtanalysis.errors import StudyError
from districtanalysis.indicators.catalogue import CATALOGUE
from districtanalysis.language import say

_AGE = re.compile(r"(\d+)(?:-(\d+)|\+)?")
_DIMENSIONS = ("sex", "origin", "kind")
_ORIGIN = {"foreigners", "germans", "naturalised", "repatriates"}


@dataclass(frozen=True, slots=True)
class OwnMeasure(Indicator):
    """A measure that stands in no catalogue; ``words`` is its name as readers see it."""

    words: str = ""

    @property
    def label(self) -> str:
        """The name that readers see."""
        return self.words

    @property
    def short(self) -> str:
        """The formula in words: the name says it."""
        return self.words


def measure(text: str) -> Indicator:
    """Return what ``text`` names.

    An indicator of the catalogue (``foreign_share``), a count (``residents``, ``residents:21-29``,
    ``foreigners:sex=female``), or a share of two counts in percent (``residents:21-29/residents``). Ages are in
    completed years, both inclusive; ``65+`` is open. Raises ``StudyError`` for anything else.

    >>> measure("residents:21-29/residents").label
    'Anteil der 21- bis 29-Jährigen in %'
    """
    if text in CATALOGUE:
        return CATALOGUE[text]
    part, _, whole = text.partition("/")
    first = _selection(part, text)
    if not whole:
        return _count(text, first)
    return _share(text, first, _selection(whole, text))


def _selection(text: str, asked: str) -> Selection:
    """Return the figures that ``variable:ages:dimension=value`` means."""
    name, *conditions = (piece.strip() for piece in text.split(":"))
    if name not in variables():
        known = sorted({*CATALOGUE, *variables()})
        raise StudyError(unknown_name("indicator", name, known))
    found: dict[str, str] = {}
    age: Band | None = None
    for condition in conditions:
        ages = _AGE.fullmatch(condition)
        key, _, value = condition.partition("=")
        if ages:
            age = _band(ages)
        elif key in _DIMENSIONS and value:
            found[key] = value
        else:
            raise StudyError(say("change.fault.measure", text=asked, part=condition))
    if age is not None and age[1] is not None and age[1] < age[0]:
        raise StudyError(say("change.fault.band", text=asked, low=age[0], high=age[1]))
    reduce = "sum" if name == "facilities" else "one"
    return Selection(name, age=age, reduce=reduce, **found)


def _band(ages: re.Match[str]) -> Band:
    low = int(ages[1])
    if ages[0].endswith("+"):
        return low, None
    return low, int(ages[2]) if ages[2] is not None else low


def _count(key: str, wanted: Selection) -> Indicator:
    entry = variables()[wanted.variable]
    return OwnMeasure(
        key=key,
        theme="own",
        unit=entry.unit,
        formula=_as_counted,
        inputs={"number": wanted},
        base="number" if entry.concept == "count" else "",
        decimals=0 if entry.concept in {"count", "ordinal"} else 1,
        source="as printed, or the sum of printed figures that tile the age band",
        describes_origin=_of_origin(wanted),
        caseload=entry.caseload,
        words=_label(wanted),
    )


def _share(key: str, part: Selection, whole: Selection) -> Indicator:
    return OwnMeasure(
        key=key,
        theme="own",
        unit="percent",
        formula=_as_share,
        inputs={"part": part, "whole": whole},
        base="whole",
        source="part / whole x 100",
        bounds=(0, 100),
        describes_origin=_of_origin(part) or _of_origin(whole),
        words=_share_label(part, whole),
    )


def _as_counted(number: FloatArray) -> FloatArray:
    return number


def _as_share(part: FloatArray, whole: FloatArray) -> FloatArray:
    return part / whole * 100


def _of_origin(wanted: Selection) -> bool:
    return wanted.origin is not None or wanted.variable in _ORIGIN or "migration" in wanted.variable


def _label(wanted: Selection) -> str:
    more = [say(f"change.sex.{wanted.sex}") if wanted.sex in {"male", "female"} else wanted.sex]
    more += [wanted.origin, wanted.kind if isinstance(wanted.kind, str) else None]
    shown = ", ".join(part for part in more if part)
    return f"{wanted.label()} ({shown})" if shown else wanted.label()


def _share_label(part: Selection, whole: Selection) -> str:
    plain = part.variable == whole.variable == "residents" and whole == Selection("residents")
    if plain and part.age is not None and part == Selection("residents", age=part.age):
        low, high = part.age
        return (
            say("change.age_share", low=low, high=high) if high is not None else say("change.age_share_open", low=low)
        )
    return say("change.share_of", part=_label(part), whole=_label(whole))
