"""What would change a ranking: swaps, thresholds of weights, what leaving something out does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd


@dataclass(frozen=True, slots=True)
class Swap:
    """The smallest change of weights after which ``below`` draws level with ``above``.

    ``shift`` is the weight that has to move, as a share of 1 (half the sum of the absolute
    changes); ``weights`` are the weights at that point. ``shift`` None: no weighting does it.
    """

    above: str
    below: str
    shift: float | None
    weights: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Threshold:
    """Where one weight alone would end the lead: ``side`` "below" or "above" ``share`` (of 1).

    The other weights keep their proportions; ``rival`` is level with ``leader`` there.
    """

    criterion: str
    side: Literal["below", "above"]
    share: float
    leader: str
    rival: str
    given: float


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Ranks after something was left out.

    ``ranks`` has one row per district and one column per thing left out ("" = nothing left out);
    ``shift`` is the mean absolute change of ranks among the districts that stay; ``reversals``
    names, per thing left out, the pairs that changed sides.
    """

    kind: Literal["indicator", "criterion", "district"]
    ranks: pd.DataFrame
    shift: pd.Series
    reversals: Mapping[str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class Shares:
    """How much of the variance of the ranks each assumption explains.

    ``first`` and ``total`` are Sobol indices (alone, and with all interactions) of the mean
    absolute change of ranks; ``draws`` is how often the ranking was computed.
    """

    first: Mapping[str, float]
    total: Mapping[str, float]
    variance: float
    draws: int
    seed: int


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """Everything that ``sensitivity`` found about one ranking.

    ``exact`` is False where the aggregation has no closed form for weights; ``swaps`` and
    ``thresholds`` are then empty. ``never_first`` lists districts that no weighting puts first.
    """

    exact: bool
    swaps: tuple[Swap, ...]
    lead: tuple[Swap, ...]
    thresholds: tuple[Threshold, ...]
    never_first: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    shares: Shares | None = None
    first_share: pd.Series | None = None
