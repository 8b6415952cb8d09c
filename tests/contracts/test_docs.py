"""What the documents say is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import districtanalysis as da
from districtanalysis.cli.group import places
from districtanalysis.datasets import raw_folder, towns

PROJECT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([*PROJECT.glob("*.md"), *(PROJECT / "docs").rglob("*.md"), *raw_folder().glob("*.md")])


def text_of(name: str) -> str:
    return (PROJECT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("command", places())
def test_the_readme_names_every_command(command: str) -> None:
    assert f"`districtanalysis {command}" in text_of("README.md")


def test_the_readme_names_no_command_that_is_not_there() -> None:
    named = set(re.findall(r"`districtanalysis ([a-z][a-z-]+)", text_of("README.md")))
    assert named <= {*places()}


def test_the_readme_opens_with_the_two_commands() -> None:
    lines = [line.strip() for line in text_of("README.md").splitlines() if line.strip()]
    assert lines[1:3] == ["make rank", "make test"]


def test_the_python_lines_of_the_readme_run() -> None:
    for block in re.findall(r"```python\n(.*?)```", text_of("README.md"), flags=re.DOTALL):
        exec(compile(block, "README.md", "exec"), {})


def test_the_readme_shows_the_ranking_of_the_shipped_town() -> None:
    study = da.load_study(raw_folder() / "heidenheim" / "study.toml")
    frame = da.rank(da.compute_indicators(da.load(study), study), study).to_frame()
    printed = re.findall(r"^\| \d \| (.+?) \| ([\d.]+) \|", text_of("README.md"), flags=re.MULTILINE)
    shown = [(str(row["name"]), f"{row['fit']:.1f}") for _, row in frame.sort_values("rank").iterrows()]
    assert printed == shown


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(PROJECT).as_posix())
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    links = [link.partition("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in link]
    assert all((document.parent / link).exists() for link in links if link), links


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(PROJECT).as_posix())
def test_files_that_the_documents_name_are_there(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    named = re.findall(r"`((?:src|tests|data|docs|requirements|benchmarks|notebooks)/[\w./-]*\w)/?`", text)
    assert all((PROJECT / name).exists() for name in named), named


def test_the_sources_of_every_shipped_town_are_told() -> None:
    told = (raw_folder() / "README.md").read_text(encoding="utf-8").casefold()
    assert all(name in told for name in towns())
