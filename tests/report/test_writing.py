"""Files appear whole or not at all."""

import os
import stat

import pytest

from districtanalysis.errors import OutputError
from districtanalysis.report.writing import write, write_all


def test_writes_and_leaves_nothing_beside(tmp_path):
    write(tmp_path / "rang.csv", b"1;2")
    assert [path.name for path in tmp_path.iterdir()] == ["rang.csv"]
    assert (tmp_path / "rang.csv").read_bytes() == b"1;2"


def test_existing_file_is_kept_without_force(tmp_path):
    target = tmp_path / "rang.csv"
    target.write_bytes(b"alt")
    with pytest.raises(OutputError, match=r"gibt es schon.*--force"):
        write(target, b"neu")
    assert target.read_bytes() == b"alt"
    write(target, b"neu", force=True)
    assert target.read_bytes() == b"neu"


def test_folder_and_missing_folder_are_named(tmp_path):
    with pytest.raises(OutputError, match="ist ein Ordner"):
        write(tmp_path, b"", force=True)
    with pytest.raises(OutputError, match=r"Den Ordner .*weg gibt es nicht"):
        write(tmp_path / "weg" / "rang.csv", b"")
    assert list(tmp_path.iterdir()) == []


def test_file_as_folder_is_refused(tmp_path):
    (tmp_path / "datei").write_bytes(b"")
    with pytest.raises(OutputError):
        write(tmp_path / "datei" / "rang.csv", b"")


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (PermissionError(13, "denied"), "keine Berechtigung.*Excel"),
        (OSError(28, "No space left on device"), "Datenträger ist voll"),
        (OSError(5, "Input/output error"), "Input/output error"),
    ],
)
def test_failure_while_replacing_changes_nothing(tmp_path, monkeypatch, error, expected):
    target = tmp_path / "rang.xlsx"
    target.write_bytes(b"alt")

    def refuse(*_):
        raise error

    monkeypatch.setattr("pathlib.Path.replace", refuse)
    with pytest.raises(OutputError, match=expected):
        write(target, b"neu", force=True)
    assert target.read_bytes() == b"alt"
    assert [path.name for path in tmp_path.iterdir()] == ["rang.xlsx"]


def test_interruption_while_writing_leaves_nothing(tmp_path, monkeypatch):
    def interrupt(_):
        raise KeyboardInterrupt

    monkeypatch.setattr("os.fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write(tmp_path / "rang.csv", b"1")
    assert list(tmp_path.iterdir()) == []


def test_name_that_is_too_long_is_worded(tmp_path):
    with pytest.raises(OutputError, match="lässt sich nicht schreiben"):
        write(tmp_path / ("x" * 300), b"")


@pytest.mark.skipif(os.name == "nt", reason="permission bits of POSIX")
def test_file_can_be_read_like_any_other(tmp_path):
    write(tmp_path / "rang.csv", b"")
    (tmp_path / "other").write_bytes(b"")
    assert stat.S_IMODE((tmp_path / "rang.csv").stat().st_mode) == stat.S_IMODE((tmp_path / "other").stat().st_mode)


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_link_keeps_pointing(tmp_path):
    (tmp_path / "echt.csv").write_bytes(b"alt")
    (tmp_path / "link.csv").symlink_to("echt.csv")
    write(tmp_path / "link.csv", b"neu", force=True)
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "echt.csv").read_bytes() == b"neu"


@pytest.mark.skipif(os.name == "nt", reason="there is no /dev/null")
def test_device_is_written_to(tmp_path):
    from pathlib import Path

    write(Path("/dev/null"), b"1", force=False)


def test_many_files_or_none(tmp_path):
    folder = tmp_path / "studie"
    folder.mkdir()
    (folder / "b.csv").write_bytes(b"alt")
    files = {folder / "a.csv": b"1", folder / "b.csv": b"2", folder / "neu" / "c.csv": b"3"}
    with pytest.raises(OutputError, match=r"b\.csv gibt es schon"):
        write_all(files)
    assert sorted(path.name for path in folder.rglob("*")) == ["b.csv"]
    write_all(files, force=True)
    assert sorted(path.name for path in folder.rglob("*")) == ["a.csv", "b.csv", "c.csv", "neu"]


def test_folders_made_for_nothing_are_removed(tmp_path):
    (tmp_path / "datei").write_bytes(b"")
    with pytest.raises(OutputError):
        write_all({tmp_path / "a" / "ordner" / "a.csv": b"1", tmp_path / "datei" / "b.csv": b"2"})
    assert [path.name for path in tmp_path.iterdir()] == ["datei"]
