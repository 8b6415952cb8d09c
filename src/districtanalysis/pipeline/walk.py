"""One value walked back: fit -> criterion -> indicator -> figures -> cells, as a tree."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterator

import pandas as pd

from districtanalysis.domain.data import DistrictData, cell_name
from districtanalysis.domain.display import Tree
from districtanalysis.domain.indicator import Indicator
from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.ranking import Plan, Ranking
from districtanalysis.domain.study import IndicatorChoice, worded
from districtanalysis.domain.variables import codebook, codebooks, kind_label, variables
from districtanalysis.language import date, number, percent, say, span
from districtanalysis.scoring.aggregate import AGGREGATIONS
from districtanalysis.scoring.normalise import NORMALISATIONS
from districtanalysis.scoring.score import indicator_weights

MISSING = "–"
_INNER_QUOTES = str.maketrans("„“”", "‚‘’")


def fit_tree(ranking: Ranking, data: DistrictData, district: str) -> Tree:
    """Return the fit of ``district`` with everything it rests on, down to the cells."""
    row = ranking.frame.loc[district]
    shares = ranking.plan.criterion_shares()
    words = {
        "name": row["name"],
        "fit": number(row["fit"], 1),
        "rank": number(row["rank"], None),
        "count": len(ranking.frame),
    }
    children = [_criterion(ranking, data, district, key, shares[key]) for key in ranking.plan.criteria]
    values = {"fit": float(row["fit"]), "rank": float(row["rank"])}
    return Tree(say("explain.fit", **words), tuple(children), {"kind": "fit", "district": district, **values})


def indicators_tree(table: IndicatorTable, data: DistrictData, district: str) -> Tree:
    """Return the indicators of ``district`` without scores, down to the cells."""
    children = tuple(indicator_tree(table, data, district, str(key)) for key in table.frame.columns)
    return Tree(
        say("explain.no_score", name=table.names[district]), children, {"kind": "district", "district": district}
    )


def indicator_tree(table: IndicatorTable, data: DistrictData, district: str, key: str, how: str = "") -> Tree:
    """Return one indicator of ``district`` with its formula and figures; ``how`` says how it is used."""
    entry = table.indicators[key]
    value = float(table.frame.loc[district, key])
    text = say("explain.indicator", label=entry.label, value=_value(table, district, key), how=how)
    data_of = {
        "kind": "indicator",
        "district": district,
        "indicator": key,
        "value": value,
        "unit": entry.unit,
        "source": entry.source,
    }
    return Tree(text.strip(), (_formula(table, data, district, entry),), data_of)


def scored_tree(ranking: Ranking, data: DistrictData, district: str, key: str) -> Tree:
    """Return one scored indicator: normalised value, goalposts, direction, weight, contribution."""
    criterion, choice, share = ranking.plan.scored()[key]
    points = float(ranking.normalised.loc[district, key])
    steps = adjustments(ranking, district, key)
    bounded = NORMALISATIONS[choice.normalisation or ranking.plan.normalisation].bounded or "scores_moved" in steps
    parts = [
        say(
            f"explain.{'normalised' if bounded else 'scored'}", points=number(points, 1), scale=_scale(choice, ranking)
        ),
        *steps.values(),
        say(f"rank.use.{choice.direction}"),
        say("explain.share", share=percent(share * 100, 0), criterion=ranking.plan.criterion_label(criterion)),
    ]
    if len(ranking.contributions.columns):
        parts.append(say("explain.contribution", points=number(float(ranking.contributions.loc[district, key]), 2)))
    if worded(choice.why):
        parts.append(worded(choice.why).rstrip("."))
    tree = indicator_tree(ranking.table, data, district, key, how=f"→ {'; '.join(parts)}")
    weight = float(indicator_weights(ranking.plan)[key])
    return Tree(tree.text, tree.children, {**tree.data, "normalised": points, "weight": weight, "adjusted": [*steps]})


def adjustments(ranking: Ranking, district: str, key: str) -> dict[str, str]:
    """Return in words, by rule, what happened to one score that is more than its scale: middle, move, floor."""
    plan = ranking.plan
    _, choice, _ = plan.scored()[key]
    scale = plan.normalisation if choice.normalisation is None else choice.normalisation
    words: dict[str, str] = {}
    # a middle is that of one indicator, a move that of all
    rules = {finding.rule for finding in ranking.findings if finding.variable in {"", key}}
    if "constant_middle" in rules:
        words["constant_middle"] = say("explain.constant_middle")
    if "scores_moved" in rules:
        mean = AGGREGATIONS[next(name for name in (plan.within, plan.between) if _needs_positive(plan, name))].label
        how = "lifted" if NORMALISATIONS[scale].bounded else "stretched"
        words["scores_moved"] = say(f"explain.{how}", mean=mean)
    return words | _raised(plan, plan.within, float(ranking.normalised.loc[district, key]))


def _needs_positive(plan: Plan, mean: str) -> bool:
    return AGGREGATIONS[mean].positive and "floor" not in plan.parameters_of(mean)


def _raised(plan: Plan, mean: str, score: float) -> dict[str, str]:
    """Return the words for a score that a mean counts as its floor; nothing for others."""
    floor = plan.parameters_of(mean).get("floor")
    if not isinstance(floor, int | float) or score >= floor:
        return {}
    words = {"mean": AGGREGATIONS[mean].label, "floor": number(float(floor), None)}
    return {"raised_to_floor": say("explain.raised", **words)}


def _criterion(ranking: Ranking, data: DistrictData, district: str, key: str, share: float) -> Tree:
    value = float(ranking.frame.loc[district, key])
    scored = [name for name, (criterion, _, _) in ranking.plan.scored().items() if criterion == key]
    context = [c.key for c in ranking.plan.criteria[key].indicator if c.weight == 0 and c.key in ranking.table.frame]
    children = [scored_tree(ranking, data, district, name) for name in scored]
    children += [
        indicator_tree(ranking.table, data, district, name, how=f"({say('rank.use.context')})") for name in context
    ]
    words = {"label": ranking.plan.criterion_label(key), "value": number(value, 1), "share": percent(share * 100, 1)}
    rule = "explain.criterion_additive" if len(ranking.contributions.columns) else "explain.criterion"
    steps = _raised(ranking.plan, ranking.plan.between, value)
    text = "; ".join([say(rule, points=number(value * share, 2), **words), *steps.values()])
    data_of = {"kind": "criterion", "criterion": key, "value": value, "weight": share, "adjusted": [*steps]}
    return Tree(text, tuple(children), data_of)


def _scale(choice: IndicatorChoice, ranking: Ranking) -> str:
    method = choice.normalisation or ranking.plan.normalisation
    label = say(f"normalisations.{method}.label")
    if choice.goalposts is None or method != "goalposts":
        return label
    low, high = (number(float(end), None) for end in choice.goalposts)
    return say("explain.goalposts", low=low, high=high)


def _value(table: IndicatorTable, district: str, key: str) -> str:
    entry, value = table.indicators[key], float(table.frame.loc[district, key])
    text = number(value, entry.decimals)
    qualifier = str(table.qualifier.loc[district, key])
    if qualifier == "at_least":
        return f"{say('rank.mark.at_least')} {text}"
    ends = [float(bounds.loc[district, key]) for bounds in (table.low, table.high)]
    if len({number(end, entry.decimals) for end in ends}) == 1 or not all(map(math.isfinite, ends)):
        return text
    return f"{text} ({span(ends[0], ends[1], entry.decimals)})"


def _formula(table: IndicatorTable, data: DistrictData, district: str, entry: Indicator) -> Tree:
    used = table.figures.get((district, entry.key), {})
    frame = table.observations.frame.set_index("figure_id", drop=False)
    figures = [figure for ids in used.values() for figure in ids]
    children = tuple(_figure(data, table, frame, figure) for figure in dict.fromkeys(figures))
    text = say("explain.formula", formula=entry.short)
    return Tree(text, children, {"kind": "formula", "formula": entry.short, "source": entry.source})


def _figure(data: DistrictData, table: IndicatorTable, frame: pd.DataFrame, figure: int) -> Tree:
    row = frame.loc[figure]
    inputs = table.observations.lineage
    parents = inputs.loc[inputs["figure_id"] == figure, "input_id"]
    children = tuple(_figure(data, table, frame, int(parent)) for parent in parents)
    label = variables()[str(row["variable"])].label
    place = _place(data, row)
    if children:
        interval = span(float(row["low"]), float(row["high"]))
        text = say("explain.derived", label=label, value=_shown(row), interval=interval)
    else:
        how = ", ".join(_remarks(row))
        text = say(
            "explain.figure", label=_labelled(label, row), value=_shown(row), place=f"{place} ({how})" if how else place
        )
    return Tree(text, children, {"kind": "figure", "variable": str(row["variable"]), **_cell(data, row)})


def _labelled(label: str, row: pd.Series) -> str:
    return f"{label}, {kind_label(str(row['kind']))}" if isinstance(row["kind"], str) else label


def _shown(row: pd.Series) -> str:
    variable = str(row["variable"])
    if variable in codebooks() and pd.notna(row["value"]):
        step = int(row["value"])
        return f"{step} ({codebook(variable).step_label(step)})"
    if row["qualifier"] == "present":
        return say("explain.present")
    return number(float(row["value"]), max(int(row["decimals"]), 0)) if pd.notna(row["value"]) else MISSING


def _place(data: DistrictData, row: pd.Series) -> str:
    if not isinstance(row["source"], str):
        return MISSING
    sheet = say("finding.place.sheet", sheet=row["sheet"]) if isinstance(row["sheet"], str) else ""
    cell = cell_name(int(row["row"]), int(row["column"]))
    return ", ".join(part for part in (data.source(row["source"]).file, sheet, cell) if part)


def _remarks(row: pd.Series) -> Iterator[str]:
    """Yield what must be known about a figure: its date, its printed form, its evidence."""
    if variables()[str(row["variable"])].caseload and not isinstance(row["date"], str):
        yield say("explain.no_date")
    elif isinstance(row["date"], str):
        yield say("explain.date", date=date(dt.date.fromisoformat(row["date"])))
    if isinstance(row["text"], str) and not _says_the_same(row["text"], float(row["value"]), int(row["decimals"])):
        yield say("explain.printed", text=row["text"].translate(_INNER_QUOTES))


def _says_the_same(text: str, value: float, decimals: int) -> bool:
    """Return whether a printed text is the number itself, whatever its signs between thousands."""
    digits = re.sub(r"[^\d]", "", text)
    return not re.search(r"[^\d\s.,'\u2019%]", text) and digits == re.sub(r"\D", "", f"{value:.{max(decimals, 0)}f}")


def _cell(data: DistrictData, row: pd.Series) -> dict[str, object]:
    known = isinstance(row["source"], str)
    return {
        "value": float(row["value"]),
        "low": float(row["low"]),
        "high": float(row["high"]),
        "status": str(row["status"]),
        "qualifier": str(row["qualifier"]),
        "text": row["text"] if isinstance(row["text"], str) else "",
        "file": data.source(row["source"]).file if known else "",
        "sheet": row["sheet"] if isinstance(row["sheet"], str) else "",
        "cell": cell_name(int(row["row"]), int(row["column"])),
        "date": row["date"] if isinstance(row["date"], str) else "",
    }
