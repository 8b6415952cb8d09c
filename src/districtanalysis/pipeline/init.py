"""``init``: a study from one's own tables, as study.toml or as a workbook to fill in."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.parsing import parse
from districtanalysis.domain.study import SCHEMA_VERSION, Criterion, Recipe, Study
from districtanalysis.errors import LayoutError, UsageError
from districtanalysis.indicators.compute import computable
from districtanalysis.language import current, join, say
from districtanalysis.pipeline.outcome import Outcome
from districtanalysis.pipeline.templates import file_name, templates
from districtanalysis.report.study_template import study_template
from districtanalysis.report.study_toml import study_toml
from districtanalysis.report.writing import write_all
from districtanalysis.report.written_page import written_page
from districtanalysis.scoring.plan import read_recipe
from districtanalysis.sources.loader import load, read_grid
from districtanalysis.sources.recognise import recognise
from districtanalysis.sources.workbook import sheets

RECIPE = "three-criteria"
_WORKBOOKS = {".xlsx", ".xlsm", ".xls", ".ods"}


@dataclass(frozen=True, slots=True)
class _Draft:
    """A study without criteria, its data, how the tables were recognised and which indicators they carry."""

    study: Study
    data: DistrictData
    evidence: tuple[str, ...]
    carried: tuple[str, ...]


def run(
    directory: Path,
    *,
    title: str,
    purpose: str,
    city: str,
    sources: Sequence[Mapping[str, str]] = (),
    workbook: bool = False,
    instruments: Sequence[str] = (),
    force: bool = False,
) -> Outcome:
    """Return the page of the study written to ``directory``.

    Each source gives ``file``, ``publisher``, ``date``, ``population_concept`` and ``licence``. The
    criteria are those of the recipe three-criteria: in a workbook all of them, else those that the
    tables can carry. ``instruments`` are those whose templates are written beside the study. Raises
    ``LayoutError`` for a table that is not recognised, ``OutputError`` for an existing file and ``UsageError`` for a
    study.toml without tables or an unknown instrument.
    """
    head = {"title": title, "purpose": purpose, "city": city, "language": current()}
    draft = _draft(directory, head, sources) if sources else None
    if workbook:
        name, content, remarks = "studie.xlsx", _workbook(head, draft, sources), _what_to_fill_in(draft)
        remarks += [say("written.template_workbook")] if instruments else []
    elif draft is not None:
        criteria = _criteria(draft)
        named = {key: file_name(key) for key in instruments}
        name, content = "study.toml", study_toml({**_complete(head, draft), "instruments": named}, criteria).encode()
        remarks = _what_was_found(draft, criteria)
    else:
        raise UsageError(say("written.no_tables"))
    districts = [str(entry) for entry in draft.data.districts["name"]] if draft is not None else []
    beside = templates(instruments, town=city, districts=districts)
    remarks += [say("written.template_fill_in")] if beside else []
    write_all({directory / part: data for part, data in {name: content, **beside}.items()}, force=force)
    files = [name, *beside]
    return Outcome(written_page("written.init", directory, files, next_step=directory / name, remarks=remarks))


def _workbook(head: Mapping[str, str], draft: _Draft | None, sources: Sequence[Mapping[str, str]]) -> bytes:
    """Return the workbook with all criteria of the recipe: what the tables lack can be filled in by hand."""
    criteria = read_recipe(RECIPE, Path()).criteria
    if draft is None:
        return study_template(head, criteria)
    residents = draft.data.observations.of("residents")["source"]
    ids = [source.id for source in draft.study.source]
    return study_template(head, criteria, draft.data, sources[ids.index(residents.iloc[0]) if len(residents) else 0])


def _draft(directory: Path, head: Mapping[str, str], sources: Sequence[Mapping[str, str]]) -> _Draft:
    entries, evidence = [], []
    for number, source in enumerate(sources, start=1):
        entry, words = _entry(directory, source, number)
        entries.append(entry)
        evidence.append(words)
    content = {"schema_version": SCHEMA_VERSION, "study": dict(head), "source": entries}
    study = parse(Study, content, "study.toml").model_copy(update={"folder": directory})
    data = load(study)
    return _Draft(study, data, tuple(evidence), computable(data))


def _entry(directory: Path, source: Mapping[str, str], number: int) -> tuple[dict[str, object], str]:
    """Return one ``[[source]]`` and the sentence that says how its table was recognised."""
    path = Path(source["file"]).resolve()
    sheet, evidence = _recognised(path)
    entry: dict[str, object] = {
        **source,
        "id": f"tabelle_{number}" if current() == "de" else f"table_{number}",
        "file": _relative(path, directory),
    }
    return ({**entry, "sheet": sheet} if sheet else entry), evidence


def _recognised(path: Path) -> tuple[str, str]:
    """Return the first sheet whose table is recognised; "" for files without sheets."""
    if path.suffix.lower() not in _WORKBOOKS:
        return "", recognise(read_grid(path)).evidence
    faults = []
    for sheet in sheets(path):
        try:
            return sheet, recognise(read_grid(path, sheet=sheet)).evidence
        except LayoutError as error:
            faults.append(str(error))
    raise LayoutError("\n".join(faults))


def _relative(path: Path, directory: Path) -> str:
    try:
        return Path(os.path.relpath(path, directory.resolve())).as_posix()
    except ValueError:  # another drive of a Windows machine
        return path.as_posix()


def _criteria(draft: _Draft) -> dict[str, Criterion]:
    """Return the criteria of the recipe with the indicators that the tables can carry."""
    recipe: Recipe = read_recipe(RECIPE, Path())
    there = set(draft.carried)
    kept = {}
    for key, criterion in recipe.criteria.items():
        choices = tuple(choice for choice in criterion.indicator if choice.key in there)
        if any(choice.weight > 0 for choice in choices):
            kept[key] = criterion.model_copy(update={"indicator": choices})
    return kept


def _complete(head: Mapping[str, str], draft: _Draft) -> dict[str, object]:
    sources = [source.model_dump(exclude_none=True, exclude_defaults=True) for source in draft.study.source]
    return {"study": {**head, "candidates": [str(name) for name in draft.data.districts.index]}, "source": sources}


def _what_to_fill_in(draft: _Draft | None) -> list[str]:
    return [say("written.fill_in")] if draft is None else [*draft.evidence, say("written.fill_in_rest")]


def _what_was_found(draft: _Draft, criteria: Mapping[str, Criterion]) -> list[str]:
    labels = [say(f"indicator.{key}.label") for key in draft.carried]
    found = [say("study.can_carry", indicators=join(labels))] if labels else []
    return [*draft.evidence, *found, say("written.check_criteria" if criteria else "written.no_criteria")]
