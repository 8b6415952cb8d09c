"""Forming types: from the indicator table to named, explained, stable types."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.study import worded
from districtanalysis.domain.typology import Choice, Typology
from districtanalysis.errors import MethodError
from districtanalysis.language import join, number, say
from districtanalysis.methods.neighbours import Neighbours
from districtanalysis.typology.apply import nearest_types
from districtanalysis.typology.by_rules import form_by_rules
from districtanalysis.typology.choose import choose
from districtanalysis.typology.cluster import METHODS, FloatArray, Grouping, IntArray, Setting, fit
from districtanalysis.typology.groups import groups
from districtanalysis.typology.model import cluster_model
from districtanalysis.typology.need import need
from districtanalysis.typology.options import TypesOptions
from districtanalysis.typology.prepare import Prepared, population, prepare
from districtanalysis.typology.profile import (
    apart_words,
    feature_label,
    order_of,
    profiles,
    suggested_name,
    typical,
    why,
)
from districtanalysis.typology.recipe import recipe

LONELY = 3.0
MANY_DISTRICTS = 20_000
# the solution itself is looked for harder than those that it is compared with
THOROUGH = 8
_BY_CHANCE = {"k_means", "gaussian_mixture"}


@dataclass(frozen=True, slots=True)
class Space:
    """Where districts lie: ``ids`` in the order of ``neighbours`` and ``positions`` (centroids in metres)."""

    ids: tuple[str, ...]
    neighbours: Neighbours
    positions: FloatArray


def form_types(table: IndicatorTable, options: TypesOptions | None = None, *, space: Space | None = None) -> Typology:
    """Return the types of the districts of ``table`` after ``options`` (by default k-means, number recommended).

    Numbers follow the documented order (most districts first); seed and the order of rows and columns do not
    change them. Raises ``StudyError`` for unknown names and ``MethodError`` for impossible requests; districts
    and features that take no part are listed in ``remarks`` and ``frame``.
    """
    settled = options or TypesOptions()
    if settled.method == "rules":
        return form_by_rules(table, settled)
    prepared = prepare(table, settled)
    setting = _setting(prepared, settled, space)
    with one_thread(len(prepared.matrix)):
        grouping, choice = _grouping(prepared.matrix.to_numpy(), setting, settled)
    return _assemble(table, settled, prepared, _ordered(grouping), choice)


def one_thread(districts: int) -> AbstractContextManager[object]:
    """Return a context in which small matrices are multiplied by one thread: several wait for each other."""
    if districts > MANY_DISTRICTS:
        return nullcontext()
    from threadpoolctl import threadpool_limits

    limited: AbstractContextManager[object] = threadpool_limits(1)
    return limited


def _setting(prepared: Prepared, options: TypesOptions, space: Space | None) -> Setting:
    setting = Setting(options.seed, options.starts, options.space)
    if space is None or not METHODS[options.method].spatial:
        return setting
    place = {name: i for i, name in enumerate(space.ids)}
    lacking = [str(name) for name in prepared.matrix.index if str(name) not in place]
    if lacking:
        raise MethodError(say("typology.no_polygon", names=join(lacking[:10])))
    keep = np.array([place[str(name)] for name in prepared.matrix.index])
    neighbours = space.neighbours.subset(keep)
    return Setting(options.seed, options.starts, options.space, neighbours, space.positions[keep])


def _grouping(matrix: FloatArray, setting: Setting, options: TypesOptions) -> tuple[Grouping, Choice | None]:
    """Return the grouping for the number that the study fixes or that the criteria recommend."""
    low, high = options.range
    wanted = options.types
    if wanted == 1:
        return _one(matrix), None
    numbers = list(range(low, min(high, len(matrix) - 1) + 1))
    if wanted != "auto" and wanted not in numbers:
        return fit(options.method, matrix, [wanted], replace(setting, effort=THOROUGH))[wanted], None
    if len(matrix) <= low:
        raise MethodError(say("typology.too_few_districts", districts=len(matrix), types=low))
    choice, groupings = choose(matrix, options.method, setting, numbers, resamples=options.resamples)
    chosen = choice.recommended if wanted == "auto" else wanted
    if chosen == 1:
        return _one(matrix), choice
    if options.method in _BY_CHANCE or chosen not in groupings:
        return fit(options.method, matrix, [chosen], replace(setting, effort=THOROUGH))[chosen], choice
    return groupings[chosen], choice


def _one(matrix: FloatArray) -> Grouping:
    return Grouping(np.zeros(len(matrix), dtype=np.int64), matrix.mean(axis=0)[None])


def _ordered(grouping: Grouping) -> Grouping:
    order = order_of(grouping.labels, grouping.centres)
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    membership = None if grouping.membership is None else grouping.membership[:, order]
    return Grouping(place[grouping.labels], grouping.centres[order], membership)


def _assemble(
    table: IndicatorTable, options: TypesOptions, prepared: Prepared, grouping: Grouping, choice: Choice | None
) -> Typology:
    frame = _members(table, prepared, grouping)
    labels = frame["type"].dropna().astype("int64")
    profile = profiles(prepared.values, labels, table)
    named_labels = {f.key: feature_label(f, table) for f in prepared.features}
    profile["label"] = profile["feature"].map(named_labels)
    axes = need(table, labels, options)
    names = _names(profile, options, table, labels)
    frame = _with_untyped(frame, table, options, prepared, grouping)
    frame["type_name"] = frame["type"].map(names).astype(object)
    model = cluster_model(table, options, prepared, grouping, names, frame)
    if options.groups is not None:
        frame["group"] = groups(prepared.matrix, labels, options.groups).reindex(frame.index)
    return Typology(
        frame=frame,
        types=_types(frame, profile, table, options, names),
        profiles=profile,
        matrix=prepared.matrix,
        model=model,
        choice=choice,
        need=axes,
        remarks=_remarks(prepared, frame, choice, options),
        recipe=recipe(options),
    )


def _members(table: IndicatorTable, prepared: Prepared, grouping: Grouping) -> pd.DataFrame:
    """Return type, distances, certainty and reason of the districts that took part."""
    matrix = prepared.matrix.to_numpy()
    numbers = np.arange(1, len(grouping.centres) + 1)
    near = nearest_types(matrix, grouping.centres, numbers)
    frame = pd.DataFrame(index=prepared.matrix.index)
    frame.insert(0, "name", table.names.reindex(frame.index).astype(object))
    frame["type"] = pd.array(grouping.labels + 1, dtype="Int64")
    own = np.sqrt(((matrix - grouping.centres[grouping.labels]) ** 2).sum(axis=1))
    frame["distance"] = own
    swapped = near["type"].to_numpy() != grouping.labels + 1
    frame["next_type"] = near["next_type"].to_numpy()
    if swapped.any():
        # hierarchies keep a few districts nearer to another centre: that one is their next best type
        frame.loc[swapped, "next_type"] = near["type"].to_numpy()[swapped]
    following = np.where(swapped, near["distance"], near["distance"] + near["margin"])
    frame["margin"] = following - own
    frame["certainty"] = np.clip(np.where(swapped, 0.0, near["certainty"]), 0, 1)
    if grouping.membership is not None:
        frame["certainty"] = grouping.membership[np.arange(len(own)), grouping.labels]
    labels = [feature_label(feature, table) for feature in prepared.features]
    frame["reason"] = _whys(matrix, grouping.centres, grouping.labels, labels)
    frame["status"], frame["uncertain"], frame["note"] = "typed", frame["certainty"] < 0.1, ""
    return frame


def _whys(matrix: FloatArray, centres: FloatArray, labels: IntArray, names: list[str]) -> list[str]:
    return [why(row, centres, int(own), names) for row, own in zip(matrix, labels, strict=True)]


def _names(profile: pd.DataFrame, options: TypesOptions, table: IndicatorTable, labels: pd.Series) -> dict[int, str]:
    """Return the name of each type: the study's own, else suggested from what sets the type apart."""
    found: dict[int, str] = {}
    for count, (number_, part) in enumerate(profile.groupby("type")):
        if count < len(options.names):
            found[int(str(number_))] = worded(options.names[count])
            continue
        resource = _resource(table, options, labels, int(str(number_)))
        found[int(str(number_))] = suggested_name(part, list(found.values()), resource)
    return found


