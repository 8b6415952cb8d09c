"""``origins``: countries of origin, age classes and topics of counselling."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from districtanalysis.domain.data import DistrictData, SourceRecord
from districtanalysis.domain.display import Block, Picture
from districtanalysis.domain.finding import Finding, order
from districtanalysis.domain.origins import ANSWERS, TOPICS, MultipleAnswers, Origins, OriginsOptions
from districtanalysis.domain.pictured import Amounts
from districtanalysis.domain.study import Study
from districtanalysis.errors import SelectionError, SourceError
from districtanalysis.indicators.age_classes import age_classes
from districtanalysis.indicators.multiple_answers import multiple_answers
from districtanalysis.indicators.origins import origins
from districtanalysis.language import say
from districtanalysis.pipeline.change import options_of
from districtanalysis.pipeline.locate_instrument import locate_tables
from districtanalysis.pipeline.outcome import Outcome
from districtanalysis.pipeline.pictured import district_of
from districtanalysis.pipeline.prepare import prepare
from districtanalysis.report.origins_page import origins_blocks, origins_page, worded_origin
from districtanalysis.sources.form_file import read_form
from districtanalysis.sources.loader import load
from districtanalysis.sources.study_file import load_study

KEY, TOPICS_KEY = "origins", "topics"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is shown: how many origins, from how many persons on, without which groups, of which district."""

    top: int | None = None
    minimum: int | None = None
    groups: tuple[str, ...] = ()
    variable: str = ""
    district: str = ""

    def over(self, options: OriginsOptions) -> OriginsOptions:
        """Return the options of the study with what was asked for in their place."""
        given = {
            "top": self.top,
            "minimum": self.minimum,
            "groups": self.groups or None,
            "variable": self.variable or None,
        }
        return options.model_copy(update={name: value for name, value in given.items() if value is not None})


def run(
    given: Path | None,
    *,
    asked: Asked | None = None,
    topics: Path | None = None,
    persons: int | None = None,
    pictures: Sequence[str] = (),
    may_fall_back: bool = True,
) -> Outcome:
    """Return the page of origins, age classes and topics, with the ``Origins`` (or None) as ``result``.

    ``given`` is a study with such tables, or one that names it under ``[instruments]``; ``topics`` a table of topics of
    counselling, ``persons`` how many were counselled. Raises what reading raises, and ``StudyError`` for an unknown
    district, variable or origin.
    """
    wanted = asked or Asked()
    located = locate_tables(given, KEY, may_fall_back=may_fall_back)
    prepared = prepare(located.path)
    prepared.refuse_errors()
    data = prepared.data
    options = wanted.over(options_of(prepared.study).origins)
    district = district_of(data, wanted.district) if wanted.district else ""
    result = _origins(data, options, district)
    ages, faults = age_classes(data)
    answers = _topics(prepared.study, topics, persons, options.minimum)
    drawn = tuple(illustrations(result, data.sources, pictures))
    page = origins_page(result, ages, answers, data.sources, subtitle=prepared.study.title, pictures=drawn)
    findings: list[Finding] = [*prepared.findings, *faults]
    findings += [*(result.findings if result else ()), *(answers.findings if answers else ())]
    messages = (located.message,) if located.message else ()
    return Outcome(page, messages, tuple(sorted(findings, key=order)), 0, result)


def chapter(study: Study, data: DistrictData, *, pictures: Sequence[str] = ()) -> tuple[Block, ...]:
    """Return what a report says of origins, age classes and topics; nothing where there is none of them."""
    named = study.instruments.get(KEY)
    if isinstance(named, str):
        study = load_study(study.folder / named)
        data = load(study)
    options = options_of(study).origins
    result = _origins(data, options, "")
    ages, _ = age_classes(data)
    answers = _topics(study, None, None, options.minimum)
    if result is None and not ages and answers is None:
        return ()
    return tuple(origins_blocks(result, ages, answers, tuple(illustrations(result, data.sources, pictures))))


def illustrations(result: Origins | None, sources: Sequence[SourceRecord], forms: Sequence[str]) -> Iterator[Picture]:
    """Yield bars of the shown origins and of what remains."""
    if not forms or result is None:
        return
    from districtanalysis.report.illustrate import illustrate

    shown = result.frame[result.frame["kind"] == "origin"]
    if shown.empty or result.overlapping:
        return
    amounts = pd.Series(shown["persons"].to_numpy(), index=[worded_origin(str(name)) for name in shown["origin"]])
    rest = max(result.total - float(shown["persons"].sum()), 0.0)
    drawn = Amounts(result.label, amounts, say("chart.whole_town"), date=result.date, rest=rest)
    yield illustrate("origins", drawn, sources, forms=forms, top=len(shown))


def _origins(data: DistrictData, options: OriginsOptions, district: str) -> Origins | None:
    """Return the origins; None where the tables hold no value for any: a lost picture is no zero."""
    try:
        return origins(data, options, district)
    except SelectionError:
        return None


def _topics(study: Study, given: Path | None, persons: int | None, minimum: int) -> MultipleAnswers | None:
    named = study.instruments.get(TOPICS_KEY)
    path = given or (study.folder / named if isinstance(named, str) else None)
    if path is None:
        return None
    try:
        table = read_form(path, ANSWERS)
    except SourceError:
        table = read_form(path, TOPICS)
    return multiple_answers(table, persons=persons, minimum=minimum)
