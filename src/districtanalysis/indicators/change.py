"""``change``: any indicator at two or more reference dates, by district and pooled by group."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from districtanalysis.domain.area_sums import Crosswalk
from districtanalysis.domain.change import COLUMNS, Change, ChangeOptions, Measure
from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.finding import Finding, order
from districtanalysis.domain.indicator import Indicator
from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.study import worded
from districtanalysis.errors import SelectionError
from districtanalysis.indicators.change_areas import group_of
from districtanalysis.indicators.change_editions import Editions, editions
from districtanalysis.indicators.change_findings import concept_finding, fault_of, missing_districts, told_once
from districtanalysis.indicators.change_measures import measure
from districtanalysis.indicators.change_parts import parts_of_change
from districtanalysis.indicators.change_pooled import is_count, pooled_rows
from districtanalysis.indicators.change_rows import change_rows, course_rows
from districtanalysis.indicators.compute import compute_entries
from districtanalysis.language import say
from districtanalysis.methods.change import years_between

# What most studies can say something about, where nothing is asked for.
USUAL = ("residents", "foreign_share", "youth_quotient", "old_age_quotient", "mobility_rate", "settled_5_years")
_SHARES = {"percent"}


_LASTING = {"area_km2"}


@dataclass(frozen=True, slots=True)
class _Asked:
    """One measure at all the dates where it is known."""

    entry: Indicator
    tables: Mapping[str, IndicatorTable]

    @property
    def ends(self) -> tuple[str, str]:
        days = list(self.tables)
        return days[0], days[-1]


def change(
    data: DistrictData,
    indicators: Sequence[str] = (),
    *,
    before: DistrictData | None = None,
    start: dt.date | None = None,
    end: dt.date | None = None,
    group_by: str | None = None,
    crosswalk: Crosswalk | None = None,
    options: ChangeOptions | None = None,
    usual: Sequence[str] = USUAL,
) -> Change:
    """Return what changed between the first and the last reference date, with the dates between as a course.

    ``indicators`` are keys of the catalogue, variables, or measures such as ``residents:21-29/residents``; without
    any, those of the options, else those of ``usual`` that the figures carry. ``before`` is an earlier edition with its own
    tables. ``group_by`` is ``group`` (as printed in the tables, the default) or a level of areas; groups and the
    whole town are pooled from counts of the districts that are known at both ends, never averaged. A break in
    concept or definition withholds the comparison; differently drawn areas are refused without a ``crosswalk``. Raises
    ``UsageError`` for dates in the wrong order, ``StudyError`` for areas drawn anew, unknown names and fewer than two
    dates, ``SelectionError`` where no measure follows from the figures.
    """
    chosen = options or ChangeOptions()
    known = editions(data, before, start=start or chosen.start, end=end or chosen.end, crosswalk=crosswalk)
    wanted = tuple(indicators) or chosen.indicators
    asked, faults = _asked(known, [measure(text) for text in wanted or usual], strict=bool(wanted))
    groups = group_of(known.data, group_by or chosen.group_by)
    found = [_compared(known, each, groups, chosen) for each in asked]
    findings = [*faults, *told_once(finding for each in found for finding in each.findings)]
    parts, lacking = _parts(known, found, chosen)
    return Change(
        measures=tuple(each.measure for each in found),
        frame=pd.concat([each.frame for each in found], ignore_index=True),
        groups=pd.concat([each.groups for each in found], ignore_index=True),
        course=pd.concat([each.course for each in found], ignore_index=True),
        parts=parts,
        parts_missing=lacking,
        notes=known.notes,
        findings=tuple(sorted(findings, key=order)),
        recipe=_recipe(chosen, known, group_by),
    )


def _recipe(chosen: ChangeOptions, known: Editions, group_by: str | None) -> dict[str, object]:
    return {
        "dates": list(known.dates),
        "group_by": group_by or chosen.group_by or "",
        "level": chosen.level,
        "rate_limits": list(chosen.rate_limits),
        "point_limits": list(chosen.point_limits),
        "fewest": chosen.fewest,
        "undated": list(known.undated),
    }


def _asked(known: Editions, entries: Sequence[Indicator], *, strict: bool) -> tuple[list[_Asked], list[Finding]]:
    """Return the measures that are known at two dates at least; ``strict``: say of the others why not."""
    found, faults = [], []
    for entry in entries:
        tables, fault = _tables(known, entry)
        if len(tables) > 1:
            found.append(_Asked(entry, tables))
        if strict and (fault is not None or len(tables) < 2):
            faults.append(fault_of(known, entry, tables, fault))
    if not found:
        reasons = [finding.message for finding in faults]
        raise SelectionError(" ".join([say("change.fault.nothing"), *reasons]))
    return found, faults


def _tables(known: Editions, entry: Indicator) -> tuple[dict[str, IndicatorTable], SelectionError | None]:
    """Return the measure at each date where some district has it, and the last fault that kept it from a date."""
    tables: dict[str, IndicatorTable] = {}
    fault: SelectionError | None = None
    for day, data in known.by_date.items():
        try:
            table = compute_entries(data, {entry.key: entry})
        except SelectionError as error:
            fault = error
            continue
        if table.frame[entry.key].notna().any():
            tables[day] = table
    # a list without a date does not change: only what it is divided by would
    if any(wanted.variable in known.undated and wanted.variable not in _LASTING for wanted in entry.inputs.values()):
        return {}, None
    return tables, fault


@dataclass(frozen=True, slots=True)
class _Compared:
    measure: Measure
    frame: pd.DataFrame
    groups: pd.DataFrame
    course: pd.DataFrame
    findings: tuple[Finding, ...]


def _compared(known: Editions, asked: _Asked, groups: pd.Series, chosen: ChangeOptions) -> _Compared:
    entry, ends = asked.entry, asked.ends
    why, findings = _broken(known, asked, chosen)
    about = Measure(
        key=entry.key,
        label=entry.label,
        unit=entry.unit,
        unit_label=entry.unit_label,
        decimals=entry.decimals,
        share=entry.unit in _SHARES,
        start=ends[0],
        end=ends[1],
        years=years_between(*ends),
        broken=why,
        describes_origin=entry.describes_origin,
        sums=_sums(asked) if is_count(entry) else None,
    )
    tables = [asked.tables[day] for day in ends]
    frame = change_rows(about, tables, chosen)
    frame.insert(2, "group", groups.reindex(frame["district_id"]).fillna("").to_numpy())
    frame.insert(2, "name", known.data.districts["name"].reindex(frame["district_id"]).to_numpy())
    both = frame.loc[frame["absolute"].notna() | (frame["before"].notna() & frame["after"].notna()), "district_id"]
    dated = {day: known.by_date[day] for day in asked.tables}
    pooled, more = pooled_rows(dated, entry, about, groups[groups.index.isin(both)], chosen)
    names = known.data.districts["name"]
    course = pd.concat([course_rows(entry.key, asked.tables, names), *more], ignore_index=True)
    missing = missing_districts(known, about, frame)
    return _Compared(about, frame[list(COLUMNS)], pooled, course, (*findings, *missing))


def _sums(asked: _Asked) -> tuple[float, float]:
    first, last = (float(asked.tables[day].frame[asked.entry.key].sum()) for day in asked.ends)
    return first, last


def _broken(known: Editions, asked: _Asked, chosen: ChangeOptions) -> tuple[str, list[Finding]]:
    """Return why the two ends cannot be compared, "" where they can, and what to say of their concepts."""
    first, last = asked.ends
    for entry in chosen.breaks:
        applies = not entry.indicators or asked.entry.key in entry.indicators
        if applies and first < entry.date.isoformat() <= last:
            return worded(entry.why), []
    return concept_finding(known, asked.entry, asked.tables)


def _parts(known: Editions, found: Iterable[_Compared], chosen: ChangeOptions) -> tuple[pd.DataFrame, tuple[str, ...]]:
    residents = next((each for each in found if each.measure.key == "residents" and not each.measure.broken), None)
    if residents is None:
        return pd.DataFrame(columns=["district_id", "name", "total", "natural", "moves", "reclassified", "rest"]), ()
    steps = residents.frame.set_index("district_id")["absolute"]
    period = residents.measure.start, residents.measure.end
    return parts_of_change(known.data, steps, period, chosen.reclassified)
