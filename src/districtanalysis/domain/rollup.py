"""Several towns together: their values side by side, the value of all, and what can be compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from districtanalysis.domain.data import SourceRecord
from districtanalysis.domain.finding import Finding
from districtanalysis.domain.indicator import Indicator
from districtanalysis.language import number, say

VERDICTS = ("comparable", "with_care", "not_comparable")


@dataclass(frozen=True, slots=True)
class Remark:
    """Why a value can be compared with care or not at all; worded from ``rollup.remark.<rule>``."""

    rule: str
    details: tuple[tuple[str, str], ...] = ()

    @property
    def words(self) -> str:
        """The reason in the language in force."""
        return say(f"rollup.remark.{self.rule}", **dict(self.details))


@dataclass(frozen=True, slots=True)
class RollUp:
    """Towns and the county that they make up.

    ``towns`` is indexed by town: ``districts`` (number), ``partial`` (only some districts of the town), ``residents``,
    ``median`` (residents of the district in the middle), ``dates`` and ``concepts`` in words. ``values`` holds the
    indicators (towns x indicators) in their units, pooled over the districts of the town; ``county`` by indicator
    ``value``, ``low``, ``high``, all missing where they may not be pooled. ``verdicts`` and ``remarks`` say why.
    """

    towns: pd.DataFrame
    values: pd.DataFrame
    county: pd.DataFrame
    indicators: Mapping[str, Indicator]
    verdicts: Mapping[str, str]
    remarks: Mapping[str, tuple[Remark, ...]]
    sources: tuple[SourceRecord, ...] = ()
    findings: tuple[Finding, ...] = ()

    def to_frame(self) -> pd.DataFrame:
        """Return towns and, in the last row, the county; one column per indicator, in its unit."""
        county = self.county["value"].rename(say("rollup.county"))
        return pd.concat([self.values, county.to_frame().T])

    def _repr_html_(self) -> str:
        labels = {key: indicator.label for key, indicator in self.indicators.items()}
        shown = self.to_frame().rename(columns=labels)
        return str(shown.to_html(na_rep=say("words.not_available_sign"), float_format=lambda value: number(value, 2)))
