"""``robustness``: the ranking again and again under other assumptions, and what the ranks then are."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd

from districtanalysis.domain.ranking import Ranking
from districtanalysis.domain.robustness import Assumption, Robustness
from districtanalysis.language import join, say
from districtanalysis.scoring.aggregate import AGGREGATIONS
from districtanalysis.scoring.draws import WeightDraws
from districtanalysis.scoring.noise import Noise
from districtanalysis.scoring.normalise import NORMALISATIONS
from districtanalysis.scoring.simulation import Assumptions, Progress, simulate
from districtanalysis.scoring.treat import TREATMENTS
from districtanalysis.scoring.variants import Variant, workshop_of

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
) -> Robustness:
    """Return how often each district takes each rank when the assumptions of ``ranking`` are drawn.

    By default every weighting of the criteria is drawn with equal chance and all else is held.
    ``seed`` defaults to that of the plan; the same seed gives the same result whatever the
    machine. ``breaks`` asks for the shares of draws per class of fit. Raises ``MethodError`` for
    settings that cannot be combined, naming each of them.

    Source: stochastic multicriteria acceptability, Lahdelma and Salminen (2001), Operations
    Research 49, 444-454; uncertainty analysis, OECD/JRC handbook, step 7.
    """
    chosen = assumptions or Assumptions()
    index = ranking.frame.index
    keys = list(ranking.plan.scored())
    workshop = workshop_of(ranking.table.frame.loc[index, keys], ranking.plan, groups=groups)
    # Districts that the plan leaves out are gone already; the others have no gaps.
    carried = "refuse" if ranking.plan.missing == "leave_out_district" else ranking.plan.missing
    nominal = Variant(carried, "none", ranking.plan.normalisation, ranking.plan.between)
    noise = None
    if chosen.noise != "none":
        noise = Noise.of(ranking.table, index, keys, beta=chosen.noise == "beta")
    chance = ranking.plan.seed if seed is None else seed
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
        assumptions=_assumptions(nominal, chosen, noise, missing=ranking.plan.missing),
        steps=tuple(workshop.steps),
        weight_names=result.weight_names,
        central=result.central,
        before=result.before,
        breaks=result.breaks,
        classes=result.classes,
        nominal=dict(zip(result.weight_names, workshop.tree.levels[-1].shares().tolist(), strict=True)),
    )


def _assumptions(nominal: Variant, chosen: Assumptions, noise: Noise | None, *, missing: str) -> tuple[Assumption, ...]:
    def choice(key: str, given: tuple[str, ...], held: str, words: Callable[[str], str]) -> Assumption:
        # One setting other than the plan's is no variation either: it is held, elsewhere.
        return Assumption(key, len(given) > 1, join(words(name) for name in (given or (held,))))

    return (
        Assumption("criteria_weights", chosen.criteria.kind != "given", chosen.criteria.settings),
        Assumption("indicator_weights", chosen.indicators.kind != "given", chosen.indicators.settings),
        choice("normalisation", chosen.normalisations, nominal.normalisation, lambda key: NORMALISATIONS[key].label),
        choice("aggregation", chosen.aggregations, nominal.aggregation, lambda key: AGGREGATIONS[key].label),
        choice("missing", chosen.missing, missing, lambda key: say(f"missing.{key}.label")),
        choice("treatment", chosen.treatments, nominal.treatment, lambda key: TREATMENTS[key].label),
        Assumption(
            "noise",
            noise is not None,
            say("robustness.noise.none") if noise is None else noise.settings,
        ),
        Assumption("direction", False, say("robustness.held.direction")),
        Assumption("indicators", False, say("robustness.held.indicators")),
    )
