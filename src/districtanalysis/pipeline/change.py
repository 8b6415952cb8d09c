"""``change``: what changed between the reference dates of a study, or since its last edition."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from districtanalysis.checks.run import check
from districtanalysis.domain.area_sums import Crosswalk
from districtanalysis.domain.areas import Areas
from districtanalysis.domain.change import Change, ChangeOptions
from districtanalysis.domain.count_table import BoundaryFile
from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.display import Block
from districtanalysis.domain.finding import Finding, order
from districtanalysis.domain.parsing import parse
from districtanalysis.domain.study import Source, Study
from districtanalysis.errors import StudyError
from districtanalysis.indicators.change import USUAL, change
from districtanalysis.language import say
from districtanalysis.pipeline.change_pictures import illustrations
from districtanalysis.pipeline.locate import locate
from districtanalysis.pipeline.outcome import Outcome
from districtanalysis.pipeline.prepare import Prepared, prepare
from districtanalysis.report.change_page import change_blocks, change_page
from districtanalysis.sources import loader
from districtanalysis.sources.area_versions import read_crosswalk
from districtanalysis.sources.source_table import read_source
from districtanalysis.sources.study_file import load_study
from districtanalysis.typology.options import read_options

# What was noticed on the tables that can make a change out of nothing: it belongs on the page itself.
_DOUBTS = "heading_shifted"


@dataclass(frozen=True, slots=True)
class Asked:
    """What to compare, between which reference dates, pooled by what; nothing said leaves it to the study."""

    indicators: tuple[str, ...] = ()
    start: dt.date | None = None
    end: dt.date | None = None
    group_by: str | None = None


def run(
    study: Path | None,
    *,
    asked: Asked | None = None,
    crosswalks: Sequence[Path] = (),
    before: Path | None = None,
    boundaries: Path | None = None,
    key: str | None = None,
    pictures: Sequence[str] = (),
    may_fall_back: bool = True,
) -> Outcome:
    """Return the page of the change, with the ``Change`` as ``result``.

    ``before`` is the study of an earlier edition; ``crosswalks`` bring older areas to the latest ones. ``pictures``
    are the forms (svg, png) in which the page is illustrated. Raises ``StudyError`` for areas drawn anew without a
    crosswalk, ``DataFindingError`` for data with errors, and what ``change`` raises.
    """
    earlier = None if before is None else _prepared(before, (), may_fall_back=False)
    given = _prepared(study, crosswalks if earlier is None else (), may_fall_back=may_fall_back)
    for part in (earlier, given):
        if part is not None:
            part.refuse_errors()
    options, wanted = options_of(given.study), asked or Asked()
    result = change(
        given.data,
        wanted.indicators,
        before=None if earlier is None else earlier.data,
        start=wanted.start,
        end=wanted.end,
        group_by=wanted.group_by,
        crosswalk=_only(crosswalks) if earlier is not None else None,
        options=options,
        usual=usual_of(given.study),
    )
    if earlier is None and crosswalks:
        result = replace(result, notes=_bridges(given))
    sources = (*(earlier.data.sources if earlier else ()), *given.data.sources)
    areas = _areas(given.study, boundaries, key) if pictures else None
    drawn = tuple(illustrations(result, sources, pictures, areas))
    findings = _findings(result, earlier, given)
    doubts = tuple(f"{finding.file}, {finding.cell}" for finding in findings if finding.rule.startswith(_DOUBTS))
    page = change_page(result, sources, subtitle=given.study.title, pictures=drawn, doubts=doubts)
    messages = (*(earlier.messages if earlier else ()), *given.messages)
    return Outcome(page, messages, findings, 0, result)


def chapter(study: Study, data: DistrictData, *, pictures: Sequence[str] = ()) -> tuple[Block, ...]:
    """Return what a report says of the change; nothing where the tables have one reference date.

    Raises ``SelectionError`` or ``StudyError`` where nothing can be compared.
    """
    if data.observations.frame["date"].dropna().nunique() < 2:
        return ()
    result = change(data, options=options_of(study), usual=usual_of(study))
    return tuple(change_blocks(result, tuple(illustrations(result, data.sources, pictures))))


def options_of(study: Study) -> ChangeOptions:
    """Return ``[change]`` of a study; raises ``StudyError`` with every fault in it."""
    return parse(ChangeOptions, study.change, f"{study.path.name}, [change]")


def usual_of(study: Study) -> tuple[str, ...]:
    """Return what is compared where nothing is named: residents, the indicators of the criteria, the usual ones."""
    named = [choice.key for criterion in study.criteria.values() for choice in criterion.indicator]
    return tuple(dict.fromkeys([USUAL[0], *named, *USUAL]))


def _prepared(study: Path | None, crosswalks: Sequence[Path], *, may_fall_back: bool) -> Prepared:
    if not crosswalks:
        return prepare(study, may_fall_back=may_fall_back)
    located = locate(study, may_fall_back=may_fall_back)
    bridged = _bridged(load_study(located.path), crosswalks)
    data = loader.load(bridged)
    return Prepared(bridged, data, check(data, bridged), (located.message,) if located.message else ())


def _bridged(study: Study, crosswalks: Sequence[Path]) -> Study:
    """Return the study with a crosswalk at every source of older areas: one for all, or one per version."""
    versions = [read_source(source, study.folder, digest=False).record for source in study.source]
    dated = {record.area_version: record.date for record in versions if record.area_version}
    older = sorted(dated, key=lambda version: dated[version])[:-1]
    if not older or len(crosswalks) not in {1, len(older)}:
        raise StudyError(say("change.fault.crosswalks", found=len(crosswalks), needed=len(older)))
    files = dict(zip(older, crosswalks if len(crosswalks) > 1 else [*crosswalks] * len(older), strict=True))
    sources: list[Source] = []
    for source, record in zip(study.source, versions, strict=True):
        file = None if source.crosswalk else files.get(record.area_version)
        sources.append(source if file is None else source.model_copy(update={"crosswalk": str(file.resolve())}))
    return study.model_copy(update={"source": tuple(sources)})


def _only(crosswalks: Sequence[Path]) -> Crosswalk | None:
    if len(crosswalks) > 1:
        raise StudyError(say("change.fault.crosswalks", found=len(crosswalks), needed=1))
    return read_crosswalk(crosswalks[0]) if crosswalks else None


def _bridges(given: Prepared) -> tuple[str, ...]:
    """Return what reading said of the crosswalks: the last remark on each source that has one."""
    notes = [given.data.source(source.id).notes[-1] for source in given.study.source if source.crosswalk]
    return tuple(dict.fromkeys(notes))


def _areas(study: Study, boundaries: Path | None, key: str | None) -> Areas | None:
    """Return the boundaries that were given, else those of ``[types]``, else the tiles beside the study."""
    from districtanalysis.sources.boundaries import read_boundaries
    from districtanalysis.sources.tiles import NAME, read_tiles

    wanted, folder = read_options(study.types, study.path.name).boundaries, study.folder
    if boundaries is not None:
        if key is None:
            raise StudyError(say("spatial.key_needed", file=boundaries))
        wanted, folder = BoundaryFile(file=boundaries.name, key=key), boundaries.parent
    if wanted is not None:
        polygons = read_boundaries(wanted, folder)
        return Areas(polygons.ids, polygons.shapes)
    file = study.folder / NAME
    return read_tiles(file, study.study.candidates) if file.is_file() and study.study.candidates else None


def _findings(result: Change, earlier: Prepared | None, given: Prepared) -> tuple[Finding, ...]:
    found = [*(earlier.findings if earlier else ()), *given.findings, *result.findings]
    return tuple(sorted(found, key=order))
