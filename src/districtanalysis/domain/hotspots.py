"""The result of looking for structure on the map."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd


@dataclass(frozen=True, slots=True)
class Hotspots:
    """Global and local structure of one indicator.

    ``overall`` is indexed by statistic (``moran``, ``geary``): ``value``, ``expected``, ``p``. ``districts`` is
    indexed by ``district_id``: ``name``, ``value``, ``neighbours`` (their mean), ``local`` (local Moran), ``p``,
    ``score`` (local G*, standard score), ``kind``: high_high, low_low, high_low, low_high, none, or island.
    """

    indicator: str
    label: str
    overall: pd.DataFrame
    districts: pd.DataFrame
    notes: tuple[str, ...] = ()
    recipe: Mapping[str, object] = field(default_factory=dict)

    def to_frame(self) -> pd.DataFrame:
        """Return one row per district: value, local Moran, p, kind."""
        return self.districts.copy()

    def _repr_html_(self) -> str:
        return str(self.districts.to_html(na_rep="", float_format="%.3f"))
