"""A layout is data: what it may say, and how a fault in it is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from districtanalysis.errors import DistrictAnalysisError, LayoutError
from districtanalysis.sources.layout_file import load_layout, shipped_layouts

WIDE = 'schema_version = 1\nname = "eigen"\nheader_rows = [1]\nkey = "^ort$"\n'
COLUMN = '[[column]]\nheading = "^einwohner$"\nvariable = "residents"\n'


def write(folder: Path, text: str) -> Path:
    (folder / "eigen.toml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", shipped_layouts())
def test_every_shipped_layout_is_read(name: str):
    layout = load_layout(name, Path())
    assert layout.column or layout.long or layout.matrix


def test_a_layout_beside_the_study(tmp_path: Path):
    layout = load_layout("eigen.toml", write(tmp_path, WIDE + COLUMN))
    assert (layout.key, layout.header_rows, layout.column[0].variable) == ("^ort$", (1,), "residents")
    assert layout.signs == "classic"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("name = ", r"eigen\.toml: kein gültiges TOML"),
        (WIDE, r"eigen\.toml ist so nicht lesbar"),
        (WIDE + COLUMN + "headng = 1\n", "„column.*headng“ ist unbekannt. Gemeint ist vielleicht „heading“"),
        (WIDE.replace("^ort$", "(ort") + COLUMN, r"„\(ort“ ist kein gültiger regulärer Ausdruck"),
        (WIDE + COLUMN.replace("residents", "resident"), "„resident“.*„residents“"),
        (WIDE + '[long]\nvalue = "^n$"\n', "variable oder variable_column"),
        (WIDE.replace("schema_version = 1", "schema_version = 99") + COLUMN, "schema_version 99 ist neuer"),
    ],
)
def test_faults_are_told_in_words(tmp_path: Path, text: str, expected: str):
    with pytest.raises(DistrictAnalysisError, match=f"(?s){expected}"):
        load_layout("eigen.toml", write(tmp_path, text))


def test_an_unknown_layout_names_those_that_there_are():
    with pytest.raises(LayoutError, match=r"„facility-lists“.*facility-list"):
        load_layout("facility-lists", Path())
