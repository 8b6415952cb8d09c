"""The rows of a change: two tables of one measure beside each other, and every date of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from districtanalysis.domain.change import CLASSES, ChangeOptions, Measure
from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.selection import WORST_FIRST
from districtanalysis.methods.change import annual_rate, change_class, percent_change, share_difference


def change_rows(about: Measure, tables: Sequence[IndicatorTable], chosen: ChangeOptions) -> pd.DataFrame:
    """Return the change per row of two tables; what cannot be compared has its values and no change.

    The columns are those of ``Change.frame`` but for ``name`` and ``group``.
    """
    key = about.key
    first, last = tables[0].frame[key], tables[1].frame[key]
    frame = pd.DataFrame({"indicator": key, "district_id": first.index.astype(str)})
    before, after = first.to_numpy(float), last.to_numpy(float)
    bases = [table.base[key].to_numpy(float) for table in tables]
    comparable = not about.broken
    frame["before"], frame["after"] = before, after
    frame["absolute"] = after - before if comparable else np.nan
    relative = comparable and not about.share
    frame["percent"] = percent_change(before, after) if relative else np.nan
    rate = annual_rate(before, after, about.years) if relative else (after - before) / about.years
    frame["annual"] = rate if comparable else np.nan
    frame["index"] = 100 + frame["percent"]
    low, high, span = _interval(about, tables, bases, chosen.level)
    frame["low"], frame["high"] = (end if comparable else np.nan for end in (low, high))
    frame["span"] = np.where(frame["low"].notna(), span, "")
    worst = [table.status[key].astype(object).to_numpy() for table in tables]
    frame["status"] = [_worse(*pair) for pair in zip(*worst, strict=True)] if comparable else "not_meaningful"
    frame["base_before"], frame["base_after"] = bases
    both = frame["before"].notna() & frame["after"].notna()
    for name in ("before", "after"):
        frame[f"rank_{name}"] = frame[name].where(both).rank(method="min", ascending=False)
    frame["class"] = _classes(about, frame, chosen)
    return frame


def _worse(first: str, second: str) -> str:
    return min(first, second, key=WORST_FIRST.index)


def _interval(
    about: Measure, tables: Sequence[IndicatorTable], bases: Sequence[np.ndarray], level: float
) -> tuple[np.ndarray, np.ndarray, str]:
    """Return low and high of the change: by chance for shares with n, else what printed spans leave open."""
    key = about.key
    low = (tables[1].low[key] - tables[0].high[key]).to_numpy(float)
    high = (tables[1].high[key] - tables[0].low[key]).to_numpy(float)
    if about.share and all(np.isfinite(base).any() for base in bases):
        shares = [table.frame[key].to_numpy(float) / 100 for table in tables]
        chance = share_difference(shares[0], bases[0], shares[1], bases[1], level=level)
        return np.fmin(low, 100 * chance[0]), np.fmax(high, 100 * chance[1]), "chance"
    open_ = high - low > 0
    return np.where(open_, low, np.nan), np.where(open_, high, np.nan), "rounding"


def _classes(about: Measure, frame: pd.DataFrame, chosen: ChangeOptions) -> list[str]:
    """Return the class of each change per year; a share whose interval includes no change counts as stable."""
    limits = chosen.point_limits if about.share else chosen.rate_limits
    codes = change_class(frame["annual"].to_numpy(float), limits)
    around = (frame["low"] <= 0) & (frame["high"] >= 0) & (frame["span"] != "")
    codes = np.where(around.to_numpy() & (codes >= 0), CLASSES.index("stable"), codes)
    return [CLASSES[code] if code >= 0 else "" for code in codes]


def course_rows(key: str, tables: Mapping[str, IndicatorTable], names: pd.Series) -> pd.DataFrame:
    """Return every date of every row: value, and index with the first date as 100."""
    wide = pd.DataFrame({day: table.frame[key] for day, table in tables.items()})
    values = wide.to_numpy(float)
    with np.errstate(divide="ignore", invalid="ignore"):
        index = np.where(values[:, :1] > 0, 100 * values / values[:, :1], np.nan)
    districts, dates = values.shape
    return pd.DataFrame(
        {
            "indicator": key,
            "district_id": np.repeat(wide.index.astype(str).to_numpy(), dates),
            "name": np.repeat(names.reindex(wide.index).to_numpy(), dates),
            "date": np.tile(np.array(list(tables), dtype=object), districts),
            "value": values.ravel(),
            "index": index.ravel(),
        }
    )
