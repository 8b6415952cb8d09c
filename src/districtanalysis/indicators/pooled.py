"""Indicators of several towns together: from the sums of their counts, never from a mean of their shares."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

import numpy as np

from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.indicator import Indicator
from districtanalysis.domain.selection import Selection, select
from districtanalysis.domain.variables import variables
from districtanalysis.errors import SelectionError
from districtanalysis.indicators.derive import with_derived_residents

Ends = tuple[float, float, float]  # value, low, high


def can_be_pooled(indicator: Indicator) -> bool:
    """Return whether the inputs are counts that may be summed: codes, kinds and nationalities may not."""
    return all(
        variables()[wanted.variable].additive and wanted.reduce != "kinds" for wanted in indicator.inputs.values()
    )


def input_sums(data: DistrictData, indicator: Indicator) -> dict[str, Ends] | None:
    """Return each input summed over the districts of one town, with its bounds; None where a figure is missing.

    Shares that are printed without their counts give no sum: residents are then derived, with their interval, where
    count and share are both printed. Unit: that of the input.
    """
    figures = with_derived_residents(data)
    found = {}
    for name, wanted in {**indicator.inputs, **indicator.city}.items():
        ends = _sum(figures, wanted)
        if ends is None:
            return None
        found[name] = ends
    return found


def pooled(parts: Sequence[Mapping[str, Ends]], indicator: Indicator) -> Ends:
    """Return value, low and high of ``indicator`` over several towns, in its unit.

    The formula is applied to the sums of the inputs; low and high are its extremes over their bounds. Source: pooled
    ratio (ratio of sums), as official statistics computes the value of a larger area.

    >>> from districtanalysis.indicators.catalogue import CATALOGUE
    >>> a = {"part": (20.0, 20.0, 20.0), "whole": (100.0, 100.0, 100.0)}
    >>> names = dict(zip(CATALOGUE["foreign_share"].inputs, a.values()))
    >>> pooled([names, names], CATALOGUE["foreign_share"])[0]
    20.0
    """
    sums = {name: tuple(sum(part[name][end] for part in parts) for end in range(3)) for name in parts[0]}
    value = _applied(indicator, {name: ends[0] for name, ends in sums.items()})
    corners = [
        _applied(indicator, dict(zip(sums, chosen, strict=True)))
        for chosen in itertools.product(*((ends[1], ends[2]) for ends in sums.values()))
    ]
    return value, float(np.fmin.reduce([value, *corners])), float(np.fmax.reduce([value, *corners]))


def _sum(data: DistrictData, wanted: Selection) -> Ends | None:
    try:
        frame = select(data.observations, wanted).frame.reindex(data.districts.index)
    except SelectionError:
        return None  # the figures do not carry it: that is the answer to the question asked here
    if frame["value"].isna().any():
        return None
    return float(frame["value"].sum()), float(frame["low"].sum()), float(frame["high"].sum())


def _applied(indicator: Indicator, inputs: Mapping[str, float]) -> float:
    with np.errstate(divide="ignore", invalid="ignore"):
        values = indicator.formula(
            **{name: np.array([value]) if name in indicator.inputs else value for name, value in inputs.items()}
        )
    value = float(np.asarray(values, dtype="float64")[0])
    return value if np.isfinite(value) else float("nan")
