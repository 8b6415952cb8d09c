"""From the cells of a survey to coded answers: categories are merged, blanks left out, unknown entries told."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from districtanalysis.domain.finding import Finding
from districtanalysis.domain.form import SEPARATOR
from districtanalysis.domain.survey import Answers, AnswerSheet, Item, Question, SurveyPlan
from districtanalysis.domain.variables import fold
from districtanalysis.language import join, say

BLANKS = frozenset({"", "-", "–", "—", "k. a.", "k.a.", "keine angabe", "n. v.", "n.v.", "n/a", "no answer"})
_TICKED = frozenset({"x", "1", "ja", "j", "yes", "y", "true", "wahr", "✓", "✔", "angekreuzt", "checked"})
_UNTICKED = frozenset({"0", "nein", "n", "no", "false", "falsch", "nicht angekreuzt", "unchecked"})
Codes = NDArray[np.int64]


def coded_answers(plan: SurveyPlan, sheet: AnswerSheet) -> tuple[dict[str, Answers], list[Finding]]:
    """Return the answers by question, and findings with the first cell of each entry that cannot be read.

    A question of which the sheet has no column is left out and told.
    """
    found: dict[str, Answers] = {}
    findings: list[Finding] = []
    blanks = BLANKS | {fold(text) for text in plan.blanks}
    for question in plan.questions:
        columns = [item for item in question.items if item.column in sheet.texts]
        printed = any(part.question == question.key for part in plan.printed)
        if not printed:
            gone = (item for item in question.items if item.column not in sheet.texts)
            findings += [_no_column(sheet, question, item) for item in gone]
        if columns:
            found[question.key] = _CODERS[question.kind](question, columns, sheet, blanks, findings)
    return found, findings


def _single(
    question: Question, items: list[Item], sheet: AnswerSheet, blanks: frozenset[str], findings: list[Finding]
) -> Answers:
    heading = items[0].column
    codes, different = _different(sheet, heading)
    categories = _categories(question, sheet, heading, different, codes, blanks, findings)
    return _of_categories(question, codes, [[name] if name else [] for name in categories])


def _multiple(
    question: Question, items: list[Item], sheet: AnswerSheet, blanks: frozenset[str], findings: list[Finding]
) -> Answers:
    if len(items) > 1:
        return _ticked(question, items, sheet, blanks, findings)
    heading = items[0].column
    codes, different = _different(sheet, heading)
    parts = [[part.strip() for part in text.replace("\n", SEPARATOR).split(SEPARATOR)] for text in different]
    flat = list(dict.fromkeys(part for text in parts for part in text))
    first = {part: int(np.argmax(codes == place)) for place, text in enumerate(parts) for part in reversed(text)}
    named = _named(question, sheet, heading, flat, blanks, findings, {part: (first[part], 1) for part in flat})
    return _of_categories(question, codes, [[named[part] for part in text if named[part]] for text in parts])


def _ticked(
    question: Question, items: list[Item], sheet: AnswerSheet, blanks: frozenset[str], findings: list[Finding]
) -> Answers:
    """Read one column per answer; who left all of them blank has not answered."""
    given = np.zeros(len(sheet.row_numbers), dtype=bool)
    table: dict[str, NDArray[np.bool_]] = {}
    for item in items:
        codes, different = _different(sheet, item.column)
        label = item.label or item.column
        folded = [fold(text) for text in different]
        yes = np.array([text in _TICKED or text == fold(label) for text in folded], dtype=bool)
        no = np.array([text in _UNTICKED for text in folded], dtype=bool)
        blank = np.array([text in blanks for text in folded], dtype=bool)
        findings += [
            _unknown(question, sheet, item.column, different[place], codes == place, ["x", say("words.no")])
            for place in np.flatnonzero(~(yes | no | blank))
        ]
        name = question.merge.get(fold(label), label)
        table[name] = table.get(name, False) | yes[codes]
        given |= (yes | no)[codes]
    return Answers(question, given, pd.DataFrame(table))


def _scale(
    question: Question, items: list[Item], sheet: AnswerSheet, blanks: frozenset[str], findings: list[Finding]
) -> Answers:
    table: dict[str, NDArray[np.float64]] = {}
    for item in items:
        codes, different = _different(sheet, item.column)
        values = sheet.numbers[item.column].copy()
        blank = np.array([fold(text) in blanks for text in different], dtype=bool)[codes]
        wrong = ~blank & ~((values >= question.low) & (values <= question.high))
        values[wrong | blank] = np.nan
        for place in dict.fromkeys(codes[wrong].tolist()):
            rows = np.flatnonzero(codes == place)
            details = {"column": item.column, "text": different[place], "low": question.low, "high": question.high}
            cell = sheet.cell(item.column, int(rows[0]))
            findings.append(Finding("form_number_between", "error", sheet.file, sheet.sheet, cell, details=details))
        table[item.label or question.label] = values
    frame = pd.DataFrame(table)
    return Answers(question, frame.notna().any(axis=1).to_numpy(), frame)


def _text(
    question: Question, items: list[Item], sheet: AnswerSheet, blanks: frozenset[str], findings: list[Finding]
) -> Answers:
    """Return the tags of a free text; the words themselves go no further."""
    del findings
    codes, different = _different(sheet, items[0].column)
    tagged = [list(dict.fromkeys(tag for word, tag in question.tags if fold(word) in fold(text))) for text in different]
    coded = _of_categories(question, codes, tagged, names=dict.fromkeys(tag for _, tag in question.tags))
    given = np.array([fold(text) not in blanks for text in different], dtype=bool)[codes]
    return Answers(question, given, coded.table)


_CODERS = {"single": _single, "multiple": _multiple, "scale": _scale, "text": _text}


def _different(sheet: AnswerSheet, heading: str) -> tuple[Codes, list[str]]:
    codes, different = pd.factorize(sheet.texts[heading])
    return codes.astype(np.int64), [str(text) for text in different]


def _categories(
    question: Question,
    sheet: AnswerSheet,
    heading: str,
    different: list[str],
    codes: Codes,
    blanks: frozenset[str],
    findings: list[Finding],
) -> list[str]:
    counts = np.bincount(codes, minlength=len(different))
    first = {text: (int(np.argmax(codes == place)), int(counts[place])) for place, text in enumerate(different)}
    named = _named(question, sheet, heading, different, blanks, findings, first)
    return [named[text] for text in different]


def _named(
    question: Question,
    sheet: AnswerSheet,
    heading: str,
    texts: Iterable[str],
    blanks: frozenset[str],
    findings: list[Finding],
    first: Mapping[str, tuple[int, int]],
) -> dict[str, str]:
    """Return the category of each text, "" for none; spellings that differ in case or blanks are one."""
    choices = [*question.choices, *(name for name in question.merged if name not in question.choices)]
    known = {fold(name): name for name in choices}
    named: dict[str, str] = {}
    for text in texts:
        folded = fold(text)
        if folded in blanks:
            named[text] = ""
        elif folded in question.merge:
            named[text] = question.merge[folded]
        elif question.choices and folded not in known:
            where = np.zeros(len(sheet.row_numbers), dtype=bool)
            where[first[text][0]] = True
            findings.append(_unknown(question, sheet, heading, text, where, choices, first[text][1]))
            named[text] = ""
        else:
            named[text] = known.setdefault(folded, text)
    return named


def _of_categories(
    question: Question, codes: Codes, categories: list[list[str]], names: Iterable[str] | None = None
) -> Answers:
    """Return one column per category: those declared in their order, others as they come."""
    there = dict.fromkeys(name for row in categories for name in row)
    declared = dict.fromkeys(question.merge.get(fold(name), name) for name in question.choices)
    order = list(dict.fromkeys([*(names or ()), *declared, *there]))
    chosen = np.array([[name in row for name in order] for row in categories], dtype=bool).reshape(
        len(categories), len(order)
    )
    table = pd.DataFrame(chosen[codes], columns=order)
    return Answers(question, np.array([bool(row) for row in categories], dtype=bool)[codes], table)


def _unknown(
    question: Question,
    sheet: AnswerSheet,
    heading: str,
    text: str,
    where: NDArray[np.bool_],
    known: list[str],
    count: int | None = None,
) -> Finding:
    near = difflib.get_close_matches(text, known, n=1)
    details = {
        "column": heading,
        "text": text,
        "count": int(where.sum()) if count is None else count,
        "known": join(known, "words.or"),
        "near": near[0] if near else known[0],
    }
    cell = sheet.cell(heading, int(np.argmax(where)))
    return Finding("survey_unknown_answer", "error", sheet.file, sheet.sheet, cell, "", question.key, details)


def _no_column(sheet: AnswerSheet, question: Question, item: Item) -> Finding:
    details = {"question": question.label, "heading": item.column}
    return Finding("survey_no_column", "error", sheet.file, sheet.sheet, "", "", question.key, details)
