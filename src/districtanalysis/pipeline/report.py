"""``report``: everything that a study carries as one document, from the building blocks that it lists."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd
from pydantic import Field

from districtanalysis.domain.display import Page, Paragraph, Table
from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.parsing import parse
from districtanalysis.domain.ranking import Ranking
from districtanalysis.domain.study import Strict, Study, Words, worded
from districtanalysis.domain.typology import Typology
from districtanalysis.errors import DistrictAnalysisError, MethodError, OutputError, StudyError
from districtanalysis.indicators.compute import compute_indicators
from districtanalysis.language import has, join, say
from districtanalysis.pipeline import monitor
from districtanalysis.pipeline import robustness as certainty
from districtanalysis.pipeline import types as typing_
from districtanalysis.pipeline.instruments import chapters
from districtanalysis.pipeline.live import live_of
from districtanalysis.pipeline.outcome import Outcome
from districtanalysis.pipeline.prepare import Prepared, prepare
from districtanalysis.pipeline.profile import age_groups, profiles
from districtanalysis.pipeline.rank import rank_prepared
from districtanalysis.pipeline.workshop import areas_for
from districtanalysis.report.blocks import BLOCKS, Material, report_page
from districtanalysis.report.illustrate import FORMS
from districtanalysis.report.render import Style, render
from districtanalysis.report.writing import write_all
from districtanalysis.scoring.sensitivity import sensitivity
from districtanalysis.scoring.statement import statement

DRAWS = 10_000  # the share of first places then agrees with the exact one in the paragraph
_PROFILES = 3
_FOLDER = Path("reports")
_FORMATS = ("html", "docx", "pdf")


class ReportOptions(Strict):
    """``[report]``: which building blocks, for which districts, in which template."""

    title: Words = ""
    blocks: tuple[str, ...] | None = None
    profiles: tuple[str, ...] | None = None
    draws: int = Field(default=DRAWS, ge=1)
    template: str | None = None


def run(
    study: Path | None,
    *,
    blocks: Sequence[str] | None = None,
    draws: int | None = None,
    seed: int | None = None,
    pictures: Sequence[str] = FORMS,
    may_fall_back: bool = True,
) -> Outcome:
    """Return the page of the report, with its ``Material`` as ``result``.

    ``pictures`` are the forms (svg, png) of its drawings. ``blocks`` replaces the list of the study; without both every block for which there is something is written.
    Raises ``StudyError`` for an unknown block, and what reading and ranking raise.
    """
    prepared = prepare(study, may_fall_back=may_fall_back)
    prepared.refuse_errors()
    options = read_options(prepared.study)
    asked = tuple(blocks or options.blocks or ())
    _known_blocks(asked)
    keys = asked or tuple(BLOCKS)
    material = gather(prepared, options, keys, draws=draws, seed=seed, pictures=pictures)
    if asked:
        absent = {key: say(text) for key in asked if has(text := f"report_blocks.{key}.absent")}
        material = replace(material, absent={**absent, **material.absent})
    page = report_page(material, keys)
    ranked = material.ranking
    page = replace(page, live=live_of(ranked) if ranked is not None else None, data=_data(page, keys))
    return Outcome(page, prepared.messages, prepared.findings, 0, material)


def write_folder(outcome: Outcome, *, template: bytes | None = None, force: bool = False) -> tuple[Path, ...]:
    """Write the report as HTML, Word, PDF and workbook to ``reports/<study>/`` below the current folder.

    Returns the paths. Raises ``OutputError`` where a file exists and ``force`` is not set; nothing is written then.
    """
    page, material = outcome.page, outcome.result
    if page is None or not isinstance(material, Material):
        raise TypeError("expected the outcome of report.run")
    folder = _FOLDER / material.study.folder.resolve().name
    name = say("report_blocks.file.report")
    files = {folder / f"{name}.{form}": render(page, form, Style(template=template)) for form in _FORMATS}
    files[folder / f"{say('report_blocks.file.tables')}.xlsx"] = render(page, "xlsx")
    write_all(files, force=force)
    return tuple(files)


def written(paths: Sequence[Path]) -> Page:
    """Return the page that names what was written."""
    lines = tuple(Paragraph(str(path)) for path in paths)
    data = {"files": [str(path) for path in paths]}
    return Page(say("report_blocks.written"), (*lines, Paragraph(say("report_blocks.written_note"), "note")), data=data)


def template_of(outcome: Outcome, given: Path | None) -> bytes | None:
    """Return the bytes of the Word template that is given, or that the study names; None without one.

    Raises ``OutputError`` where it is not there.
    """
    if not isinstance(outcome.result, Material):
        raise TypeError("expected the outcome of report.run")
    study = outcome.result.study
    named = read_options(study).template
    path = given or (study.folder / named if named else None)
    if path is None:
        return None
    if not path.is_file():
        raise OutputError(say("report_blocks.template_missing", path=path))
    return path.read_bytes()


def read_options(study: Study) -> ReportOptions:
    """Return ``[report]`` of a study; raises ``StudyError`` for unknown keys and blocks."""
    return parse(ReportOptions, study.report, f"{study.path.name} [report]")


def gather(
    prepared: Prepared,
    options: ReportOptions,
    keys: Sequence[str],
    *,
    draws: int | None = None,
    seed: int | None = None,
    pictures: Sequence[str] = FORMS,
) -> Material:
    """Return what the blocks ``keys`` need; what they do not need is not computed."""
    study, data = prepared.study, prepared.data
    ranking = _ranking(prepared)
    indicators = ranking.table if ranking is not None else compute_indicators(data)
    material = Material(
        study=study,
        sources=data.sources,
        findings=prepared.findings,
        districts=len(data.districts),
        figures=len(data.observations),
        indicators=tuple(
            indicators.indicators[str(key)] for key in indicators.frame.columns if key in indicators.indicators
        ),
        ranking=ranking,
        pictures=pictures,
        title=worded(options.title),
    )
    if ranking is not None and "robustness" in keys:
        material = _with_certainty(material, ranking, draws or options.draws, seed)
    if "types" in keys or "maps" in keys:
        material = _with_types(material, study)
    if "maps" in keys and pictures:
        material = _with_map(material, [str(name) for name in data.districts.index])
    if "profiles" in keys:
        found = profiles(prepared, _profiled(prepared, options, ranking))
        material = replace(material, profiles=found, bands=tuple(age_groups(profile) for profile in found))
    told, refused = chapters(prepared, keys, pictures=pictures)
    recipe = study.ranking.recipe
    if recipe is not None and _is_monitor(study) and "ranking" in keys:
        page = monitor.run(prepared, recipe).page
        told["ranking"] = page.blocks if page is not None else ()
    return replace(material, chapters=told, absent={**material.absent, **refused})


def _ranking(prepared: Prepared) -> Ranking | None:
    study = prepared.study
    if _is_monitor(study):
        return None
    return rank_prepared(prepared) if study.criteria or study.ranking.recipe else None


def _is_monitor(study: Study) -> bool:
    return monitor.is_monitor_recipe(study.ranking.recipe, study.folder)


def _with_certainty(material: Material, ranking: Ranking, draws: int, seed: int | None) -> Material:
    # the districts that were left out are out for good: what is drawn are the ranks of the others
    settled = replace(ranking, plan=replace(ranking.plan, missing="refuse"))
    try:
        result = certainty.run(settled, draws=draws, seed=seed)
    except MethodError as error:
        # the ranking stands without it; the report says why
        return replace(material, absent={"robustness": str(error)})
    found = statement(ranking, sensitivity(ranking, left_out=False), result)
    blocks = (Paragraph(found.text, "lead"), certainty.ranks_table(result), *certainty.detail_blocks(ranking, result))
    return replace(material, robustness=result, certainty=blocks)


def _with_types(material: Material, study: Study) -> Material:
    if not study.types:
        return material
    outcome = typing_.run(study.path, may_fall_back=False)
    typed = typing_.inputs(study.path, may_fall_back=False).table
    if not isinstance(outcome.result, Typology):
        return material
    return replace(material, typology=outcome.result, typed=typed)


def _with_map(material: Material, districts: list[str]) -> Material:
    ids = districts
    if material.typology is not None:
        ids = [str(name) for name in material.typology.frame.index]
    try:
        areas, _ = areas_for(material.study, ids)
    except DistrictAnalysisError:
        return material  # a report without its map is still a report; ``chart map`` says what is wrong
    fit = None
    if material.ranking is not None and areas is not None:
        label = say("rank.column.fit")
        values = material.ranking.frame[["fit"]].set_axis([label], axis=1).reindex(districts)
        fit = replace(IndicatorTable.from_frame(values), names=_names(material.ranking, districts))
    return replace(material, areas=areas, fit=fit)


def _names(ranking: Ranking, districts: list[str]) -> pd.Series:
    return ranking.table.names.reindex(districts)


def _profiled(prepared: Prepared, options: ReportOptions, ranking: Ranking | None) -> list[str]:
    """Return the districts that get a profile: those named, else the candidates if few, else the first ones."""
    if options.profiles is not None:
        return list(options.profiles)
    if ranking is not None:
        return [str(name) for name in ranking.frame.index[: _PROFILES + 1]]
    known = [str(name) for name in prepared.data.districts.index]
    return known if len(known) <= _PROFILES else []


def _known_blocks(keys: Sequence[str]) -> None:
    for key in keys:
        if key not in BLOCKS:
            near = difflib.get_close_matches(key, list(BLOCKS), n=1)
            hint = " " + say("errors.nearest", name=near[0]) if near else ""
            raise StudyError(say("report_blocks.unknown_block", name=key, hint=hint, known=join(BLOCKS)))


def _data(page: Page, keys: Sequence[str]) -> dict[str, object]:
    tables = [block for block in page.blocks if isinstance(block, Table)]
    return {
        "schema_version": 1,
        "title": page.title,
        "blocks": list(keys),
        "tables": [
            {
                "key": t.key,
                "title": t.title,
                "columns": [c.key for c in t.columns],
                "rows": [list(row) for row in t.rows],
            }
            for t in tables
        ],
    }
