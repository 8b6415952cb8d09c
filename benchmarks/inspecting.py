"""How many tables of the reference folder are recognised without a layout: header rows, key column and area rows.

    python benchmarks/inspecting.py [--check] [--verbose]

What is right stands in ``inspecting.toml``, read off the files by eye. A table counts as found if its header rows,
its key column and its first and last row of an area are all right; where the rows are about something else than
areas, nothing may be claimed with confidence. Every miss is printed. With --check the exit code is 1 below nine in ten.
The folder is DISTRICTANALYSIS_REFERENCE, by default ../shared/reference.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from districtanalysis.domain.inspection import LIKELY, Inspection
from districtanalysis.errors import SourceError
from districtanalysis.sources.inspection.examine import inspect_file

GOAL = 0.9
HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Result:
    """One table: whether header, key and rows were found, and what was claimed instead."""

    name: str
    header: bool
    key: bool
    rows: bool
    said: str = ""
    written: bool = False

    @property
    def found(self) -> bool:
        """Whether all three are right."""
        return self.header and self.key and self.rows


def reference() -> Path:
    """Return the folder of the reference tables."""
    return Path(os.environ.get("DISTRICTANALYSIS_REFERENCE") or HERE.parent.parent / "shared" / "reference")


def results(folder: Path) -> Iterator[Result]:
    """Yield what became of every table in the list, in its order."""
    read: dict[str, Inspection | str] = {}
    for entry in tomllib.loads((HERE / "inspecting.toml").read_text(encoding="utf-8"))["table"]:
        file = entry["file"]
        if file not in read:
            try:
                read[file] = inspect_file(folder / file)
            except SourceError as error:
                read[file] = str(error)
        yield compared(entry, read[file])


def compared(entry: Mapping[str, Any], found: Inspection | str) -> Result:
    """Return one table of the list beside what was recognised."""
    name = entry["file"] + (f" [{entry['sheet']}]" if "sheet" in entry else "")
    if isinstance(found, str):
        nothing = not entry.get("table", True)
        return Result(name, nothing, nothing, nothing, found)
    tables = [table for table in found.tables if table.sheet == entry.get("sheet", table.sheet)]
    if not entry.get("table", True):
        quiet = all(not table.areas or table.confidence < LIKELY for table in tables)
        return Result(name, quiet, quiet, quiet, str([(t.key, t.rows, t.confidence) for t in tables]))
    if len(tables) != 1:
        return Result(name, header=False, key=False, rows=False, said=f"{len(tables)} tables")
    table = tables[0]
    about = entry.get("areas", True) or not table.areas or table.confidence < LIKELY
    return Result(
        name,
        header=list(table.header_rows) == entry["header"],
        key=table.key == entry["key"],
        rows=list(table.rows) == entry["rows"] and about,
        said=f"header {list(table.header_rows)}, key {table.key}, rows {list(table.rows)}, areas {table.areas}, "
        f"confidence {table.confidence:.2f}; expected header {entry['header']}, key {entry['key']}, "
        f"rows {entry['rows']}, areas {entry.get('areas', True)}",
        written=bool(table.layout),
    )


def share(part: list[Result]) -> str:
    """Return "found of all" with the percentage."""
    return f"{sum(r.found for r in part)} of {len(part)} ({sum(r.found for r in part) / len(part):.1%})"


def main() -> int:
    """Print the score by folder, and every miss."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="exit code 1 below nine in ten")
    options = parser.parse_args()
    if not reference().is_dir():
        print(f"no reference tables in {reference()}", file=sys.stderr)
        return 1
    start = time.perf_counter()
    found = list(results(reference()))
    seconds = time.perf_counter() - start
    for folder in dict.fromkeys(result.name.partition("/")[0] for result in found):
        print(f"  {folder:24} {share([r for r in found if r.name.startswith(f'{folder}/')])}")
    print(f"tables of towns: {share([r for r in found if not r.name.startswith('oracles/')])}")
    print(f"all tables:      {share(found)} in {seconds:.1f} s, goal {GOAL:.0%}")
    for part in ("header", "key", "rows"):
        print(f"  {part:7} {sum(getattr(r, part) for r in found)} of {len(found)}")
    print(f"  a layout that reads the table: {sum(r.written for r in found)}")
    for result in found:
        if not result.found:
            print(f"missed: {result.name}\n        {result.said}")
    good = sum(r.found for r in found) >= GOAL * len(found)
    return 1 if options.check and not good else 0


if __name__ == "__main__":
    raise SystemExit(main())
