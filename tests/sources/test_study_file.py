from __future__ import annotations

from pathlib import Path

import pytest

from districtanalysis.datasets import raw_folder
from districtanalysis.errors import StudyError
from districtanalysis.sources.study_file import load_study, read_toml


def test_a_folder_means_the_study_in_it():
    study = load_study(raw_folder() / "heidenheim")
    assert study == load_study(str(raw_folder() / "heidenheim" / "study.toml"))
    assert study.folder == raw_folder() / "heidenheim"
    assert study.path.name == "study.toml"
    assert list(study.criteria) == ["population", "infrastructure", "sustainability"]


@pytest.mark.parametrize(
    "path", sorted(raw_folder().glob("*/*.toml")), ids=lambda path: path.parent.name + "/" + path.stem
)
def test_every_shipped_study_is_read(path: Path):
    if "study" in read_toml(path):
        assert load_study(path).title


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("study.toml", b"", "„schema_version“ fehlt"),
        ("study.toml", b"title = ", "study.toml, Zeile 1: kein gültiges TOML"),
        ("study.toml", b"a = 1\na = 2\n", "Zeile 2"),
        ("study.toml", "a = 'Straße'".encode("cp1252"), "keine Textdatei in UTF-8"),
        ("study.docx", b"", "study.docx: Eine Studie ist eine .toml-Datei oder eine Studienmappe"),
        ("studie.xlsx", b"", "studie.xlsx ist leer"),
    ],
)
def test_what_is_no_study_is_refused(tmp_path: Path, name: str, content: bytes, expected: str):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(Exception, match=expected):
        load_study(tmp_path / name)


def test_a_missing_study_is_refused(tmp_path: Path):
    with pytest.raises(StudyError, match="Studie nicht gefunden"):
        load_study(tmp_path)


def test_a_mark_at_the_start_of_the_file_is_no_fault(tmp_path: Path):
    (tmp_path / "a.toml").write_bytes("a = 'Straße'".encode("utf-8-sig"))
    assert read_toml(tmp_path / "a.toml") == {"a": "Straße"}
