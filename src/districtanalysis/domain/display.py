"""What an output shows, before anybody decides how it is drawn: pages of tables, texts and trees.

The stages fill these shapes with values and worded texts; ``report`` turns them into a terminal
table, Markdown, HTML, CSV, JSON or a workbook and computes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from districtanalysis.domain.live import Live

Value = str | float | int | bool | None
Tone = Literal["plain", "lead", "note", "warning"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``decimals`` None means text (left), a number means figures (right).

    ``key`` is the name in CSV and JSON; ``wide`` marks running text that may wrap.
    """

    key: str
    label: str
    decimals: int | None = None
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of values in the order of ``columns``; None is "not available" and never drawn empty.

    ``marks`` are signs to be printed with a figure, by ``(row, column key)``: "mind.", "1)".
    ``row_decimals`` overrides the decimals of the columns in some rows: one indicator per row.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    note: str = ""
    marks: Mapping[tuple[int, str], str] = field(default_factory=dict)
    row_decimals: Mapping[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        wrong = next((row for row in self.rows if len(row) != len(self.columns)), None)
        if wrong is not None:
            raise ValueError(
                f"table {self.key!r}: a row must have {len(self.columns)} values, got {len(wrong)} instead"
            )

    def column_in(self, row: int, column: Column) -> Column:
        """Return ``column`` as it counts in ``row``: with the decimals of that row where it has its own.

        >>> table = Table("t", "", (Column("x", "x", 2),), ((1.0,),), row_decimals={0: 0})
        >>> table.column_in(0, table.columns[0]).decimals
        0
        """
        if column.decimals is None or row not in self.row_decimals:
            return column
        return replace(column, decimals=self.row_decimals[row])


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; ``heading`` starts a section of its own."""

    text: str
    tone: Tone = "plain"
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Tree:
    """A statement and what it rests on."""

    text: str
    children: tuple[Tree, ...] = ()
    data: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing: ``forms`` holds its bytes by kind (svg, png), ``alternative`` says it in words.

    Formats that cannot show it print title and alternative. ``share`` is its width as a share of the text's.
    """

    key: str
    title: str
    alternative: str
    forms: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of a long page begins here; the headings behind it stand one level deeper."""

    title: str
    key: str = ""


Block = Table | Paragraph | Tree | Picture | Chapter


@dataclass(frozen=True, slots=True)
class Page:
    """One output. ``data`` is what ``-f json`` writes; CSV writes ``flat``, or the first table.

    ``live`` is a ranking that a workbook computes again.
    """

    title: str
    blocks: tuple[Block, ...]
    subtitle: str = ""
    data: Mapping[str, object] = field(default_factory=dict)
    flat: Table | None = None
    live: Live | None = field(default=None, compare=False, repr=False)

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables among the blocks, in their order."""
        return tuple(block for block in self.blocks if isinstance(block, Table))
