"""Figures that are not printed and follow from printed ones, with their interval and lineage."""

from __future__ import annotations

import pandas as pd

from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.selection import Selection, select
from districtanalysis.errors import SelectionError
from districtanalysis.methods.rounding import denominator_estimate, denominator_range

_WITHHELD = ("suppressed", "unknown_or_secret", "withheld_by_us")


def with_derived_residents(data: DistrictData) -> DistrictData:
    """Return ``data`` with residents derived from foreign nationals and their rounded share.

    Only for districts without a printed number of residents (persons), and only from an exact count
    and an exact share; a number that is withheld is not worked out. The figure has status
    ``derived``, the interval that rounding leaves open, and the two printed figures as its lineage.
    Source: count / share, the share anywhere within half a unit of its last printed digit.

    >>> from districtanalysis.domain.observations import from_rows
    >>> printed = [("foreigners", 1998, 0), ("foreign_share_printed", 17.6, 1)]
    >>> rows = [{"district_id": "Ost", "variable": v, "value": n, "decimals": d} for v, n, d in printed]
    >>> districts = pd.DataFrame({"name": ["Ost"]}, index=["Ost"])
    >>> derived = with_derived_residents(DistrictData(districts, from_rows(rows))).observations.of("residents")
    >>> derived[["value", "low", "high"]].to_numpy().tolist()
    [[11352.0, 11321.0, 11384.0]]
    """
    printed = data.observations.of("residents")
    settled = printed["value"].notna() | printed["status"].isin(_WITHHELD)
    there = set(printed.loc[settled, "district_id"].astype(str))
    try:
        counts = select(data.observations, Selection("foreigners")).frame
        shares = select(data.observations, Selection("foreign_share_printed")).frame
    except SelectionError:
        return data  # what needs these two says so itself; the residents do not follow from them
    both = counts.merge(shares, left_index=True, right_index=True, suffixes=("_count", "_share"))
    rows, inputs = [], []
    for district, row in both.iterrows():
        derived = None if district in there else _residents(row)
        if derived is not None:
            rows.append({"district_id": district, "variable": "residents", **derived})
            inputs.append([(figure, 1.0) for figure in (*row["figures_count"], *row["figures_share"])])
    return data.with_observations(data.observations.with_rows(rows, inputs))


def _residents(row: pd.Series) -> dict[str, object] | None:
    """Return value and interval; None where count or share is missing, zero, inexact or of unknown precision."""
    count, share, decimals = row["value_count"], row["value_share"], int(row["decimals_share"])
    exact = row["qualifier_count"] == row["qualifier_share"] == "exact" and decimals >= 0
    if not (exact and count > 0 and share > 0.5 / 10.0**decimals):
        return None
    low, high = denominator_range(float(count), float(share), decimals)
    if low > high:
        return None  # no whole number fits: count or share is wrong
    value = min(max(denominator_estimate(float(count), float(share)), low), high)
    return {"value": value, "low": low, "high": high, "status": "derived", "qualifier": "between", "decimals": 0}
