"""How much of the uncertainty each assumption explains: Sobol indices by two samples and their mixes."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from districtanalysis.domain.ranking import Ranking
from districtanalysis.domain.sensitivity import Shares
from districtanalysis.errors import MethodError
from districtanalysis.language import say
from districtanalysis.methods.transforms import FloatArray
from districtanalysis.scoring.draws import draw_weights
from districtanalysis.scoring.noise import Noise, noisy_leaves
from districtanalysis.scoring.simulation import Assumptions
from districtanalysis.scoring.sorting import IntArray
from districtanalysis.scoring.tally import RankTally
from districtanalysis.scoring.variants import Variant, Workshop, nominal_variant, refused, workshop_of

_POOL = 64
_CHOICES = ("missing", "treatment", "normalisation", "aggregation")


def sobol_indices(first: FloatArray, second: FloatArray, mixed: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return first-order and total indices, each shape (d,).

    ``first`` and ``second`` (N,) are results of two independent samples, ``mixed`` (d, N) those of
    the first sample with factor i taken from the second. Source: Saltelli et al. (2010), Computer
    Physics Communications 181, 259-270, estimators (b) and (f); the variance over both samples.

    >>> one, total = sobol_indices(np.array([0.0, 1.0]), np.array([1.0, 0.0]), np.array([[1.0, 0.0]]))
    >>> total.tolist()
    [1.5]
    """
    variance = float(np.concatenate([first, second]).var(ddof=1))
    alone = (second * (mixed - first)).mean(axis=1) / variance
    total = ((first - mixed) ** 2).mean(axis=1) / (2 * variance)
    return alone, total


def assumption_shares(
    ranking: Ranking, *, assumptions: Assumptions, draws: int = 512, seed: int | None = None
) -> Shares:
    """Return how much of the variance of the ranks each varied assumption explains.

    The result looked at is the mean absolute difference of the ranks from those of the study.
    ``draws`` is the size N of each sample; the ranking is computed N (d + 2) times. Raises
    ``MethodError`` where fewer than two assumptions vary: there is nothing to share out.
    """
    model = _Model.of(ranking, assumptions, draws, ranking.plan.seed if seed is None else seed)
    factors = list(model.first)
    if len(factors) < 2:
        raise MethodError(say("sensitivity.fault.one_assumption"))
    a, b = model.result(model.first), model.result(model.second)
    mixed = np.stack([model.result({**model.first, name: model.second[name]}) for name in factors])
    variance = float(np.concatenate([a, b]).var(ddof=1))
    if variance == 0:
        nothing = dict.fromkeys(factors, 0.0)
        return Shares(nothing, nothing, 0.0, draws * (len(factors) + 2), model.seed)
    alone, total = sobol_indices(a, b, mixed)
    return Shares(
        dict(zip(factors, alone.tolist(), strict=True)),
        dict(zip(factors, total.tolist(), strict=True)),
        variance,
        draws * (len(factors) + 2),
        model.seed,
    )


