"""What forms say of themselves, in both languages."""

import importlib
import pkgutil

import pytest

from districtanalysis import domain
from districtanalysis.domain.form import Form, FormColumn, FormRow, FormTable
from districtanalysis.domain.survey import QUESTIONS
from districtanalysis.language import LANGUAGES, using


def every_form():
    found = {}
    for module in pkgutil.iter_modules(domain.__path__):
        content = vars(importlib.import_module(f"districtanalysis.domain.{module.name}"))
        for value in content.values():
            parts = value if isinstance(value, tuple) else (value,)
            found |= {f"{part.section}.{part.key}": part for part in parts if isinstance(part, Form)}
    return found


@pytest.mark.parametrize("form", every_form().values(), ids=every_form())
def test_every_form_is_worded_in_both_languages(form):
    for code in LANGUAGES:
        with using(code):
            assert 0 < len(form.label()) <= 31, "a sheet of a workbook has a name of at most 31 letters"
            headings = [form.heading(column.key) for column in form.columns]
            assert len({heading.casefold() for heading in headings}) == len(headings), "two columns of one heading"
            for column in form.columns:
                words = [form.word(column.key, choice) for choice in column.choices]
                assert (column.kind == "choice") == bool(words)
                assert len(",".join(words)) <= 255, "a drop-down of a workbook holds at most 255 letters"


def test_words_of_both_languages():
    assert QUESTIONS.labels() == ("Fragen", "Questions")
    assert QUESTIONS.headings("key") == ("Kürzel", "Key")
    assert QUESTIONS.words("kind", "scale") == ("Skala", "scale")
    assert QUESTIONS.help("low") == "Unteres Ende der Skala."


def test_a_row_answers_by_kind():
    row = FormRow({"a": "x", "b": 3, "c": ("p", "q"), "d": None, "e": 1.5}, {"a": "A2"}, 2)
    assert (row.text("a"), row.text("d"), row.text("gone")) == ("x", "", "")
    assert (row.number("b"), row.number("e"), row.number("a")) == (3.0, 1.5, None)
    assert (row.entries("c"), row.entries("a")) == (("p", "q"), ())


def test_a_table_is_a_frame_and_places_findings():
    form = Form("survey", "question", (FormColumn("key"), FormColumn("low", "number")), further=True)
    row = FormRow({"key": "q1", "low": 0.0, "more": "x"}, {"key": "A2", "low": "B2"}, 2)
    table = FormTable(form, "a.xlsx", "Fragen", (row,))
    assert table.frame().to_dict("records") == [{"key": "q1", "low": 0.0, "more": "x"}]
    finding = table.finding("survey_twice", row, "low", key="q1", item="")
    assert (finding.severity, finding.file, finding.sheet, finding.cell) == ("error", "a.xlsx", "Fragen", "B2")
    assert table.finding("survey_twice", row, "gone", warning=True).severity == "warning"
