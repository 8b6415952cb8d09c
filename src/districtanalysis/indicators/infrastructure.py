"""What there is in a district: kinds of everyday places, and facilities per residents."""

from __future__ import annotations

from districtanalysis.domain.indicator import FloatArray
from districtanalysis.domain.selection import Selection
from districtanalysis.indicators.catalogue import indicator
from districtanalysis.indicators.population import RESIDENTS

EVERYDAY = ("primary_school", "daycare", "youth", "church_or_community_centre", "sport", "independent_provider")


@indicator(
    theme="infrastructure",
    unit="kinds",
    inputs={"kinds": Selection("facilities", kind=EVERYDAY, reduce="kinds")},
    decimals=0,
    bounds=(0, len(EVERYDAY)),
    source="kinds present of: primary school, day care, youth, church or community centre, sport, independent provider",
)
def everyday_place_kinds(kinds: FloatArray) -> FloatArray:
    """Return how many of the six kinds of everyday places are named (kinds, a lower bound).

    Kinds are counted and not entries, since two entries can be one place.

    >>> import numpy as np
    >>> everyday_place_kinds(np.array([5.0])).tolist()
    [5.0]
    """
    return kinds


@indicator(
    theme="infrastructure",
    unit="per_1000",
    inputs={"centres": Selection("facilities", kind="daycare", reduce="sum"), "residents": RESIDENTS},
    base="residents",
    decimals=2,
    source="day-care centres / residents x 1000",
)
def daycare_per_1000(centres: FloatArray, residents: FloatArray) -> FloatArray:
    """Return day-care centres per 1000 residents.

    >>> import numpy as np
    >>> float(daycare_per_1000(np.array([3.0]), np.array([4336.0]))[0].round(3))
    0.692
    """
    return centres / residents * 1000