class _Model:
    """The mean rank shift as a function of one row of settings per varied assumption."""

    def __init__(self, workshop: Workshop, nominal: Variant, noise: Noise | None, seed: int) -> None:
        self.workshop, self.nominal, self.noise, self.seed = workshop, nominal, noise, seed
        self.choices: dict[str, tuple[str, ...]] = {}
        self.first: dict[str, FloatArray] = {}
        self.second: dict[str, FloatArray] = {}
        self.pool: dict[int, FloatArray] = {}
        bound = max(100.0, float(np.nanmax(np.abs(workshop.leaves(nominal)))), len(workshop.values))
        self.tally = RankTally(len(workshop.values), bound=100 * bound)
        self.reference = self._ranks(nominal, {}, np.zeros(1, dtype=np.int64))[0]

    @classmethod
    def of(cls, ranking: Ranking, assumptions: Assumptions, draws: int, seed: int) -> _Model:
        index, keys = ranking.frame.index, list(ranking.plan.scored())
        workshop = workshop_of(ranking.table.frame.loc[index, keys], ranking.plan)
        plan = ranking.plan
        nominal = nominal_variant(plan)
        noise = None
        if assumptions.noise != "none":
            noise = Noise.of(ranking.table, index, keys, beta=assumptions.noise == "beta")
        model = cls(workshop, nominal, noise, seed)
        generators = [np.random.default_rng(s) for s in np.random.SeedSequence(seed).spawn(2)]
        for sample, generator in zip((model.first, model.second), generators, strict=True):
            model._draw(sample, assumptions, draws, generator)
        if noise is not None:
            model.pool = noise.draw(_POOL, np.random.default_rng(np.random.SeedSequence(seed).spawn(3)[2]))
        return model

    def _draw(
        self, sample: dict[str, FloatArray], assumptions: Assumptions, draws: int, generator: np.random.Generator
    ) -> None:
        levels = self.workshop.tree.levels
        if assumptions.criteria.kind != "given":
            top = levels[-1]
            sample["criteria_weights"] = draw_weights(assumptions.criteria, top.names, top.shares(), draws, generator)
        if assumptions.indicators.kind != "given":
            below = levels[0]
            drawn = np.empty((draws, len(below.names)))
            for parent in sorted(set(below.parents)):
                own = below.children(parent)
                names = [below.names[j] for j in own]
                drawn[:, own] = draw_weights(assumptions.indicators, names, below.shares()[own], draws, generator)
            sample["indicator_weights"] = drawn
        given = (assumptions.missing, assumptions.treatments, assumptions.normalisations, assumptions.aggregations)
        for name, settings in zip(_CHOICES, given, strict=True):
            if len(settings) > 1:
                self.choices[name] = settings
                sample[name] = generator.integers(0, len(settings), draws).astype(np.float64)
        if self.noise is not None:
            sample["noise"] = generator.integers(0, _POOL, draws).astype(np.float64)

    def result(self, sample: Mapping[str, FloatArray]) -> FloatArray:
        """Return the mean absolute rank shift per row of ``sample``, shape (N,)."""
        size = len(next(iter(sample.values())))
        picks = [sample[name].astype(np.int64) for name in self.choices]
        out = np.empty(size)
        combined = np.stack(picks, axis=1) if picks else np.zeros((size, 0), dtype=np.int64)
        for row in np.unique(combined, axis=0):
            mine = np.flatnonzero((combined == row).all(axis=1))
            chosen = {name: self.choices[name][k] for name, k in zip(self.choices, row, strict=True)}
            variant = Variant(*(chosen.get(name, getattr(self.nominal, name)) for name in _CHOICES))
            found = self._ranks(variant, sample, mine)
            out[mine] = np.abs(found - self.reference).mean(axis=1)
        return out

    def _ranks(self, variant: Variant, sample: Mapping[str, FloatArray], mine: IntArray) -> FloatArray:
        faults = refused(self.workshop, [variant], noise="noise" in sample)
        if faults:
            raise MethodError("\n".join([say("robustness.fault.combinations"), *faults]))
        tree = self.workshop.tree_of(variant)
        drawn = {}
        if "criteria_weights" in sample:
            drawn[len(tree.levels) - 1] = sample["criteria_weights"][mine]
        if "indicator_weights" in sample:
            drawn[0] = sample["indicator_weights"][mine] * self.workshop.kept(variant)
        if "noise" in sample:
            rows = sample["noise"][mine].astype(np.int64)
            moved = {j: values[rows] for j, values in self.pool.items()}
            leaves = noisy_leaves(self.workshop, variant, moved)
        else:
            leaves = [np.nan_to_num(column, nan=1.0) for column in self.workshop.leaves(variant).T]
        scores = tree.draw_scores(leaves, drawn, len(mine))
        return self.tally.ranks(np.array(scores)).astype(np.float64)
