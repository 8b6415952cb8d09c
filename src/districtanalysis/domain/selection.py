"""Selections: which figures an indicator means, and how they follow from what is printed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from districtanalysis.domain.observations import Observations
from districtanalysis.errors import SelectionError
from districtanalysis.language import join, say

WORST_FIRST = (
    "unreadable",
    "suppressed",
    "unknown_or_secret",
    "not_available",
    "not_yet",
    "not_meaningful",
    "withheld_by_us",
    "unreliable",
    "estimated",
    "derived",
    "preliminary",
    "rounded_zero",
    "revised",
    "exact_zero",
    "exact",
)


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked for: a variable and its dimensions; None means all.

    ``age`` is ``(from, to)`` in completed years, both inclusive, ``to`` None for an open band.
    ``reduce`` says what several rows of one district mean: ``one`` (refuse), ``sum``, ``highest``
    (the highest documented step) or ``kinds`` (the number of different kinds).
    """

    variable: str
    age: tuple[int, int | None] | None = None
    sex: str | None = None
    origin: str | None = None
    kind: str | tuple[str, ...] | None = None
    reduce: str = "one"

    def label(self) -> str:
        """Return the selection in words, for messages."""
        name = say(f"variable.{self.variable}")
        if self.age is None:
            return name
        low, high = self.age
        ages = say("selection.ages", low=low, high=high) if high is not None else say("selection.ages_open", low=low)
        return f"{name} {ages}"


@dataclass(frozen=True, slots=True)
class Selected:
    """One figure per district.

    ``frame`` by ``district_id``: value, low, high, status, qualifier, decimals and ``figures`` (the
    ids of the printed figures it stands on).
    """

    frame: pd.DataFrame


def select(observations: Observations, selection: Selection, *, date: str | None = None) -> Selected:
    """Return one figure per district for ``selection``.

    The exact printed row is taken if there is one; else rows that tile the age band without gap or
    overlap are summed; else a ``SelectionError`` names the bands that were found. Totals and parts
    are never added. Districts without any row are absent.
    """
    rows = observations.of(selection.variable)
    rows = _match(rows, selection)
    rows = _on_date(rows, date)
    # plain objects: grouping a handful of rows by a category of thousands would build them all
    groups = rows.groupby(rows["district_id"].astype(object), sort=False)
    found = {str(district): _one(part, selection, str(district)) for district, part in groups}
    columns = ["value", "low", "high", "status", "qualifier", "decimals", "figures"]
    return Selected(pd.DataFrame.from_dict(found, orient="index", columns=columns))


def _match(rows: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    keep = np.ones(len(rows), dtype=bool)
    for name in ("sex", "origin"):
        wanted = getattr(selection, name)
        keep &= (rows[name].isna() if wanted is None else rows[name] == wanted).to_numpy()
    if selection.kind is not None:
        wanted_kinds = (selection.kind,) if isinstance(selection.kind, str) else selection.kind
        keep &= rows["kind"].isin(wanted_kinds).to_numpy()
    elif selection.reduce == "one":
        keep &= rows["kind"].isna().to_numpy()
    return rows[keep]


def _on_date(rows: pd.DataFrame, date: str | None) -> pd.DataFrame:
    if date is not None:
        return rows[rows["date"] == date]
    dates = rows["date"].dropna().astype(str)
    return rows if len(set(dates)) <= 1 else rows[(rows["date"] == dates.max()) | rows["date"].isna()]


def _one(rows: pd.DataFrame, selection: Selection, district: str) -> tuple[object, ...]:
    if selection.reduce == "kinds":
        return _kinds(rows, selection)
    if selection.reduce == "highest":
        return _row(rows.loc[[rows["value"].idxmax()]], rows) if rows["value"].notna().any() else _row(rows.iloc[:1])
    exact = rows[_exact_age(rows, selection.age)]
    if selection.reduce == "sum" and len(exact):
        return _sum(exact)
    if len(exact) == 1:
        return _row(exact)
    if len(exact) > 1:
        raise SelectionError(say("selection.several", what=selection.label(), district=district, count=len(exact)))
    return _sum(_tiles(rows, selection, district))


def _exact_age(rows: pd.DataFrame, age: tuple[int, int | None] | None) -> pd.Series:
    low, high = (-1, -1) if age is None else (age[0], -1 if age[1] is None else age[1])
    if age == (0, None):
        return ((rows["age_from"] == 0) & (rows["age_to"] == -1)) | (rows["age_from"] == -1)
    return (rows["age_from"] == low) & (rows["age_to"] == high)


def _tiles(rows: pd.DataFrame, selection: Selection, district: str) -> pd.DataFrame:
    """Return rows that cover the band exactly, preferring the widest bands."""
    low, high = (0, None) if selection.age is None else selection.age
    banded = rows[rows["age_from"] >= 0].sort_values(["age_from", "age_to"], ascending=[True, False])
    bands = [(int(a), None if b < 0 else int(b)) for a, b in zip(banded["age_from"], banded["age_to"], strict=True)]
    chosen = _cover(bands, low, high)
    if chosen is None:
        shown = join([_band(band) for band in dict.fromkeys(bands)]) or say("selection.no_bands")
        raise SelectionError(say("selection.no_tiling", what=selection.label(), district=district, bands=shown))
    return banded.iloc[chosen]


def _cover(bands: list[tuple[int, int | None]], low: int, high: int | None) -> list[int] | None:
    """Return the positions of bands that tile ``low``..``high``, or None: a search with few branches."""
    for i, (start, end) in enumerate(bands):
        if start != low:
            continue
        if end == high:
            return [i]
        if end is not None and (high is None or end < high):
            rest = _cover(bands, end + 1, high)
            if rest is not None:
                return [i, *rest]
    return None


def _band(band: tuple[int, int | None]) -> str:
    low, high = band
    return f"{low}+" if high is None else f"{low}–{high}"


def _row(row: pd.DataFrame, evidence: pd.DataFrame | None = None) -> tuple[object, ...]:
    first = row.iloc[0]
    ids = tuple(int(i) for i in (row if evidence is None else evidence)["figure_id"])
    names = ("value", "low", "high", "status", "qualifier", "decimals")
    return (*(first[name] for name in names), ids)


def _sum(rows: pd.DataFrame) -> tuple[object, ...]:
    statuses = set(rows["status"].astype(str))
    qualifiers = set(rows["qualifier"].astype(str)) - {"exact"}
    return (
        float(rows["value"].sum(skipna=False)),
        float(rows["low"].sum(skipna=False)),
        float(rows["high"].sum(skipna=False)),
        next((status for status in WORST_FIRST if status in statuses), "exact"),
        next(iter(sorted(qualifiers)), "exact"),
        int(rows["decimals"].min()),
        tuple(int(i) for i in rows["figure_id"]),
    )


def _kinds(rows: pd.DataFrame, selection: Selection) -> tuple[object, ...]:
    """Return how many of the asked kinds are there: a lower bound, since not named is not absent."""
    there = rows[(rows["qualifier"] == "present") | (rows["value"] > 0)]
    denied = rows[rows["status"] == "exact_zero"]["kind"].nunique()
    asked = 1 if isinstance(selection.kind, str) else len(selection.kind or ())
    present = float(there["kind"].astype(object).nunique())
    complete = present + denied >= asked
    qualifier = "exact" if complete else "at_least"
    ids = tuple(int(i) for i in there["figure_id"])
    return (present, present, float(asked - denied), "exact", qualifier, 0, ids)
