"""The result of forming types: membership, profiles, choice of the number, need, and the saved model."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import StringIO

import pandas as pd

from districtanalysis.domain.study import Words, worded
from districtanalysis.errors import StudyError
from districtanalysis.language import number, say

STATUSES = ("typed", "placed", "not_typed")


@dataclass(frozen=True, slots=True)
class Choice:
    """How the number of types was found.

    ``criteria`` is indexed by the number of types: ``silhouette``, ``calinski_harabasz``,
    ``davies_bouldin``, ``gap``, ``gap_error``, ``stability`` (mean adjusted Rand index over resamples),
    ``leave_one_out`` (the lowest over leaving one indicator out), ``null`` (the silhouette that data
    without types reach). ``verdict`` is ``types``, ``gradual`` or ``none``; ``flow`` is the clustergram:
    per number of types and cluster, the mean of its districts on the first principal component.
    """

    criteria: pd.DataFrame
    recommended: int
    verdict: str
    reasons: tuple[str, ...] = ()
    flow: pd.DataFrame = field(default_factory=pd.DataFrame)
    resamples: int = 0
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Need:
    """Two axes, never one: ``need`` and ``readiness`` in standard deviations from the mean of the districts.

    ``districts`` is indexed by ``district_id`` with ``need``, ``readiness``, ``priority`` (within its
    type) and ``main``, the indicator that adds most; ``types`` is indexed by type with ``need``,
    ``readiness`` and ``priority``. ``declared`` are the sentences that must be printed with them.
    """

    districts: pd.DataFrame
    types: pd.DataFrame
    declared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StatusView:
    """Status crossed with its change, each in classes, beside the types.

    ``frame`` is indexed by ``district_id``: ``name``, ``type`` (missing where not typed), ``index`` (of the status,
    in standard deviations, high = more need), ``status`` and ``dynamics`` (classes in words) and ``attention``.
    ``statuses`` and ``changes`` hold the classes in order; ``without`` counts the districts that have none.
    """

    frame: pd.DataFrame
    statuses: tuple[str, ...]
    changes: tuple[str, ...]
    label: str = ""
    attention: str = ""
    notes: tuple[str, ...] = ()
    without: int = 0


@dataclass(frozen=True, slots=True)
class TypeModel:
    """Everything that places a further district: readable, versioned, without code.

    ``features`` hold per feature: key, label, unit, definition, transform, parameter, centre, scale and
    weight. ``types`` hold per type: number, key, name, size, centre (scaled), spread. ``rules`` are the
    resolved conditions of a typology by rules.
    """

    method: str
    features: tuple[Mapping[str, object], ...]
    types: tuple[Mapping[str, object], ...]
    rules: tuple[Mapping[str, object], ...] = ()
    minimum_population: float = 0.0
    population: str = "residents"
    versions: Mapping[str, str] = field(default_factory=dict)
    schema_version: int = 1

    def to_json(self) -> str:
        """Return the model as text; the same model gives the same bytes."""
        content = {"kind": "districtanalysis.types", **{name: getattr(self, name) for name in self.__slots__}}
        return json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True, default=dict) + "\n"

    @classmethod
    def from_json(cls, text: str, where: str = "") -> TypeModel:
        """Return the model that ``to_json`` wrote.

        Raises ``StudyError`` for another kind of file or a newer ``schema_version``.

        >>> model = TypeModel("k_means", (), ())
        >>> TypeModel.from_json(model.to_json()) == model
        True
        """
        try:
            content = json.loads(text)
        except json.JSONDecodeError as error:
            raise StudyError(say("typology.model_not_json", file=where, reason=error.msg)) from error
        if not isinstance(content, dict) or content.pop("kind", None) != "districtanalysis.types":
            raise StudyError(say("typology.model_other_kind", file=where))
        if content.get("schema_version", 0) > 1:
            raise StudyError(say("study.newer_schema", file=where, found=content["schema_version"], known=1))
        unknown = sorted(set(content) - set(cls.__slots__))
        missing = sorted({"method", "features", "types"} - set(content))
        if unknown or missing:
            raise StudyError(say("typology.model_keys", file=where, keys=", ".join(unknown + missing)))
        parts = {name: tuple(content.get(name, ())) for name in ("features", "types", "rules")}
        return cls(**{**content, **parts})


@dataclass(frozen=True, slots=True)
class Typology:
    """Types of districts.

    ``frame`` is indexed by ``district_id``: ``name``, ``type`` (missing where not typed),
    ``type_name``, ``status`` (typed, placed afterwards, not_typed), ``reason`` (why this type, or why
    none), ``distance`` to the type's centre and ``margin`` to the next best type in the scaled space,
    ``certainty`` (0 to 1), ``next_type``, ``uncertain`` and ``note``. ``types`` is indexed by type:
    ``name``, ``districts``, ``residents``, ``features`` (what sets it apart), ``typical``, ``atypical``.
    ``profiles`` has one row per type and feature: ``value``, ``city``, ``difference`` (plain units) and
    ``deviations`` (standard deviations of the districts). ``matrix`` holds the typed districts in the
    scaled space.
    """

    frame: pd.DataFrame
    types: pd.DataFrame
    profiles: pd.DataFrame
    matrix: pd.DataFrame
    model: TypeModel
    choice: Choice | None = None
    need: Need | None = None
    remarks: tuple[str, ...] = ()
    recipe: Mapping[str, object] = field(default_factory=dict)

    @property
    def labels(self) -> pd.Series:
        """The type of each typed or placed district."""
        return self.frame["type"].dropna().astype("int64")

    def name(self, number: int) -> str:
        """Return the name of a type in the language in force."""
        entry = next(part for part in self.model.types if part["number"] == number)
        return type_name(entry)

    def to_frame(self) -> pd.DataFrame:
        """Return one row per district: name, type, certainty, reason and the axes where there are any."""
        out = self.frame.copy()
        if self.need is not None:
            out = out.join(self.need.districts)
        return out

    def to_json(self) -> str:
        """Return districts, types, profiles, model and recipe as text that ``typology_from_json`` reads."""
        tables = {
            name: json.loads(getattr(self, name).to_json(orient="split", double_precision=15)) for name in _TABLES
        }
        content: dict[str, object] = {**tables, "model": json.loads(self.model.to_json()), "recipe": dict(self.recipe)}
        content["remarks"] = list(self.remarks)
        return json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n"

    def _repr_html_(self) -> str:
        shown = self.frame[["name", "type", "type_name", "certainty", "reason"]]
        return str(shown.to_html(na_rep=say("words.not_available_sign"), float_format=lambda value: number(value, 2)))


@dataclass(frozen=True, slots=True)
class TypeChange:
    """Types of the same districts at two dates, by one model.

    ``frame`` is indexed by ``district_id`` with ``name``, ``before`` and ``after`` (numbers of types, missing where
    not typed); ``names`` holds the name of each type, ``dates`` both reference dates (ISO, "" where not stated).
    """

    frame: pd.DataFrame
    names: Mapping[int, str]
    dates: tuple[str, str] = ("", "")

    @property
    def changed(self) -> pd.Series:
        """Return True or False per district, missing where a type is lacking at one of the dates."""
        before, after = (self.frame[key].astype("Int64") for key in ("before", "after"))
        return (before != after).astype("boolean")


_INDEX = {"frame": "district_id", "types": "type", "profiles": None, "matrix": "district_id"}
_TABLES = tuple(_INDEX)


def typology_from_json(text: str) -> Typology:
    """Return what ``Typology.to_json`` wrote: the tables, the model and the recipe, without choice and need."""
    content = json.loads(text)
    tables = {}
    for name in _TABLES:
        frame = pd.read_json(StringIO(json.dumps(content[name])), orient="split", dtype=False, convert_axes=False)
        if name != "types":
            frame = frame.set_index(frame.index.astype(str)) if name != "profiles" else frame
        frame.index.name = _INDEX[name]
        tables[name] = frame
    tables["frame"]["type"] = tables["frame"]["type"].astype("Int64")
    model = TypeModel.from_json(json.dumps(content["model"]))
    return Typology(**tables, model=model, recipe=content["recipe"], remarks=tuple(content["remarks"]))


def type_name(entry: Mapping[str, object]) -> str:
    """Return the name of a type of a model in the language in force.

    >>> type_name({"name": {"de": "Gebiete nahe am Stadtwert", "en": "near the city"}})
    'Gebiete nahe am Stadtwert'
    """
    names = entry["name"]
    given: Words = names if isinstance(names, str) else {str(k): str(v) for k, v in dict(names).items()}  # type: ignore[call-overload]
    return worded(given)
