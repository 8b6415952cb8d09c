"""From the figures of a study to what a chart draws: ages, parts, origins, change, courses, profiles, pairs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np
import pandas as pd

from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.pictured import (
    DYNAMICS,
    STATUS,
    Against,
    Ages,
    Amounts,
    Course,
    Differences,
    Pairs,
    Panels,
    Parts,
    StatusDynamics,
)
from districtanalysis.domain.typology import StatusView
from districtanalysis.errors import StudyError
from districtanalysis.language import date, join, say
from districtanalysis.methods.parts import deviations, in_bands
from districtanalysis.pipeline.portrait_people import country, overlapping, tiling

BANDS = (0, 18, 30, 65)
_BOTH = ("female", "male")
# Units that grow with the size of an area, or have no middle.
_TOTALS = {"persons", "facilities", "km2", "kinds", "nationalities", "code"}
_KINDS_OF_ORIGIN = {"national", "foreign"}


def ages(data: DistrictData, district: str = "") -> Ages:
    """Return residents by age and sex of ``district``, beside the whole town; of the town without ``district``.

    Raises ``StudyError`` where the figures are not there.
    """
    rows = _latest(data.observations.of("residents"))
    rows = rows[(rows["age_from"] >= 0) & rows["sex"].isin(_BOTH)]
    if rows.empty:
        raise StudyError(say("chart.no_ages"))
    town = _by_age(rows)
    if not district:
        return Ages(say("chart.whole_town"), town, date=_date_of(rows))
    key = district_of(data, district)
    own = _by_age(rows[rows["district_id"] == key])
    if own.empty:
        raise StudyError(say("chart.no_ages"))
    return Ages(str(data.districts.loc[key, "name"]), own, town, say("chart.whole_town"), _date_of(rows))


def _by_age(rows: pd.DataFrame) -> pd.DataFrame:
    """Return one row per band: female and male, and the foreign nationals among them where origin is printed."""
    split = rows[rows["origin"].isin(_KINDS_OF_ORIGIN)]
    used = split if not split.empty else rows[rows["origin"].isna()]
    frame = _by_sex(used)
    ends = used.groupby("age_from")["age_to"].first()
    frame.insert(0, "age_to", ends)
    if not split.empty:
        foreign = split[split["origin"] == "foreign"]
        frame = frame.join(_by_sex(foreign).add_suffix("_foreign"))
    return frame.fillna(0.0)


def _by_sex(rows: pd.DataFrame) -> pd.DataFrame:
    wide = rows.pivot_table(index="age_from", columns="sex", values="value", aggfunc="sum", observed=True)
    return wide.reindex(columns=list(_BOTH))


def age_groups(data: DistrictData, starts: Sequence[int] | None = None) -> Parts:
    """Return residents per district in the age groups that begin at ``starts``.

    Without ``starts`` the groups begin at 0, 18, 30 and 65, or where the nearest printed band does. Raises
    ``StudyError`` where there are no ages, or bands that do not fit the groups.
    """
    rows = _latest(data.observations.of("residents"))
    rows = rows[(rows["age_from"] >= 0) & rows["sex"].isna() & rows["origin"].isna()]
    pairs = rows[["age_from", "age_to"]].drop_duplicates()
    bands = tiling([(int(low), int(high)) for low, high in pairs.itertuples(index=False)])
    begins = [low for low, _ in bands]
    if starts is None and bands:
        starts = sorted({min(begins, key=lambda low: (abs(low - wanted), low)) for wanted in BANDS})
    if starts is None or not set(starts) <= set(begins):
        raise StudyError(say("chart.no_bands"))
    ends = dict(bands)
    rows = rows[rows["age_to"].astype(int) == rows["age_from"].astype(int).map(ends)]
    labels = [_band_label(first, last) for first, last in zip(starts, [*starts[1:], None], strict=True)]
    found = {}
    for key, part in rows.groupby("district_id", observed=True):
        by_age = part.set_index("age_from")["value"]
        found[str(data.districts.loc[key, "name"])] = in_bands(by_age, starts).to_numpy()
    frame = pd.DataFrame.from_dict(found, orient="index", columns=labels)
    return Parts(say("chart.age_structure.about"), frame, ordered=True, date=_date_of(rows))


def _band_label(first: int, following: int | None) -> str:
    if following is None:
        return say("chart.band_from", first=first)
    return say("chart.band_under", last=following) if first == 0 else f"{first}–{following - 1}"


def parts(data: DistrictData) -> Parts:
    """Return persons with and without migration background per area, else foreign nationals and others.

    Raises ``StudyError`` where neither is there.
    """
    pairs = {}
    names = set(data.observations.frame["variable"].dropna().unique())
    if {"with_migration_background", "without_migration_background"} <= names:
        for key in ("without_migration_background", "with_migration_background"):
            pairs[say(f"chart.part.{key}")] = _values(data, key)
        label = say("chart.part.migration")
    elif {"foreigners", "residents"} <= names:
        foreign, all_ = _values(data, "foreigners"), _values(data, "residents")
        pairs = {say("chart.part.germans"): all_ - foreign, say("chart.part.foreigners"): foreign}
        label = say("chart.part.nationality")
    else:
        raise StudyError(say("chart.no_parts"))
    frame = pd.DataFrame(pairs).reindex(data.districts.index)
    frame.index = pd.Index([str(name) for name in data.districts["name"]])
    rows = _latest(data.observations.frame)
    first = str(frame.index[0]) if len(frame) and "migration" in " ".join(sorted(names)) else ""
    return Parts(label, frame, marked=first, date=_date_of(rows))


def origins(data: DistrictData, district: str = "") -> Amounts:
    """Return persons per country of origin of ``district`` or of all districts together.

    Raises ``StudyError`` where no country is named.
    """
    rows = data.observations.frame
    rows = rows[rows["origin"].notna() & ~rows["origin"].isin(_KINDS_OF_ORIGIN) & (rows["age_from"] < 0)]
    rows = _latest(rows[rows["value"].notna()])
    if rows.empty:
        raise StudyError(say("chart.no_origins"))
    totals = _totals(data, str(rows["variable"].iloc[0]))
    overlap = overlapping(rows, totals)
    name = say("chart.whole_town")
    if district:
        key = district_of(data, district)
        rows, totals, name = rows[rows["district_id"] == key], totals[totals.index == key], _name_of(data, key)
    amounts = rows.groupby(rows["origin"].astype(str))["value"].sum()
    amounts = amounts[amounts > 0]
    if amounts.empty:
        raise StudyError(say("chart.no_origins"))
    amounts.index = pd.Index([country(key) for key in amounts.index])
    whole = float(totals.sum()) if overlap else float("nan")
    return Amounts(say("chart.origins.label"), amounts, name, date=_date_of(rows), whole=whole)


def _totals(data: DistrictData, variable: str) -> pd.Series:
    """Return what is printed for everybody, per district, at the last date."""
    rows = _latest(data.observations.of(variable))
    all_ = rows["origin"].isna() & rows["kind"].isna() & rows["sex"].isna() & (rows["age_from"] < 0)
    return rows[all_].groupby("district_id", observed=True)["value"].max()


def _name_of(data: DistrictData, district: str) -> str:
    return str(data.districts.loc[district, "name"])


def change(data: DistrictData, variable: str = "residents") -> Differences:
    """Return the change of ``variable`` between its first and last reference date, in percent.

    Raises ``StudyError`` where there are not two dates.
    """
    wide = _by_date(data, variable)
    first, last = wide.iloc[:, 0], wide.iloc[:, -1]
    value = 100 * (last - first) / first.where(first > 0)
    overall = 100 * (float(last.sum(skipna=False)) / float(first.sum(skipna=False)) - 1)
    frame = pd.DataFrame({"name": data.districts["name"], "value": value})
    period = say("chart.period", start=_worded(str(wide.columns[0])), end=_worded(str(wide.columns[-1])))
    known = None if np.isnan(overall) else overall
    return Differences(say(f"variable.{variable}"), frame, say("chart.percent"), period, known)


def course(data: DistrictData, variable: str = "residents", districts: Sequence[str] = ()) -> Course:
    """Return ``variable`` over its reference dates, per district or for those named."""
    wide = _by_date(data, variable).T
    wide.columns = [str(data.districts.loc[key, "name"]) for key in wide.columns]
    wide.index = wide.index.astype(str)
    chosen = [str(data.districts.loc[district_of(data, name), "name"]) for name in districts]
    label = say(f"variable.{variable}")
    return Course(label, wide[chosen] if chosen else wide, label)


def _by_date(data: DistrictData, variable: str) -> pd.DataFrame:
    rows = data.observations.of(variable)
    rows = rows[(rows["age_from"] < 0) & rows["sex"].isna() & rows["origin"].isna() & rows["date"].notna()]
    wide = rows.pivot_table(index="district_id", columns="date", values="value", aggfunc="first", observed=True)
    if wide.shape[1] < 2:
        found = join(_worded(str(day)) for day in wide.columns) or say("words.not_available_sign")
        raise StudyError(say("chart.no_change", found=found))
    return wide.reindex(data.districts.index)


def against(table: IndicatorTable, district: str, *, centre: str = "") -> Against:
    """Return the indicators of ``district`` that have a value for the whole town, in standard deviations from it.

    Counts and codes are left out: a part is no more or less than its whole. ``centre`` names the whole.
    """
    keys = [
        key
        for key in table.frame.columns
        if not np.isnan(float(table.city.get(str(key), float("nan")))) and _comparable(table, str(key))
    ]
    others = pd.DataFrame({key: deviations(table.frame[key], float(table.city[key])) for key in keys})
    frame = pd.DataFrame(
        {
            "label": [table.label(key) for key in keys],
            "value": [float(table.frame.loc[district, key]) for key in keys],
            "city": [float(table.city[key]) for key in keys],
            "deviation": [float(others.loc[district, key]) for key in keys],
            "decimals": [table.indicators[key].decimals if key in table.indicators else 1 for key in keys],
        },
        index=keys,
    )
    return Against(str(table.names[district]), frame, others.drop(index=district), centre)


def _comparable(table: IndicatorTable, key: str) -> bool:
    return key not in table.indicators or table.indicators[key].unit not in _TOTALS


def pairs(table: IndicatorTable, x: str, y: str) -> Pairs:
    """Return two indicators per district; the quadrants meet at the town's values, or at the medians without them."""
    ends = [float(table.city.get(key, float("nan"))) for key in (x, y)]
    known = not any(np.isnan(end) for end in ends)
    cross = ends if known else [float(table.frame[key].median()) for key in (x, y)]
    frame = pd.DataFrame({"name": table.names, "x": table.frame[x], "y": table.frame[y]})
    decimals = [table.indicators[key].decimals if key in table.indicators else 1 for key in (x, y)]
    label = say("chart.profile.city" if known else "chart.median")
    return Pairs(table.label(x), table.label(y), frame, (cross[0], cross[1]), label, (decimals[0], decimals[1]))


