"""The saved model: what a later year or another district is placed with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.study import worded
from districtanalysis.domain.typology import TypeModel
from districtanalysis.language import LANGUAGES, using
from districtanalysis.methods.scaling import ColumnScale
from districtanalysis.typology.cluster import Grouping
from districtanalysis.typology.options import Feature, Rule, TypesOptions
from districtanalysis.typology.prepare import Prepared
from districtanalysis.typology.recipe import versions


def cluster_model(
    table: IndicatorTable,
    options: TypesOptions,
    prepared: Prepared,
    grouping: Grouping,
    names: Mapping[int, str],
    frame: pd.DataFrame,
) -> TypeModel:
    """Return the model of a typology by centres; ``spread`` is the 95 % quantile of its districts' distances."""
    typed = frame[frame["status"] == "typed"]
    features = [
        {**_feature(feature, table), **scale.to_dict(), "weight": weight}
        for feature, scale, weight in zip(prepared.features, prepared.scales, prepared.weights, strict=True)
    ]
    types = []
    for position, centre in enumerate(grouping.centres):
        distances = typed.loc[typed["type"] == position + 1, "distance"].astype("float64")
        types.append(
            {
                "number": position + 1,
                "key": f"type_{position + 1}",
                "name": _both(options.names, position, names[position + 1]),
                "size": len(distances),
                "centre": [float(value) for value in centre],
                "spread": float(np.quantile(distances, 0.95)) if len(distances) else 0.0,
            }
        )
    return TypeModel(
        method=options.method,
        features=tuple(features),
        types=tuple(types),
        minimum_population=options.minimum_population,
        population=options.population,
        versions=versions(),
    )


def rules_model(
    table: IndicatorTable,
    options: TypesOptions,
    rules: Sequence[Rule],
    frame: pd.DataFrame,
    features: Sequence[Feature],
) -> TypeModel:
    """Return the model of a typology by rules, with quantiles already replaced by their values."""
    types = [
        {"number": i + 1, "key": rule.key, "name": _words(rule), "size": int((frame["type"] == i + 1).sum())}
        for i, rule in enumerate(rules)
    ]
    kept = [
        {"key": rule.key, "when": [condition.model_dump(exclude_none=True) for condition in rule.when]}
        for rule in rules
    ]
    return TypeModel(
        method="rules",
        features=tuple({**_feature(f, table), **ColumnScale().to_dict(), "weight": f.weight} for f in features),
        types=tuple(types),
        rules=tuple(kept),
        minimum_population=options.minimum_population,
        population=options.population,
        versions=versions(),
    )


def _feature(feature: Feature, table: IndicatorTable) -> dict[str, object]:
    known = table.indicators.get(feature.key)
    return {
        "key": feature.key,
        "label": worded(feature.label) or table.label(feature.key),
        "unit": known.unit if known is not None else "",
        "definition": known.source if known is not None else "",
    }


def _both(given: Sequence[object], position: int, name: str) -> object:
    words = given[position] if position < len(given) else name
    return dict(words) if isinstance(words, Mapping) else name


def _words(rule: Rule) -> dict[str, str]:
    found = {}
    for code in LANGUAGES:
        with using(code):
            found[code] = worded(rule.name)
    return found
