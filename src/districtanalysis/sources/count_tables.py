"""Tables of counts with their own column names -> indicators with base n."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from districtanalysis.domain.count_table import CountTable, OwnIndicator
from districtanalysis.domain.indicator import Indicator
from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.study import Words, worded
from districtanalysis.errors import SourceError
from districtanalysis.language import join, say


def read_count_tables(tables: Sequence[CountTable], folder: Path) -> pd.DataFrame:
    """Return the tables side by side, one row per district: every column as read, names in ``district_name``.

    Districts are joined by their keys as text; one that a table lacks is missing there. Raises ``SourceError``
    for a missing file, column, double key or double column.
    """
    parts = [_read(table, folder) for table in tables]
    columns = [str(column) for part in parts for column in part.columns if column != "district_name"]
    double = sorted({column for column in columns if columns.count(column) > 1})
    names = [part.pop("district_name") for part in parts if "district_name" in part.columns]
    frame = parts[0]
    for part in parts[1:]:
        frame = frame.join(part.drop(columns=[c for c in double if c in part.columns]), how="outer")
    frame = frame.copy()  # many joins leave the columns in pieces
    fallback = pd.Series(frame.index, index=frame.index, dtype=object)
    known = names[0].reindex(frame.index).fillna(fallback) if names else fallback
    return frame.assign(district_name=known).sort_index()


def _read(table: CountTable, folder: Path) -> pd.DataFrame:
    path = folder / table.file
    if not path.is_file():
        raise SourceError(say("spatial.file_missing", file=path))
    delimiter = table.delimiter or _delimiter(path, table.encoding)
    frame = pd.read_csv(
        path,
        sep=delimiter,
        decimal=table.decimal or ("," if delimiter == ";" else "."),
        dtype={table.district: str},
        encoding=table.encoding or "utf-8-sig",
    )
    for column in (table.district, *((table.name,) if table.name else ())):
        if column not in frame.columns:
            known = join(map(str, frame.columns[:20]))
            raise SourceError(say("spatial.column_missing", file=path.name, column=column, known=known))
    keys = frame.pop(table.district).str.strip().str.zfill(table.width)
    double = sorted(set(keys[keys.duplicated()]))
    if double:
        raise SourceError(say("spatial.key_twice", file=path.name, keys=join(double[:5])))
    frame.index = pd.Index(keys, name="district_id")
    names = frame.pop(table.name) if table.name else None
    frame = frame.add_prefix(table.prefix)
    _blank(frame, table, path)
    if names is not None:
        frame["district_name"] = names.astype(object)
    return frame


def _blank(frame: pd.DataFrame, table: CountTable, path: Path) -> None:
    """Make rows missing whose columns hold nothing but zeros, where the study says that zero means nothing there."""
    columns = [f"{table.prefix}{column}" for column in table.missing_if_all_zero]
    lacking = [column for column in columns if column not in frame.columns]
    if lacking:
        known = join(map(str, frame.columns[:20]))
        raise SourceError(say("spatial.column_missing", file=path.name, column=lacking[0], known=known))
    if columns:
        empty = (frame[columns] == 0).all(axis=1)
        frame[columns] = frame[columns].astype("float64").mask(empty)


def _delimiter(path: Path, encoding: str | None) -> str:
    with path.open(encoding=encoding or "utf-8-sig") as file:
        head = file.readline()
    return max(";,\t", key=head.count)


def own_indicators(counts: pd.DataFrame, wanted: Sequence[OwnIndicator]) -> IndicatorTable:
    """Return the indicators of the study from ``counts``, with base n and the city's value from pooled counts.

    Raises ``SourceError`` for a column that the tables lack or that holds no numbers.
    """
    values, bases, city = {}, {}, {}
    for entry in wanted:
        top = _total(counts, entry.numerator, entry) - (_total(counts, entry.minus, entry) if entry.minus else 0.0)
        if not entry.denominator:
            values[entry.key], bases[entry.key], city[entry.key] = top, top * np.nan, np.nan
            continue
        base = _total(counts, entry.denominator, entry)
        values[entry.key] = (top / base.where(base > 0)) * entry.per
        bases[entry.key] = base
        both = top.notna() & base.notna()
        city[entry.key] = float(top[both].sum() / base[both].sum() * entry.per) if base[both].sum() > 0 else np.nan
    frame = pd.DataFrame(values, index=counts.index)
    made = IndicatorTable.from_frame(
        frame,
        base=pd.DataFrame(bases, index=counts.index),
        indicators={entry.key: OwnLabelled(entry) for entry in wanted},
    )
    return IndicatorTable(
        frame=made.frame,
        low=made.low,
        high=made.high,
        base=made.base,
        status=made.status,
        qualifier=made.qualifier,
        names=counts["district_name"].astype(str),
        indicators=made.indicators,
        city=city,
    )


def _total(counts: pd.DataFrame, columns: Sequence[str], entry: OwnIndicator) -> pd.Series:
    lacking = [column for column in columns if column not in counts.columns]
    if lacking:
        known = join(map(str, counts.columns[:20]))
        words = {"indicator": worded(entry.label), "columns": join(lacking), "known": known}
        raise SourceError(say("spatial.indicator_column", **words))
    part = counts[list(columns)]
    text = [column for column in part.columns if not pd.api.types.is_numeric_dtype(part[column])]
    if text:
        raise SourceError(say("spatial.not_numbers", columns=join(map(str, text))))
    return part.sum(axis=1, skipna=False).astype("float64")


class OwnLabelled(Indicator):
    """An indicator that the study words itself."""

    __slots__ = ("_words",)
    _words: Words

    def __init__(self, entry: OwnIndicator) -> None:
        object.__setattr__(self, "_words", entry.label)
        super().__init__(
            key=entry.key,
            theme=entry.theme,
            unit=entry.unit,
            formula=lambda: np.zeros(0),
            inputs={},
            decimals=entry.decimals,
            source=entry.source or _definition(entry),
            describes_origin=entry.describes_origin,
        )

    @property
    def label(self) -> str:
        """The name that the study gives."""
        return worded(self._words)


def _definition(entry: OwnIndicator) -> str:
    top = " + ".join(entry.numerator) + "".join(f" - {column}" for column in entry.minus)
    if not entry.denominator:
        return top
    return f"({top}) / ({' + '.join(entry.denominator)}) x {entry.per:g}"
