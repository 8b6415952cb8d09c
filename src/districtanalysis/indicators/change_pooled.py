"""Groups and the whole town: from added counts of their districts, never from averages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from districtanalysis.domain.area_sums import roll_up
from districtanalysis.domain.change import COLUMNS, ChangeOptions, Measure
from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.indicator import Indicator
from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.observations import Observations, coded, concat
from districtanalysis.domain.variables import variables
from districtanalysis.errors import SelectionError
from districtanalysis.indicators.change_rows import change_rows, course_rows
from districtanalysis.indicators.compute import compute_entries
from districtanalysis.indicators.derive import with_derived_residents

_AT = "\0"  # between the name of a group and a date: no name holds it
_PARTS = ("frame", "low", "high", "base", "status", "qualifier")


def pooled_rows(
    data: Mapping[str, DistrictData], entry: Indicator, about: Measure, groups: pd.Series, chosen: ChangeOptions
) -> tuple[pd.DataFrame, list[pd.DataFrame]]:
    """Return the change of groups and of the whole town ("") and their course, from the added counts of ``groups``.

    ``data`` are the figures of each date, ``groups`` the group of each district that is added up. Both are empty
    where the measure does not follow from counts: shares as printed are never added.
    """
    columns = [*COLUMNS, "districts"]
    nothing = pd.DataFrame(columns=columns)
    if not can_be_pooled(entry) or groups.empty:
        return nothing, []
    try:
        tables = _added_up(data, entry, groups)
    except SelectionError:
        return nothing, []  # what is printed as a share only cannot be added up
    ends = [tables[day] for day in (about.start, about.end)]
    if any(table.frame[about.key].isna().all() for table in ends):
        return nothing, []
    frame = change_rows(about, ends, chosen)
    frame.insert(2, "group", frame["district_id"])
    frame.insert(2, "name", frame["group"])
    counts = groups.value_counts()
    frame["districts"] = [int(counts[key]) if key else len(groups) for key in frame["district_id"]]
    frame[["rank_before", "rank_after"]] = np.nan
    return frame[columns], [course_rows(about.key, tables, ends[0].names)]


def _added_up(data: Mapping[str, DistrictData], entry: Indicator, groups: pd.Series) -> dict[str, IndicatorTable]:
    """Return a measure of the groups and of the whole town ("") at each date, from the added counts of districts.

    All dates are computed at once, each group and date as an area of its own.
    """
    needed = {wanted.variable for wanted in entry.inputs.values()}
    dated = [_at(own, day, needed) for day, own in data.items()]
    figures = concat([part for part in dated if len(part)])
    parents = {f"{area}{_AT}{day}": f"{name}{_AT}{day}" for area, name in groups.items() if name for day in data}
    town = {f"{area}{_AT}{day}": f"{_AT}{day}" for area in groups.index for day in data}
    sums = concat([roll_up(figures, part) for part in (parents, town) if part])
    names = [*(str(name) for name in dict.fromkeys(groups) if name), ""]
    index = pd.Index([f"{name}{_AT}{day}" for day in data for name in names], dtype=object)
    areas = pd.DataFrame({"name": index, "level": "", "group": ""}, index=index)
    first = next(iter(data.values()))
    table = compute_entries(replace(first, districts=areas, observations=sums), {entry.key: entry})
    return {day: _of_day(table, day, names) for day in data}


def _at(data: DistrictData, day: str, needed: set[str]) -> Observations:
    """Return the figures of some variables at one date, their districts called after it and their date left out."""
    known = with_derived_residents(data).observations
    rows = known.frame[known.frame["variable"].isin(needed)]
    undated = rows.assign(date=coded(np.full(len(rows), -1), []))
    names = {str(name): f"{name}{_AT}{day}" for name in rows["district_id"].array.categories}
    return Observations(undated, known.lineage).with_districts(names)


def _of_day(table: IndicatorTable, day: str, names: Sequence[str]) -> IndicatorTable:
    """Return the rows of one date, called by their groups again."""
    keys, index = [f"{name}{_AT}{day}" for name in names], pd.Index(names, dtype=object)
    parts = {name: getattr(table, name).loc[keys].set_axis(index) for name in _PARTS}
    return replace(table, **parts, names=pd.Series(list(names), index=index))


def can_be_pooled(entry: Indicator) -> bool:
    """Return whether a measure of several districts together follows from their added counts."""
    inputs = [variables()[wanted.variable] for wanted in entry.inputs.values()]
    countable = all(part.additive for part in inputs) and all(w.reduce != "kinds" for w in entry.inputs.values())
    return countable and not entry.city


def is_count(entry: Indicator) -> bool:
    """Return whether a measure is a count that may be added."""
    inputs = [variables()[wanted.variable] for wanted in entry.inputs.values()]
    return len(inputs) == 1 and entry.unit == inputs[0].unit and can_be_pooled(entry)
