"""Confidentiality: withheld figures that follow from the others, and rows that tell about everybody in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np

from districtanalysis.checks.areas import families
from districtanalysis.checks.cube import Cube, cube_of
from districtanalysis.checks.equations import equations
from districtanalysis.checks.registry import CHECKS, Bools, at, label_of, limited
from districtanalysis.domain.data import DistrictData, cell_name
from districtanalysis.domain.finding import Finding, Phrase
from districtanalysis.domain.study import Study
from districtanalysis.language import say

WITHHELD = ("suppressed", "unknown_or_secret", "withheld_by_us")
_FEW = 100  # persons: of more, one group for all says little about any of them
_FEWEST = 3  # of one or two persons it is no news
_ONE_BY_ONE = 5


@CHECKS.register("follows_by_subtraction")
def follows_by_subtraction(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a warning for each withheld figure that is the only one missing in a sum: the others give it away.

    The figure itself is not worked out. Unit: one finding per cell. Source: complementary cells are
    withheld so that nothing follows by subtraction (rule of the city of Kaiserslautern).
    """
    cube = cube_of(data)
    secret = np.isin(cube.statuses, [cube.names_of_statuses.index(n) for n in WITHHELD if n in cube.names_of_statuses])
    if secret.any():
        yield from limited(_given_away(cube, data, secret))


def _given_away(cube: Cube, data: DistrictData, secret: Bools) -> Iterator[Callable[[], Finding]]:
    missing = np.isnan(cube.values)
    told: set[tuple[int, int]] = set()
    for equation in equations(cube, data):
        lines = list(equation.lines)
        alone = (missing[lines].sum(axis=0) == 1) & (secret[lines].sum(axis=0) == 1)
        for district in np.flatnonzero(alone).tolist():
            line = lines[int(np.flatnonzero(missing[lines, district])[0])]
            if (line, district) not in told:
                told.add((line, district))
                yield partial(_secret, cube, data, line, district, equation.kind)
    for area, parts, lines in families(cube, data):
        members = [area, *parts]
        for line in lines:
            if missing[line, members].sum() == 1 and secret[line, members].sum() == 1:
                district = members[int(np.flatnonzero(missing[line, members])[0])]
                if (line, district) not in told:
                    told.add((line, district))
                    yield partial(_secret, cube, data, line, district, "areas")


def _secret(cube: Cube, data: DistrictData, line: int, district: int, kind: str) -> Finding:
    row = cube.row(line, district)
    text = row["text"] if isinstance(row["text"], str) else Phrase(say, ("words.not_available_sign",))
    words = {"what": label_of(row["variable"]), "text": text, "parts": Phrase(say, (f"finding.parts.{kind}",))}
    return at(data, row, "follows_by_subtraction", "warning", **words)


@CHECKS.register("all_in_one_group")
def all_in_one_group(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a remark where all of 3 to 100 persons belong to one group: the row tells about each of them.

    Groups are sexes, ages and nationalities that add up to the whole. Unit: one finding per district
    and sum, one per table where there are many. Source: group disclosure in the rules of official
    statistics.
    """
    cube = cube_of(data)
    found: dict[tuple[str, str], list[tuple[int, int, int]]] = {}
    for equation in equations(cube, data):
        if equation.kind == "tables" or len(equation.parts) < 2:
            continue
        whole, parts = cube.values[equation.whole], cube.values[list(equation.parts)]
        for district in np.flatnonzero((parts.max(axis=0) == whole) & (whole >= _FEWEST) & (whole <= _FEW)).tolist():
            part = equation.parts[int(parts[:, district].argmax())]
            key = cube.lines[equation.whole].source, equation.kind
            found.setdefault(key, []).append((equation.whole, part, district))
    for (_, kind), places in found.items():
        many = len(places) > _ONE_BY_ONE
        for place in places[:1] if many else places:
            yield _one_group(cube, data, place, kind, len(places) if many else 0)


def _one_group(cube: Cube, data: DistrictData, place: tuple[int, int, int], kind: str, count: int) -> Finding:
    whole, part, district = place
    row = cube.row(whole, district)
    rule = "all_in_one_group.many" if count else "all_in_one_group"
    other = cube.row(part, district)
    words = {"what": label_of(row["variable"]), "value": float(row["value"]), "count": count}
    words |= {"group": cell_name(int(other["row"]), int(other["column"]))}
    return at(data, row, rule, "info", **words, parts=Phrase(say, (f"finding.parts.{kind}",)))
