"""What goes beyond the ranking, as chapters of a report: change, surveys, actors, goals, decisions."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path

from districtanalysis.domain.display import Block
from districtanalysis.domain.study import Study
from districtanalysis.errors import SelectionError, StudyError
from districtanalysis.language import join, say
from districtanalysis.pipeline.decision import file_of
from districtanalysis.pipeline.prepare import Prepared

# Building block -> module of the pipeline; those of the first kind evaluate the tables of the study,
FROM_TABLES = {"change": "change", "compare_areas": "compare_areas", "origins": "origins"}
# those of the second a file of their own, named under [instruments] by the second part.
FROM_FILES = {
    "survey": ("survey", "survey"),
    "actors": ("actors", "actors"),
    "offers": ("offers", "offers"),
    "participation": ("participation", "participation"),
    "goals": ("goals", "goals"),
    "monitoring": ("monitoring", "goals"),
    "decisions": ("decision", "decisions"),
}
FILES = ("areas", "origins", "topics", "survey", "actors", "offers", "participation", "goals", "decisions")


def chapters(
    prepared: Prepared, keys: Sequence[str], *, pictures: Sequence[str] = ()
) -> tuple[dict[str, tuple[Block, ...]], dict[str, str]]:
    """Return the blocks of each instrument among ``keys`` that the study carries, and why one is refused.

    Raises ``StudyError`` for an unknown or missing file under ``[instruments]``, and what reading the files raises.
    """
    files = named_files(prepared.study)
    found: dict[str, tuple[Block, ...]] = {}
    refused: dict[str, str] = {}
    for key in keys:
        try:
            if key in FROM_TABLES:
                found[key] = _chapter(FROM_TABLES[key])(prepared.study, prepared.data, pictures=pictures)
        except (SelectionError, StudyError) as error:
            refused[key] = str(error)  # the rest of the report stands without it; it says why
        if key in FROM_FILES:
            module, name = FROM_FILES[key]
            if name in files:
                found[key] = _chapter(module)(files[name], pictures=pictures)
    return {key: blocks for key, blocks in found.items() if blocks}, refused


def named_files(study: Study) -> Mapping[str, Path]:
    """Return the files under ``[instruments]`` by instrument.

    Raises ``StudyError`` for an instrument that nobody knows, naming the nearest, and for a file that is not there.
    Decisions that lie beside the study need not be named.
    """
    files = {}
    for key, name in study.instruments.items():
        if key not in FILES:
            near = difflib.get_close_matches(key, FILES, n=1)
            hint = " " + say("errors.nearest", name=near[0]) if near else ""
            known = join(FILES)
            raise StudyError(say("pipeline.unknown_instrument", study=study.path.name, key=key, hint=hint, known=known))
        path = study.folder / str(name)
        if not path.is_file():
            raise StudyError(say("pipeline.instrument_missing", study=study.path.name, key=key, path=path))
        files[key] = path
    beside = file_of(study)
    if beside.is_file():
        files.setdefault("decisions", beside)
    return files


def _chapter(module: str) -> Callable[..., tuple[Block, ...]]:
    # a report without an instrument does not load what the instrument needs
    chapter: Callable[..., tuple[Block, ...]] = import_module(f"districtanalysis.pipeline.{module}").chapter
    return chapter
