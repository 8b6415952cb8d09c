"""The same types tomorrow: a saved model places further districts or another year; alignment and transitions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.typology import TypeChange, TypeModel, Typology, type_name
from districtanalysis.errors import StudyError
from districtanalysis.language import join, say
from districtanalysis.methods.agreement import match
from districtanalysis.methods.scaling import ColumnScale, FloatArray
from districtanalysis.typology.options import Condition, Rule
from districtanalysis.typology.rules import assign

IntArray = NDArray[np.int64]
FAR = 3.0


def place(model: TypeModel, table: IndicatorTable) -> pd.DataFrame:
    """Return the type of each district of ``table`` by a saved model, indexed by ``district_id``.

    Columns: name, type, type_name, status (placed, not_typed), distance to the centre and margin to the next
    best type in the scaled space, certainty (0 to 1), next_type, far (farther from every type than ``FAR``
    times the spread of its own). Raises ``StudyError`` where the table lacks a feature of the model or holds it
    in another unit or by another definition.
    """
    _same_features(model, table)
    keys = [str(feature["key"]) for feature in model.features]
    values = table.frame[keys]
    usable = values.notna().all(axis=1) & ~_small(model, table)
    frame = _by_rules(model, values) if model.method == "rules" else _by_centres(model, values, usable)
    names = {int(str(part["number"])): type_name(part) for part in model.types}
    frame.insert(0, "name", table.names.reindex(frame.index))
    frame.insert(2, "type_name", frame["type"].map(names).astype(object))
    frame["status"] = np.where(frame["type"].notna(), "placed", "not_typed")
    return frame


def _small(model: TypeModel, table: IndicatorTable) -> pd.Series:
    if model.population not in table.frame.columns:
        return pd.Series(data=False, index=table.frame.index)
    return table.frame[model.population] < model.minimum_population


def _same_features(model: TypeModel, table: IndicatorTable) -> None:
    lacking = [str(f["label"]) for f in model.features if f["key"] not in table.frame.columns]
    if lacking:
        raise StudyError(say("typology.model_lacks", features=join(lacking)))
    for feature in model.features:
        key = str(feature["key"])
        if key not in table.indicators or not feature["unit"]:
            continue
        indicator = table.indicators[key]
        if indicator.unit != feature["unit"]:
            words = {"feature": indicator.label, "found": indicator.unit, "expected": feature["unit"]}
            raise StudyError(say("typology.model_unit", **words))
        if indicator.source != feature["definition"]:
            words = {"feature": indicator.label, "found": indicator.source, "expected": feature["definition"]}
            raise StudyError(say("typology.model_definition", **words))


def _by_centres(model: TypeModel, values: pd.DataFrame, usable: pd.Series) -> pd.DataFrame:
    matrix = scaled(model, values[usable])
    centres = np.array([part["centre"] for part in model.types], dtype=np.float64)
    numbers = np.array([int(str(part["number"])) for part in model.types])
    spreads = np.array([float(str(part["spread"])) for part in model.types])
    frame = nearest_types(matrix, centres, numbers)
    own = frame["position"].to_numpy()
    frame["far"] = frame["distance"].to_numpy() > FAR * np.maximum(spreads[own], np.median(spreads))
    frame.index = values.index[usable]
    return frame.drop(columns="position").reindex(values.index).assign(type=lambda f: f["type"].astype("Int64"))


def nearest_types(matrix: FloatArray, centres: FloatArray, numbers: IntArray) -> pd.DataFrame:
    """Return type, distance, margin, certainty and next_type of each row of ``matrix`` (scaled).

    Certainty is 1 - distance / distance to the next best centre: 0 = exactly between two types.
    """
    gaps = np.sqrt(np.stack([((matrix - centre) ** 2).sum(axis=1) for centre in centres], axis=1))
    order = np.argsort(gaps, axis=1, kind="stable")
    rows = np.arange(len(matrix))
    own = gaps[rows, order[:, 0]]
    single = len(centres) == 1
    other = np.full(len(matrix), np.nan) if single else gaps[rows, order[:, 1]]
    certainty = np.ones(len(matrix)) if single else 1 - np.divide(own, other, out=np.ones_like(own), where=other > 0)
    following = np.full(len(matrix), np.nan) if single else numbers[order[:, 1]].astype(np.float64)
    return pd.DataFrame(
        {
            "type": numbers[order[:, 0]],
            "distance": own,
            "margin": other - own,
            "certainty": certainty,
            "next_type": pd.array(following, dtype="Float64").astype("Int64"),
            "position": order[:, 0],
        }
    )


def _by_rules(model: TypeModel, values: pd.DataFrame) -> pd.DataFrame:
    rules = [rule_of(part) for part in model.rules]
    numbers = {str(part["key"]): int(str(part["number"])) for part in model.types}
    found = assign(values, rules).map(numbers)
    return pd.DataFrame(
        {"type": pd.array(found.to_numpy(dtype="float64", na_value=np.nan), dtype="Int64")}, values.index
    )


def rule_of(part: Mapping[str, object]) -> Rule:
    """Return the rule that a model keeps as a mapping."""
    conditions = tuple(Condition.model_validate(condition) for condition in part["when"])  # type: ignore[attr-defined]
    return Rule(key=str(part["key"]), name=str(part["key"]), when=conditions)


def scaled(model: TypeModel, values: pd.DataFrame) -> FloatArray:
    """Return ``values`` (districts x features, plain units) in the scaled space of the model."""
    columns = []
    for feature in model.features:
        scale = ColumnScale.from_dict(feature)
        columns.append(scale.apply(values[str(feature["key"])]) * np.sqrt(float(str(feature["weight"]))))
    return np.column_stack(columns)


def transitions(before: pd.Series, after: pd.Series) -> pd.DataFrame:
    """Return how many districts went from which type to which, types of before as rows.

    Districts that have no type at one of the dates are counted under ``pd.NA``'s word "–".

    >>> transitions(pd.Series([1, 1], ["a", "b"]), pd.Series([1, 2], ["a", "b"])).to_numpy().tolist()
    [[1, 1]]
    """
    both = pd.DataFrame({"before": before, "after": after}).astype("Int64").astype(object)
    both = both.where(both.notna(), "–")
    return pd.crosstab(both["before"], both["after"])


def moved(before: pd.Series, after: pd.Series) -> pd.DataFrame:
    """Return the districts whose type differs between two dates: before, after."""
    both = pd.DataFrame({"before": before, "after": after}).dropna().astype("int64")
    return both[both["before"] != both["after"]]


def type_change(
    model: TypeModel, before: pd.DataFrame, after: pd.DataFrame, dates: tuple[str, str] = ("", "")
) -> TypeChange:
    """Return the types that ``place`` found with ``model`` at two dates, side by side.

    A district that stands in one of the tables only has no type at the other date. Raises ``StudyError`` where the
    two have no district in common.
    """
    if before.index.intersection(after.index).empty:
        raise StudyError(say("typology.nothing_shared"))
    districts = after.index.append(before.index.difference(after.index, sort=False))
    frame = pd.DataFrame({"name": after["name"].reindex(districts).fillna(before["name"])}, index=districts)
    for key, found in (("before", before), ("after", after)):
        frame[key] = found["type"].astype("Int64").reindex(districts)
    return TypeChange(frame, {int(str(part["number"])): type_name(part) for part in model.types}, dates)


def aligned(typology: Typology, earlier: Typology) -> Typology:
    """Return ``typology`` with the numbers and names of the earlier types that share most districts.

    A type without partner takes a number that the earlier typology does not use and keeps its name.
    Raises ``StudyError`` where the two have no district in common.
    """
    shared = typology.labels.index.intersection(earlier.labels.index)
    if shared.empty:
        raise StudyError(say("typology.nothing_shared"))
    pairs = match(earlier.labels[shared].to_numpy(), typology.labels[shared].to_numpy())
    taken = set(pairs.values())
    for number in typology.types.index:
        if int(number) not in pairs:
            pairs[int(number)] = next(n for n in range(1, 10_000) if n not in taken)
            taken.add(pairs[int(number)])
    return renumbered(typology, pairs, {int(n): earlier.name(int(n)) for n in earlier.types.index})


def renumbered(typology: Typology, pairs: Mapping[int, int], names: Mapping[int, str]) -> Typology:
    """Return the typology with other numbers; ``names`` (by new number) replace the names they hold."""
    frame = typology.frame.copy()
    for column in ("type", "next_type"):
        frame[column] = frame[column].map(pairs, na_action="ignore").astype("Int64")
    parts = []
    for part in typology.model.types:
        number = pairs[int(str(part["number"]))]
        parts.append({**part, "number": number, "name": names.get(number, part["name"])})
    model = replace(typology.model, types=tuple(sorted(parts, key=lambda part: int(str(part["number"])))))
    labels = {int(str(part["number"])): type_name(part) for part in model.types}
    frame["type_name"] = frame["type"].map(labels).astype(object)
    types = typology.types.rename(index=pairs).sort_index()
    types["name"] = [labels[int(n)] for n in types.index]
    profiles = typology.profiles.assign(type=typology.profiles["type"].map(pairs))
    profiles = profiles.sort_values(["type", "feature"], ignore_index=True)
    need = typology.need
    if need is not None:
        need = replace(need, types=need.types.rename(index=pairs).sort_index())
    return replace(typology, frame=frame, types=types, profiles=profiles, model=model, need=need)
