"""``monitor``: an existing index recomputed from its recipe, with classes and matrices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from districtanalysis.domain.study import worded
from districtanalysis.errors import MethodError, MissingValueError, StudyError
from districtanalysis.language import join, number, say
from districtanalysis.methods.correlation import correlations, principal_components
from districtanalysis.methods.transforms import EQUAL, FloatArray, z_score
from districtanalysis.scoring.aggregate import AGGREGATIONS
from districtanalysis.scoring.normalise import NORMALISATIONS
from districtanalysis.scoring.recipe_file import Classes, Index, MonitorIndicator, MonitorRecipe
from districtanalysis.scoring.ties import ranks


@dataclass(frozen=True, slots=True)
class IndexResult:
    """One index: ``normalised`` indicators, ``groups`` of them, and per unit score, class, rank.

    ``frame`` has ``sum`` (before restandardising), ``score``, ``class`` (a label or missing),
    ``step`` (number of the class from 0) and ``rank``.
    """

    key: str
    normalised: pd.DataFrame
    groups: pd.DataFrame
    frame: pd.DataFrame


@dataclass(frozen=True, slots=True)
class MonitorResult:
    """A recipe carried out. Units without an index stay in ``excluded`` with the reason.

    ``matrix`` has ``row``, ``column`` (classes), ``group`` (both as one label) and ``attention``.
    """

    recipe: MonitorRecipe
    indices: Mapping[str, IndexResult]
    excluded: pd.DataFrame
    matrix: pd.DataFrame | None = None
    notes: tuple[str, ...] = field(default=())

    def to_frame(self) -> pd.DataFrame:
        """Return one row per unit, the excluded ones at the end without figures, with the reason."""
        parts = [result.frame[["score", "class", "rank"]].add_prefix(f"{key}_") for key, result in self.indices.items()]
        if self.matrix is not None:
            parts.append(self.matrix[["group", "attention"]])
        out = pd.concat(parts, axis=1)
        out = out.reindex([*out.index, *self.excluded.index])
        return out.assign(reason=self.excluded["reason"].reindex(out.index))

    def _repr_html_(self) -> str:
        return str(self.to_frame().to_html(max_rows=30, na_rep="", float_format=lambda value: number(value, 2)))


def monitor(values: pd.DataFrame, recipe: MonitorRecipe) -> MonitorResult:
    """Return the indices of ``recipe`` for ``values`` (units x columns, one per indicator).

    Excluded units take no part in means, deviations, ranks or quantiles. Raises ``StudyError`` for
    missing columns, ``MissingValueError`` for gaps where the recipe refuses them, ``MethodError``
    where fewer than two units remain or a column has no spread.
    """
    excluded = _excluded(values, recipe)
    kept = values.drop(index=excluded.index)
    if len(kept) < 2:
        raise MethodError(say("recipes.fault.too_few", count=len(kept)))
    indices = {index.key: _index(kept, index) for index in recipe.index}
    return MonitorResult(recipe, indices, excluded, _matrix(indices, recipe), _notes(recipe))


def _excluded(values: pd.DataFrame, recipe: MonitorRecipe) -> pd.DataFrame:
    rule = recipe.exclude
    needed = [entry.key for entry in recipe.indicators] + ([rule.minimum.column] if rule.minimum else [])
    absent = [key for key in needed if key not in values.columns]
    if absent:
        raise StudyError(say("recipes.fault.columns", absent=join(absent), found=join(map(str, values.columns)) or "–"))
    reasons: dict[object, str] = {}
    for unit in rule.named:
        if unit.id in values.index:
            reasons[unit.id] = worded(unit.why)
    if rule.minimum is not None:
        small = values.index[~(values[rule.minimum.column] >= rule.minimum.value)]
        text = say("recipes.excluded_small", minimum=number(rule.minimum.value, 0))
        reasons |= dict.fromkeys((unit for unit in small if unit not in reasons), text)
    gaps = values[[entry.key for entry in recipe.indicators]].isna()
    lacking = [unit for unit in values.index[gaps.any(axis=1)] if unit not in reasons]
    if lacking and rule.missing == "refuse":
        raise MissingValueError(say("recipes.fault.gaps", units=join(str(unit) for unit in lacking[:10])))
    labels = {entry.key: worded(entry.label) or entry.key for entry in recipe.indicators}
    for unit in lacking:
        reasons[unit] = say(
            "recipes.excluded_gaps", indicators=join(labels[key] for key in gaps.columns[gaps.loc[unit]])
        )
    order = [unit for unit in values.index if unit in reasons]
    return pd.DataFrame({"reason": [reasons[unit] for unit in order]}, index=pd.Index(order))


def _index(values: pd.DataFrame, index: Index) -> IndexResult:
    normalised = pd.DataFrame(
        {
            entry.key: _normalised(values[entry.key].to_numpy(dtype=np.float64), entry, index)
            for entry in index.indicator
        },
        index=values.index,
    )
    groups = _groups(normalised, index)
    weights = np.array([1.0] * groups.shape[1])
    if len(groups.columns) == len(index.indicator):
        weights = np.array([entry.weight for entry in index.indicator])
    joined = _joined(groups.to_numpy(), weights, index.between)
    if index.restandardise or index.mean is not None:
        _needs_spread(joined, groups.abs().to_numpy() @ weights, index)
    score = z_score(joined, ddof=index.ddof) if index.restandardise else joined
    if index.mean is not None and index.sd is not None:
        score = index.mean + index.sd * z_score(joined, ddof=index.ddof)
    frame = pd.DataFrame({"sum": joined, "score": score}, index=values.index)
    frame["rank"] = ranks(score if index.first == "high" else -score, index.ties)
    step, labels = _classed(score, index)
    frame["step"] = step
    frame["class"] = pd.Series([labels[k] if labels else None for k in step], index=values.index, dtype="object")
    return IndexResult(index.key, normalised, groups, frame)


def _needs_spread(joined: FloatArray, size: FloatArray, index: Index) -> None:
    """Raise ``MethodError`` where all sums are equal: opposite indicators can cancel each other out."""
    if np.ptp(joined) <= EQUAL * size.max():
        raise MethodError(say("recipes.fault.no_spread", index=worded(index.label) or index.key))


def _normalised(values: FloatArray, entry: MonitorIndicator, index: Index) -> FloatArray:
    goalposts = entry.goalposts
    if entry.log:
        if not (values > 0).all():
            raise MethodError(say("recipes.fault.log", indicator=entry.key))
        values = np.log(values)
        goalposts = (float(np.log(goalposts[0])), float(np.log(goalposts[1]))) if goalposts else None
    method = NORMALISATIONS[index.normalisation]
    options: dict[str, object] = {"ddof": index.ddof} if index.normalisation == "z_score" else {}
    return method.apply(values, direction=entry.direction, goalposts=goalposts, name=entry.key, **options)  # type: ignore[arg-type]


def _groups(normalised: pd.DataFrame, index: Index) -> pd.DataFrame:
    """Join indicators of one group; an indicator without a group stands for itself."""
    members: dict[str, list[MonitorIndicator]] = {}
    for entry in index.indicator:
        members.setdefault(entry.group or entry.key, []).append(entry)
    columns = {
        name: _joined(
            normalised[[entry.key for entry in group]].to_numpy(),
            np.array([entry.weight for entry in group]),
            index.within,
        )
        if len(group) > 1
        else normalised[group[0].key].to_numpy()
        for name, group in members.items()
    }
    return pd.DataFrame(columns, index=normalised.index)


def _joined(matrix: FloatArray, weights: FloatArray, key: str) -> FloatArray:
    if key == "sum":
        return np.asarray(matrix @ weights, dtype=np.float64)
    if key == "first_component":
        return _first_component(matrix)
    return AGGREGATIONS[key].apply(matrix, weights)


def _first_component(matrix: FloatArray) -> FloatArray:
    """Scores of the first principal component of standardised columns, oriented by their sum."""
    scaled = np.stack([z_score(column) for column in matrix.T], axis=1)
    loadings = principal_components(correlations(matrix)).loadings[:, 0]
    scores = scaled @ (loadings / np.sqrt((loadings**2).sum()))
    return np.asarray(scores if loadings.sum() >= 0 else -scores, dtype=np.float64)


def _classed(score: FloatArray, index: Index) -> tuple[list[int], list[str]]:
    if index.quantiles is not None:
        place = ranks(-score, "min")
        step = np.minimum((place - 1) * index.quantiles // len(score), index.quantiles - 1).astype(int)
        return step.tolist(), [str(k + 1) for k in range(index.quantiles)]
    if index.classes is None:
        return [0] * len(score), []
    return class_steps(score, index.classes).tolist(), [worded(label) for label in index.classes.labels]


def class_steps(score: FloatArray, classes: Classes) -> np.ndarray:
    """Return the number of the class of each score, from 0; shape (n,).

    >>> class_steps(
    ...     np.array([-1.0, 1.0, 1.2]), Classes(breaks=(-1, 1), labels=("a", "b", "c"), belongs=("above", "below"))
    ... )
    array([1, 1, 2])
    """
    sides = classes.belongs or ("above",) * len(classes.breaks)
    step = np.zeros(len(score), dtype=np.int64)
    for edge, side in zip(classes.breaks, sides, strict=True):
        step += (score >= edge) if side == "above" else (score > edge)
    return step


def _matrix(indices: Mapping[str, IndexResult], recipe: MonitorRecipe) -> pd.DataFrame | None:
    matrix = recipe.matrix
    if matrix is None:
        return None
    rows, columns = indices[matrix.rows].frame["class"], indices[matrix.columns].frame["class"]
    by_key = {index.key: index for index in recipe.index}
    marked = pd.Series(False, index=rows.index)
    for cell in matrix.attention:
        row = pd.Series(True, index=rows.index) if cell.row == "*" else rows == _label(by_key[matrix.rows], cell.row)
        column = (
            pd.Series(True, index=rows.index)
            if cell.column == "*"
            else columns == _label(by_key[matrix.columns], cell.column)
        )
        marked |= row & column
    return pd.DataFrame({"row": rows, "column": columns, "group": rows + " / " + columns, "attention": marked})


def _label(index: Index, name: str) -> str:
    """Return the label, in the language in force, of the class that the file calls ``name`` in any language."""
    for label in index.classes.labels if index.classes else ():
        if name == label or (isinstance(label, dict) and name in label.values()):
            return worded(label)
    raise StudyError(say("recipes.fault.attention", found=name, index=index.key))


def _notes(recipe: MonitorRecipe) -> tuple[str, ...]:
    notes = [worded(recipe.caution)] if recipe.caution else []
    origin = [worded(entry.label) or entry.key for entry in recipe.indicators if entry.describes_origin]
    if origin:
        notes.append(say("recipes.origin", indicators=join(origin)))
    return tuple(notes)
