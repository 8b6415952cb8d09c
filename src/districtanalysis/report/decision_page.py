"""The record of decisions as a page: each with what it rested on, and the ranking then and now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from districtanalysis.domain.decision import LOCAL, Decision, DecisionLog, RankingChange
from districtanalysis.domain.display import Block, Column, Page, Paragraph, Table, Value
from districtanalysis.language import join, percent, say


def decision_page(log: DecisionLog, *, city: str = "", labels: Mapping[str, str] | None = None) -> Page:
    """Return the page of all decisions, the latest first; ``labels`` words the criteria of the weights."""
    title = say("decision.title", city=city) if city else say("decision.title_plain")
    data = {
        key: [row for entry in log.decisions for row in entry.to_rows()[key]] for key in ("decision", "ranked", "local")
    }
    return Page(title, tuple(decision_blocks(log, labels=labels)), "", data, _listed(log))


def decision_blocks(log: DecisionLog, *, labels: Mapping[str, str] | None = None) -> Iterator[Block]:
    """Yield every decision with what it rested on; how to record the first one where there is none."""
    if not log.decisions:
        yield Paragraph(say("decision.nothing"), "lead")
        return
    for entry in reversed(log.decisions):
        yield from _one(entry, log.changes.get(entry.key), labels or {})
    yield Paragraph(say("decision.standing"), "note")


def _one(entry: Decision, change: RankingChange | None, labels: Mapping[str, str]) -> Iterator[Block]:
    if entry.question:
        yield Paragraph(say("decision.question", text=entry.question), heading=entry.heading)
    yield Paragraph(say("decision.decided", text=entry.decision), "lead", "" if entry.question else entry.heading)
    yield from (Paragraph(text) for text in _facts(entry, labels))
    if change is not None and entry.ranked:
        yield _then_and_now(entry, change)
    elif entry.ranked:
        yield _ranking(entry)
    if entry.local:
        yield _local(entry)


def _facts(entry: Decision, labels: Mapping[str, str]) -> Iterator[str]:
    if entry.chosen:
        yield say("decision.chosen", names=join(entry.chosen))
    if entry.reasons:
        yield say("decision.reasons", text=entry.reasons)
    yield say("decision.heard", names=join(entry.heard)) if entry.heard else say("decision.heard_nobody")
    yield say("decision.dissent", text=entry.dissent) if entry.dissent else say("decision.no_dissent")
    criteria = [(name, share) for name, share in entry.weights if "." not in name]
    if criteria:
        words = [say("decision.weight", name=labels.get(n, n), share=percent(100 * share, 1)) for n, share in criteria]
        yield say("decision.weights", list=join(words))
    if entry.recipe:
        yield say("decision.recipe", name=entry.recipe)
    if entry.ranking_digest:
        words_of = {"ranking": entry.ranking_digest, "data": entry.data_digest or "–"}
        yield say("decision.version", **words_of, software=entry.software or "–")


def _ranking(entry: Decision) -> Table:
    columns = (
        Column("rank", say("decision.column.rank"), 0),
        Column("district", say("decision.column.district")),
        Column("fit", say("decision.column.fit"), 1),
    )
    rows = tuple((part.rank, part.district or part.district_id, part.fit) for part in entry.ranked)
    return Table(f"ranking_{entry.key}", say("decision.ranking"), columns, rows)


def _then_and_now(entry: Decision, change: RankingChange) -> Table:
    columns = (
        Column("district", say("decision.column.district")),
        Column("rank_then", say("decision.column.rank_then"), 0),
        Column("rank_now", say("decision.column.rank_now"), 0),
        Column("fit_then", say("decision.column.fit_then"), 1),
        Column("fit_now", say("decision.column.fit_now"), 1),
    )
    names = ("rank_then", "rank_now", "fit_then", "fit_now")
    rows: list[tuple[Value, ...]] = []
    for _, row in change.frame.iterrows():
        values = [None if pd.isna(row[name]) else float(row[name]) for name in names]
        rows.append((str(row["name"]), *values))
    keys = [
        "same" if change.same_order else "differs",
        "data_changed" if change.data_changed else "data_same",
        "weights_changed" if change.weights_changed else "weights_same",
    ]
    keys += ["not_then"] if change.frame[list(names[:2])].isna().to_numpy().any() else []
    note = " ".join(say(f"decision.{key}") for key in keys)
    return Table(f"ranking_{entry.key}", say("decision.then_and_now"), columns, tuple(rows), note=note)


def _local(entry: Decision) -> Table:
    columns = (
        Column("district", say("decision.column.district")),
        Column("relation", say("decision.column.relation")),
        Column("statement", say("decision.column.statement"), wide=True),
    )
    rows = tuple((part.district or "–", LOCAL.word("relation", part.relation), part.statement) for part in entry.local)
    return Table(f"local_{entry.key}", say("decision.local"), columns, rows)


def _listed(log: DecisionLog) -> Table:
    """Return one row per decision, for CSV."""
    names = ("number", "date", "body", "decision", "chosen", "heard", "dissent")
    columns = tuple(Column(name, say(f"decision.column.{name}"), wide=name == "decision") for name in names)
    rows = tuple(
        (
            entry.key,
            entry.date.isoformat() if entry.date else None,
            entry.body or None,
            entry.decision,
            "; ".join(entry.chosen) or None,
            "; ".join(entry.heard) or None,
            entry.dissent or None,
        )
        for entry in log.decisions
    )
    return Table("decisions", say("decision.title_plain"), columns, rows)
