"""The steps of a score: normalise each indicator, join them to criteria, join these to the fit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from districtanalysis.domain.finding import Finding, Phrase
from districtanalysis.domain.ranking import Plan
from districtanalysis.language import say
from districtanalysis.methods.transforms import FloatArray
from districtanalysis.scoring.aggregate import AGGREGATIONS
from districtanalysis.scoring.hierarchy import Hierarchy
from districtanalysis.scoring.normalise import NORMALISATIONS, is_constant
from districtanalysis.scoring.plan import label_of
from districtanalysis.scoring.variants import Step, nominal_variant, workshop_of


@dataclass(frozen=True, slots=True)
class Scores:
    """Normalised indicators, criteria and fit per district, in the order of the given table.

    ``findings`` names every step that the plan allows and the values needed: scores moved to 1 to
    100 or raised to a floor, columns of one value set to the middle.
    """

    normalised: pd.DataFrame
    criteria: pd.DataFrame
    fit: pd.Series
    contributions: pd.DataFrame
    findings: tuple[Finding, ...] = ()


def score(values: pd.DataFrame, plan: Plan) -> Scores:
    """Return the scores of ``values`` (district x indicator, in their own units) under ``plan``.

    All scores are on the scale of the normalisation, 0-100 for bounded ones. ``contributions`` has
    one column per indicator and adds up to ``fit`` where both levels are additive, else it has no
    column. Raises ``MethodError`` for values that a method is not defined for.
    """
    workshop, nominal = workshop_of(values, plan), nominal_variant(plan)
    moves = plan.zeros == "move"
    leaves = workshop.leaves(nominal) if moves else workshop.normalised(nominal.missing, "none", plan.normalisation)
    criteria, whole = workshop.tree.scores(leaves)
    index = values.index
    normalised = pd.DataFrame(leaves, index=index, columns=list(plan.scored()))
    findings = (
        *_constant(values, plan),
        *(_moved(step) for step in workshop.steps),
        *_raised(workshop.tree, [leaves, criteria]),
    )
    return Scores(
        normalised,
        pd.DataFrame(criteria, index=index, columns=list(plan.criteria)),
        pd.Series(whole[:, 0], index=index),
        _contributions(normalised, plan),
        findings,
    )


def _contributions(normalised: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    if not (AGGREGATIONS[plan.within].additive and AGGREGATIONS[plan.between].additive):
        return pd.DataFrame(index=normalised.index)
    return normalised * indicator_weights(plan)


def _constant(values: pd.DataFrame, plan: Plan) -> list[Finding]:
    if plan.constant != "middle":
        return []
    return [
        Finding("constant_middle", "info", variable=key, details={"indicator": Phrase(label_of, (key,))})
        for key, (_, choice, _) in plan.scored().items()
        if NORMALISATIONS[choice.normalisation or plan.normalisation].needs_spread
        and is_constant(values[key].to_numpy(dtype=np.float64))
    ]


def _moved(step: Step) -> Finding:
    method, mean = f"normalisations.{step.method}.label", f"aggregations.{step.aggregation}.label"
    return Finding("scores_moved", "info", details={"method": Phrase(say, (method,)), "mean": Phrase(say, (mean,))})


def _raised(tree: Hierarchy, below: list[FloatArray]) -> list[Finding]:
    """Say how many scores a declared floor has raised, level by level."""
    found = []
    for level, scores in zip(tree.levels, below, strict=True):
        floor = tree.options(level).get("floor")
        count = 0 if floor is None else int((scores < floor).sum())
        if count:
            mean = Phrase(say, (f"aggregations.{level.aggregation}.label",))
            found.append(Finding("raised_to_floor", "info", details={"count": count, "floor": floor, "mean": mean}))
    return found


def indicator_weights(plan: Plan) -> pd.Series:
    """Return the share of each scored indicator in the whole, by key; the shares add up to 1."""
    criteria = plan.criterion_shares()
    return pd.Series({key: criteria[name] * share for key, (name, _, share) in plan.scored().items()}, dtype="float64")
