"""Offers: for whom, in which field, in which districts; and where there are none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from districtanalysis.domain.finding import Finding
from districtanalysis.domain.form import Form, FormColumn
from districtanalysis.language import say

STATES = ("running", "planned", "ended")
AXES = ("field", "group", "district")

OFFERS = Form(
    "actors",
    "offer",
    (
        FormColumn("name", needed=True, filled=True),
        FormColumn("provider"),
        FormColumn("fields", "list", needed=True, filled=True),
        FormColumn("groups", "list"),
        FormColumn("districts", "list"),
        FormColumn("state", "choice", choices=STATES),
        FormColumn("kind"),
        FormColumn("number", "whole", low=1, high=10_000),
        FormColumn("lasting", "choice", choices=("yes", "no")),
        FormColumn("contact", "choice", choices=("yes", "no")),
        FormColumn("evidence"),
    ),
)
LISTS = Form(
    "actors",
    "list",
    (
        FormColumn("axis", "choice", needed=True, filled=True, choices=AXES),
        FormColumn("entry", needed=True, filled=True),
    ),
)
FORMS = (OFFERS, LISTS)


@dataclass(frozen=True, slots=True)
class Offer:
    """One offer. No groups means for everybody, no districts the whole town.

    ``kind`` and ``number`` make it a facility; ``lasting`` and ``contact`` say that it has come to stay and that somebody
    answers for it.
    """

    name: str
    provider: str = ""
    fields: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    state: str = "running"
    kind: str = ""
    number: int | None = None
    lasting: bool = False
    contact: bool = False
    evidence: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Coverage:
    """How many running offers there are for each field, target group and district.

    ``local`` and ``everywhere`` have one row per field, group and district and the columns ``offers``: those of the
    district itself, and those of the whole town. ``declared`` says for which axes a list of entries was given: only there
    an entry without any offer can be seen.
    """

    offers: tuple[Offer, ...]
    entries: Mapping[str, tuple[str, ...]]
    local: pd.DataFrame
    everywhere: pd.DataFrame
    declared: frozenset[str]
    findings: tuple[Finding, ...] = ()
    file: str = ""

    def matrix(self, rows: str, columns: str) -> pd.DataFrame:
        """Return the number of running offers by two of the axes, offers of the whole town included once."""
        counts = pd.DataFrame(0, index=list(self.entries[rows]), columns=list(self.entries[columns]))
        for offer in self.offers:
            if offer.state == "running":
                for row in self.reached(offer, rows):
                    for column in self.reached(offer, columns):
                        counts.loc[row, column] += 1
        return counts

    def reached(self, offer: Offer, axis: str) -> tuple[str, ...]:
        """Return the entries of one axis that an offer reaches; all of them where it names none."""
        named: tuple[str, ...] = getattr(offer, f"{axis}s")
        return named or self.entries[axis]

    def blanks(self) -> pd.DataFrame:
        """Return the fields and groups without any offer: field, group, districts (all that have none, in order)."""
        together = self.local["offers"] + self.everywhere["offers"]
        empty = self.local.loc[together == 0, list(AXES)]
        rows = [
            (field, group, tuple(part["district"]))
            for (field, group), part in empty.groupby(["field", "group"], sort=False)
        ]
        return pd.DataFrame(rows, columns=["field", "group", "districts"])

    def to_frame(self) -> pd.DataFrame:
        """Return one row per field, group and district: offers there and offers of the whole town."""
        return self.local.assign(everywhere=self.everywhere["offers"])

    def _repr_html_(self) -> str:
        return str(self.matrix("field", "district").to_html(na_rep=say("words.not_available_sign")))
