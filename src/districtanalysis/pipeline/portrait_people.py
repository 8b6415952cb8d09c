"""The people of a district as pictures need them: ages by sex, countries of origin, change between dates."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pandas as pd

from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.district_profile import Change
from districtanalysis.domain.pictured import Ages, Amounts
from districtanalysis.domain.selection import Selection, select
from districtanalysis.domain.variables import variables
from districtanalysis.errors import SelectionError
from districtanalysis.language import has, say

SEXES = ("female", "male")
_NO_COUNTRIES = {"national", "foreign"}
OVERLAP = 1.005  # rounding alone does not make groups exceed their total by more
_CHANGED = ("residents", "foreigners")


def ages_of(data: DistrictData, district: str, name: str, city: str = "") -> Ages | None:
    """Return residents (persons) by age and sex with all districts as outline; None where ages do not tile.

    The bands are the finest that begin at 0 and leave no gap; foreign nationals are added where they are printed
    for the same bands.
    """
    rows = data.observations.of("residents")
    rows = rows[rows["sex"].isin(SEXES) & (rows["age_from"] >= 0) & rows["value"].notna()]
    dates = sorted(rows["date"].dropna().unique())
    rows = rows if not dates else rows[rows["date"] == dates[-1]]
    own = _by_age(rows[rows["district_id"] == district])
    if own is None:
        return None
    whole = _by_age(rows)
    date = str(dates[-1]) if dates else ""
    return Ages(name, own, whole, city or say("profile.together"), date)


def _by_age(rows: pd.DataFrame) -> pd.DataFrame | None:
    """Return persons per band: ``age_to``, ``female``, ``male`` and, where printed, the foreign nationals."""
    parts = {}
    for sex in SEXES:
        of_sex = rows[rows["sex"] == sex]
        whole = _summed(of_sex[of_sex["origin"].isna()])
        foreign = _summed(of_sex[of_sex["origin"] == "foreign"])
        if whole.empty:
            national = _summed(of_sex[of_sex["origin"] == "national"])
            if not national.index.equals(foreign.index):
                return None
            whole = national + foreign
        parts[sex] = whole
        if foreign.index.equals(whole.index):
            parts[f"{sex}_foreign"] = foreign
    if parts["female"].empty or not parts["female"].index.equals(parts["male"].index):
        return None
    bands = tiling(list(parts["female"].index))
    if not bands or ("female_foreign" in parts) != ("male_foreign" in parts):
        return None
    columns = {name: part.loc[bands].to_numpy() for name, part in parts.items()}
    starts = pd.Index([low for low, _ in bands], name="age_from")
    return pd.DataFrame({"age_to": [high for _, high in bands], **columns}, index=starts)


def _summed(rows: pd.DataFrame) -> pd.Series:
    found: pd.Series = rows.groupby(["age_from", "age_to"])["value"].sum()
    return found


def tiling(bands: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the finest bands that begin at 0, touch each other and end open; [] where there are none.

    >>> tiling([(0, 17), (0, 64), (18, 64), (65, -1)])
    [(0, 17), (18, 64), (65, -1)]
    """
    by_start: dict[int, list[int]] = {}
    for low, high in bands:
        by_start.setdefault(low, []).append(high)
    found: list[tuple[int, int]] = []
    start = 0
    while start in by_start:
        ends = [end for end in by_start[start] if end >= start]
        if not ends:
            return [*found, (start, -1)]
        found.append((start, min(ends)))
        start = min(ends) + 1
    return []


