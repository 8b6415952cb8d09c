"""What charts draw where no other result holds it: counts and values with the words that belong to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd


@dataclass(frozen=True, slots=True)
class Ages:
    """Residents by age and sex.

    ``frame`` is indexed by the first age of each band in completed years: ``age_to`` (the last, -1 = open), ``female``
    and ``male`` (persons), and, where origin is known, ``female_foreign`` and ``male_foreign`` among them.
    ``compared`` holds the same of another area; only its shares are drawn.
    """

    name: str
    frame: pd.DataFrame
    compared: pd.DataFrame | None = None
    compared_name: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Parts:
    """Counts of parts that make up a whole: ``frame`` has areas as rows and parts as columns (persons).

    ``ordered`` says that the parts have an order, such as age bands; ``marked`` names the area to look at first,
    ``date`` is the reference date (ISO).
    """

    label: str
    frame: pd.DataFrame
    ordered: bool = False
    marked: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Amounts:
    """One amount per entry, such as persons per country of origin; ``unit`` in words.

    ``whole`` is the printed total where entries overlap (a country beside the union it belongs to); NaN where they
    add up. ``rest`` is what further entries have together that are not listed.
    """

    label: str
    values: pd.Series
    name: str = ""
    unit: str = ""
    date: str = ""
    whole: float = float("nan")
    rest: float = 0.0


@dataclass(frozen=True, slots=True)
class Differences:
    """Change per district: ``frame`` is indexed by ``district_id`` with ``name`` and ``value``.

    ``unit`` is in words (percent, percentage points); ``low`` and ``high`` columns are drawn as a span where they
    are there. ``overall`` is the change of the whole town.
    """

    label: str
    frame: pd.DataFrame
    unit: str
    period: str = ""
    overall: float | None = None
    decimals: int = 1


@dataclass(frozen=True, slots=True)
class Against:
    """A district or type against the city.

    ``frame`` is indexed by indicator: ``label``, ``value``, ``city``, ``deviation`` (standard deviations of the
    districts), ``decimals``. ``others`` holds the deviations of all districts (districts x indicators);
    ``centre`` is what the city is called where only some of its districts are known.
    """

    name: str
    frame: pd.DataFrame
    others: pd.DataFrame = field(default_factory=pd.DataFrame)
    centre: str = ""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Two values per district: ``frame`` is indexed by ``district_id`` with ``name``, ``x`` and ``y``.

    ``cross`` is where the quadrants meet, said in words by ``cross_label``; ``group`` may name a type per district.
    """

    x_label: str
    y_label: str
    frame: pd.DataFrame
    cross: tuple[float, float]
    cross_label: str = ""
    decimals: tuple[int, int] = (1, 1)


@dataclass(frozen=True, slots=True)
class Course:
    """Values over time: ``frame`` has dates (ISO) as rows and areas as columns.

    ``breaks`` names, by the first date of the new counting, why values before and after cannot be compared;
    ``step_unit`` is the unit of a difference where it is not the one of the values.
    """

    label: str
    frame: pd.DataFrame
    unit: str = ""
    breaks: Mapping[str, str] = field(default_factory=dict)
    decimals: int = 0
    step_unit: str = ""


@dataclass(frozen=True, slots=True)
class Panels:
    """The same value several times, such as at several dates: ``frame`` has districts as rows, panels as columns.

    ``unit`` in words; ``decimals`` as printed.
    """

    label: str
    frame: pd.DataFrame
    unit: str = ""
    decimals: int = 1


STATUS = ("high", "middle", "low", "very_low")
DYNAMICS = ("positive", "stable", "negative")


@dataclass(frozen=True, slots=True)
class StatusDynamics:
    """Status and its change per district, as the Berlin monitoring classes them.

    ``frame`` is indexed by ``district_id``: ``name``, ``status`` (high, middle, low, very_low or missing),
    ``dynamics`` (positive, stable, negative or missing) and ``attention`` (true where both call for it).
    """

    frame: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Places:
    """Facilities as points: ``frame`` has ``x`` and ``y`` in metres of the boundaries, ``kind`` in words and ``name``."""

    label: str
    frame: pd.DataFrame
