"""Districts and the areas of a boundary file joined by their keys or names, with the evidence said."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from districtanalysis.language import join, say
from districtanalysis.sources.boundaries import Polygons
from districtanalysis.sources.names import spelling

_SHOWN = 5
_FEWEST = 0.5


@dataclass(frozen=True, slots=True)
class BoundaryJoin:
    """Which area of a boundary file belongs to which district.

    ``areas`` maps districts to areas; ``evidence`` is exact, zeros (leading zeros were lost on one side),
    last_digits or name, "" where nothing fits. ``without_area`` and ``without_district`` are what is left over on
    either side.
    """

    areas: Mapping[str, str]
    evidence: str
    digits: int
    without_area: tuple[str, ...]
    without_district: tuple[str, ...]

    @property
    def how(self) -> tuple[str, ...]:
        """The evidence in words; nothing where every key fits as it stands."""
        if self.evidence in {"", "exact"}:
            return ()
        district, area = next(iter(self.areas.items()))
        words = {"count": len(self.areas), "districts": len(self.areas) + len(self.without_area)}
        words |= {"digits": self.digits} if self.evidence == "last_digits" else {}
        return (say(f"areas.joined_by_{self.evidence}", district=district, area=area, **words),)

    @property
    def notes(self) -> tuple[str, ...]:
        """The evidence and what is left over on both sides, in words."""
        return (*self.how, *_left("district_without_area", self.without_area), *self.areas_left)

    @property
    def areas_left(self) -> tuple[str, ...]:
        """The areas that are no district, in words."""
        return _left("area_without_district", self.without_district)


def join_areas(districts: Mapping[str, str], areas: Sequence[str]) -> BoundaryJoin:
    """Return which of ``areas`` (keys of a boundary file) belongs to which district (name by id).

    The ways are tried one after the other, never mixed: the key as it stands, without leading zeros, by its last
    digits, by name. The first one that fits most districts and at least half of them counts; keys that would fit
    twice do not.

    >>> found = join_areas({"3": "Nordstadt", "10": "Fruerlund"}, ["STGT10", "STGT03"])
    >>> found.evidence, dict(found.areas), found.notes[0]
    ('last_digits', {'3': 'STGT03', '10': 'STGT10'}, '2 von 2 Stadtteilen über die letzten 2 Ziffern des Schlüssels
    zugeordnet (zum Beispiel 3 = STGT03).')
    """
    digits = max((len(_last_digits(key)) for key in districts), default=0)
    ways: dict[str, dict[str, str]] = {
        "exact": _pairs(districts, areas, str, str),
        "zeros": _pairs(districts, areas, _bare, _bare),
        "last_digits": _pairs(districts, areas, lambda key: _padded(key, digits), lambda key: _padded(key, digits)),
        "name": _by_name(districts, areas),
    }
    evidence = max(ways, key=lambda way: len(ways[way]))
    pairs = ways[evidence]
    if len(pairs) < max(_FEWEST * len(districts), 1):
        evidence, pairs = "", {}
    taken = set(pairs.values())
    return BoundaryJoin(
        pairs,
        evidence,
        digits,
        tuple(key for key in districts if key not in pairs),
        tuple(area for area in areas if area not in taken),
    )


def fitted(polygons: Polygons, districts: Mapping[str, str]) -> Polygons:
    """Return polygons under the ids of the districts (name by id) that they belong to.

    ``notes`` say how they were joined and which areas are no district; who draws them names the districts without one.
    """
    found = join_areas(districts, polygons.ids)
    named = {area: district for district, area in found.areas.items()}
    ids = tuple(named.get(area, area) for area in polygons.ids)
    return replace(polygons, ids=ids, notes=(*polygons.notes, *found.how, *found.areas_left))


def _pairs(
    districts: Iterable[str], areas: Iterable[str], of_district: Callable[[str], str], of_area: Callable[[str], str]
) -> dict[str, str]:
    """Return areas by district where both have the same form, and no other has it."""
    first, second = _once(districts, of_district), _once(areas, of_area)
    return {district: second[form] for form, district in first.items() if form in second}


def _once(keys: Iterable[str], form: Callable[[str], str]) -> dict[str, str]:
    found: dict[str, str] = {}
    twice = set()
    for key in keys:
        if form(key) in found:
            twice.add(form(key))
        found[form(key)] = key
    return {text: key for text, key in found.items() if text and text not in twice}


def _by_name(districts: Mapping[str, str], areas: Iterable[str]) -> dict[str, str]:
    first = _once(districts, lambda key: spelling(districts[key]))
    second = _once(areas, lambda area: spelling(re.sub(r"^\d+\s+", "", area)))
    return {district: second[form] for form, district in first.items() if form in second}


def _bare(key: str) -> str:
    return (key.lstrip("0") or "0") if key.isdecimal() else ""


def _last_digits(key: str) -> str:
    found = re.search(r"\d+$", key.strip())
    return found[0] if found else ""


def _padded(key: str, digits: int) -> str:
    """Return the last digits of a key, as many as the longest key of a district has."""
    found = _last_digits(key)
    return found.zfill(digits)[-digits:] if found and digits else ""


def _left(text: str, names: Sequence[str]) -> tuple[str, ...]:
    return (say(f"areas.{text}", names=_some(names)),) if names else ()


def _some(names: Sequence[str]) -> str:
    return join(names) if len(names) <= _SHOWN else ", ".join(names[:_SHOWN]) + f" … ({len(names)})"
