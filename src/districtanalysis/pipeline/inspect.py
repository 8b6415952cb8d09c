"""``inspect``: what stands where in a table that nobody has described, and the layout that reads it."""

from __future__ import annotations

from pathlib import Path

from districtanalysis.domain.inspection import Inspection, sureness
from districtanalysis.errors import LayoutError, UsageError
from districtanalysis.language import say
from districtanalysis.pipeline.outcome import Outcome
from districtanalysis.report.inspect_page import inspect_page, layout_toml, place_of
from districtanalysis.report.writing import refuse, write
from districtanalysis.sources.inspection.examine import inspect_file


def run(
    file: Path,
    *,
    sheet: str | None = None,
    table: int | None = None,
    write_to: Path | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    decimal: str | None = None,
    thousands: str | None = None,
    force: bool = False,
) -> Outcome:
    """Return the page of what was recognised; ``write_to`` saves the layout of one table.

    ``table`` counts from 1; without it the surest table is shown. Raises ``LayoutError`` where
    there is no table, or no layout to write, ``SourceError`` for a file that cannot be read,
    ``OutputError`` where the layout cannot be written.
    """
    if write_to is not None:
        if write_to.suffix.lower() != ".toml":
            raise UsageError(say("inspect.fault.not_toml", path=write_to))
        refuse(write_to, force=force)
    found = inspect_file(
        file, sheet=sheet, encoding=encoding, delimiter=delimiter, decimal=decimal, thousands=thousands
    )
    if not found.tables:
        raise LayoutError(say("inspect.page.nothing", file=found.file))
    chosen = _chosen(found, table)
    messages: tuple[str, ...] = ()
    if write_to is not None:
        messages = (_write(found, chosen, write_to, force=force),)
    return Outcome(
        inspect_page(found, chosen, _next(found, chosen, file, written=write_to is not None)), messages, result=found
    )


def _chosen(found: Inspection, table: int | None) -> int:
    """Return the place of the table to show: the one asked for, else the surest, the first of equals."""
    if table is not None:
        if not 1 <= table <= len(found.tables):
            raise UsageError(say("inspect.fault.no_table", file=found.file, number=table, count=len(found.tables)))
        return table - 1
    rank = {"unsure": 0, "likely": 1, "sure": 2}
    worth = [(bool(table.layout), rank[sureness(table.confidence)]) for table in found.tables]
    return worth.index(max(worth))


def _write(found: Inspection, chosen: int, path: Path, *, force: bool) -> str:
    table = found.tables[chosen]
    if not table.layout:
        raise LayoutError(
            say("inspect.fault.cannot_write", file=found.file, place=place_of(table), reason=table.refusal)
        )
    write(path, layout_toml(found.file, table).encode(), force=force)
    figures = table.preview.figures if table.preview is not None else 0
    return say("inspect.page.written", path=path, figures=figures)


def _next(found: Inspection, chosen: int, file: Path, *, written: bool) -> str:
    """Return what to do next; "" where there is nothing left to do."""
    if written or not found.tables[chosen].layout:
        return ""
    target = f'"{file.stem}.toml"' if " " in file.stem else f"{file.stem}.toml"
    number = f"--table {chosen + 1} " if len(found.tables) > 1 else ""
    return say("inspect.page.next_write", options=f"{number}--write {target}")
