"""What charts draw of a change: the steps of one measure, its course by group, the town and its districts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from districtanalysis.domain.areas import Areas
from districtanalysis.domain.change import Change
from districtanalysis.domain.data import SourceRecord
from districtanalysis.domain.display import Picture
from districtanalysis.domain.pictured import Course, Differences
from districtanalysis.language import say
from districtanalysis.report.caption import worded_date

_DRAWN = 2
_DATES_OF_A_LINE = 3


def illustrations(
    result: Change, sources: Sequence[SourceRecord], forms: Sequence[str], areas: Areas | None = None
) -> Iterator[Picture]:
    """Yield the pictures of the first measures: bars around zero, a map where there are areas, the course."""
    if not forms:
        return
    from districtanalysis.report.illustrate import illustrate

    drawn = [entry.key for entry in result.measures if not entry.broken][:_DRAWN]
    for key in drawn:
        steps = of_change(result, key)
        if steps.frame["value"].notna().sum() < 2:
            continue
        yield illustrate("change", steps, sources, forms=forms)
        if areas is not None:
            yield illustrate("change_map", steps, sources, forms=forms, areas=areas)
    for key in drawn:
        course = of_course(result, key)
        if len(course.frame) >= _DATES_OF_A_LINE:
            yield illustrate("time_series", course, sources, forms=forms)


def of_change(result: Change, key: str) -> Differences:
    """Return the change of one measure per district: in percent, in points for shares, else in its own unit."""
    entry, frame = result.measure(key), result.of(key)
    by = "percent" if frame["percent"].notna().any() else "absolute"
    shown = frame[["name"]].assign(value=frame[by])
    if by == "absolute" and (frame["span"] != "").any():
        shown = shown.assign(low=frame["low"], high=frame["high"])
    town = result.pooled(key)[by].get("")
    overall = None if town is None or pd.isna(town) else float(town)
    period = say("chart.period", start=worded_date(entry.start), end=worded_date(entry.end))
    unit = say("chart.percent") if by == "percent" else entry.step_unit
    decimals = 1 if by == "percent" else max(entry.decimals, 1 if entry.share else 0)
    return Differences(entry.label, shown, unit, period, overall, decimals)


def of_course(result: Change, key: str) -> Course:
    """Return every date of one measure: the town and its groups, else the districts; counts as index, first = 100."""
    entry = result.measure(key)
    rows = result.course[result.course["indicator"] == key]
    pooled = set(result.pooled(key).index)
    own = rows[rows["district_id"].isin(pooled)] if len(pooled) > 1 else rows
    relative = not entry.share and rows["index"].notna().any()
    wide = own.set_index(["date", "district_id"])["index" if relative else "value"].unstack("district_id")  # noqa: PD010
    order = ["", *(name for name in dict.fromkeys(own["district_id"]) if name)] if "" in wide.columns else wide.columns
    wide = wide.reindex(columns=order)
    names = own.drop_duplicates("district_id").set_index("district_id")["name"]
    wide.columns = [str(names[name]) if name else say("change.whole") for name in wide.columns]
    unit = say("change.page.index_note", start=entry.start[:4]).rstrip(".") if relative else entry.unit_label
    decimals = 1 if relative else entry.decimals
    step = say("chart.percent") if relative else entry.step_unit
    return Course(entry.label, wide.rename_axis(None, axis=1), unit, decimals=decimals, step_unit=step)
