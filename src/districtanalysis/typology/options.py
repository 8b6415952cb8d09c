"""What a study may say about types: the block ``[types]``, parsed strictly."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from districtanalysis.domain.count_table import BoundaryFile, Composition, CountTable, OwnIndicator
from districtanalysis.domain.parsing import parse
from districtanalysis.domain.study import Direction, Strict, Words
from districtanalysis.errors import StudyError
from districtanalysis.language import say

Transform = Literal["none", "log", "asinh", "box_cox"]
Scaling = Literal["z", "range", "robust", "none"]
Missing = Literal["refuse", "leave_out_district", "leave_out_indicator", "median"]


def _positive(weight: float) -> float:
    if not 0 < weight < float("inf"):
        raise ValueError(say("typology.weight", weight=weight))
    return weight


Weight = Annotated[float, AfterValidator(_positive)]


class Feature(Strict):
    """``[[types.feature]]``: an indicator that types are formed from."""

    key: str
    label: Words = ""
    theme: str = ""
    weight: Weight = 1.0
    transform: Transform | None = None


class Condition(Strict):
    """One condition of a rule: a feature against a value or against a quantile of all districts."""

    feature: str
    above: float | None = None
    at_least: float | None = None
    below: float | None = None
    at_most: float | None = None
    quantiles: bool = False

    @model_validator(mode="after")
    def _says_something(self) -> Condition:
        bounds = [self.above, self.at_least, self.below, self.at_most]
        given = [bound for bound in bounds if bound is not None]
        if not given:
            raise ValueError(say("typology.condition_empty", feature=self.feature))
        if self.quantiles and not all(0 <= bound <= 1 for bound in given):
            raise ValueError(say("typology.condition_quantile", feature=self.feature))
        return self


class Rule(Strict):
    """``[[types.rule]]``: a type by name; the first rule whose conditions all hold gives the type."""

    key: str
    name: Words
    when: tuple[Condition, ...] = ()
    why: Words = ""


class Uncertainty(Strict):
    """``[types.uncertainty]``: when a deviation of ``feature`` = ``part`` / ``whole`` counts as certain.

    ``base_share`` is the share of the residents that ``part`` is about, an assumption of the study.
    """

    feature: str
    part: str
    whole: str
    base: str = "residents"
    base_share: Annotated[float, Field(gt=0, le=1)] = 1.0
    count_below: Annotated[float, Field(gt=0)] = 300
    level: Annotated[float, Field(gt=0, lt=1)] = 0.95
    why: Words = ""


class Special(Strict):
    """``[[types.special]]``: an institution that distorts the figures of a district."""

    district: str
    note: Words


class AxisIndicator(Strict):
    """One indicator of the axis need or readiness; ``more`` means that high values raise the axis."""

    key: str
    direction: Direction = "more"
    weight: Weight = 1.0
    why: Words = ""
    begruendung: Words = ""


class Axis(Strict):
    """``[types.need]`` and ``[types.readiness]``: an axis of its own, from named indicators."""

    label: Words = ""
    why: Words = ""
    indicator: tuple[AxisIndicator, ...] = Field(min_length=1)


class TypesOptions(Strict):
    """The whole block ``[types]``."""

    method: str = "k_means"
    why: Words = ""
    types: Annotated[int, Field(ge=1)] | Literal["auto"] = "auto"
    range: tuple[Annotated[int, Field(ge=2)], Annotated[int, Field(ge=2)]] = (2, 10)
    feature: tuple[Feature, ...] = ()
    rule: tuple[Rule, ...] = ()
    uncertainty: Uncertainty | None = None
    special: tuple[Special, ...] = ()
    transform: Transform = "none"
    scaling: Scaling = "z"
    theme_weight: dict[str, Weight] = Field(default={})
    missing: Missing = "leave_out_district"
    minimum_population: Annotated[float, Field(ge=0)] = 300
    population: str = "residents"
    place_untyped: bool = False
    correlation: Annotated[float, Field(gt=0, le=1)] = 0.9
    drop_correlated: bool = False
    seed: int = 0
    starts: Annotated[int, Field(ge=1)] = 20
    resamples: Annotated[int, Field(ge=0)] = 100
    space: Annotated[float, Field(ge=0, le=1)] = 0.3
    groups: Annotated[int, Field(ge=2)] | None = None
    names: tuple[Words, ...] = ()
    need: Axis | None = None
    readiness: Axis | None = None
    dynamics: Axis | None = None
    monitor: str = ""
    table: tuple[CountTable, ...] = ()
    indicator: tuple[OwnIndicator, ...] = ()
    boundaries: BoundaryFile | None = None
    composition: Composition | None = None

    @model_validator(mode="after")
    def _fits_together(self) -> TypesOptions:
        if self.method == "rules" and not self.rule:
            raise ValueError(say("typology.rules_missing"))
        keys = [feature.key for feature in self.feature]
        double = next((key for key in keys if keys.count(key) > 1), None)
        if double is not None:
            raise ValueError(say("typology.feature_twice", key=double))
        rules = [rule.key for rule in self.rule]
        twice = next((key for key in rules if rules.count(key) > 1), None)
        if twice is not None:
            raise ValueError(say("typology.rule_twice", key=twice))
        if self.monitor and self.dynamics is not None:
            raise ValueError(say("typology.two_views"))
        if self.dynamics is not None and self.need is None:
            raise ValueError(say("typology.view_needs_need"))
        if self.range[0] > self.range[1]:
            raise ValueError(say("typology.range_order", low=self.range[0], high=self.range[1]))
        return self


def read_options(content: Mapping[str, object], where: str = "study.toml") -> TypesOptions:
    """Return the block ``[types]`` as checked options.

    Raises ``StudyError`` with one line per fault, naming ``where``, path, value and nearest known key,
    and where types are asked for by rules that do not exist.

    >>> read_options({"types": 4}).types
    4
    """
    if "schema_version" in content:
        raise StudyError(say("typology.no_version_here", file=where))
    return parse(TypesOptions, content, say("typology.block", file=where))
