"""``load_study(path)``: study.toml or a study workbook -> ``Study``."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from districtanalysis.domain.parsing import parse
from districtanalysis.domain.study import Study
from districtanalysis.errors import StudyError
from districtanalysis.language import say

NAME = "study.toml"


def load_study(path: str | Path) -> Study:
    """Return the study in ``path``: a ``study.toml``, a folder that holds one, or a study workbook.

    Raises ``StudyError`` for a missing file, for text that is no TOML (with its line) and for every
    fault in it at once: unknown keys with the nearest known one, wrong values, a newer schema.
    """
    given = Path(path)
    file = given / NAME if given.is_dir() else given
    if not file.is_file():
        raise StudyError(say("study.not_found", path=file))
    if file.suffix.lower() == ".xlsx":
        from districtanalysis.sources.study_workbook import read_study_workbook

        return read_study_workbook(file)
    if file.suffix.lower() != ".toml":
        raise StudyError(say("study.wrong_suffix", file=file.name, suffix=file.suffix))
    study = parse(Study, read_toml(file), file.name)
    return study.model_copy(update={"folder": file.parent, "path": file})


def read_toml(file: Path) -> dict[str, object]:
    """Return the content of a TOML file.

    Raises ``StudyError`` naming file and line for text that is no TOML or no UTF-8.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise StudyError(say("study.not_text", file=file.name)) from error
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = found.group(1) if found else len(text.splitlines())  # else it is the end of the document
        reason = re.sub(r"\s*\(at .*\)$", "", str(error))
        raise StudyError(say("study.not_toml", file=file.name, line=line, reason=reason)) from error
