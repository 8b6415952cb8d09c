"""The settings of a ranking that can be chosen differently, and the scores that follow from each.

A variant is one combination of missing-data policy, outlier treatment, normalisation and
aggregation. Each stage is computed once per setting and kept: what did not change is not computed
again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from districtanalysis.domain.ranking import Plan, parameters_of
from districtanalysis.domain.study import Direction
from districtanalysis.errors import MethodError
from districtanalysis.language import join, say
from districtanalysis.methods.transforms import FloatArray
from districtanalysis.scoring.aggregate import AGGREGATIONS
from districtanalysis.scoring.hierarchy import Hierarchy
from districtanalysis.scoring.missing import complete
from districtanalysis.scoring.normalise import NORMALISATIONS, Goalposts
from districtanalysis.scoring.plan import label_of
from districtanalysis.scoring.treat import TREATMENTS

SAME_DISTRICTS = ("refuse", "leave_out_indicator", "impute_median", "impute_group", "impute_nearest")


@dataclass(frozen=True, slots=True)
class Column:
    """How one indicator is scored; ``normalisation`` "" takes that of the variant."""

    key: str
    direction: Direction = "more"
    goalposts: Goalposts = None
    normalisation: str = ""


@dataclass(frozen=True, slots=True)
class Variant:
    """One combination of settings."""

    missing: str
    treatment: str
    normalisation: str
    aggregation: str


class Step(NamedTuple):
    """Something that had to be done so that a normalisation and an aggregation fit each other.

    ``key`` is "lifted" or "stretched", a text under ``robustness.step``.
    """

    key: str
    method: str
    aggregation: str

    @property
    def text(self) -> str:
        """The step in one sentence."""
        labels = {"method": NORMALISATIONS[self.method].label, "aggregation": AGGREGATIONS[self.aggregation].label}
        return say(f"robustness.step.{self.key}", **labels)


@dataclass(slots=True)
class Workshop:
    """Values of indicators and everything computed from them so far.

    ``values`` is district x indicator in the order of ``columns`` and of the leaves of ``tree``.
    ``options`` are parameters of methods by name, ``constant`` is the rule for columns of one value.
    ``steps`` collects what had to be done so that settings fit each other, ``filled`` what was done
    about gaps.
    """

    values: pd.DataFrame
    columns: Sequence[Column]
    tree: Hierarchy
    groups: pd.Series | None = None
    options: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    constant: Literal["refuse", "middle"] = "refuse"
    steps: dict[Step, None] = field(default_factory=dict)
    filled: dict[str, None] = field(default_factory=dict)
    _trees: dict[Variant, Hierarchy] = field(default_factory=dict)
    _completed: dict[str, pd.DataFrame] = field(default_factory=dict)
    _treated: dict[tuple[str, str], FloatArray] = field(default_factory=dict)
    _normalised: dict[tuple[str, str, str], FloatArray] = field(default_factory=dict)

    def completed(self, policy: str) -> pd.DataFrame:
        """Return the values without gaps under ``policy``; a left-out indicator is NaN throughout."""
        if policy not in self._completed:
            if policy not in SAME_DISTRICTS:
                raise MethodError(say("robustness.fault.policy", found=policy, known=join(SAME_DISTRICTS)))
            result = complete(self.values, policy, groups=self.groups)
            if result.imputed or result.indicators:
                self.filled[result.worded(label_of)] = None
            self._completed[policy] = result.frame.reindex(columns=self.values.columns)
        return self._completed[policy]

    def treated(self, policy: str, treatment: str) -> FloatArray:
        """Return the values after outlier treatment, shape (n, m), in their own units."""
        key = (policy, treatment)
        if key not in self._treated:
            frame = self.completed(policy)
            out = frame.to_numpy(dtype=np.float64, copy=True)
            if treatment != "none":
                for j, column in enumerate(self.columns):
                    if not np.isnan(out[:, j]).all():
                        out[:, j] = TREATMENTS[treatment].apply(out[:, j], name=label_of(column.key)).values
            self._treated[key] = out
        return self._treated[key]

    def normalised(self, policy: str, treatment: str, normalisation: str) -> FloatArray:
        """Return the normalised values, shape (n, m), higher = more fit."""
        key = (policy, treatment, normalisation)
        if key not in self._normalised:
            values = self.treated(policy, treatment)
            out = np.full_like(values, np.nan)
            for j, column in enumerate(self.columns):
                if not np.isnan(values[:, j]).all():
                    out[:, j] = self.normalise_column(values[:, j], column, normalisation)
            self._normalised[key] = out
        return self._normalised[key]

    def normalise_column(self, values: FloatArray, column: Column, normalisation: str) -> FloatArray:
        """Return one normalised column, shape (n,)."""
        method = NORMALISATIONS[column.normalisation or normalisation]
        options: dict[str, Any] = parameters_of(self.options, method.key, column.key)
        return method.apply(
            values,
            direction=column.direction,
            goalposts=column.goalposts,
            constant=self.constant,
            name=label_of(column.key),
            **options,
        )

    def leaves(self, variant: Variant) -> FloatArray:
        """Return the scores that the aggregation of ``variant`` takes, shape (n, m).

        Where a mean that needs positive scores would meet others, 0 to 100 is moved to 1 to 100 and
        unbounded scores are stretched to 1 to 100 per indicator: both are named among ``steps``.
        """
        scores = self.normalised(variant.missing, variant.treatment, variant.normalisation)
        return self.lifted(scores, variant) if self._meets_zero(scores, variant) else scores

    def lifted(self, scores: FloatArray, variant: Variant) -> FloatArray:
        """Return scores (..., n, m) moved to 1 to 100 for means that need positive ones."""
        out = np.empty_like(scores)
        for j, column in enumerate(self.columns):
            method = NORMALISATIONS[column.normalisation or variant.normalisation]
            part = scores[..., j]
            if method.bounded:
                out[..., j] = 1 + 0.99 * part
                key = "lifted"
            else:
                low, high = part.min(axis=-1, keepdims=True), part.max(axis=-1, keepdims=True)
                spread = high - low
                out[..., j] = 1 + 99 * np.divide(part - low, spread, out=np.full_like(part, 0.5), where=spread > 0)
                key = "stretched"
            self.steps[Step(key, method.key, self._positive(variant)[0])] = None
        return out

    def tree_of(self, variant: Variant) -> Hierarchy:
        """Return the hierarchy with the aggregation of ``variant`` on its last level.

        Indicators that its policy leaves out weigh nothing.
        """
        if variant not in self._trees:
            tree = self.tree.with_aggregation(-1, variant.aggregation)
            kept = self.kept(variant)
            self._trees[variant] = tree if kept.all() else tree.keeping(kept)
        return self._trees[variant]

    def kept(self, variant: Variant) -> NDArray[np.bool_]:
        """Return which indicators take part under the missing-data policy of ``variant``, shape (m,)."""
        return np.asarray(self.completed(variant.missing).notna().any().to_numpy(), dtype=np.bool_)

    def _meets_zero(self, scores: FloatArray, variant: Variant) -> bool:
        tree = self.tree_of(variant)
        wanting = self._positive(variant)
        if not wanting:
            return False
        first = next(i for i, level in enumerate(tree.levels) if level.aggregation == wanting[0])
        known = np.nan_to_num(scores, nan=1.0)
        below = [known, *replace(tree, levels=tree.levels[:first]).scores(known)] if first else [known]
        return bool((known < 0).any() or (below[-1] <= 0).any())

    def needs_positive(self, variant: Variant) -> bool:
        """Return whether any mean in the tree of ``variant`` is defined above zero only and has no floor."""
        return bool(self._positive(variant))

    def _positive(self, variant: Variant) -> list[str]:
        """Return the aggregations of ``variant`` that need scores above zero, from below."""
        keys = [level.aggregation for level in self.tree.levels[:-1]] + [variant.aggregation]
        return [key for key in keys if AGGREGATIONS[key].positive and "floor" not in self.tree.parameters.get(key, {})]


def workshop_of(values: pd.DataFrame, plan: Plan, *, groups: pd.Series | None = None) -> Workshop:
    """Return the workshop of a plan; ``values`` (district x indicator) may have gaps."""
    columns = [
        Column(key, choice.direction, choice.goalposts, choice.normalisation or "")
        for key, (_, choice, _) in plan.scored().items()
    ]
    table = values[[column.key for column in columns]]
    return Workshop(table, columns, Hierarchy.from_plan(plan), groups, plan.parameters, plan.constant)


def nominal_variant(plan: Plan) -> Variant:
    """Return the settings of a plan as a variant.

    >>> nominal_variant(Plan({}, missing="leave_out_district")).missing
    'refuse'
    """
    # Districts that the plan leaves out are gone already; the others have no gaps.
    missing = "refuse" if plan.missing == "leave_out_district" else plan.missing
    return Variant(missing, "none", plan.normalisation, plan.between)


def refused(workshop: Workshop, variants: Sequence[Variant], *, noise: bool) -> list[str]:
    """Return, in words, every combination that cannot be computed: they are named, never skipped.

    A treatment other than none or winsorising has no fixed limits that noise could be held to, and
    a left-out indicator leaves a parent without children where it was the only one.
    """
    faults: dict[str, None] = {}
    for variant in variants:
        below = workshop.tree.levels[0]
        kept = workshop.kept(variant)
        for parent in sorted(set(below.parents)):
            own = below.children(parent)
            if not kept[own].any():
                faults[say("robustness.fault.childless", indicators=join(label_of(below.names[j]) for j in own))] = None
        if noise and variant.treatment not in {"none", "winsorise"}:
            faults[say("robustness.fault.noise_treatment", treatment=TREATMENTS[variant.treatment].label)] = None
        try:
            workshop.leaves(variant)
        except MethodError as error:
            faults[str(error)] = None
    return list(faults)
