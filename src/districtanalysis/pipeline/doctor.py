"""``doctor``: is everything there that the program needs, and what is it?"""

from __future__ import annotations

import locale
import platform
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from districtanalysis.domain.display import Column, Page, Paragraph, Table
from districtanalysis.errors import StudyError
from districtanalysis.language import join, say
from districtanalysis.pipeline.outcome import Outcome

PACKAGE = "districtanalysis"
_OLDEST_PYTHON = (3, 11)
# Extras that only developers need: whether they are there says nothing about an installation.
_FOR_DEVELOPERS = {"dev", "peers"}


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the examination; ``verdict`` is ok, missing (needed), absent (optional) or poor."""

    group: str
    name: str
    found: str
    verdict: str = "ok"


def run() -> Outcome:
    """Return the page of the examination; the exit code is 1 where something needed is missing."""
    items = [*_programs(), *_libraries(), *_data(), *_surroundings()]
    missing = [item.name for item in items if item.verdict == "missing"]
    columns = (
        Column("group", say("doctor.column.group")),
        Column("name", say("doctor.column.name")),
        Column("found", say("doctor.column.found"), wide=True),
        Column("verdict", say("doctor.column.verdict")),
    )
    rows = tuple(
        (say(f"doctor.group.{item.group}"), item.name, item.found, say(f"doctor.verdict.{item.verdict}"))
        for item in items
    )
    summary = say("doctor.incomplete", names=join(missing)) if missing else say("doctor.complete")
    page = Page(
        say("doctor.title"),
        (Table("doctor", "", columns, rows), Paragraph(summary, "warning" if missing else "lead")),
        data={"items": [_as_data(item) for item in items], "complete": not missing},
    )
    return Outcome(page, exit_code=1 if missing else 0, result=tuple(items))


def _programs() -> Iterator[Item]:
    enough = sys.version_info >= _OLDEST_PYTHON
    yield Item("program", "Python", platform.python_version(), "ok" if enough else "missing")
    version = _version(PACKAGE)
    # Run from a checkout the package may stand on the path without being installed.
    yield Item("program", PACKAGE, version or say("doctor.not_installed"), "ok" if version else "absent")
    yield Item("program", say("doctor.system"), f"{platform.system()} {platform.release()} ({platform.machine()})")


def _libraries() -> Iterator[Item]:
    for name, extra in requirements():
        version = _version(name)
        group = "extra" if extra else "library"
        label = f"{name} [{extra}]" if extra else name
        absent = say("doctor.install_extra", extra=extra) if extra else say("doctor.install", name=name)
        yield Item(group, label, version or absent, "ok" if version else "absent" if extra else "missing")


def requirements() -> list[tuple[str, str]]:
    """Return the packages that this one needs, each with its extra ("" where it is always needed).

    >>> ("click", "") in requirements()
    True
    """
    found = []
    for line in _declared():
        name = re.match(r"[\w.-]+", line)
        extra = re.search(r"extra\s*==\s*['\"]([\w-]+)['\"]", line)
        if name and (extra is None or extra[1] not in _FOR_DEVELOPERS):
            found.append((name[0], extra[1] if extra else ""))
    return sorted(set(found), key=lambda pair: (pair[1], pair[0]))


def _declared() -> list[str]:
    """Return the requirements as the package declares them, extras marked as in its metadata."""
    try:
        return metadata.requires(PACKAGE) or []
    except metadata.PackageNotFoundError:
        project = Path(__file__).resolve().parents[3] / "pyproject.toml"
    if not project.is_file():
        return []
    declared = tomllib.loads(project.read_text(encoding="utf-8"))["project"]
    extras = declared.get("optional-dependencies", {})
    marked = [f"{line} ; extra == '{extra}'" for extra, lines in extras.items() for line in lines]
    return [*declared["dependencies"], *marked]


def _data() -> Iterator[Item]:
    from districtanalysis.datasets import raw_folder, towns

    try:
        names = towns()
        yield Item("data", say("doctor.towns"), f"{join(names)} ({raw_folder()})", "ok" if names else "missing")
    except StudyError as error:
        yield Item("data", say("doctor.towns"), str(error), "missing")


def _surroundings() -> Iterator[Item]:
    encoding = (sys.stdout.encoding or "?").lower()
    kind = say("doctor.terminal" if sys.stdout.isatty() else "doctor.pipe")
    carries = encoding.replace("-", "") == "utf8"
    note = "" if carries else f". {say('doctor.encoding_poor')}"
    yield Item("surroundings", say("doctor.encoding"), f"{encoding} ({kind}){note}", "ok" if carries else "poor")
    yield Item("surroundings", say("doctor.file_names"), sys.getfilesystemencoding())
    language, charset = locale.getlocale()
    yield Item("surroundings", say("doctor.locale"), f"{language or 'C'}, {charset or '–'}")


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _as_data(item: Item) -> dict[str, str]:
    return {"group": item.group, "name": item.name, "found": item.found, "verdict": item.verdict}
