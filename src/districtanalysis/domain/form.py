"""Forms: the sheets that people fill in, described once for reading them and for writing their templates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from districtanalysis.domain.finding import Finding
from districtanalysis.language import LANGUAGES, say, using

Kind = Literal["text", "number", "whole", "date", "choice", "list"]
SEPARATOR = ";"  # between the entries of one cell


@dataclass(frozen=True, slots=True)
class FormColumn:
    """One column: what may stand in it.

    ``needed`` says that the table cannot be read without the column; ``filled`` that each row needs an entry.
    ``low`` and ``high`` bound numbers, both included; a ``list`` holds entries parted by semicolons.
    """

    key: str
    kind: Kind = "text"
    needed: bool = False
    filled: bool = False
    choices: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """One sheet; its words are the texts ``<section>.form.<key>...``.

    ``label`` names the sheet, ``column.<column>`` its headings, ``help.<column>`` what to enter, and
    ``<section>.choice.<column>.<choice>`` the entries to choose from. ``further`` keeps other columns as text.
    """

    section: str
    key: str
    columns: tuple[FormColumn, ...]
    further: bool = False

    def label(self) -> str:
        """The name of the sheet in the language in force."""
        return say(f"{self.section}.form.{self.key}.label")

    def heading(self, column: str) -> str:
        """The heading of a column in the language in force."""
        return say(f"{self.section}.form.{self.key}.column.{column}")

    def help(self, column: str) -> str:
        """What to enter in a column."""
        return say(f"{self.section}.form.{self.key}.help.{column}")

    def word(self, column: str, choice: str) -> str:
        """The word for one of the entries to choose from."""
        return say(f"{self.section}.choice.{column}.{choice}")

    def labels(self) -> tuple[str, ...]:
        """The name of the sheet in each language."""
        return _in_all(f"{self.section}.form.{self.key}.label")

    def headings(self, column: str) -> tuple[str, ...]:
        """The heading of a column in each language."""
        return _in_all(f"{self.section}.form.{self.key}.column.{column}")

    def words(self, column: str, choice: str) -> tuple[str, ...]:
        """The word for an entry in each language."""
        return _in_all(f"{self.section}.choice.{column}.{choice}")


@dataclass(frozen=True, slots=True)
class FormRow:
    """One filled row: entry and cell (such as ``C5``) by column; an empty or unreadable entry is None, a list empty."""

    values: Mapping[str, object]
    cells: Mapping[str, str]
    row: int

    def text(self, key: str) -> str:
        """The entry of a column of text; "" where there is none."""
        value = self.values.get(key)
        return "" if value is None else str(value)

    def number(self, key: str) -> float | None:
        """The entry of a column of numbers; None where there is none."""
        value = self.values.get(key)
        return float(value) if isinstance(value, int | float) else None

    def entries(self, key: str) -> tuple[str, ...]:
        """The entries of a column of lists."""
        value = self.values.get(key)
        return tuple(str(part) for part in value) if isinstance(value, tuple) else ()


@dataclass(frozen=True, slots=True)
class FormTable:
    """The filled rows of a form, where they stood, and what was noticed while reading."""

    form: Form
    file: str
    sheet: str
    rows: tuple[FormRow, ...]
    findings: tuple[Finding, ...] = field(default=())

    def frame(self) -> pd.DataFrame:
        """Return one row per filled row and one column per column of the form (and further ones)."""
        columns = [column.key for column in self.form.columns]
        more = dict.fromkeys(key for row in self.rows for key in row.values if key not in columns)
        return pd.DataFrame([dict(row.values) for row in self.rows], columns=[*columns, *more])

    def finding(self, rule: str, row: FormRow, key: str, /, *, warning: bool = False, **details: object) -> Finding:
        """Return a finding at the cell of ``key`` in ``row``."""
        cell = row.cells.get(key, "")
        return Finding(
            rule, "warning" if warning else "error", file=self.file, sheet=self.sheet, cell=cell, details=details
        )


def _in_all(key: str) -> tuple[str, ...]:
    found = []
    for code in LANGUAGES:
        with using(code):
            found.append(say(key))
    return tuple(found)
