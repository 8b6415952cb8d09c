"""``sensitivity``: what would change the order."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from districtanalysis.domain.display import Block, Column, Page, Paragraph, Table, Value
from districtanalysis.domain.ranking import Ranking
from districtanalysis.domain.sensitivity import LeftOut, Sensitivity, Shares, Swap
from districtanalysis.language import join, number, say
from districtanalysis.pipeline.outcome import Outcome
from districtanalysis.pipeline.prepare import prepare
from districtanalysis.pipeline.rank import rank_prepared
from districtanalysis.report.ranking_data import excluded_data
from districtanalysis.report.ranking_page import excluded_table
from districtanalysis.scoring.aggregate import AGGREGATIONS
from districtanalysis.scoring.draws import WeightDraws
from districtanalysis.scoring.robustness import Assumptions
from districtanalysis.scoring.sensitivity import sensitivity
from districtanalysis.scoring.sobol import assumption_shares
from districtanalysis.scoring.statement import statement

_NAMES_ACROSS = 12
_PAIRS_SHOWN = 30


def run(
    study: Path | None,
    *,
    draws: int = 512,
    seed: int | None = None,
    preset: str | None = None,
    recipe: str | None = None,
    may_fall_back: bool = True,
) -> Outcome:
    """Return the page of what would change the order of a study, the findings as ``result``."""
    prepared = prepare(study, may_fall_back=may_fall_back)
    prepared.refuse_errors()
    ranking = rank_prepared(prepared, preset=preset, recipe=recipe)
    found = sensitivity(ranking)
    shares = assumption_shares(ranking, assumptions=choices(ranking), draws=draws, seed=seed)
    page = sensitivity_page(ranking, found, shares, choices(ranking))
    return Outcome(page, prepared.messages, prepared.findings, 0, found)


def choices(ranking: Ranking) -> Assumptions:
    """Return the assumptions whose influence is measured: weights, and how criteria are joined."""
    between = ranking.plan.between
    other = "geometric" if between == "arithmetic" else "arithmetic"
    return Assumptions(
        criteria=WeightDraws("all"), indicators=WeightDraws("all"), aggregations=(between, other, "copeland")
        if between != "copeland"
        else (between, "arithmetic", "geometric"),
    )  # fmt: skip


def sensitivity_page(ranking: Ranking, found: Sensitivity, shares: Shares, assumptions: Assumptions) -> Page:
    """Return the page: the paragraph, thresholds, swaps, readings, what leaving out does, influence."""
    said = statement(ranking, found)
    blocks: list[Block] = [Paragraph(said.text, "lead")]
    if not found.exact:
        text = say("sensitivity.fault.not_linear", method=AGGREGATIONS[ranking.plan.between].label)
        blocks.append(Paragraph(text, "note"))
    if ranking.left_out:
        excluded = excluded_table(ranking)
        blocks.append(replace(excluded, note=say("sensitivity.page.without_excluded")))
    if found.thresholds:
        blocks.append(_thresholds(ranking, found))
    if found.swaps:
        blocks.append(_swaps(ranking, found))
    if ranking.readings:
        blocks.append(_readings(ranking))
    blocks += [_left_out(ranking, part) for part in found.left_out]
    blocks.append(_influence(shares, assumptions))
    data = {**_data(found, shares, said.text), "excluded": excluded_data(ranking)}
    return Page(say("sensitivity.page.title"), tuple(blocks), data=data)


def _thresholds(ranking: Ranking, found: Sensitivity) -> Table:
    names = ranking.frame["name"]
    columns = (
        Column("criterion", say("sensitivity.page.criterion")),
        Column("given", say("sensitivity.page.given"), 1),
        Column("side", say("sensitivity.page.side")),
        Column("threshold", say("sensitivity.page.threshold"), 1),
        Column("rival", say("sensitivity.page.rival")),
    )
    rows = tuple(
        (
            ranking.plan.criterion_label(entry.criterion),
            100 * entry.given,
            say(f"sensitivity.page.{entry.side}"),
            100 * entry.share,
            str(names[entry.rival]),
        )
        for entry in found.thresholds
    )
    title = say("sensitivity.page.thresholds", leader=str(names[found.thresholds[0].leader]))
    return Table("thresholds", title, columns, rows, say("sensitivity.page.thresholds_note"))


def _swaps(ranking: Ranking, found: Sensitivity) -> Table:
    names = ranking.frame["name"]
    columns = (
        Column("above", say("sensitivity.page.above_district")),
        Column("below", say("sensitivity.page.below_district")),
        Column("shift", say("sensitivity.page.shift"), 1),
        Column("weights", say("sensitivity.page.weights"), wide=True),
    )
    # First place first, each pair once.
    pairs = {(entry.above, entry.below): entry for entry in (*found.lead, *found.swaps)}
    rows = tuple(
        (
            str(names[entry.above]),
            str(names[entry.below]),
            None if entry.shift is None else 100 * entry.shift,
            _weights(ranking, entry),
        )
        for entry in list(pairs.values())[:_PAIRS_SHOWN]
    )
    return Table("swaps", say("sensitivity.page.swaps"), columns, rows, say("sensitivity.page.swaps_note"))


def _weights(ranking: Ranking, entry: Swap) -> str:
    if entry.shift is None:
        return say("sensitivity.page.never", below=str(ranking.frame["name"][entry.below]))
    return join(f"{ranking.plan.criterion_label(key)} {number(100 * value, 1)}" for key, value in entry.weights.items())


def _readings(ranking: Ranking) -> Table:
    columns = (
        Column("district", say("sensitivity.page.district")),
        Column("study", say("sensitivity.page.study"), 0),
        *(Column(reading.key, reading.label, 0) for reading in ranking.readings),
    )
    frame = ranking.frame
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (str(frame["name"][key]), float(frame["rank"][key]), *(float(entry.rank[key]) for entry in ranking.readings))
        for key in map(str, frame.index)
    )
    return Table("readings", say("sensitivity.page.readings"), columns, rows, say("sensitivity.page.readings_note"))


def _left_out(ranking: Ranking, part: LeftOut) -> Table:
    names = ranking.frame["name"]
    few = len(names) <= _NAMES_ACROSS
    columns = (
        Column("left_out", say(f"sensitivity.page.{part.kind}")),
        *([Column(str(key), str(names[key]), 0) for key in names.index] if few else []),
        Column("shift", say("sensitivity.page.mean_shift"), 2),
        Column("reversals", say("sensitivity.page.reversals"), wide=True),
    )
    rows: list[tuple[Value, ...]] = []
    for name in part.shift.index:
        pairs = part.reversals[str(name)]
        turned = join(say("sensitivity.page.turned", first=names[a], second=names[b]) for a, b in pairs[:5])
        ranks = [_rank(part.ranks[name], str(key)) for key in names.index] if few else []
        shift = None if np.isnan(part.shift[name]) else float(part.shift[name])
        rows.append((_label(ranking, part.kind, str(name)), *ranks, shift, turned or say("sensitivity.page.none")))
    title = say(f"sensitivity.page.left_out_{part.kind}")
    return Table(f"left_out_{part.kind}", title, columns, tuple(rows), say("sensitivity.page.left_out_note"))


def _rank(ranks: pd.Series, key: str) -> Value:
    value = float(ranks[key])
    return "–" if np.isnan(value) else value


def _label(ranking: Ranking, kind: str, name: str) -> str:
    if kind == "district":
        return str(ranking.frame["name"][name])
    return ranking.plan.criterion_label(name) if kind == "criterion" else ranking.table.label(name)


def _influence(shares: Shares, assumptions: Assumptions) -> Table:
    columns = (
        Column("assumption", say("sensitivity.page.assumption")),
        Column("settings", say("sensitivity.page.settings"), wide=True),
        Column("first", say("sensitivity.page.first_order"), 0),
        Column("total", say("sensitivity.page.total"), 0),
    )
    settings = {
        "criteria_weights": assumptions.criteria.settings(),
        "indicator_weights": assumptions.indicators.settings(),
        "aggregation": join(AGGREGATIONS[key].label for key in assumptions.aggregations),
    }
    rows = tuple(
        (
            say(f"robustness.assumption.{key}"),
            settings.get(key, ""),
            max(0.0, 100 * shares.first[key]),
            max(0.0, 100 * shares.total[key]),
        )
        for key in shares.first
    )
    note = say("sensitivity.page.influence_note", draws=number(shares.draws), seed=shares.seed)
    return Table("influence", say("sensitivity.page.influence"), columns, rows, note)


def _data(found: Sensitivity, shares: Shares, text: str) -> dict[str, object]:
    return {
        "statement": text,
        "exact": found.exact,
        "first_share": None
        if found.first_share is None
        else {str(key): float(value) for key, value in found.first_share.items()},
        "thresholds": [
            {"criterion": e.criterion, "side": e.side, "share": e.share, "leader": e.leader, "rival": e.rival}
            for e in found.thresholds
        ],
        "swaps": [
            {"above": e.above, "below": e.below, "shift": e.shift, "weights": dict(e.weights)}
            for e in (*found.lead, *found.swaps)
        ],
        "never_first": list(found.never_first),
        "left_out": {
            part.kind: {str(key): None if np.isnan(value) else float(value) for key, value in part.shift.items()}
            for part in found.left_out
        },
        "influence": {"first": dict(shares.first), "total": dict(shares.total), "seed": shares.seed},
    }
