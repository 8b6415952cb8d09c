"""The steps of a score: normalise each indicator, join them to criteria, join these to the fit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from districtanalysis.domain.ranking import Plan
from districtanalysis.scoring.aggregate import AGGREGATIONS
from districtanalysis.scoring.normalise import NORMALISATIONS


@dataclass(frozen=True, slots=True)
class Scores:
    """Normalised indicators, criteria and fit per district, in the order of the given table."""

    normalised: pd.DataFrame
    criteria: pd.DataFrame
    fit: pd.Series
    contributions: pd.DataFrame


def score(values: pd.DataFrame, plan: Plan) -> Scores:
    """Return the scores of ``values`` (district x indicator, in their own units) under ``plan``.

    All scores are on the scale of the normalisation, 0-100 for bounded ones. ``contributions`` has
    one column per indicator and adds up to ``fit`` where both levels are additive, else it has no
    column. Raises ``MethodError`` for values that a method is not defined for.
    """
    normalised = _normalised(values, plan)
    criteria = pd.DataFrame({name: _criterion(normalised, plan, name) for name in plan.criteria}, index=values.index)
    shares = plan.criterion_shares()
    weights = np.array([shares[name] for name in criteria.columns])
    fit = AGGREGATIONS[plan.between].apply(criteria.to_numpy(), weights)
    return Scores(normalised, criteria, pd.Series(fit, index=values.index), _contributions(normalised, plan))


def _normalised(values: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    columns = {}
    for key, (_, choice, _) in plan.scored().items():
        method = NORMALISATIONS[choice.normalisation or plan.normalisation]
        goalposts = choice.goalposts if method.needs_goalposts else None
        columns[key] = method.apply(values[key].to_numpy(), direction=choice.direction, goalposts=goalposts, name=key)
    return pd.DataFrame(columns, index=values.index)


def _criterion(normalised: pd.DataFrame, plan: Plan, name: str) -> np.ndarray:
    parts = {key: share for key, (criterion, _, share) in plan.scored().items() if criterion == name}
    return AGGREGATIONS[plan.within].apply(normalised[list(parts)].to_numpy(), np.array(list(parts.values())))


def _contributions(normalised: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    if not (AGGREGATIONS[plan.within].additive and AGGREGATIONS[plan.between].additive):
        return pd.DataFrame(index=normalised.index)
    return normalised * indicator_weights(plan)


def indicator_weights(plan: Plan) -> pd.Series:
    """Return the share of each scored indicator in the whole, by key; the shares add up to 1."""
    criteria = plan.criterion_shares()
    return pd.Series({key: criteria[name] * share for key, (name, _, share) in plan.scored().items()}, dtype="float64")
