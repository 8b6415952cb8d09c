"""A typology by rules: assignment, reasons, and which memberships are not certain."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.registry import unknown_name
from districtanalysis.domain.study import worded
from districtanalysis.domain.typology import Typology
from districtanalysis.errors import StudyError
from districtanalysis.language import join, number, say, span
from districtanalysis.typology.model import rules_model
from districtanalysis.typology.need import need
from districtanalysis.typology.options import Feature, Rule, Special, TypesOptions
from districtanalysis.typology.prepare import Dropped, population, small_districts
from districtanalysis.typology.profile import apart_words, profiles
from districtanalysis.typology.recipe import recipe
from districtanalysis.typology.rules import Doubt, assign, doubts, reason, resolve, rounding_doubts


def form_by_rules(table: IndicatorTable, options: TypesOptions) -> Typology:
    """Return the types that the study's rules give; numbers follow the order of the rules.

    Raises ``StudyError`` for a feature or district that the data do not hold.
    """
    double = table.frame.index[table.frame.index.duplicated()]
    if len(double):
        raise StudyError(say("typology.district_twice", names=join(dict.fromkeys(map(str, double)))))
    small = small_districts(table, options)
    values = table.frame.drop(index=[part.name for part in small])
    rules = resolve(options.rule, values)
    assigned = assign(values, rules)
    features = _features(options, rules)
    frame = _frame(table, assigned, rules, small)
    found = _doubts(table, options, rules, assigned)
    frame = _marked(frame, table, options, found, rounding_doubts(table, rules, assigned))
    labels = frame["type"].dropna().astype("int64")
    profile = profiles(values[[feature.key for feature in features]], labels, table)
    axes = need(table, labels, options)

    return Typology(
        frame=frame,
        types=_types(frame, profile, table, options, rules),
        profiles=profile,
        matrix=values.loc[labels.index, [feature.key for feature in features]],
        model=rules_model(table, options, rules, frame, features),
        need=axes,
        remarks=_remarks(found, table),
        recipe=recipe(options),
    )


def _features(options: TypesOptions, rules: Sequence[Rule]) -> list[Feature]:
    """Return the features that the rules use, with the labels of the study where it names them."""
    named = {feature.key: feature for feature in options.feature}
    used = dict.fromkeys(condition.feature for rule in rules for condition in rule.when)
    return [named.get(key, Feature(key=key)) for key in used]


def _frame(table: IndicatorTable, assigned: pd.Series, rules: Sequence[Rule], small: Sequence[Dropped]) -> pd.DataFrame:
    by_key = {rule.key: (i + 1, rule) for i, rule in enumerate(rules)}
    left_out = {part.name: part.words for part in small}
    rows: list[tuple[object, str | None, str, str]] = []
    for district in table.frame.index:
        key = assigned.get(district)
        if key is None:
            words = left_out.get(str(district)) or _no_rule(table, str(district), rules)
            rows.append((pd.NA, None, "not_typed", words))
            continue
        position, rule = by_key[str(key)]
        rows.append((position, worded(rule.name), "typed", reason(rule, table.frame.loc[district], table)))
    columns = ["type", "type_name", "status", "reason"]
    frame = pd.DataFrame(rows, index=table.frame.index, columns=columns).astype({"type": "Int64"})
    frame.insert(0, "name", table.names.reindex(frame.index).astype(object))
    for column in ("distance", "margin", "certainty"):
        frame[column] = np.nan
    frame["next_type"] = pd.array([pd.NA] * len(frame), dtype="Int64")
    frame["uncertain"], frame["note"] = False, ""
    return frame


def _no_rule(table: IndicatorTable, district: str, rules: Sequence[Rule]) -> str:
    used = dict.fromkeys(condition.feature for rule in rules for condition in rule.when)
    gaps = [table.label(key) for key in used if pd.isna(table.frame.loc[district, key])]
    name = str(table.names.get(district, district))
    if gaps:
        return Dropped(name, "gap", (("features", join(gaps)),)).words
    return Dropped(name, "unmatched").words


def _doubts(
    table: IndicatorTable, options: TypesOptions, rules: Sequence[Rule], assigned: pd.Series
) -> tuple[Doubt, ...]:
    return () if options.uncertainty is None else doubts(table, rules, assigned.dropna(), options.uncertainty)


def _marked(
    frame: pd.DataFrame, table: IndicatorTable, options: TypesOptions, found: Sequence[Doubt], rounded: Sequence[str]
) -> pd.DataFrame:
    """Return the frame with uncertain memberships and the notes that belong to districts."""
    notes: dict[str, list[str]] = {str(district): [] for district in frame.index}
    for doubt in found:
        if doubt.uncertain:
            words = {"feature": table.label(doubt.feature), "span": span(doubt.low, doubt.high, 2)}
            notes[doubt.district].append(say("typology.uncertain", count=number(doubt.count), **words))
    for district in rounded:
        notes[district].append(say("typology.uncertain_rounding"))
    uncertain = [doubt.district for doubt in found if doubt.uncertain] + list(rounded)
    for special in options.special:
        notes[_district(special, table)].append(worded(special.note))
    frame["uncertain"] = frame.index.isin(uncertain)
    frame["note"] = [" ".join(notes[str(district)]) for district in frame.index]
    return frame


def _district(special: Special, table: IndicatorTable) -> str:
    names = {str(name): str(district) for district, name in table.names.items()}
    known = {str(district) for district in table.frame.index}
    if special.district in known:
        return special.district
    if special.district not in names:
        raise StudyError(unknown_name("typology", special.district, sorted(names)))
    return names[special.district]


def _types(
    frame: pd.DataFrame, profile: pd.DataFrame, table: IndicatorTable, options: TypesOptions, rules: Sequence[Rule]
) -> pd.DataFrame:
    residents = population(table, options)
    typed = frame["type"].dropna()
    rows = []
    for position, rule in enumerate(rules, start=1):
        inside = typed.index[typed == position]
        if not len(inside):
            continue
        rows.append(
            {
                "type": position,
                "name": worded(rule.name),
                "districts": len(inside),
                "residents": float(residents.reindex(inside).sum(min_count=1)),
                "features": apart_words(profile[profile["type"] == position], table),
                "typical": [str(frame.loc[district, "name"]) for district in inside],
                "atypical": [],
            }
        )
    columns = ["type", "name", "districts", "residents", "features", "typical", "atypical"]
    result = pd.DataFrame(rows, columns=columns).set_index("type")
    result["share"] = result["residents"] / residents.reindex(typed.index).sum(min_count=1) * 100
    return result


def _remarks(found: Sequence[Doubt], table: IndicatorTable) -> tuple[str, ...]:
    close = [doubt for doubt in found if doubt.close]
    if not close:
        return ()
    parts = [
        say(
            "typology.close_part",
            name=table.names[doubt.district],
            value=number(doubt.value, 2),
            span=span(doubt.low, doubt.high, 2),
            count=number(doubt.count),
        )
        for doubt in close
    ]
    return (say("typology.close", districts="; ".join(parts)),)
