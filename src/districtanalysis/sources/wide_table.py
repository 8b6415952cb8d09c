"""Wide tables: one row per area, figures in columns named by their headings."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from districtanalysis.domain.variables import variables
from districtanalysis.errors import LayoutError
from districtanalysis.language import say
from districtanalysis.sources.body import Body
from districtanalysis.sources.cells import Texts, joined
from districtanalysis.sources.facts import Facts, filled_in, meanings
from districtanalysis.sources.figure_columns import Figures
from districtanalysis.sources.header import listed
from districtanalysis.sources.layout import ColumnRule
from districtanalysis.sources.meaning import Planned, planned
from districtanalysis.sources.rows import (
    Context,
    RowDimensions,
    blank_out,
    not_available,
    of_concept,
    read_steps,
    read_words,
    row_dimensions,
)


def read_wide(context: Context, body: Body) -> list[Facts]:
    """Return the figures of all columns that the layout names; neighbouring columns of numbers are read at once.

    Raises ``LayoutError`` for a column that is not there and not optional.
    """
    plan, without = planned(context.header, context.layout.column)
    _refuse_missing(context, without)
    for entry in plan:
        context.note(entry.column, entry.meant.variable)
    stated = row_dimensions(context, body)
    if context.layout.missing_if_all_zero:
        plan.sort(
            key=lambda entry: of_concept(entry.meant.variable) != "number"
        )  # seen together, whatever stands between
    return list(_blocks(context, body, plan, stated))


def _refuse_missing(context: Context, rules: Sequence[ColumnRule]) -> None:
    rule = next((rule for rule in rules if not rule.optional), None)
    if rule is None:
        return
    label = variables()[rule.variable].label if "{" not in rule.variable else rule.variable
    words = {"what": label, "pattern": rule.heading, "found": listed(context.header.headings)}
    raise LayoutError(say("layout.no_column", place=context.cells.where(), layout=context.layout.name, **words))


def _blocks(context: Context, body: Body, plan: list[Planned], stated: RowDimensions) -> Iterator[Facts]:
    def way(entry: Planned) -> tuple[str, bool]:
        return of_concept(entry.meant.variable), entry.rule.check_only

    for (concept, _), group in itertools.groupby(plan, key=way):
        part = list(group)
        yield _facts(context, body, part, _figures(context, body, part, concept), stated)


def _figures(context: Context, body: Body, plan: list[Planned], concept: str) -> Figures:
    if concept == "number":
        figures = context.cells.figures([entry.column for entry in plan], body.rows, context.layout.signs)
        _scale(figures, plan, len(body))
        _blank_zeros(context, figures, plan, len(body))
        return _without(figures, plan, len(body))
    columns = [(entry, context.texts(entry.column, body.rows)) for entry in plan]
    figures = joined(
        [read_words(t) if concept == "text" else read_steps(t, entry.meant.variable) for entry, t in columns]
    )
    return _without(figures, plan, len(body))


def _without(figures: Figures, plan: list[Planned], size: int) -> Figures:
    for place, entry in enumerate(plan):
        if entry.rule.missing:
            blank_out(figures, slice(place * size, (place + 1) * size), entry.rule.missing)
    return figures


def _scale(figures: Figures, plan: list[Planned], size: int) -> None:
    for place, entry in enumerate(plan):
        scale(figures, slice(place * size, (place + 1) * size), entry.rule.factor, entry.rule.decimals)


def scale(figures: Figures, part: slice, factor: float, decimals: int | None) -> None:
    """Multiply figures that are printed in thousands, and cap decimals that a program added."""
    if factor != 1:
        for column in (figures.value, figures.low, figures.high):
            column[part] *= factor
        shift = len(str(int(factor))) - 1 if factor >= 1 else 0
        figures.decimals[part] = np.maximum(figures.decimals[part] - shift, -1)
    if decimals is not None:
        figures.decimals[part] = np.minimum(figures.decimals[part], decimals)


def _blank_zeros(context: Context, figures: Figures, plan: list[Planned], size: int) -> None:
    """Make figures missing in rows that hold nothing but zeros where the office left the area out."""
    patterns = context.layout.missing_if_all_zero
    headings = context.header.folded
    chosen = [
        i for i, entry in enumerate(plan) if any(re.search(pattern, headings[entry.column]) for pattern in patterns)
    ]
    if not chosen:
        return
    table = figures.value.reshape(len(plan), size)[chosen]
    empty = np.flatnonzero((table == 0).all(axis=0))
    for place in chosen:
        not_available(figures, empty + place * size)


def _facts(context: Context, body: Body, plan: list[Planned], figures: Figures, stated: RowDimensions) -> Facts:
    size, many = len(body), len(plan)
    texts, age_from, age_to = meanings([entry.meant for entry in plan])
    own = {name: Texts(np.repeat(column.codes, size), column.names) for name, column in texts.items()}
    for name, column in stated.texts.items():
        own[name] = filled_in(own[name], Texts(np.tile(column.codes, many), column.names))
    own["date"] = _dated(context, own["date"], plan, size)
    age_from, age_to = np.repeat(age_from, size), np.repeat(age_to, size)
    if stated.ages is not None:
        of_row = age_from < 0
        age_to = np.where(of_row, np.tile(stated.ages[1], many), age_to)
        age_from = np.where(of_row, np.tile(stated.ages[0], many), age_from)
    only = np.repeat([entry.rule.check_only for entry in plan], size)
    first_row, first_column = context.cells.first_row, context.cells.first_column
    return Facts(
        figures,
        np.tile(body.areas, many),
        own,
        age_from,
        age_to,
        rows=np.tile(body.rows + first_row, many),
        columns=np.repeat([entry.column + first_column for entry in plan], size),
        check_only=only | np.tile(body.total, many),
    )


def _dated(context: Context, dates: Texts, plan: list[Planned], size: int) -> Texts:
    """Fill in the date of the table; figures of a service follow another one, which the table does not print."""
    day = context.date
    filled = filled_in(dates, Texts(np.full(len(dates.codes), day.codes[0], dtype=np.int32), day.names))
    service = [variables()[entry.meant.variable].caseload and entry.meant.date is None for entry in plan]
    if not any(service):
        return filled
    return replace(filled, codes=np.where(np.repeat(service, size), -1, filled.codes).astype(np.int32))
