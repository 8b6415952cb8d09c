"""``rank``: from the tables of a study to the ranked candidates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.ranking import Plan, Ranking
from districtanalysis.domain.study import Study
from districtanalysis.domain.variables import variables
from districtanalysis.errors import StudyError
from districtanalysis.indicators.compute import computable, compute_indicators
from districtanalysis.language import join, say
from districtanalysis.pipeline.live import live_of
from districtanalysis.pipeline.outcome import Outcome
from districtanalysis.pipeline.prepare import Prepared, prepare
from districtanalysis.report.ranking_page import ranking_page
from districtanalysis.scoring.plan import plan_for
from districtanalysis.scoring.ranking import rank, with_findings
from districtanalysis.scoring.recipe_file import monitor_path
from districtanalysis.sources.header import listed

if TYPE_CHECKING:
    from districtanalysis.pipeline.robustness import Draws


def run(
    study: Path | None,
    *,
    top: int | None = None,
    weights: Mapping[str, float] | None = None,
    recipe: str | None = None,
    preset: str | None = None,
    may_fall_back: bool = True,
    uncertainty: Draws | None = None,
) -> Outcome:
    """Return the page of the ranking, with the ranking itself as ``result``.

    ``top`` shortens the table, ``uncertainty`` adds how sure the order is. Raises
    ``DataFindingError`` (exit code 3) for data with errors, ``StudyError`` for options that the recipe
    of a monitor has no use for, and what reading, ranking and drawing raise.
    """
    prepared = prepare(study, may_fall_back=may_fall_back)
    prepared.refuse_errors()
    named = recipe or prepared.study.ranking.recipe
    if named is not None and monitor_path(named, prepared.study.folder) is not None:
        from districtanalysis.pipeline import monitor

        unused = {"--uncertainty": uncertainty, "--weights": weights, "--preset": preset}
        _refuse_unused(named, [name for name, value in unused.items() if value])
        return monitor.run(prepared, named, top=top)
    ranking = rank_prepared(prepared, weights=weights, recipe=recipe, preset=preset)
    page = replace(ranking_page(ranking, prepared.data.sources, prepared.study, top=top), live=live_of(ranking))
    if uncertainty:
        from districtanalysis.pipeline.robustness import add_uncertainty

        page = add_uncertainty(page, ranking, uncertainty, top=top)
    return Outcome(page, prepared.messages, prepared.findings, 0, ranking)


def rank_prepared(
    prepared: Prepared,
    *,
    weights: Mapping[str, float] | None = None,
    recipe: str | None = None,
    preset: str | None = None,
) -> Ranking:
    """Return the ranking of a study that is read already, its findings beside it.

    Raises ``StudyError`` for a study without criteria, saying what its data can carry instead.
    """
    study = prepared.study
    if not study.criteria and not (recipe or study.ranking.recipe):
        raise StudyError(_no_criteria(prepared))
    plan = plan_for(study, recipe=recipe, weights=weights)
    table = compute_indicators(prepared.data, _with_criteria(study, plan.criteria))
    _refuse_absent(prepared.data, table, plan)
    ranking = rank(table, study, plan=plan, preset=preset)
    return with_findings(ranking, prepared.findings)


def _refuse_absent(data: DistrictData, table: IndicatorTable, plan: Plan) -> None:
    """Raise ``StudyError`` for a scored indicator of whose figures no table holds a single one."""
    if plan.missing != "refuse":
        return
    wanted = {
        selection.variable
        for key in plan.scored()
        if table.frame[key].isna().all()
        for selection in table.indicators[key].inputs.values()
    }
    absent = [variables()[name].label for name in sorted(wanted) if data.observations.of(name).empty]
    if absent:
        there = data.observations.frame["variable"].dropna().unique()
        found = listed([variables()[str(name)].label for name in there])
        raise StudyError(say("rank.no_figures", missing=listed(absent), found=found))


def _refuse_unused(recipe: str, options: list[str]) -> None:
    """Raise ``StudyError`` for options that the recipe of a monitor has no use for."""
    if options:
        raise StudyError(say("recipes.fault.unused", recipe=recipe, options=join(options)))


def _with_criteria(study: Study, criteria: Mapping[str, object]) -> Study:
    return study.model_copy(update={"criteria": dict(criteria)})


def _no_criteria(prepared: Prepared) -> str:
    labels = [_label(key) for key in computable(prepared.data)]
    parts = [say("study.no_criteria", title=prepared.study.title)]
    if labels:
        parts.append(say("study.can_carry", indicators=join(labels)))
    parts.append(say("study.cannot_carry"))
    return " ".join(parts)


def _label(key: str) -> str:
    return say(f"indicator.{key}.label")
