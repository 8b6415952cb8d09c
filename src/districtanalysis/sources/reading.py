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
from districtanalysis.sources.cells import Cells, GridCells
from districtanalysis.sources.delimited import recognise_decimals, recognise_delimiter
from districtanalysis.sources.encoding import read_text
from districtanalysis.sources.layout import Layout
from districtanalysis.sources.layout_file import load_layout
from districtanalysis.sources.loader import data_of
from districtanalysis.sources.opening import DELIMITED, found, read_grid
from districtanalysis.sources.source_table import read_source
from districtanalysis.sources.text_cells import cut

_SAMPLE = 1 << 15
_PIECE = 1 << 20
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
    given = layout.encoding if layout is not None else None
    head = _start_of_utf8(file) if given is None else None
    content: Path | io.BytesIO = file
    if head is None:
        text, _ = read_text(file, given)
        head, content = text[:_SAMPLE], io.BytesIO(text.encode())
    if len(head) >= _SAMPLE:
        head = head[: head.rfind("\n") + 1]
    delimiter = (layout.delimiter if layout is not None else None) or recognise_delimiter(head, file.name)
    sample = cut(file.name, head, delimiter)
    cells: Cells = sample if sample is not None else GridCells(read_grid(file))
    decimal = layout.decimal if layout is not None else None
    if decimal is None and sample is not None:
        signs = set(recognise_decimals(sample.sample())[0]) - {""}
        decimal = signs.pop() if len(signs) == 1 else None
    header = (layout.header_rows[-1] if layout is not None and layout.header_rows else 1) - 1
    keys = dict.fromkeys(_keys(cells, header, layout), "str")
    try:
        return pd.read_csv(content, sep=delimiter, decimal=decimal or ".", header=header, dtype=keys)
    except (pd.errors.ParserError, ValueError) as error:
        raise SourceError(say("layout.not_plain", file=file.name, reason=str(error).strip())) from error


def _start_of_utf8(file: Path) -> str | None:
    """Return the first characters of a UTF-8 file; None for any other encoding.

    The file is looked through in pieces and not kept: reading it once more is cheaper than turning it into text.
    """
    decode = codecs.getincrementaldecoder("utf-8")().decode
    head = ""
    try:
        with file.open("rb") as stream:
            while piece := stream.read(_PIECE):
                if b"\0" in piece:
                    return None
                text = "" if head and piece.isascii() else decode(piece)
                head = head or text[:_SAMPLE].removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    except (OSError, UnicodeDecodeError):
        return None  # the careful reader says what is wrong
    return head or None


def _keys(cells: Cells, header: int, layout: Layout | None) -> list[int]:
    """Return the columns that hold keys: as the layout says, and wherever a number has a leading zero."""
    listed = []
    for column in range(cells.width):
        heading = fold(cells.text(header, column))
        named = layout is not None and bool(layout.key) and re.search(layout.key, heading) is not None
        names = (
            cells.texts(column, header + 1, min(cells.height, header + 200)).names if cells.height > header + 1 else ()
        )
        if named or any(_LEADING_ZERO.fullmatch(name) for name in names):
            listed.append(column)
    return listed
