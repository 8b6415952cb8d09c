"""``robustness``: the ranking again and again under other assumptions, and what the ranks then are."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd

from districtanalysis.domain.ranking import Plan, Ranking
from districtanalysis.domain.robustness import Assumption, Robustness
from districtanalysis.language import join, say
from districtanalysis.scoring.aggregate import AGGREGATIONS
from districtanalysis.scoring.draws import WeightDraws
from districtanalysis.scoring.hierarchy import Level
from districtanalysis.scoring.noise import Noise
from districtanalysis.scoring.normalise import NORMALISATIONS
from districtanalysis.scoring.plan import label_of
from districtanalysis.scoring.simulation import Assumptions, Progress, simulate
from districtanalysis.scoring.treat import TREATMENTS
from districtanalysis.scoring.variants import Workshop, nominal_variant, workshop_of

_NAMED = 5

__all__ = ["Assumptions", "Progress", "WeightDraws", "robustness"]


def robustness(
    ranking: Ranking,
    draws: int = 10_000,
    *,
    assumptions: Assumptions | None = None,
    seed: int | None = None,
    pairwise: bool = True,
    breaks: Sequence[float] = (),
    groups: pd.Series | None = None,
    progress: Progress | None = None,
    impossible: Sequence[str] = (),
) -> Robustness:
    """Return how often each district takes each rank when the assumptions of ``ranking`` are drawn.

    By default every weighting of the criteria is drawn with equal chance and all else is held.
    ``seed`` defaults to that of the plan; the same seed gives the same result whatever the
    machine. ``breaks`` asks for the shares of draws per class of fit. Where policies for missing
    values are varied, indicators that the plan left out for gaps take part again. ``impossible``
    says in words which settings were not drawn because they do not fit. Raises ``MethodError``
    for settings that cannot be combined, naming each of them.

    Source: stochastic multicriteria acceptability, Lahdelma and Salminen (2001), Operations
    Research 49, 444-454; uncertainty analysis, OECD/JRC handbook, step 7.
    """
    chosen = assumptions or Assumptions()
    index = ranking.frame.index
    plan = (ranking.asked or ranking.plan) if chosen.missing else ranking.plan
    keys = list(plan.scored())
    workshop = workshop_of(ranking.table.frame.loc[index, keys], plan, groups=groups)
    nominal = nominal_variant(plan)
    noise = None
    if chosen.noise != "none":
        noise = Noise.of(ranking.table, index, keys, beta=chosen.noise == "beta")
    chance = plan.seed if seed is None else seed
    result = simulate(
        workshop,
        nominal,
        chosen,
        draws=draws,
        seed=chance,
        noise=noise,
        pairwise=pairwise,
        breaks=breaks,
        progress=progress,
    )
    return Robustness(
        names=ranking.frame["name"],
        rank=ranking.frame["rank"],
        counts=result.tally.counts,
        edges=result.tally.edges,
        draws=draws,
        seed=chance,
        assumptions=(*_assumptions(plan, chosen, noise, workshop), *_districts(ranking)),
        steps=(*workshop.filled, *(step.text for step in workshop.steps)),
        impossible=tuple(impossible),
        weight_names=result.weight_names,
        central=result.central,
        before=result.before,
        breaks=result.breaks,
        classes=result.classes,
        nominal=dict(zip(result.weight_names, workshop.tree.levels[-1].shares().tolist(), strict=True)),
    )


def _assumptions(plan: Plan, chosen: Assumptions, noise: Noise | None, workshop: Workshop) -> tuple[Assumption, ...]:
    def choice(key: str, given: tuple[str, ...], held: str, words: Callable[[str], str], still: str = "") -> Assumption:
        # One setting other than the plan's is no variation either: it is held, elsewhere.
        return Assumption(key, len(given) > 1, "; ".join(words(name) for name in (given or (held,))) + still)

    own = [label_of(column.key) for column in workshop.columns if column.normalisation]
    still = f"; {say('robustness.held.own_scale', indicators=join(own))}" if own and chosen.normalisations else ""
    return (
        _weights("criteria_weights", chosen.criteria, [list(plan.criteria)], plan.criterion_label),
        _weights("indicator_weights", chosen.indicators, _siblings(workshop.tree.levels[0]), label_of),
        choice("normalisation", chosen.normalisations, plan.normalisation, lambda k: NORMALISATIONS[k].label, still),
        Assumption("within", False, AGGREGATIONS[plan.within].label),
        choice("aggregation", chosen.aggregations, plan.between, lambda key: AGGREGATIONS[key].label),
        choice("missing", chosen.missing, plan.missing, lambda key: say(f"missing.{key}.label")),
        choice("treatment", chosen.treatments, "none", lambda key: TREATMENTS[key].label),
        Assumption(
            "noise",
            noise is not None,
            say("robustness.noise.none") if noise is None else noise.settings,
        ),
        Assumption("direction", False, say("robustness.held.direction")),
        Assumption("indicators", False, say("robustness.held.indicators")),
    )


def _districts(ranking: Ranking) -> tuple[Assumption, ...]:
    """Say who takes no part in any draw; nothing where everybody does."""
    names = [str(ranking.table.names[name]) for name in ranking.left_out]
    if not names:
        return ()
    more = [say("rank.small_more", count=len(names) - _NAMED)] if len(names) > _NAMED else []
    return (Assumption("districts", False, say("robustness.held.districts", names=join([*names[:_NAMED], *more]))),)


def _weights(key: str, draws: WeightDraws, groups: Sequence[Sequence[str]], words: Callable[[str], str]) -> Assumption:
    """Say how weights were drawn; the weight of a single one is 1 however it is drawn."""
    if max(map(len, groups)) == 1:
        return Assumption(key, False, say("robustness.held.single"))
    labels = {name: words(name) for group in groups for name in group}
    return Assumption(key, draws.kind != "given", draws.settings(labels))


def _siblings(level: Level) -> list[list[str]]:
    return [[level.names[j] for j in group] for group in level.groups]
