"""Weights between two delimitations of areas, with what they rest on and what they lose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from districtanalysis.domain.area_sums import Crosswalk


@dataclass(frozen=True, slots=True)
class AreaWeights:
    """Which share of each old area belongs to which new one.

    ``links`` has ``old``, ``new`` and ``weight`` (0 to 1, adding up to one for every old area). ``areas`` is indexed
    by the old area: ``parts`` (in how many new ones it lies), ``lost`` (share of its surface, or of its people, that
    lies in none and was spread over the others) and ``by`` (``overlay`` or ``points``). ``reached`` counts the new
    areas that receive something, ``unreached`` names the others. ``method`` is ``overlay`` or ``points``.
    """

    links: pd.DataFrame
    areas: pd.DataFrame
    method: str
    reached: int
    unreached: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    recipe: Mapping[str, object] = field(default_factory=dict)

    @property
    def crosswalk(self) -> Crosswalk:
        """The weights in the form that brings figures to the new areas."""
        return Crosswalk.of(self.links.itertuples(index=False, name=None))

    def to_frame(self) -> pd.DataFrame:
        """Return one row per pair: old area, new area, weight."""
        return self.links.copy()

    def _repr_html_(self) -> str:
        return str(self.links.to_html(index=False, float_format="%.4f", max_rows=40))
