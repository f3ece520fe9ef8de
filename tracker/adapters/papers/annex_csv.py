"""The annex of a report's workbook as CSV: the same rows, whether it was issued or not."""

from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO

from openpyxl import load_workbook

from tracker.adapters.papers.excel import ANNEX_HEADER, ANNEX_SHEET
from tracker.adapters.papers.paper import COLUMNS
from tracker.adapters.papers.task_table import TaskTable, write_task_csv

SECTION = "Mục"
Line = tuple[str | int | date, ...]


def annex_csv(workbook: bytes) -> bytes:
    """The heading that a task stands under is its first column."""
    book = load_workbook(BytesIO(workbook))
    rows = book[ANNEX_SHEET].iter_rows(min_row=ANNEX_HEADER + 1, values_only=True)
    lines = list(_under_headings(rows))
    return write_task_csv(TaskTable("", "", (SECTION, *COLUMNS), (), lines))


def _under_headings(rows: Iterator[tuple[object, ...]]) -> Iterator[Line]:
    heading: list[str] = []
    fresh = False
    for row in rows:
        # A heading is merged across: only its first cell has words.
        if not any(row[1:]):
            heading = [*(heading if fresh else ()), str(row[0] or "")]
            fresh = True
        else:
            fresh = False
            yield ("; ".join(heading), *(_value(cell) for cell in row))


def _value(cell: object) -> str | int | date:
    if isinstance(cell, datetime):
        return cell.date()
    return cell if isinstance(cell, int) else str(cell or "")
