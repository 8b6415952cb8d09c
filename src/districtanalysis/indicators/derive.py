"""Figures that are not printed and follow from printed ones, with their interval and lineage."""

from __future__ import annotations

import pandas as pd

from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.selection import Selection, select
from districtanalysis.methods.rounding import denominator_estimate, denominator_range


def with_derived_residents(data: DistrictData) -> DistrictData:
    """Return ``data`` with residents derived from foreign nationals and their rounded share.

    Only for districts without a printed number of residents. The figure has status ``derived``, the
    interval that rounding leaves open, and the two printed figures as its lineage. Source: count /
    share, the share anywhere within half a unit of its last printed digit.
    """
    printed = data.observations.of("residents")
    there = set(printed.loc[printed["value"].notna(), "district_id"].astype(str))
    counts = select(data.observations, Selection("foreigners")).frame
    shares = select(data.observations, Selection("foreign_share_printed")).frame
    both = counts.merge(shares, left_index=True, right_index=True, suffixes=("_count", "_share"))
    rows, inputs = [], []
    for district, row in both.iterrows():
        derived = None if district in there else _residents(row)
        if derived is not None:
            rows.append({"district_id": district, "variable": "residents", **derived})
            inputs.append([(figure, 1.0) for figure in (*row["figures_count"], *row["figures_share"])])
    return data.with_observations(data.observations.with_rows(rows, inputs))


def _residents(row: pd.Series) -> dict[str, object] | None:
    """Return value and interval; None where count or share is missing, zero, or of unknown precision."""
    count, share, decimals = row["value_count"], row["value_share"], int(row["decimals_share"])
    if not (count > 0 and share > 0.5 / 10 ** max(decimals, 0) and decimals >= 0):
        return None
    low, high = denominator_range(float(count), float(share), decimals)
    value = denominator_estimate(float(count), float(share))
    return {"value": value, "low": low, "high": high, "status": "derived", "qualifier": "between", "decimals": 0}
