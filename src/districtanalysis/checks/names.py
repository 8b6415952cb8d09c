"""Names of districts: foreign letters, other spellings, rows that stand in one table only."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np
import pandas as pd

from districtanalysis.checks.registry import CHECKS, file_of, limited
from districtanalysis.domain.data import DistrictData, Matching, SourceRecord
from districtanalysis.domain.finding import Finding, Severity
from districtanalysis.domain.letters import foreign_letters
from districtanalysis.domain.study import Study

_ONE_BY_ONE = 10


@CHECKS.register("lookalike_letters")
def lookalike_letters(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a warning for each printed name with letters of another script.

    Unit: one finding per printed name. Source: Unicode character names; defect 3 of the tables
    this was built on.
    """
    found = ((match, letters) for match in data.matchings if (letters := foreign_letters(match.printed)))
    yield from limited(
        partial(_named, data, match, "lookalike_letters", "warning", letters=letters) for match, letters in found
    )


@CHECKS.register("name_spelling")
def name_spelling(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a remark for each name that was matched by case, spelling or alias.

    Unit: one finding per printed name. Source: names are never matched silently.
    """
    spelled = (match for match in data.matchings if match.evidence in {"case", "spelling", "alias"})
    found = (match for match in spelled if not foreign_letters(match.printed))
    yield from limited(partial(_named, data, match, "name_spelling", "info") for match in found)


@CHECKS.register("name_upper_case")
def name_upper_case(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a remark for a name in capitals among names that are not.

    Unit: one finding per printed name. Source: own rule.
    """
    printed = _texts(data, "printed")
    loud = np.fromiter((_shouts(name) for name in printed), dtype=np.bool_, count=len(printed))
    if not loud.any():
        return
    sources = data.names["source"]
    among_others = ~pd.Series(loud).groupby(sources.to_numpy(dtype=object), dropna=False).transform("all").to_numpy()
    found = (place for place in np.flatnonzero(loud & among_others).tolist() if not foreign_letters(printed[place]))
    yield from limited(partial(_at_name, data, place, "name_upper_case", "info") for place in found)


@CHECKS.register("name_abbreviated")
def name_abbreviated(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a remark for a name with an abbreviation or stray blanks around a slash.

    Unit: one finding per printed name. Source: own rule.
    """
    found = [place for place, printed in enumerate(_texts(data, "printed")) if _abbreviated(printed)]
    yield from limited(partial(_at_name, data, place, "name_abbreviated", "info") for place in found)


def _abbreviated(printed: str) -> bool:
    cut = "." in printed and any(part.endswith(".") and len(part) > 2 for part in printed.split())
    return "/ " in printed or " /" in printed or cut


@CHECKS.register("district_in_one_table")
def district_in_one_table(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a finding for each district that a table lacks although others name it.

    Unit: one finding per district and table. An error in tables with one row per district, a
    warning in lists, where not named is not the same as not there. Files that one pattern of the study
    names are one table. Source: own rule.
    """
    candidates = set(study.study.candidates) if study is not None else set()
    levels = (
        {str(district): str(level) for district, level in data.districts["level"].items()} if len(data.names) else {}
    )
    homes: dict[str, dict[str, str]] = {}
    members: dict[str, set[str]] = {}
    for district, source, file in zip(*(_texts(data, name) for name in ("district", "source", "file")), strict=True):
        family = _family(source)
        homes.setdefault(district, {})[family] = file
        members.setdefault(family, set()).add(district)
    days = _days(data)
    families: dict[str, list[SourceRecord]] = {}
    for record in data.sources:
        families.setdefault(_family(record.id), []).append(record)
    for family, records in families.items():
        there = members.get(family, set())
        own_levels = {levels[district] for district in there if district in levels}
        lacking = [
            str(district)
            for district in data.districts.index
            if there
            and district not in there
            and (not candidates or district in candidates)
            and levels.get(str(district), "") in own_levels
            and _same_day(family, homes.get(str(district), {}), days)
        ]
        yield from _lacking(data, records, lacking, homes)


def _lacking(
    data: DistrictData, records: list[SourceRecord], lacking: list[str], homes: dict[str, dict[str, str]]
) -> Iterator[Finding]:
    ids = [record.id for record in records]
    listed = bool(data.names.loc[data.names["source"].isin(ids), "list"].any()) if lacking else False
    file = records[0].file if len(records) == 1 else f"{records[0].file} … {records[-1].file}"
    severity: Severity = "warning" if listed else "error"
    if len(lacking) > _ONE_BY_ONE:
        words = {"count": len(lacking), "first": tuple(lacking[:3])}
        yield Finding("district_in_one_table.many", severity, file=file, details=words)
        return
    for district in lacking:
        others = tuple(sorted(set(homes.get(district, {}).values())))
        yield Finding("district_in_one_table", severity, file=file, district=district, details={"others": others})


def _days(data: DistrictData) -> dict[str, set[str]]:
    """Return the dates of the figures of each source, files of one pattern together."""
    frame = data.observations.frame
    sources, dates = frame["source"].array, frame["date"].array
    pairs = np.unique(sources.codes.astype(np.int64) * (len(dates.categories) + 1) + dates.codes + 1)
    found: dict[str, set[str]] = {}
    for source, day in (divmod(int(pair), len(dates.categories) + 1) for pair in pairs):
        if source >= 0 and day > 0:
            found.setdefault(_family(str(sources.categories[source])), set()).add(str(dates.categories[day - 1]))
    return found


def _same_day(source: str, homes: dict[str, str], days: dict[str, set[str]]) -> bool:
    """Return whether a table with a district shares a date with one that lacks it; areas change from date to date."""
    own = days.get(source, set())
    return not own or not homes or any(not days.get(other) or days[other] & own for other in homes)


def _family(source: str) -> str:
    """Return the source of the study that a table belongs to: one source may name many files, each a table of it."""
    return source.partition("/")[0]


def _shouts(name: str) -> bool:
    return len(name) > 3 and name.isupper()


def _named(data: DistrictData, match: Matching, rule: str, severity: Severity, **details: object) -> Finding:
    words = {"printed": match.printed, **details}
    return Finding(
        rule,
        severity,
        file=file_of(data, match.source),
        sheet=match.sheet,
        cell=match.cell,
        district=match.district,
        details=words,
    )


def _at_name(data: DistrictData, place: int, rule: str, severity: Severity) -> Finding:
    name = data.names.iloc[place]
    return Finding(
        rule,
        severity,
        file=str(name["file"]),
        sheet=str(name["sheet"]),
        cell=str(name["cell"]),
        district=str(name["district"]),
        details={"printed": str(name["printed"])},
    )


def _texts(data: DistrictData, column: str) -> list[str]:
    """Return a column of the printed names, all at once: a row at a time costs ten times as much."""
    return [str(text) for text in data.names[column].to_numpy(dtype=object)]
