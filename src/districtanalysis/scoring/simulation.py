"""Draws in blocks: the same districts scored under many settings, ranks counted and thrown away."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from districtanalysis.errors import MethodError
from districtanalysis.language import say
from districtanalysis.methods.transforms import FloatArray
from districtanalysis.scoring.aggregate import AGGREGATIONS
from districtanalysis.scoring.draws import WeightDraws, draw_weights
from districtanalysis.scoring.noise import NOISE_BLOCK, Noise, noisy_leaves
from districtanalysis.scoring.sorting import IntArray
from districtanalysis.scoring.tally import RankTally, pairwise_counts
from districtanalysis.scoring.variants import Variant, Workshop, refused

Progress = Callable[[int, int], None]
_CELLS = 140_000
_PAIRS_UP_TO = 2_000
_PAIRED_AT_ONCE = 4_000


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What is varied. An empty tuple holds the setting of the plan; so does weights "given".

    ``criteria`` and ``indicators`` draw weights of the last level and of the levels below.
    ``noise`` draws shares of persons again at their printed n.
    """

    criteria: WeightDraws = field(default_factory=WeightDraws)
    indicators: WeightDraws = field(default_factory=lambda: WeightDraws("given"))
    normalisations: tuple[str, ...] = ()
    aggregations: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    treatments: tuple[str, ...] = ()
    noise: Literal["none", "binomial", "beta"] = "none"


@dataclass(slots=True)
class Simulation:
    """The bare counts of ``simulate``; ``domain.robustness.Robustness`` explains them."""

    tally: RankTally
    weight_names: tuple[str, ...]
    central: FloatArray
    before: FloatArray | None
    classes: FloatArray | None
    breaks: tuple[float, ...]
    variants: tuple[Variant, ...]


def simulate(
    workshop: Workshop,
    nominal: Variant,
    assumptions: Assumptions,
    *,
    draws: int,
    seed: int,
    noise: Noise | None = None,
    pairwise: bool = False,
    breaks: Sequence[float] = (),
    progress: Progress | None = None,
) -> Simulation:
    """Return the counts of ``draws`` draws; each assumption has a random stream of its own.

    Raises ``MethodError`` for fewer than one draw or combinations that cannot be computed.
    """
    if draws < 1:
        raise MethodError(say("robustness.fault.draws", found=draws))
    variants = variants_of(nominal, assumptions)
    faults = refused(workshop, variants, noise=noise is not None)
    if faults:
        raise MethodError("\n".join([say("robustness.fault.combinations"), *faults]))
    streams = np.random.SeedSequence(seed).spawn(4)
    drawn = _drawn_weights(workshop, assumptions, draws, streams[0], streams[1])
    picks = np.random.default_rng(streams[2]).integers(0, len(variants), draws)
    count = len(workshop.values)
    run = _Run(workshop, variants, drawn, RankTally(count, bound=_bound(workshop, variants)), breaks)
    run.pairs = np.zeros((count, count)) if pairwise and count <= _PAIRS_UP_TO else None
    done = 0
    for places, variant, leaves in _blocks(workshop, variants, picks, noise, streams[3]):
        run.add(places, variant, leaves)
        done += len(places)
        if progress is not None:
            progress(done, draws)
    return run.result()


def variants_of(nominal: Variant, assumptions: Assumptions) -> tuple[Variant, ...]:
    """Return every combination of the settings that are varied, in a fixed order.

    >>> len(
    ...     variants_of(
    ...         Variant("refuse", "none", "goalposts", "arithmetic"),
    ...         Assumptions(normalisations=("min_max", "z_score"), aggregations=("arithmetic", "geometric")),
    ...     )
    ... )
    4
    """
    choices = product(
        assumptions.missing or (nominal.missing,),
        assumptions.treatments or (nominal.treatment,),
        assumptions.normalisations or (nominal.normalisation,),
        assumptions.aggregations or (nominal.aggregation,),
    )
    return tuple(Variant(*choice) for choice in choices)


