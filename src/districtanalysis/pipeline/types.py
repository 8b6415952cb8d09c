"""``types`` and ``types-apply``: from a study to its neighbourhood types, and back to them a year later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from districtanalysis.domain.data import SourceRecord
from districtanalysis.domain.finding import Finding
from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.study import Source, Study, worded
from districtanalysis.domain.typology import TypeChange, TypeModel, Typology
from districtanalysis.errors import StudyError
from districtanalysis.indicators.compute import computable, compute_indicators
from districtanalysis.language import join, say
from districtanalysis.pipeline.locate import locate
from districtanalysis.pipeline.outcome import Outcome
from districtanalysis.pipeline.prepare import prepare
from districtanalysis.report.types_apply_page import apply_page
from districtanalysis.report.types_page import types_page
from districtanalysis.sources.count_tables import own_indicators, read_count_tables
from districtanalysis.sources.study_file import load_study
from districtanalysis.typology.apply import aligned, place, type_change
from districtanalysis.typology.form import Space, form_types
from districtanalysis.typology.options import TypesOptions, read_options

if TYPE_CHECKING:
    from districtanalysis.sources.boundaries import Polygons


@dataclass(frozen=True, slots=True)
class Inputs:
    """What types are formed from: study, options, indicators, sources, what the checks found, words for stderr."""

    study: Study
    options: TypesOptions
    table: IndicatorTable
    sources: tuple[SourceRecord, ...]
    findings: tuple[Finding, ...] = ()
    messages: tuple[str, ...] = ()


def run(
    study: Path | None,
    *,
    types: int | None = None,
    method: str | None = None,
    seed: int | None = None,
    model: Path | None = None,
    earlier: Path | None = None,
    districts: bool | None = None,
    may_fall_back: bool = True,
    force: bool = False,
) -> Outcome:
    """Return the page of the types, with the ``Typology`` as ``result``.

    ``types``, ``method`` and ``seed`` replace the study's settings; ``model`` writes the type model there;
    ``earlier`` is a study whose numbers and names are kept where districts overlap. Raises what reading,
    preparing and forming raise.
    """
    given = inputs(study, may_fall_back=may_fall_back)
    options = _with(given.options, types=types, method=method, seed=seed)
    space, notes = _space(options, given)
    typology = form_types(given.table, options, space=space)
    if earlier is not None:
        before = inputs(earlier, may_fall_back=False)
        typology = aligned(typology, form_types(before.table, before.options))
    messages = list(given.messages) + notes
    if model is not None:
        from districtanalysis.report.writing import write

        write(model, typology.model.to_json().encode(), force=force)
        messages.append(say("typology.page.written_model", path=model))
    from districtanalysis.pipeline.types_status import status_beside

    page = types_page(
        typology,
        given.table,
        given.sources,
        city=given.study.study.city,
        subtitle=given.study.title,
        why=worded(options.why),
        districts=districts,
        status=status_beside(typology, given.table, options, given.study.folder),
    )
    return Outcome(page, tuple(messages), given.findings, 0, typology)


def apply(model: Path, study: Path | None, *, before: Path | None = None, may_fall_back: bool = True) -> Outcome:
    """Return the page of the districts placed by a saved model, with the frame as ``result``.

    ``before`` is a study of an earlier date: its districts are placed too, and the changes of type shown.
    Raises ``StudyError`` where the model is missing or does not fit the indicators.
    """
    saved = read_model(model)
    given = inputs(study, may_fall_back=may_fall_back, types_needed=False)
    placed = place(saved, given.table)
    earlier = None if before is None else place(saved, inputs(before, may_fall_back=False, types_needed=False).table)
    page = apply_page(placed, saved, model.name, given.sources, subtitle=given.study.title, before=earlier)
    return Outcome(page, given.messages, given.findings, 0, placed)


def change(model: TypeModel, before: Inputs, after: Inputs) -> TypeChange:
    """Return the types by ``model`` at the dates of two studies, side by side.

    Raises ``StudyError`` where the model does not fit the indicators or no district stands in both.
    """
    placed = [place(model, given.table) for given in (before, after)]
    return type_change(model, placed[0], placed[1], (_date(before), _date(after)))


def _date(given: Inputs) -> str:
    """Return the reference date of a study; "" where its sources have several or none."""
    dates = {record.date for record in given.sources}
    return dates.pop() if len(dates) == 1 else ""


def read_model(path: Path) -> TypeModel:
    """Return a saved type model; raises ``StudyError`` where there is none, or none of ours."""
    if not path.is_file():
        raise StudyError(say("typology.page.model_not_found", path=path))
    return TypeModel.from_json(path.read_text(encoding="utf-8"), path.name)


def inputs(study: Path | None, *, may_fall_back: bool = True, types_needed: bool = True) -> Inputs:
    """Return study, options and indicators; own tables of the block ``[types]`` take the place of the sources.

    Raises ``StudyError`` for a study without the block, naming what it could be formed from, and
    ``DataFindingError`` for data with errors.
    """
    located = locate(study, may_fall_back=may_fall_back)
    loaded = load_study(located.path)
    options = read_options(loaded.types, loaded.path.name)
    if options.table:
        counts = read_count_tables(options.table, loaded.folder)
        records = tuple(_record(source) for source in loaded.source)
        return Inputs(loaded, options, own_indicators(counts, options.indicator), records)
    prepared = prepare(study, may_fall_back=may_fall_back)
    if types_needed and not loaded.types:
        labels = [say(f"indicator.{key}.label") for key in computable(prepared.data)]
        raise StudyError(say("typology.page.no_types", title=loaded.title, known=join(labels)))
    prepared.refuse_errors()
    table = compute_indicators(prepared.data)
    return Inputs(prepared.study, options, table, prepared.data.sources, prepared.findings, prepared.messages)


def _record(source: Source) -> SourceRecord:
    date = "" if source.date == "not_stated" else source.date.isoformat()
    return SourceRecord(
        id=source.id,
        file=source.file,
        title=source.title,
        publisher=source.publisher,
        date=date,
        population_concept=source.population_concept,
        licence=source.licence,
    )


def _with(options: TypesOptions, **given: object) -> TypesOptions:
    changed = {key: value for key, value in given.items() if value is not None}
    if not changed:
        return options
    return read_options(_plain(options, changed))


def _plain(options: TypesOptions, changed: Mapping[str, object]) -> dict[str, object]:
    return {**options.model_dump(exclude_unset=True), **changed}


def _space(options: TypesOptions, given: Inputs) -> tuple[Space | None, list[str]]:
    """Return the districts on the map for methods that need it, and what reading the boundaries noticed."""
    if options.boundaries is None or options.method not in {"contiguous_ward", "ward_space"}:
        return None, []
    from districtanalysis.sources.boundaries import read_boundaries
    from districtanalysis.sources.boundary_join import fitted

    names = {str(key): str(name) for key, name in given.table.names.items()}
    polygons = fitted(read_boundaries(options.boundaries, given.study.folder), names)
    return space_of(polygons, rook=options.boundaries.contiguity == "rook"), list(polygons.notes)


def space_of(polygons: Polygons, *, rook: bool = False) -> Space:
    """Return contiguity and centroids of ``polygons``."""
    from districtanalysis.methods.neighbours import contiguity

    return Space(polygons.ids, contiguity(list(polygons.shapes), rook=rook), polygons.positions)


def transitions_of(before: Typology, after: Typology) -> Sequence[tuple[str, int, int]]:
    """Return the districts whose type differs between two typologies with the same numbers."""
    from districtanalysis.typology.apply import moved

    changed = moved(before.labels, after.labels)
    return [(str(name), int(row["before"]), int(row["after"])) for name, row in changed.iterrows()]
