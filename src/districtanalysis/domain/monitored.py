"""The indices of a monitor as a page shows them: scores, ranks and classes per district, worded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True, slots=True)
class MonitoredIndex:
    """One index: ``frame`` has score, rank and step (number of the class from 0), one row per district.

    ``classes`` are the labels of the steps, none where the recipe has no classes. ``values`` are the indicators as
    read, ``scaled`` as they enter; ``labels`` their labels. ``order`` says which end the first rank is.
    """

    key: str
    label: str
    frame: pd.DataFrame
    classes: Sequence[str]
    values: pd.DataFrame
    scaled: pd.DataFrame
    labels: Mapping[str, str]
    order: str = ""

    def counts(self) -> list[tuple[str, int]]:
        """Return how many districts are in each class, in the order of the classes."""
        found = self.frame["step"].value_counts()
        return [(label, int(found.get(step, 0))) for step, label in enumerate(self.classes)]


@dataclass(frozen=True, slots=True)
class Monitored:
    """A monitor carried out, worded in one language: indices, groups of two of them, who takes no part and why.

    ``names`` and ``left_out`` hold names by district; ``groups`` one text per district, empty where indices are not
    crossed; ``attention`` marks districts.
    """

    label: str
    names: pd.Series
    indices: Sequence[MonitoredIndex]
    groups: pd.Series
    attention: pd.Series
    attention_label: str
    left_out: pd.Series
    reasons: Sequence[str]
    notes: Sequence[str] = ()
