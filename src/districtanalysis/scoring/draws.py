"""Draws of weights: around the given ones, within ranges, in a given order, or all there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from districtanalysis.errors import MethodError
from districtanalysis.language import join, number, say
from districtanalysis.methods.transforms import FloatArray

Kind = Literal["given", "all", "around", "spread", "ranges", "order"]
KINDS: tuple[Kind, ...] = ("given", "all", "around", "spread", "ranges", "order")


@dataclass(frozen=True, slots=True)
class WeightDraws:
    """What is drawn about weights.

    ``given`` holds them. ``all`` draws every weighting with equal chance (uniform on the simplex).
    ``around`` draws a Dirichlet distribution with the given shares as its mean; ``concentration``
    says how close (the sd of a share p is sqrt(p (1 - p) / (concentration + 1))). ``spread`` moves
    each weight by up to ``spread`` of itself, as COINr does. ``ranges`` draws each weight between
    bounds, then makes shares. ``order`` draws all weightings that keep an order of importance;
    names in one group of ``order`` may stand either way round.
    """

    kind: Kind = "all"
    concentration: float = 20.0
    spread: float = 0.25
    ranges: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    order: Sequence[Sequence[str] | str] = ()

    def settings(self, labels: Mapping[str, str] | None = None) -> str:
        """Return what was drawn, in words; ``labels`` are what readers call the names.

        >>> WeightDraws("order", order=("a", ("b", "c"))).settings({"a": "Alter"})
        'alle Gewichtungen in der Reihenfolge Alter > b = c'
        """
        called = labels or {}
        parts = [(part,) if isinstance(part, str) else part for part in self.order]
        groups = [" = ".join(called.get(name, name) for name in part) for part in parts]
        return say(
            f"robustness.weights.{self.kind}",
            concentration=number(self.concentration, None),
            spread=number(100 * self.spread, None),
            ranges=join(
                f"{called.get(name, name)} {number(low, None)}–{number(high, None)}"
                for name, (low, high) in self.ranges.items()
            ),
            order=" > ".join(groups),
        )


def draw_weights(
    plan: WeightDraws, names: Sequence[str], shares: FloatArray, draws: int, generator: np.random.Generator
) -> FloatArray:
    """Return weights as shares of 1, shape (draws, m), for ``names`` whose given shares are ``shares``.

    Raises ``MethodError`` for an unknown kind, ranges or orders that do not name each weight
    once, and ranges that are no ranges.

    >>> drawn = draw_weights(
    ...     WeightDraws("order", order=("a", "b")), ["a", "b"], np.ones(2) / 2, 3, np.random.default_rng(0)
    ... )
    >>> bool((drawn[:, 0] >= drawn[:, 1]).all())
    True
    """
    count = len(names)
    if plan.kind == "given" or count == 1:
        return np.broadcast_to(shares / shares.sum(), (draws, count)).copy()
    if plan.kind == "all":
        return _shares(generator.standard_exponential((draws, count)))
    if plan.kind == "around":
        return _around(shares / shares.sum(), plan.concentration, draws, generator)
    if plan.kind == "spread":
        if not 0 < plan.spread <= 1:
            raise MethodError(say("robustness.fault.spread", value=number(plan.spread, None)))
        return _shares(shares * (1 + plan.spread * generator.uniform(-1, 1, (draws, count))))
    if plan.kind == "ranges":
        low, high = _bounds(plan.ranges, names)
        return _shares(low + (high - low) * generator.random((draws, count)))
    if plan.kind == "order":
        return _ordered(plan.order, names, draws, generator)
    raise MethodError(say("robustness.fault.kind", found=plan.kind, known=join(KINDS)))


def _around(shares: FloatArray, concentration: float, draws: int, generator: np.random.Generator) -> FloatArray:
    if not concentration > 0:
        raise MethodError(say("robustness.fault.concentration", value=number(concentration, None)))
    drawn = np.zeros((draws, len(shares)))
    used = shares > 0
    drawn[:, used] = generator.standard_gamma(concentration * shares[used], (draws, int(used.sum())))
    empty = drawn.sum(axis=1) <= 0  # gammas of tiny shape can all underflow
    drawn[empty] = shares
    return _shares(drawn)


def _bounds(ranges: Mapping[str, tuple[float, float]], names: Sequence[str]) -> tuple[FloatArray, FloatArray]:
    if set(ranges) != set(names):
        raise MethodError(say("robustness.fault.names", found=join(ranges), expected=join(names)))
    wrong = [name for name, (low, high) in ranges.items() if not 0 <= low <= high < np.inf or high == 0]
    if wrong:
        raise MethodError(say("robustness.fault.range", names=join(wrong)))
    bounds = np.array([ranges[name] for name in names], dtype=np.float64)
    return bounds[:, 0], bounds[:, 1]


def _ordered(
    order: Sequence[Sequence[str] | str], names: Sequence[str], draws: int, generator: np.random.Generator
) -> FloatArray:
    groups = [[part] if isinstance(part, str) else list(part) for part in order]
    flat = [name for group in groups for name in group]
    if sorted(flat) != sorted(names):
        raise MethodError(say("robustness.fault.names", found=join(flat), expected=join(names)))
    sorted_draws = -np.sort(-_shares(generator.standard_exponential((draws, len(names)))), axis=1)
    out = np.empty_like(sorted_draws)
    start = 0
    for group in groups:
        block = sorted_draws[:, start : start + len(group)]
        mixed = generator.permuted(block, axis=1) if len(group) > 1 else block
        out[:, [list(names).index(name) for name in group]] = mixed
        start += len(group)
    return out


def _shares(drawn: FloatArray) -> FloatArray:
    return np.asarray(drawn / drawn.sum(axis=1, keepdims=True), dtype=np.float64)
