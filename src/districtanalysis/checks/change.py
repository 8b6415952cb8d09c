"""From date to date: figures that jump, areas that appear or vanish, a figure out of its series."""

from __future__ import annotations

import datetime as dt
import itertools
import math
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from districtanalysis.checks.areas import together
from districtanalysis.checks.cube import Cube, Floats, Line, cube_of
from districtanalysis.checks.registry import CHECKS, Bools, at, label_of, limited
from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.finding import Finding, Phrase
from districtanalysis.domain.study import Study
from districtanalysis.domain.variables import variables
from districtanalysis.language import date, percent

# A change stands out beyond six robust standard deviations of all districts, 15 percent and 30 persons.
_DEVIATIONS, _SHARE, _LEAST = 6.0, 0.15, 30.0
_SMALLEST_SPREAD = 0.02
_FEWEST = 8  # districts from which a spread can be told
_SAME_AREAS = 0.5
_OUT_OF_SERIES, _STEADY = math.log(3), math.log(1.3)
_TENTH = 0.08  # of a power of ten: 625 for 6 194
_NEAR = 3.5 * 365
_BY_CHANCE = 4.0  # of square roots of counts, whose spread is one half: small numbers waver


class Step(NamedTuple):
    """One thing counted at two dates that follow each other: values per district and the lines they come from."""

    first: str
    second: str
    before: Floats
    after: Floats
    home: npt.NDArray[np.int64]
    home_before: npt.NDArray[np.int64]