def panels(table: IndicatorTable, keys: Sequence[str], label: str = "") -> Panels:
    """Return several indicators beside each other, to be drawn in the same classes."""
    frame = table.frame[list(keys)].set_axis([table.label(key) for key in keys], axis=1)
    decimals = max(table.indicators[key].decimals if key in table.indicators else 1 for key in keys)
    return Panels(label or join(table.label(key) for key in keys), frame, decimals=decimals)


def status(view: StatusView) -> StatusDynamics:
    """Return four classes of status and three of dynamics under the names that the map knows, first to last.

    Raises ``StudyError`` where ``view`` has another number of classes.
    """
    if (len(view.statuses), len(view.changes)) != (len(STATUS), len(DYNAMICS)):
        raise StudyError(say("chart.other_classes", statuses=len(view.statuses), changes=len(view.changes)))
    frame = view.frame[["name", "status", "dynamics", "attention"]]
    keys = {
        "status": dict(zip(view.statuses, STATUS, strict=True)),
        "dynamics": dict(zip(view.changes, DYNAMICS, strict=True)),
    }
    return StatusDynamics(frame.assign(**{column: frame[column].map(names) for column, names in keys.items()}))


def district_of(data: DistrictData, name: str) -> str:
    """Return the id of a district by its id or name, whatever its case.

    Raises ``StudyError`` naming the districts that there are.
    """
    wanted = name.casefold().strip()
    for key, known in data.districts["name"].items():
        if wanted in {str(key).casefold(), str(known).casefold()}:
            return str(key)
    raise StudyError(say("chart.no_district", known=join(str(known) for known in data.districts["name"].head(20))))


def _values(data: DistrictData, variable: str) -> pd.Series:
    rows = _latest(data.observations.of(variable))
    rows = rows[(rows["age_from"] < 0) & rows["sex"].isna() & rows["origin"].isna()]
    return rows.groupby("district_id", observed=True)["value"].first()


def _latest(rows: pd.DataFrame) -> pd.DataFrame:
    dates = sorted(rows["date"].dropna().unique())
    return rows if not dates else rows[(rows["date"] == dates[-1]) | rows["date"].isna()]


def _date_of(rows: pd.DataFrame) -> str:
    dates = sorted(str(day) for day in rows["date"].dropna().unique())
    return dates[-1] if dates else ""


def _worded(day: str) -> str:
    try:
        return date(dt.date.fromisoformat(day))
    except ValueError:
        return day
