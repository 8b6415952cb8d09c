"""The study workbook to fill in: sheets with headings, drop-downs from the code book, and help."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from typing import Any

from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.study import Criterion, worded
from districtanalysis.domain.study_sheets import COLUMNS, HEAD, SHEETS, column_name, sheet_name
from districtanalysis.domain.variables import codebook, kind_label, kinds
from districtanalysis.language import say

ROWS = 300
_CREATED = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - fixed, so that the same template has the same bytes
_CODED = {"engagement_structure": "engagement_structure", "programme_frame": "programme_frame"}


def study_template(
    head: Mapping[str, str],
    criteria: Mapping[str, Criterion],
    data: DistrictData | None = None,
    sources: Sequence[Mapping[str, str]] = (),
) -> bytes:
    """Return the workbook as bytes; ``data`` fills in what is known already."""
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": head["title"], "created": _CREATED})
    formats = {"head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})}
    formats["text"] = book.add_format({"text_wrap": True, "valign": "top"})
    sheets = {name: _sheet(book, name, formats) for name in SHEETS}
    _fill_head(sheets["study"], head, sources[0] if sources else {})
    if data is not None:
        _fill_districts(sheets["districts"], data)
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


def _fill_head(sheet: Any, head: Mapping[str, str], source: Mapping[str, str]) -> None:
    values = {**source, **head}
    for row, key in enumerate(HEAD, start=1):
        sheet.write_string(row, 0, say(f"workbook.head.{key}"))
        text = str(values.get(key, ""))
        sheet.write_string(row, 1, say(f"concept.{text}") if key == "population_concept" and text else text)


def _fill_districts(sheet: Any, data: DistrictData) -> None:
    for row, district in enumerate(data.districts.index, start=1):
        sheet.write_string(row, 0, str(district))
        for column, variable in enumerate(COLUMNS["districts"][1:], start=1):
            known = data.observations.of(variable)
            values = known.loc[(known["district_id"] == district) & (known["age_from"] == -1), "value"].dropna()
            if len(values) == 1:
                sheet.write_number(row, column, float(values.iloc[0]))


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
    book = codebook(code)
    return [f"{step} – {book.step_label(step)}" for step in book.steps]


def _steps() -> dict[str, str]:
    """Return the code book as the help that a spreadsheet shows beside the cell (255 letters at most)."""
    lines = [f"{say(f'variable.{code}')}: {'; '.join(_labels(code))}" for code in _CODED]
    return {"input_title": say("workbook.code_book"), "input_message": "\n".join(lines)[:255]}


def _choices(sheet: Any, column: int, options: list[str], *, strict: bool) -> None:
    # a spreadsheet takes at most 255 letters of choices in place; longer lists stand on the sheet itself
    listed: Any = options
    if len(",".join(options)) > 255:
        far = 40 + column
        for row, option in enumerate(options, start=1):
            sheet.write_string(row, far, option)
        sheet.set_column(far, far, None, None, {"hidden": True})
        letters = f"A{chr(ord('A') + far - 26)}" if far >= 26 else chr(ord("A") + far)
        listed = f"=${letters}$2:${letters}${len(options) + 1}"
    rule = {"validate": "list", "source": listed, "error_type": "stop" if strict else "information"}
    sheet.data_validation(1, column, ROWS, column, rule)