@CHECKS.register("jump_between_dates")
def jump_between_dates(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a warning where a count changes from date to date far more than those of the other districts.

    Unit: percent of the earlier count; measured in robust standard deviations (median absolute
    deviation x 1.4826) of all districts' changes, widened for small numbers. Source: own rule.
    """
    cube = cube_of(data)
    yield from limited(_jumps(cube, data))


def _jumps(cube: Cube, data: DistrictData) -> Iterator[Callable[[], Finding]]:
    steps = list(_steps(cube))
    people = {
        (step.first, step.second): standing_out(step.before, step.after)[0] for step in steps if _of_all(cube, step)
    }
    for step in steps:
        bad, usual = standing_out(step.before, step.after)
        if not _of_all(cube, step) and (step.first, step.second) in people:
            bad &= ~people[step.first, step.second]  # who moved in or away was counted in every column
        for district in np.flatnonzero(bad).tolist():
            yield partial(_jump, cube, data, step, district, usual)


def _of_all(cube: Cube, step: Step) -> bool:
    return cube.lines[int(step.home[0])].variable == "residents"


def _jump(cube: Cube, data: DistrictData, step: Step, district: int, usual: float) -> Finding:
    row = cube.row(int(step.home[district]), district)
    before, after = float(step.before[district]), float(step.after[district])
    words = {
        "what": label_of(row["variable"]),
        "before": before,
        "after": after,
        "first": Phrase(_day, (step.first,)),
        "second": Phrase(_day, (step.second,)),
        "change": Phrase(percent, ((after / before - 1) * 100,)),
        "usual": Phrase(percent, ((math.exp(usual) - 1) * 100,)),
    }
    return at(data, row, "jump_between_dates", "warning", **words)


def standing_out(before: Floats, after: Floats) -> tuple[Bools, float]:
    """Return which changes stand out among all, and the usual one (as a logarithm).

    >>> bad, usual = standing_out(np.full(9, 1000.0), np.array([1010.0] * 8 + [700.0]))
    >>> bad.tolist().index(True), round(usual, 3)
    (8, 0.01)
    """
    known = (before > 0) & (after > 0)
    nothing = np.zeros(len(before), dtype=np.bool_)
    if np.count_nonzero(known) < _FEWEST:
        return nothing, 0.0
    with np.errstate(divide="ignore", invalid="ignore"):
        change = np.log(after / before)
        usual = float(np.median(change[known]))
        spread = max(1.4826 * float(np.median(np.abs(change[known] - usual))), _SMALLEST_SPREAD)
        apart = np.abs(change - usual) / np.sqrt(spread**2 + 1 / before + 1 / after)
        large = (np.abs(after - before) >= _LEAST) & (np.abs(after / before - 1) >= _SHARE)
    return known & (apart > _DEVIATIONS) & large, usual


@CHECKS.register("area_in_one_date")
def area_in_one_date(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a warning for each area that a date has and the one before or after it lacks; one for a new set of areas.

    Unit: counts; one finding per area. Source: areas are divided, joined and drawn anew.
    """
    cube = cube_of(data)
    everybody = [step for step in _steps(cube) if _of_all(cube, step)]
    for step in everybody or list(_steps(cube))[:1]:
        there, then = ~np.isnan(step.before), ~np.isnan(step.after)
        alone = there ^ then
        if np.count_nonzero(there & then) < _SAME_AREAS * min(there.sum(), then.sum()):
            yield _drawn_anew(cube, data, step, there, then)
            continue
        days = {"first": Phrase(_day, (step.first,)), "second": Phrase(_day, (step.second,))}
        for district in np.flatnonzero(alone).tolist():
            new = bool(then[district])
            row = cube.row(int((step.home if new else step.home_before)[district]), district)
            words = {"what": label_of(row["variable"]), "value": float(row["value"]), **days}
            yield at(data, row, "area_in_one_date" if new else "area_in_one_date.gone", "warning", **words)


def _drawn_anew(cube: Cube, data: DistrictData, step: Step, there: Bools, then: Bools) -> Finding:
    row = cube.row(int(step.home[np.flatnonzero(then)[0]]), int(np.flatnonzero(then)[0]))
    days = {"first": Phrase(_day, (step.first,)), "second": Phrase(_day, (step.second,))}
    words = {"before": int(there.sum()), "after": int(then.sum()), "both": int((there & then).sum())}
    return at(data, row, "area_in_one_date.many", "warning", **words, **days)


def _steps(cube: Cube) -> Iterator[Step]:
    """Yield each count of everybody at two dates that follow each other; several tables of one day are one."""

    def about(line: Line) -> object | None:
        counts = variables()[line.variable]
        return line.variable if line.about_everybody and line.date and counts.additive else None

    for lines in cube.grouped(about).values():
        days: dict[str, list[int]] = {}
        for place in lines:
            days.setdefault(cube.lines[place].date, []).append(place)
        for first, second in itertools.pairwise(sorted(days)):
            before, home_before = together(cube, days[first])
            after, home = together(cube, days[second])
            yield Step(first, second, before, after, home, home_before)


@CHECKS.register("out_of_series")
def out_of_series(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a warning for a count that is a third or less, three times or more, of the same count at the dates beside it.

    Says so where a lost, added or shifted digit explains it. Unit: counts. Source: own rule.
    """
    cube = cube_of(data)
    yield from limited(found for lines in _series(cube) for found in _odd(cube, data, lines))


def _series(cube: Cube) -> Iterator[list[int]]:
    def about(line: Line) -> object | None:
        return line.without("date", "source", "sheet") if variables()[line.variable].additive and line.date else None

    for lines in cube.grouped(about).values():
        first: dict[str, int] = {}
        for place in lines:
            first.setdefault(cube.lines[place].date, place)
        if len(first) > 2:
            yield [first[day] for day in sorted(first)]


def _odd(cube: Cube, data: DistrictData, lines: list[int]) -> Iterator[Callable[[], Finding]]:
    values = cube.values[lines]
    days = [dt.date.fromisoformat(cube.lines[place].date).toordinal() for place in lines]
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.where(values > 0, np.log(values), np.nan)
    for place, line in enumerate(lines):
        near = [near for near in (place - 1, place + 1, place - 2, place + 2) if 0 <= near < len(lines)][:2]
        if max(abs(days[place] - days[other]) for other in near) > _NEAR:
            continue
        expected = logs[near].mean(axis=0)
        steady = np.abs(logs[near[0]] - logs[near[1]]) < _STEADY
        odd = (np.abs(logs[place] - expected) > _OUT_OF_SERIES) & steady & (expected > math.log(_LEAST))
        odd &= np.abs(np.sqrt(np.abs(values[place])) - np.exp(expected / 2)) > _BY_CHANCE
        for district in np.flatnonzero(odd).tolist():
            yield partial(_out_of_series, cube, data, (line, district), math.exp(float(expected[district])))


def _out_of_series(cube: Cube, data: DistrictData, cell: tuple[int, int], around: float) -> Finding:
    row = cube.row(*cell)
    tens = math.log10(around / float(row["value"]))
    slipped = abs(tens - round(tens)) < _TENTH and round(tens) != 0
    words = {"what": label_of(row["variable"]), "value": float(row["value"]), "expected": float(round(around))}
    return at(data, row, "out_of_series.digits" if slipped else "out_of_series", "warning", **words)


def _day(day: str) -> str:
    return date(dt.date.fromisoformat(day))
