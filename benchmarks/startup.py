"""How long the commands take to start, as multiples of what any Python program needs.

    python benchmarks/startup.py [--rounds 15] [--check]

Every round starts each program once, so that a busy moment of the machine hits all of them; the
table shows medians and their ratios. Bytecode is compiled first. With --check the exit code is 1
where a goal is missed.
"""

from __future__ import annotations

import argparse
import compileall
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import districtanalysis
from districtanalysis.cli.group import places
from districtanalysis.language import say

PEER = """
import argparse

COMMANDS = {commands!r}


def main():
    parser = argparse.ArgumentParser(prog="districtanalysis", description={about!r})
    parser.add_argument("--version", action="store_true")
    parser.add_argument("--lang", choices=["de", "en"])
    commands = parser.add_subparsers()
    for name, text in COMMANDS.items():
        commands.add_parser(name, help=text)
    parser.parse_args()
"""
OURS = "import sys; sys.argv[0] = 'districtanalysis'; from districtanalysis.__main__ import main; main()"


@dataclass(frozen=True, slots=True)
class Goal:
    """``program`` should take at most ``limit`` times as long as ``base``."""

    program: str
    base: str
    limit: float


GOALS = (
    Goal("help", "bare interpreter", 6.0),
    Goal("help", "argparse help", 2.0),
    Goal("rank", "import pandas", 2.0),
)


def programs() -> dict[str, list[str]]:
    """Return the arguments of the interpreter by program."""
    return {
        "bare interpreter": ["-c", "pass"],
        "argparse help": ["-c", "import peer; peer.main()", "--help"],
        "help": ["-c", OURS, "--help"],
        "import pandas": ["-c", "import pandas"],
        "rank": ["-c", OURS, "rank"],
    }


def compiled_peer(folder: Path) -> None:
    """Write an argparse program with our commands as ``peer.py`` and compile it and the package."""
    commands = {name: say(f"cli.command.{name}") for name in places()}
    (folder / "peer.py").write_text(PEER.format(commands=commands, about=say("cli.program")), encoding="utf-8")
    compileall.compile_dir(folder, quiet=1)
    compileall.compile_dir(Path(districtanalysis.__file__).parent, quiet=1)


def seconds(arguments: Sequence[str], folder: Path) -> float:
    """Return the wall time of one run in seconds; a failing program is an error."""
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONUTF8": "1"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    return time.perf_counter() - start


def measure(rounds: int) -> dict[str, float]:
    """Return the median wall time in seconds by program; the first round only warms up."""
    times: dict[str, list[float]] = {name: [] for name in programs()}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        compiled_peer(folder)
        for turn in range(rounds + 1):
            for program, arguments in programs().items():
                taken = seconds(arguments, folder)
                if turn:
                    times[program].append(taken)
    return {program: statistics.median(taken) for program, taken in times.items()}


def table(medians: dict[str, float]) -> str:
    """Return medians and ratios as Markdown."""
    lines = ["| program | median (ms) |", "|---|---:|"]
    lines += [f"| {program} | {1000 * median:.0f} |" for program, median in medians.items()]
    lines += ["", "| ratio | measured | goal | |", "|---|---:|---:|---|"]
    for goal in GOALS:
        ratio = medians[goal.program] / medians[goal.base]
        verdict = "met" if ratio <= goal.limit else "missed"
        lines.append(f"| {goal.program} / {goal.base} | {ratio:.2f} | {goal.limit:.0f} | {verdict} |")
    return "\n".join(lines)


def main() -> int:
    """Measure, print, and return 1 where ``--check`` is given and a goal is missed."""
    parser = argparse.ArgumentParser(description="How long the commands take to start.")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    medians = measure(options.rounds)
    print(table(medians))
    missed = any(medians[goal.program] > goal.limit * medians[goal.base] for goal in GOALS)
    return int(options.check and missed)


if __name__ == "__main__":
    sys.exit(main())
