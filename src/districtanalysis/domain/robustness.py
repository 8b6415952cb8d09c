"""How sure a ranking is: what many draws of its assumptions say about the ranks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from districtanalysis.language import number, say

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Assumption:
    """One assumption of a ranking: ``varied`` over several settings, or held at one.

    ``key`` is a name under ``robustness.assumption``; ``settings`` says what was drawn, in words.
    """

    key: str
    varied: bool
    settings: str

    @property
    def label(self) -> str:
        """The name that readers see."""
        return say(f"robustness.assumption.{self.key}")


@dataclass(frozen=True, slots=True)
class Robustness:
    """Ranks over many draws, one row per district in the order of the ranking.

    ``counts`` (n, cells) says how many draws put a district into a cell of ranks; ``edges`` holds
    the first rank of each cell and n + 1 at the end (up to 2 000 districts a cell is one rank).
    ``before`` (n, n) is the share of draws in which the row ranks before the column, a tie counting
    half; None where it was not asked for. ``central`` (n, weights) is the mean weighting of the
    draws in which the district leads, NaN where it never does. ``classes`` (n, k) are shares of
    draws per class of fit, between ``breaks``. ``steps`` says what was done so that settings fit
    each other, ``impossible`` which settings were tried and left out because they cannot be.
    """

    names: pd.Series
    rank: pd.Series
    counts: NDArray[np.int64]
    edges: NDArray[np.int64]
    draws: int
    seed: int
    assumptions: tuple[Assumption, ...] = ()
    steps: tuple[str, ...] = ()
    impossible: tuple[str, ...] = ()
    weight_names: tuple[str, ...] = ()
    central: FloatArray | None = None
    before: FloatArray | None = None
    breaks: tuple[float, ...] = ()
    classes: FloatArray | None = None
    nominal: Mapping[str, float] = field(default_factory=dict)

    @property
    def varied(self) -> tuple[Assumption, ...]:
        """The assumptions that were drawn."""
        return tuple(entry for entry in self.assumptions if entry.varied)

    @property
    def held(self) -> tuple[Assumption, ...]:
        """The assumptions that were not drawn."""
        return tuple(entry for entry in self.assumptions if not entry.varied)

    @property
    def acceptability(self) -> pd.DataFrame:
        """Share of draws (0 to 1) per district and rank; columns are first ranks of the cells."""
        columns = [int(edge) for edge in self.edges[:-1]]
        return pd.DataFrame(self.counts / self.draws, index=self.names.index, columns=columns)

    @property
    def pairwise(self) -> pd.DataFrame:
        """Share of draws in which the row ranks before the column; empty where not asked for."""
        index = self.names.index
        return pd.DataFrame(self.before, index=index, columns=index) if self.before is not None else pd.DataFrame()

    def top(self, k: int) -> pd.Series:
        """Return the share of draws (0 to 1) in which each district is among the first ``k``."""
        last = self.edges[1:] - 1
        if k < int(self.edges[-1]) - 1 and k not in last:
            raise ValueError(f"k must be a counted rank such as {int(last[last <= max(k, 1)].max())}, got {k} instead")
        return pd.Series(self.counts[:, last <= k].sum(axis=1) / self.draws, index=self.names.index)

    def quantile(self, share: float) -> pd.Series:
        """Return the lowest rank that ``share`` of the draws do not exceed, one per district."""
        total = np.cumsum(self.counts, axis=1)
        cell = (total >= share * self.draws - 1e-9).argmax(axis=1)
        # The last rank of a cell: on the safe side where a cell holds several.
        return pd.Series(self.edges[1:][cell] - 1, index=self.names.index)

    def interval(self, coverage: float = 0.90) -> pd.DataFrame:
        """Return ``low`` and ``high``: the ranks between which the middle ``coverage`` of draws lies."""
        tail = (1 - coverage) / 2
        total = np.cumsum(self.counts, axis=1)
        first = (total > tail * self.draws + 1e-9).argmax(axis=1)
        low = pd.Series(self.edges[:-1][first], index=self.names.index)
        return pd.DataFrame({"low": low, "high": self.quantile(1 - tail)})

    @property
    def mean_rank(self) -> pd.Series:
        """Mean rank over the draws, one per district."""
        middle = (self.edges[:-1] + self.edges[1:] - 1) / 2
        return pd.Series(self.counts @ middle / self.draws, index=self.names.index)

    def to_frame(self) -> pd.DataFrame:
        """Return name, rank, first (share of draws in first place), mean rank, low, median, high."""
        interval = self.interval()
        return pd.DataFrame(
            {
                "name": self.names,
                "rank": self.rank,
                "first": self.top(1),
                "mean_rank": self.mean_rank,
                "low": interval["low"],
                "median": self.quantile(0.5),
                "high": interval["high"],
            }
        )

    def to_dict(self) -> dict[str, object]:
        """Return what was drawn and what came out, as it is written to JSON."""
        shown = self.to_frame()
        return {
            "draws": self.draws,
            "seed": self.seed,
            "varied": {entry.key: entry.settings for entry in self.varied},
            "held": {entry.key: entry.settings for entry in self.held},
            "steps": list(self.steps),
            "impossible": list(self.impossible),
            "districts": {
                str(key): {str(name): _plain(value) for name, value in row.items()} for key, row in shown.iterrows()
            },
        }

    def _repr_html_(self) -> str:
        return str(self.to_frame().to_html(float_format=lambda value: number(value, 2)))


def _plain(value: object) -> object:
    return value.item() if isinstance(value, np.generic) else value
