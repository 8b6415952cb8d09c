"""``coherence``: do the indicators fit together, and do the weights do what they seem to do?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from districtanalysis.domain.ranking import Plan, Ranking
from districtanalysis.methods.correlation import (
    correlations,
    cronbach_alpha,
    principal_components,
    sampling_adequacy,
    variance_inflation,
)
from districtanalysis.methods.transforms import FloatArray
from districtanalysis.scoring.aggregate import AGGREGATIONS
from districtanalysis.scoring.score import indicator_weights
from districtanalysis.scoring.ties import ranks

# Bounds of COINr and of the JRC's audits: nearly the same thing, working against each other.
SAME, AGAINST = 0.92, -0.40
INFLATED = 10.0
FEW = 10
FLOOR = 1.0


@dataclass(frozen=True, slots=True)
class Flag:
    """A pair of indicators that counts nearly twice ("same") or works against itself ("against")."""

    kind: str
    first: str
    second: str
    correlation: float


@dataclass(frozen=True, slots=True)
class Coherence:
    """How the indicators of a ranking hang together.

    ``weights`` has one row per indicator: ``criterion``, ``nominal`` and ``effective`` (shares of
    1), ``correlation`` with the fit, ``vif``. ``effective`` is the part of the variance of the fit
    that the indicator brings in, w cov(x, fit) / var(fit) for additive rankings, which add up to 1
    and may be negative, else the share of its squared correlation. ``alpha`` is given per criterion
    and for the whole (""), ``kmo`` once. ``compensation`` has ranks under the ``arithmetic`` and
    the ``geometric`` mean of all indicators and their ``shift``. ``constant`` indicators take no
    part in correlations; ``few`` says that the districts are too few to read much into them.
    """

    correlation: pd.DataFrame
    weights: pd.DataFrame
    eigenvalues: FloatArray
    explained: FloatArray
    alpha: Mapping[str, float]
    kmo: float
    flags: tuple[Flag, ...]
    compensation: pd.DataFrame
    constant: tuple[str, ...] = ()
    few: bool = False
    lifted: int = 0
    loadings: pd.DataFrame = field(default_factory=pd.DataFrame)


def coherence(ranking: Ranking) -> Coherence:
    """Return correlations, reliability, components, effective weights and compensability.

    Measures that need more districts than indicators, or columns that do not repeat each other, are
    NaN where that is not so. Source: OECD/JRC handbook, steps 4 and 8; Paruolo, Saisana and
    Saltelli (2013), JRSS A 176, 609-634 (effective weights).
    """
    scores, fit = ranking.normalised, ranking.frame["fit"]
    matrix = scores.to_numpy(dtype=np.float64)
    spread = np.ptp(matrix, axis=0)
    moving = [str(key) for key, width in zip(scores.columns, spread, strict=True) if width > 1e-9]
    found = correlations(matrix)
    frame = pd.DataFrame(found, index=scores.columns, columns=scores.columns)
    inner = frame.loc[moving, moving].to_numpy()
    parts = principal_components(inner) if moving else None
    wide = len(scores) > len(moving) >= 2
    return Coherence(
        correlation=frame,
        weights=_weights(ranking, scores, fit, inner if wide else None, moving),
        eigenvalues=parts.eigenvalues if parts else np.zeros(0),
        explained=parts.explained if parts else np.zeros(0),
        alpha=_alphas(frame, ranking.plan, moving),
        kmo=sampling_adequacy(inner) if wide else float("nan"),
        flags=_flags(frame),
        compensation=_compensation(ranking, matrix),
        constant=tuple(str(key) for key in scores.columns if key not in moving),
        few=len(scores) < FEW,
        lifted=int((matrix < FLOOR).sum()),
        loadings=pd.DataFrame(parts.loadings, index=moving) if parts else pd.DataFrame(),
    )


def effective_weights(scores: FloatArray, fit: FloatArray, weights: FloatArray, *, additive: bool) -> FloatArray:
    """Return how much of the variance of the fit each indicator brings in, shape (m,), sum 1.

    >>> x = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 3.0], [1.0, 3.0]])
    >>> effective_weights(x, x @ [0.5, 0.5], np.array([0.5, 0.5]), additive=True).tolist()
    [0.1, 0.9]
    """
    centred, move = scores - scores.mean(axis=0), fit - fit.mean()
    covariance = centred.T @ move
    if additive:
        return np.asarray(weights * covariance / (move @ move), dtype=np.float64)
    size = (centred**2).sum(axis=0) * (move @ move)
    squared = np.divide(covariance**2, size, out=np.zeros_like(covariance), where=size > 0)
    return np.asarray(squared / squared.sum(), dtype=np.float64)


def _weights(
    ranking: Ranking, scores: pd.DataFrame, fit: pd.Series, inner: FloatArray | None, moving: list[str]
) -> pd.DataFrame:
    plan = ranking.plan
    nominal = indicator_weights(plan)
    matrix, total = scores.to_numpy(dtype=np.float64), fit.to_numpy(dtype=np.float64)
    additive = AGGREGATIONS[plan.within].additive and AGGREGATIONS[plan.between].additive
    effective = np.full(matrix.shape[1], np.nan)
    if np.ptp(total) > 0:
        effective = effective_weights(matrix, total, nominal[scores.columns].to_numpy(), additive=additive)
    beside = correlations(np.column_stack([matrix, total]))[:-1, -1]
    vif = pd.Series(np.nan, index=scores.columns)
    if inner is not None:
        vif.loc[moving] = variance_inflation(inner)
    return pd.DataFrame(
        {
            "criterion": [plan.scored()[str(key)][0] for key in scores.columns],
            "nominal": nominal[scores.columns].to_numpy(),
            "effective": effective,
            "correlation": beside,
            "vif": vif,
        },
        index=scores.columns,
    )


def _alphas(frame: pd.DataFrame, plan: Plan, moving: list[str]) -> dict[str, float]:
    groups = {"": moving}
    for key, (criterion, _, _) in plan.scored().items():
        if key in moving:
            groups.setdefault(criterion, []).append(key)
    return {name: cronbach_alpha(frame.loc[keys, keys].to_numpy()) for name, keys in groups.items()}


def _flags(frame: pd.DataFrame) -> tuple[Flag, ...]:
    found = []
    for i, first in enumerate(frame.columns):
        for second in frame.columns[i + 1 :]:
            value = float(frame.to_numpy()[i, frame.columns.get_loc(second)])
            if value > SAME or value < AGAINST:
                found.append(Flag("same" if value > SAME else "against", str(first), str(second), value))
    return tuple(found)


def _compensation(ranking: Ranking, matrix: FloatArray) -> pd.DataFrame:
    """Ranks under full and under partial compensation, same weights; scores below 1 count as 1."""
    weights = indicator_weights(ranking.plan)[ranking.normalised.columns].to_numpy()
    usual = ranks(AGGREGATIONS["arithmetic"].apply(matrix, weights))
    strict = ranks(AGGREGATIONS["geometric"].apply(matrix, weights, floor=FLOOR))
    return pd.DataFrame(
        {"name": ranking.frame["name"], "arithmetic": usual, "geometric": strict, "shift": strict - usual},
        index=ranking.frame.index,
    )
