"""``read_table``: one table, without a study, as figures or as a plain DataFrame."""

from __future__ import annotations

import codecs
import datetime as dt
import io
import re
from pathlib import Path
from typing import Literal, overload

import pandas as pd

from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.study import Source
from districtanalysis.domain.variables import fold
from districtanalysis.errors import SourceError
from districtanalysis.language import say
from districtanalysis.sources.delimited import recognise_decimals, recognise_delimiter
from districtanalysis.sources.encoding import read_text
from districtanalysis.sources.layout import Layout
from districtanalysis.sources.layout_file import load_layout
from districtanalysis.sources.loader import data_of
from districtanalysis.sources.opening import DELIMITED, found, read_grid
from districtanalysis.sources.source_table import read_source
from districtanalysis.sources.text_cells import cut

_SAMPLE = 1 << 14
_ROWS = 200
_LEADING_ZERO = re.compile(r"0\d+")


@overload
def read_table(
    path: str | Path,
    layout: str | None = None,
    *,
    observations: Literal[True] = True,
    sheet: str | None = None,
    date: dt.date | None = None,
) -> DistrictData: ...


@overload
def read_table(
    path: str | Path,
    layout: str | None = None,
    *,
    observations: Literal[False],
    sheet: str | None = None,
    date: dt.date | None = None,
) -> pd.DataFrame: ...


def read_table(
    path: str | Path,
    layout: str | None = None,
    *,
    observations: bool = True,
    sheet: str | None = None,
    date: dt.date | None = None,
) -> DistrictData | pd.DataFrame:
    """Return the figures of one table of an office.

    ``layout`` is the name of a shipped layout or a file; without one the table is recognised.
    ``date`` is the reference date where the table names none. The figures stand in
    ``.observations`` (of the districts) and ``.above`` (of the areas above them). With
    ``observations=False`` the table comes as a plain DataFrame, keys with leading zeros as text:
    faster, and without status, precision and cells. Raises ``SourceError`` for a file that cannot be
    read, ``LayoutError`` for a table that does not stand as described.

    >>> read_table("nirgends.csv", observations=False)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    districtanalysis.errors.SourceError: Datei „nirgends.csv“ nicht gefunden in ...
    """
    file = Path(path)
    if not observations:
        return _plain(file, layout, sheet)
    source = Source(
        id=file.stem,
        file=file.name,
        sheet=sheet,
        layout=layout or "auto",
        publisher="",
        date=date or "not_stated",
        population_concept="not_stated",
        licence="",
    )
    if layout is not None and Path(layout).suffix == ".toml":
        source = source.model_copy(update={"layout": str(Path(layout).resolve())})
    return data_of([read_source(source, file.parent, digest=False)])


def _plain(file: Path, layout: str | None, sheet: str | None) -> pd.DataFrame:
    shape = load_layout(layout, file.parent) if layout is not None else None
    if found(file) in DELIMITED:
        return _plain_text(file, shape)
    grid = read_grid(file, sheet=sheet)
    start = (shape.header_rows[-1] if shape is not None and shape.header_rows else grid.first_row) - grid.first_row
    names = [str(name) if name is not None else f"column_{place + 1}" for place, name in enumerate(grid.rows[start])]
    columns = list(zip(*grid.rows[start + 1 :], strict=True)) or [()] * len(names)
    return pd.DataFrame({place: list(cells) for place, cells in enumerate(columns)}).set_axis(names, axis=1)


def _plain_text(file: Path, layout: Layout | None) -> pd.DataFrame:
    """Return a text table; UTF-8 is tried first, and what is none goes the careful way."""
    given = layout.encoding if layout is not None else None
    if given is None and (head := _start_of_utf8(file)) is not None:
        try:
            return _parsed(file, file, head, layout)
        except UnicodeDecodeError:
            pass  # the careful reader says what it is
    text, _ = read_text(file, given)
    return _parsed(file, io.BytesIO(text.encode()), text[:_SAMPLE], layout)


def _parsed(file: Path, content: Path | io.BytesIO, head: str, layout: Layout | None) -> pd.DataFrame:
    if len(head) >= _SAMPLE - 4:
        head = head[: head.rfind("\n") + 1]
    delimiter = (layout.delimiter if layout is not None else None) or recognise_delimiter(head, file.name)
    sample = cut(file.name, head, delimiter)
    decimal = layout.decimal if layout is not None else None
    if decimal is None and sample is not None:
        signs = set(recognise_decimals(sample.sample())[0]) - {""}
        decimal = signs.pop() if len(signs) == 1 else None
    header = (layout.header_rows[-1] if layout is not None and layout.header_rows else 1) - 1
    keys = _keys(head, delimiter, header, layout)
    try:
        frame = pd.read_csv(content, sep=delimiter, decimal=decimal or ".", header=header, dtype=keys)
    except UnicodeDecodeError:
        raise
    except (pd.errors.ParserError, ValueError) as error:
        raise SourceError(say("layout.not_plain", file=file.name, reason=str(error).strip())) from error
    return _as_texts(frame, [column for column, kind in keys.items() if kind == "category"])


def _start_of_utf8(file: Path) -> str | None:
    """Return the first characters of a file that may be UTF-8; None for one that is not."""
    try:
        with file.open("rb") as stream:
            start = stream.read(_SAMPLE)
        text = codecs.getincrementaldecoder("utf-8")().decode(start)
    except (OSError, UnicodeDecodeError):
        return None
    return None if "\0" in text else text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}") or None


def _as_texts(frame: pd.DataFrame, columns: list[int]) -> pd.DataFrame:
    """Return a table with some columns as texts instead of categories."""
    for column in columns:
        coded = frame.iloc[:, column].array
        texts = pd.array(coded.categories, dtype="str").take(coded.codes, allow_fill=True)
        frame.isetitem(column, texts)
    return frame


def _keys(head: str, delimiter: str, header: int, layout: Layout | None) -> dict[int, str]:
    """Return the columns that hold keys, as the layout says and wherever a number has a leading zero.

    With each comes the type to read it as: keys that return again and again are read as categories,
    which takes half the time.
    """
    rows = [[cell.strip('" ') for cell in line.split(delimiter)] for line in head.splitlines()[header : header + _ROWS]]
    found = {column for row in rows[1:] for column, cell in enumerate(row) if _LEADING_ZERO.fullmatch(cell)}
    if layout is not None and layout.key and rows:
        found |= {column for column, heading in enumerate(rows[0]) if re.search(layout.key, fold(heading))}
    inside = sorted(column for column in found if column < len(rows[0]))
    large = len(head) > _SAMPLE // 2
    return dict.fromkeys(inside, "category" if large else "str")
