"""What starts quickly stays quick: heavy packages are loaded by those who need them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from districtanalysis.cli.group import places

DRAWING = {"matplotlib", "jinja2", "playwright", "docx", "typst"}
COMPUTING = {"geopandas", "sklearn", "shapely", "pyogrio", "scipy.stats"}
TABLES = {"pandas", "numpy", "scipy", "pyarrow", "openpyxl", "xlsxwriter", "python_calamine", "pydantic"}
RUN = """
import contextlib, io, json, sys
with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.suppress(SystemExit):
    {statement}
print(json.dumps([out.getvalue(), sorted(sys.modules)]), file=sys.stderr)
"""


def modules_after(statement: str, folder: Path) -> tuple[str, set[str]]:
    environment = {**os.environ, "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", RUN.format(statement=statement)],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    printed, names = json.loads(done.stderr.splitlines()[-1])
    return printed, set(names)


def call(*arguments: str) -> str:
    return f"from districtanalysis.cli.main import main; main({list(arguments)!r})"


@pytest.mark.parametrize("statement", ["import districtanalysis", "import districtanalysis as da; dir(da)"])
def test_importing_the_package_loads_nothing_heavy(statement: str, tmp_path: Path) -> None:
    _, loaded = modules_after(statement, tmp_path)
    assert not loaded & (DRAWING | COMPUTING | TABLES | {"click"})


@pytest.mark.parametrize(
    "arguments", [("--help",), ("--version",), *((name, "--help") for name in places())], ids=" ".join
)
def test_help_loads_nothing_heavy(arguments: tuple[str, ...], tmp_path: Path) -> None:
    printed, loaded = modules_after(call(*arguments), tmp_path)
    assert printed.strip()
    assert not loaded & (DRAWING | COMPUTING | TABLES)


@pytest.mark.parametrize("form", ["table", "csv", "json", "md"])
def test_rank_loads_neither_maps_nor_models_nor_templates(form: str, tmp_path: Path) -> None:
    printed, loaded = modules_after(call("rank", "-f", form), tmp_path)
    assert "Oststadt" in printed
    assert not loaded & (DRAWING | COMPUTING)
