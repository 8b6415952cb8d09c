"""What an indicator is: its inputs, formula, unit and the source of its definition."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from districtanalysis.domain.selection import Selection
from districtanalysis.language import say

FloatArray = NDArray[np.float64]
Formula = Callable[..., FloatArray]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One entry of the catalogue.

    ``inputs`` name the arguments of ``formula``; arguments in ``city`` receive the city's total of
    that selection, pooled over the districts. ``base`` is the input whose value is printed as n.
    ``printed`` is the variable that is taken as it stands where the inputs are not there.
    ``describes_origin`` marks nationality and migration: context, never need, unless a study asks
    for it with a reason.
    """

    key: str
    theme: str
    unit: str
    formula: Formula
    inputs: Mapping[str, Selection]
    city: Mapping[str, Selection] = field(default_factory=dict)
    base: str = ""
    decimals: int = 1
    source: str = ""
    describes_origin: bool = False
    caseload: bool = False
    bounds: tuple[float, float] | None = None
    printed: str = ""

    @property
    def label(self) -> str:
        """The name that readers see, with its unit where that is part of the name."""
        return say(f"indicator.{self.key}.label")

    @property
    def short(self) -> str:
        """The formula in words."""
        return say(f"indicator.{self.key}.formula")

    @property
    def unit_label(self) -> str:
        """The unit in words; "" for codes."""
        return "" if self.unit == "code" else say(f"unit.{self.unit}")