def _resource(table: IndicatorTable, options: TypesOptions, labels: pd.Series, type_number: int) -> str:
    """Return the readiness indicator on which the type stands highest, if it lies above the mean of the districts."""
    best, strength = "", 0.25
    for entry in options.readiness.indicator if options.readiness is not None else ():
        if entry.key not in table.frame.columns or entry.direction != "more":
            continue
        column = table.frame[entry.key].reindex(labels.index)
        score = float((column[labels == type_number].mean() - column.mean()) / (column.std(ddof=0) or 1))
        if score > strength:
            best, strength = table.label(entry.key), score
    return best


def _with_untyped(
    frame: pd.DataFrame, table: IndicatorTable, options: TypesOptions, prepared: Prepared, grouping: Grouping
) -> pd.DataFrame:
    """Return all districts of the table; those that took no part carry the reason, or the nearest type if asked."""
    full = frame.reindex(table.frame.index)
    full["name"] = table.names.reindex(full.index).astype(object)
    out = ~full.index.isin(frame.index)
    full.loc[out, "status"] = "not_typed"
    full.loc[out, "note"] = ""
    full["uncertain"] = full["uncertain"].astype("boolean").fillna(value=False).astype(bool)
    reasons = {part.name: part.words for part in prepared.left_out}
    full.loc[out, "reason"] = [reasons.get(str(name), "") for name in full.index[out]]
    if options.place_untyped and out.any():
        full = _placed(full, table, prepared, grouping, full.index[out])
    return full


