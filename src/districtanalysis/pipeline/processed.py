"""What was read is kept beside the study: a second run with unchanged inputs reads it instead of the tables."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import districtanalysis
from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.study import Source, Study
from districtanalysis.errors import OutputError
from districtanalysis.language import current, say
from districtanalysis.report.writing import write_all
from districtanalysis.sources import loader
from districtanalysis.sources.layout_file import load_layout
from districtanalysis.sources.opening import normal
from districtanalysis.sources.source_table import each_file, own_signs
from districtanalysis.sources.stored import from_files, to_files

MANIFEST = "manifest.json"
SCHEMA_VERSION = 1
# Reading fewer figures takes less time than a planner notices: no folder appears beside the study for them.
MANY = 250_000
_PACKAGE = Path(__file__).resolve().parents[1]
_READING = ("sources", "domain", "language")


def load(study: Study, *, processed: bool | str | Path = False) -> DistrictData:
    """Return districts, figures and sources of ``study``; every figure knows its cell.

    Names of districts are matched to the candidates of the study, or to the names of its first
    table; how each was matched stands in ``matchings``. Where a table holds several levels of areas,
    the lowest one (or the one that the source names) holds the districts, the others stand in
    ``areas`` and ``above``. Remarks from reading stand in ``findings``.

    ``processed`` keeps the result as Parquet files with a manifest and reads these as long as no
    table, layout, study or version of the software has changed: ``True`` in ``processed_folder``,
    or in the folder that is given. A folder that cannot be written is no fault. Raises
    ``SourceError`` for a file that cannot be read and for tables of differently drawn areas without
    a crosswalk, ``LayoutError`` for a table that does not stand as described.
    """
    if processed is False:
        return loader.load(study)
    folder = processed_folder(study) if processed is True else Path(processed)
    return _kept(study, folder, fewest=0)


def load_for_command(study: Study) -> DistrictData:
    """Return the data of ``study`` as commands read them: kept beside the study where there are many figures.

    Nothing is written into the folders of the package. Raises what ``load`` raises.
    """
    folder = processed_folder(study)
    if folder.resolve().is_relative_to(_PACKAGE):
        return loader.load(study)
    return _kept(study, folder, fewest=MANY)


def processed_folder(study: Study) -> Path:
    """Return where the read tables of a study are kept.

    Beside the study, and for a study in ``data/raw/<city>`` in ``data/processed/<city>``.
    """
    folder = study.folder.resolve()
    beside = folder.parent.with_name("processed") / folder.name if folder.parent.name == "raw" else folder / "processed"
    return beside / study.path.stem


def _kept(study: Study, folder: Path, *, fewest: int) -> DistrictData:
    there = (folder / MANIFEST).is_file()
    inputs = _inputs(study) if there else None
    found = _found(folder, inputs) if inputs is not None else None
    if found is not None:
        return found
    data = loader.load(study)
    if len(data.observations) + len(data.above) + len(data.totals) >= fewest or there:
        _keep(data, inputs or _inputs(study), folder)
    return data


def _keep(data: DistrictData, inputs: Mapping[str, Any] | None, folder: Path) -> None:
    """Write what was read; a folder that cannot be written only means that the next run reads the tables again."""
    if inputs is None or [source["sha256"] for source in inputs["sources"]] != [each.digest for each in data.sources]:
        return  # a table was changed while it was read
    files = to_files(data)
    listed = {name: {"bytes": len(content), "sha256": _sha256(content)} for name, content in sorted(files.items())}
    manifest = {
        "schema_version": SCHEMA_VERSION,
        "remark": say("sources.processed"),
        "figures": {"districts": len(data.observations), "above": len(data.above), "totals": len(data.totals)},
        "findings": len(data.findings),
        "inputs": inputs,
        "files": listed,
    }
    content = {folder / name: part for name, part in files.items()}
    content[folder / MANIFEST] = (json.dumps(manifest, ensure_ascii=False, indent=2) + "\n").encode()
    try:
        write_all(content, force=True)
    except (OutputError, OSError):
        return


def _found(folder: Path, inputs: Mapping[str, object]) -> DistrictData | None:
    """Return what is kept in a folder; None where it is damaged or came from other inputs."""
    import pyarrow as pa

    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if manifest["schema_version"] != SCHEMA_VERSION or manifest["inputs"] != inputs:
            return None
        files = {name: (folder / name).read_bytes() for name in manifest["files"]}
        if any(_sha256(content) != manifest["files"][name]["sha256"] for name, content in files.items()):
            return None
        return from_files(files)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, pa.ArrowException):
        return None


def _inputs(study: Study) -> dict[str, Any] | None:
    """Return everything that the result of reading depends on; None where an input cannot be read."""
    try:
        own = study.path.read_bytes() if study.path.is_file() else study.model_dump_json().encode()
        return {
            "software": {"version": districtanalysis.__version__, "code": _code()},
            "language": current(),
            "study": {"file": study.path.name, "sha256": _sha256(own), "read_as": _sha256(_as_read(study))},
            "sources": [
                dict(_of_source(each, study.folder))
                for source in study.source
                for each in each_file(source, study.folder)
            ],
        }
    except OSError:
        return None


def _as_read(study: Study) -> bytes:
    """Return what a study in memory says about its tables: it may differ from its file."""
    return study.model_dump_json(include={"study", "source"}).encode()


def _of_source(source: Source, folder: Path) -> Iterator[tuple[str, object]]:
    yield "id", source.id
    yield from _of_file("file", normal(folder, source.file))
    yield "layout", source.layout
    if source.layout != "auto":
        layout = load_layout(source.layout, folder)
        yield "layout_sha256", _sha256(layout.model_dump_json().encode())
        signs = own_signs(source, layout, folder)
        if signs is not None:
            yield from _of_file("signs", signs)
    if source.crosswalk:
        yield from _of_file("crosswalk", normal(folder, source.crosswalk))


def _of_file(kind: str, path: Path) -> Iterator[tuple[str, object]]:
    prefix = "" if kind == "file" else f"{kind}_"
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    yield kind, path.name
    yield f"{prefix}bytes", path.stat().st_size
    yield f"{prefix}sha256", digest


@cache
def _code() -> str:
    """Return a hash of everything that reads: a changed line of code may read the same table differently."""
    files = sorted(
        file for room in _READING for file in (_PACKAGE / room).rglob("*") if file.suffix in {".py", ".toml"}
    )
    whole = hashlib.sha256()
    for file in files:
        whole.update(file.relative_to(_PACKAGE).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return whole.hexdigest()


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
