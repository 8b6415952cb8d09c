"""Files that are written whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Mapping
from pathlib import Path

from districtanalysis.errors import OutputError
from districtanalysis.language import say


def write(path: Path, data: bytes, *, force: bool = False) -> None:
    """Write ``data`` to ``path``: beside it first, then put in place in one step.

    Raises ``OutputError`` where the file exists and ``force`` is not set, where it is a folder,
    where its folder is missing, or where it cannot be written; nothing is changed then.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write(Path(folder) / "rang.csv", b"1")
    ...     (Path(folder) / "rang.csv").read_bytes()
    b'1'
    """
    if _kind(path) == "device":
        path.write_bytes(data)  # a device or a pipe has nothing to replace
        return
    _put_in_place([_stage(path, data, force=force)])


def refuse(path: Path, *, force: bool = False) -> None:
    """Raise ``OutputError`` where ``write`` would refuse ``path``; for asking before a long computation.

    >>> refuse(Path("rang.csv"), force=True)
    """
    if _kind(path) != "device":
        _refuse(path, force=force, missing_folder=True)


def write_all(files: Mapping[Path, bytes], *, force: bool = False) -> None:
    """Write ``files`` (content by path), creating folders as needed.

    All files are written beside their places first, so that a full disk or a refusal leaves
    nothing half-written. Raises ``OutputError`` as ``write`` does.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_all({Path(folder) / "study.toml": b"", Path(folder) / "tabellen" / "a.csv": b"1"})
    ...     sorted(path.name for path in Path(folder).rglob("*.*"))
    ['a.csv', 'study.toml']
    """
    made: list[Path] = []
    staged: list[tuple[Path, Path]] = []
    try:
        for path in sorted(files):
            _refuse(path, force=force, missing_folder=False)
            _make_folders(path.parent, made)
            staged.append(_stage(path, files[path], force=force))
    except BaseException:
        for part, _ in staged:
            part.unlink(missing_ok=True)
        for empty in reversed(made):
            empty.rmdir()
        raise
    _put_in_place(staged)


def _stage(path: Path, data: bytes, *, force: bool) -> tuple[Path, Path]:
    """Write ``data`` beside ``path`` and return both places."""
    _refuse(path, force=force, missing_folder=True)
    target = Path(os.path.realpath(path))  # a link keeps pointing where it does
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        part.unlink(missing_ok=True)
        raise _worded(path, error) from error
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return part, target


def _put_in_place(staged: list[tuple[Path, Path]]) -> None:
    try:
        for part, target in staged:
            try:
                part.replace(target)
            except OSError as error:
                raise _worded(target, error) from error
    finally:
        for part, _ in staged:
            part.unlink(missing_ok=True)


def _refuse(path: Path, *, force: bool, missing_folder: bool) -> None:
    kind = _kind(path)
    if kind == "folder":
        raise OutputError(say("report.write.is_folder", path=path))
    if kind == "file" and not force:
        raise OutputError(say("report.write.exists", path=path))
    if missing_folder and not path.parent.is_dir():
        raise OutputError(say("report.write.no_folder", path=path, folder=path.parent))


def _kind(path: Path) -> str:
    """Return what stands at ``path``: file, folder, device, or nothing ("")."""
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except OSError as error:
        raise _worded(path, error) from error
    if stat.S_ISDIR(mode):
        return "folder"
    return "file" if stat.S_ISREG(mode) else "device"


def _make_folders(folder: Path, made: list[Path]) -> None:
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    for place in reversed(missing):
        try:
            place.mkdir()
        except OSError as error:
            raise _worded(place, error) from error
        made.append(place)


def _worded(path: Path, error: OSError) -> OutputError:
    if isinstance(error, PermissionError):
        # Windows reports a file that is open in Excel in the same way as missing permission.
        return OutputError(say("report.write.no_permission", path=path))
    if error.errno == errno.ENOSPC:
        return OutputError(say("report.write.disk_full", path=path))
    return OutputError(say("report.write.failed", path=path, reason=error.strerror or error))
