"""Editions: what is known at one reference date, from one study with several dates or from two studies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from districtanalysis.domain.area_sums import Crosswalk, crosswalked
from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.finding import Finding
from districtanalysis.domain.observations import Observations, concat
from districtanalysis.domain.variables import fold
from districtanalysis.errors import DataFindingError, StudyError, UsageError
from districtanalysis.language import date as worded_date
from districtanalysis.language import join, say

_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Editions:
    """All data in one, with the editions that it consists of: the figures of each reference date, oldest first.

    ``undated`` names the variables without a date, which count at every date.
    """

    data: DistrictData
    by_date: dict[str, DistrictData]
    undated: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def dates(self) -> list[str]:
        """The reference dates (ISO), oldest first."""
        return list(self.by_date)


def editions(
    data: DistrictData,
    before: DistrictData | None = None,
    *,
    start: dt.date | None = None,
    end: dt.date | None = None,
    crosswalk: Crosswalk | None = None,
) -> Editions:
    """Return the editions from ``start`` to ``end`` of ``data``, or of ``before`` and ``data``.

    Raises ``UsageError`` for dates in the wrong order or that the figures do not have, ``StudyError`` where there are
    not two dates or the areas were drawn anew and no crosswalk is given, ``DataFindingError`` where the earlier
    study is the later one.
    """
    if start is not None and end is not None and start >= end:
        raise UsageError(say("change.fault.order", start=worded_date(start), end=worded_date(end)))
    found = _of_one(data) if before is None else _of_two(before, data, crosswalk)
    wanted = [day.isoformat() for day in (start, end) if day is not None]
    lacking = [day for day in wanted if day not in found.by_date]
    if lacking:
        words = {"date": worded(lacking[0]), "found": join(worded(day) for day in found.dates)}
        raise UsageError(say("change.fault.no_date", **words))
    low, high = (start or dt.date.min).isoformat(), (end or dt.date.max).isoformat()
    kept = {day: part for day, part in found.by_date.items() if low <= day <= high}
    if len(kept) < 2:
        shown = join(worded(day) for day in found.dates) or say("words.not_available_sign")
        raise StudyError(say("change.fault.one_date", found=shown))
    return replace(found, by_date=kept)


def worded(day: str) -> str:
    """Return a reference date as the language in force writes it.

    >>> worded("2020-12-31")
    '31.12.2020'
    """
    return worded_date(dt.date.fromisoformat(day))


def _of_one(data: DistrictData) -> Editions:
    frame = data.observations.frame
    dated = frame["date"].notna()
    known = set(frame.loc[dated, "variable"].astype(str))
    loose = frame[~dated & ~frame["variable"].astype(str).isin(known)]
    parts = {}
    for day in sorted(frame["date"].dropna().astype(str).unique()):
        rows = pd.concat([frame[frame["date"] == day], loose]).sort_index()
        parts[day] = data.with_observations(Observations(rows, data.observations.lineage))
    undated = tuple(sorted(set(loose["variable"].astype(str)) - {"context"}))
    return Editions(data, parts, undated)


def _of_two(before: DistrictData, after: DistrictData, crosswalk: Crosswalk | None) -> Editions:
    notes: tuple[str, ...] = ()
    figures = before.observations
    if crosswalk is not None:
        old = before.observations.frame["district_id"].dropna().nunique()
        figures = crosswalked(figures, crosswalk)
        notes = (say("layout.crosswalk_used", file=crosswalk.name, old=old, new=len(crosswalk.targets)),)
    else:
        _same_areas(before, after)
        figures = figures.with_districts(_same_names(before, after))
    days = _main_date(before), _main_date(after)
    if days[0] >= days[1]:
        details = {"before": dt.date.fromisoformat(days[0]), "after": dt.date.fromisoformat(days[1])}
        finding = Finding("editions_reversed", "error", file=before.sources[0].file, details=details)
        raise DataFindingError(finding.message, (finding,))
    first, second = _renamed(figures, days[0]), after.observations
    records = tuple(replace(record, id=f"{record.id} ({days[0]})") for record in before.sources)
    everything = replace(
        after,
        districts=_united(before, after, crosswalk),
        observations=concat([first, second]),
        sources=(*records, *after.sources),
    )
    return Editions(everything, _split(everything, days, len(first)), notes=notes)


def _split(data: DistrictData, days: Sequence[str], first: int) -> dict[str, DistrictData]:
    """Return the figures of either edition; each keeps the dates of its own tables."""
    frame, lineage = data.observations.frame, data.observations.lineage
    halves = (frame.iloc[:first], frame.iloc[first:])
    return {day: data.with_observations(Observations(half, lineage)) for day, half in zip(days, halves, strict=True)}


def _main_date(data: DistrictData) -> str:
    """Return the reference date of an edition: that of its residents, else the latest one."""
    rows = data.observations.of("residents")
    days = rows["date"].dropna().astype(str)
    days = days if len(days) else data.observations.frame["date"].dropna().astype(str)
    days = list(days.unique()) or [record.date for record in data.sources if record.date]
    if not days:
        raise StudyError(say("change.fault.undated", file=join(record.file for record in data.sources)))
    return str(max(days))


def _same_areas(before: DistrictData, after: DistrictData) -> None:
    """Refuse editions whose areas were drawn anew: by their versions, or since hardly an area is in both."""
    versions = [sorted({record.area_version for record in data.sources} - {""}) for data in (before, after)]
    differ = bool(versions[0] and versions[1] and not set(versions[0]) & set(versions[1]))
    names = _same_names(before, after)
    common = {names.get(str(key), str(key)) for key in before.districts.index} & set(map(str, after.districts.index))
    if differ or 2 * len(common) < min(len(before.districts), len(after.districts)):
        counts = {"before": len(before.districts), "after": len(after.districts), "common": len(common)}
        raise StudyError(say("change.fault.areas", **counts, versions=join([*versions[0], *versions[1]]) or "–"))


def _same_names(before: DistrictData, after: DistrictData) -> dict[str, str]:
    """Return the ids of the earlier edition that are spelled otherwise in the later one."""
    known = {fold(str(name)): str(key) for key, name in after.districts["name"].items()}
    pairs = {str(key): known.get(fold(str(name)), str(key)) for key, name in before.districts["name"].items()}
    return {old: new for old, new in pairs.items() if old not in after.districts.index}


def _renamed(figures: Observations, day: str) -> Observations:
    """Return figures whose sources carry their date: two editions may call their tables alike."""
    column = figures.frame["source"].cat.rename_categories(lambda name: f"{name} ({day})")
    return Observations(figures.frame.assign(source=column), figures.lineage)


def _united(before: DistrictData, after: DistrictData, crosswalk: Crosswalk | None) -> pd.DataFrame:
    """Return the districts of both editions, those of the later one first."""
    if crosswalk is not None:
        return after.districts
    names = _same_names(before, after)
    earlier = before.districts.rename(index=names)
    return pd.concat([after.districts, earlier[~earlier.index.isin(after.districts.index)]])
