"""A data request: which figures, of which day and concept, for which areas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd


@dataclass(frozen=True, slots=True)
class RequestItem:
    """One variable that is asked for.

    ``bands`` are age bands in completed years (both included, -1 = open), ``kinds`` kinds of facilities; ``needed_for``
    names the indicators by key; ``there`` is what the study has already: "" (nothing), ``partly`` or ``all``.
    """

    variable: str
    bands: tuple[tuple[int, int], ...] = ()
    kinds: tuple[str, ...] = ()
    by_origin: bool = False
    by_sex: bool = False
    needed_for: tuple[str, ...] = ()
    there: str = ""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the sender wishes; what is "" is left open in the letter, to be filled in by hand.

    ``date`` and ``reply_by`` are ISO dates, ``minimum`` the number of persons below which figures may be suppressed.
    """

    date: str = ""
    concept: str = ""
    area_version: str = ""
    minimum: int = 3
    reply_by: str = ""
    sender: str = ""
    recipient: str = ""


@dataclass(frozen=True, slots=True)
class DataRequest:
    """The content of the letter.

    ``areas`` holds the names by key; ``own`` the variables that the study codes itself and no office can deliver.
    """

    city: str
    title: str
    purpose: str
    items: tuple[RequestItem, ...]
    areas: Mapping[str, str] = field(default_factory=dict)
    own: tuple[str, ...] = ()
    wishes: Wishes = Wishes()

    def to_frame(self) -> pd.DataFrame:
        """Return one row per variable that is asked for."""
        rows = [
            {
                "variable": item.variable,
                "bands": "; ".join(f"{low}-{high if high >= 0 else ''}" for low, high in item.bands),
                "kinds": "; ".join(item.kinds),
                "needed_for": "; ".join(item.needed_for),
                "there": item.there,
            }
            for item in self.items
        ]
        return pd.DataFrame(rows, columns=["variable", "bands", "kinds", "needed_for", "there"])
