"""Selections: which figures an indicator means, and how they follow from what is printed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

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


Band = tuple[int, int | None]
_OPEN = 1000  # older than anybody


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked for: a variable and its dimensions; None means all.

    ``age`` is ``(from, to)`` in completed years, both inclusive, ``to`` None for an open band.
    ``reduce`` says what several rows of one district mean: ``one`` (refuse), ``sum``, ``highest``
    (the highest documented step) or ``kinds`` (the number of different kinds).

    >>> Selection("residents", age=(0, 19)).label()
    'Einwohnerinnen und Einwohner im Alter von 0 bis 19 Jahren'
    """

    variable: str
    age: Band | None = None
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


class _Figure(NamedTuple):
    """One printed figure, as plain values: thousands of districts would be slow as tables."""

    value: float
    low: float
    high: float
    status: str
    qualifier: str
    decimals: int
    figure_id: int
    kind: object
    age: tuple[int, int]


def select(observations: Observations, selection: Selection, *, date: str | None = None) -> Selected:
    """Return one figure per district for ``selection``.

    The exact printed row is taken if there is one; else rows that tile the age band without gap or
    overlap are summed; else a ``SelectionError`` names the bands that were found. Totals and parts
    are never added. Districts without any row are absent. Without ``date`` the latest one counts,
    beside figures without a date.

    >>> from districtanalysis.domain.observations import from_rows
    >>> bands = [{"age_from": 0, "age_to": 17, "value": 20}, {"age_from": 18, "age_to": -1, "value": 80}]
    >>> figures = from_rows([{"district_id": "Ost", "variable": "residents", **band} for band in bands])
    >>> float(select(figures, Selection("residents")).frame.loc["Ost", "value"])
    100.0
    """
    rows = observations.of(selection.variable)
    rows = _match(rows, selection)
    rows = _on_date(rows, date)
    found = {district: _one(part, selection, district) for district, part in _by_district(rows).items()}
    columns = ["value", "low", "high", "status", "qualifier", "decimals", "figures"]
    return Selected(pd.DataFrame.from_dict(found, orient="index", columns=columns))


