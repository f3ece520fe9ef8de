"""The task list as a file for a spreadsheet: a workbook, and CSV that Excel opens as it is."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO, StringIO

from openpyxl import Workbook

from tracker.adapters.papers.excel_cells import FORMULA_SIGNS, put, put_header, set_up
from tracker.adapters.papers.excel_styles import Look, add_looks
from tracker.adapters.papers.paper import printable

Value = str | int | date
# Excel reads UTF-8 only where the file begins so.
BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class TaskTable:
    """What is shown: words above the table, its columns with their widths, and the rows."""

    title: str
    note: str
    columns: Sequence[str]
    widths: Sequence[int]
    rows: Sequence[Sequence[Value]]


def write_task_csv(table: TaskTable) -> bytes:
    """The columns and rows alone; days as dd/mm/yyyy, text that could be a formula with a ' before."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(map(_harmless, table.columns))
    writer.writerows(map(_harmless, row) for row in table.rows)
    return (BYTE_ORDER_MARK + text.getvalue()).encode()


def _harmless(value: Value) -> str | int:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, str):
        text = printable(value)
        # Spaces before the sign do not keep a spreadsheet from reading a formula.
        begins = text.lstrip(" \u00a0\n")
        return f"'{text}" if begins.startswith(FORMULA_SIGNS) else text
    return value


def write_task_excel(table: TaskTable) -> bytes:
    """One sheet for A4 landscape: real days, and a header that stays when one scrolls or prints."""
    book = Workbook()
    book.properties.title = printable(table.title)
    add_looks(book, percent_decimals=0)
    sheet = book.worksheets[0]
    sheet.title = "Nhiệm vụ"
    put(sheet, 1, 1, table.title, Look.TITLE)
    put(sheet, 2, 1, table.note, Look.NOTE)
    header = 4
    put_header(sheet, header, table.columns)
    for number, row in enumerate(table.rows, start=header + 1):
        for column, value in enumerate(row, start=1):
            put(sheet, number, column, value, _look(value))
    set_up(sheet, table.widths, header=header)
    sheet.freeze_panes = f"A{header + 1}"
    sheet.auto_filter.ref = f"A{header}:{sheet.dimensions.rpartition(':')[2]}"
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _look(value: Value) -> Look:
    if isinstance(value, date):
        return Look.DAY
    return Look.NUMBER if isinstance(value, int) else Look.TEXT
