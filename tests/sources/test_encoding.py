from __future__ import annotations

from pathlib import Path

import pytest

from districtanalysis.errors import SourceError
from districtanalysis.sources.encoding import read_text


def test_plain_ascii_needs_no_note(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"a;b")
    assert read_text(path) == ("a;b", [])


def test_a_mark_is_no_part_of_the_text_whoever_names_the_encoding(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("Süd".encode("utf-8-sig"))
    assert read_text(path)[0] == "Süd"
    assert read_text(path, "utf-8") == ("Süd", [])


# "Ã¤" is what an UTF-8 "ä" reads like in cp1252; a name such as "Ávila" is genuine cp1252.
def test_two_encodings_in_one_file_are_told_from_one(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("ä\n".encode() + "ü".encode("cp1252"))
    with pytest.raises(SourceError, match="Zeile 2: gemischte Zeichencodierungen"):
        read_text(path)
    path.write_bytes("Ávila\nMünchen „Süd“".encode("cp1252"))
    assert read_text(path)[0] == "Ávila\nMünchen „Süd“"


def test_zero_bytes_far_into_a_file_are_noticed(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"a;b\n" * 5000 + b"\0")
    with pytest.raises(SourceError, match="keine Tabelle"):
        read_text(path)
