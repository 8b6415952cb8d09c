"""How alike districts are: distances from one district to the others, with what is alike and what differs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from districtanalysis.language import number, say

BANDS = ("very_similar", "similar", "different")
# Up to which distance: standard deviations, or points on a scale of 0 to 100 between goalposts.
LIMITS: Mapping[str, tuple[float, float]] = {"z": (0.5, 1.0), "goalposts": (10.0, 25.0)}


@dataclass(frozen=True, slots=True)
class Similarity:
    """Distances from ``district`` to every other district.

    ``frame`` is indexed by ``district_id``, the nearest first: ``name``, ``distance`` (root of the mean squared
    difference over the indicators, in ``scaling`` units), ``low`` and ``high`` (5 and 95 % of the draws, missing
    without draws), ``among_nearest`` (share of draws in which it is one of the ``nearest``), ``band``.
    ``differences`` (districts x indicators) are scaled and signed, positive where the other district has more.
    ``to_centre`` holds each district's distance to the middle of all; ``values`` the plain units.
    """

    district: str
    name: str
    frame: pd.DataFrame
    differences: pd.DataFrame
    values: pd.DataFrame
    to_centre: pd.Series
    scaling: str
    labels: Mapping[str, str]
    decimals: Mapping[str, int]
    nearest: int
    draws: int = 0
    seed: int = 0
    moving: tuple[str, ...] = ()
    left_out: Mapping[str, str] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)

    @property
    def place_to_centre(self) -> int:
        """The place of the district by its distance to the middle, 1 = the most typical."""
        return int((self.to_centre < self.to_centre[self.district]).sum()) + 1

    def alike(self, other: str, *, at_most: int = 3) -> list[str]:
        """Return the indicators in which ``other`` is closest, within the first limit, the closest first."""
        row = self.differences.loc[other].abs().sort_values(kind="stable")
        return [str(key) for key in row.index[row <= LIMITS[self.scaling][0]][:at_most]]

    def unlike(self, other: str, *, at_most: int = 2) -> list[str]:
        """Return the indicators in which ``other`` differs by more than the first limit, the largest first."""
        row = self.differences.loc[other].abs().sort_values(ascending=False, kind="stable")
        return [str(key) for key in row.index[row > LIMITS[self.scaling][0]][:at_most]]

    def to_frame(self) -> pd.DataFrame:
        """Return the distances with the scaled differences beside them, one row per district."""
        return self.frame.join(self.differences)

    def _repr_html_(self) -> str:
        shown = self.frame.set_index("name")
        return str(shown.to_html(na_rep=say("words.not_available_sign"), float_format=lambda value: number(value, 2)))


def band_of(distance: float, scaling: str) -> str:
    """Return the band of a distance in ``scaling`` units.

    >>> band_of(0.4, "z"), band_of(30.0, "goalposts")
    ('very_similar', 'different')
    """
    first, second = LIMITS[scaling]
    return BANDS[0] if distance <= first else BANDS[1] if distance <= second else BANDS[2]
