"""The charts of surveys, actors, offers and goals: from the file of an instrument to its drawing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from districtanalysis.errors import StudyError
from districtanalysis.language import say
from districtanalysis.pipeline.chart_case import Case
from districtanalysis.pipeline.locate_instrument import locate_instrument

if TYPE_CHECKING:
    from districtanalysis.report.charts.registry import Axes


def _answers(case: Case) -> Axes:
    from districtanalysis.domain.survey_results import PrintedTable
    from districtanalysis.pipeline.survey import load_survey
    from districtanalysis.report.charts.answers import answers

    tables = load_survey(_file(case, "survey")).tables
    table = next((table for table in tables if not isinstance(table, PrintedTable)), None)
    if table is None:
        raise StudyError(say("survey.no_answers"))
    return answers(table)


def _priority(case: Case) -> Axes:
    from districtanalysis.pipeline.survey import load_survey
    from districtanalysis.report.charts.participation import priority

    found = load_survey(_file(case, "survey")).priority
    if found is None:
        raise StudyError(say("survey.no_priority"))
    return priority(found)


def _actors(case: Case) -> Axes:
    from districtanalysis.pipeline.actors import load_actors
    from districtanalysis.report.charts.participation import actors

    return actors(load_actors(_file(case, "actors")))


def _offers(case: Case) -> Axes:
    from districtanalysis.pipeline.offers import load_offers
    from districtanalysis.report.charts.offers import offers

    return offers(load_offers(_file(case, "offers")))


def _goal_tree(case: Case) -> Axes:
    from districtanalysis.pipeline.goals import load_goals
    from districtanalysis.report.charts.goals import goal_tree

    return goal_tree(load_goals(_file(case, "goals")))


def _file(case: Case, key: str) -> Path:
    located = locate_instrument(case.study, key, may_fall_back=case.may_fall_back)
    case.notes.extend([located.message] if located.message else [])
    return located.path


DRAWN: Mapping[str, Callable[[Case], Axes]] = {
    "answers": _answers,
    "priority": _priority,
    "actors": _actors,
    "offers": _offers,
    "goal_tree": _goal_tree,
}
