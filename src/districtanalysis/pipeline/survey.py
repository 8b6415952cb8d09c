"""``survey``: from the file that describes a survey, and its answers or printed results, to tables and charts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from districtanalysis.domain.display import Block
from districtanalysis.domain.finding import Finding
from districtanalysis.domain.registry import unknown_name
from districtanalysis.domain.survey import Answers, PrintedFile, SurveyPlan, Wave
from districtanalysis.domain.survey_results import PrintedTable, SurveyResult
from districtanalysis.domain.variables import fold
from districtanalysis.errors import StudyError
from districtanalysis.language import say
from districtanalysis.participation.survey import evaluate
from districtanalysis.participation.survey_answers import coded_answers
from districtanalysis.participation.survey_plan import survey_plan
from districtanalysis.participation.survey_printed import printed_table
from districtanalysis.pipeline.locate_instrument import locate_instrument
from districtanalysis.pipeline.outcome import Outcome
from districtanalysis.pipeline.refusing import refuse_errors
from districtanalysis.report.survey_page import survey_blocks, survey_page
from districtanalysis.sources.survey_file import holds_answers, read_answers, read_plan, read_printed_results

_PICTURES = ("svg", "png")


def load_survey(path: str | Path, *, by: str = "") -> SurveyResult:
    """Return the survey that ``path`` (workbook or TOML) describes, with what was noticed as ``findings``.

    ``by`` is the key of the question that groups the cross tables. Raises ``SourceError`` or ``StudyError`` for files
    that cannot be read, ``StudyError`` for an unknown ``by``.
    """
    file = Path(path)
    plan = survey_plan(read_plan(file))
    grouping = plan.question(by)
    if by and grouping is None:
        raise StudyError(unknown_name("survey", by, [question.key for question in plan.questions]))
    if grouping is not None and grouping.kind not in {"single", "multiple"}:
        raise StudyError(say("survey.no_groups", label=grouping.label))
    findings: list[Finding] = list(plan.findings)
    printed = {
        part.question: _printed(plan, part, file, findings) for part in plan.printed if plan.question(part.question)
    }
    rounds = [
        _round(plan, wave, file, findings)
        for wave in plan.waves
        if wave.file or holds_answers(file) or (wave.sheet and file.suffix.lower() != ".toml")
    ]
    return evaluate(plan, rounds, printed, findings, by=by)


def run(
    file: Path | None,
    *,
    by: str = "",
    question: str = "",
    pictures: Sequence[str] = _PICTURES,
    may_fall_back: bool = True,
) -> Outcome:
    """Return the page of the survey in ``file``, the ``SurveyResult`` as ``result``.

    ``question`` limits it to one question. Raises ``DataFindingError`` for a survey with errors, ``StudyError`` for an
    unknown key, and what locating and reading raise.
    """
    located = locate_instrument(file, "survey", may_fall_back=may_fall_back)
    result = load_survey(located.path, by=by)
    refuse_errors(result.findings)
    if question:
        result = _only(result, question)
    messages = (located.message,) if located.message else ()
    return Outcome(survey_page(result, pictures=pictures), messages, result.findings, 0, result)


def chapter(file: Path, *, pictures: Sequence[str] = ()) -> tuple[Block, ...]:
    """Return the survey in ``file`` as blocks of a report; nothing where nobody was asked anything.

    Raises ``DataFindingError`` for a survey with errors.
    """
    plan = survey_plan(read_plan(file))
    if not plan.questions:
        return ()
    result = load_survey(file)
    refuse_errors(result.findings)
    return tuple(survey_blocks(result, pictures=pictures))


def _round(plan: SurveyPlan, wave: Wave, file: Path, findings: list[Finding]) -> tuple[str, dict[str, Answers], int]:
    wanted = list(dict.fromkeys(item.column for question in plan.questions for item in question.items))
    source = file.parent / wave.file if wave.file else file
    sheet = read_answers(source, wanted, wave.sheet)
    coded, found = coded_answers(plan, sheet)
    # an earlier round need not have asked everything
    findings += [finding for finding in found if not (wave.label and finding.rule == "survey_no_column")]
    return wave.label or (str(wave.date.year) if wave.date else wave.file or file.name), coded, len(sheet.row_numbers)


def _printed(plan: SurveyPlan, part: PrintedFile, file: Path, findings: list[Finding]) -> PrintedTable:
    question = plan.question(part.question)
    assert question is not None  # noqa: S101 - the caller has looked
    source = file.parent / part.file if part.file else file
    rows = read_printed_results(source, part.answers, part.values, part.sheet)
    low, high = (question.low, question.high) if question.kind == "scale" else (0.0, 100.0)
    for row in rows:
        if not row.lost and not low <= row.value <= high:
            details = {"column": part.values, "text": row.text, "low": low, "high": high}
            findings.append(Finding("form_number_between", "error", source.name, part.sheet, row.cell, details=details))
    values = [(question.merge.get(fold(row.answer), row.answer), row.value, row.decimals) for row in rows]
    return printed_table(question, values, source.name, plan.respondents)


def _only(result: SurveyResult, key: str) -> SurveyResult:
    if result.plan.question(key) is None:
        raise StudyError(unknown_name("survey", key, [question.key for question in result.plan.questions]))
    return replace(
        result,
        tables=tuple(table for table in result.tables if table.question.key == key),
        crosses=tuple(cross for cross in result.crosses if cross.question.key == key),
        waves=tuple(wave for wave in result.waves if wave.question.key == key),
        priority=None,
    )