def _match(rows: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    keep = np.ones(len(rows), dtype=bool)
    for name in ("sex", "origin"):
        wanted = getattr(selection, name)
        keep &= (rows[name].isna() if wanted is None else rows[name] == wanted).to_numpy()
    if selection.kind is not None and selection.reduce != "kinds":
        keep &= rows["kind"].isin(_kinds_of(selection)).to_numpy()
    elif selection.reduce == "one":
        keep &= rows["kind"].isna().to_numpy()
    return rows[keep]


def _kinds_of(selection: Selection) -> tuple[str, ...]:
    return (selection.kind,) if isinstance(selection.kind, str) else selection.kind or ()


def _on_date(rows: pd.DataFrame, date: str | None) -> pd.DataFrame:
    if date is not None:
        return rows[rows["date"] == date]
    dates = sorted(rows["date"].dropna().unique())
    return rows if len(dates) <= 1 else rows[(rows["date"] == dates[-1]) | rows["date"].isna()]


def _by_district(rows: pd.DataFrame) -> dict[str, list[_Figure]]:
    """Return the figures of each district in the order of the rows."""
    columns = [rows[name].astype(object).tolist() for name in ("district_id", *_Figure._fields[:-1])]
    ages = zip(rows["age_from"].tolist(), rows["age_to"].tolist(), strict=True)
    found: dict[str, list[_Figure]] = {}
    for district, *values, age in zip(*columns, ages, strict=True):
        if isinstance(district, str):
            found.setdefault(district, []).append(_Figure._make((*values, age)))
    return found


def _one(rows: list[_Figure], selection: Selection, district: str) -> tuple[object, ...]:
    if selection.reduce == "kinds":
        return _kinds(rows, selection)
    if selection.reduce == "highest":
        known = [row for row in rows if not math.isnan(row.value)]
        return _row(max(known, key=lambda row: row.value), rows) if known else _row(rows[0], rows[:1])
    if selection.reduce == "sum" and selection.kind is None:
        rows = [row for row in rows if not isinstance(row.kind, str)] or rows  # a printed total, not its parts as well
    exact = _exact(rows, selection.age)
    if selection.reduce == "sum" and exact:
        return _sum(exact)
    known = [row for row in exact if not math.isnan(row.value)]
    chosen = known if len(known) == 1 else exact  # a printed figure beside one that another table leaves open
    if len(chosen) > 1:
        raise SelectionError(say("selection.several", what=selection.label(), district=district, count=len(chosen)))
    return _row(chosen[0], chosen) if chosen else _sum(_tiles(rows, selection, district))


def _exact(rows: list[_Figure], age: Band | None) -> list[_Figure]:
    """Return the figures of just this band; "all ages" may be printed without a band or as 0 and over."""
    if age is None or age == (0, None):
        return [row for row in rows if row.age[0] == -1] or [row for row in rows if row.age == (0, -1)]
    return [row for row in rows if row.age == (age[0], -1 if age[1] is None else age[1])]


def _tiles(rows: list[_Figure], selection: Selection, district: str) -> list[_Figure]:
    """Return figures that cover the band exactly, preferring the widest bands."""
    low, high = selection.age or (0, None)
    banded = [(_band_of(row), row) for row in rows if row.age[0] >= 0]
    bands = sorted({band for band, _ in banded}, key=lambda band: (band[0], _end(band)))
    chosen = _cover(bands, low, high)
    if chosen is None:
        shown = join([_band(band) for band in bands]) or say("selection.no_bands")
        raise SelectionError(say("selection.no_tiling", what=selection.label(), district=district, bands=shown))
    found = [row for band, row in banded if band in chosen]
    if len(found) > len(chosen) and selection.reduce != "sum":
        raise SelectionError(say("selection.several", what=selection.label(), district=district, count=len(found)))
    return found


def _cover(bands: Sequence[Band], low: int, high: int | None) -> set[Band] | None:
    """Return bands that tile ``low`` to ``high``, the widest where there is a choice; None where none do.

    Works from the oldest down: ``first`` holds, for each age from which the rest can be covered, the
    widest band to start with.
    """
    first: dict[int, Band] = {}
    for band in sorted(bands, key=lambda band: (-band[0], _end(band))):
        if band[1] == high or (_end(band) < _end((low, high)) and _end(band) + 1 in first):
            first[band[0]] = band
    if low not in first:
        return None
    tiles = [first[low]]
    while tiles[-1][1] != high:
        tiles.append(first[_end(tiles[-1]) + 1])
    return set(tiles)


def _band_of(row: _Figure) -> Band:
    return row.age[0], None if row.age[1] < 0 else row.age[1]


def _end(band: Band) -> int:
    """Return the last age of a band; beyond every age where it is open."""
    return _OPEN if band[1] is None else band[1]


def _band(band: Band) -> str:
    low, high = band
    return f"{low}+" if high is None else f"{low}–{high}"


def _row(row: _Figure, evidence: Sequence[_Figure]) -> tuple[object, ...]:
    return (*row[:6], tuple(figure.figure_id for figure in evidence))


def _sum(rows: Sequence[_Figure]) -> tuple[object, ...]:
    statuses = {row.status for row in rows}
    qualifiers = {row.qualifier for row in rows} - {"exact"}
    return (
        sum(row.value for row in rows),
        sum(row.low for row in rows),
        sum(row.high for row in rows),
        next((status for status in WORST_FIRST if status in statuses), "exact"),
        qualifiers.pop() if len(qualifiers) == 1 else "between" if qualifiers else "exact",
        min(row.decimals for row in rows),
        tuple(row.figure_id for row in rows),
    )


def _kinds(rows: Sequence[_Figure], selection: Selection) -> tuple[object, ...]:
    """Return how many of the asked kinds are there: a lower bound, since not named is not absent."""
    asked = _kinds_of(selection)
    there = [row for row in rows if row.kind in asked and (row.qualifier == "present" or row.value > 0)]
    named = {row.kind for row in there}
    denied = {row.kind for row in rows if row.kind in asked and row.status == "exact_zero"} - named
    present, most = float(len(named)), float(len(asked) - len(denied))
    ids = tuple(row.figure_id for row in there)
    return (present, present, most, "exact", "exact" if present == most else "at_least", 0, ids)
