"""``compare-areas``: a group in the town, the county, the region, the state and the country."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd

from districtanalysis.domain.compare_areas import AreaComparison
from districtanalysis.domain.data import DistrictData, SourceRecord
from districtanalysis.domain.display import Block, Picture
from districtanalysis.domain.finding import Finding, order
from districtanalysis.domain.pictured import Parts
from districtanalysis.domain.study import Study
from districtanalysis.errors import DataFindingError
from districtanalysis.indicators.compare_areas import compare_areas
from districtanalysis.language import say
from districtanalysis.pipeline.change import options_of
from districtanalysis.pipeline.locate_instrument import locate_tables
from districtanalysis.pipeline.outcome import Outcome
from districtanalysis.pipeline.prepare import prepare
from districtanalysis.report.compare_areas_page import compare_areas_blocks, compare_areas_page
from districtanalysis.sources.loader import load
from districtanalysis.sources.study_file import load_study

KEY = "areas"


def run(given: Path | None, *, pictures: Sequence[str] = (), may_fall_back: bool = True) -> Outcome:
    """Return the page of the comparison, with the ``AreaComparison`` as ``result``.

    ``given`` is the study of the areas, or one that names it under ``[instruments]``. Raises ``DataFindingError`` for
    areas that do not lie within one another, and what reading raises.
    """
    located = locate_tables(given, KEY, may_fall_back=may_fall_back)
    prepared = prepare(located.path)
    result = compare_areas(prepared.data, options_of(prepared.study).areas)
    errors = [finding for finding in result.findings if finding.severity == "error"]
    if errors:
        raise DataFindingError("\n".join(finding.message for finding in errors), tuple(errors))
    drawn = tuple(illustrations(result, prepared.data.sources, pictures))
    page = compare_areas_page(result, prepared.data.sources, subtitle=prepared.study.title, pictures=drawn)
    findings: list[Finding] = [*prepared.findings, *result.findings]
    messages = (located.message,) if located.message else ()
    return Outcome(page, messages, tuple(sorted(findings, key=order)), 0, result)


def chapter(study: Study, data: DistrictData, *, pictures: Sequence[str] = ()) -> tuple[Block, ...]:
    """Return what a report says of the comparison; nothing where the study names no areas."""
    named = study.instruments.get(KEY)
    options = options_of(study).areas
    if isinstance(named, str):
        other = load_study(study.folder / named)
        data, options = load(other), options_of(other).areas
    elif options is None:
        return ()
    result = compare_areas(data, options)
    return tuple(compare_areas_blocks(result, tuple(illustrations(result, data.sources, pictures))))


def illustrations(result: AreaComparison, sources: Sequence[SourceRecord], forms: Sequence[str]) -> Iterator[Picture]:
    """Yield bars of 100 % for the first block with the town."""
    if not forms:
        return
    from districtanalysis.report.illustrate import illustrate

    own = result.frame[result.frame["block"] == result.frame["block"].iloc[0]]
    own = own[own["kind"] == "area"].dropna(subset=["group", "total"])
    if len(own) < 2:
        return
    columns = {
        say("compare_areas.others"): (own["total"] - own["group"]).to_numpy(),
        result.label: own["group"].to_numpy(),
    }
    frame = pd.DataFrame(columns, index=list(own["area"]))
    marked = result.town if result.town in frame.index else ""
    date = str(result.blocks["date"].iloc[0])
    yield illustrate("shares", Parts(result.label, frame, marked=marked, date=date), sources, forms=forms)
