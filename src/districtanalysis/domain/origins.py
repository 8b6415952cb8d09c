"""Countries of origin, age classes and topics: what a study asks for, and the results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

import pandas as pd
from pydantic import Field

from districtanalysis.domain.finding import Finding
from districtanalysis.domain.form import Form, FormColumn
from districtanalysis.domain.study import Strict
from districtanalysis.language import number, say

# Either one row per person with their topics, or one row per topic with how often it was named.
ANSWERS = Form(
    "origins",
    "answers",
    (
        FormColumn("person"),
        FormColumn("topics", "list", needed=True),
    ),
    further=True,
)
TOPICS = Form(
    "origins",
    "topics",
    (
        FormColumn("topic", needed=True, filled=True),
        FormColumn("mentions", "whole", needed=True, low=0),
        FormColumn("persons", "whole", low=0),
    ),
    further=True,
)


class OriginsOptions(Strict):
    """``[change.origins]``: how many origins are shown, from how many persons on, and which entries are groups of others."""

    top: Annotated[int, Field(ge=1)] = 15
    minimum: Annotated[int, Field(ge=1)] = 3
    groups: tuple[str, ...] = ()
    variable: str = ""


@dataclass(frozen=True, slots=True)
class AgeClasses:
    """One classification by age: ``frame`` has ``label``, ``low``, ``high`` (missing = open) and ``persons`` in order.

    ``gaps`` and ``overlaps`` name ages that lie in no class or in several; ``open_ended`` says that the last class is.
    """

    title: str
    frame: pd.DataFrame
    gaps: tuple[str, ...] = ()
    overlaps: tuple[str, ...] = ()
    open_ended: bool = True
    date: str = ""

    @property
    def whole(self) -> bool:
        """Whether every age lies in exactly one class."""
        return not self.gaps and not self.overlaps and self.open_ended


@dataclass(frozen=True, slots=True)
class MultipleAnswers:
    """Topics of which each person could name several.

    ``frame`` has ``topic``, ``mentions``, ``of_persons`` (percent of the persons; adds up to more than 100) and
    ``of_mentions`` (percent of the answers; adds up to 100), most frequent first. ``persons`` is missing where it is
    not stated. Topics below ``minimum`` mentions are joined in the last row, whose ``topic`` is "".
    """

    frame: pd.DataFrame
    persons: float
    mentions: float
    minimum: int
    joined: int = 0
    file: str = ""
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Origins:
    """Persons by country of origin.

    ``frame`` has one row per entry in the order of the table: ``origin`` ("" for what remains), ``kind`` (origin, rest,
    stateless, unknown), ``persons``, ``share`` (percent of ``total``), ``rank`` (equal counts share one), ``count`` (how
    many origins an entry holds). ``districts`` is districts x entries (persons), ``withheld`` of the same shape says which
    cells are withheld. ``tied`` says that more than ``top`` are shown for equal counts at the last place.
    """

    label: str
    frame: pd.DataFrame
    total: float
    districts: pd.DataFrame = field(default_factory=pd.DataFrame)
    withheld: pd.DataFrame = field(default_factory=pd.DataFrame)
    names: Mapping[str, str] = field(default_factory=dict)
    tied: bool = False
    overlapping: bool = False
    date: str = ""
    findings: tuple[Finding, ...] = ()
    recipe: Mapping[str, object] = field(default_factory=dict)

    def to_frame(self) -> pd.DataFrame:
        """Return the entries, one row each."""
        return self.frame.copy()

    def _repr_html_(self) -> str:
        names = ("origin", "persons", "share")
        shown = self.frame[list(names)].rename(columns={name: say(f"origins.column.{name}") for name in names})
        return str(
            shown.to_html(
                index=False, na_rep=say("words.not_available_sign"), float_format=lambda value: number(value, 1)
            )
        )
