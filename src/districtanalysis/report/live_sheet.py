"""One sheet of a workbook that computes: cells with formulas and their results, marked inputs, a chart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from districtanalysis.language import number, say
from districtanalysis.report.csv_ import harmless
from districtanalysis.report.style import group_colours
from districtanalysis.report.values import NOTHING, plain
from districtanalysis.report.wrapping import width_of

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from districtanalysis.report.workbook import Sheets

CHARTED = 30
TEXT_LOOK: dict[str, Any] = {"align": "left", "indent": 1}
_GROUND, _LINE = "#FFF7D6", "#8A6D00"


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula with the result that is stored beside it."""

    text: str
    value: float | str


@dataclass(frozen=True, slots=True)
class LiveColumn:
    """A column of a sheet: ``decimals`` None means text; ``is_input`` marks cells that readers change.

    ``form`` is the number format where decimals do not say it.
    """

    label: str
    decimals: int | None = None
    is_input: bool = False
    choices: tuple[str, ...] = ()
    form: str = ""


Line = list[str | float | Formula]


def safe(text: str) -> str:
    """Return ``text`` so that no program takes it for a formula.

    >>> safe("=1+1")
    "'=1+1"
    """
    return harmless(plain(text))


def write_sheet(sheets: Sheets, name: str, columns: Sequence[LiveColumn], rows: Iterable[Line]) -> Worksheet:
    """Write a sheet with one named table and return it."""
    sheet = sheets.book.add_worksheet(name)
    lines = list(rows)
    labels = [safe(column.label) for column in columns]
    for place, column in enumerate(columns):
        texts = [_shown(line[place], column) for line in lines[:200]]
        longest = max([width_of(text) for text in texts] + [width_of(word) + 2 for word in column.label.split()])
        sheet.set_column(place, place, min(max(longest + 3, 9), 44))
        sheets.heed(0, column.label, min(max(longest + 3, 9), 44) - 3)
        for row, line in enumerate(lines, 1):
            _write_cell(sheets, sheet, (row, place), line[place], column)
        _validate(sheet, column, place, len(lines))
    figures = [column.decimals is not None or (column.is_input and not column.choices) for column in columns]
    sheets.finish(sheet, name, len(lines), labels, figures)
    return sheet


def _write_cell(
    sheets: Sheets, sheet: Worksheet, where: tuple[int, int], value: str | float | Formula, column: LiveColumn
) -> None:
    look: dict[str, Any] = {"valign": "top", "num_format": _number_format(column)}
    if isinstance(value, Formula):
        result = safe(value.value) if isinstance(value.value, str) else value.value
        look |= TEXT_LOOK if isinstance(result, str) else {}
        sheet.write_formula(*where, value.text, sheets.format(**look), result)
        return
    if column.is_input and value != NOTHING:
        look |= {"bg_color": _GROUND, "border": 1, "border_color": _LINE}
    if isinstance(value, str):
        sheet.write_string(*where, safe(value), sheets.format(**look, **TEXT_LOOK))
    else:
        sheet.write_number(*where, value, sheets.format(**look))


def _validate(sheet: Worksheet, column: LiveColumn, place: int, rows: int) -> None:
    """Let Excel refuse what cannot be meant: a negative weight, another word for the direction."""
    title = {"input_title": say("live.input_title")}
    if column.choices:
        rule: dict[str, Any] = {
            "validate": "list",
            "source": list(column.choices),
            "input_message": say("live.direction_message"),
        }
        sheet.data_validation(1, place, rows, place, {**rule, **title})
    elif column.is_input and column.label == say("live.column.weight"):
        rule = {"validate": "decimal", "criteria": ">=", "value": 0, "input_message": say("live.weight_message")}
        sheet.data_validation(1, place, rows, place, {**rule, **title})


def add_bars(sheets: Sheets, sheet: Worksheet, name: str, districts: int, series: int, *, stacked: bool) -> None:
    """Draw the contributions as bars that follow the cells; the first place stands on top."""
    rows = min(districts, CHARTED)
    chart = sheets.book.add_chart({"type": "bar", "subtype": "stacked"} if stacked else {"type": "bar"})
    for place, fill in enumerate(group_colours(series), start=1):
        chart.add_series(
            {
                "name": [name, 0, place],
                "categories": [name, 1, 0, rows, 0],
                "values": [name, 1, place, rows, place],
                "fill": {"color": fill},
                "border": {"color": "#FFFFFF"},
                "gap": 45,
            }
        )
    chart.set_title({"name": say("live.chart.title" if stacked else "live.chart.title_fit"), "name_font": {"size": 12}})
    chart.set_y_axis({"reverse": True, "num_font": {"size": 10}})
    chart.set_x_axis({"num_format": "0", "major_gridlines": {"visible": True, "line": {"color": "#D9DEE3"}}})
    chart.set_legend({"position": "bottom"} if stacked else {"none": True})
    chart.set_size({"width": 720, "height": 150 + 26 * rows})
    alternative = say("live.chart.alternative" if stacked else "live.chart.alternative_fit")
    sheet.insert_chart(0, series + 2, chart, {"description": alternative})


def _shown(value: str | float | Formula, column: LiveColumn) -> str:
    result = value.value if isinstance(value, Formula) else value
    return result if isinstance(result, str) else number(result, column.decimals)


def _number_format(column: LiveColumn) -> str:
    if column.form:
        return column.form
    if column.decimals is None:
        return "General"
    return "#,##0" + (f".{'0' * column.decimals}" if column.decimals else "")
