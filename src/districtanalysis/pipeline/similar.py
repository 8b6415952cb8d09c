"""``similar``: to which districts the procedure of a pilot district would transfer, with reasons and differences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from districtanalysis.domain.data import SourceRecord
from districtanalysis.domain.finding import Finding
from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.registry import unknown_name
from districtanalysis.domain.study import Study, worded
from districtanalysis.domain.typology import Typology
from districtanalysis.errors import DistrictAnalysisError, StudyError
from districtanalysis.indicators.compute import compute_indicators
from districtanalysis.language import join, say
from districtanalysis.pipeline.locate import locate
from districtanalysis.pipeline.outcome import Outcome
from districtanalysis.pipeline.prepare import prepare
from districtanalysis.pipeline.types import inputs
from districtanalysis.report.similar_page import TOP, similar_page
from districtanalysis.scoring.plan import plan_for
from districtanalysis.scoring.similarity import DRAWS, similar_districts
from districtanalysis.sources.study_file import load_study


@dataclass(frozen=True, slots=True)
class _Material:
    """What distances are computed from, and what must be said beside them."""

    study: Study
    table: IndicatorTable
    keys: tuple[str, ...]
    sources: tuple[SourceRecord, ...]
    findings: tuple[Finding, ...]
    messages: tuple[str, ...]


def run(
    district: str,
    study: Path | None,
    *,
    indicators: Sequence[str] = (),
    top: int | None = None,
    draws: int | None = None,
    seed: int | None = None,
    may_fall_back: bool = True,
) -> Outcome:
    """Return the page of the districts that are like ``district``, the ``Similarity`` as ``result``.

    ``indicators`` replaces those of the study: the features of its types, else its criteria, else all that its tables
    carry. Raises ``StudyError`` for an unknown district or indicator and ``MethodError`` where nothing can be compared.
    """
    given = _material(study, indicators, may_fall_back=may_fall_back)
    wanted = _district(given.table, district)
    result = similar_districts(
        given.table,
        wanted,
        given.keys,
        goalposts=_goalposts(given.study),
        nearest=TOP if top is None else top,
        draws=DRAWS if draws is None else draws,
        seed=seed or 0,
    )
    result = replace(result, types=_types(study, given.study, may_fall_back=may_fall_back))
    known = given.table.indicators
    origin = [key for key in result.values if key in known and known[str(key)].describes_origin]
    page = similar_page(result, given.sources, subtitle=given.study.title, origin=len(origin), top=top)
    return Outcome(page, given.messages, given.findings, 0, result)


def _material(study: Path | None, indicators: Sequence[str], *, may_fall_back: bool) -> _Material:
    located = locate(study, may_fall_back=may_fall_back)
    loaded = load_study(located.path)
    if loaded.types or not loaded.criteria:
        found = inputs(study, may_fall_back=may_fall_back, types_needed=False)
        columns = [str(name) for name in found.table.frame.columns if name != found.options.population]
        features = [feature.key for feature in found.options.feature]
        keys = indicators or features or columns
        _known(keys, [str(name) for name in found.table.frame.columns])
        return _Material(found.study, found.table, tuple(keys), found.sources, found.findings, found.messages)
    prepared = prepare(study, may_fall_back=may_fall_back)
    prepared.refuse_errors()
    table = compute_indicators(prepared.data, None if indicators else prepared.study)
    keys = indicators or [str(name) for name in table.frame.columns]
    _known(keys, [str(name) for name in table.frame.columns])
    return _Material(prepared.study, table, tuple(keys), prepared.data.sources, prepared.findings, prepared.messages)


def _known(keys: Sequence[str], known: list[str]) -> None:
    wrong = next((key for key in keys if key not in known), None)
    if wrong is not None:
        raise StudyError(unknown_name("indicator", wrong, known))


def _district(table: IndicatorTable, name: str) -> str:
    wanted = name.casefold().strip()
    for key, known in table.names.items():
        if wanted in {str(key).casefold(), str(known).casefold()}:
            return str(key)
    raise StudyError(say("chart.no_district", known=join(str(known) for known in table.names.head(20))))


def _goalposts(study: Study) -> dict[str, tuple[float, float]]:
    """Return the goalposts of the study and its recipe, of the context indicators too."""
    if not study.criteria and not study.ranking.recipe:
        return {}
    choices = [choice for criterion in plan_for(study).criteria.values() for choice in criterion.indicator]
    return {choice.key: choice.goalposts for choice in choices if choice.goalposts is not None}


def _types(path: Path | None, study: Study, *, may_fall_back: bool) -> dict[str, str]:
    """Return the name of the type of each district where the study forms types; nothing where that fails."""
    if not study.types:
        return {}
    from districtanalysis.pipeline.types import run as form

    try:
        result = form(path, may_fall_back=may_fall_back).result
    except DistrictAnalysisError:
        return {}  # distances stand without types; the command types says what is wrong
    if not isinstance(result, Typology):
        return {}
    names = {int(str(entry["number"])): worded(entry["name"]) for entry in result.model.types}  # type: ignore[arg-type] # texts
    return {str(key): names[int(label)] for key, label in result.labels.dropna().items() if int(label) in names}
