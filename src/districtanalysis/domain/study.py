"""A study: the question, the tables, the criteria with their weights, and how to rank."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from districtanalysis.language import current, number, say

SCHEMA_VERSION = 1
LARGEST_WEIGHT = 1e9  # only proportions count, and sums must stay numbers
Direction = Literal["more", "less"]
PopulationConcept = Literal[
    "main_residence", "entitled_to_residence", "census_update", "census", "caseload", "documents", "not_stated"
]
Ties = Literal["min", "dense", "average"]


class Strict(BaseModel):
    """Parent of all parts: unknown keys are refused, values cannot be changed."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)  # built when first read: starts faster


def worded(text: str | Mapping[str, str]) -> str:
    """Return a text of the study, which may be given per language.

    >>> worded({"de": "Infrastruktur", "en": "Infrastructure"})
    'Infrastruktur'
    """
    if isinstance(text, str):
        return text
    return text.get(current()) or next(iter(text.values()), "")


def _ordered(pair: tuple[float, float] | None) -> tuple[float, float] | None:
    if pair is not None and not float("-inf") < pair[0] < pair[1] < float("inf"):
        raise ValueError(say("study.goalposts_order", low=number(pair[0], None), high=number(pair[1], None)))
    return pair


def _not_negative(weight: float) -> float:
    if not 0 <= weight < float("inf"):
        raise ValueError(say("study.weight_negative", weight=number(weight, None)))
    return _not_beyond(weight)


def positive_weight(weight: float) -> float:
    """Return ``weight``; raises ``ValueError`` where it is not above 0 or above 1e9.

    >>> positive_weight(2.5)
    2.5
    """
    if not 0 < weight < float("inf"):
        raise ValueError(say("study.criterion_weight", weight=number(weight, None)))
    return _not_beyond(weight)


def _not_beyond(weight: float) -> float:
    if weight > LARGEST_WEIGHT:
        raise ValueError(say("study.weight_beyond", weight=f"{weight:.2g}", most=number(LARGEST_WEIGHT, 0)))
    return weight


Words = str | dict[str, str]
Goalposts = Annotated[tuple[float, float] | None, AfterValidator(_ordered)]
SchemaVersion = Annotated[int, Field(strict=True, ge=1)]


class Head(Strict):
    """``[study]``: what is asked, for which town, among which candidates."""

    title: Words
    purpose: Words
    city: str
    language: Literal["de", "en"] = "de"
    candidates: tuple[str, ...] = ()
    aliases: dict[str, str] = {}
    mixed_dates: Words = ""  # why counts of different reference dates may share a fraction


class Source(Strict):
    """``[[source]]``: one table, and what must be known about it before it may be used."""

    id: str
    file: str
    sheet: str | None = None
    layout: str = "auto"
    title: str = ""
    publisher: str
    date: dt.date | Literal["not_stated"]
    population_concept: PopulationConcept
    licence: str
    level: str | None = None
    area_version: str | None = None
    crosswalk: str | None = None
    signs: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    decimal: str | None = None
    thousands: str | None = None
    notes: Words = ""


class KnownTotal(Strict):
    """``[[known_total]]``: a published total that says which population concept a table follows."""

    variable: str = "residents"
    value: float
    date: dt.date
    population_concept: PopulationConcept
    publisher: str


class IndicatorChoice(Strict):
    """One indicator of a criterion; weight 0 shows it as context without scoring it."""

    key: str
    direction: Direction = "more"
    weight: Annotated[float, AfterValidator(_not_negative)] = 1.0
    goalposts: Goalposts = None
    normalisation: str | None = None
    why: Words = ""


