"""Types by rules: thresholds and quantiles that the study names; explainable, and what offices mostly do."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import pandas as pd

from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.errors import StudyError
from districtanalysis.language import join, number, say
from districtanalysis.typology.options import Condition, Rule, Uncertainty

_BOUNDS = ("above", "at_least", "below", "at_most")


@dataclass(frozen=True, slots=True)
class Doubt:
    """Whether the assigned rule holds over the whole span: ``low`` to ``high`` of its feature.

    ``uncertain`` where a small count leaves the claim open; ``close`` where it stands on a greater
    count and the span reaches the threshold all the same.
    """

    district: str
    feature: str
    value: float
    low: float
    high: float
    count: float
    uncertain: bool
    close: bool


def resolve(rules: Sequence[Rule], values: pd.DataFrame) -> tuple[Rule, ...]:
    """Return ``rules`` with quantiles replaced by the values they have in ``values`` (districts x features).

    Raises ``StudyError`` for a feature that ``values`` lacks. Quantiles interpolate linearly.

    >>> rule = Rule(key="high", name="high", when=(Condition(feature="x", above=0.5, quantiles=True),))
    >>> resolve([rule], pd.DataFrame({"x": [1.0, 2.0, 3.0]}))[0].when[0].above
    2.0
    """
    for condition in (part for rule in rules for part in rule.when):
        if condition.feature not in values.columns:
            known = join(map(str, values.columns))
            raise StudyError(say("typology.rule_unknown_feature", feature=condition.feature, known=known))
    return tuple(rule.model_copy(update={"when": tuple(_fixed(c, values) for c in rule.when)}) for rule in rules)


def _fixed(condition: Condition, values: pd.DataFrame) -> Condition:
    if not condition.quantiles:
        return condition
    column = values[condition.feature].dropna()
    bounds = {name: getattr(condition, name) for name in _BOUNDS}
    fixed = {name: None if bound is None else float(column.quantile(bound)) for name, bound in bounds.items()}
    return condition.model_copy(update={**fixed, "quantiles": False})


def holds(condition: Condition, value: float) -> bool:
    """Return whether ``value`` (in the unit of the feature) satisfies every bound of the condition.

    >>> holds(Condition(feature="x", at_least=0.8, at_most=1.2), 1.2)
    True
    """
    return bool(_mask(condition, pd.Series([value])).iloc[0])


def assign(values: pd.DataFrame, rules: Sequence[Rule]) -> pd.Series:
    """Return the key of the first rule that holds for each district, in the order of ``values``.

    Missing (None) where a value that decides is missing, or where no rule holds.

    >>> rule = Rule(key="high", name="high", when=(Condition(feature="x", above=1.0),))
    >>> assign(pd.DataFrame({"x": [2.0]}, index=["a"]), [rule]).tolist()
    ['high']
    """
    result = pd.Series([None] * len(values), index=values.index, dtype=object)
    open_ = pd.Series(data=True, index=values.index)
    for rule in rules:
        features = [condition.feature for condition in rule.when]
        open_ &= values[features].notna().all(axis=1)
        hit = open_.copy()
        for condition in rule.when:
            hit &= _mask(condition, values[condition.feature])
        result[hit] = rule.key
        open_ &= ~hit
    return result


def _mask(condition: Condition, column: pd.Series) -> pd.Series:
    keep = pd.Series(data=True, index=column.index)
    if condition.above is not None:
        keep &= column > condition.above
    if condition.at_least is not None:
        keep &= column >= condition.at_least
    if condition.below is not None:
        keep &= column < condition.below
    if condition.at_most is not None:
        keep &= column <= condition.at_most
    return keep


def reason(rule: Rule, row: pd.Series, table: IndicatorTable) -> str:
    """Return why a district has this type: each feature of the rule with its value and threshold."""
    parts = []
    for condition in rule.when:
        decimals = table.indicators[condition.feature].decimals if condition.feature in table.indicators else 2
        value = number(float(row[condition.feature]), max(decimals, 2))
        bounds = bound_words(condition)
        parts.append(say("typology.reason_rule", feature=table.label(condition.feature), value=value, bounds=bounds))
    return "; ".join(parts)


def bound_words(condition: Condition) -> str:
    """Return the thresholds of a condition in words.

    >>> bound_words(Condition(feature="x", above=1.25))
    'über 1,25'
    """
    if condition.at_least is not None and condition.at_most is not None:
        return f"{number(condition.at_least, None)} {say('words.to')} {number(condition.at_most, None)}"
    given = [(name, getattr(condition, name)) for name in _BOUNDS]
    return join(say(f"typology.bound.{name}", value=number(bound, None)) for name, bound in given if bound is not None)


def doubts(
    table: IndicatorTable, rules: Sequence[Rule], assigned: pd.Series, setting: Uncertainty
) -> tuple[Doubt, ...]:
    """Return, for every district whose type claims a deviation of the feature, whether the claim holds throughout.

    The span of part / whole is the one of a ratio of two independent shares (logarithmic, Katz et al.,
    Biometrics 34, 1978) at ``setting.level``. A claim is uncertain where the span reaches the threshold
    and fewer than ``count_below`` persons stand behind ``whole``; on greater counts it is called close.
    Types that claim no deviation need no support.
    """
    for key in (setting.part, setting.whole, setting.base):
        if key not in table.frame.columns:
            known = join(map(str, table.frame.columns))
            raise StudyError(say("typology.rule_unknown_feature", feature=key, known=known))
    claims = {rule.key: _claim(rule, setting.feature) for rule in rules}
    found = []
    for district, key in assigned.items():
        claim = claims.get(str(key))
        if claim is not None:
            doubt = _doubt(str(district), table, claim, setting)
            found.append(doubt)
    return tuple(found)


def _claim(rule: Rule, feature: str) -> Condition | None:
    wanted = (c for c in rule.when if c.feature == feature and (c.above is not None or c.at_least is not None))
    return next(wanted, None)


def _doubt(district: str, table: IndicatorTable, claim: Condition, setting: Uncertainty) -> Doubt:
    part, whole, base = (float(table.frame.loc[district, key]) for key in (setting.part, setting.whole, setting.base))
    low, high = ratio_span(part / 100, whole / 100, setting.base_share * base, base, setting.level)
    count = whole / 100 * base
    open_ = not holds(claim, low) or not math.isfinite(low)
    small = count < setting.count_below
    value = float(table.frame.loc[district, setting.feature])
    return Doubt(district, setting.feature, value, low, high, count, open_ and small, open_ and not small)


def ratio_span(part: float, whole: float, n_part: float, n_whole: float, level: float = 0.95) -> tuple[float, float]:
    """Return the span of part / whole, two shares (0 to 1) of ``n_part`` and ``n_whole`` persons, without unit.

    Source: Katz, Baptista, Azen and Pike, Biometrics 34 (1978), treated as independent.

    >>> [round(end, 2) for end in ratio_span(0.102, 0.067, 936, 3119)]
    [1.21, 1.92]
    """
    if min(part, whole, n_part, n_whole) <= 0:
        return 0.0, math.inf
    spread = math.sqrt((1 - part) / (n_part * part) + (1 - whole) / (n_whole * whole))
    step = NormalDist().inv_cdf(0.5 + level / 2) * spread
    return part / whole * math.exp(-step), part / whole * math.exp(step)


def rounding_doubts(table: IndicatorTable, rules: Sequence[Rule], assigned: pd.Series) -> tuple[str, ...]:
    """Return the districts whose type would change somewhere inside the printed rounding (``low`` to ``high``)."""
    features = list(dict.fromkeys(condition.feature for rule in rules for condition in rule.when))
    doubted = pd.Series(data=False, index=assigned.index)
    for ends in itertools.product(("low", "high"), repeat=len(features)):
        corner = {f: getattr(table, end)[f].reindex(assigned.index) for f, end in zip(features, ends, strict=True)}
        there = assign(pd.DataFrame(corner), rules)
        doubted |= there.notna() & assigned.notna() & (there != assigned)
    return tuple(str(district) for district in doubted.index[doubted])
