"""Sheets with formulas: results, inputs and heights."""

import io

import openpyxl
import xlsxwriter

from districtanalysis.report.live_sheet import Formula, LiveColumn, add_bars, safe, write_sheet
from districtanalysis.report.workbook import Sheets


def test_a_sheet_holds_formulas_inputs_and_a_chart():
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheets = Sheets(book)
    columns = [LiveColumn("Stadtteil"), LiveColumn("Gewicht", is_input=True), LiveColumn("Anteil", 1, form="0.0%")]
    sheet = write_sheet(sheets, "Blatt", columns, [["=Ost", 2.0, Formula("=B2/SUM(B2:B2)", 1.0)]])
    add_bars(sheets, sheet, "Blatt", 1, 1, stacked=False)
    book.close()
    read = openpyxl.load_workbook(stream)["Blatt"]
    assert [cell.value for cell in read[2]] == ["'=Ost", 2, "=B2/SUM(B2:B2)"]
    assert read["C2"].number_format == "0.0%"
    assert read["B2"].fill.start_color.rgb == "FFFFF7D6"
    assert read.data_validations.dataValidation[0].type == "decimal"
    assert len(read._charts) == 1


def test_no_name_becomes_a_formula():
    assert safe("=1+1") == "'=1+1"
    assert safe("Ost\xadstadt") == "Oststadt"
