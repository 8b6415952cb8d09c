"""From a study and a recipe to a plan in which nothing is open any more."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from districtanalysis.domain.parsing import parse
from districtanalysis.domain.ranking import Plan
from districtanalysis.domain.study import (
    Criterion,
    Exclude,
    ExcludedDistrict,
    Preset,
    RankingOptions,
    Recipe,
    Study,
    positive_weight,
)
from districtanalysis.errors import StudyError
from districtanalysis.language import has, join, say
from districtanalysis.scoring.parameters import checked_parameters
from districtanalysis.scoring.recipe_file import RECIPES, is_monitor

_DEFAULTS = RankingOptions(
    normalisation="goalposts",
    within="arithmetic",
    between="arithmetic",
    ties="min",
    missing="refuse",
    constant="refuse",
    zeros="refuse",
    seed=0,
    presets={},
)
_OPPOSITE = {"more": "less", "less": "more"}


def plan_for(study: Study, *, recipe: str | None = None, weights: Mapping[str, float] | None = None) -> Plan:
    """Return how ``study`` is ranked.

    ``recipe`` names a recipe whose criteria and methods replace those of the study; without it the
    study's own count, completed by the recipe that it names. Districts that the study leaves out by name stay
    out under any recipe. ``weights`` replaces weights of criteria.
    Raises ``StudyError`` for an unknown recipe or criterion, a weight that is not positive,
    parameters that no method has, and a study without criteria.
    """
    name = recipe or study.ranking.recipe
    chosen = read_recipe(name, study.folder) if name else None
    criteria = chosen.criteria if chosen and (recipe or not study.criteria) else study.criteria
    if not criteria:
        raise StudyError(say("study.no_criteria", title=study.title))
    layers = [_DEFAULTS, *([chosen.ranking] if chosen else []), *([] if recipe else [study.ranking])]
    options = {key: value for layer in layers for key, value in layer if value is not None}
    if recipe and study.ranking.seed is not None:
        options["seed"] = study.ranking.seed
    options.pop("recipe", None)
    options["parameters"] = _joined([layer.parameters or {} for layer in layers])
    options["exclude"] = _excluded(layers if not recipe else [study.ranking, *layers])
    if study.ranking.uncertainty is not None:
        options["uncertainty"] = study.ranking.uncertainty
    plan = Plan(
        criteria=_weighted(criteria, weights or {}),
        recipe=name or "study",
        label=chosen.label if chosen else study.study.title,
        purpose=study.study.purpose,
        **options,
    )
    return replace(plan, parameters=checked_parameters(plan)) if plan.parameters else plan


def _joined(layers: Sequence[Mapping[str, Mapping[str, object]]]) -> dict[str, dict[str, object]]:
    """Return the parameters of all layers; what a later one says about a parameter counts."""
    found: dict[str, dict[str, object]] = {}
    for layer in layers:
        for method, given in layer.items():
            found.setdefault(method, {}).update(given)
    return found


def _excluded(layers: Sequence[RankingOptions]) -> Exclude:
    """Return the districts that any layer leaves out by name, and the minimum of the last one that has a minimum."""
    given = [layer.exclude for layer in layers if layer.exclude is not None]
    minima = [rules.minimum for rules in given if rules.minimum is not None]
    named: list[ExcludedDistrict] = []
    for rules in given:
        again = {entry.name for entry in rules.district}
        named = [*(entry for entry in named if entry.name not in again), *rules.district]
    return Exclude(minimum=minima[-1] if minima else None, district=tuple(named))


def read_recipe(name: str, folder: Path) -> Recipe:
    """Return a recipe: a TOML file beside the study, or one that is shipped.

    Raises ``StudyError`` for an unknown name, naming the known ones, for the recipe of a monitor, and for faults in
    the file.

    >>> sorted(read_recipe("three-criteria", Path()).criteria)
    ['infrastructure', 'population', 'sustainability']
    """
    beside = folder / name
    path = beside if beside.suffix == ".toml" else RECIPES / f"{name}.toml"
    if not path.is_file():
        raise StudyError(
            say("study.unknown_recipe", name=name, known=join(sorted(f.stem for f in RECIPES.glob("*.toml"))))
        )
    if is_monitor(path):
        raise StudyError(say("recipes.fault.monitor_only", recipe=name))
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise StudyError(say("study.not_text", file=path.name)) from error
    except tomllib.TOMLDecodeError as error:
        raise StudyError(say("layout.not_toml", file=path.name, reason=error)) from error
    return parse(Recipe, content, path.name)


def reversed_plan(plan: Plan, preset: Preset) -> Plan:
    """Return ``plan`` as a preset reads it: directions turned in some criteria, weights replaced.

    Raises ``StudyError`` for a criterion that the plan does not have.
    """
    for name in preset.reverse:
        _known(name, plan.criteria)
    criteria = {
        name: _turned(criterion) if name in preset.reverse else criterion for name, criterion in plan.criteria.items()
    }
    return replace(plan, criteria=_weighted(criteria, preset.weights), reading=preset.label)


def without(plan: Plan, keys: set[str]) -> Plan:
    """Return ``plan`` without some indicators; a criterion that loses all of them goes as well.

    Raises ``StudyError`` where no criterion is left.
    """
    criteria: dict[str, Criterion] = {}
    for name, criterion in plan.criteria.items():
        kept = tuple(choice for choice in criterion.indicator if choice.key not in keys)
        if any(choice.weight > 0 for choice in kept):
            criteria[name] = criterion.model_copy(update={"indicator": kept})
    if not criteria:
        raise StudyError(say("rank.nothing_left", indicators=join(label_of(key) for key in sorted(keys))))
    return replace(plan, criteria=criteria, presets={key: _kept(p, criteria) for key, p in plan.presets.items()})


def _kept(preset: Preset, criteria: Mapping[str, Criterion]) -> Preset:
    """Return a preset without what it says about criteria that are not there any more."""
    weights = {name: weight for name, weight in preset.weights.items() if name in criteria}
    reverse = tuple(name for name in preset.reverse if name in criteria)
    return preset.model_copy(update={"reverse": reverse, "weights": weights})


def label_of(key: str) -> str:
    """Return the name of an indicator in the language in force, its key where it has none.

    >>> label_of("einzelhandel")
    'einzelhandel'
    """
    name = f"indicator.{key}.label"
    return say(name) if has(name) else key


def _turned(criterion: Criterion) -> Criterion:
    turned = tuple(c.model_copy(update={"direction": _OPPOSITE[c.direction]}) for c in criterion.indicator)
    return criterion.model_copy(update={"indicator": turned})


def _weighted(criteria: Mapping[str, Criterion], weights: Mapping[str, float]) -> dict[str, Criterion]:
    for name, weight in weights.items():
        _known(name, criteria)
        try:
            positive_weight(weight)
        except ValueError as error:
            raise StudyError(f"{name}: {error}") from error
    return {
        name: criterion.model_copy(update={"weight": weights[name]}) if name in weights else criterion
        for name, criterion in criteria.items()
    }


def _known(name: str, criteria: Mapping[str, Criterion]) -> None:
    if name not in criteria:
        raise StudyError(say("study.unknown_criterion", name=name, known=join(criteria)))
