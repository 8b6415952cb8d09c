"""Indicators below criteria below the whole, to any depth, with one aggregation per level."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from districtanalysis.domain.ranking import Plan, parameters_of
from districtanalysis.errors import MethodError
from districtanalysis.language import join, say
from districtanalysis.methods.transforms import FloatArray
from districtanalysis.scoring.aggregate import AGGREGATIONS
from districtanalysis.scoring.means import MEANS, linear_form

_PAIRS_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Level:
    """One step up: ``names`` below, the place of each one's parent above, and their weights.

    Weights are relative within the children of one parent. ``aggregation`` joins them.
    """

    names: tuple[str, ...]
    parents: tuple[int, ...]
    weights: FloatArray
    aggregation: str = "arithmetic"
    groups: tuple[tuple[int, ...], ...] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        found: list[list[int]] = [[] for _ in range(max(self.parents) + 1)]
        for place, parent in enumerate(self.parents):
            found[parent].append(place)
        object.__setattr__(self, "groups", tuple(tuple(group) for group in found))

    def children(self, parent: int) -> list[int]:
        """Return the places of the children of ``parent``."""
        return list(self.groups[parent])

    def shares(self, weights: FloatArray | None = None) -> FloatArray:
        """Return ``weights`` (by default the given ones, shape (..., k)) as shares within each parent."""
        given = self.weights if weights is None else weights
        if len(self.groups) == 1:
            return np.asarray(given / given.sum(axis=-1, keepdims=True), dtype=np.float64)
        if given.ndim == 1 and len(self.groups) == len(self.parents):
            return np.ones(len(given))
        out = np.empty_like(given, dtype=np.float64)
        for group in self.groups:
            own = list(group)
            out[..., own] = given[..., own] / given[..., own].sum(axis=-1, keepdims=True)
        return out


@dataclass(frozen=True, slots=True)
class Hierarchy:
    """Levels from the indicators (0) upwards; the last has one parent, the whole.

    ``parameters`` are those of the aggregations, by name (``floor``, ``exponent`` ...).
    """

    levels: tuple[Level, ...]
    parameters: Mapping[str, Mapping[str, object]] = field(default_factory=dict)

    @classmethod
    def from_plan(cls, plan: Plan) -> Hierarchy:
        """Return the two levels of a plan: indicators within criteria, criteria within the whole."""
        scored, criteria = plan.scored(), list(plan.criteria)
        shares = plan.criterion_shares()
        below = Level(
            tuple(scored),
            tuple(criteria.index(name) for name, _, _ in scored.values()),
            np.array([share for _, _, share in scored.values()]),
            plan.within,
        )
        above = Level(
            tuple(criteria), (0,) * len(criteria), np.array([shares[name] for name in criteria]), plan.between
        )
        return cls((below, above), plan.parameters)

    @classmethod
    def from_parents(
        cls,
        parents: Mapping[str, str],
        *,
        weights: Mapping[str, float] | None = None,
        aggregations: Sequence[str] = ("arithmetic",),
    ) -> Hierarchy:
        """Return a tree from child -> parent; the one name without a parent is the whole.

        ``aggregations`` is one for all levels or one per level from below. Raises ``MethodError``
        where the tree has several tops, a cycle, or branches of different depth.

        >>> tree = Hierarchy.from_parents({"a": "x", "b": "x", "c": "y", "x": "all", "y": "all"})
        >>> [level.names for level in tree.levels]
        [('a', 'b', 'c'), ('x', 'y')]
        """
        tops = sorted(set(parents.values()) - set(parents))
        if len(tops) != 1:
            raise MethodError(say("sensitivity.fault.tops", names=join(tops) or "–"))
        layers: list[list[str]] = [tops]
        while below := [child for parent in layers[0] for child, above in parents.items() if above == parent]:
            layers.insert(0, below)
        uneven = [name for layer in layers[1:-1] for name in layer if name not in parents.values()]
        if uneven or sum(len(layer) for layer in layers) != len(parents) + 1:
            raise MethodError(say("sensitivity.fault.uneven", names=join(uneven) or "–"))
        keys = list(aggregations) * (len(layers) - 1) if len(aggregations) == 1 else list(aggregations)
        given = weights or {}
        return cls(
            tuple(
                Level(
                    tuple(names),
                    tuple(above.index(parents[name]) for name in names),
                    np.array([given.get(name, 1.0) for name in names]),
                    keys[i],
                )
                for i, (names, above) in enumerate(pairwise(layers))
            )
        )

    @property
    def additive(self) -> bool:
        """Whether the whole is a weighted sum of the indicators."""
        return all(AGGREGATIONS[level.aggregation].additive for level in self.levels)

    def keeping(self, kept: NDArray[np.bool_]) -> Hierarchy:
        """Return the same tree with weight 0 for the indicators that are not kept."""
        below = self.levels[0]
        weights = np.where(kept, below.weights, 0.0)
        return replace(self, levels=(replace(below, weights=weights), *self.levels[1:]))

    def with_aggregation(self, level: int, key: str) -> Hierarchy:
        """Return the same tree with another aggregation on one level."""
        levels = list(self.levels)
        levels[level] = replace(levels[level], aggregation=key)
        return replace(self, levels=tuple(levels))

    def options(self, level: Level) -> dict[str, Any]:
        """Return what the aggregation of ``level`` is told."""
        return parameters_of(self.parameters, level.aggregation)

    def indicator_weights(self, drawn: Mapping[int, FloatArray] | None = None) -> FloatArray:
        """Return the share of each indicator in the whole, shape (m,) or (draws, m).

        ``drawn`` replaces the weights of levels, shape (draws, k). Shares are products down the
        tree: the structural weights of COINr.

        >>> tree = Hierarchy.from_parents({"a": "x", "b": "x", "c": "y", "x": "all", "y": "all"})
        >>> tree.indicator_weights().tolist()
        [0.25, 0.25, 0.5]
        """
        out = np.ones(1)
        for i in range(len(self.levels) - 1, -1, -1):
            level = self.levels[i]
            shares = level.shares((drawn or {}).get(i))
            out = out[..., list(level.parents)] * shares
        return np.asarray(out, dtype=np.float64)

    def scores(self, leaves: FloatArray) -> list[FloatArray]:
        """Return the scores of every level above the indicators, each shape (n, k), the whole last.

        ``leaves`` (n, m) are normalised indicators in the order of level 0.
        """
        found, current = [], leaves
        for level in self.levels:
            shares = level.shares()
            columns = [
                AGGREGATIONS[level.aggregation].apply(current[:, own], shares[own], **self.options(level))
                for own in (level.children(parent) for parent in range(max(level.parents) + 1))
            ]
            current = np.stack(columns, axis=1)
            found.append(current)
        return found

    def draw_scores(self, leaves: Sequence[FloatArray], drawn: Mapping[int, FloatArray], draws: int) -> FloatArray:
        """Return the whole for a block of draws, shape (draws, n).

        ``leaves`` holds one array per indicator, (n,) where it is the same in all draws or
        (draws, n); ``drawn`` the drawn weights of levels, (draws, k). Nothing is checked again.
        """
        if self.additive and all(leaf.ndim == 1 for leaf in leaves):
            weights = np.atleast_2d(self.indicator_weights(drawn))
            whole = weights @ np.stack(leaves)
            return whole if len(whole) == draws else np.repeat(whole, draws, axis=0)
        current = list(leaves)
        for i, level in enumerate(self.levels):
            shares, options = level.shares(drawn.get(i)), self.options(level)
            current = [
                _join(level.aggregation, [current[j] for j in own], shares[..., list(own)], options)
                for own in level.groups
            ]
        return np.array(np.broadcast_to(current[0], (draws, leaves[0].shape[-1])), dtype=np.float64, order="C")


def _join(key: str, children: list[FloatArray], weights: FloatArray, options: Mapping[str, Any]) -> FloatArray:
    """Join children of (n,) or (draws, n) under weights of (k,) or (draws, k)."""
    fixed = all(child.ndim == 1 for child in children)
    if key in MEANS:
        form = linear_form(key, **options)
        if fixed:
            return form.back(weights @ np.stack([form.forward(child) for child in children]))
        total = sum(weights[..., i, None] * form.forward(child) for i, child in enumerate(children))
        return form.back(np.asarray(total, dtype=np.float64))
    if fixed and weights.ndim == 1:
        return AGGREGATIONS[key].function(np.stack(children, axis=1), weights, **options)
    if key == "copeland" and fixed and len(children[0]) <= _PAIRS_AT_ONCE:
        return _copeland_draws(children, weights)
    draws = next((len(part) for part in (weights, *children) if part.ndim == 2), 1)
    rows = [
        AGGREGATIONS[key].function(
            np.stack([child if child.ndim == 1 else child[d] for child in children], axis=1),
            weights if weights.ndim == 1 else weights[d],
            **options,
        )
        for d in range(draws)
    ]
    return np.stack(rows)


def _copeland_draws(children: list[FloatArray], weights: FloatArray) -> FloatArray:
    """All pairs at once: signs (k, n * n) are the same in every draw."""
    count = len(children[0])
    signs = np.stack([np.sign(child[:, None] - child).ravel() for child in children])
    out = np.empty((len(weights), count))
    block = max(1, 2_000_000 // count**2)
    for start in range(0, len(weights), block):
        margin = weights[start : start + block] @ signs
        wins = np.sign(np.where(np.abs(margin) < 1e-12, 0.0, margin))
        out[start : start + block] = wins.reshape(-1, count, count).sum(axis=2)
    return out
