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
AGES = [
    "00_01",
    "01_02",
    "02_03",
    "03_05",
    "05_06",
    "06_07",
    "07_08",
    "08_10",
    "10_12",
    "12_14",
    "14_15",
    "15_18",
    "18_21",
    "21_25",
    "25_27",
    "27_30",
    "30_35",
    "35_40",
    "40_45",
    "45_50",
    "50_55",
    "55_60",
    "60_63",
    "63_65",
    "65_67",
    "67_70",
    "70_75",
    "75_80",
    "80_85",
    "85_90",
    "90_95",
    "95_110",
]
WIDE = ("EU1", "E1U6", "E6U15", "E15U18", "E18U25", "E25U55", "E55U65", "E65U80", "E80U110")
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
WORKBOOK, TEXT, LIST, REGISTER = "workbook.xlsx", "text.csv", "list.csv", "register{}.csv"
LAYOUTS = {
    "workbook.toml": """
name = "workbook"
header_rows = [1]
key = "^gebiet$"
column = [{ heading = "^(?P<kind>merkmal .)$", variable = "published_figure" }]
""",
    "list.toml": """
name = "list"
header_rows = [1]
key = "^gebiet$"
dimension = { date = "^jahr$", sex = "^geschlecht$", age = "^alter$" }
column = [{ heading = "^wert$", variable = "published_figure" }]
""",
}
LOADED = (
    "from districtanalysis.sources import layout_file, text_cells, wide_table, workbook  # else loaded on first use"
)
STUDY = """
schema_version = 1
study = {{ title = "{name}", purpose = "-", city = "-" }}
[[source]]
id = "table"
file = "{file}"
layout = "{layout}"
publisher = "-"
date = "not_stated"
population_concept = "not_stated"
licence = "-"
"""
STUDIES = {
    "workbook_study.toml": STUDY.format(name="workbook", file=WORKBOOK, layout="workbook.toml"),
    "register_study.toml": STUDY.format(name="registers", file=REGISTER.format("*"), layout="berlin-ewr"),
}
KEPT = """{loaded}
from districtanalysis.pipeline.processed import load
from districtanalysis.sources.study_file import load_study
study = load_study({study!r})
load(study, processed=True)"""
OURS = f"{LOADED}\nfrom districtanalysis.sources.reading import read_table"
FILES = f"files = [{REGISTER!r}.format(number) for number in range(10)]"
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
    "workbook, figures": (OURS, f"read_table({WORKBOOK!r}, 'workbook.toml')"),
    "workbook, figures kept by an earlier run": (
        KEPT.format(loaded=LOADED, study="workbook_study.toml"),
        "load(study, processed=True)",
    ),
    "text, pandas C reader": ("import pandas", f"pandas.read_csv({TEXT!r}, sep=';', decimal=',')"),
    "text, cells as printed": (
        "from districtanalysis.sources.delimited import read_delimited",
        f"read_delimited({TEXT!r})",
    ),
    "text, plain table": (OURS, f"read_table({TEXT!r}, observations=False)"),
    "long text, pandas C reader": ("import pandas", f"pandas.read_csv({LIST!r}, sep=';', decimal=',')"),
    "long text, figures": (OURS, f"read_table({LIST!r}, 'list.toml')"),
    "ten registers, pandas C reader": (
        f"import pandas\n{FILES}\npandas.read_csv(files[0], sep=';')",
        "for file in files: pandas.read_csv(file, sep=';', decimal=',')",
    ),
    "ten registers, figures": (
        f"{OURS}\n{FILES}\nread_table(files[0], 'berlin-ewr')",
        "for file in files: read_table(file, 'berlin-ewr')",
    ),
    "ten registers, figures kept by an earlier run": (
        KEPT.format(loaded=LOADED, study="register_study.toml"),
        "load(study, processed=True)",
    ),
}


@dataclass(frozen=True, slots=True)
class Goal:
    """``program`` should take at most ``most`` times as long as ``base``."""

    program: str
    base: str
    most: float


GOALS = (
    Goal("workbook, cells as printed", "workbook, pandas with openpyxl", 1 / 5),
    Goal("workbook, figures", "workbook, pandas with openpyxl", 1 / 5),
    Goal("long text, figures", "long text, pandas C reader", 4),
    Goal("text, plain table", "text, pandas C reader", 1.3),
    Goal("ten registers, figures", "ten registers, pandas C reader", 8),
)


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


def write_list(path: Path, lines: int) -> None:
    """Write a text table with one figure per row: area, year, sex, age and a value with a decimal comma."""
    chance = random.Random(2)
    with path.open("w", encoding="utf-8") as file:
        file.write("Gebiet;Jahr;Geschlecht;Alter;Wert\n")
        for line in range(lines):
            age, rest = line % 100, line // 100
            sex, rest = ("männlich", "weiblich")[rest % 2], rest // 2
            shown = f"{chance.randrange(100_000) / 10:.1f}".replace(".", ",")
            file.write(f"{rest % 500:08d};{2000 + rest // 500};{sex};{age};{shown}\n")


def write_registers(folder: Path, areas: int = 447) -> None:
    """Write ten tables of residents by age as Berlin lays them out: 447 rows, 52 columns, with made counts."""
    chance = random.Random(3)
    head = ["ZEIT", "RAUMID", "BEZ", "PGR", "BZR", "PLR", "STADTRAUM", "E_E", "E_EM", "E_EW"]
    head += [f"E_E{age}" for age in AGES] + [f"E_{band}" for band in WIDE]
    for number in range(10):
        lines = [";".join(head)]
        for area in range(areas):
            key = f"{area % 12 + 1:02d}{area // 12 % 10:02d}{area % 7:02d}{area % 89:02d}"
            counts = (str(chance.randrange(400)) for _ in head[7:])
            lines.append(f"{2009 + number}12;{key[:4]}{area:04d};01;01;11;01;1;" + ";".join(counts))
        (folder / REGISTER.format(number)).write_bytes("\r\n".join(lines).encode())


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
        write_list(folder / LIST, lines)
        write_registers(folder)
        for file, content in {**LAYOUTS, **STUDIES}.items():
            (folder / file).write_text(content, encoding="utf-8")
        for _ in range(rounds):
            for program, listed in found.items():
                listed.append(run(program, folder))
    return {
        program: (statistics.median(taken for taken, _ in listed), max(peak for _, peak in listed))
        for program, listed in found.items()
    }


def ratio(found: dict[str, tuple[float, float]], goal: Goal) -> float:
    """Return how many times as long the program of a goal takes as its base."""
    return found[goal.program][0] / found[goal.base][0]


def table(found: dict[str, tuple[float, float]]) -> str:
    """Return times, memory and ratios as Markdown."""
    lines = ["| reading | seconds | peak memory (MB) |", "|---|---:|---:|"]
    lines += [f"| {program} | {taken:.3f} | {peak:.0f} |" for program, (taken, peak) in found.items()]
    lines += ["", "| goal | times as long | at most | |", "|---|---:|---:|---|"]
    for goal in GOALS:
        times = ratio(found, goal)
        verdict = "met" if times <= goal.most else "missed"
        lines.append(f"| {goal.program}, against {goal.base} | {times:.2f} | {goal.most:.1f} | {verdict} |")
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
    missed = any(ratio(found, goal) > goal.most for goal in GOALS)
    return int(options.check and missed)


if __name__ == "__main__":
    sys.exit(main())
