from __future__ import annotations

import subprocess
import sys

import districtanalysis


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "districtanalysis", *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False, stdin=subprocess.DEVNULL)


def test_python_m_is_the_command_line() -> None:
    done = run("--version")
    assert done.returncode == 0
    assert districtanalysis.__version__ in done.stdout


def test_the_exit_code_of_the_command_is_that_of_the_process() -> None:
    done = run("no-such-command")
    assert done.returncode == 2
    assert done.stdout == ""
