"""The template of forms: one workbook with a sheet per form, drop-downs, help, and rows that are known already."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from typing import Any

from districtanalysis.domain.form import SEPARATOR, Form, FormColumn
from districtanalysis.language import say

_ROWS = 1000
_CREATED = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - fixed, so that the same template has the same bytes
_WIDE = {"text", "list"}


def form_template(forms: Sequence[Form], rows: Mapping[str, Sequence[Mapping[str, object]]] | None = None) -> bytes:
    """Return the workbook as bytes; ``rows`` fills in entries by form and column.

    Choices are written in the words of the language in force, lists parted by semicolons.
    """
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": forms[0].label(), "created": _CREATED})
    formats = {
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        # otherwise a spreadsheet makes a date of the number 1.2
        "typed": book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"}),
        "date": book.add_format({"num_format": say("workbook.date_format"), "align": "left", "valign": "top"}),
    }
    for form in forms:
        _sheet(book, form, (rows or {}).get(form.key, ()), formats)
    book.close()
    return buffer.getvalue()


def _sheet(book: Any, form: Form, rows: Sequence[Mapping[str, object]], formats: Mapping[str, Any]) -> None:
    sheet = book.add_worksheet(form.label())
    for place, column in enumerate(form.columns):
        sheet.write_string(0, place, form.heading(column.key), formats["head"])
        sheet.write_comment(0, place, form.help(column.key), {"x_scale": 2})
        wide = column.kind in _WIDE
        sheet.set_column(place, place, 36 if wide else 18, formats["typed"] if wide else None)
        _validation(sheet, place, column, form)
    sheet.freeze_panes(1, 1)
    for number, row in enumerate(rows, start=1):
        for place, column in enumerate(form.columns):
            _write(sheet, number, place, column, form, row.get(column.key), formats)


def _write(
    sheet: Any, row: int, place: int, column: FormColumn, form: Form, value: object, formats: Mapping[str, Any]
) -> None:
    if value is None:
        return
    if isinstance(value, dt.date):
        sheet.write_datetime(row, place, dt.datetime(value.year, value.month, value.day), formats["date"])  # noqa: DTZ001
    elif isinstance(value, int | float):
        sheet.write_number(row, place, value, formats["text"])
    elif isinstance(value, tuple | list):
        sheet.write_string(row, place, f"{SEPARATOR} ".join(str(part) for part in value), formats["typed"])
    else:
        text = form.word(column.key, str(value)) if column.kind == "choice" else str(value)
        sheet.write_string(row, place, text, formats["typed"])


def _validation(sheet: Any, place: int, column: FormColumn, form: Form) -> None:
    words = [form.word(column.key, choice) for choice in column.choices]
    bounds = column.low is not None and column.high is not None
    rule: dict[str, object] = {}
    if column.kind == "choice":
        rule = {"validate": "list", "source": words}
    elif column.kind in {"number", "whole"} and bounds:
        kind = "decimal" if column.kind == "number" else "integer"
        rule = {"validate": kind, "criteria": "between", "minimum": column.low, "maximum": column.high}
    elif column.kind == "date":
        first = dt.date(1900, 1, 2)
        rule = {"validate": "date", "criteria": ">=", "value": first}
    if rule:
        error = {"error_title": form.heading(column.key)[:32], "error_message": form.help(column.key)[:255]}
        sheet.data_validation(1, place, _ROWS, place, rule | error)
