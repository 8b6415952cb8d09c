"""``compare-recipes``: the same districts under two recipes."""

from __future__ import annotations

from pathlib import Path

from districtanalysis.domain.display import Block, Column, Page, Paragraph, Table, Value
from districtanalysis.domain.ranking import Ranking
from districtanalysis.domain.study import worded
from districtanalysis.errors import StudyError
from districtanalysis.language import join, number, say
from districtanalysis.pipeline.outcome import Outcome
from districtanalysis.pipeline.prepare import Prepared, prepare
from districtanalysis.pipeline.rank import rank_prepared
from districtanalysis.scoring.compare import Comparison, compare_recipes

OWN = "study"


def run(study: Path | None, first: str, second: str, *, may_fall_back: bool = True) -> Outcome:
    """Return the page that compares two recipes on one study, the comparison as ``result``.

    ``first`` and ``second`` name recipes, files beside the study, presets of the study, or "study"
    for its own criteria. Raises ``StudyError`` for a name that is none of these.
    """
    prepared = prepare(study, may_fall_back=may_fall_back)
    prepared.refuse_errors()
    rankings = tuple(_ranking(prepared, name) for name in (first, second))
    labels = (_label(rankings[0], first), _label(rankings[1], second))
    found = compare_recipes(*rankings, labels=labels)
    return Outcome(comparison_page(found, rankings), prepared.messages, prepared.findings, 0, found)


def _ranking(prepared: Prepared, name: str) -> Ranking:
    if name == OWN:
        return rank_prepared(prepared)
    if name in (own := rank_prepared(prepared)).plan.presets:
        return rank_prepared(prepared, preset=name)
    try:
        return rank_prepared(prepared, recipe=name)
    except StudyError as error:
        presets = join(own.plan.presets)
        hint = say("sensitivity.compare.names", presets=presets) if presets else ""
        raise StudyError(f"{error} {hint}".strip()) from error


def _label(ranking: Ranking, name: str) -> str:
    if name in ranking.plan.presets:
        return worded(ranking.plan.presets[name].label)
    return say("sensitivity.compare.own") if name == OWN else worded(ranking.plan.label) or name


def comparison_page(found: Comparison, rankings: tuple[Ranking, ...]) -> Page:
    """Return the page: one paragraph and one row per district."""
    columns = (
        Column("district", say("sensitivity.page.district")),
        Column("first", found.first_label, 0),
        Column("second", found.second_label, 0),
        Column("shift", say("sensitivity.compare.shift"), 0),
        Column("fit_first", say("sensitivity.compare.fit", label=found.first_label), 1),
        Column("fit_second", say("sensitivity.compare.fit", label=found.second_label), 1),
    )
    frame = found.frame
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (
            str(frame["name"].iloc[i]),
            float(frame["first"].iloc[i]),
            float(frame["second"].iloc[i]),
            float(frame["shift"].iloc[i]),
            *(float(ranking.frame["fit"][key]) for ranking in rankings),
        )
        for i, key in enumerate(frame.index)
    )
    table = Table("comparison", say("sensitivity.compare.table"), columns, rows, say("sensitivity.compare.note"))
    only = [
        Paragraph(
            say("sensitivity.compare.only", label=label, names=join(rankings[i].table.names.loc[list(ids)])), "note"
        )
        for i, (label, ids) in enumerate(
            ((found.first_label, found.only_first), (found.second_label, found.only_second))
        )
        if ids
    ]
    blocks: tuple[Block, ...] = (Paragraph(_summary(found), "lead"), table, *only)
    return Page(say("sensitivity.compare.title"), blocks, data=_data(found))


def _summary(found: Comparison) -> str:
    moved = found.frame[found.frame["shift"] != 0]
    values = {"first": found.first_label, "second": found.second_label, "tau": number(found.tau, 2)}
    if moved.empty:
        return say("sensitivity.compare.same", **values)
    return say(
        "sensitivity.compare.moved",
        count=len(moved),
        all=len(found.frame),
        mean=number(found.mean_shift, 1),
        **values,
    )


def _data(found: Comparison) -> dict[str, object]:
    frame = found.frame
    return {
        "first": found.first_label,
        "second": found.second_label,
        "tau": found.tau,
        "mean_shift": found.mean_shift,
        "districts": {
            str(key): {name: float(frame[name].iloc[i]) for name in ("first", "second", "shift")}
            for i, key in enumerate(frame.index)
        },
    }
