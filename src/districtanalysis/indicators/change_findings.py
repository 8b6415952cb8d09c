"""What stands in the way of a comparison, as findings: missing districts, other concepts, bands that do not nest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import pandas as pd

from districtanalysis.domain.change import Measure
from districtanalysis.domain.data import DistrictData, SourceRecord, cell_name
from districtanalysis.domain.finding import Finding, Phrase
from districtanalysis.domain.indicator import Indicator
from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.variables import variables
from districtanalysis.errors import SelectionError
from districtanalysis.indicators.change_editions import Editions, worded
from districtanalysis.language import join, say

_SHOWN = 5


def missing_districts(known: Editions, about: Measure, frame: pd.DataFrame) -> tuple[Finding, ...]:
    """Return one finding per end for the districts that have a figure at the other end only."""
    found = []
    for day, here, other in ((about.start, "before", "after"), (about.end, "after", "before")):
        gone = frame.loc[frame[here].isna() & frame[other].notna(), "name"]
        if gone.empty:
            continue
        names = [str(name) for name in gone]
        shown = join(
            [*names[:_SHOWN], *([say("change.and_more", count=len(names) - _SHOWN)] if names[_SHOWN:] else [])]
        )
        record = _first_record(known.by_date[day])
        found.append(
            Finding(
                "district_at_one_date",
                "warning",
                file=record.file if record else "",
                district=names[0],
                variable=about.key,
                details={"names": shown, "date": Phrase(worded, (day,)), "what": about.label, "count": len(names)},
            )
        )
    return tuple(found)


def told_once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings with those that say the same of several measures as one."""
    found: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in findings:
        about = "/".join(str(value) for name, value in sorted(finding.details.items()) if name != "what")
        found.setdefault((finding.rule, finding.file, about), []).append(finding)
    return tuple(
        replace(same[0], details={**same[0].details, "what": join(str(finding.details["what"]) for finding in same)})
        for same in found.values()
    )


def concept_finding(
    known: Editions, entry: Indicator, tables: Mapping[str, IndicatorTable]
) -> tuple[str, list[Finding]]:
    """Return why the ends of a measure follow different population concepts, "" where they do not.

    Where only one of them states its concept the comparison stands, with a warning.
    """
    if all(
        variables()[w.variable].unit != "persons" or variables()[w.variable].caseload for w in entry.inputs.values()
    ):
        return "", []
    days = list(tables)
    first, last = (_concepts(known.data, tables[day], entry.key) for day in (days[0], days[-1]))
    if not first or not last or first == last:
        return "", []
    words = {
        name: join(say(f"concept.{concept}") for concept in sorted(part))
        for name, part in (("first", first), ("last", last))
    }
    dates = {"start": worded(days[0]), "end": worded(days[-1])}
    if "not_stated" in first | last:
        details = {"what": entry.label, **words, **dates}
        return "", [Finding("concept_at_one_date", "warning", variable=entry.key, details=details)]
    return say("change.broken_concept", **words, **dates), []


def fault_of(
    known: Editions, entry: Indicator, tables: Mapping[str, IndicatorTable], fault: SelectionError | None
) -> Finding:
    """Return why a measure is not compared: it does not follow from what is printed, or is known at one date only."""
    variable = next(iter(entry.inputs.values())).variable
    rows = known.data.observations.of(variable)
    record, cells = _place(known.data.sources, rows)
    place = {"file": record.file if record else "", "cell": cells, "variable": variable}
    if fault is not None:
        return Finding("measure_not_printed", "warning", **place, details={"what": entry.label, "why": str(fault)})
    dates = join(worded(day) for day in tables) or say("change.no_date")
    return Finding("measure_at_one_date", "warning", **place, details={"what": entry.label, "dates": dates})


def _place(sources: Iterable[SourceRecord], rows: pd.DataFrame) -> tuple[SourceRecord | None, str]:
    """Return the table of some figures, and the cells that they stand in as a range."""
    if rows.empty:
        return None, ""
    first = rows["source"].iloc[0]
    record = next((entry for entry in sources if entry.id == first), None)
    own = rows[(rows["source"] == first) & (rows["row"] > 0) & (rows["column"] > 0)]
    if own.empty:
        return record, ""
    ends = [cell_name(int(own["row"].agg(end)), int(own["column"].agg(end))) for end in ("min", "max")]
    return record, ends[0] if ends[0] == ends[1] else f"{ends[0]}:{ends[1]}"


def _concepts(data: DistrictData, table: IndicatorTable, key: str) -> set[str]:
    used = {
        figure
        for (_, name), inputs in table.figures.items()
        if name == key
        for ids in inputs.values()
        for figure in ids
    }
    rows = table.observations.frame
    sources = rows.loc[rows["figure_id"].isin(used), "source"].dropna().astype(str).unique()
    known = {record.id: record.population_concept for record in data.sources}
    return {known[name] for name in sources if name in known}


def _first_record(data: DistrictData) -> SourceRecord | None:
    names = data.observations.frame["source"].dropna().astype(str).unique()
    return next((record for record in data.sources if record.id in set(names)), None)
