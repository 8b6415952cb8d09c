"""Templates of forms: what is written reads again, whatever is in it, and looks as officers need it."""

import datetime as dt
from io import BytesIO

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from districtanalysis.domain.form import Form
from districtanalysis.domain.goals import GOALS
from districtanalysis.domain.survey import FORMS, QUESTIONS
from districtanalysis.report.form_template import form_template
from districtanalysis.sources.form_file import read_form

BLANK = {"", "-", "–", "—", "n. v.", "n.v."}
words = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=12).filter(
    lambda text: text not in BLANK
)
entries = words.map(lambda text: text.replace(";", "")).filter(lambda text: text not in BLANK)


def value_of(column):
    if column.kind == "choice":
        return st.sampled_from(column.choices)
    if column.kind in {"number", "whole"}:
        low, high = int(column.low or 0), int(column.high or 1000)
        return st.integers(low, high)
    if column.kind == "date":
        return st.dates(dt.date(1950, 1, 1), dt.date(2100, 12, 31))
    return st.lists(entries, min_size=1, max_size=3).map(tuple) if column.kind == "list" else words


def row_of(form):
    filled = {column.key: value_of(column) for column in form.columns if column.filled}
    return st.fixed_dictionaries(filled, optional={c.key: value_of(c) for c in form.columns if not c.filled})


@pytest.mark.parametrize("form", [QUESTIONS, GOALS], ids=lambda form: form.key)
def test_what_is_written_reads_again(tmp_path_factory, form):
    path = tmp_path_factory.mktemp("form") / "a.xlsx"

    @settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(row_of(form), min_size=1, max_size=4))
    def check(rows):
        path.write_bytes(form_template((form,), {form.key: rows}))
        table = read_form(path, form)
        read = [{key: v for key, v in row.values.items() if v not in (None, ())} for row in table.rows]
        assert table.findings == ()
        assert read == rows

    check()


def test_the_same_template_has_the_same_bytes():
    assert form_template(FORMS) == form_template(FORMS)


def test_sheets_headings_help_and_drop_downs():
    book = openpyxl.load_workbook(BytesIO(form_template(FORMS)))
    assert book.sheetnames == [form.label() for form in FORMS]
    sheet = book["Fragen"]
    assert [cell.value for cell in sheet[1]] == [QUESTIONS.heading(column.key) for column in QUESTIONS.columns]
    assert sheet["C1"].comment.text.strip() == QUESTIONS.help("kind")
    lists = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation if rule.type == "list"}
    assert lists["C2:C1001"] == '"eine Antwort,mehrere Antworten,Skala,freier Text"'
    bounds = [rule for rule in sheet.data_validations.dataValidation if rule.type == "decimal"]
    assert {(rule.formula1, rule.formula2) for rule in bounds} == {("-1000", "1000")}
    assert sheet.freeze_panes == "B2"


def test_formulas_and_addresses_stay_text(tmp_path):
    row = {"key": "=1+1", "kind": "text", "label": "https://example.org"}
    (tmp_path / "a.xlsx").write_bytes(form_template((QUESTIONS,), {"question": [row]}))
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["Fragen"]
    assert (sheet["A2"].data_type, sheet["A2"].value, sheet["B2"].hyperlink) == ("s", "=1+1", None)


def test_no_form_is_too_long_for_a_title():
    assert isinstance(QUESTIONS, Form)
    assert openpyxl.load_workbook(BytesIO(form_template((QUESTIONS,)))).properties.title == "Fragen"
