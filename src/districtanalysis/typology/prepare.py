"""From an indicator table to the scaled matrix that types are formed in: who takes part, and with which features."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.registry import unknown_name
from districtanalysis.domain.study import worded
from districtanalysis.errors import MethodError, MissingValueError, StudyError
from districtanalysis.language import join, number, say
from districtanalysis.methods.scaling import ColumnScale, FloatArray, fit_scale
from districtanalysis.typology.options import Feature, TypesOptions

NEAR_CONSTANT = 0.01


@dataclass(frozen=True, slots=True)
class Dropped:
    """A feature or district that takes no part; ``rule`` and ``details`` are worded by ``words``."""

    name: str
    rule: str
    details: tuple[tuple[str, str], ...] = ()
    label: str = ""

    @property
    def words(self) -> str:
        """The reason in the language in force."""
        return say(f"typology.dropped.{self.rule}", name=self.label or self.name, **dict(self.details))


@dataclass(frozen=True, slots=True)
class Prepared:
    """What types are formed from.

    ``values`` (districts x features, plain units) and ``matrix`` (the same, scaled and weighted) hold the
    districts that take part, in the order of their ids; ``scales`` and ``weights`` are by feature;
    ``left_out`` and ``screened`` say who and what takes no part; ``filled`` lists imputed values.
    """

    values: pd.DataFrame
    matrix: pd.DataFrame
    features: tuple[Feature, ...]
    scales: tuple[ColumnScale, ...]
    weights: tuple[float, ...]
    left_out: tuple[Dropped, ...] = ()
    screened: tuple[Dropped, ...] = ()
    filled: tuple[Dropped, ...] = ()

    def place(self, values: pd.DataFrame) -> FloatArray:
        """Return further districts (districts x features, plain units) in the scaled space."""
        columns = [
            scale.apply(values[feature.key]) * np.sqrt(weight)
            for feature, scale, weight in zip(self.features, self.scales, self.weights, strict=True)
        ]
        return np.column_stack(columns)


def prepare(table: IndicatorTable, options: TypesOptions) -> Prepared:
    """Return the scaled matrix of the districts that take part.

    Order of the rules: unique ids; small population; missing values after the named policy; screening of
    features (constant, nearly constant, correlated above the threshold); transform, scaling and weights.
    Raises ``StudyError`` for unknown features or double districts, ``MissingValueError`` where missing
    values are refused, ``MethodError`` where nothing is left to form types from.
    """
    _unique(table)
    features = chosen_features(table, options)
    keys = [feature.key for feature in features]
    small = small_districts(table, options)
    values = table.frame[keys].drop(index=[part.name for part in small]).sort_index()
    values, lost, gone, filled = _missing(values, table, options)
    kept = [feature for feature in features if feature.key in values.columns]
    kept, screened = _screen(values, kept, table, options)
    if not kept or values.empty:
        raise MethodError(say("typology.nothing_left", districts=len(values), features=len(kept)))
    kept.sort(key=lambda feature: feature.key)
    return _scaled(
        Prepared(
            values=values[[feature.key for feature in kept]],
            matrix=values,
            features=tuple(kept),
            scales=(),
            weights=_weights(kept, table, options),
            left_out=(*small, *lost),
            screened=(*gone, *screened),
            filled=filled,
        ),
        table,
        options,
    )


def chosen_features(table: IndicatorTable, options: TypesOptions) -> list[Feature]:
    """Return the features of the study, or every column of the table but the population; unknown ones are refused."""
    columns = [str(column) for column in table.frame.columns]
    if not options.feature:
        return [Feature(key=key) for key in columns if key != options.population]
    for feature in options.feature:
        if feature.key not in columns:
            raise StudyError(unknown_name("typology", feature.key, columns))
    return list(options.feature)


def population(table: IndicatorTable, options: TypesOptions) -> pd.Series:
    """Return the residents per district, NaN where the table does not hold them."""
    if options.population in table.frame.columns:
        return table.frame[options.population]
    base = table.base.max(axis=1) if len(table.base.columns) else pd.Series(np.nan, index=table.frame.index)
    return base.astype("float64")


def small_districts(table: IndicatorTable, options: TypesOptions) -> tuple[Dropped, ...]:
    """Return the districts below the minimum population, with their number of residents."""
    residents = population(table, options)
    found = residents[residents < options.minimum_population]
    limit = number(options.minimum_population)
    return tuple(
        Dropped(str(name), "small", (("residents", number(count)), ("limit", limit)), str(table.names[name]))
        for name, count in found.items()
    )


def _unique(table: IndicatorTable) -> None:
    double = table.frame.index[table.frame.index.duplicated()]
    if len(double):
        raise StudyError(say("typology.district_twice", names=join(dict.fromkeys(map(str, double)))))


def _missing(
    values: pd.DataFrame, table: IndicatorTable, options: TypesOptions
) -> tuple[pd.DataFrame, tuple[Dropped, ...], tuple[Dropped, ...], tuple[Dropped, ...]]:
    """Return the values without gaps, and which districts, features and cells that concerned."""
    holes = values.isna() | np.isinf(values)
    if not holes.to_numpy().any():
        return values, (), (), ()
    if options.missing == "refuse":
        where = [f"{table.names[d]} ({_labels(table, row)})" for d, row in holes[holes.any(axis=1)].iterrows()]
        raise MissingValueError(say("typology.missing_refused", where="; ".join(where)))
    clean = values.mask(holes)
    empty = [key for key in clean.columns if clean[key].isna().all()]
    if options.missing == "leave_out_indicator":
        empty = [key for key in clean.columns if holes[key].any()]
    gone = tuple(Dropped(table.label(key), "missing", (("count", str(int(holes[key].sum()))),)) for key in empty)
    clean, holes = clean.drop(columns=empty), holes.drop(columns=empty)
    if options.missing == "median":
        cells = [(str(d), key) for d, key in zip(*np.nonzero(holes.to_numpy()), strict=True)]
        filled = tuple(
            Dropped(
                str(clean.index[int(d)]),
                "filled",
                (("feature", table.label(clean.columns[int(k)])),),
                str(table.names[clean.index[int(d)]]),
            )
            for d, k in cells
        )
        return clean.fillna(clean.median()), (), gone, filled
    gaps = holes[holes.any(axis=1)]
    lost = tuple(
        Dropped(str(d), "gap", (("features", _labels(table, row)),), str(table.names[d])) for d, row in gaps.iterrows()
    )
    return clean.drop(index=gaps.index), lost, gone, ()


def _labels(table: IndicatorTable, row: pd.Series) -> str:
    return join(table.label(str(key)) for key in row.index[row])


def _screen(
    values: pd.DataFrame, features: list[Feature], table: IndicatorTable, options: TypesOptions
) -> tuple[list[Feature], tuple[Dropped, ...]]:
    """Return the features that tell districts apart; correlated pairs are named, and dropped only if asked."""
    found: list[Dropped] = []
    kept: list[Feature] = []
    for feature in features:
        column = values[feature.key].to_numpy()
        share = _most_common_share(column)
        if len(column) and np.ptp(column) == 0:
            found.append(Dropped(table.label(feature.key), "constant", (("value", number(float(column[0]), None)),)))
        elif len(column) and 1 - share < NEAR_CONSTANT:
            found.append(Dropped(table.label(feature.key), "near_constant", (("share", number(100 * share, 1)),)))
        else:
            kept.append(feature)
    if len(values) < 3:
        return kept, tuple(found)
    correlation = values[[feature.key for feature in kept]].corr().abs()
    gone: set[str] = set()
    for i, first in enumerate(kept):
        for second in kept[i + 1 :]:
            strength = float(correlation.loc[first.key, second.key])
            if strength <= options.correlation or {first.key, second.key} & gone:
                continue
            rule = "correlated" if options.drop_correlated else "correlated_kept"
            details = (("other", table.label(first.key)), ("strength", number(strength, 2)))
            found.append(Dropped(table.label(second.key), rule, details))
            if options.drop_correlated:
                gone.add(second.key)
    return [feature for feature in kept if feature.key not in gone], tuple(found)


def _most_common_share(column: FloatArray) -> float:
    if not len(column):
        return 0.0
    return float(np.unique(column, return_counts=True)[1].max() / len(column))


def _weights(features: Sequence[Feature], table: IndicatorTable, options: TypesOptions) -> tuple[float, ...]:
    """Return the weight of each feature; a theme with a weight shares it among its features."""
    themes = [_theme(feature, table) for feature in features]
    unknown = next((theme for theme in options.theme_weight if theme not in themes), None)
    if unknown is not None:
        raise StudyError(unknown_name("typology", unknown, sorted(set(themes))))
    totals = {
        theme: sum(f.weight for f, other in zip(features, themes, strict=True) if other == theme) for theme in themes
    }
    return tuple(
        feature.weight * options.theme_weight[theme] / totals[theme]
        if theme in options.theme_weight
        else feature.weight
        for feature, theme in zip(features, themes, strict=True)
    )


def _theme(feature: Feature, table: IndicatorTable) -> str:
    return feature.theme or (table.indicators[feature.key].theme if feature.key in table.indicators else "")


def _scaled(prepared: Prepared, table: IndicatorTable, options: TypesOptions) -> Prepared:
    scales = []
    for feature in prepared.features:
        transform = feature.transform or options.transform
        try:
            scales.append(fit_scale(prepared.values[feature.key], transform=transform, scaling=options.scaling))
        except MethodError as error:
            label = worded(feature.label) or table.label(feature.key)
            raise MethodError(say("typology.feature_fault", feature=label, fault=error)) from error
    ready = replace(prepared, scales=tuple(scales))
    matrix = ready.place(ready.values)
    frame = pd.DataFrame(matrix, index=ready.values.index, columns=ready.values.columns)
    return replace(ready, matrix=frame)
