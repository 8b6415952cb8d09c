"""A ranking in the shape that a workbook computes again, or why it cannot."""

from __future__ import annotations

import pandas as pd

from districtanalysis.domain.live import Live, LiveCriterion, LiveIndicator, Model
from districtanalysis.domain.ranking import ADJUSTED, Plan, Ranking
from districtanalysis.domain.study import IndicatorChoice
from districtanalysis.language import join, say
from districtanalysis.report.remarks import numbers, remarks_of
from districtanalysis.scoring.normalise import NORMALISATIONS

MEANS = ("arithmetic", "geometric")
SCALES = ("goalposts", "min_max", "z_score", "rank")
MOST_INDICATORS = 100


def live_of(ranking: Ranking) -> Live:
    """Return ``ranking`` for a workbook that computes it again with plain formulas.

    Carried are weighted arithmetic and geometric means of goalposts, min-max, z (ddof 1) and rank; for any other
    recipe, for methods with parameters and for scores that were moved ``refused`` says so. Context indicators with
    goalposts come along with weight 0, so that they can be tried; those that describe origin do not.
    """
    plan = ranking.plan
    other = next((name for name in (plan.within, plan.between) if name not in MEANS), None)
    if other is not None:
        return Live(None, say("live.refused", method=say(f"aggregations.{other}.label")))
    scales = {choice.normalisation or plan.normalisation for _, choice, _ in plan.scored().values()}
    unknown = next((name for name in sorted(scales) if name not in SCALES), None)
    if unknown is not None:
        return Live(None, say("live.refused", method=say(f"normalisations.{unknown}.label")))
    told = [say(f"{_registry(name)}.{name}.label") for name in sorted(plan.methods() & set(plan.parameters))]
    adjusted = [finding.title for finding in ranking.findings if finding.rule in ADJUSTED]
    if told or adjusted:
        return Live(None, say("live.refused", method=join(dict.fromkeys([*told, *adjusted]))))
    if len(plan.scored()) > MOST_INDICATORS:
        return Live(None, say("live.too_many", count=len(plan.scored())))
    return Live(_model(ranking))


def _registry(method: str) -> str:
    return "normalisations" if method in NORMALISATIONS else "aggregations"


def _model(ranking: Ranking) -> Model:
    plan, frame = ranking.plan, ranking.frame
    shares = plan.criterion_shares()
    districts = [str(name) for name in frame.index]
    criteria = tuple(
        LiveCriterion(
            key=key,
            label=plan.criterion_label(key),
            weight=criterion.weight,
            share=shares[key],
            scores=_floats(frame[key]),
            points=_floats(frame[key] * shares[key]),
        )
        for key, criterion in plan.criteria.items()
    )
    indicators = [
        _indicator(ranking, key, choice)
        for key, criterion in plan.criteria.items()
        for choice in criterion.indicator
        if choice.weight > 0 or _can_be_tried(ranking, choice)
    ]
    return Model(
        districts=tuple(str(name) for name in frame["name"]),
        criteria=criteria,
        indicators=tuple(indicators),
        fit=_floats(frame["fit"]),
        rank=_floats(frame["rank"]),
        ties=plan.ties,
        within=plan.within,
        between=plan.between,
        alongside=_alongside(ranking, districts),
    )


def _can_be_tried(ranking: Ranking, choice: IndicatorChoice) -> bool:
    """Return whether a context indicator can be given a weight in the sheet: all values, and a scale of its own."""
    plan, table = ranking.plan, ranking.table
    if plan.within != "arithmetic" or (choice.normalisation or plan.normalisation) != "goalposts":
        return False
    if choice.goalposts is None or choice.key not in table.frame.columns:
        return False
    entry = table.indicators.get(choice.key)
    describes_origin = entry is not None and entry.describes_origin
    return not describes_origin and bool(table.frame.loc[ranking.frame.index, choice.key].notna().all())


def _indicator(ranking: Ranking, key: str, choice: IndicatorChoice) -> LiveIndicator:
    plan, table = ranking.plan, ranking.table
    method = choice.normalisation or plan.normalisation
    values = table.frame.loc[ranking.frame.index, choice.key]
    entry = table.indicators.get(choice.key)
    low, high = _ends(values.astype("float64"), choice, method)
    scored = plan.scored()
    return LiveIndicator(
        key=choice.key,
        label=table.label(choice.key),
        criterion=key,
        weight=choice.weight,
        share=scored[choice.key][2] if choice.key in scored else 0.0,
        direction=choice.direction,
        normalisation=method,
        values=_floats(values),
        scores=_scores(ranking, plan, choice, method),
        low=low,
        high=high,
        decimals=entry.decimals if entry is not None else 2,
    )


def _ends(values: pd.Series, choice: IndicatorChoice, method: str) -> tuple[float, float]:
    """Return the two numbers of a scale as ``LiveIndicator`` holds them."""
    if method == "goalposts" and choice.goalposts is not None:
        return choice.goalposts
    if method == "min_max":
        return float(values.min()), float(values.max())
    if method == "z_score":
        return float(values.mean()), float(values.std(ddof=1))
    return float("nan"), float("nan")


def _scores(ranking: Ranking, plan: Plan, choice: IndicatorChoice, method: str) -> tuple[float, ...]:
    if choice.key in ranking.normalised.columns and choice.key in plan.scored():
        return _floats(ranking.normalised[choice.key])
    values = ranking.table.frame.loc[ranking.frame.index, choice.key].to_numpy(dtype="float64")
    scores = NORMALISATIONS[method].apply(values, direction=choice.direction, goalposts=choice.goalposts)
    return tuple(float(value) for value in scores)


def _alongside(
    ranking: Ranking, districts: list[str]
) -> tuple[tuple[str, int | None, tuple[str | float | None, ...]], ...]:
    """Return residents (or the largest n) and the numbers of the remarks, as the page of the ranking shows them."""
    bases = [ranking.table.base.loc[name].dropna() for name in districts]
    residents = tuple(float(base.max()) if len(base) else None for base in bases)
    remarks = remarks_of(ranking.findings, districts)
    marks = tuple(numbers(remarks, name) or say("rank.no_remark") for name in districts)
    return ((say("rank.column.residents"), 0, residents), (say("rank.column.remarks"), None, marks))


def _floats(values: pd.Series) -> tuple[float, ...]:
    return tuple(float(value) for value in values)
