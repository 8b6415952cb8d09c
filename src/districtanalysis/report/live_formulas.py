"""Spreadsheet formulas of a ranking, in plain A1 references that Excel and LibreOffice read alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from districtanalysis.domain.data import cell_name
from districtanalysis.domain.study import Ties
from districtanalysis.language import say

# Fits closer than this number of decimals are equal, so that rounding in the computer breaks no tie.
DIGITS = 10


class Names(NamedTuple):
    """The names of the sheets as they stand in the workbook."""

    ranking: str
    contributions: str
    criteria: str
    indicators: str
    values: str
    scores: str
    results: str


def cell(sheet: str, row: int, column: int, *, fixed: bool = False) -> str:
    """Return the reference to a cell; row and column count from 0, ``fixed`` keeps it when copied.

    >>> cell("Gewichte", 1, 2, fixed=True), cell("", 0, 0)
    ("'Gewichte'!$C$2", 'A1')
    """
    name = cell_name(row + 1, column + 1)
    if fixed:
        letters = name.rstrip("0123456789")
        name = f"${letters}${name[len(letters) :]}"
    return f"{_sheet(sheet)}{name}"


def column_of(sheet: str, column: int, count: int, first: int = 1) -> str:
    """Return the reference to ``count`` cells of a column below the header row.

    >>> column_of("Rohwerte", 1, 3)
    "'Rohwerte'!$B$2:$B$4"
    """
    start = cell("", first, column, fixed=True)
    return f"{_sheet(sheet)}{start}:{cell('', first + count - 1, column, fixed=True)}"


def share(row: int, column: int, first: int, last: int) -> str:
    """Return a weight as a share of those between the rows ``first`` and ``last``.

    >>> share(1, 1, 1, 3)
    '=B2/SUM($B$2:$B$4)'
    """
    return f"={cell('', row, column)}/SUM({column_of('', column, last - first + 1, first)})"


def score(normalisation: str, names: Names, row: int, place: int, count: int) -> str:
    """Return the score of indicator ``place`` in ``row`` on the sheet of the raw values.

    Goalposts are cut off at 0 and 100; "less" mirrors the scale. Ranks count up from the lowest value; values
    closer than 1e-12 of the largest share a rank.

    >>> print(score("min_max", Names(*"abcdvsr"), 1, 0, 3))
    =100*IF('d'!$E$2="weniger",'d'!$H$2-'v'!B2,'v'!B2-'d'!$G$2)/('d'!$H$2-'d'!$G$2)
    """
    value = cell(names.values, row, 1 + place)
    low, high = (cell(names.indicators, 1 + place, column, fixed=True) for column in (6, 7))
    less = f'{cell(names.indicators, 1 + place, 4, fixed=True)}="{say("live.direction.less")}"'
    if normalisation == "z_score":
        return f"=IF({less},{low}-{value},{value}-{low})/{high}"
    if normalisation == "rank":
        area = column_of(names.values, 1 + place, count)
        near = f"1E-12*MAX(MAX({area}),-MIN({area}))"
        above = f"SUMPRODUCT(--({area}>{value}+{near}))"
        below = f"SUMPRODUCT(--({area}<{value}-{near}))"
        return f"=1+IF({less},{above},{below})"
    part = f"100*IF({less},{high}-{value},{value}-{low})/({high}-{low})"
    return f"=MAX(0,MIN(100,{part}))" if normalisation == "goalposts" else f"={part}"


def mean(kind: str, parts: Sequence[tuple[str, str]]) -> str:
    """Return the weighted mean of cells, each with the cell of its share.

    >>> mean("arithmetic", [("A1", "B1"), ("A2", "B2")]), mean("geometric", [("A1", "B1"), ("A2", "B2")])
    ('A1*B1+A2*B2', 'A1^B1*A2^B2')
    """
    if kind == "geometric":
        return "*".join(f"{value}^{weight}" for value, weight in parts)
    return "+".join(f"{value}*{weight}" for value, weight in parts)


def rounded(formula: str) -> str:
    """Return a formula rounded to ``DIGITS`` decimals.

    >>> rounded("A1")
    'ROUND(A1,10)'
    """
    return f"ROUND({formula},{DIGITS})"


def rank(ties: Ties, row: int, column: int, count: int) -> str:
    """Return the rank of a fit, 1 = highest, under the rule for ties.

    >>> rank("min", 1, 4, 3)
    '=RANK(E2,$E$2:$E$4,0)'
    """
    own, area = cell("", row, column), column_of("", column, count)
    if ties == "dense":
        return f"=ROUND(1+SUMPRODUCT(({area}>{own})/COUNTIF({area},{area})),0)"
    half = f"+(COUNTIF({area},{own})-1)/2" if ties == "average" else ""
    return f"=RANK({own},{area},0){half}"


def position(row: int, column: int, count: int) -> str:
    """Return the line of the ranking in which a district stands: equal fits one behind the other.

    >>> position(2, 4, 3)
    '=RANK(E3,$E$2:$E$4,0)+COUNTIF($E$2:E3,E3)-1'
    """
    own, area = cell("", row, column), column_of("", column, count)
    before = f"{cell('', 1, column, fixed=True)}:{own}"
    return f"=RANK({own},{area},0)+COUNTIF({before},{own})-1"


def looked_up(names: Names, sheet: str, column: int, place: int, count: int, criteria: int) -> str:
    """Return what stands in a column for the district at ``place`` of the ranking."""
    area = column_of(sheet, column, count)
    order = column_of(names.results, criteria + 3, count)
    return f"=INDEX({area},MATCH({place},{order},0))"


def _sheet(name: str) -> str:
    doubled = name.replace("'", "''")
    return f"'{doubled}'!" if name else ""
