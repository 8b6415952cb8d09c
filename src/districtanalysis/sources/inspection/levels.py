"""Levels of areas that stand in one column: found because figures of one row are the sum of others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Values = Sequence[float]
_FEWEST_GROUPS = 2
_LARGE = 100


@dataclass(frozen=True, slots=True)
class Levels:
    """Places of areas by level, the largest areas first; the lowest level is the rest.

    ``whole`` is the row that holds the sum of all, -1 for none; ``order`` says whether it stands ``first``, ``last``,
    or the upper areas stand ``between`` the lower ones.
    """

    whole: int = -1
    upper: tuple[int, ...] = ()
    order: str = ""


def find_levels(columns: Sequence[Values]) -> Levels:
    """Return the levels that columns of counts agree on; a column that shows none may hold no sums.

    Sums of small numbers may come about by chance: there all columns have to show them.

    >>> find_levels([[30, 10, 20, 4, 6, 5, 15], [3, 1, 2, 0, 1, 1, 1]]).upper
    (1, 2)
    >>> find_levels([[10, 4, 6, 20, 5, 15]]).order
    'between'
    """
    usable = [column for column in columns if sum(value > 0 for value in column) > 0.8 * len(column)]
    if not usable or len(usable[0]) < 4:
        return Levels()
    found = {column_levels for column in usable if (column_levels := _levels(column)) != Levels()}
    chance = max(max(column) for column in usable) < _LARGE and len(usable) > 1
    if len(found) != 1 or (chance and any(_levels(column) == Levels() for column in usable)):
        return Levels()
    return found.pop()


def _levels(values: Values) -> Levels:
    size = len(values)
    upper = _between(values) or tuple(size - 1 - place for place in reversed(_between(values[::-1])))
    if upper:
        total = sum(values[place] for place in upper)
        whole = next((place for place in (0, size - 1) if place not in upper and values[place] == total), -1)
        return Levels(whole, upper, "between")
    first = groups_below(values)
    if first:
        return Levels(0, tuple(range(1, first[0] + 1)) if first[0] < size - 1 else (), "first")
    last = groups_below(values[::-1])
    if last:
        return Levels(size - 1, tuple(range(size - 1 - last[0], size - 1)) if last[0] < size - 1 else (), "last")
    return Levels()


def groups_below(values: Values) -> list[int]:
    """Return how many rows below the first one add up to it, group by group; nothing where none do.

    >>> groups_below([30, 10, 20, 4, 6, 5, 15]), groups_below([30, 1, 2])
    ([2, 4], [])
    """
    found: list[int] = []
    total, many = 0.0, 0
    for value in values[1:]:
        total, many = total + value, many + 1
        if total == values[0] and many > 1:
            found.append(many)
            total, many = 0.0, 0
        elif total > values[0]:
            break
    return found


def _between(values: Values) -> tuple[int, ...]:
    """Return the rows that are the sum of the rows below them, where most rows belong to such a group."""
    upper: list[int] = []
    covered = place = 0
    while place < len(values):
        size = _first_group(values, place)
        if size:
            upper.append(place)
            covered += size
        place += size + 1
    enough = len(upper) >= _FEWEST_GROUPS and covered + len(upper) >= 0.8 * len(values)
    return tuple(upper) if enough else ()


def _first_group(values: Values, place: int) -> int:
    """Return how many rows below one add up to it, 0 where none do."""
    total = 0.0
    for other in range(place + 1, len(values)):
        total += values[other]
        if total == values[place] and other > place + 1:
            return other - place
        if total > values[place]:
            break
    return 0
