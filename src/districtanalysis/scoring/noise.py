"""Sampling noise of small counts: shares of persons drawn again at their printed n."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.ranking import parameters_of
from districtanalysis.errors import MethodError
from districtanalysis.language import join, say
from districtanalysis.methods.intervals import count_draws
from districtanalysis.methods.transforms import FloatArray, between_goalposts
from districtanalysis.scoring.normalise import NORMALISATIONS
from districtanalysis.scoring.variants import Variant, Workshop

NOISE_BLOCK = 64
# Persons out of residents; facilities and codes do not fluctuate by chance.
_UNITS = {"percent": 100.0, "per_1000": 1000.0}
_NO_PERSONS = {"infrastructure", "engagement"}


@dataclass(frozen=True, slots=True)
class Noise:
    """Which indicators move: by place their shares (n,), bases (n,) and unit factor.

    ``still`` names the indicators that are held, ``labels`` those that move.
    """

    columns: Mapping[int, tuple[FloatArray, FloatArray, float]]
    labels: tuple[str, ...]
    still: tuple[str, ...]
    beta: bool = False

    @classmethod
    def of(cls, table: IndicatorTable, index: pd.Index, keys: Sequence[str], *, beta: bool = False) -> Noise:
        """Return the noise of those of ``keys`` that are shares of persons with a printed base.

        Raises ``MethodError`` where there is none.
        """
        columns, labels, still = {}, [], []
        for j, key in enumerate(keys):
            if moves(table, index, key):
                factor = _UNITS[table.indicators[key].unit]
                share = table.frame.loc[index, key].to_numpy(dtype=np.float64) / factor
                columns[j] = (share, table.base.loc[index, key].to_numpy(dtype=np.float64), factor)
                labels.append(table.label(key))
            else:
                still.append(table.label(key))
        if not columns:
            raise MethodError(say("robustness.fault.no_noise", found=join(still)))
        return cls(columns, tuple(labels), tuple(still), beta)

    @property
    def settings(self) -> str:
        """What moves and what does not, in words."""
        kind = say(f"robustness.noise.{'beta' if self.beta else 'binomial'}", indicators=join(self.labels))
        return f"{kind}; {say('robustness.noise.still', indicators=join(self.still))}" if self.still else kind

    def draw(self, draws: int, generator: np.random.Generator) -> dict[int, FloatArray]:
        """Return drawn values (draws, n) in the unit of each moving indicator, by its place."""
        return {
            j: factor * count_draws(share, base, draws, generator, beta=self.beta)
            for j, (share, base, factor) in self.columns.items()
        }


def moves(table: IndicatorTable, index: pd.Index, key: str) -> bool:
    """Return whether an indicator is a share of persons with a printed base: only such a one fluctuates."""
    indicator = table.indicators.get(key)
    if indicator is None or indicator.unit not in _UNITS or indicator.theme in _NO_PERSONS:
        return False
    return not bool(table.base.loc[index, key].isna().all())


def noisy_leaves(workshop: Workshop, variant: Variant, drawn: Mapping[int, FloatArray]) -> list[FloatArray]:
    """Return the leaves of ``variant``, (draws, n) where an indicator moves and (n,) where not.

    Winsorised indicators keep the limits found in the printed values.
    """
    still = workshop.normalised(variant.missing, variant.treatment, variant.normalisation)
    treated = workshop.treated(variant.missing, variant.treatment)
    leaves = [np.nan_to_num(column, nan=1.0) for column in still.T]
    known, kept = workshop.completed(variant.missing).to_numpy(dtype=np.float64), workshop.kept(variant)
    for j, values in drawn.items():
        if not kept[j]:
            continue
        if np.isnan(values).any():  # a gap has no count to draw: it holds what the policy filled in
            values = np.where(np.isnan(values), known[:, j], values)  # noqa: PLW2901
        if variant.treatment == "winsorise":
            values = np.clip(values, np.nanmin(treated[:, j]), np.nanmax(treated[:, j]))  # noqa: PLW2901
        leaves[j] = _normalised(workshop, variant, j, values)
    if workshop.needs_positive(variant):
        draws = len(next(iter(drawn.values())))
        shape = (draws, still.shape[0])
        block = np.stack([np.broadcast_to(leaf, shape) for leaf in leaves], axis=-1)
        lifted = workshop.lifted(block, variant)
        return [np.ascontiguousarray(lifted[..., j]) for j in range(lifted.shape[-1])]
    return leaves


def _normalised(workshop: Workshop, variant: Variant, j: int, values: FloatArray) -> FloatArray:
    """The usual scales for all draws at once; the others draw by draw."""
    column = workshop.columns[j]
    key = column.normalisation or variant.normalisation
    moved = -values if column.direction == "less" else values
    if key == "goalposts" and column.goalposts is not None:
        place = between_goalposts(values, *column.goalposts)
        return 100 - place if column.direction == "less" else place
    if key in {"min_max", "distance_to_best"}:
        low = moved.min(axis=1, keepdims=True)
        return 100 * _divided(moved - low, np.ptp(moved, axis=1, keepdims=True), 0.5)
    options: dict[str, Any] = parameters_of(workshop.options, key, column.key)
    if key == "z_score" and set(options) <= {"ddof"}:
        ddof = int(str(options.get("ddof", 1)))
        return _divided(moved - moved.mean(axis=1, keepdims=True), moved.std(axis=1, ddof=ddof, keepdims=True), 0.0)
    rows = [
        NORMALISATIONS[key].apply(
            row,
            direction=column.direction,
            goalposts=column.goalposts,
            constant="middle",
            name=column.key,
            **options,
        )
        for row in values
    ]
    return np.stack(rows)


def _divided(above: FloatArray, below: FloatArray, otherwise: float) -> FloatArray:
    return np.divide(above, below, out=np.full_like(above, otherwise), where=below > 0)
