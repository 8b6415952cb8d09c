"""``origins``: the most frequent countries of origin, what remains, and what must be withheld."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.finding import Finding
from districtanalysis.domain.origins import Origins, OriginsOptions
from districtanalysis.domain.registry import unknown_name
from districtanalysis.domain.variables import variables
from districtanalysis.errors import SelectionError, StudyError
from districtanalysis.language import say
from districtanalysis.methods.suppression import suppressed

# What is no country: how the citizenship stands, or that nobody knows.
_UNKNOWN = re.compile(
    r"unbekannt|ungeklärt|ohne angabe|nicht zuzuordnen|nzord|keine angabe|unknown|undefined|not stated", re.IGNORECASE
)
_STATELESS = re.compile(r"staatenlos|stateless", re.IGNORECASE)
_NO_COUNTRY = {"national", "foreign", "deutsch", "nichtdeutsch"}
_TIED_AT_MOST = 5
_ROUNDING = 0.5


def origins(data: DistrictData, options: OriginsOptions | None = None, district: str = "") -> Origins:
    """Return the most frequent origins of all districts together (or of ``district``), persons and percent.

    Equal counts at the last place are all shown, up to five more than asked for. Unknown and stateless stand apart.
    Origins with fewer persons than the minimum go into the remainder, and further ones with them until nothing follows by
    subtraction. Percentages are of the printed total, else of the sum. Entries that are groups of others (named in
    ``options.groups``) are left out; where the others still add up to more than the total, no remainder is given.
    Raises ``SelectionError`` where no origin has a value, ``StudyError`` for an unknown variable.
    """
    wanted = options or OriginsOptions()
    variable, rows = _rows(data, wanted)
    if district:
        rows = rows[rows["district_id"] == district]
    counts = _by_district(rows, data).drop(columns=list(wanted.groups), errors="ignore")
    sums = counts.sum(axis=0, min_count=1)
    if sums.notna().sum() == 0:
        raise SelectionError(say("origins.no_values", what=variables()[variable].label))
    printed = _printed_totals(data, variable, rows).reindex(counts.index)
    added, stated = float(sums.sum()), float(printed.sum(skipna=False))
    overlapping = not np.isnan(stated) and added > stated + _ROUNDING
    total = added if np.isnan(stated) else stated
    frame, tied = _entries(sums, total, wanted, overlapping=overlapping)
    totals = counts.sum(axis=1, min_count=1) if np.isnan(stated) else printed
    table, withheld = _table(counts, None if overlapping else totals, frame, wanted.minimum)
    details = {"sum": added, "total": total}
    findings = (Finding("origins_overlap", "warning", variable=variable, details=details),) if overlapping else ()
    return Origins(
        label=variables()[variable].label,
        frame=frame,
        total=total,
        districts=table,
        withheld=withheld,
        names={str(key): str(name) for key, name in data.districts["name"].items()},
        tied=tied,
        overlapping=overlapping,
        date=_date(rows),
        findings=findings,
        recipe={"top": wanted.top, "minimum": wanted.minimum, "groups": list(wanted.groups), "variable": variable},
    )


def _rows(data: DistrictData, wanted: OriginsOptions) -> tuple[str, pd.DataFrame]:
    """Return the figures by origin of one variable: the one named, else the one with the most origins; latest date."""
    frame = data.observations.frame
    rows = frame[frame["origin"].notna() & ~frame["origin"].isin(_NO_COUNTRY) & (frame["age_from"] < 0)]
    rows = rows[rows["sex"].isna() & rows["kind"].isna()]
    known = rows.groupby("variable", observed=True)["origin"].nunique().sort_values(ascending=False, kind="stable")
    names = [str(name) for name in known.index]
    if not names:
        raise SelectionError(say("origins.none"))
    if wanted.variable and wanted.variable not in names:
        raise StudyError(unknown_name("variable", wanted.variable, names))
    variable = wanted.variable or names[0]
    rows = rows[rows["variable"] == variable]
    days = rows["date"].dropna().astype(str)
    return variable, rows[rows["date"] == days.max()] if len(days) else rows


def _by_district(rows: pd.DataFrame, data: DistrictData) -> pd.DataFrame:
    wide = rows.pivot_table(
        index="district_id", columns="origin", values="value", aggfunc="first", observed=True, dropna=False
    )
    wide.columns = wide.columns.astype(str)
    order = [key for key in data.districts.index if key in wide.index]
    return wide.reindex(order).set_axis([str(key) for key in order])


def _printed_totals(data: DistrictData, variable: str, rows: pd.DataFrame) -> pd.Series:
    """Return the printed total of each district, on the date of the figures by origin."""
    whole = data.observations.of(variable)
    whole = whole[(whole["age_from"] < 0) & whole[["sex", "origin", "kind"]].isna().all(axis=1)]
    day = _date(rows)
    whole = (whole[whole["date"] == day] if day else whole[whole["date"].isna()]).drop_duplicates("district_id")
    return pd.Series(whole["value"].to_numpy(float), index=whole["district_id"].astype(str).to_numpy())


def _entries(sums: pd.Series, total: float, wanted: OriginsOptions, *, overlapping: bool) -> tuple[pd.DataFrame, bool]:
    """Return the rows of the table; small origins and as many more as it takes are in the remainder."""
    kinds = {str(name): _kind(str(name)) for name in sums.index}
    countries = sums[[name for name in sums.index if kinds[str(name)] == "origin"]].dropna()
    ordered = countries.loc[sorted(countries.index, key=lambda name: (-countries[name], str(name)))]
    shown, tied = _first(ordered, wanted)
    apart = {
        str(name): float(sums[name]) for name in sums.index if kinds[str(name)] != "origin" and sums[name] == sums[name]
    }
    apart = {name: value for name, value in apart.items() if value >= wanted.minimum or value == 0}
    rest = total - float(shown.sum()) - sum(apart.values())
    while len(shown) and 0 < rest < wanted.minimum and not overlapping:
        shown = shown.iloc[:-1]
        rest = total - float(shown.sum()) - sum(apart.values())
    ranks = shown.rank(method="min", ascending=False)
    rows: list[tuple[str, str, float, float, int]] = [
        (str(name), "origin", float(value), float(ranks[name]), 1) for name, value in shown.items()
    ]
    hidden = int(sums.notna().sum()) - len(shown) - len(apart)
    listed = float(sums.sum()) - float(shown.sum()) - sum(apart.values())
    # a table that does not list every origin leaves open how many there are
    many = hidden if abs(listed - rest) <= _ROUNDING else 0
    if hidden or (rest > 0 and not overlapping):
        rows.append(("", "rest", float("nan") if overlapping else rest, float("nan"), many))
    rows += [
        (name, kinds[name], value, float("nan"), 1)
        for name, value in sorted(apart.items(), key=lambda entry: kinds[entry[0]])
    ]
    frame = pd.DataFrame(rows, columns=["origin", "kind", "persons", "rank", "count"])
    frame["share"] = 100 * frame["persons"] / (total if total > 0 else float("nan"))
    return frame[["origin", "kind", "persons", "share", "rank", "count"]], tied


def _first(ordered: pd.Series, wanted: OriginsOptions) -> tuple[pd.Series, bool]:
    """Return the largest origins with those that equal the last of them, and whether there are such."""
    large = ordered[ordered >= wanted.minimum]
    shown = large.iloc[: wanted.top]
    if len(large) <= wanted.top:
        return shown, False
    equal = int((large.iloc[wanted.top :] == shown.iloc[-1]).sum())
    if not equal:
        return shown, False
    if equal > _TIED_AT_MOST:
        return large[large > shown.iloc[-1]], True  # too many to show: none of them rather than some
    return large.iloc[: wanted.top + equal], True


def _kind(name: str) -> str:
    text = name.replace("_", " ")
    return "stateless" if _STATELESS.search(text) else "unknown" if _UNKNOWN.search(text) else "origin"


def _table(
    counts: pd.DataFrame, totals: pd.Series | None, frame: pd.DataFrame, minimum: int
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return districts x entries of the table with what remains of ``totals``, and which cells are withheld."""
    shown = [str(name) for name in frame.loc[frame["kind"] != "rest", "origin"]]
    table = counts[shown].copy()
    if totals is not None and (frame["kind"] == "rest").any():
        table[""] = totals - table.sum(axis=1, skipna=True)
    known = table.fillna(0.0).to_numpy(float)
    hidden = suppressed(known, minimum, columns=totals is not None) & table.notna().to_numpy()
    return table, pd.DataFrame(np.asarray(hidden), index=table.index, columns=table.columns)


def _date(rows: pd.DataFrame) -> str:
    days = rows["date"].dropna().astype(str)
    return str(days.max()) if len(days) else ""
