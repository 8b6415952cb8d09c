"""``rollup``, ``request``, ``similar`` and ``decision``."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from districtanalysis.cli.common import (
    PATH,
    Options,
    Weights,
    Whole,
    argument,
    command,
    deliver,
    option,
    output_options,
)
from districtanalysis.cli.goals import Date
from districtanalysis.errors import UsageError
from districtanalysis.language import say

if TYPE_CHECKING:
    from districtanalysis.domain.decision import LocalKnowledge


@command("decision", section="decision")
@argument("study", type=PATH, required=False)
@option("--file", type=PATH, slot="file")
@option("--decide", slot="text")
@option("--date", type=Date(), slot="date")
@option("--body", slot="text")
@option("--question", slot="text")
@option("--chosen", multiple=True, slot="names")
@option("--reasons", slot="text")
@option("--heard", multiple=True, slot="names")
@option("--confirms", multiple=True, slot="local")
@option("--contradicts", multiple=True, slot="local")
@option("--adds", multiple=True, slot="local")
@option("--dissent", slot="text")
@option("--weights", type=Weights(), slot="weights")
@option("--recipe", slot="name")
@output_options
def decision(
    *,
    study: Path | None,
    file: Path | None,
    decide: str | None,
    date: dt.date | None,
    body: str | None,
    question: str | None,
    chosen: tuple[str, ...],
    reasons: str | None,
    heard: tuple[str, ...],
    confirms: tuple[str, ...],
    contradicts: tuple[str, ...],
    adds: tuple[str, ...],
    dissent: str | None,
    weights: dict[str, float] | None,
    recipe: str | None,
    options: Options,
) -> int:
    """Record a decision, or print all of them."""
    from districtanalysis.pipeline import decision as pipeline

    said = {"confirms": confirms, "contradicts": contradicts, "adds": adds}
    local = tuple(_local(relation, text) for relation, texts in said.items() for text in texts)
    if decide is None:
        if local or _given(body, question, chosen, reasons, heard, dissent):
            raise UsageError(say("decision.no_decision"))
        return deliver(pipeline.run(study, file=file, may_fall_back=options.output is None), options)
    if not decide.strip():
        raise UsageError(say("decision.no_decision"))
    given = pipeline.Given(
        decision=decide.strip(),
        date=date,
        body=body or "",
        question=question or "",
        chosen=chosen,
        reasons=reasons or "",
        heard=heard,
        dissent=dissent or "",
        local=local,
        weights=weights,
        recipe=recipe,
    )
    return deliver(pipeline.record(study, given, file=file), options)


def _given(*values: object) -> bool:
    return any(values)


def _local(relation: str, text: str) -> LocalKnowledge:
    """Return "Oststadt: Der Treff ist geschlossen." as local knowledge; without a colon it is about all districts."""
    from districtanalysis.domain.decision import LocalKnowledge

    district, colon, statement = (part.strip() for part in text.partition(":"))
    if colon and not statement:
        raise UsageError(say("decision.local_pair", found=text))
    return LocalKnowledge(statement, relation, district) if colon else LocalKnowledge(text.strip(), relation)


@command("rollup", section="rollup")
@argument("studies", type=PATH, nargs=-1, required=True)
@option("--title", slot="text")
@output_options
def rollup(*, studies: tuple[Path, ...], title: str | None, options: Options) -> int:
    """Bring several towns together."""
    from districtanalysis.pipeline import rollup as pipeline

    return deliver(pipeline.run(studies, title=title or ""), options)


@command("similar", section="similar")
@argument("district")
@option("--study", type=PATH, slot="file")
@option("--indicator", "indicators", multiple=True, slot="name")
@option("--top", type=Whole(), slot="number")
@option("--draws", type=Whole(10), slot="number")
@option("--seed", type=Whole(0), slot="number")
@output_options
def similar(
    *,
    district: str,
    study: Path | None,
    indicators: tuple[str, ...],
    top: int | None,
    draws: int | None,
    seed: int | None,
    options: Options,
) -> int:
    """Find districts that a procedure would transfer to."""
    from districtanalysis.pipeline import similar as pipeline

    outcome = pipeline.run(
        district, study, indicators=indicators, top=top, draws=draws, seed=seed, may_fall_back=options.output is None
    )
    return deliver(outcome, options)


@command("request", section="request")
@argument("study", type=PATH, required=False)
@option("--indicator", "indicators", multiple=True, slot="name")
@option("--date", type=Date(), slot="date")
@option("--concept", slot="name")
@option("--area-version", slot="text")
@option("--minimum", type=Whole(1), slot="number")
@option("--reply-by", type=Date(), slot="date")
@option("--sender", slot="text")
@option("--to", "recipient", slot="text")
@output_options
def request(
    *,
    study: Path | None,
    indicators: tuple[str, ...],
    date: dt.date | None,
    concept: str | None,
    area_version: str | None,
    minimum: int | None,
    reply_by: dt.date | None,
    sender: str | None,
    recipient: str | None,
    options: Options,
) -> int:
    """Write a data request to the statistics office."""
    from districtanalysis.domain.request import Wishes
    from districtanalysis.pipeline import request as pipeline

    wishes = Wishes(
        date=date.isoformat() if date else "",
        concept=concept or "",
        area_version=area_version or "",
        minimum=3 if minimum is None else minimum,
        reply_by=reply_by.isoformat() if reply_by else "",
        sender=sender or "",
        recipient=recipient or "",
    )
    outcome = pipeline.run(study, indicators=indicators, wishes=wishes, may_fall_back=options.output is None)
    return deliver(outcome, options)
