"""The result of measuring how a group is spread over districts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from districtanalysis.language import say


@dataclass(frozen=True, slots=True)
class Segregation:
    """How one group is spread.

    ``measures`` is indexed by measure (``segregation_index``, ``isolation`` ...): ``value``, ``low``, ``high``
    and ``kind`` of the span (chance, rounding or ""), each on its own scale from 0 to 1. ``districts`` is indexed
    by ``district_id``: ``name``, ``group``, ``total`` (persons), ``share`` (percent), ``location_quotient``.
    With several groups the districts also have ``evenness`` (entropy / ln K) and ``simpson`` (unbiased), and
    ``mixture`` holds M and Theil's H with their parts between and within an upper level, and the dissimilarity
    of all groups. ``change`` holds the index at an earlier date, its difference and the span of the difference.
    """

    group: str
    measures: pd.DataFrame
    districts: pd.DataFrame
    change: Mapping[str, float] | None = None
    mixture: Mapping[str, float] | None = None
    left_out: tuple[str, ...] = ()
    recipe: Mapping[str, object] = field(default_factory=dict)

    def to_frame(self) -> pd.DataFrame:
        """Return the measures with their span, one row each."""
        return self.measures.copy()

    def _repr_html_(self) -> str:
        labels = {key: say(f"segregation.measure.{key}.label") for key in self.measures.index}
        return str(self.measures.rename(index=labels).to_html(na_rep="", float_format="%.4f"))
