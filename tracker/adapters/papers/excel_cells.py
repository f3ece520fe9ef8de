"""The cells and the page of our workbooks: text stays text, days are days, sheets print on A4."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from math import ceil
from typing import cast

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from tracker.adapters.papers.excel_styles import FONT, Look
from tracker.adapters.papers.paper import printable

# A spreadsheet takes text that begins so for a formula when it is edited or copied on.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
LINE_POINTS = 15.75
LONGEST_TEXT = 32_767
Value = str | int | date | Decimal


def put(sheet: Worksheet, row: int, column: int, value: Value, look: Look) -> None:
    cell = cast(Cell, sheet.cell(row, column))
    cell.style = look.value
    if isinstance(value, str):
        cell.value = printable(value)[:LONGEST_TEXT]
        # Text, whatever it begins with: it is never evaluated, and not when it is edited either.
        cell.data_type = "s"
        if value.startswith(FORMULA_SIGNS):
            cell.quotePrefix = True
    else:
        cell.value = value
        cell.style = look.value  # openpyxl gives dates a format of its own


def put_header(sheet: Worksheet, row: int, names: Sequence[str]) -> None:
    for column, name in enumerate(names, start=1):
        put(sheet, row, column, name, Look.HEAD)


def set_up(sheet: Worksheet, widths: Sequence[int], *, header: int) -> None:
    """A4, landscape, as wide as the page, with the header on every printed page."""
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    for number, row in enumerate(sheet.iter_rows(min_row=header), start=header):
        merged = isinstance(row[1], MergedCell)
        lines = (
            _lines(str(cell.value or ""), sum(widths) if merged else width)
            for cell, width in zip(row, widths, strict=True)
        )
        sheet.row_dimensions[number].height = max(lines) * LINE_POINTS + 2
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = sheet.ORIENTATION_LANDSCAPE
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.page_margins = PageMargins(left=0.5, right=0.4, top=0.6, bottom=0.6)
    sheet.print_title_rows = f"{header}:{header}"
    if sheet.oddFooter:
        sheet.oddFooter.center.text = "&P/&N"
        sheet.oddFooter.center.font = FONT


def _lines(text: str, width: float) -> int:
    """How many lines the text takes in a column; LibreOffice does not find out by itself."""
    return sum(max(ceil(len(line) / (1.1 * width)), 1) for line in text.split("\n"))
