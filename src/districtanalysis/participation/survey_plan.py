"""From the filled sheets that describe a survey to its plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from districtanalysis.domain.finding import Finding
from districtanalysis.domain.form import FormRow, FormTable
from districtanalysis.domain.survey import (
    MERGES,
    MINIMUM,
    PRINTED,
    QUESTIONS,
    SURVEY,
    TAGS,
    WAVES,
    Item,
    PrintedFile,
    Question,
    SurveyPlan,
    Wave,
)
from districtanalysis.domain.variables import fold
from districtanalysis.language import join

Tables = Mapping[str, FormTable]


def survey_plan(tables: Tables) -> SurveyPlan:
    """Return the plan of a survey; what is wrong with it stands in its ``findings``.

    Several rows of one key are the items of one question. An unnamed column is headed like its item, or like the question.
    """
    questions = tuple(_question(rows, tables) for rows in _by_key(tables[QUESTIONS.key]).values())
    head = tables[SURVEY.key].rows
    row = head[0] if head else FormRow({}, {}, 0)
    waves = tuple(
        Wave(w.text("label"), w.text("file"), w.text("sheet"), _day(w, "date")) for w in tables[WAVES.key].rows
    )
    own = Wave("", row.text("file"), row.text("sheet"), _day(row, "date"))
    return SurveyPlan(
        questions=questions,
        title=row.text("title"),
        town=row.text("town"),
        date=_day(row, "date"),
        publisher=row.text("publisher"),
        licence=row.text("licence"),
        sample=row.text("sample") or "open",
        invited=_whole(row, "invited"),
        respondents=_whole(row, "respondents"),
        minimum=_whole(row, "minimum") or MINIMUM,
        rounding=row.text("rounding") or "plain",
        relevance=row.text("relevance"),
        coverage=row.text("coverage"),
        note=row.text("note"),
        blanks=row.entries("blanks"),
        waves=(*waves, own),
        printed=tuple(
            PrintedFile(p.text("question"), p.text("file"), p.text("sheet"), p.text("answers"), p.text("values"))
            for p in tables[PRINTED.key].rows
        ),
        findings=(*(f for table in tables.values() for f in table.findings), *_faults(tables, row)),
        file=tables[QUESTIONS.key].file,
    )


def _by_key(table: FormTable) -> dict[str, list[FormRow]]:
    found: dict[str, list[FormRow]] = {}
    for row in table.rows:
        if row.text("key") and row.text("kind"):
            found.setdefault(row.text("key"), []).append(row)
    return found


def _question(rows: list[FormRow], tables: Tables) -> Question:
    first = rows[0]
    key = first.text("key")
    label = next((row.text("label") for row in rows if row.text("label")), key)
    items = tuple(
        Item(row.text("item"), row.text("column") or row.text("item") or label, row.cells.get("column", ""))
        for row in rows
    )
    merges = [row for row in tables[MERGES.key].rows if row.text("question") == key]
    joined: dict[str, tuple[str, ...]] = {}
    for row in merges:
        joined[row.text("category")] = (*joined.get(row.text("category"), ()), row.text("answer"))
    bounds = [row.number("low") for row in rows if row.number("low") is not None]
    ends = [row.number("high") for row in rows if row.number("high") is not None]
    return Question(
        key=key,
        label=label,
        kind=first.text("kind"),
        items=items,
        low=float(bounds[0] or 0.0) if bounds else 0.0,
        high=float(ends[0] or 0.0) if ends else 10.0,
        choices=next((row.entries("choices") for row in rows if row.entries("choices")), ()),
        group=any(row.text("group") == "yes" for row in rows),
        merge={fold(row.text("answer")): row.text("category") for row in merges},
        merged=joined,
        tags=tuple((row.text("word"), row.text("tag")) for row in tables[TAGS.key].rows if row.text("question") == key),
    )


def _faults(tables: Tables, head: FormRow) -> Iterator[Finding]:
    questions = tables[QUESTIONS.key]
    known = list(_by_key(questions))
    for key in (MERGES.key, TAGS.key, PRINTED.key):
        yield from _unknown(tables[key], tables[key].rows, "question", known)
    for column in ("relevance", "coverage"):
        if head.text(column):
            yield from _unknown(tables[SURVEY.key], (head,), column, known)
    for rows in _by_key(questions).values():
        seen: set[str] = set()
        for row in rows:
            if fold(row.text("item")) in seen:
                yield questions.finding("survey_twice", row, "key", key=row.text("key"), item=row.text("item"))
            seen.add(fold(row.text("item")))
            low, high = row.number("low"), row.number("high")
            if low is not None and high is not None and low >= high:
                yield questions.finding("survey_scale_ends", row, "low", low=low, high=high)


def _unknown(table: FormTable, rows: Iterable[FormRow], column: str, known: list[str]) -> Iterator[Finding]:
    for row in rows:
        if row.text(column) and row.text(column) not in known:
            named = row.text(column)
            yield table.finding("survey_unknown_question", row, column, key=named, known=join(known) or "–")


def _day(row: FormRow, key: str) -> dt.date | None:
    value = row.values.get(key)
    return value if isinstance(value, dt.date) else None


def _whole(row: FormRow, key: str) -> int | None:
    value = row.number(key)
    return None if value is None else int(value)
