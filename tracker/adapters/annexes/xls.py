"""Reads .xls through calamine, after making sure that it can."""

import io
from datetime import date, datetime, time, timedelta

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from tracker.adapters.annexes import sentences
from tracker.adapters.annexes.grid import Grid, Merge
from tracker.adapters.annexes.guard import Budget
from tracker.adapters.annexes.ole import CompoundFile, sheet_extent
from tracker.adapters.annexes.xlsx_values import shown_day, shown_number
from tracker.domain.annexes.table import Table
from tracker.domain.errors import UnreadableFile

# calamine reserves memory for the whole rectangle and ends the process when it cannot.
_EXTENT_LIMIT = 2_000_000

Value = int | float | str | bool | time | date | datetime | timedelta


def read_xls(data: bytes, compound: CompoundFile, budget: Budget) -> tuple[list[Table], list[str]]:
    """The sheets with text, in order, and remarks."""
    stream = compound.stream("Workbook" if "Workbook" in compound else "Book")
    if sheet_extent(stream) > _EXTENT_LIMIT:
        raise UnreadableFile(sentences.TOO_MANY_CELLS)
    try:
        return _sheets(data, budget)
    except PasswordError as error:
        raise UnreadableFile(sentences.PASSWORD) from error
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableFile(sentences.DAMAGED) from error
    except BaseException as error:
        # A panic of the Rust library is no Exception, and its class cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise UnreadableFile(sentences.DAMAGED) from error


def _sheets(data: bytes, budget: Budget) -> tuple[list[Table], list[str]]:
    tables: list[Table | None] = []
    has_first_days = False
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        for index, about in enumerate(book.sheets_metadata):
            if about.typ is not SheetTypeEnum.WorkSheet:
                continue
            grid = Grid(about.name, f'trang "{about.name}", ', budget)
            if about.visible is not SheetVisibleEnum.Visible:
                grid.note_all(sentences.HIDDEN_SHEET)
            has_first_days |= _fill(grid, book.get_sheet_by_index(index), budget)
            tables.append(grid.table())
    notes = [sentences.FIRST_OF_MONTH] if has_first_days else []
    return [table for table in tables if table is not None], notes


def _fill(grid: Grid, sheet: CalamineSheet, budget: Budget) -> bool:
    """Whether a date is the first of a month: .xls may show only month and year for it."""
    has_first_days = False
    for row, values in enumerate(sheet.to_python(skip_empty_area=False)):
        budget.spend_time()
        for column, value in enumerate(values):
            if value != "":
                grid.put(row, column, _shown(value))
                has_first_days |= isinstance(value, date) and value.day == 1
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        grid.merge(Merge(top, left, bottom, right))
    return has_first_days


def _shown(value: Value) -> str:
    if isinstance(value, bool):
        return "Đúng" if value else "Sai"
    if isinstance(value, date):
        return shown_day(value, "d/m/y")
    if isinstance(value, int | float):
        return shown_number(str(value), "", since_1904=False)
    return str(value)