@dataclass(slots=True)
class _Run:
    workshop: Workshop
    variants: tuple[Variant, ...]
    drawn: dict[int, FloatArray]
    tally: RankTally
    breaks: Sequence[float]
    pairs: FloatArray | None = None
    waiting: list[NDArray[np.int32]] = field(default_factory=list)
    leaders: list[tuple[IntArray, IntArray]] = field(default_factory=list)
    classes: FloatArray | None = field(init=False)

    def __post_init__(self) -> None:
        self.classes = np.zeros((self.tally.count, len(self.breaks) + 1)) if len(self.breaks) else None

    def add(self, places: IntArray, variant: Variant, leaves: Sequence[FloatArray]) -> None:
        tree = self.workshop.tree_of(variant)
        drawn = {level: weights[places] for level, weights in self.drawn.items()}
        if 0 in drawn:
            drawn[0] *= self.workshop.kept(variant)
        scores = tree.draw_scores(leaves, drawn, len(places))
        if self.classes is not None:
            found = np.searchsorted(np.asarray(self.breaks), scores, side="right")
            for k in range(self.classes.shape[1]):
                self.classes[:, k] += (found == k).sum(axis=0)
        ordered = self.tally.add(scores)
        draws, districts = ordered.leaders()
        self.leaders.append((places[draws], districts))
        if self.pairs is not None:
            self.waiting.append(ordered.ranks())
            if sum(map(len, self.waiting)) >= _PAIRED_AT_ONCE:
                self._pair()

    def _pair(self) -> None:
        if self.pairs is not None and self.waiting:
            self.pairs += pairwise_counts(np.concatenate(self.waiting))
            self.waiting.clear()

    def _central(self) -> FloatArray:
        """Return the mean weights of the last level over the draws that each district leads."""
        weights = self.drawn.get(len(self.workshop.tree.levels) - 1)
        count = self.tally.count
        if weights is None:
            return np.zeros((count, 0))
        draws, best = (np.concatenate(parts) for parts in zip(*self.leaders, strict=True))
        times = np.bincount(best, minlength=count)
        sums = [np.bincount(best, weights=column, minlength=count) for column in weights[draws].T]
        return np.stack(sums, axis=1) / np.where(times > 0, times, np.nan)[:, None]

    def result(self) -> Simulation:
        self._pair()
        draws = self.tally.draws
        return Simulation(
            self.tally,
            self.workshop.tree.levels[-1].names,
            self._central(),
            None if self.pairs is None else self.pairs / draws,
            None if self.classes is None else self.classes / draws,
            tuple(self.breaks),
            self.variants,
        )


def _blocks(
    workshop: Workshop,
    variants: tuple[Variant, ...],
    picks: IntArray,
    noise: Noise | None,
    stream: np.random.SeedSequence,
) -> Iterator[tuple[IntArray, Variant, list[FloatArray]]]:
    """Yield the places of some draws, their variant, and their leaves."""
    if noise is None:
        size = max(16, _CELLS // len(workshop.values))
        for v, variant in enumerate(variants):
            mine = np.flatnonzero(picks == v)
            leaves = _columns(workshop.leaves(variant))
            for start in range(0, len(mine), size):
                yield mine[start : start + size], variant, leaves
        return
    draws = len(picks)
    chunks = stream.spawn(-(-draws // NOISE_BLOCK))
    for c, chunk in enumerate(chunks):
        places = np.arange(c * NOISE_BLOCK, min(draws, (c + 1) * NOISE_BLOCK))
        moved = noise.draw(NOISE_BLOCK, np.random.default_rng(chunk))
        for v, variant in enumerate(variants):
            mine = places[picks[places] == v]
            if len(mine):
                part = {j: values[mine - c * NOISE_BLOCK] for j, values in moved.items()}
                yield mine, variant, noisy_leaves(workshop, variant, part)


def _columns(leaves: FloatArray) -> list[FloatArray]:
    # A left-out indicator is missing throughout and weighs nothing; 1 is harmless under every mean.
    return [np.ascontiguousarray(np.nan_to_num(column, nan=1.0)) for column in leaves.T]


def _drawn_weights(
    workshop: Workshop,
    assumptions: Assumptions,
    draws: int,
    top: np.random.SeedSequence,
    below: np.random.SeedSequence,
) -> dict[int, FloatArray]:
    levels = workshop.tree.levels
    last = len(levels) - 1
    drawn = {}
    if assumptions.criteria.kind != "given":
        generator = np.random.default_rng(top)
        drawn[last] = draw_weights(assumptions.criteria, levels[last].names, levels[last].shares(), draws, generator)
    if assumptions.indicators.kind != "given":
        generator = np.random.default_rng(below)
        for i, level in enumerate(levels[:-1]):
            drawn[i] = np.empty((draws, len(level.names)))
            for parent in sorted(set(level.parents)):
                own = level.children(parent)
                names = [level.names[j] for j in own]
                drawn[i][:, own] = draw_weights(assumptions.indicators, names, level.shares()[own], draws, generator)
    return drawn


def _bound(workshop: Workshop, variants: tuple[Variant, ...]) -> float:
    largest = max(float(np.nanmax(np.abs(workshop.leaves(variant)))) for variant in variants)
    levels = [level for variant in variants for level in workshop.tree_of(variant).levels]
    wins = any(AGGREGATIONS[level.aggregation].pairwise for level in levels)  # these may count districts
    return max(largest, 100.0, float(len(workshop.values)) if wins else 0.0)