def _placed(
    full: pd.DataFrame, table: IndicatorTable, prepared: Prepared, grouping: Grouping, districts: pd.Index
) -> pd.DataFrame:
    values = table.frame.loc[districts, [feature.key for feature in prepared.features]].dropna()
    if values.empty:
        return full
    near = nearest_types(prepared.place(values), grouping.centres, np.arange(1, len(grouping.centres) + 1))
    near.index = values.index
    for column in ("type", "distance", "margin", "certainty", "next_type"):
        full.loc[values.index, column] = near[column].to_numpy()
    full.loc[values.index, "status"] = "placed"
    return full


def _types(
    frame: pd.DataFrame, profile: pd.DataFrame, table: IndicatorTable, options: TypesOptions, names: Mapping[int, str]
) -> pd.DataFrame:
    typed = frame[frame["status"] == "typed"]
    labels = typed["type"].astype("int64")
    residents = population(table, options).reindex(typed.index)
    near = typical(typed["distance"], labels)
    rows = []
    for key, name in names.items():
        inside = labels.index[labels == key]
        first, last = near[key]
        rows.append(
            {
                "type": key,
                "name": name,
                "districts": len(inside),
                "residents": float(residents.reindex(inside).sum(min_count=1)),
                "features": apart_words(profile[profile["type"] == key], table),
                "typical": [str(frame.loc[d, "name"]) for d in first],
                "atypical": [str(frame.loc[d, "name"]) for d in last],
            }
        )
    result = pd.DataFrame(rows).set_index("type")
    result["share"] = result["residents"] / residents.sum(min_count=1) * 100
    return result


def _remarks(prepared: Prepared, frame: pd.DataFrame, choice: Choice | None, options: TypesOptions) -> tuple[str, ...]:
    remarks = [part.words for part in (*prepared.screened, *prepared.filled)]
    typed = frame[frame["status"] == "typed"]
    lower, upper = np.quantile(typed["distance"].astype("float64"), [0.25, 0.75])
    lonely = typed[typed["distance"] > upper + LONELY * (upper - lower)] if len(typed) > 3 else typed.iloc[:0]
    if len(lonely):
        remarks.append(say("typology.lonely", names=join(map(str, lonely["name"]))))
    single = typed["type"].value_counts()
    for key in sorted(int(k) for k in single.index[single == 1]):
        if len(single) > 1:
            name = str(typed.loc[typed["type"] == key, "name"].iloc[0])
            remarks.append(say("typology.single", type=key, name=name))
    if options.types == 1:
        remarks.append(say("typology.one_type"))
    if choice is not None and options.types not in ("auto", 1):
        if choice.verdict != "types":
            remarks.append(say("typology.fixed_number", types=options.types))
        elif choice.recommended != options.types:
            remarks.append(say("typology.other_number", types=options.types, recommended=choice.recommended))
    if options.method == "contiguous_ward":
        sizes = single.sort_values()
        remarks.append(say("typology.uneven", low=number(int(sizes.min())), high=number(int(sizes.max()))))
    return tuple(remarks)
