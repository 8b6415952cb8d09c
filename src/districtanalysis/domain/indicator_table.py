"""Indicators of districts: values with unit, base, interval and status beside each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from districtanalysis.domain.finding import Finding
from districtanalysis.domain.indicator import Indicator
from districtanalysis.domain.observations import Observations, from_rows
from districtanalysis.language import number, say


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    """District x indicator.

    ``frame`` holds the values in the unit of each indicator, indexed by ``district_id``; ``low``,
    ``high``, ``base`` (n), ``status`` and ``qualifier`` have the same shape. ``names`` is indexed
    like ``frame``. ``figures`` names, per ``(district_id, indicator)``, the ids of the printed
    figures behind each input; ``city`` is the value of the whole town where counts allow it.
    """

    frame: pd.DataFrame
    low: pd.DataFrame
    high: pd.DataFrame
    base: pd.DataFrame
    status: pd.DataFrame
    qualifier: pd.DataFrame
    names: pd.Series
    indicators: Mapping[str, Indicator]
    city: Mapping[str, float] = field(default_factory=dict)
    figures: Mapping[tuple[str, str], Mapping[str, tuple[int, ...]]] = field(default_factory=dict)
    observations: Observations = field(default_factory=lambda: from_rows([]))
    findings: tuple[Finding, ...] = ()

    @classmethod
    def from_frame(
        cls, frame: pd.DataFrame, *, base: pd.DataFrame | None = None, indicators: Mapping[str, Indicator] | None = None
    ) -> IndicatorTable:
        """Return a table of plain values, for those who hold indicators already.

        Every value counts as exact; ``base`` is missing where it is not given.

        >>> IndicatorTable.from_frame(pd.DataFrame({"x": [1.0]}, index=["Ost"])).status.loc["Ost", "x"]
        'exact'
        """
        values = frame.astype("float64")
        empty = pd.DataFrame(float("nan"), index=values.index, columns=values.columns)
        status = pd.DataFrame("exact", index=values.index, columns=values.columns)
        return cls(
            frame=values,
            low=values,
            high=values,
            base=empty if base is None else base,
            status=status.mask(values.isna(), "not_available"),
            qualifier=status,
            names=pd.Series(values.index.astype(str), index=values.index),
            indicators=indicators or {},
        )

    def label(self, key: str) -> str:
        """Return the name of an indicator as readers see it; a column of one's own names itself."""
        return self.indicators[key].label if key in self.indicators else key

    def to_frame(self) -> pd.DataFrame:
        """Return the values with the district's name in front, one row per district."""
        out = self.frame.copy()
        out.insert(0, "district", self.names)
        return out

    def to_long(self) -> pd.DataFrame:
        """Return one row per district and indicator: value, low, high, base, status, qualifier, unit."""
        shape = (len(self.frame.index), len(self.frame.columns))
        long = {
            "district_id": np.repeat(self.frame.index.to_numpy(), shape[1]),
            "indicator": np.tile(self.frame.columns.to_numpy(), shape[0]),
            "value": self.frame.to_numpy().ravel(),
        }
        long |= {
            name: getattr(self, name).to_numpy().ravel() for name in ("low", "high", "base", "status", "qualifier")
        }
        units = {key: self.indicators[key].unit if key in self.indicators else "" for key in self.frame.columns}
        return pd.DataFrame(long).assign(unit=lambda table: table["indicator"].map(units))

    def _repr_html_(self) -> str:
        labels = {key: self.label(key) for key in self.frame.columns}
        shown = self.frame.rename(index=dict(self.names), columns=labels)
        return str(shown.to_html(na_rep=say("words.not_available_sign"), float_format=lambda value: number(value, 2)))
