"""A ranking as plain data, for JSON."""

from __future__ import annotations

from collections.abc import Sequence

from districtanalysis.domain.data import SourceRecord
from districtanalysis.domain.ranking import Ranking
from districtanalysis.domain.study import worded


def ranking_data(ranking: Ranking, sources: Sequence[SourceRecord]) -> dict[str, object]:
    """Return everything that a ranking says as dicts and lists, without rounding."""
    plan = ranking.plan
    return {
        "schema_version": 1,
        "purpose": worded(plan.purpose),
        "recipe": plan.recipe,
        "method": {
            "normalisation": plan.normalisation,
            "within": plan.within,
            "between": plan.between,
            "ties": plan.ties,
            "missing": plan.missing,
            "constant": plan.constant,
            "zeros": plan.zeros,
            "parameters": {name: dict(plan.parameters[name]) for name in sorted(plan.parameters)},
            "exclude": plan.exclude.model_dump(),
            "criteria": [_criterion(ranking, key) for key in plan.criteria],
        },
        "districts": _districts(ranking),
        "readings": [
            {
                "key": r.key,
                "label": r.label,
                "leaders": list(r.leaders),
                "fit": {str(k): float(v) for k, v in r.fit.items()},
            }
            for r in ranking.readings
        ],
        "dominated": [{"district": d.district, "by": d.by} for d in ranking.dominated],
        "excluded": excluded_data(ranking),
        "findings": [finding.to_dict() for finding in ranking.findings],
        "sources": [
            {
                "id": s.id,
                "file": s.file,
                "title": s.title,
                "publisher": s.publisher,
                "date": s.date,
                "population_concept": s.population_concept,
                "licence": s.licence,
                "sha256": s.digest,
            }
            for s in sources
        ],
    }


def excluded_data(ranking: Ranking) -> list[dict[str, str]]:
    """Return the districts without a score, each with the rule and the reason."""
    return [
        {"district": key, "name": str(ranking.table.names[key]), "rule": entry.rule, "reason": str(entry.reason)}
        for key, entry in ranking.left_out.items()
    ]


def _criterion(ranking: Ranking, key: str) -> dict[str, object]:
    criterion = ranking.plan.criteria[key]
    return {
        "key": key,
        "label": worded(criterion.label),
        "weight": criterion.weight,
        "why": worded(criterion.why),
        "indicators": [
            {
                "key": choice.key,
                "direction": choice.direction,
                "weight": choice.weight,
                "goalposts": list(choice.goalposts) if choice.goalposts else None,
                "why": worded(choice.why),
            }
            for choice in criterion.indicator
        ],
    }


def _districts(ranking: Ranking) -> list[dict[str, object]]:
    rows = ranking.frame.to_dict("index")
    contributions = ranking.contributions.to_dict("index")
    parts = {name: getattr(ranking.table, part).loc[ranking.frame.index].to_dict("index") for name, part in _PARTS}
    return [
        {
            "id": str(name),
            "name": str(row["name"]),
            "rank": float(row["rank"]),
            "fit": float(row["fit"]),
            "criteria": {key: float(row[key]) for key in ranking.plan.criteria},
            "contributions": contributions.get(name, {}),
            "indicators": {
                str(key): {part: values[name][key] for part, values in parts.items()}
                for key in ranking.table.frame.columns
            },
        }
        for name, row in rows.items()
    ]


# What is said about each indicator, and the table of the same shape that holds it.
_PARTS = (
    ("value", "frame"),
    ("low", "low"),
    ("high", "high"),
    ("n", "base"),
    ("status", "status"),
    ("qualifier", "qualifier"),
)
