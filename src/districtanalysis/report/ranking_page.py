"""A ranking as a page: table, reasons, readings, values, remarks, standing sentences, sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from districtanalysis.domain.data import SourceRecord
from districtanalysis.domain.display import Block, Column, Page, Paragraph, Table, Value
from districtanalysis.domain.ranking import Ranking, Reason
from districtanalysis.domain.study import Study, worded
from districtanalysis.language import join, number, percent, say, signed
from districtanalysis.report.ranking_data import ranking_data
from districtanalysis.report.remarks import Remark, numbers, remarks_of
from districtanalysis.report.sources_note import sources_note

_DOMINATED_NAMED = 12
FEW_PERSONS = 300  # below it the monitors of Berlin and Hamburg compute no index
_SMALL_NAMED = 5
_BESIDE, _BESIDE_IN_DOCUMENTS = 6, 4
_REASONS_IN_DOCUMENTS = 10
MARKS = {"at_least": "rank.mark.at_least", "at_most": "rank.mark.at_most", "about": "rank.mark.about"}


def ranking_page(
    ranking: Ranking, sources: Sequence[SourceRecord], study: Study | None = None, *, top: int | None = None
) -> Page:
    """Return the page of ``ranking``; ``top`` keeps the first districts of the table only."""
    shown = list(ranking.frame.index[: top or None])
    remarks = remarks_of(ranking.findings, [str(name) for name in ranking.frame.index])
    purpose = worded(ranking.plan.purpose)
    return Page(
        title=say("rank.title", purpose=purpose) if purpose else say("rank.title_plain"),
        subtitle=study.title if study is not None else "",
        blocks=tuple(_blocks(ranking, shown, remarks, sources)),
        flat=flat_table(ranking, shown, remarks),
        data=ranking_data(ranking, sources),
    )


def _blocks(
    ranking: Ranking, shown: list[str], remarks: list[Remark], sources: Sequence[SourceRecord]
) -> Iterator[Block]:
    yield from ranking_blocks(ranking, shown, remarks, reasons=len(shown), beside=_BESIDE)
    yield from remarks_blocks(remarks)
    yield from standing(ranking)
    yield sources_note(sources)


def ranking_blocks(
    ranking: Ranking,
    shown: list[str],
    remarks: list[Remark],
    *,
    reasons: int = _REASONS_IN_DOCUMENTS,
    beside: int = _BESIDE_IN_DOCUMENTS,
) -> Iterator[Block]:
    """Yield the ranking with its reasons, readings and values, without remarks, standing sentences and sources.

    The first ``reasons`` of the districts ``shown`` get a sentence, ``beside`` stand next to each other in tables.
    """
    yield main_table(ranking, shown, remarks)
    yield from _small(ranking, shown)
    yield from _reasons(ranking, shown[:reasons])
    if len(shown) > reasons:
        yield Paragraph(say("rank.reasons_cut", count=reasons), "note")
    yield from _readings(ranking, beside)
    yield from _dominance(ranking)
    if len(ranking.excluded):
        yield excluded_table(ranking)
    yield values_table(ranking, shown, beside=beside)


def _small(ranking: Ranking, shown: list[str]) -> Iterator[Paragraph]:
    words = small_words(ranking, shown)
    if words:
        yield Paragraph(words, "warning")


def small_words(ranking: Ranking, shown: list[str]) -> str:
    """Return a warning that names the districts of ``shown`` whose rank rests on few persons; "" without any."""
    bases = ranking.table.base.loc[shown].max(axis=1)
    few = [str(name) for name in bases.index[bases < FEW_PERSONS]]
    if not few:
        return ""
    named = [f"{ranking.frame.loc[name, 'name']} ({number(float(bases[name]))})" for name in few[:_SMALL_NAMED]]
    more = [say("rank.small_more", count=len(few) - len(named))] if len(few) > len(named) else []
    return say("rank.small", names=join([*named, *more]), limit=FEW_PERSONS)


def main_table(ranking: Ranking, shown: list[str], remarks: list[Remark]) -> Table:
    """Return rank, district, fit, criteria, residents, the leading context and the marks for remarks."""
    criteria = list(ranking.plan.criteria)
    columns = [
        Column("rank", say("rank.column.rank"), 0),
        Column("district", say("rank.column.district")),
        Column("fit", say("rank.column.fit"), 1),
        *(Column(key, ranking.plan.criterion_label(key), 1) for key in criteria),
        Column("residents", say("rank.column.residents"), 0),
        Column("remarks", say("rank.column.remarks")),
    ]
    rows: list[tuple[Value, ...]] = [
        (
            place(ranking, name),
            str(ranking.frame.loc[name, "name"]),
            *(float(ranking.frame.loc[name, key]) for key in ("fit", *criteria)),
            _base(ranking, name),
            numbers(remarks, name) or say("rank.no_remark"),
        )
        for name in shown
    ]
    return Table("ranking", say("rank.table_title"), tuple(columns), tuple(rows), note=_method(ranking))


def flat_table(ranking: Ranking, shown: list[str], remarks: list[Remark]) -> Table:
    """Return one row per district with everything about it, for CSV: the main table and all indicators.

    Behind the districts ``shown`` stand those without a score, with the reason among the remarks.
    """
    main, values = main_table(ranking, shown, remarks), ranking.table
    keys = [str(key) for key in values.frame.columns]
    columns = tuple(Column(key, values.label(key), _decimals(ranking, key)) for key in keys if key != "residents")
    excluded = ranking.excluded
    unscored = [None] * (1 + len(ranking.plan.criteria))
    rows = [
        *main.rows,
        *(
            (None, str(row["name"]), *unscored, _base(ranking, name), str(row["reason"]))
            for name, row in excluded.iterrows()
        ),
    ]
    everybody = zip([*shown, *excluded.index], rows, strict=True)
    whole = tuple((*row, *(float(values.frame.loc[name, column.key]) for column in columns)) for name, row in everybody)
    return Table("ranking", main.title, (*main.columns, *columns), whole)


def place(ranking: Ranking, district: str) -> Value:
    """Return the rank, or the span of places where districts are tied ("1–2").

    Under the rule "dense" a rank is no place: it is shown as it is.
    """
    rank = ranking.frame.loc[district, "rank"]
    tied = int((ranking.frame["rank"] == rank).sum())
    if tied == 1 or ranking.plan.ties == "dense":
        return int(rank) if float(rank).is_integer() else float(rank)
    first = int((ranking.frame["rank"] < rank).sum()) + 1
    return f"{first}–{first + tied - 1}"


def _base(ranking: Ranking, district: str) -> Value:
    bases = ranking.table.base.loc[district].dropna()
    return float(bases.max()) if len(bases) else None


def _method(ranking: Ranking) -> str:
    plan = ranking.plan
    weights = [
        f"{plan.criterion_label(key)} {percent(share * 100, 0)}" for key, share in plan.criterion_shares().items()
    ]
    methods = {name: say(f"aggregations.{getattr(plan, name)}.label") for name in ("within", "between")}
    ties = say(f"rank.ties.{plan.ties}")
    scale = say(f"normalisations.{plan.normalisation}.label")
    head = f"{say('rank.reading', label=worded(plan.reading))} " if plan.reading else ""
    return head + say("rank.method", weights=join(weights), normalisation=scale, ties=ties, **methods)


def _reasons(ranking: Ranking, shown: list[str]) -> Iterator[Paragraph]:
    heading = say("rank.reasons_heading")
    for reason in ranking.reasons:
        if reason.district in shown:
            yield Paragraph(reason_sentence(ranking, reason), heading=heading)
            heading = ""


def reason_sentence(ranking: Ranking, reason: Reason) -> str:
    """Return what lifts a district, what holds it back and against which comparison, in one sentence."""
    name = str(ranking.frame.loc[reason.district, "name"])
    others = [str(other) for other in ranking.frame["name"] if other != name]
    against = others[0] if len(others) == 1 else say("rank.reason.mean_of_others")
    head = say(
        "rank.reason.head", name=name, fit=number(float(ranking.frame.loc[reason.district, "fit"]), 1), against=against
    )
    parts = []
    for kind, key, points in (("lift", reason.lift, reason.lift_points), ("drag", reason.drag, reason.drag_points)):
        if key:
            words = {"indicator": ranking.table.label(key), "value": _value(ranking, reason.district, key)}
            parts.append(say(f"rank.reason.{kind}", points=signed(points, 1), **words))
        else:
            parts.append(say(f"rank.reason.no_{kind}"))
    return f"{head} {', '.join(parts)}."


def _value(ranking: Ranking, district: str, key: str) -> str:
    text = number(float(ranking.table.frame.loc[district, key]), _decimals(ranking, key))
    qualifier = str(ranking.table.qualifier.loc[district, key])
    return f"{say(MARKS[qualifier])} {text}" if qualifier in MARKS else text


def _decimals(ranking: Ranking, key: str) -> int:
    return ranking.table.indicators[key].decimals if key in ranking.table.indicators else 2


def _readings(ranking: Ranking, beside: int) -> Iterator[Table]:
    if not ranking.readings:
        return
    names = [str(name) for name in ranking.frame.index]
    columns = [Column("reading", say("rank.column.reading")), Column("leader", say("rank.column.leader"))]
    columns += [Column(name, str(ranking.frame.loc[name, "name"]), 1) for name in names[:beside]]
    rows: list[tuple[Value, ...]] = [
        (
            reading.label,
            join(str(ranking.table.names[leader]) for leader in reading.leaders),
            *(float(reading.fit[name]) for name in names[:beside]),
        )
        for reading in ranking.readings
    ]
    note = say(f"rank.readings.{_agreement(ranking)}")
    yield Table("readings", say("rank.readings_title"), tuple(columns), tuple(rows), note=note)


def _agreement(ranking: Ranking) -> str:
    if len({reading.leaders for reading in ranking.readings}) > 1:
        return "differ"
    orders = {tuple(reading.rank[name] for name in ranking.frame.index) for reading in ranking.readings}
    return "agree" if len(orders) == 1 else "agree_on_first"


def _dominance(ranking: Ranking) -> Iterator[Paragraph]:
    heading = say("rank.dominance_heading")
    if len(ranking.dominated) > _DOMINATED_NAMED:
        words = {"count": len(ranking.dominated), "total": len(ranking.frame)}
        yield Paragraph(say("rank.dominated_many", **words), heading=heading)
        return
    for dominance in ranking.dominated:
        names = {key: str(ranking.table.names[getattr(dominance, key)]) for key in ("district", "by")}
        lower = ranking.normalised.loc[dominance.district] < ranking.normalised.loc[dominance.by]
        yield Paragraph(say("rank.dominated" if lower.all() else "rank.dominated_or_equal", **names), heading=heading)
        heading = ""


def excluded_table(ranking: Ranking) -> Table:
    """Return the districts without a score, with the reason."""
    columns = (Column("district", say("rank.column.district")), Column("reason", say("rank.column.reason"), wide=True))
    rows = tuple((str(row["name"]), str(row["reason"])) for _, row in ranking.excluded.iterrows())
    return Table("excluded", say("rank.excluded_title"), columns, rows)


def values_table(ranking: Ranking, shown: list[str], *, beside: int = _BESIDE) -> Table:
    """Return the indicators, one row each, as scored or as context, with the districts beside each other.

    Those without a score stand behind the districts ``shown`` as far as there is room.
    """
    plan, table = ranking.plan, ranking.table
    scored = plan.scored()
    keys = [*scored, *(key for key in plan.context() if key in table.frame.columns)]
    names = [*shown, *ranking.left_out][:beside]
    columns = [
        Column("indicator", say("rank.column.indicator")),
        *(Column(name, str(table.names[name]), 2) for name in names),
        Column("together", say("rank.column.together"), 2),
        Column("use", say("rank.column.use")),
    ]
    rows: list[tuple[Value, ...]] = []
    marks: dict[tuple[int, str], str] = {}
    decimals = {i: _decimals(ranking, key) for i, key in enumerate(keys)}
    for i, key in enumerate(keys):
        values = [float(table.frame.loc[name, key]) for name in names]
        marks |= _marks(table.qualifier, i, key, names)
        together = table.city.get(key, float("nan"))
        pooled = say("rank.not_pooled") if pd.isna(together) else together
        rows.append((table.label(key), *values, pooled, _use(ranking, key)))
    return Table("values", say("rank.values_title"), tuple(columns), tuple(rows), _values_note(marks), marks, decimals)


def _marks(qualifiers: pd.DataFrame, row: int, key: str, names: list[str]) -> dict[tuple[int, str], str]:
    found = {name: str(qualifiers.loc[name, key]) for name in names}
    return {(row, name): say(MARKS[qualifier]) for name, qualifier in found.items() if qualifier in MARKS}


def _use(ranking: Ranking, key: str) -> str:
    scored = ranking.plan.scored()
    if key not in scored:
        return say("rank.use.context")
    criterion, choice, share = scored[key]
    direction = say(f"rank.use.{choice.direction}")
    return say(
        "rank.use.scored",
        criterion=ranking.plan.criterion_label(criterion),
        share=percent(share * 100, 0),
        direction=direction,
    )


def _values_note(marks: dict[tuple[int, str], str]) -> str:
    return " ".join([say("rank.values_note"), *([say("rank.marks_note")] if marks else [])])


def remarks_blocks(remarks: list[Remark]) -> Iterator[Block]:
    """Yield the numbered remarks on the data as a table; nothing where there are none."""
    if not remarks:
        return
    columns = (
        Column("number", say("rank.column.number"), 0),
        Column("remark", say("rank.column.remark"), wide=True),
        Column("where", say("rank.column.where"), wide=True),
    )
    rows = tuple((remark.number, remark.title, remark.where) for remark in remarks)
    yield Table("remarks", say("rank.remarks_title"), columns, rows, note=say("rank.remarks_note"))


def standing(ranking: Ranking) -> Iterator[Paragraph]:
    """Yield what stands under every ranking: what it is for, areas and not people, nationality as context."""
    yield Paragraph(say("rank.standing"), tone="lead", heading=say("rank.standing_heading"))
    yield Paragraph(say("rank.areas_not_people"), tone="note")
    origin = {key for key, entry in ranking.table.indicators.items() if entry.describes_origin}
    for key, (_, choice, _) in ranking.plan.scored().items():
        if key in origin:
            why = worded(choice.why).rstrip(".") or say("rank.no_reason_given")
            yield Paragraph(
                say("rank.nationality_scored", indicator=ranking.table.label(key), text=why), tone="warning"
            )
    if origin & set(ranking.plan.context()):
        yield Paragraph(say("rank.nationality_context"), tone="note")
