"""What ``rank --uncertainty`` varies: from the names in a study or on the command line to assumptions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from districtanalysis.domain.ranking import Ranking
from districtanalysis.domain.registry import Registry, unknown_name
from districtanalysis.domain.study import Uncertainty
from districtanalysis.errors import MethodError, StudyError
from districtanalysis.language import join, say
from districtanalysis.scoring.aggregate import AGGREGATIONS
from districtanalysis.scoring.draws import WeightDraws
from districtanalysis.scoring.missing import MISSING
from districtanalysis.scoring.noise import moves
from districtanalysis.scoring.normalise import NORMALISATIONS
from districtanalysis.scoring.simulation import Assumptions
from districtanalysis.scoring.treat import TREATMENTS
from districtanalysis.scoring.variants import SAME_DISTRICTS, Variant, Workshop, nominal_variant, refused, workshop_of

ASSUMPTIONS = ("weights", "indicator_weights", "normalisation", "aggregation", "missing", "treatment", "noise")
USUAL = ("weights", "noise")
# Tried where a study does not say between which settings to vary: one of each kind.
_TRIED: Mapping[str, tuple[str, ...]] = {
    "normalisation": ("goalposts", "min_max", "z_score", "percentile"),
    "aggregation": ("arithmetic", "geometric", "copeland"),
    "missing": ("impute_median", "impute_nearest", "leave_out_indicator"),
    "treatment": ("none", "winsorise"),
}
_REGISTRIES: Mapping[str, Registry[Any]] = {
    "normalisation": NORMALISATIONS,
    "aggregation": AGGREGATIONS,
    "missing": MISSING,
    "treatment": TREATMENTS,
}
_SPREAD = 0.25


@dataclass(frozen=True, slots=True)
class Choice:
    """The assumptions to draw, and in words which settings were tried and cannot be."""

    assumptions: Assumptions
    impossible: tuple[str, ...] = ()


def choose(ranking: Ranking, wanted: Uncertainty | None = None) -> Choice:
    """Return what is drawn for ``ranking``: by default all weightings, and noise where it applies.

    Settings that the study lists are taken as they are; where it names an assumption alone, the usual
    settings are tried and those that do not fit the data are left out and named. Raises
    ``StudyError`` for unknown names and ``MethodError`` where noise is asked for and nothing
    fluctuates.
    """
    options = wanted or Uncertainty()
    names = _names(options)
    given = {key: _known(key, getattr(options, key) or ()) for key in _TRIED}
    plan, index = ranking.asked or ranking.plan, ranking.frame.index
    table = ranking.table
    workshop = workshop_of(table.frame.loc[index, list(plan.scored())], plan)
    nominal = nominal_variant(plan)
    found: dict[str, tuple[str, ...]] = {}
    impossible: list[str] = []
    for key in _TRIED:
        if key in names:
            found[key] = given[key] or _fitting(workshop, nominal, key, impossible)
    fluctuates = any(moves(table, index, key) for key in plan.scored())
    if "noise" in names and not fluctuates and options.vary not in {None, "all"}:
        raise MethodError(say("robustness.fault.no_noise", found=join(table.label(key) for key in plan.scored())))
    return Choice(
        Assumptions(
            criteria=weight_draws(options) if "weights" in names else WeightDraws("given"),
            indicators=_below(weight_draws(options)) if "indicator_weights" in names else WeightDraws("given"),
            normalisations=found.get("normalisation", ()),
            aggregations=found.get("aggregation", ()),
            missing=found.get("missing", ()),
            treatments=found.get("treatment", ()),
            noise=(options.noise or "binomial") if "noise" in names and fluctuates else "none",
        ),
        tuple(impossible),
    )


def weight_draws(options: Uncertainty) -> WeightDraws:
    """Return how the weights of the criteria are drawn.

    >>> weight_draws(Uncertainty(weights="around", concentration=50)).concentration
    50.0
    """
    given = {
        "concentration": options.concentration,
        "spread": options.spread,
        "ranges": options.ranges,
        "order": options.order,
    }
    usual = WeightDraws(options.weights or "all")
    return replace(usual, **{key: value for key, value in given.items() if value is not None})  # type: ignore[arg-type]


def _below(top: WeightDraws) -> WeightDraws:
    """Weights of indicators are drawn in the same way where that needs no names of criteria."""
    return top if top.kind in {"all", "around", "spread"} else WeightDraws("spread", spread=_SPREAD)


def _names(options: Uncertainty) -> Sequence[str]:
    if options.vary == "all" or "all" in (options.vary or ()):
        return ASSUMPTIONS
    listed = [key for key in _TRIED if getattr(options, key)]
    names = [*USUAL, *listed] if options.vary is None else list(options.vary)
    for name in names:
        if name not in ASSUMPTIONS:
            raise StudyError(unknown_name("vary", name, [*ASSUMPTIONS, "all"]))
    return names


def _known(key: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return ``names`` without repetition; raises ``StudyError`` for one that is not registered."""
    for name in names:
        _REGISTRIES[key][name]
    return tuple(dict.fromkeys(names))


def _fitting(workshop: Workshop, nominal: Variant, key: str, impossible: list[str]) -> tuple[str, ...]:
    """Return the settings that fit the data, that of the study first; the others go to ``impossible``."""
    if key == "missing" and not _has_gaps(workshop.values):
        return ()
    own: str = getattr(nominal, key)
    fitting = []
    for name in dict.fromkeys((own, *_TRIED[key])):
        if key == "missing" and name not in SAME_DISTRICTS:
            continue
        faults = refused(workshop, [replace(nominal, **{key: name})], noise=False)
        if not faults:
            fitting.append(name)
        elif name != own:
            label = say(f"{_REGISTRIES[key].name}.{name}.label")
            impossible.append(say("robustness.impossible", setting=label, reason=" ".join(faults)))
    return tuple(fitting)


def _has_gaps(values: pd.DataFrame) -> bool:
    return bool(values.isna().to_numpy().any())
