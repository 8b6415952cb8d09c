"""What figures mean: population concept, reference date, caseloads, derived and inferred figures."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from districtanalysis.checks.registry import CHECKS, about_everybody, at, file_of, label_of, of_same_date, rows_of
from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.finding import Finding, Phrase
from districtanalysis.domain.study import Study
from districtanalysis.domain.variables import variables
from districtanalysis.language import number, say, span
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
    for record in data.sources:
        if record.population_concept == "not_stated" and _holds_persons(data, record.id):
            yield Finding("concept_not_stated", "info", file=record.file)


@CHECKS.register("concepts_differ")
def concepts_differ(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield an error where a count and the count it is part of follow two population concepts.

    Unit: one finding per pair of sources. Source: two concepts never share a denominator; defect 7.
    """
    for key, variable in variables().items():
        if not variable.part_of:
            continue
        parts, wholes = _concepts(data, key), _concepts(data, variable.part_of)
        for (source, first), (_, second) in ((a, b) for a in parts for b in wholes):
            if first != second and "not_stated" not in {first, second}:
                words = {
                    "part": label_of(key),
                    "whole": label_of(variable.part_of),
                    "first": _concept(first),
                    "second": _concept(second),
                }
                yield Finding("concepts_differ", "error", file=file_of(data, source), variable=key, details=words)


@CHECKS.register("caseload_undated")
def caseload_undated(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a warning for each column of figures of a service that has no reference date.

    Unit: one finding per column. Source: a caseload is no register count; defect 8.
    """
    frame = data.observations.frame
    caseload = frame["variable"].map(lambda key: variables()[key].caseload).to_numpy(dtype=bool)
    undated = frame[caseload & frame["date"].isna()]
    for _, column in undated.groupby(["source", "column"], observed=True, dropna=False):
        row = column.iloc[0]
        finding = at(data, row, "caseload_undated", "warning", what=label_of(row["variable"]))
        yield replace(finding, district="")  # the whole column, not this district alone


@CHECKS.register("unusual_date")
def unusual_date(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a warning for a date in mid-month among dates at month ends.

    Unit: one finding per date and source. Source: reference dates are month ends as a rule; defect 8.
    """
    frame = data.observations.frame.dropna(subset=["date"])
    for _, rows in frame.groupby("source", observed=True):
        dates = rows["date"].astype(str).map(dt.date.fromisoformat)
        ends = dates.map(_is_month_end)
        for odd in sorted(set(dates[~ends])) if ends.any() else ():
            row = rows[(dates == odd).to_numpy()].iloc[0]
            end = odd.replace(day=calendar.monthrange(odd.year, odd.month)[1])
            yield at(data, row, "unusual_date", "warning", date=odd, month_end=end)


def _derivable(data: DistrictData) -> Iterator[tuple[pd.Series, int, int]]:
    """Yield the printed share of each district without residents, with the interval that follows."""
    residents = data.observations.of("residents")
    settled = residents["value"].notna() | residents["status"].isin(_WITHHELD)
    shares = about_everybody(data, "foreign_share_printed")
    shares = shares.assign(count=of_same_date(data, "foreigners", shares))
    missing = ~shares["district_id"].isin(residents.loc[settled, "district_id"])
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


def _holds_persons(data: DistrictData, source: str) -> bool:
    frame = data.observations.frame
    used = frame.loc[frame["source"] == source, "variable"].unique()
    return any(variables()[key].unit in {"persons", "percent"} and not variables()[key].caseload for key in used)


def _concepts(data: DistrictData, variable: str) -> list[tuple[str, str]]:
    sources = data.observations.of(variable)["source"].dropna().astype(str).unique()
    stated = {record.id: record.population_concept for record in data.sources}
    return [(source, stated.get(source, "not_stated")) for source in sources]


def _concept(key: str) -> Phrase:
    return Phrase(say, (f"concept.{key}",))


def _is_month_end(day: dt.date) -> bool:
    return day.day == calendar.monthrange(day.year, day.month)[1]
