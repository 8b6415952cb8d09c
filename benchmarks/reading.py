"""How fast tables are read, as multiples of what pandas needs for the same file, and in how much memory.

    python benchmarks/reading.py [--rounds 3] [--rows 100000] [--lines 1000000] [--check]

The tables are made anew, the same ones in every run. Each reading runs in a process of its own, so
that the peak of its memory can be told; the time is that of the reading alone, without imports.
With --check the exit code is 1 where a goal is missed.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter

FORMATS = ("0", "0", "0.0", "0.00", "#,##0", "0", "0.0")
DIVISORS = (1, 1, 10, 100, 1, 1, 10)
TIMED = """
import json, sys, time
{imports}
start = time.perf_counter()
{reading}
taken = time.perf_counter() - start
try:
    import resource
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
except ImportError:
    peak = 0.0
print(json.dumps([taken, peak]))
"""
WORKBOOK, TEXT = "workbook.xlsx", "text.csv"
PROGRAMS = {
    "workbook, pandas with openpyxl": ("import openpyxl, pandas", f"pandas.read_excel({WORKBOOK!r}, header=None)"),
    "workbook, calamine values alone": (
        "import python_calamine",
        f"python_calamine.CalamineWorkbook.from_path({WORKBOOK!r}).get_sheet_by_index(0).to_python()",
    ),
    "workbook, cells as printed": (
        "from districtanalysis.sources.workbook import read_workbook",
        f"read_workbook({WORKBOOK!r})",
    ),
    "text, pandas C reader": ("import pandas", f"pandas.read_csv({TEXT!r}, sep=';', decimal=',')"),
    "text, cells as printed": (
        "from districtanalysis.sources.delimited import read_delimited",
        f"read_delimited({TEXT!r})",
    ),
}


@dataclass(frozen=True, slots=True)
class Goal:
    """``program`` should be at least ``times`` as fast as ``base``."""

    program: str
    base: str
    times: float


GOALS = (Goal("workbook, cells as printed", "workbook, pandas with openpyxl", 5.0),)


def write_workbook(path: Path, rows: int) -> None:
    """Write a workbook of eight columns with number formats, every thousandth row hidden."""
    chance = random.Random(1)
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Gebiete")
        formats = [book.add_format({"num_format": code}) for code in FORMATS]
        sheet.write_row(0, 0, ["Gebiet", *(f"Merkmal {number}" for number in range(1, 8))])
        for row in range(1, rows + 1):
            if row % 1000 == 0:
                sheet.set_row(row, None, None, {"hidden": True})
            sheet.write_string(row, 0, f"{row:08d}")
            for column, (divisor, form) in enumerate(zip(DIVISORS, formats, strict=True), start=1):
                sheet.write_number(row, column, chance.randrange(100_000) / divisor, form)


def write_text(path: Path, lines: int) -> None:
    """Write a text table of eight columns with semicolons and decimal commas."""
    chance = random.Random(1)
    with path.open("w", encoding="utf-8") as file:
        file.write("Gebiet;" + ";".join(f"Merkmal {number}" for number in range(1, 8)) + "\n")
        for line in range(lines):
            values = (chance.randrange(100_000) / divisor for divisor in DIVISORS)
            shown = (f"{value:g}".replace(".", ",") for value in values)
            file.write(f"{line % 500:08d};" + ";".join(shown) + "\n")


def run(program: str, folder: Path) -> tuple[float, float]:
    """Return the seconds that a reading took, and the peak memory of its process in megabytes."""
    imports, reading = PROGRAMS[program]
    source = TIMED.format(imports=imports, reading=reading)
    done = subprocess.run(
        [sys.executable, "-c", source], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, check=True
    )
    taken, peak = json.loads(done.stdout)
    return float(taken), float(peak)


def measure(rounds: int, rows: int, lines: int) -> dict[str, tuple[float, float]]:
    """Return median seconds and highest peak memory by program; all take their turn in every round."""
    found: dict[str, list[tuple[float, float]]] = {program: [] for program in PROGRAMS}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_workbook(folder / WORKBOOK, rows)
        write_text(folder / TEXT, lines)
        for _ in range(rounds):
            for program, listed in found.items():
                listed.append(run(program, folder))
    return {
        program: (statistics.median(taken for taken, _ in listed), max(peak for _, peak in listed))
        for program, listed in found.items()
    }


def table(found: dict[str, tuple[float, float]]) -> str:
    """Return times, memory and ratios as Markdown."""
    lines = ["| reading | seconds | peak memory (MB) |", "|---|---:|---:|"]
    lines += [f"| {program} | {taken:.2f} | {peak:.0f} |" for program, (taken, peak) in found.items()]
    lines += ["", "| goal | times as fast | wanted | |", "|---|---:|---:|---|"]
    for goal in GOALS:
        times = found[goal.base][0] / found[goal.program][0]
        verdict = "met" if times >= goal.times else "missed"
        lines.append(f"| {goal.program}, against {goal.base} | {times:.1f} | {goal.times:.0f} | {verdict} |")
    ratio = found["text, cells as printed"][0] / found["text, pandas C reader"][0]
    lines += ["", f"A text table as cells takes {ratio:.1f} times the pandas C reader, which keeps no text."]
    return "\n".join(lines)


def main() -> int:
    """Measure, print, and return 1 where ``--check`` is given and a goal is missed."""
    parser = argparse.ArgumentParser(description="How fast tables are read.")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--lines", type=int, default=1_000_000)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    found = measure(options.rounds, options.rows, options.lines)
    print(table(found))
    missed = any(found[goal.base][0] < goal.times * found[goal.program][0] for goal in GOALS)
    return int(options.check and missed)


if __name__ == "__main__":
    sys.exit(main())