def origins_of(data: DistrictData, district: str, name: str) -> Amounts | None:
    """Return persons by country of origin; None where the tables name none.

    Groups that overlap (a country beside the union it belongs to) exceed the printed total, which then comes along.
    """
    for variable in ("foreigners", "with_migration_background", "with_migration_background_register"):
        rows = data.observations.of(variable)
        rows = rows[rows["sex"].isna() & (rows["age_from"] < 0) & rows["value"].notna()]
        dates = sorted(rows["date"].dropna().unique())
        rows = rows if not dates else rows[rows["date"] == dates[-1]]
        countries = rows[rows["origin"].notna() & ~rows["origin"].isin(_NO_COUNTRIES)]
        own = countries[(countries["district_id"] == district) & (countries["value"] > 0)]
        if len(own) < 2:
            continue
        amounts = own.groupby(own["origin"].astype(str))["value"].sum()
        amounts.index = pd.Index([country(key) for key in amounts.index])
        totals = rows[rows["origin"].isna() & rows["kind"].isna()].groupby("district_id", observed=True)["value"].max()
        whole = float(totals.get(district, float("nan"))) if overlapping(countries, totals) else float("nan")
        date = str(dates[-1]) if dates else ""
        return Amounts(variables()[variable].label, amounts, name, say("unit.persons"), date, whole)
    return None


def overlapping(parts: pd.DataFrame, totals: pd.Series) -> bool:
    """Return whether ``parts`` (``district_id``, ``value``) of the districts in ``totals`` add up to more than these.

    The whole table decides: in a single small district parts that overlap can happen to add up.

    >>> rows = pd.DataFrame({"district_id": ["a", "a", "b"], "value": [6.0, 5.0, 1.0]})
    >>> overlapping(rows, pd.Series({"a": 10.0, "b": 1.0})), overlapping(rows, pd.Series({"b": 1.0}))
    (True, False)
    """
    known = totals.dropna()
    there = parts["district_id"].isin(known.index)
    return bool(len(known)) and float(parts.loc[there, "value"].sum()) > OVERLAP * float(known.sum())


def country(key: str) -> str:
    """Return a group of origin as readers know it; what has no text of its own keeps the table's name.

    >>> country("turkey"), country("übriges europa")
    ('Türkei', 'Übriges Europa')
    """
    return say(f"origin.{key}") if has(f"origin.{key}") else key.replace("_", " ").strip().title()


def changes_of(data: DistrictData, district: str) -> Iterator[Change]:
    """Yield the change of each count between the first and the last date, in percent of the first.

    Areas of different versions are not compared: their change would be one of boundaries.
    """
    versions = {record.area_version for record in data.sources}
    if len(versions) > 1:
        return
    for variable in _CHANGED:
        dates = sorted(data.observations.of(variable)["date"].dropna().unique())
        if len(dates) < 2:
            continue
        try:
            found = [
                select(data.observations, Selection(variable), date=str(d)).frame["value"]
                for d in (dates[0], dates[-1])
            ]
        except SelectionError:
            continue
        before, after = (values.astype("float64") for values in found)
        both = before.index[before.notna() & (before > 0)].intersection(after.index[after.notna()])
        if district not in both:
            continue
        changes = [
            (float(b), float(a))
            for b, a in ((before[district], after[district]), (before[both].sum(), after[both].sum()))
        ]
        own, overall = (100 * (a - b) / b for b, a in changes)
        yield Change(variables()[variable].label, str(dates[0]), str(dates[-1]), *changes[0], own, overall)


def bands_of(frame: pd.DataFrame, starts: tuple[int, ...]) -> pd.Series | None:
    """Return persons per age band that begins at ``starts``; None where a band of ``frame`` crosses a start.

    >>> ages = pd.DataFrame({"age_to": [17, -1], "female": [2.0, 5.0], "male": [1.0, 4.0]}, index=[0, 18])
    >>> bands_of(ages, (0, 18)).tolist(), bands_of(ages, (0, 6)) is None
    ([3.0, 9.0], True)
    """
    if not set(starts) <= set(frame.index):
        return None
    both = frame["female"] + frame["male"]
    sums = [
        float(both[(both.index >= low) & (both.index < high)].sum())
        for low, high in itertools.pairwise((*starts, float("inf")))
    ]
    return pd.Series(sums, index=list(starts))
