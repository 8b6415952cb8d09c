"""What is known of one district: key figures against the town, people, places, engagement, remarks."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from districtanalysis.domain.data import SourceRecord
from districtanalysis.domain.finding import Finding
from districtanalysis.domain.pictured import Against, Ages, Amounts
from districtanalysis.language import number, say


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One figure of a district in ``unit``, beside that of all districts together.

    ``base`` is n, ``first`` and ``last`` its places among ``count`` districts by height (1 = highest; they differ
    where values are equal, and are 0 where there is nothing to compare). ``city`` is NaN where counts cannot be pooled.
    """

    key: str
    label: str
    value: float
    decimals: int = 1
    unit: str = ""
    qualifier: str = "exact"
    base: float = float("nan")
    city: float = float("nan")
    first: int = 0
    last: int = 0
    count: int = 0
    caseload: bool = False
    describes_origin: bool = False


@dataclass(frozen=True, slots=True)
class Facility:
    """Facilities of one kind: their number (NaN = there, number unknown) and how they are named."""

    kind: str
    label: str
    amount: float
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a code book with the evidence for it."""

    key: str
    label: str
    step: int
    meaning: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A count at two dates (ISO) and its change in percent; ``overall`` is that of all districts."""

    label: str
    start: str
    end: str
    before: float
    after: float
    percent: float
    overall: float = float("nan")


@dataclass(frozen=True, slots=True)
class DistrictProfile:
    """One district as the tables of a study describe it.

    ``notes`` are texts by heading (location, building); ``districts`` is the number of districts it is compared
    with. ``ages`` and ``origins`` are None where the tables do not hold them.
    """

    district: str
    name: str
    city: str
    figures: tuple[KeyFigure, ...]
    districts: int
    facilities: tuple[Facility, ...] = ()
    steps: tuple[Step, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    changes: tuple[Change, ...] = ()
    ages: Ages | None = None
    origins: Amounts | None = None
    against: Against | None = None
    findings: tuple[Finding, ...] = ()
    sources: tuple[SourceRecord, ...] = ()

    def to_frame(self) -> pd.DataFrame:
        """Return the key figures, one row each: label, value, base, city, place, districts compared."""
        rows = [
            {"label": f.label, "value": f.value, "base": f.base, "city": f.city, "place": f.first, "of": f.count}
            for f in self.figures
        ]
        columns = ["label", "value", "base", "city", "place", "of"]
        return pd.DataFrame(rows, columns=columns, index=pd.Index([f.key for f in self.figures], name="key"))

    def _repr_html_(self) -> str:
        shown = self.to_frame()
        return str(shown.to_html(na_rep=say("words.not_available_sign"), float_format=lambda value: number(value, 1)))
