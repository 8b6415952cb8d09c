"""The study workbook to fill in: sheets with headings, drop-downs from the code book, and help."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from typing import Any

import pandas as pd

from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.study import Criterion, worded
from districtanalysis.domain.study_sheets import COLUMNS, HEAD, SHEETS, column_name, sheet_name
from districtanalysis.domain.variables import codebook, codebooks, kind_label, kinds
from districtanalysis.language import say

ROWS = 1000
_CREATED = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - fixed, so that the same template has the same bytes
_CODED = ("engagement_structure", "programme_frame")


def study_template(
    head: Mapping[str, str],
    criteria: Mapping[str, Criterion],
    data: DistrictData | None = None,
    source: Mapping[str, str] | None = None,
) -> bytes:
    """Return the workbook as bytes.

    ``data`` fills in the figures that are known already, ``source`` what is known about those of the
    districts: ``publisher``, ``date``, ``population_concept``, ``licence``.
    """
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": head["title"], "created": _CREATED})
    formats = {"head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})}
    formats["text"] = book.add_format({"text_wrap": True, "valign": "top"})
    formats["date"] = book.add_format({"num_format": say("workbook.date_format"), "align": "left"})
    sheets = {name: _sheet(book, name, formats) for name in SHEETS}
    _fill_head(sheets["study"], head, source or {}, formats)
    if data is not None:
        _fill_districts(sheets["districts"], data)
        _fill_facilities(sheets["facilities"], data)
        _fill_engagement(sheets["engagement"], data)
    _fill_weights(sheets["weights"], criteria, formats)
    _drop_downs(sheets)
    book.close()
    return buffer.getvalue()


def _sheet(book: Any, name: str, formats: Mapping[str, Any]) -> Any:
    sheet = book.add_worksheet(sheet_name(name))
    for column, key in enumerate(COLUMNS[name]):
        sheet.write_string(0, column, column_name(key), formats["head"])
        sheet.set_column(column, column, 44 if key in {"why", "evidence", "entry", "name"} else 24)
        if name != "study":
            sheet.write_comment(0, column, say(f"workbook.help.{key}"), {"x_scale": 2})
    sheet.freeze_panes(1, 1)
    return sheet


def _fill_head(sheet: Any, head: Mapping[str, str], source: Mapping[str, str], formats: Mapping[str, Any]) -> None:
    values = {**source, **head}
    for row, key in enumerate(HEAD, start=1):
        sheet.write_string(row, 0, say(f"workbook.head.{key}"))
        text = str(values.get(key, ""))
        if text == "not_stated":
            sheet.write_string(row, 1, say("sources.no_date"))
        elif key == "date" and text:
            sheet.write_datetime(row, 1, dt.datetime.fromisoformat(text), formats["date"])
        else:
            sheet.write_string(row, 1, say(f"concept.{text}") if key == "population_concept" and text else text)


def _fill_districts(sheet: Any, data: DistrictData) -> None:
    for row, district in enumerate(data.districts.index, start=1):
        sheet.write_string(row, 0, str(district))
        for column, variable in enumerate(COLUMNS["districts"][1:], start=1):
            known = data.observations.of(variable)
            figures = known[(known["district_id"] == district) & (known["age_from"] == -1)]
            if len(figures) == 1:
                _write_figure(sheet, row, column, figures.iloc[0])


def _fill_facilities(sheet: Any, data: DistrictData) -> None:
    rows = data.observations.of("facilities")
    for row, (_, figure) in enumerate(rows[rows["kind"].notna()].iterrows(), start=1):
        sheet.write_string(row, 0, str(figure["district_id"]))
        sheet.write_string(row, 1, kind_label(str(figure["kind"])))
        if figure["qualifier"] == "present":
            sheet.write_string(row, 2, say("workbook.present"))
        elif pd.notna(figure["value"]):
            sheet.write_number(row, 2, float(figure["value"]))
        _write_evidence(sheet, row, 3, figure)


def _fill_engagement(sheet: Any, data: DistrictData) -> None:
    frame = data.observations.frame
    for row, (_, figure) in enumerate(frame[frame["variable"].isin(_CODED)].iterrows(), start=1):
        sheet.write_string(row, 0, str(figure["district_id"]))
        sheet.write_string(row, 1, say(f"variable.{figure['variable']}"))
        if pd.notna(figure["value"]):
            sheet.write_number(row, 2, float(figure["value"]))
        _write_evidence(sheet, row, 3, figure)


def _write_figure(sheet: Any, row: int, column: int, figure: pd.Series) -> None:
    """Write a figure so that it says as much as in its source: "mind. 46", a step with its meaning, a sign."""
    variable, value = str(figure["variable"]), figure["value"]
    if variable in codebooks() and pd.notna(value):
        sheet.write_string(row, column, _step(variable, int(value)))
    elif pd.isna(value) or figure["qualifier"] != "exact":
        _write_evidence(sheet, row, column, figure)
    else:
        sheet.write_number(row, column, float(value))


def _write_evidence(sheet: Any, row: int, column: int, figure: pd.Series) -> None:
    if isinstance(figure["text"], str):
        sheet.write_string(row, column, figure["text"])


def _fill_weights(sheet: Any, criteria: Mapping[str, Criterion], formats: Mapping[str, Any]) -> None:
    row = 1
    for criterion in criteria.values():
        for choice in criterion.indicator:
            low, high = choice.goalposts or (None, None)
            values: tuple[str | float | None, ...] = (
                worded(criterion.label),
                criterion.weight,
                choice.key,
                say(f"indicator.{choice.key}.label"),
                say(f"workbook.direction.{choice.direction}"),
                choice.weight,
                low,
                high,
                worded(choice.why),
            )
            for column, value in enumerate(values):
                if value is not None:
                    sheet.write(row, column, value, formats["text"])
            row += 1


def _drop_downs(sheets: Mapping[str, Any]) -> None:
    districts = f"='{sheet_name('districts')}'!$A$2:$A${ROWS}"
    for name in ("facilities", "engagement"):
        sheets[name].data_validation(1, 0, ROWS, 0, {"validate": "list", "source": districts})
    _choices(sheets["facilities"], 1, [kind_label(kind) for kind in kinds()], strict=False)
    _choices(sheets["engagement"], 1, [say(f"variable.{key}") for key in _CODED], strict=True)
    sheets["engagement"].data_validation(
        1, 2, ROWS, 2, {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": 3, **_steps()}
    )
    _choices(sheets["districts"], 5, _labels("generation_situation"), strict=False)
    _choices(sheets["weights"], 4, [say("workbook.direction.more"), say("workbook.direction.less")], strict=True)
    sheets["weights"].data_validation(1, 5, ROWS, 5, {"validate": "decimal", "criteria": ">=", "value": 0})


def _labels(code: str) -> list[str]:
    return [_step(code, step) for step in codebook(code).steps]


def _step(code: str, step: int) -> str:
    return f"{step} – {codebook(code).step_label(step)}"


def _steps() -> dict[str, str]:
    """Return the code book as the help that a spreadsheet shows beside the cell (255 letters at most)."""
    lines = [f"{say(f'variable.{code}')}: {'; '.join(_labels(code))}" for code in _CODED]
    return {"input_title": say("workbook.code_book"), "input_message": "\n".join(lines)}


def _choices(sheet: Any, column: int, options: list[str], *, strict: bool) -> None:
    """Offer ``options`` below a heading; together they may have 255 letters, and none may hold a comma."""
    rule = {"validate": "list", "source": options, "error_type": "stop" if strict else "information"}
    sheet.data_validation(1, column, ROWS, column, rule)
