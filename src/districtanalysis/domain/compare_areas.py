"""The result of comparing a town with the areas that it belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from districtanalysis.domain.finding import Finding
from districtanalysis.language import number, say


@dataclass(frozen=True, slots=True)
class AreaComparison:
    """One group in areas within one another.

    ``frame`` has one row per area and block, from the smallest area to the largest: ``area``, ``kind`` (area, or
    without: the area without the town), ``block``, ``group`` and ``total`` (persons), ``share`` with ``low`` and ``high``
    (percent; what rounded counts leave open), ``ratio`` (location quotient: share of the town / share of the area) and
    ``difference`` (share of the town - share of the area, percentage points). ``blocks`` is indexed by block:
    ``concept``, ``date`` and ``source``; areas are compared within a block only. ``nested`` says whether the order of the areas
    was stated or follows from their size.
    """

    town: str
    label: str
    frame: pd.DataFrame
    blocks: pd.DataFrame
    nested: bool = True
    findings: tuple[Finding, ...] = ()
    recipe: Mapping[str, object] = field(default_factory=dict)

    def to_frame(self) -> pd.DataFrame:
        """Return the areas, one row per area and block."""
        return self.frame.copy()

    def _repr_html_(self) -> str:
        names = ("area", "group", "total", "share", "ratio", "difference")
        labels = {name: say(f"compare_areas.column.{name}") for name in names}
        shown = self.frame[list(names)].rename(columns=labels)
        return str(
            shown.to_html(
                index=False, na_rep=say("words.not_available_sign"), float_format=lambda value: number(value, 2)
            )
        )