class Criterion(Strict):
    """``[criteria.<name>]``: a point of view, its weight and its indicators."""

    label: Words
    weight: Annotated[float, AfterValidator(positive_weight)] = 1.0
    why: Words = ""
    indicator: tuple[IndicatorChoice, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _scores_something(self) -> Criterion:
        if not any(choice.weight > 0 for choice in self.indicator):
            raise ValueError(say("study.criterion_without_weight", criterion=worded(self.label)))
        return self


def _each_once(criteria: Mapping[str, Criterion]) -> dict[str, Criterion]:
    """Refuse an indicator that stands twice: it would count twice, or hide its first weight."""
    home: dict[str, str] = {}
    for criterion in criteria.values():
        label = worded(criterion.label)
        for choice in criterion.indicator:
            if choice.key in home:
                raise ValueError(say("study.indicator_twice", key=choice.key, first=home[choice.key], second=label))
            home[choice.key] = label
    return dict(criteria)


Criteria = Annotated[dict[str, Criterion], AfterValidator(_each_once)]


class Preset(Strict):
    """``[ranking.presets.<name>]``: another reading of the same figures."""

    label: Words
    why: Words = ""
    reverse: tuple[str, ...] = ()
    weights: dict[str, Annotated[float, AfterValidator(positive_weight)]] = {}


ParameterValue = float | str | tuple[float, ...]
Parameters = dict[str, dict[str, ParameterValue | dict[str, ParameterValue]]]


class Uncertainty(Strict):
    """``[ranking.uncertainty]``: what ``rank --uncertainty`` varies.

    ``vary`` names assumptions, or "all". A list under ``normalisation``, ``aggregation``, ``missing``
    or ``treatment`` says between which settings; without it those are tried that fit the study.
    ``weights`` says how weights are drawn, the three entries below belong to it.
    """

    vary: tuple[str, ...] | Literal["all"] | None = None
    weights: Literal["all", "around", "spread", "ranges", "order"] | None = None
    concentration: float | None = None
    spread: float | None = None
    ranges: dict[str, tuple[float, float]] | None = None
    order: tuple[str | tuple[str, ...], ...] | None = None
    normalisation: tuple[str, ...] | None = None
    aggregation: tuple[str, ...] | None = None
    missing: tuple[str, ...] | None = None
    treatment: tuple[str, ...] | None = None
    noise: Literal["binomial", "beta"] | None = None


def _said(why: Words) -> Words:
    if not worded(why).strip():
        raise ValueError(say("study.exclude_reason"))
    return why


class Minimum(Strict):
    """``[ranking.exclude.minimum]``: districts with less of ``variable`` than ``value`` get no score."""

    variable: str = "residents"
    value: Annotated[float, Field(gt=0, allow_inf_nan=False)]


class ExcludedDistrict(Strict):
    """``[[ranking.exclude.district]]``: one district that gets no score, with the reason that is printed."""

    name: str
    why: Annotated[Words, AfterValidator(_said)]


class Exclude(Strict):
    """``[ranking.exclude]``: who stays in every output and takes no part in any scale."""

    minimum: Minimum | None = None
    district: tuple[ExcludedDistrict, ...] = ()


class RankingOptions(Strict):
    """``[ranking]``: how values become scores and scores become ranks.

    ``constant`` says what a column of one value gets, ``zeros`` what happens to scores that a mean
    cannot take because they are not above 0. ``parameters`` holds, by method, what its formula can
    be told (``ddof``, ``exponent``, ``floor``, ``reference`` ...), as one value or one per indicator.
    """

    recipe: str | None = None
    normalisation: str | None = None
    within: str | None = None
    between: str | None = None
    ties: Ties | None = None
    missing: Literal["refuse", "leave_out_district", "leave_out_indicator"] | None = None
    constant: Literal["refuse", "middle"] | None = None
    zeros: Literal["refuse", "move"] | None = None
    parameters: Parameters | None = None
    exclude: Exclude | None = None
    uncertainty: Uncertainty | None = None
    seed: int | None = None
    presets: dict[str, Preset] | None = None


class Study(Strict):
    """A whole study; ``folder`` is where its files are looked for."""

    schema_version: SchemaVersion
    study: Head
    source: tuple[Source, ...] = Field(min_length=1)
    known_total: tuple[KnownTotal, ...] = ()
    criteria: Criteria = {}
    ranking: RankingOptions = RankingOptions()
    need: dict[str, object] = {}
    types: dict[str, object] = {}
    report: dict[str, object] = {}
    change: dict[str, object] = {}
    instruments: dict[str, object] = {}
    folder: Path = Field(default=Path(), exclude=True)
    path: Path = Field(default=Path("study.toml"), exclude=True)

    @property
    def title(self) -> str:
        """The title in the language in force."""
        return worded(self.study.title)

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Study:
        ids = [source.id for source in self.source]
        double = next((name for name in ids if ids.count(name) > 1), None)
        if double is not None:
            raise ValueError(say("study.source_twice", id=double))
        return self


class Recipe(Strict):
    """A way of ranking as a data file: criteria with everything that ``[ranking]`` can set."""

    schema_version: SchemaVersion
    name: str
    label: Words
    why: Words = ""
    criteria: Criteria = {}
    ranking: RankingOptions
