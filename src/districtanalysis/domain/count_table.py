"""What a study says about tables of counts and boundaries that stand beside its sources."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from districtanalysis.domain.study import Strict, Words


class CountTable(Strict):
    """A table with one row per district; ``width`` restores lost leading zeros of its keys.

    ``prefix`` stands before its columns; in the columns of ``missing_if_all_zero`` a row of zeros only means
    that nothing is stated.
    """

    file: str
    district: str
    name: str = ""
    width: Annotated[int, Field(ge=0)] = 0
    prefix: str = ""
    delimiter: str | None = None
    decimal: str | None = None
    encoding: str | None = None
    missing_if_all_zero: tuple[str, ...] = ()


class OwnIndicator(Strict):
    """Sum of columns (less ``minus``) divided by a sum of columns, times ``per``; without denominator the sum itself."""

    key: str
    label: Words
    numerator: tuple[str, ...] = Field(min_length=1)
    minus: tuple[str, ...] = ()
    denominator: tuple[str, ...] = ()
    per: Annotated[float, Field(gt=0)] = 100.0
    unit: str = "percent"
    decimals: Annotated[int, Field(ge=0, le=6)] = 1
    theme: str = ""
    describes_origin: bool = False
    source: str = ""


class Composition(Strict):
    """Columns that split the residents into groups, for diversity and segregation of several groups.

    ``rest_of`` adds what is left of a column as one more group; ``level`` is the column of an upper level.
    """

    columns: tuple[str, ...] = Field(min_length=1)
    rest_of: str = ""
    level: str = ""


class BoundaryFile(Strict):
    """The polygons of the districts and the column of their keys."""

    file: str
    key: str
    layer: str | None = None
    width: Annotated[int, Field(ge=0)] = 0
    crs: str | None = None
    contiguity: Literal["queen", "rook"] = "queen"
