"""What is imported is declared, what is declared is locked, and the lock names no index."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
SETTINGS = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
DISTRIBUTIONS = {"docx": "python-docx", "python_calamine": "python-calamine", "sklearn": "scikit-learn"}
LOCKS = ("base.txt", "dev.txt")


def imported() -> Iterator[tuple[str, str]]:
    """Yield every top-level package that a module of ours imports, with that module."""
    for path in sorted((PROJECT / "src").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            yield from ((name.partition(".")[0], path.relative_to(PROJECT).as_posix()) for name in names)


def declared(*extras: str) -> set[str]:
    lines = [
        *SETTINGS["dependencies"],
        *(line for extra in extras for line in SETTINGS["optional-dependencies"][extra]),
    ]
    return {re.split(r"[\[<>=!~ ;]", line)[0] for line in lines}


def pins(name: str) -> list[str]:
    text = (PROJECT / "requirements" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if re.match(r"[a-z0-9][a-z0-9._-]*==", line)]


def test_everything_imported_is_declared() -> None:
    known = declared("documents") | {"districtanalysis"}
    foreign = {(name, path) for name, path in imported() if name not in sys.stdlib_module_names}
    missing = sorted((name, path) for name, path in foreign if DISTRIBUTIONS.get(name, name) not in known)
    assert not missing


@pytest.mark.parametrize(("name", "extras"), [("base.txt", ()), ("dev.txt", ("documents", "dev"))])
def test_everything_declared_is_locked(name: str, extras: tuple[str, ...]) -> None:
    locked = {pin.partition("==")[0] for pin in pins(name)}
    assert declared(*extras) - {"districtanalysis"} <= locked
    assert {"hatchling", "editables"} <= locked


def test_tests_run_on_the_versions_that_users_get() -> None:
    assert set(pins("base.txt")) <= set(pins("dev.txt"))


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_is_followed_by_its_hashes(name: str) -> None:
    text = (PROJECT / "requirements" / name).read_text(encoding="utf-8")
    assert all(pin.endswith(" \\") for pin in pins(name))
    assert text.count("--hash=sha256:") > len(pins(name))


@pytest.mark.parametrize("name", LOCKS)
def test_the_lock_names_no_index(name: str) -> None:
    text = (PROJECT / "requirements" / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*(-i|-f|--\w*index\S*|--find-links|--trusted-host)\b", text, flags=re.MULTILINE)


def test_the_lock_is_for_every_system_and_python() -> None:
    text = (PROJECT / "requirements" / "dev.txt").read_text(encoding="utf-8")
    assert "sys_platform == 'win32'" in text
    assert "sys_platform == 'darwin'" in text
    assert "python_full_version >= '3.12'" in text
