"""``rank``: districts by their fit for the purpose of a study."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from districtanalysis.domain.finding import Finding
from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.ranking import LeftOut, Plan, Ranking, Reading
from districtanalysis.domain.study import Preset, Study, worded
from districtanalysis.errors import MissingValueError, StudyError
from districtanalysis.language import join, say
from districtanalysis.scoring.exclude import left_out, with_gaps
from districtanalysis.scoring.normalise import NORMALISATIONS
from districtanalysis.scoring.plan import plan_for, reversed_plan, without
from districtanalysis.scoring.reasons import dominated, reasons
from districtanalysis.scoring.score import score
from districtanalysis.scoring.ties import ranks

FEW = 10  # below this number a scale against the candidates themselves decides the result (OECD/JRC handbook)


def rank(
    table: IndicatorTable,
    study: Study | None = None,
    *,
    plan: Plan | None = None,
    recipe: str | None = None,
    weights: Mapping[str, float] | None = None,
    preset: str | None = None,
) -> Ranking:
    """Return the candidates of ``study`` ordered by fit (0-100), with contributions and presets.

    Either ``study`` or a finished ``plan`` says how. ``recipe`` and ``weights`` replace what the
    study says, ``preset`` reads it another way. Equal fits share a rank by the rule of the plan;
    their order in the table is that of the names. Raises ``StudyError`` for unknown names and for
    fewer than two candidates, ``MissingValueError`` for missing values under the policy "refuse".

    Source: weighted means on two levels, OECD/JRC Handbook on Constructing Composite Indicators
    (2008), steps 5 to 7.
    """
    asked = plan or _plan(study, recipe, weights)
    candidates = _candidates(table, study)
    gone = left_out(table, candidates, asked.exclude)
    values, gaps, whole = _complete(table, [name for name in candidates if name not in gone], asked)
    gone |= gaps
    chosen, asked = ((reversed_plan(p, _preset(p, preset)) if preset else p) for p in (whole, asked))
    scores = score(values, chosen)
    ranked = pd.Series(ranks(scores.fit.to_numpy(), chosen.ties), index=values.index)
    order = _order(ranked, table.names)
    frame = pd.DataFrame({"name": table.names, "rank": ranked, "fit": scores.fit}).loc[order].join(scores.criteria)
    return Ranking(
        frame=frame.astype({"rank": "float64"}) if chosen.ties == "average" else frame.astype({"rank": "int64"}),
        contributions=scores.contributions.loc[order],
        normalised=scores.normalised.loc[order],
        table=table,
        plan=chosen,
        readings=_readings(values, whole),
        dominated=dominated(scores.normalised.loc[order]),
        reasons=reasons(scores.normalised.loc[order], chosen),
        asked=asked if len(asked.scored()) > len(chosen.scored()) else None,
        left_out={name: gone[name] for name in candidates if name in gone},
        findings=(*table.findings, *_scale_findings(chosen, len(values)), *scores.findings),
    )


def _plan(study: Study | None, recipe: str | None, weights: Mapping[str, float] | None) -> Plan:
    if study is None:
        raise StudyError(say("rank.no_study"))
    return plan_for(study, recipe=recipe, weights=weights)


def _preset(plan: Plan, name: str) -> Preset:
    if name not in plan.presets:
        raise StudyError(say("study.unknown_preset", name=name, known=join(plan.presets) or "–"))
    return plan.presets[name]


def _candidates(table: IndicatorTable, study: Study | None) -> list[str]:
    everywhere = [str(district) for district in table.frame.index]
    wanted = list(study.study.candidates) if study is not None else []
    twice = next((name for name in wanted if wanted.count(name) > 1), None)
    if twice is not None:
        raise StudyError(say("study.candidate_twice", name=twice))
    for name in wanted:
        if name not in everywhere:
            raise StudyError(say("study.unknown_candidate", name=name, found=join(everywhere)))
    chosen = wanted or everywhere
    if len(chosen) == 1:
        raise StudyError(say("study.single_candidate", name=chosen[0]))
    return chosen


def _complete(
    table: IndicatorTable, candidates: list[str], plan: Plan
) -> tuple[pd.DataFrame, dict[str, LeftOut], Plan]:
    """Return the values to score under the declared policy for missing ones, and who was left out."""
    keys = list(plan.scored())
    unknown = [key for key in keys if key not in table.frame.columns]
    if unknown:
        raise StudyError(say("rank.indicator_missing", indicators=join(unknown), found=join(table.frame.columns)))
    values = table.frame.loc[candidates, keys]
    missing = values.isna()
    if not missing.to_numpy().any():
        return values, {}, plan
    if missing.to_numpy().all():
        raise MissingValueError(say("rank.all_missing", indicators=join(table.label(key) for key in keys)))
    if plan.missing == "refuse":
        raise MissingValueError(say("rank.missing_refused", gaps=_gaps(table, missing)))
    if plan.missing == "leave_out_indicator":
        gone = {str(key) for key in missing.columns[missing.any()]}
        kept = without(plan, gone)
        return values[list(kept.scored())], {}, kept
    whole = values[~missing.any(axis=1)]
    if len(whole) < 2:
        raise StudyError(say("rank.too_few", count=len(whole), gaps=_gaps(table, missing)))
    return whole, with_gaps(table, missing), plan


def _gaps(table: IndicatorTable, missing: pd.DataFrame) -> str:
    return "; ".join(
        f"{table.names.loc[district]}: {join(table.label(key) for key in missing.columns[row])}"
        for district, row in missing.iterrows()
        if row.any()
    )


def _order(ranked: pd.Series, names: pd.Series) -> list[str]:
    return [str(d) for d in sorted(ranked.index, key=lambda district: (ranked[district], str(names[district])))]


def _readings(values: pd.DataFrame, plan: Plan) -> tuple[Reading, ...]:
    found = []
    for key, preset in plan.presets.items():
        fit = score(values, reversed_plan(plan, preset)).fit
        placed = pd.Series(ranks(fit.to_numpy(), plan.ties), index=fit.index)
        found.append(Reading(key, worded(preset.label), fit, placed))
    return tuple(found)


def _scale_findings(plan: Plan, count: int) -> list[Finding]:
    """Warn where the candidates themselves set the scale and there are few of them."""
    if count >= FEW:
        return []
    relative = [
        key
        for key, (_, choice, _) in plan.scored().items()
        if not NORMALISATIONS[choice.normalisation or plan.normalisation].needs_goalposts
    ]
    return [
        Finding("scale_of_candidates", "warning", variable=key, details={"count": count, "few": FEW})
        for key in relative
    ]


def with_findings(ranking: Ranking, findings: tuple[Finding, ...]) -> Ranking:
    """Return the same ranking with the remarks of the checks beside its own."""
    return replace(ranking, findings=(*findings, *ranking.findings))
