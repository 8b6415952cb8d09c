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
from districtanalysis.sources.delimited import (
    MAX_COLUMNS,
    check_options,
    quoted_records,
    recognise_decimals,
    recognise_delimiter,
)
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
    encoding: str | None = None,
    delimiter: str | None = None,
    decimal: str | None = None,
    thousands: str | None = None,
) -> DistrictData: ...


@overload
def read_table(
    path: str | Path,
    layout: str | None = None,
    *,
    observations: Literal[False],
    sheet: str | None = None,
    date: dt.date | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    decimal: str | None = None,
    thousands: str | None = None,
) -> pd.DataFrame: ...


def read_table(
    path: str | Path,
    layout: str | None = None,
    *,
    observations: bool = True,
    sheet: str | None = None,
    date: dt.date | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    decimal: str | None = None,
    thousands: str | None = None,
) -> DistrictData | pd.DataFrame:
    """Return the figures of one table of an office.

    ``layout`` is the name of a shipped layout or a file; without one the table is recognised.
    ``date`` is the reference date where the table names none. The figures stand in
    ``.observations`` (of the districts) and ``.above`` (of the areas above them). With
    ``observations=False`` the table comes as a plain DataFrame, keys with leading zeros as text:
    faster, and without status, precision and cells. ``encoding``, ``delimiter``, ``decimal`` and
    ``thousands`` overrule what is recognised in a text table. Raises ``SourceError`` for a file that cannot be
    read, ``LayoutError`` for a table that does not stand as described.

    >>> read_table("nirgends.csv", observations=False)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    districtanalysis.errors.SourceError: Datei „nirgends.csv“ nicht gefunden in ...
    """
    file = Path(path)
    if not observations:
        given = {"encoding": encoding, "delimiter": delimiter, "decimal": decimal, "thousands": thousands}
        table = _plain(file, _layout(layout, file.parent), sheet, given)
        if table.empty:
            raise SourceError(say("source.single_line", file=file.name))
        return table
    source = Source(
        id=file.stem,
        file=file.name,
        sheet=sheet,
        layout=_layout(layout, file.parent),
        publisher="",
        date=date or "not_stated",
        population_concept="not_stated",
        licence="",
        encoding=encoding,
        delimiter=delimiter,
        decimal=decimal,
        thousands=thousands,
    )
    return data_of([read_source(source, file.parent, digest=False)])


def _layout(name: str | None, folder: Path) -> str:
    """Return the name of a layout; a file is looked for here, then beside the table."""
    if name is None or Path(name).suffix != ".toml":
        return name or "auto"
    return str(Path(name).resolve()) if Path(name).exists() or not (folder / name).exists() else name


def _plain(file: Path, layout: str, sheet: str | None, given: dict[str, str | None]) -> pd.DataFrame:
    shape = load_layout(layout, file.parent) if layout != "auto" else None
    if found(file) in DELIMITED:
        options = {name: value or getattr(shape, name, None) for name, value in given.items()}
        return _plain_text(file, shape, options)
    grid = read_grid(file, sheet=sheet)
    start = (shape.header_rows[-1] if shape is not None and shape.header_rows else grid.first_row) - grid.first_row
    names = [str(name) if name is not None else f"column_{place + 1}" for place, name in enumerate(grid.rows[start])]
    columns = list(zip(*grid.rows[start + 1 :], strict=True)) or [()] * len(names)
    return pd.DataFrame({place: list(cells) for place, cells in enumerate(columns)}).set_axis(names, axis=1)


def _plain_text(file: Path, layout: Layout | None, options: dict[str, str | None]) -> pd.DataFrame:
    """Return a text table; UTF-8 is tried first, and what is none goes the careful way."""
    check_options(file.name, options["delimiter"], options["decimal"], options["thousands"])
    given = options["encoding"]
    if given is None and (head := _start_of_utf8(file)) is not None:
        try:
            return _parsed(file, file, head, layout, options)
        except UnicodeDecodeError:
            pass  # the careful reader says what it is
    text, _ = read_text(file, given)
    return _parsed(file, io.BytesIO(text.encode()), _head(text), layout, options)


def _head(text: str) -> str:
    """Return the first lines of a text: as many as fit into the sample, at least three, however long they are."""
    end = 0
    for _ in range(3):
        end = text.find("\n", end) + 1 or len(text)
    return text[: max(end, _SAMPLE)]


def _parsed(
    file: Path, content: Path | io.BytesIO, head: str, layout: Layout | None, options: dict[str, str | None]
) -> pd.DataFrame:
    if len(head) >= _SAMPLE - 4:
        head = head[: head.rfind("\n") + 1]
    delimiter = options["delimiter"] or recognise_delimiter(head, file.name)
    widest = max(line.count(delimiter) for line in head.splitlines()) + 1
    if widest > MAX_COLUMNS:
        raise SourceError(say("source.too_wide", file=file.name, line=1, found=widest, limit=MAX_COLUMNS))
    sample = cut(file.name, head, delimiter)
    decimal = options["decimal"]
    if decimal is None and sample is not None:
        signs = set(recognise_decimals(sample.sample())[0]) - {""}
        decimal = signs.pop() if len(signs) == 1 else None
    header = (layout.header_rows[-1] if layout is not None and layout.header_rows else 1) - 1
    keys = _keys(head, delimiter, header, layout)
    try:
        frame = pd.read_csv(
            content, sep=delimiter, decimal=decimal or ".", thousands=options["thousands"], header=header, dtype=keys
        )
    except UnicodeDecodeError:
        raise
    except (pd.errors.ParserError, ValueError) as error:
        raise SourceError(say("layout.not_plain", file=file.name, reason=str(error).strip())) from error
    _refuse_bad_quotes(frame, file, content, delimiter)
    return _as_texts(frame, [column for column, kind in keys.items() if kind == "category"])


def _refuse_bad_quotes(frame: pd.DataFrame, file: Path, content: Path | io.BytesIO, delimiter: str) -> None:
    """Raise ``SourceError`` where a quotation mark in a wrong place made the quick reader swallow rows.

    Swallowed rows leave line breaks in a text; only then is every record looked at.
    """
    if any(_breaks(column) for _, column in frame.items()):
        whole = content.read_bytes() if isinstance(content, Path) else content.getvalue()
        quoted_records(whole.decode("utf-8"), delimiter, file.name)


def _breaks(column: pd.Series) -> bool:
    """Return whether a text of a column holds a line break."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return any("\n" in str(text) for text in column.cat.categories)
    texts = isinstance(column.dtype, pd.StringDtype)
    return bool(texts and column.str.contains("\n", regex=False, na=False).any())


def _start_of_utf8(file: Path) -> str | None:
    """Return the first characters of a file that may be UTF-8 and holds lines of usual length; None for any other."""
    try:
        with file.open("rb") as stream:
            start = stream.read(_SAMPLE)
            if len(start) == _SAMPLE and start.count(b"\n") < 2:
                return None
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
