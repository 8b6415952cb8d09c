"""The tree of the tests mirrors the tree of the sources, and the rooms keep to their doors."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
PACKAGE = PROJECT / "src" / "districtanalysis"
LINES_OF_A_MODULE = 300
LINES_OF_A_FUNCTION = 45
LINT = "import sys; from importlinter.cli import lint_imports_command as run; run(sys.argv[1:])"


def modules() -> list[Path]:
    return sorted(path.relative_to(PACKAGE) for path in PACKAGE.rglob("*.py"))


def parsed(module: Path) -> ast.Module:
    return ast.parse((PACKAGE / module).read_text(encoding="utf-8"))


def functions(module: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(parsed(module)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def own_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """The lines of a function without its docstring."""
    first = function.body[1] if ast.get_docstring(function) and len(function.body) > 1 else function.body[0]
    return (function.end_lineno or 0) - first.lineno + 1


def code_lines(module: Path) -> int:
    """The lines of a module without its docstrings, which hold definitions and examples."""
    holders = [n for n in ast.walk(parsed(module)) if isinstance(n, ast.Module | ast.ClassDef | ast.FunctionDef)]
    texts = [holder.body[0] for holder in holders if ast.get_docstring(holder)]
    described = sum((text.end_lineno or 0) - text.lineno + 1 for text in texts)
    return (PACKAGE / module).read_bytes().count(b"\n") - described


def test_every_module_with_functions_has_a_test_file() -> None:
    tested = [module for module in modules() if module.name != "__init__.py" and functions(module)]
    homes = [
        Path("tests", module.parent, f"test_{module.stem.removeprefix('__').removesuffix('__')}.py")
        for module in tested
    ]
    missing = [home.as_posix() for home in homes if not (PROJECT / home).is_file()]
    assert not missing


@pytest.mark.parametrize("module", modules(), ids=Path.as_posix)
def test_every_module_says_what_it_is(module: Path) -> None:
    text = ast.get_docstring(parsed(module)) or ""
    assert len(text) > 10, f"{module}: no docstring"


def test_no_module_and_no_function_holds_two_ideas() -> None:
    long_modules = [module.as_posix() for module in modules() if code_lines(module) > LINES_OF_A_MODULE]
    long_functions = [
        f"{module.as_posix()}:{function.name}"
        for module in modules()
        for function in functions(module)
        if own_lines(function) > LINES_OF_A_FUNCTION
    ]
    assert not long_modules
    assert not long_functions


def test_imports_keep_to_the_contracts() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache"], cwd=PROJECT, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout
