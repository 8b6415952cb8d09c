"""Figures with everything that is known about each, column by column -> Observations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from districtanalysis.domain.observations import (
    QUALIFIERS,
    STATUSES,
    Observations,
    coded,
    concat,
    from_columns,
    from_rows,
)
from districtanalysis.sources.cells import Texts
from districtanalysis.sources.figure_columns import Figures
from districtanalysis.sources.meaning import Meant

Ints = npt.NDArray[np.int64]
DIMENSIONS = ("date", "sex", "origin", "kind")


@dataclass(slots=True)
class Facts:
    """Figures of one table, equally long columns: what, of which area, when, and where each stands.

    ``areas`` are places in the list of areas of the table; ``texts`` holds variable, date, sex,
    origin and kind; ``check_only`` marks totals and repetitions, which are for checks.
    """

    figures: Figures
    areas: npt.NDArray[np.int32]
    texts: dict[str, Texts]
    age_from: npt.NDArray[np.int16]
    age_to: npt.NDArray[np.int16]
    rows: Ints
    columns: Ints
    check_only: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.areas)


def numbered(values: Iterable[str | dt.date | None]) -> Texts:
    """Return texts by number; None and "" are missing.

    >>> numbered(["a", None, "b", "a"]).codes.tolist()
    [0, -1, 1, 0]
    """
    number: dict[str, int] = {}
    codes = [-1 if value is None or value == "" else number.setdefault(str(value), len(number)) for value in values]
    return Texts(np.array(codes, dtype=np.int32), tuple(number))


def meanings(meant: Sequence[Meant]) -> tuple[dict[str, Texts], npt.NDArray[np.int16], npt.NDArray[np.int16]]:
    """Return variable, date, sex, origin and kind of several meanings as columns of texts, and their ages."""
    texts = {name: numbered(getattr(each, name) for each in meant) for name in ("variable", *DIMENSIONS)}
    ages = [np.array([getattr(each, name) for each in meant], dtype=np.int16) for name in ("age_from", "age_to")]
    return texts, ages[0], ages[1]


def filled_in(first: Texts, second: Texts | None) -> Texts:
    """Return ``first``, and where it is missing, ``second``."""
    if second is None or (first.codes >= 0).all():
        return first
    if (first.codes < 0).all():
        return second
    names = {name: code for code, name in enumerate(dict.fromkeys((*first.names, *second.names)))}
    moved = np.array([names[name] for name in second.names] + [-1], dtype=np.int32)[second.codes]
    kept = np.array([names[name] for name in first.names] + [-1], dtype=np.int32)[first.codes]
    return Texts(np.where(first.codes >= 0, kept, moved).astype(np.int32), tuple(names))


def to_observations(
    facts: Facts, keep: npt.NDArray[np.bool_], areas: Sequence[str], *, source: str, sheet: str
) -> tuple[Observations, Ints]:
    """Return the kept facts as Observations, and the places they had among all facts."""
    chosen = np.flatnonzero(keep)
    whole = len(chosen) == len(facts)
    figures = facts.figures

    def of(column: npt.NDArray[Any]) -> npt.NDArray[Any]:
        return column if whole else column[chosen]

    one = np.zeros(len(chosen), dtype=np.int8)
    columns: dict[str, object] = {
        "district_id": coded(of(facts.areas), areas),
        "source": coded(one, [source]),
        "sheet": coded(one if sheet else one - 1, [sheet] if sheet else []),
        "status": coded(of(figures.status), STATUSES),
        "qualifier": coded(of(figures.qualifier), QUALIFIERS),
        "text": _texts(figures.texts, chosen, len(facts), whole=whole),
        "row": of(facts.rows),
        "column": of(facts.columns),
        "age_from": of(facts.age_from),
        "age_to": of(facts.age_to),
    }
    columns |= {name: coded(of(texts.codes), texts.names) for name, texts in facts.texts.items()}
    columns |= {name: of(getattr(figures, name)) for name in ("value", "low", "high", "decimals")}
    return from_columns(columns), chosen  # type: ignore[arg-type]


def _texts(texts: Mapping[int, str], chosen: Ints, size: int, *, whole: bool) -> object:
    codes = np.full(size, -1, dtype=np.int32)
    number: dict[str, int] = {}
    for place, text in texts.items():
        codes[place] = number.setdefault(text, len(number)) if text else -1
    return coded(codes if whole else codes[chosen], list(number))


def together(parts: Sequence[Observations]) -> Observations:
    """Return the figures of several parts of one table, numbered from 0."""
    filled = [part for part in parts if len(part)]
    if not filled:
        return from_rows([])
    return filled[0] if len(filled) == 1 else concat(filled)
