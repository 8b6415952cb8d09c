"""A survey as a page: who took part, each question, groups against each other, rounds, and the map of priorities."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

import pandas as pd

from districtanalysis.domain.display import Block, Column, Page, Paragraph, Table, Value
from districtanalysis.domain.survey import SurveyPlan
from districtanalysis.domain.survey_results import (
    ChoiceTable,
    CrossTable,
    PrintedTable,
    QuestionTable,
    Reconstruction,
    ScaleTable,
    SurveyResult,
)
from districtanalysis.language import date, join, number, percent, say, say_count
from districtanalysis.report.illustrate import illustrate
from districtanalysis.report.survey_tables import (
    choice_page_table,
    cross_page_table,
    distribution_table,
    printed_page_table,
    priority_table,
    scale_page_table,
    wave_page_table,
)

_DRAWN = 12  # more bars than that nobody looks at one after the other
_PICTURES = ("svg", "png")
_LISTED = 6


def survey_page(result: SurveyResult, *, pictures: Sequence[str] = _PICTURES) -> Page:
    """Return the page of ``result``; ``pictures`` are the forms of its drawings, none for no drawings."""
    plan = result.plan
    title = plan.title or say("survey.title_plain")
    blocks = tuple(survey_blocks(result, pictures=pictures))
    day = say("survey.as_of", date=date(plan.date)) if plan.date else ""
    subtitle = " · ".join(part for part in (plan.town, day) if part)
    return Page(title, blocks, subtitle, _data(result), _flat(result))


def survey_blocks(result: SurveyResult, *, pictures: Sequence[str] = _PICTURES) -> Iterator[Block]:
    """Yield lead, one table per question with its drawing, the map of priorities, groups and rounds."""
    if not result.tables:
        yield Paragraph(say("survey.nothing"), "lead")
        return
    yield Paragraph(_lead(result), "lead")
    drawn = pictures if len(result.tables) <= _DRAWN else ()
    for table in result.tables:
        yield from _question(table, result.plan, drawn)
    if result.priority is not None:
        yield Paragraph(say("survey.priority"), heading=say("chart.priority.label"))
        if pictures:
            yield illustrate("priority", result.priority, forms=pictures)
        yield priority_table(result.priority)
    if result.crosses:
        yield Paragraph(say("survey.crosses"), heading=say("survey.crosses_heading"))
        yield from (cross_page_table(cross) for cross in result.crosses)
    if result.waves:
        yield Paragraph(say("survey.rounds"), heading=say("survey.rounds_heading"))
        yield from (wave_page_table(wave) for wave in result.waves)
    yield from _foot(result.plan)


def _lead(result: SurveyResult) -> str:
    plan = result.plan
    parts = []
    if result.n is not None:
        parts.append(say_count("survey.took_part", result.n))
        if plan.invited:
            share = percent(100 * result.n / plan.invited, 0)
            parts.append(say("survey.invited", invited=number(plan.invited), share=share))
    parts.append(say(f"survey.sample.{plan.sample}"))
    return " ".join(parts)


def _question(table: QuestionTable, plan: SurveyPlan, pictures: Sequence[str]) -> Iterator[Block]:
    if isinstance(table, PrintedTable):
        yield printed_page_table(table)
        if table.reconstruction is not None:
            yield Paragraph(reconstruction_words(table, table.reconstruction), heading=say("survey.counts_heading"))
        return
    if isinstance(table, ScaleTable):
        yield scale_page_table(table)
        yield distribution_table(table)
    else:
        yield choice_page_table(table, plan)
    if pictures and len(table.frame) > 1:
        yield illustrate("answers", table, forms=pictures)


def reconstruction_words(table: PrintedTable, found: Reconstruction) -> str:
    """Return which counts fit the printed percentages, each reading beside the other."""
    printed = "/".join(number(float(value)) for value in table.frame["value"])
    parts = [say("survey.counts.why", printed=printed, n=number(found.n))]
    exact = next((counts for total, counts in found.fitting if total == found.n), None)
    if exact:
        parts.append(say("survey.counts.exact", n=number(found.n), counts=_slashed(exact)))
    fewer = [(total, counts) for total, counts in found.fitting if total < found.n]
    if fewer:
        shown = fewer[-_LISTED:]
        listed = join(
            [say("survey.counts.of", counts=_slashed(counts) or "–", total=number(total)) for total, counts in shown],
            "words.or",
        )
        parts.append(say("survey.counts.blanks", listed=listed, n=number(found.n)))
    if found.forced and not exact:
        counts = join([_slashed(counts) for counts in found.forced[:_LISTED]], "words.or")
        parts.append(say("survey.counts.forced", n=number(found.n), counts=counts))
        if any(_equal_printed_apart(counts, table) for counts in found.forced):
            parts.append(say("survey.counts.apart"))
    if not found.fitting and not found.forced:
        parts.append(say("survey.counts.none", n=number(found.n)))
    elif not exact:
        parts.append(say("survey.counts.open"))
    return " ".join(parts)


def _slashed(counts: Sequence[int]) -> str:
    return "/".join(number(count) for count in counts)


def _equal_printed_apart(counts: Sequence[int], table: PrintedTable) -> bool:
    pairs = set(zip(counts, table.frame["value"], strict=True))
    return len({count for count, _ in pairs}) < len(pairs)


def _foot(plan: SurveyPlan) -> Iterator[Block]:
    if plan.note:
        yield Paragraph(plan.note, "note")
    if plan.publisher:
        licence = plan.licence or say("survey.licence_unknown")
        yield Paragraph(say("survey.source", publisher=plan.publisher, licence=licence), "note")


def _flat(result: SurveyResult) -> Table:
    """Return one row per question and answer: what CSV holds."""
    frame = result.to_frame()
    numbers = {"n": 0, "count": 0, "percent": 1, "low": 1, "high": 1, "mean": 2, "median": 1, "gap": 2}
    columns = tuple(
        Column(key, say(f"survey.column.{'gap_plain' if key == 'gap' else key}"), numbers.get(key))
        for key in frame.columns
    )
    rows = tuple(
        tuple(
            _value(value, key in _applying(result, str(row[0]))) for key, value in zip(frame.columns, row, strict=True)
        )
        for row in frame.itertuples(index=False)
    )
    return Table("survey", result.plan.title or say("survey.title_plain"), columns, rows)


def _applying(result: SurveyResult, key: str) -> frozenset[str]:
    """Return the columns that a question can fill: where one of them is empty, the value is not available."""
    table = result.table(key)
    if table.question.kind == "scale":
        return frozenset({"mean", "gap"} if isinstance(table, PrintedTable) else {"n", "mean", "median", "gap"})
    if isinstance(table, PrintedTable):
        return frozenset({"percent"})
    return frozenset({"n", "count", "percent"} | ({"low", "high"} if result.plan.sample == "random" else set()))


def _value(value: object, applies: bool) -> Value:  # noqa: FBT001 - of one cell
    if isinstance(value, str):
        return value
    if pd.isna(value):
        return None if applies else ""
    return float(value)  # type: ignore[arg-type] # a number


def _data(result: SurveyResult) -> dict[str, object]:
    plan = result.plan
    return {
        "title": plan.title,
        "date": plan.date.isoformat() if plan.date else None,
        "sample": plan.sample,
        "invited": plan.invited,
        "n": result.n,
        "questions": [_question_data(table) for table in result.tables],
        "priority": None
        if result.priority is None
        else _records(result.priority.frame.rename_axis("item").reset_index()),
        "crosses": [_cross_data(cross) for cross in result.crosses],
        "waves": [
            {"question": wave.question.key, "values": json.loads(wave.frame.to_json(orient="split"))}
            for wave in result.waves
        ],
    }


def _question_data(table: QuestionTable) -> dict[str, object]:
    data: dict[str, object] = {
        "key": table.question.key,
        "label": table.question.label,
        "kind": table.question.kind,
        "answers": _records(table.frame),
    }
    if isinstance(table, ChoiceTable):
        data |= {"n": table.n, "missing": table.missing, "rounded_to_100": table.forced}
    if isinstance(table, ScaleTable):
        data["distribution"] = json.loads(table.distribution.to_json(orient="split"))
    if isinstance(table, PrintedTable):
        found = table.reconstruction
        data |= {"file": table.file, "published": True}
        data["counts"] = None if found is None else {
            "n": found.n,
            "fitting": [{"n": total, "counts": list(counts)} for total, counts in found.fitting],
            "forced": [list(counts) for counts in found.forced],
        }  # fmt: skip
    return data


def _cross_data(cross: CrossTable) -> dict[str, object]:
    shown = cross.values.mask(cross.withheld)
    return {
        "question": cross.question.key,
        "group": cross.group.key,
        "minimum": cross.minimum,
        "n": {str(name): int(value) for name, value in cross.base.items()},
        "values": json.loads(shown.to_json(orient="index", double_precision=15)),
        "withheld": json.loads(cross.withheld.to_json(orient="index")),
    }


def _records(frame: pd.DataFrame) -> list[dict[str, object]]:
    records: list[dict[str, object]] = json.loads(frame.to_json(orient="records", double_precision=15))
    return records
