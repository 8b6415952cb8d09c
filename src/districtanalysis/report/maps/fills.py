"""How shapes are filled: by class, or by what is missing; the legend says the same with counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from districtanalysis.language import number, say
from districtanalysis.methods.map_classes import MapClasses
from districtanalysis.report.stage import Mark
from districtanalysis.report.style import colour, hatch, steps

# What the status of a figure means on a map; every other status without a value is just missing.
_HELD_BACK = {"suppressed", "unknown_or_secret", "withheld_by_us"}


@dataclass(frozen=True, slots=True)
class Fill:
    """How a shape is filled; ``bold`` outlines stand out."""

    colour: str
    hatch: str = ""
    bold: bool = False


def without_value(status: str) -> str:
    """Return what a district without a value counts as: ``suppressed``, ``not_typed`` or ``missing``.

    >>> without_value("suppressed"), without_value("not_available")
    ('suppressed', 'missing')
    """
    if status == "not_typed":
        return "not_typed"
    return "suppressed" if status in _HELD_BACK else "missing"


def absent(kind: str) -> Fill:
    """Return the fill of a district without a value: paper with a pattern of its own."""
    return Fill(colour("paper"), hatch(kind))


def value_fills(classes: MapClasses, kinds: Sequence[str]) -> tuple[list[Fill], list[Mark]]:
    """Return the fill of each district and the legend with counts; ``kinds`` says why a value is not there."""
    shades = steps("sequential", len(classes))
    fills = [Fill(shades[code]) if code >= 0 else absent(kinds[i]) for i, code in enumerate(classes.codes)]
    return fills, absent_marks([kind for kind, code in zip(kinds, classes.codes, strict=True) if code < 0])


def class_marks(classes: MapClasses, labels: Sequence[str]) -> list[Mark]:
    """Return the legend of the classes, light to dark, each with the number of its districts."""
    shades = steps("sequential", len(classes))
    counted = [
        say("map.counted", label=label, count=number(int(n))) for label, n in zip(labels, classes.counts, strict=True)
    ]
    return [Mark(label, shade) for label, shade in zip(counted, shades, strict=True)]


def absent_marks(kinds: Sequence[str]) -> list[Mark]:
    """Return the legend of what has no value, in a fixed order, with counts; only what occurs."""
    found = []
    for kind in ("missing", "suppressed", "not_typed"):
        count = list(kinds).count(kind)
        if count:
            label = say("map.counted", label=say(f"map.{kind}"), count=number(count))
            found.append(Mark(label, colour("paper"), hatch(kind), edge=colour("line")))
    return found


def class_labels(classes: MapClasses, decimals: int) -> list[str]:
    """Return the classes in words; as many digits as it takes to tell their limits apart.

    >>> import numpy as np
    >>> from districtanalysis.methods.map_classes import in_classes
    >>> class_labels(in_classes(np.array([1.0, 2.0, 3.0, 4.0]), "equal_interval", 2), 0)
    ['1,0 bis 2,5', 'über 2,5 bis 4,0']
    """
    limits = [float(limit) for limit in classes.limits]
    if len(classes) == 1:
        low, high = (number(limit, decimals) for limit in limits)
        return [high if low == high else say("map.class_closed", low=low, high=high)]
    shown = next((digits for digits in range(decimals, decimals + 6) if _telling(limits, digits)), decimals + 6)
    words = [number(limit, shown) for limit in limits]
    later = [say("map.class_range", low=low, high=high) for low, high in pairwise(words[1:])]
    first = words[0] if words[0] == words[1] else say("map.class_closed", low=words[0], high=words[1])
    return [first, *later]


def _telling(limits: Sequence[float], decimals: int) -> bool:
    """Return whether rounding keeps the limits apart and moves none by more than a part of a class."""
    rounded = [round(limit, decimals) for limit in limits]
    # ties can leave a first class of one value
    least = min(high - low for low, high in pairwise(limits) if high > low)
    return all(abs(a - b) <= 0.2 * least for a, b in zip(rounded, limits, strict=True))
