"""What figures mean: population concept, reference date, caseloads, derived and inferred figures."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd

from districtanalysis.checks.registry import (
    CHECKS,
    about_everybody,
    at,
    file_of,
    first_of,
    is_one_of,
    is_text,
    label_of,
    of_same_date,
    rows_of,
)
from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.finding import Finding, Phrase
from districtanalysis.domain.study import Study, worded
from districtanalysis.domain.variables import variables
from districtanalysis.language import date, number, say, span
from districtanalysis.methods.rounding import denominator_range

_WITHHELD = ("suppressed", "unknown_or_secret", "withheld_by_us")


@CHECKS.register("residents_not_printed")
def residents_not_printed(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a remark for each district whose residents follow from count and rounded share only.

    Unit: persons, as an interval. Source: the definition of rounding; defect 5.
    """
    for row, low, high in _derivable(data):
        yield at(data, row, "residents_not_printed", "info", interval=Phrase(span, (low, high)))


@CHECKS.register("concept_inferred")
def concept_inferred(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a warning naming the population concept that the derived residents fit, as an inference.

    Unit: persons, sum over all districts. Source: ``[[known_total]]`` of the study; defect 7.
    """
    derived = list(_derivable(data))
    if study is None or not derived or len(derived) < len(data.districts):
        return
    source = derived[0][0]["source"]
    if any(record.id == source and record.population_concept != "not_stated" for record in data.sources):
        return
    low, high = sum(part[1] for part in derived), sum(part[2] for part in derived)
    finer = _as_precise_as_the_rest([part[0] for part in derived])
    for total in (known for known in study.known_total if known.variable == "residents"):
        mixed = ".mixed" if finer != (low, high) else ""
        rule = f"concept_inferred{mixed}" if low <= total.value <= high else "concept_inferred.differs"
        words = {
            "interval": Phrase(span, (low, high)),
            "finer": Phrase(span, finer),
            "total": Phrase(number, (total.value,)),
            "concept": _concept(total.population_concept),
            "date": total.date,
            "publisher": total.publisher,
        }
        yield Finding(rule, "warning", file=file_of(data, source), details=words)


@CHECKS.register("concept_not_stated")
def concept_not_stated(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a remark for each source of persons that names no population concept.

    Unit: one finding per source. Source: population concept and reference date are mandatory.
    """
    frame = data.observations.frame
    persons = is_text(frame, "variable", _about_persons)
    holding = set(frame["source"].array[persons].unique()) if persons.any() else set()
    for record in data.sources:
        if record.population_concept == "not_stated" and record.id in holding:
            yield Finding("concept_not_stated", "info", file=record.file)


@CHECKS.register("concepts_differ")
def concepts_differ(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield an error where a count and the count it is part of follow two population concepts.

    Unit: one finding per pair of sources. Source: two concepts never share a denominator; defect 7.
    """
    concepts = {record.id: record.population_concept for record in data.sources}
    if len(set(concepts.values()) - {"not_stated"}) < 2:
        return
    for key, whole in _fractions():
        parts, wholes = (
            [(source, concepts.get(source, "not_stated")) for source in _sources(data, name)] for name in (key, whole)
        )
        for (source, first), (_, second) in ((a, b) for a in parts for b in wholes):
            if first != second and "not_stated" not in {first, second}:
                words = {
                    "part": label_of(key),
                    "whole": label_of(whole),
                    "first": _concept(first),
                    "second": _concept(second),
                }
                yield Finding("concepts_differ", "error", file=file_of(data, source), variable=key, details=words)


@CHECKS.register("dates_differ")
def dates_differ(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield an error where a count and the count it is divided by have no reference date in common.

    A warning says where the latest dates differ and an earlier one is shared, which is then taken; a
    study that means two dates says why under ``mixed_dates``. Unit: one finding per pair of counts. Source: numerator and denominator of a share are counted on one day.
    """
    for key, whole in _fractions():
        days = [_days(data, name) for name in (key, whole)]
        if not all(days) or max(days[0]) == max(days[1]):
            continue
        words = {"part": label_of(key), "whole": label_of(whole), "first": _latest(days[0]), "second": _latest(days[1])}
        at_part = partial(Finding, file=file_of(data, _sources(data, key)[0]), variable=key)
        if study is not None and study.study.mixed_dates:
            words["reason"] = Phrase(worded, (study.study.mixed_dates,))
            yield at_part("dates_differ.meant", "info", details=words)
        elif days[0] & days[1]:
            yield at_part("dates_differ.shared", "warning", details={**words, "shared": _latest(days[0] & days[1])})
        else:
            yield at_part("dates_differ", "error", details=words)


def _fractions() -> list[tuple[str, str]]:
    """Return the counts that stand above and below a line together: what is a part of what."""
    parts = [(key, entry.part_of) for key, entry in variables().items() if entry.part_of and not entry.caseload]
    return list(dict.fromkeys(parts))


def _sources(data: DistrictData, variable: str) -> list[str]:
    frame = data.observations.frame
    if variable not in frame["variable"].array.categories:
        return []
    return [str(source) for source in data.observations.of(variable)["source"].dropna().unique()]


def _days(data: DistrictData, variable: str) -> set[str]:
    """Return the dates of the counts of everybody; none where one of them has no date."""
    if variable not in data.observations.frame["variable"].array.categories:
        return set()
    rows = data.observations.of(variable)
    dates = rows["date"].array
    codes = np.unique(dates.codes[~np.isnan(rows["value"].to_numpy()) & ~is_one_of(rows, "status", ["derived"])])
    return set() if (codes < 0).any() else {str(dates.categories[code]) for code in codes}


def _latest(days: set[str]) -> Phrase:
    return Phrase(_day, (max(days),))


def _day(day: str) -> str:
    return date(dt.date.fromisoformat(day))


@CHECKS.register("caseload_undated")
def caseload_undated(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a warning for each column of figures of a service that has no reference date.

    Unit: one finding per column. Source: a caseload is no register count; defect 8.
    """
    frame = data.observations.frame
    caseload = is_text(frame, "variable", lambda key: variables()[key].caseload)
    undated = frame[caseload & (frame["date"].array.codes < 0)] if caseload.any() else frame.iloc[:0]
    for row in rows_of(undated.drop_duplicates(["source", "column"])) if len(undated) else ():
        finding = at(data, row, "caseload_undated", "warning", what=label_of(row["variable"]))
        yield replace(finding, district="")  # the whole column, not this district alone


@CHECKS.register("unusual_date")
def unusual_date(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a warning for a date in mid-month among dates at month ends.

    Unit: one finding per date and source. Source: reference dates are month ends as a rule; defect 8.
    """
    frame = data.observations.frame
    texts = frame["date"].array
    if all(_is_month_end(dt.date.fromisoformat(day)) for day in texts.categories):
        return
    for _, rows in frame[texts.codes >= 0].groupby("source", observed=True):
        first = rows.drop_duplicates("date").sort_values("date", key=lambda days: days.astype("str"))
        days = [dt.date.fromisoformat(str(day)) for day in first["date"]]
        if not any(map(_is_month_end, days)):
            continue
        odd = np.array([not _is_month_end(day) for day in days])
        yield from first_of(data, first[odd], "unusual_date", "warning", _mid_month)


def _mid_month(row: pd.Series) -> dict[str, object]:
    odd = dt.date.fromisoformat(str(row["date"]))
    return {"date": odd, "month_end": odd.replace(day=calendar.monthrange(odd.year, odd.month)[1])}


def _derivable(data: DistrictData) -> Iterator[tuple[pd.Series, int, int]]:
    """Yield the printed share of each district without residents, with the interval that follows."""
    shares = about_everybody(data, "foreign_share_printed")
    if not len(shares):
        return
    residents = data.observations.of("residents")
    there = ~np.isnan(residents["value"].to_numpy()) | is_one_of(residents, "status", _WITHHELD)
    settled = set(residents["district_id"].array[there])
    missing = np.array([district not in settled for district in shares["district_id"]])
    if not missing.any():
        return
    shares = shares.assign(count=of_same_date(data, "foreigners", shares))
    exact = (shares["qualifier"] == "exact") & (shares["decimals"] >= 0) & (shares["count"] > 0)
    above_zero = shares["value"] > 0.5 / 10.0 ** shares["decimals"]
    for row in rows_of(shares[missing & exact & above_zero]):
        low, high = denominator_range(float(row["count"]), float(row["value"]), int(row["decimals"]))
        if low <= high:
            yield row, low, high


def _as_precise_as_the_rest(shares: list[pd.Series]) -> tuple[int, int]:
    """Return the sum of the intervals if every share had the usual precision of its column."""
    usual = max(int(share["decimals"]) for share in shares)
    spans = [denominator_range(float(share["count"]), float(share["value"]), usual) for share in shares]
    return sum(low for low, _ in spans), sum(high for _, high in spans)


def _about_persons(key: str) -> bool:
    return variables()[key].unit in {"persons", "percent"} and not variables()[key].caseload


def _concept(key: str) -> Phrase:
    return Phrase(say, (f"concept.{key}",))


def _is_month_end(day: dt.date) -> bool:
    return day.day == calendar.monthrange(day.year, day.month)[1]
