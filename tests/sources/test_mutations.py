"""Damaged copies of the shipped tables are read or refused with one message: no traceback, no hang."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import pytest

from districtanalysis.errors import SourceError
from districtanalysis.sources.delimited import read_delimited
from districtanalysis.sources.workbook import read_workbook

SPLINTERS = (
    b'"',
    b";",
    b"\n",
    b"\0",
    b'<c r="',
    b"</c>",
    b"<row>",
    b"9999999",
    b"<f",
    b' s="99999"',
    b'hidden="1"',
    b'<vertAlign val="superscript"/>',
)
ROUNDS = 25


def mutated(content: bytes, chance: random.Random) -> bytes:
    """A copy with a few bytes changed, left out, doubled or put in."""
    spoiled = bytearray(content)
    for _ in range(chance.choice([1, 2, 5, 20])):
        at, other = chance.randrange(len(spoiled)), chance.randrange(len(spoiled))
        change = chance.randrange(4)
        if change == 0:
            spoiled[at] = chance.randrange(256)
        elif change == 1:
            del spoiled[at : at + chance.randrange(1, min(40, len(spoiled)))]
        elif change == 2:
            spoiled[at:at] = spoiled[other : other + chance.randrange(1, 200)]
        else:
            spoiled[at:at] = chance.choice(SPLINTERS)
        spoiled = spoiled or bytearray(b"\n")
    return bytes(spoiled)


def inner_mutated(content: bytes, chance: random.Random) -> bytes:
    """A workbook whose archive is whole and one of whose parts is spoiled."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice([name for name in parts if name.startswith("xl/") and name.endswith(".xml")])
    parts[name] = mutated(parts[name], chance)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for part, inside in parts.items():
            archive.writestr(part, inside)
    return buffer.getvalue()


def read_or_refuse(path: Path) -> None:
    message = ""
    try:
        grid = read_workbook(path) if path.suffix == ".xlsx" else read_delimited(path)
        assert grid.decimals.shape == (grid.height, grid.width)
    except SourceError as error:
        message = str(error)
    assert "\n" not in message
    assert path.name in message or not message


@pytest.mark.parametrize("seed", range(4))
def test_spoiled_tables_are_read_or_refused(project: Path, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    for source in sorted((project / "data" / "raw").glob("*/*.*")):
        if source.suffix not in {".xlsx", ".csv"}:
            continue
        content = source.read_bytes()
        for _ in range(ROUNDS):
            inner = source.suffix == ".xlsx" and chance.random() < 0.7
            path = tmp_path / source.name
            path.write_bytes((inner_mutated if inner else mutated)(content, chance))
            read_or_refuse(path)


@pytest.mark.parametrize("name", ["heidenheim/bevoelkerung.xlsx", "heidenheim/einrichtungen.csv"])
def test_every_beginning_of_a_table_is_read_or_refused(project: Path, tmp_path: Path, name: str) -> None:
    content = (project / "data" / "raw" / name).read_bytes()
    path = tmp_path / Path(name).name
    for end in range(0, len(content), max(1, len(content) // 60)):
        path.write_bytes(content[:end])
        read_or_refuse(path)
