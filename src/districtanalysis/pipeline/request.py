"""``request``: a letter to the statistics office that asks for the figures of a study."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import get_args

from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.registry import unknown_name
from districtanalysis.domain.request import DataRequest, RequestItem, Wishes
from districtanalysis.domain.selection import Selection
from districtanalysis.domain.study import PopulationConcept, Study, worded
from districtanalysis.domain.variables import variables
from districtanalysis.errors import StudyError
from districtanalysis.indicators.catalogue import CATALOGUE
from districtanalysis.language import join, say
from districtanalysis.pipeline.outcome import Outcome
from districtanalysis.pipeline.prepare import prepare
from districtanalysis.report.request_page import request_page
from districtanalysis.typology.options import read_options

_CONCEPTS = tuple(name for name in get_args(PopulationConcept) if name not in {"documents", "caseload", "not_stated"})
_OURS = {"ordinal", "presence", "text"}
# From counts every share can be computed and pooled; from a share nothing else.
_COUNTS = {
    "foreign_share_printed": (Selection("foreigners"), Selection("residents")),
    "foreign_share_under_30_printed": (Selection("foreigners", age=(0, 29)), Selection("residents", age=(0, 29))),
}


def run(
    study: Path | None,
    *,
    indicators: Sequence[str] = (),
    wishes: Wishes | None = None,
    may_fall_back: bool = True,
) -> Outcome:
    """Return the letter as a page, the ``DataRequest`` as ``result``.

    What is not given is left open in the letter in square brackets. ``indicators`` replaces those of the study.
    Raises ``StudyError`` for an unknown indicator or concept, and for a study that names no indicator.
    """
    prepared = prepare(study, may_fall_back=may_fall_back)
    request = data_request(prepared.study, prepared.data, indicators=indicators, wishes=wishes)
    return Outcome(request_page(request), prepared.messages, (), 0, request)


def data_request(
    study: Study, data: DistrictData, *, indicators: Sequence[str] = (), wishes: Wishes | None = None
) -> DataRequest:
    """Return what the indicators of ``study`` need from a statistics office: variables, age bands, dates, areas.

    ``indicators`` replaces those of the study. Raises ``StudyError`` for an unknown indicator or population concept,
    and for a study that names no indicator.
    """
    wishes = wishes or Wishes()
    if wishes.concept and wishes.concept not in _CONCEPTS:
        raise StudyError(unknown_name("concept", wishes.concept, list(_CONCEPTS)))
    keys = tuple(indicators) or indicators_of(study)
    items, own = requested(keys, data)
    if not items:
        raise StudyError(say("request.nothing", known=join(CATALOGUE)))
    return DataRequest(
        city=study.study.city,
        title=study.title,
        purpose=worded(study.study.purpose),
        items=items,
        areas={str(key): str(name) for key, name in data.districts["name"].items()},
        own=own,
        wishes=replace(
            wishes,
            concept=wishes.concept or _stated(study, "population_concept"),
            area_version=wishes.area_version or _stated(study, "area_version"),
        ),
    )


def indicators_of(study: Study) -> tuple[str, ...]:
    """Return the indicators of the catalogue that a study names: in its criteria, else as features of its types.

    Raises ``StudyError`` where it names none.
    """
    named = [choice.key for criterion in study.criteria.values() for choice in criterion.indicator]
    if not named and study.types:
        named = [feature.key for feature in read_options(study.types, study.path.name).feature]
    found = tuple(key for key in dict.fromkeys(named) if key in CATALOGUE)
    if not found:
        raise StudyError(say("request.nothing", known=join(CATALOGUE)))
    return found


def requested(keys: Iterable[str], data: DistrictData) -> tuple[tuple[RequestItem, ...], tuple[str, ...]]:
    """Return the variables behind the indicators ``keys``, and those that the study codes itself.

    Raises ``StudyError`` for an indicator that the catalogue does not hold.
    """
    needed: dict[str, list[tuple[str, Selection]]] = {}
    for key in keys:
        entry = CATALOGUE[key]
        for printed in (*entry.inputs.values(), *entry.city.values()):
            for selection in _COUNTS.get(printed.variable, (printed,)):
                needed.setdefault(selection.variable, []).append((key, selection))
    own = tuple(name for name in needed if variables()[name].concept in _OURS)
    items = tuple(_item(name, uses, data) for name, uses in needed.items() if name not in own)
    return items, own


def _item(name: str, uses: Sequence[tuple[str, Selection]], data: DistrictData) -> RequestItem:
    selections = [selection for _, selection in uses]
    bands = {(s.age[0], -1 if s.age[1] is None else s.age[1]) for s in selections if s.age and s.age != (0, None)}
    kinds: set[str] = set()
    for selection in selections:
        kinds |= set((selection.kind,) if isinstance(selection.kind, str) else selection.kind or ())
    return RequestItem(
        variable=name,
        bands=tuple(sorted(bands)),
        kinds=tuple(sorted(kinds)),
        by_origin=any(selection.origin is not None for selection in selections),
        by_sex=any(selection.sex is not None for selection in selections),
        needed_for=tuple(dict.fromkeys(key for key, _ in uses)),
        there=_there(name, data),
    )


def _there(name: str, data: DistrictData) -> str:
    rows = data.observations.of(name)
    found = rows.loc[rows["value"].notna(), "district_id"].astype(str).nunique()
    return "" if found == 0 else "all" if found >= len(data.districts) else "partly"


def _stated(study: Study, field: str) -> str:
    """Return what the tables of the study agree on; "" where they say nothing or differ."""
    wanted = {str(value) for source in study.source if (value := getattr(source, field)) is not None}
    wanted -= {"not_stated", "documents", "caseload"}
    return wanted.pop() if len(wanted) == 1 else ""
