"""Indicator sheets: definition, unit, direction, goalposts, weight and reason, one small table each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from districtanalysis.domain.display import Column, Table
from districtanalysis.domain.indicator import Indicator
from districtanalysis.domain.ranking import Ranking
from districtanalysis.domain.study import IndicatorChoice, worded
from districtanalysis.language import current, number, percent, say


def indicator_sheets(indicators: Sequence[Indicator], ranking: Ranking | None = None) -> Iterator[Table]:
    """Yield one table per indicator; with a ranking also how it is used there, the scored ones first."""
    scored = ranking.plan.scored() if ranking is not None else {}
    ordered = sorted(
        indicators, key=lambda entry: list(scored).index(entry.key) if entry.key in scored else len(scored)
    )
    columns = (
        Column("item", say("report_blocks.column.item")),
        Column("text", say("report_blocks.column.text"), wide=True),
    )
    for entry in ordered:
        rows = [(say("report_blocks.sheet.formula"), entry.short)]
        if entry.unit_label:
            rows.append((say("report_blocks.sheet.unit"), entry.unit_label))
        rows += list(_use(entry.key, ranking))
        if entry.source and current() == "en":  # definitions are stated in English
            rows.append((say("report_blocks.sheet.source"), entry.source))
        if entry.describes_origin:
            rows.append((say("report_blocks.sheet.note"), say("rank.nationality_context")))
        yield Table(f"sheet_{entry.key}", entry.label, columns, tuple(rows))


def _use(key: str, ranking: Ranking | None) -> Iterator[tuple[str, str]]:
    if ranking is None:
        return
    plan = ranking.plan
    choice = next((c for criterion in plan.criteria.values() for c in criterion.indicator if c.key == key), None)
    if key in plan.scored():
        criterion, used, share = plan.scored()[key]
        words = {"criterion": plan.criterion_label(criterion), "share": percent(100 * share, 0)}
        yield say("report_blocks.sheet.use"), say("report_blocks.sheet.scored", **words)
        yield say("report_blocks.sheet.direction"), say(f"rank.use.{used.direction}")
        yield say("report_blocks.sheet.scale"), _scale(used, plan.normalisation)
    else:
        yield say("report_blocks.sheet.use"), say("rank.use.context")
    if choice is not None and worded(choice.why):
        yield say("report_blocks.column.why"), worded(choice.why)


def _scale(choice: IndicatorChoice, normalisation: str) -> str:
    method = choice.normalisation or normalisation
    label = say(f"normalisations.{method}.label")
    if method != "goalposts" or choice.goalposts is None:
        return label
    low, high = (number(end, None) for end in choice.goalposts)
    return say("report_blocks.sheet.goalposts", scale=label, low=low, high=high)
