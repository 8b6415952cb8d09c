"""The record of decisions: what was decided on which figures, who was heard, and what local knowledge said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from districtanalysis.domain.finding import Finding
from districtanalysis.domain.form import Form, FormColumn
from districtanalysis.language import date, say

RELATIONS = ("confirms", "contradicts", "adds")
DECISIONS = Form(
    "decision",
    "decision",
    (
        FormColumn("key", needed=True, filled=True),
        FormColumn("date", "date", filled=True),
        FormColumn("body"),
        FormColumn("question"),
        FormColumn("decision", needed=True, filled=True),
        FormColumn("chosen", "list"),
        FormColumn("reasons"),
        FormColumn("heard", "list"),
        FormColumn("dissent"),
        FormColumn("recipe"),
        FormColumn("weights", "list"),
        FormColumn("data_digest"),
        FormColumn("ranking_digest"),
        FormColumn("software"),
    ),
)
RANKED = Form(
    "decision",
    "ranked",
    (
        FormColumn("decision", needed=True, filled=True),
        FormColumn("rank", "whole"),
        FormColumn("district_id", needed=True, filled=True),
        FormColumn("district"),
        FormColumn("fit", "number"),
    ),
)
LOCAL = Form(
    "decision",
    "local",
    (
        FormColumn("decision", needed=True, filled=True),
        FormColumn("district"),
        FormColumn("relation", "choice", choices=RELATIONS),
        FormColumn("statement", needed=True, filled=True),
    ),
)
FORMS = (DECISIONS, RANKED, LOCAL)


@dataclass(frozen=True, slots=True)
class LocalKnowledge:
    """What people on the spot say about a figure: it confirms, contradicts or adds to it."""

    statement: str
    relation: str = "adds"
    district: str = ""


@dataclass(frozen=True, slots=True)
class RankedThen:
    """One district in the ranking as it stood: rank and fit (0-100)."""

    district_id: str
    district: str
    rank: int | None
    fit: float | None


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision with everything that it rested on.

    ``weights`` are shares of 1 by criterion and by ``criterion.indicator``; the digests name the tables and the
    ranking, so that a later reader sees whether they are still the same.
    """

    key: str
    decision: str
    date: dt.date | None = None
    body: str = ""
    question: str = ""
    chosen: tuple[str, ...] = ()
    reasons: str = ""
    heard: tuple[str, ...] = ()
    dissent: str = ""
    recipe: str = ""
    weights: tuple[tuple[str, float], ...] = ()
    data_digest: str = ""
    ranking_digest: str = ""
    software: str = ""
    ranked: tuple[RankedThen, ...] = ()
    local: tuple[LocalKnowledge, ...] = ()

    @property
    def heading(self) -> str:
        """Number, day and body in words."""
        day = date(self.date) if self.date else say("decision.undated")
        parts = [say("decision.number", number=self.key), day, self.body]
        return ", ".join(part for part in parts if part)

    def to_rows(self) -> dict[str, list[dict[str, object]]]:
        """Return the record as rows by form and column, without what is empty."""
        head = {column.key: getattr(self, column.key) for column in DECISIONS.columns}
        head["weights"] = tuple(f"{name} = {share:.6g}" for name, share in self.weights)
        ranked = [
            {"decision": self.key, "rank": r.rank, "district_id": r.district_id, "district": r.district, "fit": r.fit}
            for r in self.ranked
        ]
        local = [
            {"decision": self.key, "district": k.district, "relation": k.relation, "statement": k.statement}
            for k in self.local
        ]
        return {
            key: [_filled(row) for row in rows]
            for key, rows in (("decision", [head]), ("ranked", ranked), ("local", local))
        }


def _filled(row: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in row.items() if value not in (None, "", ())}


@dataclass(frozen=True, slots=True)
class RankingChange:
    """A ranking then and now.

    ``frame`` is indexed by ``district_id``: name, rank and fit ``_then`` and ``_now`` (missing where a district takes
    part on one day only). The flags say what else differs.
    """

    frame: pd.DataFrame
    same_order: bool
    data_changed: bool
    weights_changed: bool


@dataclass(frozen=True, slots=True)
class DecisionLog:
    """All decisions of a file in its order, and by number how the ranking has changed since."""

    decisions: tuple[Decision, ...]
    changes: Mapping[str, RankingChange]
    findings: tuple[Finding, ...] = ()
    file: str = ""

    def to_frame(self) -> pd.DataFrame:
        """Return one row per decision, indexed by its number."""
        names = ["key", "date", "body", "decision", "chosen", "heard", "dissent", "recipe", "ranking_digest"]
        rows = [{name: getattr(entry, name) for name in names} for entry in self.decisions]
        return pd.DataFrame(rows, columns=names).set_index("key")

    def _repr_html_(self) -> str:
        return str(self.to_frame().to_html(na_rep=""))
