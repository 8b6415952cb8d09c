"""The result of ranking: fit, contributions, presets, dominance, and the recipe behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from districtanalysis.domain.finding import Finding, Phrase
from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.study import (
    Criterion,
    Exclude,
    IndicatorChoice,
    Preset,
    Ties,
    Uncertainty,
    Words,
    worded,
)
from districtanalysis.language import number, say


@dataclass(frozen=True, slots=True)
class Plan:
    """A recipe as it was carried out: nothing in it is open any more.

    Weights are as given; ``criterion_shares`` and ``indicator_shares`` are what they mean.
    """

    criteria: Mapping[str, Criterion]
    recipe: str = "study"
    normalisation: str = "goalposts"
    within: str = "arithmetic"
    between: str = "arithmetic"
    ties: Ties = "min"
    missing: str = "refuse"
    constant: Literal["refuse", "middle"] = "refuse"
    zeros: Literal["refuse", "move"] = "refuse"
    parameters: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    exclude: Exclude = field(default_factory=Exclude)
    uncertainty: Uncertainty | None = None
    seed: int = 0
    presets: Mapping[str, Preset] = field(default_factory=dict)
    label: Words = ""
    purpose: Words = ""
    reading: Words = ""

    def parameters_of(self, method: str, indicator: str = "") -> dict[str, object]:
        """Return what the formula of ``method`` is told, for one indicator where it differs by indicator.

        >>> plan = Plan({}, parameters={"z_score": {"ddof": 0.0}, "rank": {"ties": {"a": "dense"}}})
        >>> plan.parameters_of("z_score"), plan.parameters_of("rank", "a"), plan.parameters_of("rank", "b")
        ({'ddof': 0.0}, {'ties': 'dense'}, {})
        """
        return parameters_of(self.parameters, method, indicator)

    def methods(self) -> set[str]:
        """Return the normalisations and aggregations that are used."""
        scales = {choice.normalisation or self.normalisation for _, choice, _ in self.scored().values()}
        return {*scales, self.within, self.between}

    def criterion_shares(self) -> dict[str, float]:
        """Return the weight of each criterion as a share of 1."""
        total = sum(criterion.weight for criterion in self.criteria.values())
        return {key: criterion.weight / total for key, criterion in self.criteria.items()}

    def scored(self) -> dict[str, tuple[str, IndicatorChoice, float]]:
        """Return by indicator: its criterion, its choice, its share within the criterion."""
        found: dict[str, tuple[str, IndicatorChoice, float]] = {}
        for name, criterion in self.criteria.items():
            total = sum(choice.weight for choice in criterion.indicator)
            for choice in criterion.indicator:
                if choice.weight > 0:
                    found[choice.key] = (name, choice, choice.weight / total)
        return found

    def context(self) -> tuple[str, ...]:
        """Return the indicators that are shown and not scored."""
        return tuple(c.key for criterion in self.criteria.values() for c in criterion.indicator if c.weight == 0)

    def criterion_label(self, key: str) -> str:
        """Return the name of a criterion in the language in force."""
        return worded(self.criteria[key].label)


def parameters_of(given: Mapping[str, Mapping[str, object]], method: str, indicator: str = "") -> dict[str, object]:
    """Return the parameters of ``method`` out of all, those of one indicator where they differ by indicator.

    >>> parameters_of({"distance_to_reference": {"reference": {"a": 12.5}}}, "distance_to_reference", "a")
    {'reference': 12.5}
    """
    found: dict[str, object] = {}
    for name, value in given.get(method, {}).items():
        if not isinstance(value, Mapping):
            found[name] = value
        elif indicator in value:
            found[name] = value[indicator]
    return found


@dataclass(frozen=True, slots=True)
class Reading:
    """The ranking under one preset: fit and rank per district."""

    key: str
    label: str
    fit: pd.Series
    rank: pd.Series

    @property
    def leaders(self) -> tuple[str, ...]:
        """The districts on the first place."""
        return tuple(str(name) for name in self.rank.index[self.rank == self.rank.min()])


@dataclass(frozen=True, slots=True)
class Dominance:
    """``district`` is nowhere above ``by`` on any scored indicator: no weighting puts it first."""

    district: str
    by: str


@dataclass(frozen=True, slots=True)
class Reason:
    """What lifts a district and what holds it back, against the mean of the other candidates.

    ``points`` are points of fit: the weight of the indicator times the distance of the normalised
    value from that mean. A key is "" where nothing lifts or holds back.
    """

    district: str
    lift: str
    lift_points: float
    drag: str
    drag_points: float


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Why a district has no score: "minimum" and "named" are rules of the plan, "gaps" are values that are missing."""

    rule: Literal["minimum", "named", "gaps"]
    reason: Phrase


# What the plan allowed and the values needed: findings under which a fit is more than scale and mean.
ADJUSTED = frozenset({"scores_moved", "raised_to_floor", "constant_middle"})


@dataclass(frozen=True, slots=True)
class Ranking:
    """Districts by fit.

    ``frame`` is indexed by ``district_id`` in the order of the ranks: ``name``, ``rank``, ``fit``
    (0-100) and one column per criterion (0-100). ``contributions`` has one column per scored
    indicator, in points of fit; they add up to ``fit`` exactly, and are empty for recipes that are
    not additive. ``normalised`` holds the scored indicators on 0-100 in the direction of fit.
    ``left_out`` holds the districts without a score, in the order of the candidates. ``asked`` is the
    plan before indicators with gaps were left out; None where none was.
    """

    frame: pd.DataFrame
    contributions: pd.DataFrame
    normalised: pd.DataFrame
    table: IndicatorTable
    plan: Plan
    readings: tuple[Reading, ...] = ()
    dominated: tuple[Dominance, ...] = ()
    reasons: tuple[Reason, ...] = ()
    asked: Plan | None = None
    left_out: Mapping[str, LeftOut] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    versions: Mapping[str, str] = field(default_factory=dict)

    @property
    def leaders(self) -> tuple[str, ...]:
        """The districts on the first place; several where they are tied."""
        return tuple(str(name) for name in self.frame.index[self.frame["rank"] == self.frame["rank"].min()])

    @property
    def excluded(self) -> pd.DataFrame:
        """The districts without a score: ``name`` and ``reason``, in the language in force."""
        ids = list(self.left_out)
        reasons = [str(entry.reason) for entry in self.left_out.values()]
        return pd.DataFrame({"name": self.table.names.loc[ids], "reason": reasons}, index=ids, dtype=object)

    def to_frame(self) -> pd.DataFrame:
        """Return rank, district, fit and criteria with the context indicators beside them."""
        context = [key for key in self.table.frame.columns if key not in self.frame.columns]
        return self.frame.join(self.table.frame[context])

    def _repr_html_(self) -> str:
        labels = {key: self.plan.criterion_label(key) for key in self.plan.criteria}
        shown = self.frame.rename(columns=labels).set_index("rank")
        return str(shown.to_html(float_format=lambda value: number(value, 1), na_rep=say("words.not_available_sign")))
