"""What the workshop page holds: figures, criteria, texts in both languages, as plain data for its script."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

import numpy as np
import pandas as pd

from districtanalysis.domain.areas import Areas
from districtanalysis.domain.data import SourceRecord
from districtanalysis.domain.ranking import Plan, Ranking
from districtanalysis.domain.study import IndicatorChoice, Study, worded
from districtanalysis.language import LANGUAGES, date, join, say, using
from districtanalysis.language.texts import section
from districtanalysis.report.ranking_page import small_words, standing
from districtanalysis.report.remarks import remarks_of
from districtanalysis.report.toml_text import toml_text
from districtanalysis.report.workshop_map import map_data

METHODS = frozenset({"goalposts", "min_max", "z_score", "rank"})
MEANS = frozenset({"arithmetic", "geometric"})
_READABLE = 20  # below this number of districts the figures stay readable in the file
MARKED = ("at_least", "at_most", "about")


def workshop_data(
    ranking: Ranking, study: Study, sources: Sequence[SourceRecord], areas: Areas | None = None
) -> dict[str, object]:
    """Return everything that the page needs, as dicts and lists of JSON.

    Districts stand in the order of their names, which is the order of ties. Values keep all their digits. ``fixed``
    holds the result where the page cannot compute the recipe itself.
    """
    districts = _districts(ranking)
    ids = [str(name) for name in districts.index]
    criteria = list(ranking.plan.criteria)
    choices = [(i, choice) for i, key in enumerate(criteria) for choice in _shown(ranking, key)]
    indicators = [_indicator(ranking, ids, i, choice) for i, choice in choices]
    data: dict[str, object] = {
        "count": len(ids),
        "names": districts.tolist(),
        "criteria": [_criterion(ranking.plan, key) for key in criteria],
        "indicators": indicators,
        "method": _method(ranking.plan),
        "presets": [_preset(ranking.plan, key) for key in ranking.plan.presets],
        "map": None if areas is None else map_data(areas, ids),
        "excluded": [] if computable(ranking.plan) else _excluded(ranking),
        "left_out": _left_out(ranking, ids) if computable(ranking.plan) else {},
        "fixed": None if computable(ranking.plan) else _fixed(ranking, ids, indicators),
        "toml": {"head": toml_text(_head(study))},
    }
    shown = [str(name) for name in ranking.frame.index]
    told = words(
        study,
        sources,
        title=lambda: _title(ranking),
        standing=lambda: [[block.tone, block.text] for block in standing(ranking)],
        remarks=lambda: _remarks(ranking, shown),
    )
    return {**data, **told, "digest": digest(data)}


def computable(plan: Plan) -> bool:
    """Return whether the page can compute ``plan`` itself: its scales and means are among those it knows, as they are.

    >>> from districtanalysis.domain.study import Criterion, IndicatorChoice
    >>> criteria = {"a": Criterion(label="A", indicator=(IndicatorChoice(key="x"),))}
    >>> computable(Plan(criteria)), computable(Plan(criteria, between="copeland"))
    (True, False)
    """
    scales = {choice.normalisation or plan.normalisation for _, choice, _ in plan.scored().values()}
    known = {*scales, plan.normalisation} <= METHODS and {plan.within, plan.between} <= MEANS
    return known and not plan.methods() & set(plan.parameters)


def column(values: Sequence[float]) -> list[float | int | None] | str:
    """Return ``values`` for JSON: a list with null where one is missing, or base64 of doubles where that is shorter.

    >>> column([1.0, float("nan"), 0.25])
    [1, None, 0.25]
    """
    plain = [None if np.isnan(v) else int(v) if float(v).is_integer() and abs(v) < 1e15 else float(v) for v in values]
    if len(plain) < _READABLE:
        return plain
    packed = base64.b64encode(np.asarray(values, dtype="<f8").tobytes()).decode()
    return packed if len(packed) < len(json.dumps(plain, separators=(",", ":"))) else plain


def _districts(ranking: Ranking) -> pd.Series:
    """Return the names of all candidates by id, those without a score included, in the order of the names."""
    ids = [*ranking.frame.index, *ranking.excluded.index]
    names = ranking.table.names.loc[ids].astype(str)
    return names.iloc[np.lexsort((names.index.astype(str), names.to_numpy(dtype=str)))]


def _shown(ranking: Ranking, criterion: str) -> Iterator[IndicatorChoice]:
    """Yield the indicators of a criterion that there are values for."""
    for choice in ranking.plan.criteria[criterion].indicator:
        if choice.key in ranking.table.frame.columns and (choice.weight > 0 or computable(ranking.plan)):
            yield choice


def _criterion(plan: Plan, key: str) -> dict[str, object]:
    criterion = plan.criteria[key]
    return {"key": key, "label": criterion.label, "weight": criterion.weight, "why": criterion.why}


def _indicator(ranking: Ranking, ids: list[str], criterion: int, choice: IndicatorChoice) -> dict[str, object]:
    table = ranking.table
    values = table.frame.loc[ids, choice.key].to_numpy(dtype=np.float64)
    qualifiers = table.qualifier.loc[ids, choice.key].tolist()
    known = table.indicators.get(choice.key)
    return {
        "key": choice.key,
        "criterion": criterion,
        "label": _in_both(lambda: table.label(choice.key)),
        "decimals": known.decimals if known is not None else 2,
        "direction": choice.direction,
        "weight": choice.weight,
        "goalposts": list(choice.goalposts) if choice.goalposts else None,
        "normalisation": choice.normalisation,
        "why": choice.why,
        "lock": _lock(ranking, ids, choice, values),
        "values": column(values.tolist()),
        "marks": {str(i): str(mark) for i, mark in enumerate(qualifiers) if mark in MARKED},
    }


def _lock(ranking: Ranking, ids: list[str], choice: IndicatorChoice, values: np.ndarray) -> str:
    """Return why an indicator that only informs must not be given a weight on the page; "" where it may."""
    if choice.weight > 0:
        return ""
    known = ranking.table.indicators.get(choice.key)
    if known is not None and known.describes_origin:
        return "origin"
    by_rule = {name for name, entry in ranking.left_out.items() if entry.rule != "gaps"}
    gaps = np.isnan(values[[name not in by_rule for name in ids]])
    return "missing" if gaps.all() or (gaps.any() and ranking.plan.missing != "leave_out_district") else ""


def _method(plan: Plan) -> dict[str, object]:
    names = ("normalisation", "within", "between", "ties", "missing", "seed")
    rules = plan.exclude.model_dump(exclude_none=True, exclude_defaults=True)
    return {name: getattr(plan, name) for name in names} | ({"exclude": rules} if rules else {})


def _preset(plan: Plan, key: str) -> dict[str, object]:
    preset, criteria = plan.presets[key], list(plan.criteria)
    return {
        "key": key,
        "label": preset.label,
        "why": preset.why,
        "reverse": [criteria.index(name) for name in preset.reverse],
        "weights": {str(criteria.index(name)): weight for name, weight in preset.weights.items()},
    }


def _excluded(ranking: Ranking) -> list[list[object]]:
    return [[str(ranking.table.names[k]), _in_both(partial(str, e.reason))] for k, e in ranking.left_out.items()]


def _left_out(ranking: Ranking, ids: list[str]) -> dict[str, object]:
    """Return, by place, why districts take no part whatever is set on the page; who lacks values, the page sees."""
    by_rule = {name: entry for name, entry in ranking.left_out.items() if entry.rule != "gaps"}
    return {str(ids.index(name)): _in_both(partial(str, entry.reason)) for name, entry in by_rule.items()}


def _fixed(ranking: Ranking, ids: list[str], indicators: Sequence[Mapping[str, object]]) -> dict[str, object]:
    plan, frame = ranking.plan, ranking.frame.reindex(ids)
    shares, scored = plan.criterion_shares(), plan.scored()
    keys = [str(entry["key"]) for entry in indicators]
    scores = ranking.frame[["fit", *plan.criteria]]
    return {
        "fit": column(frame["fit"].tolist()),
        "rank": column(frame["rank"].astype(float).tolist()),
        "criteria": [column(frame[key].tolist()) for key in plan.criteria],
        "shares": list(shares.values()),
        "leaves": [column(ranking.normalised[key].reindex(ids).tolist()) for key in keys],
        "indicator_shares": [shares[scored[key][0]] * scored[key][2] for key in keys],
        "additive": not ranking.contributions.empty,
        "bounded": bool(((scores >= 0) & (scores <= 100)).all(axis=None) and scores.max(axis=None) > 1),
        "words": _in_both(lambda: say("workshop.page.fixed", methods=_methods(plan))),
    }


def _methods(plan: Plan) -> str:
    parts = dict.fromkeys(say(f"aggregations.{key}.label") for key in (plan.within, plan.between))
    return join([say(f"normalisations.{plan.normalisation}.label"), *parts])


def _head(study: Study) -> dict[str, object]:
    """Return the study without what the page writes itself."""
    content = study.model_dump(exclude_unset=True)
    return {key: value for key, value in content.items() if key not in {"criteria", "ranking", "folder", "path"}}


def _remarks(ranking: Ranking, shown: list[str]) -> list[str]:
    small = small_words(ranking, shown)
    found = [f"{one.title} ({one.where})" for one in remarks_of(ranking.findings, shown)]
    return [small, *found] if small else found


def words(
    study: Study,
    sources: Sequence[SourceRecord],
    *,
    title: Callable[[], str],
    standing: Callable[[], object],
    remarks: Callable[[], object],
) -> dict[str, object]:
    """Return the texts of the page in both languages; what is called is called once in each."""
    return {
        "title": _in_both(title),
        "study": _in_both(lambda: " · ".join(part for part in (study.study.city, study.title) if part)),
        "texts": {code: dict(_flat(section(code, "workshop")["page"])) for code in LANGUAGES},
        "standing": _in_both(standing),
        "remarks": _in_both(remarks),
        "sources": _in_both(lambda: [*(_source(record) for record in sources), say("workshop.page.own_calculation")]),
    }


def _title(ranking: Ranking) -> str:
    purpose = worded(ranking.plan.purpose)
    return say("workshop.page.title", purpose=purpose) if purpose else say("workshop.page.title_plain")


def _source(record: SourceRecord) -> str:
    as_of = record.date and say("workshop.page.as_of", date=date(dt.date.fromisoformat(record.date)))
    concept = record.population_concept
    parts = (
        as_of or say("workshop.page.no_date"),
        say("workshop.page.no_concept" if concept == "not_stated" else f"concept.{concept}"),
    )
    title = record.title or record.file
    licence = record.licence or say("workshop.page.not_available")
    return say(
        "workshop.page.source", publisher=record.publisher, title=title, stated=", ".join(parts), licence=licence
    )


def _in_both(make: Callable[[], object]) -> dict[str, object]:
    """Return what ``make`` words, once per language."""
    found = {}
    for code in LANGUAGES:
        with using(code):
            found[code] = make()
    return found


def _flat(node: object, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield from _flat(value, f"{path}.{key}" if path else str(key))
    else:
        yield path, str(node)


def digest(data: Mapping[str, object]) -> str:
    """Return eight letters that tell one state of the figures from another, for links."""
    kept = {key: data[key] for key in ("names", "criteria", "indicators", "method", "presets")}
    return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()[:8]
