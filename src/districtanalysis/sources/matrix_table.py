"""Origin-destination matrices: who moved from where to where."""

from __future__ import annotations

import re

import numpy as np

from districtanalysis.errors import LayoutError
from districtanalysis.language import say
from districtanalysis.sources.area_keys import Area, pad, split_key
from districtanalysis.sources.body import Body
from districtanalysis.sources.cells import Texts
from districtanalysis.sources.facts import Facts, meanings
from districtanalysis.sources.header import listed, readable
from districtanalysis.sources.layout import Layout, MatrixRule
from districtanalysis.sources.meaning import Meant
from districtanalysis.sources.rows import Context


def read_matrix(context: Context, body: Body) -> list[Facts]:
    """Return one figure per pair of areas: of the area that people move to, ``origin`` is where they come from.

    Row and column totals are for checks only. Rows that are no area ("nicht zuzuordnen") stay as
    origins. Raises ``LayoutError`` where no heading names an area.
    """
    rule = context.layout.matrix
    if rule is None:
        return []
    headings = context.header.folded
    total = [column for column, text in enumerate(headings) if text and re.search(rule.total, text)]
    across = [c for c, text in enumerate(headings) if c not in total and text and re.search(rule.heading, text)]
    if not across:
        words = {"what": readable(rule.heading), "found": listed(context.header.headings)}
        raise LayoutError(say("layout.no_key", place=context.cells.where(), **words))
    for column in (*across, *total):
        context.note(column, rule.variable)
    _mark_totals(body, rule)
    return [
        _facts(context, body, rule, across, only=False),
        *([_facts(context, body, rule, total, only=True)] if total else []),
    ]


def _mark_totals(body: Body, rule: MatrixRule) -> None:
    """Mark the rows that the layout calls totals in headings too."""
    named = [re.search(rule.total, area.printed.casefold().replace("\n", " ")) is not None for area in body.listed]
    body.total = body.total | np.array(named, dtype=np.bool_)[body.areas]


def _facts(context: Context, body: Body, rule: MatrixRule, columns: list[int], *, only: bool) -> Facts:
    figures = context.cells.figures(columns, body.rows, context.layout.signs)
    size, many = len(body), len(columns)
    across = np.repeat([_area(body, context.layout, context.header.headings[column]) for column in columns], size)
    down = np.tile(body.areas, many)
    to, from_ = (across, down) if rule.rows == "from" else (down, across)
    texts, age_from, age_to = meanings([Meant(rule.variable, date=context.day)])
    own = {name: Texts(np.repeat(column.codes, size * many), column.names) for name, column in texts.items()}
    own["origin"] = Texts(from_.astype(np.int32), tuple(area.id for area in body.listed))
    return Facts(
        figures,
        to.astype(np.int32),
        own,
        np.repeat(age_from, size * many),
        np.repeat(age_to, size * many),
        rows=np.tile(body.rows + context.cells.first_row, many),
        columns=np.repeat(columns, size) + context.cells.first_column,
        check_only=np.tile(body.total, many) | only,
    )


def _area(body: Body, layout: Layout, heading: str) -> int:
    """Return the place of the area that a heading names; one that has no row of its own is added."""
    key, name = split_key(layout, heading)
    own = pad(key, layout.widths)
    found = next((place for place, area in enumerate(body.listed) if area.id == own), None)
    if found is None:
        body.listed.append(Area(own, name, "", "", heading, -1))
        return len(body.listed) - 1
    return found
