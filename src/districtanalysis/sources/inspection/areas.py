"""Which rows are areas, which are totals, sections or leftovers, and which levels of areas there are."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from districtanalysis.domain.variables import fold
from districtanalysis.sources.body import bare
from districtanalysis.sources.inspection.blocks import Block
from districtanalysis.sources.inspection.columns import Column, Key
from districtanalysis.sources.inspection.levels import find_levels, groups_below
from districtanalysis.sources.inspection.window import BLANK, Window
from districtanalysis.sources.inspection.words import AREA_WORD, ID_WORD, NOT_ASSIGNED
from districtanalysis.sources.layout import TOTAL
from districtanalysis.sources.numerals import read_numeral

_TOTAL = re.compile("|".join(f"(?:{pattern})" for pattern in TOTAL) + r"|\b(zusammen|insgesamt|insg\.?)$")
_MOST_LEVELS = 4
_CHECKED = 3


@dataclass(slots=True)
class Rows:
    """The rows of a table, as places in the window.

    ``areas`` are rows with an area, ``totals`` those that add up others, ``leftovers`` rows such as
    "nicht zuzuordnen". ``adds_up`` is the total row whose figures are the sum of ``summed`` rows. ``whole`` is the
    row of an area that holds all the others, -1 for none, ``upper`` are rows of an upper level, in ``order``.
    """

    areas: list[int] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)
    leftovers: list[int] = field(default_factory=list)
    adds_up: int = -1
    summed: int = 0
    whole: int = -1
    upper: tuple[int, ...] = ()
    order: str = ""


def find_rows(window: Window, block: Block, key: Key, columns: list[Column]) -> Rows:
    """Return what the rows of a table are."""
    found = Rows()
    start = window.rows[block.body[0]]
    for row in block.body:
        printed = window.texts[row][key.column.place]
        if key.column.carried:
            printed = key.column.texts.name(window.rows[row] - start)
        name = printed or (window.texts[row][key.name.place] if key.name is not None else "")
        folded = fold(name)
        if not folded or (not bare(name) and _TOTAL.search(folded)):
            found.totals.append(row)
        elif key.areas and NOT_ASSIGNED.match(folded):
            found.leftovers.append(row)
        elif not printed:
            found.totals.append(row)
        else:
            found.areas.append(row)
    _check_sums(window, found, columns, block)
    return found


def _check_sums(window: Window, found: Rows, columns: list[Column], block: Block) -> None:
    """Check totals by adding up, and find levels of areas: rows that hold the sum of others."""
    counts = [column for column in columns if _is_count(column)][:_CHECKED]
    body = [row for row in block.body if row < window.head]
    for row in found.totals:
        if row not in body:
            continue
        place = body.index(row)
        for order in (body[:place][::-1], body[place + 1 :]):
            many = {_summed(window, column, row, order) for column in counts} - {0}
            if len(many) == 1:
                found.adds_up, found.summed = row, many.pop()
    areas = _first_slice([row for row in found.areas if row < window.head], window, columns)
    levels = find_levels([[value_of(window, column, row) or 0.0 for row in areas] for column in counts])
    found.whole = areas[levels.whole] if levels.whole >= 0 else -1
    found.upper, found.order = tuple(areas[place] for place in levels.upper), levels.order


def _is_count(column: Column) -> bool:
    named = bool(ID_WORD.search(fold(column.heading)) or AREA_WORD.search(column.folded))
    return column.numbers > 0.5 and not column.decimals and not named and column.distinct > 1


def _first_slice(areas: list[int], window: Window, columns: list[Column]) -> list[int]:
    """Return the rows of areas that are about the same as the first one: in a long table one figure per area."""
    stated = [column.place for column in columns if _states(column, len(areas))]
    return [row for row in areas if all(window.texts[row][c] == window.texts[areas[0]][c] for c in stated)]


def _states(column: Column, rows: int) -> bool:
    """Return whether a column says what a figure is about: a word or year that many rows share."""
    few = column.distinct < 0.5 * rows and (column.words > 0.5 or column.years > 0.5)
    return few and not AREA_WORD.search(column.folded)


def _summed(window: Window, column: Column, row: int, order: list[int]) -> int:
    """Return how many rows next to this one add up to it exactly; 0 where none do."""
    groups = groups_below([value_of(window, column, other) or 0.0 for other in (row, *order)])
    return groups[0] if groups else 0


def value_of(window: Window, column: Column, row: int) -> float | None:
    """Return the number that stands in a row of a column; None for a sign, a text and a blank cell."""
    text = window.texts[row][column.place].strip()
    found = read_numeral(re.sub(r"\s", " ", text), thousands="") if window.kinds[row, column.place] != BLANK else None
    return found.value if found is not None else None


def key_lengths(key: Key) -> list[int]:
    """Return the lengths of keys that are digits throughout, shortest first; nothing for names and running numbers.

    Lengths that lack a zero count as the full one. Numbers that count on from one lost no zeros.
    """
    names = [name for name in key.column.texts.names if name.isdecimal()]
    whole = sorted(map(int, names))
    if whole and whole[0] in {0, 1} and whole[-1] < 2 * len(whole) and not any(name[0] == "0" for name in names):
        return []
    if len(names) < 0.95 * len(key.column.texts.names) or not names:
        return []
    many = Counter(map(len, names))
    longest = max(many)
    if longest < 2:
        return []
    kept = sorted(size for size in many if size == longest or size + 1 not in many)
    return kept if len(kept) <= _MOST_LEVELS else []


def lost_zeros(key: Key, lengths: list[int]) -> int:
    """Return how many keys are one digit short of a length that the others have."""
    return sum(len(name) not in lengths for name in key.column.texts.names if name.isdecimal()) if lengths else 0
