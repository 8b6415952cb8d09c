"""What a check noticed: one remark with its place, what is usual, and what to do."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from districtanalysis.language import date, join, number, say

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A part of a remark that is worded only when somebody reads it: ``make(*parts)``.

    >>> str(Phrase(number, (30.86, 2)))
    '30,86'
    """

    make: Callable[..., str] = field(repr=False)
    parts: tuple[object, ...]

    def __str__(self) -> str:
        return self.make(*self.parts)


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark on the data.

    The words come from ``finding.<rule>``: ``found``, ``usual`` and ``remedy``, filled from
    ``details`` when they are read, so that one finding can be worded in either language.
    """

    rule: str
    severity: Severity
    file: str = ""
    sheet: str = ""
    cell: str = ""
    district: str = ""
    variable: str = ""
    details: Mapping[str, object] = field(default_factory=dict)

    @property
    def found(self) -> str:
        """What stands there."""
        text = self._say("found")
        return text[:1].upper() + text[1:]  # English names of variables and kinds begin small

    @property
    def usual(self) -> str:
        """What is usual in its place."""
        return self._say("usual")

    @property
    def remedy(self) -> str:
        """What to do."""
        return self._say("remedy")

    @property
    def title(self) -> str:
        """The name of the rule."""
        return say(f"finding.{self.rule}.title")

    @property
    def place(self) -> str:
        """Where it stands: file, sheet and cell as far as they are known."""
        sheet = say("finding.place.sheet", sheet=self.sheet) if self.sheet else ""
        return ", ".join(part for part in (self.file, sheet, self.cell) if part)

    @property
    def message(self) -> str:
        """The whole remark as one paragraph."""
        place = f"{self.place}: " if self.place else ""
        return f"{place}{self.found} {say('finding.usual', usual=self.usual)} {self.remedy}"

    def to_dict(self) -> dict[str, str]:
        """Return every part as text, as it is written to JSON."""
        return {
            "rule": self.rule,
            "severity": self.severity,
            "file": self.file,
            "sheet": self.sheet,
            "cell": self.cell,
            "district": self.district,
            "variable": self.variable,
            "found": self.found,
            "usual": self.usual,
            "remedy": self.remedy,
        }

    def _say(self, part: str) -> str:
        values = {"district": self.district, **self.details}
        return say(f"finding.{self.rule}.{part}", **{key: _worded(value) for key, value in values.items()})


def order(finding: Finding) -> tuple[int, str, str, str, str]:
    """Return the sort key: errors first, then by place, cells row by row.

    >>> order(Finding("negative_count", "error", cell="E8"))
    (0, '', '', '0000008  E', 'negative_count')
    """
    cell = re.fullmatch(r"([A-Z]+)(\d+)", finding.cell)
    by_row = f"{int(cell[2]):07}{cell[1]:>3}" if cell else finding.cell
    return (SEVERITIES.index(finding.severity), finding.file, finding.sheet, by_row, finding.rule)


def _worded(value: object) -> str:
    if isinstance(value, bool) or value is None:
        return str(value)
    if isinstance(value, int | float):
        return number(float(value), None)
    if isinstance(value, dt.date):
        return date(value)
    if isinstance(value, tuple | list):
        return join(_worded(part) for part in value)
    return str(value)  # where a Phrase words itself
