"""A ranking in the plain shape that a spreadsheet can compute again: figures, weights, scales, results."""

from __future__ import annotations

from dataclasses import dataclass

from districtanalysis.domain.study import Direction, Ties

Row = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class LiveCriterion:
    """A criterion with its weight as given and the scores (0-100) of all districts."""

    key: str
    label: str
    weight: float
    scores: Row


@dataclass(frozen=True, slots=True)
class LiveIndicator:
    """An indicator of a criterion: ``values`` in its own unit, ``scores`` as the normalisation made them.

    ``low`` and ``high`` are the goalposts where the normalisation needs them.
    """

    key: str
    label: str
    criterion: str
    weight: float
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
