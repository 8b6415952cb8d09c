"""From the filled sheets of a record to decisions; and how a ranking has changed since."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from districtanalysis.domain.decision import (
    DECISIONS,
    LOCAL,
    RANKED,
    Decision,
    DecisionLog,
    LocalKnowledge,
    RankedThen,
    RankingChange,
)
from districtanalysis.domain.finding import Finding
from districtanalysis.domain.form import FormRow, FormTable
from districtanalysis.domain.ranking import Plan, Ranking

_LENGTH = 12
_CLOSE = 5e-7  # weights are written with six digits


def decision_log(tables: Mapping[str, FormTable], changes: Mapping[str, RankingChange] | None = None) -> DecisionLog:
    """Return the decisions that the sheets hold, with what does not fit as ``findings``."""
    head, ranked, local = (tables[form.key] for form in (DECISIONS, RANKED, LOCAL))
    findings = [finding for table in tables.values() for finding in table.findings]
    findings += [*_twice(head), *_unknown(head, ranked), *_unknown(head, local)]
    decisions = tuple(_decision(row, ranked.rows, local.rows) for row in head.rows if row.text("key"))
    return DecisionLog(decisions, changes or {}, tuple(findings), head.file)


def next_key(decisions: Sequence[Decision]) -> str:
    """Return the number of the next decision.

    >>> next_key([Decision("1", "Oststadt"), Decision("7", "Mittelrain")])
    '8'
    """
    return str(max((int(entry.key) for entry in decisions if entry.key.isdigit()), default=0) + 1)


def shares_of(plan: Plan) -> tuple[tuple[str, float], ...]:
    """Return the weights of a ranking as shares of 1: of each criterion, then of each scored indicator within it."""
    criteria = plan.criterion_shares()
    scored = plan.scored()
    found = list(criteria.items())
    found += [(f"{criterion}.{key}", share) for key, (criterion, _, share) in scored.items()]
    return tuple(found)


def ranked_then(ranking: Ranking) -> tuple[RankedThen, ...]:
    """Return the ranking as it stands, to be kept: rank and fit (0-100) per district."""
    return tuple(
        RankedThen(str(key), str(row["name"]), int(row["rank"]), round(float(row["fit"]), 6))
        for key, row in ranking.frame.iterrows()
    )


def digest(content: object) -> str:
    """Return twelve hexadecimal digits that name ``content``; the same content has the same ones.

    >>> digest({"a": 1}) == digest({"a": 1}), len(digest([]))
    (True, 12)
    """
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:_LENGTH]


def ranking_digest(ranking: Ranking) -> str:
    """Return the digest of ranks, fit and weights."""
    rows = [(entry.district_id, entry.rank, entry.fit) for entry in ranked_then(ranking)]
    return digest([rows, [(name, round(share, 6)) for name, share in shares_of(ranking.plan)]])


def ranking_change(then: Decision, now: Ranking, data_digest: str) -> RankingChange:
    """Return the ranking of a decision beside the one of today.

    ``same_order`` holds where the districts of both days have the same order of ranks among each other.
    """
    before = pd.DataFrame(
        {"name_then": [r.district for r in then.ranked], "rank_then": [r.rank for r in then.ranked]},
        index=[r.district_id for r in then.ranked],
    )
    before["fit_then"] = [r.fit for r in then.ranked]
    after = now.frame[["name", "rank", "fit"]].rename(columns=lambda name: f"{name}_now")
    frame = before.astype({"rank_then": "float64", "fit_then": "float64"}).join(
        after.astype({"rank_now": "float64"}), how="outer"
    )
    frame["name"] = frame["name_now"].where(frame["name_now"].notna(), frame["name_then"])
    frame = frame.drop(columns=["name_then", "name_now"]).sort_values(["rank_now", "rank_then"], kind="stable")
    both = frame.dropna(subset=["rank_then", "rank_now"])
    ranks = both["rank_then"].rank(method="min"), both["rank_now"].rank(method="min")
    old, new = dict(then.weights), dict(shares_of(now.plan))
    weights = old.keys() != new.keys() or any(abs(old[key] - new[key]) > _CLOSE for key in old)
    return RankingChange(
        frame=frame[["name", "rank_then", "rank_now", "fit_then", "fit_now"]],
        same_order=bool((ranks[0] == ranks[1]).all()) and len(both) == len(frame),
        data_changed=bool(then.data_digest) and then.data_digest != data_digest,
        weights_changed=weights,
    )


def _decision(row: FormRow, ranked: Sequence[FormRow], local: Sequence[FormRow]) -> Decision:
    key, day = row.text("key"), row.values.get("date")
    texts = ("body", "question", "reasons", "dissent", "recipe", "data_digest", "ranking_digest", "software")
    return Decision(
        key=key,
        decision=row.text("decision"),
        date=day if isinstance(day, dt.date) else None,
        chosen=row.entries("chosen"),
        heard=row.entries("heard"),
        weights=tuple(_weights(row.entries("weights"))),
        ranked=tuple(_ranked(part) for part in ranked if part.text("decision") == key),
        local=tuple(
            LocalKnowledge(part.text("statement"), part.text("relation") or "adds", part.text("district"))
            for part in local
            if part.text("decision") == key
        ),
        **{name: row.text(name) for name in texts},
    )


def _ranked(row: FormRow) -> RankedThen:
    rank = row.number("rank")
    return RankedThen(
        row.text("district_id"), row.text("district"), None if rank is None else int(rank), row.number("fit")
    )


def _weights(entries: Sequence[str]) -> Iterator[tuple[str, float]]:
    """Yield the weights that can be read; what somebody has changed by hand is left to the eyes of the reader."""
    for entry in entries:
        name, _, share = (part.strip() for part in entry.partition("="))
        try:
            yield name, float(share.replace(",", "."))
        except ValueError:
            continue


def _twice(table: FormTable) -> Iterator[Finding]:
    seen: set[str] = set()
    for row in table.rows:
        key = row.text("key")
        if key in seen:
            yield table.finding("decision_twice", row, "key", decision=key)
        seen.add(key)


def _unknown(head: FormTable, table: FormTable) -> Iterator[Finding]:
    known = {row.text("key") for row in head.rows}
    for row in table.rows:
        if row.text("decision") and row.text("decision") not in known:
            yield table.finding("decision_unknown", row, "decision", decision=row.text("decision"))
