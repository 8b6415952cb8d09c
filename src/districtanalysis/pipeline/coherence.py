"""``coherence``: do the indicators of a study fit together?"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from districtanalysis.domain.display import Block, Column, Page, Paragraph, Table
from districtanalysis.domain.ranking import Ranking
from districtanalysis.language import join, number, say
from districtanalysis.pipeline.outcome import Outcome
from districtanalysis.pipeline.prepare import prepare
from districtanalysis.pipeline.rank import rank_prepared
from districtanalysis.scoring.coherence import Coherence, coherence

_ACROSS = 12


def run(
    study: Path | None, *, preset: str | None = None, recipe: str | None = None, may_fall_back: bool = True
) -> Outcome:
    """Return the page on correlations, weights and compensation, the measures as ``result``."""
    prepared = prepare(study, may_fall_back=may_fall_back)
    prepared.refuse_errors()
    ranking = rank_prepared(prepared, preset=preset, recipe=recipe)
    found = coherence(ranking)
    return Outcome(coherence_page(ranking, found), prepared.messages, prepared.findings, 0, found)


def coherence_page(ranking: Ranking, found: Coherence) -> Page:
    """Return the page: weights, flags, correlations, components, reliability, compensation."""
    blocks: list[Block] = []
    if found.few:
        text = say("coherence.page.few", count=len(ranking.frame))
        blocks.append(Paragraph(text, "warning"))
    if found.constant:
        names = join(ranking.table.label(key) for key in found.constant)
        blocks.append(Paragraph(say("coherence.page.constant", names=names), "warning"))
    blocks += [_weights(ranking, found), *_flags(ranking, found)]
    if len(found.correlation) <= _ACROSS:
        blocks.append(_correlations(ranking, found))
    blocks += [_reliability(ranking, found), _components(found), _compensation(found)]
    return Page(say("coherence.page.title"), tuple(blocks), data=_data(found))


def _weights(ranking: Ranking, found: Coherence) -> Table:
    columns = (
        Column("indicator", say("coherence.page.indicator")),
        Column("criterion", say("coherence.page.criterion")),
        Column("nominal", say("coherence.page.nominal"), 1),
        Column("effective", say("coherence.page.effective"), 1),
        Column("correlation", say("coherence.page.with_fit"), 2),
        Column("vif", say("coherence.page.vif"), 1),
    )
    table = found.weights
    rows = tuple(
        (
            ranking.table.label(str(key)),
            ranking.plan.criterion_label(str(table["criterion"].iloc[i])),
            100 * float(table["nominal"].iloc[i]),
            _value(100 * float(table["effective"].iloc[i])),
            _value(float(table["correlation"].iloc[i])),
            _value(float(table["vif"].iloc[i])),
        )
        for i, key in enumerate(table.index)
    )
    return Table("weights", say("coherence.page.weights"), columns, rows, say("coherence.page.weights_note"))


def _flags(ranking: Ranking, found: Coherence) -> list[Paragraph]:
    label = ranking.table.label
    return [
        Paragraph(
            say(
                f"coherence.page.{flag.kind}",
                first=label(flag.first),
                second=label(flag.second),
                value=number(flag.correlation, 2),
            ),
            "note" if found.few else "warning",
        )
        for flag in found.flags
    ]


def _correlations(ranking: Ranking, found: Coherence) -> Table:
    labels = {str(key): ranking.table.label(str(key)) for key in found.correlation.columns}
    columns = (
        Column("indicator", say("coherence.page.indicator")),
        *(Column(key, label, 2) for key, label in labels.items()),
    )
    matrix = found.correlation.to_numpy()
    rows = tuple((label, *(_value(float(value)) for value in matrix[i])) for i, label in enumerate(labels.values()))
    return Table("correlations", say("coherence.page.correlations"), columns, rows)


def _reliability(ranking: Ranking, found: Coherence) -> Table:
    columns = (Column("group", say("coherence.page.group")), Column("alpha", say("coherence.page.alpha"), 2))
    rows = tuple(
        (ranking.plan.criterion_label(key) if key else say("coherence.page.whole"), _value(value))
        for key, value in found.alpha.items()
    )
    kmo = number(found.kmo, 2)
    return Table(
        "reliability", say("coherence.page.reliability"), columns, rows, say("coherence.page.reliability_note", kmo=kmo)
    )


def _components(found: Coherence) -> Table:
    columns = (
        Column("component", say("coherence.page.component"), 0),
        Column("eigenvalue", say("coherence.page.eigenvalue"), 2),
        Column("explained", say("coherence.page.explained"), 1),
        Column("together", say("coherence.page.together"), 1),
    )
    together = np.cumsum(found.explained)
    rows = tuple(
        (i + 1, float(found.eigenvalues[i]), float(found.explained[i]), float(together[i]))
        for i in range(len(found.eigenvalues))
    )
    return Table("components", say("coherence.page.components"), columns, rows)


def _compensation(found: Coherence) -> Table:
    columns = (
        Column("district", say("coherence.page.district")),
        Column("arithmetic", say("coherence.page.arithmetic"), 0),
        Column("geometric", say("coherence.page.geometric"), 0),
        Column("shift", say("coherence.page.shift"), 0),
    )
    table = found.compensation
    rows = tuple(
        (
            str(table["name"].iloc[i]),
            float(table["arithmetic"].iloc[i]),
            float(table["geometric"].iloc[i]),
            float(table["shift"].iloc[i]),
        )
        for i in range(len(table))
    )
    note = say("coherence.page.compensation_note")
    if found.lifted:
        note = f"{note} {say('coherence.page.lifted', count=found.lifted)}"
    return Table("compensation", say("coherence.page.compensation"), columns, rows, note)


def _value(value: float) -> float | None:
    return value if np.isfinite(value) else None


def _data(found: Coherence) -> dict[str, object]:
    return {
        "weights": {
            str(key): {
                "criterion": str(row["criterion"]),
                **{name: _value(float(row[name])) for name in ("nominal", "effective", "correlation", "vif")},
            }
            for key, row in found.weights.iterrows()
        },
        "alpha": {key or "whole": _value(value) for key, value in found.alpha.items()},
        "kmo": _value(found.kmo),
        "eigenvalues": [float(value) for value in found.eigenvalues],
        "flags": [
            {"kind": flag.kind, "first": flag.first, "second": flag.second, "correlation": flag.correlation}
            for flag in found.flags
        ],
        "few": found.few,
    }
