"""What the change of residents consists of: births and deaths, moves, changed borders, and what remains."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from districtanalysis.domain.change import PARTS, Reclassified
from districtanalysis.domain.data import DistrictData
from districtanalysis.methods.change import years_between

# Each part follows from any of these sets of flows: what is added, what is taken away.
_NATURAL = ((("births",), ("deaths",)),)
_MOVES = (
    (("migration_balance",), ()),
    (("moves_in",), ("moves_out",)),
    (("moves_in_from_outside", "moves_in_within_city"), ("moves_out_to_outside", "moves_out_within_city")),
)
_FLOWS = {"natural": _NATURAL, "moves": _MOVES}


def parts_of_change(
    data: DistrictData,
    steps: pd.Series,
    period: tuple[str, str],
    reclassified: Sequence[Reclassified] = (),
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return the parts of the change of residents per district (persons), and the variables that are lacking.

    ``steps`` is the change of each district. A flow counts where it is there for every year of the period: figures of
    a year carry its last day. ``rest`` is what the known parts leave: corrections of the register, and whatever part
    is not known. The table is empty where no flow is known at all. Source: balance of population statistics,
    P1 - P0 = (births - deaths) + (moves in - moves out) + changed borders + rest.
    """
    found = {name: _first(data, options, period) for name, options in _FLOWS.items()}
    missing = tuple(_lacking(found))
    if all(part is None for part in found.values()) and not reclassified:
        return pd.DataFrame(columns=["district_id", "name", "total", *PARTS]), missing
    frame = pd.DataFrame({"name": data.districts["name"], "total": steps.reindex(data.districts.index)})
    for name, part in found.items():
        frame[name] = float("nan") if part is None else part.reindex(frame.index)
    frame["reclassified"] = _moved_borders(frame, period, reclassified)
    known = frame[["natural", "moves", "reclassified"]].dropna(axis="columns", how="all")
    frame["rest"] = frame["total"] - known.sum(axis=1, skipna=False)
    return frame.rename_axis("district_id").reset_index()[["district_id", "name", "total", *PARTS]], missing


def _first(
    data: DistrictData, options: Iterable[tuple[tuple[str, ...], tuple[str, ...]]], period: tuple[str, str]
) -> pd.Series | None:
    """Return the balance over the period from the first set of flows that is complete."""
    for added, taken in options:
        flows = [_flow(data, name, period) for name in (*added, *taken)]
        complete = [flow for flow in flows if flow is not None]
        if len(complete) == len(flows):
            signs = [1] * len(added) + [-1] * len(taken)
            return sum(
                (sign * flow for sign, flow in zip(signs, complete, strict=True)),
                start=pd.Series(0.0, complete[0].index),
            )
    return None


def _flow(data: DistrictData, variable: str, period: tuple[str, str]) -> pd.Series | None:
    """Return the sum of a flow over the years of the period; None unless every year is there for some district."""
    rows = data.observations.of(variable)
    rows = rows[rows["age_from"].eq(-1) & rows[["sex", "origin", "kind"]].isna().all(axis=1)]
    days = rows["date"].astype(object)
    rows = rows[days.notna() & (days > period[0]) & (days <= period[1])]
    years = rows["date"].dropna().nunique()
    if not years or years != round(years_between(*period)):
        return None
    wide = rows.pivot_table(index="district_id", columns="date", values="value", aggfunc="first", observed=True)
    return wide.sum(axis=1, skipna=False).set_axis(wide.index.astype(str))


def _moved_borders(frame: pd.DataFrame, period: tuple[str, str], entries: Sequence[Reclassified]) -> pd.Series:
    found = pd.Series(0.0 if entries else float("nan"), frame.index)
    for entry in entries:
        if period[0] < entry.date.isoformat() <= period[1]:
            found[(frame.index == entry.district) | (frame["name"] == entry.district)] += entry.persons
    return found


def _lacking(found: dict[str, pd.Series | None]) -> Iterable[str]:
    if found["natural"] is None:
        yield from ("births", "deaths")
    if found["moves"] is None:
        yield from ("moves_in", "moves_out")
