"""Every figure at once: how each one changed from one reference date to the next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from districtanalysis.domain.observations import Observations, coded
from districtanalysis.domain.selection import WORST_FIRST
from districtanalysis.domain.variables import variables
from districtanalysis.errors import SelectionError
from districtanalysis.language import say
from districtanalysis.methods.change import percent_change, share_steps

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
_DIMENSIONS = ("sex", "origin", "kind")
# Half a unit of the last printed digit; the last entry, found by -1, means that the digits are unknown.
_HALF_A_DIGIT = np.array([*(0.5 / 10.0**digits for digits in range(127)), 0.0])
_AGES = 1024  # more than anybody's age: ages become one number


@dataclass(frozen=True, slots=True)
class _Panel:
    """All figures as (measures x districts, dates); ``frame`` names the measures in their order."""

    measures: pd.DataFrame
    districts: tuple[str, ...]
    dates: tuple[str, ...]
    value: FloatArray
    low: FloatArray
    high: FloatArray
    decimals: NDArray[np.int8]
    status: NDArray[np.int8]
    there: NDArray[np.bool_]


def change_of_figures(observations: Observations) -> pd.DataFrame:
    """Return the change of every dated figure from each reference date to the next.

    One row per district, variable with its ages and dimensions, and pair of dates with a row at either: ``before``,
    ``after`` and ``absolute`` in the unit of the variable (percentage points for shares), ``percent`` (missing for
    shares), ``low`` to ``high`` of the change, the worse ``status`` of the two. For shares whose whole is printed too
    the interval is the one of two shares at their n (Newcombe), else what rounding and printed spans leave open.
    Figures without a date take no part. Raises ``SelectionError`` where a figure stands several times with
    different values.

    >>> from districtanalysis.domain.observations import from_rows
    >>> rows = [
    ...     {"district_id": "Ost", "variable": "residents", "date": f"20{y}-12-31", "value": v}
    ...     for y, v in ((18, 50), (20, 60))
    ... ]
    >>> change_of_figures(from_rows(rows))[["absolute", "percent"]].to_numpy().tolist()
    [[10.0, 20.0]]
    """
    panel = _panel(observations)
    there = panel.there[:, :-1] | panel.there[:, 1:]
    before, after = panel.value[:, :-1], panel.value[:, 1:]
    shares = panel.measures["share"].to_numpy(bool).repeat(len(panel.districts))
    absolute = after - before
    percent = percent_change(before, after)
    percent[shares] = np.nan
    low = panel.low[:, 1:] - panel.high[:, :-1]
    high = panel.high[:, 1:] - panel.low[:, :-1]
    _widen(panel, shares, low, high)
    status = np.minimum(panel.status[:, :-1], panel.status[:, 1:])
    kept = there.ravel()
    row, step = np.nonzero(there)
    place, district = np.divmod(row, len(panel.districts))
    names = {name: panel.measures[name].array.take(place) for name in ("variable", "age_from", "age_to", *_DIMENSIONS)}
    dates = list(panel.dates)
    return pd.DataFrame(
        {
            "district_id": coded(district, panel.districts),
            **names,
            "from": coded(step, dates),
            "to": coded(step + 1, dates),
            "before": before.ravel()[kept],
            "after": after.ravel()[kept],
            "absolute": absolute.ravel()[kept],
            "percent": percent.ravel()[kept],
            "low": low.ravel()[kept],
            "high": high.ravel()[kept],
            "status": coded(status.ravel()[kept], WORST_FIRST),
        },
        copy=False,
    )


def _widen(panel: _Panel, shares: NDArray[np.bool_], low: FloatArray, high: FloatArray) -> None:
    """Give shares the interval of their n where the whole is there, else that of their printed digits."""
    places = np.flatnonzero(shares)
    half = _HALF_A_DIGIT[panel.decimals[places]]
    both = half[:, 1:] + half[:, :-1]
    low[places] -= both
    high[places] += both
    rows, bases = _wholes(panel)
    if len(rows):
        chance = share_steps(panel.value[rows] / 100, panel.value[bases])
        low[rows] = np.fmin(low[rows], 100 * chance[0])
        high[rows] = np.fmax(high[rows], 100 * chance[1])


def _wholes(panel: _Panel) -> tuple[IntArray, IntArray]:
    """Return the rows of shares whose whole is a figure of its own, and the rows of these wholes."""
    columns = ["age_from", "age_to", *_DIMENSIONS]
    keys = list(panel.measures[["variable", *columns]].astype(object).fillna("").itertuples(index=False, name=None))
    places = {key: place for place, key in enumerate(keys)}
    pairs = [
        (place, places[whole])
        for place, (name, *rest) in enumerate(keys)
        if (whole := (variables()[str(name)].denominator, *rest)) in places
    ]
    areas = np.arange(len(panel.districts))
    found = [
        np.concatenate([pair[end] * len(areas) + areas for pair in pairs]) if pairs else np.empty(0, dtype=np.int64)
        for end in (0, 1)
    ]
    return found[0], found[1]


def _panel(observations: Observations) -> _Panel:
    frame = observations.frame
    dates = frame["date"].array
    order = np.argsort(dates.categories.to_numpy().astype(str), kind="stable")
    place = np.empty(len(order) + 1, dtype=np.int64)
    place[order], place[-1] = np.arange(len(order)), -1
    day = place[dates.codes]
    usable = (day >= 0) & (frame["district_id"].cat.codes.to_numpy() >= 0)
    if not usable.all():
        frame, day = frame[usable], day[usable]
    day, used = _dense(day, len(order))
    named = [str(dates.categories[order[i]]) for i in used]
    measure, first = _measures(frame)
    district, areas = _dense(frame["district_id"].cat.codes.to_numpy().astype(np.int64), None)
    cells = (measure * len(areas) + district) * len(named) + day
    shape = (len(first) * len(areas), len(named))
    there = np.zeros(shape[0] * shape[1], dtype=bool)
    there[cells] = True
    if int(there.sum()) < len(cells):
        frame, cells = _each_once(frame, cells)
    worst = {status: code for code, status in enumerate(WORST_FIRST)}
    known = frame["status"].array
    rank = np.array([worst[str(name)] for name in known.categories] + [0], dtype=np.int8)
    names = tuple(str(name) for name in frame["district_id"].array.categories[areas])
    value, low, high = (_laid(cells, frame[name].to_numpy(), shape, np.nan) for name in ("value", "low", "high"))
    return _Panel(
        measures=first,
        districts=names,
        dates=tuple(named),
        value=value,
        low=low,
        high=high,
        decimals=_laid(cells, frame["decimals"].to_numpy(), shape, -1),
        status=_laid(cells, rank[known.codes], shape, worst["not_available"]),
        there=there.reshape(shape),
    )


def _laid(cells: IntArray, values: NDArray[Any], shape: tuple[int, int], missing: float) -> NDArray[Any]:
    grid = np.full(shape[0] * shape[1], missing, dtype=values.dtype)
    grid[cells] = values
    return grid.reshape(shape)


def _dense(codes: IntArray, size: int | None) -> tuple[IntArray, IntArray]:
    """Return codes without gaps, and the old code of each new one."""
    counts = np.bincount(codes, minlength=size or 0)
    used = np.flatnonzero(counts)
    places = np.zeros(len(counts), dtype=np.int64)
    places[used] = np.arange(len(used))
    return places[codes], used


def _measures(frame: pd.DataFrame) -> tuple[IntArray, pd.DataFrame]:
    """Return the measure of each figure, and one row per measure: variable, ages, dimensions, whether a share."""
    key = frame["variable"].cat.codes.to_numpy().astype(np.int64)
    for name in ("age_from", "age_to"):
        key = key * _AGES + (frame[name].to_numpy().astype(np.int64) + 1)
    for name in _DIMENSIONS:
        key = key * (len(frame[name].cat.categories) + 1) + (frame[name].cat.codes.to_numpy() + 1)
    codes, uniques = pd.factorize(key)
    first = np.empty(len(uniques), dtype=np.int64)
    first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    rows = frame[["variable", "age_from", "age_to", *_DIMENSIONS]].take(first).reset_index(drop=True)
    shares = [variables()[str(name)].concept == "share" for name in rows["variable"]]
    return codes.astype(np.int64), rows.assign(share=shares)


def _each_once(frame: pd.DataFrame, cells: IntArray) -> tuple[pd.DataFrame, IntArray]:
    """Return every figure once; the same figure in two tables counts once, two different ones are refused."""
    values = frame["value"].to_numpy()
    order = np.lexsort((np.isnan(values), cells))  # a printed figure before one that another table leaves open
    starts = np.flatnonzero(np.diff(cells[order], prepend=-1))
    first = np.repeat(values[order[starts]], np.diff(starts, append=len(order)))
    own = values[order]
    other = order[(first != own) & ~np.isnan(own)]
    if len(other):
        row = frame.iloc[int(other[0])]
        label = variables()[str(row["variable"])].label
        raise SelectionError(say("change.fault.twice", what=label, district=row["district_id"], date=row["date"]))
    keep = np.sort(order[starts])
    return frame.iloc[keep], cells[keep]
