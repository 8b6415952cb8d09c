"""Values of a table as they are drawn."""

from __future__ import annotations

import math
from collections.abc import Iterator

from districtanalysis.domain.display import Column, Table, Value
from districtanalysis.language import number, say

SOFT_HYPHEN = "\N{SOFT HYPHEN}"
NOTHING = "\N{EN DASH}"


def native(value: Value) -> Value:
    """Return ``value`` as a plain Python value: numbers of numpy print their type otherwise.

    >>> import numpy
    >>> native(numpy.float64(81.5)), native("Oststadt")
    (81.5, 'Oststadt')
    """
    item = getattr(value, "item", None)
    return value if item is None else item()


def is_missing(value: Value) -> bool:
    """Return whether ``value`` is "not available": None or no finite number.

    >>> is_missing(None), is_missing(float("nan")), is_missing(0)
    (True, True, False)
    """
    return value is None or (isinstance(value, float) and not math.isfinite(value))


def drawn(value: Value, column: Column, mark: str = "") -> str:
    r"""Return ``value`` as readers see it, in the notation of the language in force.

    An empty text, which says that there is nothing to say, is a dash: no cell is drawn empty.
    A mark that is a word stands before the figure ("mind. 46"), any other sign behind it.

    >>> drawn(46, Column("n", "Nationalitäten", 0), "mind.")
    'mind.\xa046'
    >>> drawn(81.4815, Column("fit", "Passung", 1)), drawn(None, Column("n", "n", 0))
    ('81,5', 'n. v.')
    """
    if is_missing(value):
        text = say("words.not_available_sign")
    elif isinstance(value, bool):
        text = say("words.yes" if value else "words.no")
    elif isinstance(value, str):
        text = value if value.strip() else NOTHING
    else:
        text = number(value, column.decimals)
    if not mark:
        return text
    return f"{mark}\N{NO-BREAK SPACE}{text}" if mark[0].isalpha() else f"{text}\N{NO-BREAK SPACE}{mark}"


def cells(table: Table) -> Iterator[tuple[str, ...]]:
    """Yield the rows of ``table`` as they are drawn."""
    for place, row in enumerate(table.rows):
        yield tuple(
            drawn(native(value), table.column_in(place, column), table.marks.get((place, column.key), ""))
            for value, column in zip(row, table.columns, strict=True)
        )


def is_figure(column: Column) -> bool:
    """Return whether a column holds figures, which stand right.

    >>> is_figure(Column("fit", "Passung", 1)), is_figure(Column("name", "Stadtteil"))
    (True, False)
    """
    return column.decimals is not None


def row_header(table: Table) -> int:
    """Return the place of the column that names the rows: the first one with text, else the first.

    >>> row_header(Table("t", "", (Column("rank", "Rang", 0), Column("name", "Stadtteil")), ()))
    1
    """
    return next((place for place, column in enumerate(table.columns) if not is_figure(column)), 0)


def plain(text: str) -> str:
    r"""Return ``text`` without soft hyphens, for formats that cannot use them.

    >>> plain("Bevölkerungs\xadstruktur")
    'Bevölkerungsstruktur'
    """
    return text.replace(SOFT_HYPHEN, "")
