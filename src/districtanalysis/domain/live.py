"""A ranking in the plain shape that a spreadsheet can compute again: figures, weights, scales, results."""

from __future__ import annotations

from dataclasses import dataclass

from districtanalysis.domain.study import Direction, Ties

Row = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class LiveCriterion:
    """A criterion with its weight as given, its share of all (0 to 1), and per district score and points of fit."""

    key: str
    label: str
    weight: float
    share: float
    scores: Row
    points: Row


@dataclass(frozen=True, slots=True)
class LiveIndicator:
    """An indicator of a criterion: ``values`` in its own unit, ``scores`` as the normalisation made them.

    ``share`` is its part of the criterion (0 to 1). ``low`` and ``high`` are the two numbers of the scale: goalposts,
    smallest and largest value, or mean and standard deviation; NaN where it needs none.
    """

    key: str
    label: str
    criterion: str
    weight: float
    share: float
    direction: Direction
    normalisation: str
    values: Row
    scores: Row
    low: float = float("nan")
    high: float = float("nan")
    decimals: int = 2


@dataclass(frozen=True, slots=True)
class Model:
    """What is computed again: every row holds one value per district, in the order of the ranking.

    ``alongside`` are further columns of the ranking that are shown and not computed: label, decimals
    (None = text) and one value per district.
    """

    districts: tuple[str, ...]
    criteria: tuple[LiveCriterion, ...]
    indicators: tuple[LiveIndicator, ...]
    fit: Row
    rank: Row
    ties: Ties
    within: str
    between: str
    alongside: tuple[tuple[str, int | None, tuple[str | float | None, ...]], ...] = ()

    def of(self, criterion: str) -> tuple[int, ...]:
        """Return the places of the indicators of a criterion; they stand together."""
        return tuple(place for place, entry in enumerate(self.indicators) if entry.criterion == criterion)


@dataclass(frozen=True, slots=True)
class Live:
    """A ranking for a workbook: its ``model``, or why a sheet cannot compute it (``refused``, worded)."""

    model: Model | None
    refused: str = ""
