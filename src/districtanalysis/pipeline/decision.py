"""``decision``: record a decision with the ranking as it stood, and print all of them with the ranking of today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from districtanalysis.domain.decision import DECISIONS, FORMS, Decision, DecisionLog, LocalKnowledge
from districtanalysis.domain.display import Block
from districtanalysis.domain.form import SEPARATOR
from districtanalysis.domain.ranking import Ranking
from districtanalysis.domain.study import Study, worded
from districtanalysis.language import say
from districtanalysis.participation.decisions import (
    decision_log,
    digest,
    next_key,
    ranked_then,
    ranking_change,
    ranking_digest,
    shares_of,
)
from districtanalysis.pipeline.locate import locate
from districtanalysis.pipeline.outcome import Outcome
from districtanalysis.pipeline.prepare import Prepared, prepare
from districtanalysis.pipeline.rank import rank_prepared
from districtanalysis.pipeline.refusing import refuse_errors
from districtanalysis.report.decision_page import decision_blocks, decision_page
from districtanalysis.report.forms_bytes import forms_bytes, more_toml
from districtanalysis.report.writing import write
from districtanalysis.sources.form_file import has_form
from districtanalysis.sources.forms_file import read_forms
from districtanalysis.sources.study_file import read_toml

FILE = "entscheidungen.toml"


@dataclass(frozen=True, slots=True)
class Given:
    """What is told of a decision; weights and recipe are those that were discussed."""

    decision: str
    date: dt.date | None = None
    body: str = ""
    question: str = ""
    chosen: tuple[str, ...] = ()
    reasons: str = ""
    heard: tuple[str, ...] = ()
    dissent: str = ""
    local: tuple[LocalKnowledge, ...] = ()
    weights: Mapping[str, float] | None = None
    recipe: str | None = None


def load_decisions(path: str | Path) -> DecisionLog:
    """Return the decisions in a TOML file or workbook, with what was noticed as ``findings``.

    Raises ``SourceError`` or ``StudyError`` for a file that cannot be read.
    """
    return decision_log(read_forms(Path(path), FORMS))


def run(study: Path | None, *, file: Path | None = None, may_fall_back: bool = True) -> Outcome:
    """Return the page of all decisions, the ``DecisionLog`` as ``result``.

    ``study`` may be the file of decisions itself; then there is no ranking of today to compare with. Raises
    ``DataFindingError`` for a record with errors, and what locating, reading and ranking raise.
    """
    if study is not None and _is_record(study):
        return _page(load_decisions(study))
    prepared = prepare(study, may_fall_back=may_fall_back)
    path = file or file_of(prepared.study)
    log = load_decisions(path) if path.is_file() else DecisionLog((), {}, file=path.name)
    return _page(log, prepared)


def record(study: Path | None, given: Given, *, file: Path | None = None) -> Outcome:
    """Append a decision to the record of ``study`` and return the page of all.

    What stands in a TOML file stays as it is; a workbook is written anew from its rows. The file is replaced in one
    step. Raises ``DataFindingError`` for data or a record with errors, ``StudyError`` without a study of one's own.
    """
    prepared = prepare(locate(study, may_fall_back=False).path, may_fall_back=False)
    prepared.refuse_errors()
    path = file or file_of(prepared.study)
    log = load_decisions(path) if path.exists() else DecisionLog((), {})
    refuse_errors(log.findings)
    messages: list[str] = [*prepared.messages]
    ranking = _ranking(prepared, given.weights, given.recipe)
    if ranking is None:
        messages.append(say("decision.no_ranking"))
    entry = _entry(prepared, given, ranking, next_key(log.decisions))
    messages += [say("decision.unknown_district", name=name) for name in _unknown(entry)]
    write(path, _with(path, log, entry), force=True)
    messages.append(say("decision.written", number=entry.key, path=path))
    messages += [say("decision.rewritten")] if log.decisions and path.suffix.lower() == ".xlsx" else []
    if path.resolve() != file_of(prepared.study).resolve():
        messages.append(say("decision.name_it", file=path.name))
    outcome = _page(load_decisions(path), prepared)
    return replace(outcome, messages=tuple(messages))


def chapter(file: Path, *, pictures: Sequence[str] = ()) -> tuple[Block, ...]:  # noqa: ARG001 - as all chapters
    """Return the decisions in ``file`` as blocks of a report; nothing where there is none."""
    log = load_decisions(file)
    return tuple(decision_blocks(log)) if log.decisions else ()


def file_of(study: Study) -> Path:
    """Return where the decisions of ``study`` are kept: as it says under ``[instruments]``, else beside it."""
    return study.folder / str(study.instruments.get("decisions", FILE))


def _is_record(path: Path) -> bool:
    """Return whether ``path`` is a record of decisions and no study."""
    if not path.is_file():
        return False
    if path.suffix.lower() == ".toml":
        return "study" not in read_toml(path)
    return path.suffix.lower() == ".xlsx" and has_form(path, DECISIONS)


def _page(log: DecisionLog, prepared: Prepared | None = None) -> Outcome:
    refuse_errors(log.findings)
    if prepared is None:
        return Outcome(decision_page(log), (), log.findings, 0, log)
    ranking = _ranking(prepared)
    if ranking is not None:
        data = _data_digest(prepared)
        changes = {d.key: ranking_change(d, ranking, data) for d in log.decisions if d.ranked}
        log = replace(log, changes=changes)
    labels = {key: worded(criterion.label) for key, criterion in prepared.study.criteria.items()}
    page = decision_page(log, city=prepared.study.study.city, labels=labels)
    return Outcome(page, prepared.messages, log.findings, 0, log)


def _ranking(
    prepared: Prepared, weights: Mapping[str, float] | None = None, recipe: str | None = None
) -> Ranking | None:
    if not prepared.study.criteria and not (recipe or prepared.study.ranking.recipe):
        return None
    prepared.refuse_errors()
    return rank_prepared(prepared, weights=weights, recipe=recipe)


def _entry(prepared: Prepared, given: Given, ranking: Ranking | None, key: str) -> Decision:
    entry = Decision(
        key=key,
        decision=given.decision,
        date=given.date or dt.date.today(),  # noqa: DTZ011 - the day of whoever sits before the screen
        body=given.body,
        question=given.question or worded(prepared.study.study.purpose),
        chosen=_entries(given.chosen),
        reasons=given.reasons,
        heard=_entries(given.heard),
        dissent=given.dissent,
        local=given.local,
        data_digest=_data_digest(prepared),
    )
    if ranking is None:
        return entry
    from districtanalysis import __version__

    return replace(
        entry,
        recipe=worded(ranking.plan.label) or ranking.plan.recipe,
        weights=shares_of(ranking.plan),
        ranking_digest=ranking_digest(ranking),
        software=__version__,
        ranked=ranked_then(ranking),
    )


def _entries(given: Sequence[str]) -> tuple[str, ...]:
    """Return entries of a list as one cell can hold them: what parts entries stands in none."""
    return tuple(entry.replace(SEPARATOR, ",") for entry in given)


def _data_digest(prepared: Prepared) -> str:
    return digest([(record.id, record.digest, record.date) for record in prepared.data.sources])


def _unknown(entry: Decision) -> list[str]:
    known = {name.casefold() for part in entry.ranked for name in (part.district, part.district_id)}
    names = [*entry.chosen, *(part.district for part in entry.local if part.district)]
    return [name for name in dict.fromkeys(names) if known and name.casefold() not in known]


def _with(path: Path, log: DecisionLog, entry: Decision) -> bytes:
    if path.suffix.lower() == ".toml" and path.exists():
        return more_toml(path.read_text(encoding="utf-8-sig"), FORMS, entry.to_rows())
    entries = [*log.decisions, entry]
    rows = {form.key: [row for part in entries for row in part.to_rows()[form.key]] for form in FORMS}
    return forms_bytes(path.suffix, FORMS, rows)
