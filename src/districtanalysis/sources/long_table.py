"""Long tables: one figure per row, named by the cells beside it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from districtanalysis.domain.observations import STATUSES
from districtanalysis.domain.variables import fold, read_kind
from districtanalysis.errors import LayoutError
from districtanalysis.language import join, say
from districtanalysis.sources.body import Body
from districtanalysis.sources.cells import Texts
from districtanalysis.sources.dimensions import read_date
from districtanalysis.sources.facts import Facts, filled_in, meanings, numbered
from districtanalysis.sources.figure_columns import Figures, plain
from districtanalysis.sources.header import readable
from districtanalysis.sources.layout import LongRule
from districtanalysis.sources.meaning import Meant, meaning_of
from districtanalysis.sources.rows import (
    Context,
    RowDimensions,
    not_available,
    of_concept,
    read_dates,
    read_steps,
    read_words,
    row_dimensions,
)
from districtanalysis.sources.wide_table import scale

_SKIP = Meant("")


@dataclass(frozen=True, slots=True)
class Named:
    """What the rows may mean: ``which`` is the place in ``meant`` of every row, ``absent`` the ones left out for none."""

    meant: list[Meant]
    which: np.ndarray
    absent: frozenset[int] = frozenset()


def read_long(context: Context, body: Body) -> list[Facts]:
    """Return the figures of a long table, one block per way in which its values are read.

    Raises ``LayoutError`` for a missing column and for a row whose name no rule knows.
    """
    stated = row_dimensions(context, body)
    rules = [each for rule in context.layout.long for each in _expanded(context, rule)]
    return [facts for rule, day in rules for facts in _read(context, body, rule, stated, day)]


def _expanded(context: Context, rule: LongRule) -> list[tuple[LongRule, dt.date | None]]:
    """Return one rule per column of values, and its date, where the pattern of the values holds ``n`` or ``date``."""
    if rule.value is None or not {"n", "date"} & re.compile(rule.value).groupindex.keys():
        return [(rule, None)]
    blocks = [match for text in context.header.folded if (match := re.search(rule.value, text))]
    return [
        (
            rule.model_copy(
                update={
                    "value": f"^{re.escape(match.string)}$",
                    "variable_column": tuple(_numbered(pattern, match) for pattern in rule.name_columns) or None,
                }
            ),
            read_date(match["date"], day=rule.day) if "date" in match.groupdict() else None,
        )
        for match in blocks
    ]


def _numbered(pattern: str, match: re.Match[str]) -> str:
    return pattern.replace("{n}", match["n"]) if "n" in match.groupdict() else pattern


def _read(context: Context, body: Body, rule: LongRule, stated: RowDimensions, day: dt.date | None) -> Iterator[Facts]:
    wanted = {"value": rule.value, "kind": rule.kind, "text": rule.text, "date": rule.date}
    places = {name: context.place(pattern) for name, pattern in wanted.items() if pattern is not None}
    names = [context.place(pattern) for pattern in rule.name_columns]
    for column in (*places.values(), *names):
        context.note(column, rule.variable or "")
    named = _meanings(context, body, rule, names)
    meant, which = named.meant, named.which
    texts, age_from, age_to = meanings(meant)
    ways = [of_concept(each.variable) if each.variable else "skip" for each in meant]
    for way in sorted(set(ways) - {"skip"}):
        rows = np.flatnonzero(np.isin(which, [place for place, found in enumerate(ways) if found == way]))
        part = which[rows]
        figures, column = _figures(context, body, rows, places, way, meant, part)
        scale(figures, slice(None), rule.factor, rule.decimals)
        own = {name: Texts(column_.codes[part], column_.names) for name, column_ in texts.items()}
        if day is not None:
            own["date"] = filled_in(own["date"], numbered([day]).taken(np.zeros(len(rows), dtype=np.int64)))
        _state(context, body, rows, places, rule, stated, own)
        first, last = age_from[part], age_to[part]
        if stated.ages is not None:
            last = np.where(first < 0, stated.ages[1][rows], last)
            first = np.where(first < 0, stated.ages[0][rows], first)
        facts = Facts(
            figures,
            body.areas[rows],
            own,
            first,
            last,
            rows=body.rows[rows] + context.cells.first_row,
            columns=np.full(len(rows), column + context.cells.first_column),
            check_only=body.total[rows],
        )
        yield facts
        yield from _absent(facts, part, named.absent)


def _meanings(context: Context, body: Body, rule: LongRule, names: list[int]) -> Named:
    """Return what the rows mean, each name read once."""
    if rule.variable is not None:
        return Named([Meant(rule.variable)], np.zeros(len(body), dtype=np.int64))
    columns = [context.texts(column, body.rows) for column in names]
    combined = np.zeros(len(body), dtype=np.int64)
    for column_ in columns:
        combined = combined * (len(column_.names) + 1) + column_.codes + 1
    known, first, which = np.unique(combined, return_index=True, return_inverse=True)
    meant: list[Meant] = []
    absent = set()
    for row in first[: len(known)].tolist():
        printed = " | ".join(column_.name(row) for column_ in columns)
        found, leaves = _meaning(context, rule, printed, int(body.rows[row]), names[0])
        absent |= {len(meant)} if leaves else set()
        meant.append(found)
    return Named(meant, which.ravel(), frozenset(absent))


def _meaning(context: Context, rule: LongRule, printed: str, row: int, column: int) -> tuple[Meant, bool]:
    folded = fold(printed)
    for entry in rule.rules:
        match = re.search(entry.match, folded)
        if match is not None:
            return meaning_of(entry, match, printed), entry.absent == "zero"
    if rule.others == "skip":
        return _SKIP, False
    known = join(readable(entry.match) for entry in rule.rules)
    raise LayoutError(say("layout.unknown_name", place=context.cells.where(row, column), found=printed, known=known))


def _figures(
    context: Context,
    body: Body,
    rows: np.ndarray,
    places: dict[str, int],
    way: str,
    meant: list[Meant],
    part: np.ndarray,
) -> tuple[Figures, int]:
    """Return the figures of some rows and the column that they stand in."""
    at = body.rows[rows]
    beside = context.texts(places["text"], at) if "text" in places else None
    column = places.get("value", places.get("text", 0))
    if way == "number" and "value" in places:
        figures = context.cells.figures([column], at, context.layout.signs)
    elif way == "number":
        figures = read_words(Texts(np.full(len(rows), -1, dtype=np.int32), ()))
    elif way == "text":
        figures = read_words(filled_in(beside, context.texts(column, at)) if beside else context.texts(column, at))
    else:
        figures = _steps(context.texts(column, at), meant, part)
    if beside is not None:
        _with_evidence(figures, beside)
    return figures, column


def _steps(printed: Texts, meant: list[Meant], part: np.ndarray) -> Figures:
    """Return steps of code books; every variable has a code book of its own."""
    figures = read_words(printed)
    for code in np.unique(part).tolist():
        rows = np.flatnonzero(part == code)
        read = read_steps(printed.taken(rows), meant[code].variable)
        figures.value[rows], figures.low[rows], figures.high[rows] = read.value, read.low, read.high
        figures.status[rows], figures.decimals[rows] = read.status, read.decimals
    return figures


def _with_evidence(figures: Figures, beside: Texts) -> None:
    """Put the words beside a figure in place of its print; words without a figure say that it is not available.

    What cannot be read stays as it is printed: a message about it has to show it.
    """
    worded = np.flatnonzero((beside.codes >= 0) & (figures.status != STATUSES.index("unreadable")))
    lonely = worded[figures.blank[worded]]
    not_available(figures, lonely)
    figures.texts.update((row, beside.names[int(beside.codes[row])]) for row in worded.tolist())


def _state(
    context: Context,
    body: Body,
    rows: np.ndarray,
    places: dict[str, int],
    rule: LongRule,
    stated: RowDimensions,
    own: dict[str, Texts],
) -> None:
    """Fill in what columns of the table say about each row, where its meaning leaves it open."""
    for name, column in stated.texts.items():
        own[name] = filled_in(own[name], column.taken(rows))
    if "kind" in places:
        kinds = context.texts(places["kind"], body.rows[rows])
        if rule.kinds_are == "facilities":
            kinds = _renamed(kinds, [read_kind(name) for name in kinds.names])
        own["kind"] = filled_in(own["kind"], kinds)
    if "date" in places:
        own["date"] = filled_in(own["date"], read_dates(context.texts(places["date"], body.rows[rows]), context))
        return
    day = context.date
    own["date"] = filled_in(own["date"], Texts(np.full(len(rows), day.codes[0], dtype=np.int32), day.names))


def _renamed(texts: Texts, names: list[str]) -> Texts:
    number: dict[str, int] = {}
    moved = [number.setdefault(name, len(number)) for name in names]
    return Texts(np.array([*moved, -1], dtype=np.int32)[texts.codes], tuple(number))


def _absent(facts: Facts, part: np.ndarray, absent: frozenset[int]) -> Iterator[Facts]:
    """Yield a zero for every area and date that lacks a row which the office leaves out where nothing is there."""
    if not absent:
        return
    dates = facts.texts["date"]
    pairs = np.unique(np.stack([facts.areas[~facts.check_only], dates.codes[~facts.check_only]]), axis=1)
    for code in sorted(absent):
        there = np.flatnonzero(part == code)
        own = set(zip(facts.areas[there].tolist(), dates.codes[there].tolist(), strict=True))
        known = {day for _, day in own}
        lacking = [pair for pair in zip(*pairs.tolist(), strict=True) if pair[1] in known and pair not in own]
        if there.size and lacking:
            yield _zeros(facts, int(there[0]), lacking)


def _zeros(facts: Facts, like: int, lacking: list[tuple[int, int]]) -> Facts:
    size = len(lacking)
    figures = plain(np.zeros(size), np.zeros(size, dtype=np.int8), np.zeros(size, dtype=np.bool_), "plain")
    figures.status[:] = STATUSES.index("exact_zero")
    texts = {name: Texts(np.repeat(column.codes[like], size), column.names) for name, column in facts.texts.items()}
    texts["date"] = replace(texts["date"], codes=np.array([day for _, day in lacking], dtype=np.int32))
    return Facts(
        figures,
        np.array([area for area, _ in lacking], dtype=np.int32),
        texts,
        np.repeat(facts.age_from[like], size),
        np.repeat(facts.age_to[like], size),
        rows=np.full(size, -1),
        columns=np.full(size, -1),
        check_only=np.zeros(size, dtype=np.bool_),
    )
