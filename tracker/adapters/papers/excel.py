"""A report as a workbook: the figures, and the annex with real dates and a header that stays."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from math import ceil
from typing import cast

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from tracker.adapters.papers.excel_styles import FONT, Look, add_looks
from tracker.adapters.papers.paper import ANNEX_TITLE, COLUMNS, Paper, Row, headings, printable
from tracker.domain.documents import official_date
from tracker.domain.figures import Grouping, Summary, Tally
from tracker.domain.narrative import NOTHING
from tracker.domain.timeliness import Box

ANNEX_WIDTHS = (7, 48, 22, 22, 26, 14, 30, 18)
CENTRED_COLUMNS = (1, 6, 8)
FIGURE_COLUMNS = (
    "Cơ quan chủ trì",
    "Được giao",
    "Hoàn thành",
    *(box.label for box in Box),
    "Tỷ lệ hoàn thành",
)
FIGURE_WIDTHS = (40, *(14,) * (len(FIGURE_COLUMNS) - 1))
# A spreadsheet takes text that begins so for a formula when it is edited or copied on.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
LINE_POINTS = 15.75
LONGEST_TEXT = 32_767
Value = str | int | date | Decimal
Line = tuple[str, int] | tuple[str, int, Decimal | None]


def write_excel(paper: Paper) -> bytes:
    """The workbook: sheet "Số liệu" has the figures, sheet "Phụ lục" every task."""
    book = Workbook()
    book.properties.creator = printable(paper.summary.committee)
    book.properties.title = printable(" ".join(("Báo cáo", *paper.subject)))
    add_looks(book, percent_decimals=paper.summary.decimals)
    figures = book.worksheets[0]
    figures.title = "Số liệu"
    _write_figures(figures, paper)
    _write_annex(book.create_sheet("Phụ lục"), paper)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _write_figures(sheet: Worksheet, paper: Paper) -> None:
    summary = paper.summary
    _put(sheet, 1, 1, summary.committee, Look.TITLE)
    day = official_date(summary.as_of)
    _put(sheet, 2, 1, f"Số liệu thực hiện nhiệm vụ tính đến ngày {day}", Look.TITLE)
    _put(sheet, 3, 1, _produced(paper), Look.NOTE)
    row = 5
    for words, count, *percents in _figure_lines(summary):
        _put(sheet, row, 1, words, Look.TEXT)
        _put(sheet, row, 2, count, Look.NUMBER)
        for percent in percents:
            _put_percent(sheet, row, 3, percent)
        row += 1
    header = row + 1
    _put_header(sheet, header, FIGURE_COLUMNS)
    groups = summary.groups[Grouping.OFFICE]
    for row, group in enumerate(groups, start=header + 1):
        _group_row(sheet, row, group.name, group.tally, summary.decimals)
    total = header + len(groups) + 1
    _group_row(sheet, total, "Tổng số", summary.tally, summary.decimals, is_total=True)
    _set_up(sheet, FIGURE_WIDTHS, header=header)


def _figure_lines(summary: Summary) -> list[Line]:
    """Words, number, and a percentage where the words name its denominator."""
    tally, percents = summary.tally, summary.percents
    return [
        ("Tổng số nhiệm vụ được giao", tally.total),
        ("Hoàn thành (trên tổng số được giao)", tally.completed, percents.completed),
        ("Đang thực hiện (trên tổng số được giao)", tally.open, percents.open),
        *((box.label, count) for box, count in tally.boxes.items()),
        (f"Sắp đến hạn (trong {summary.due_soon_days} ngày tới)", tally.due_soon),
        ("Đã đến hạn (có thời hạn đã hoàn thành, và quá hạn)", tally.fallen_due),
        (
            "Hoàn thành (trên số đã đến hạn)",
            tally.fallen_due_completed,
            percents.completed_of_fallen_due,
        ),
        ("Ngoài tổng số: tạm dừng", tally.paused),
        ("Ngoài tổng số: không thực hiện (thôi giao)", tally.cancelled),
    ]


def _group_row(
    sheet: Worksheet, row: int, name: str, tally: Tally, decimals: int, *, is_total: bool = False
) -> None:
    _put(sheet, row, 1, name, Look.TOTAL if is_total else Look.TEXT)
    look = Look.TOTAL_NUMBER if is_total else Look.NUMBER
    for column, count in enumerate((tally.total, tally.completed, *tally.boxes.values()), start=2):
        _put(sheet, row, column, count, look)
    _put_percent(sheet, row, len(FIGURE_COLUMNS), tally.percents(decimals).completed)


def _write_annex(sheet: Worksheet, paper: Paper) -> None:
    _put(sheet, 1, 1, ANNEX_TITLE, Look.TITLE)
    _put(sheet, 2, 1, paper.annex_reference, Look.NOTE)
    _put(sheet, 3, 1, _produced(paper), Look.NOTE)
    at = header = 5
    _put_header(sheet, header, COLUMNS)
    for number, (above, row) in enumerate(headings(paper.rows), start=1):
        for heading in above:
            at += 1
            _put(sheet, at, 1, heading, Look.SECTION)
            sheet.merge_cells(start_row=at, end_row=at, start_column=1, end_column=len(COLUMNS))
        at += 1
        for column, value in enumerate(_values(row, number), start=1):
            look = Look.CENTRED if column in CENTRED_COLUMNS else Look.TEXT
            _put(sheet, at, column, value, Look.DAY if isinstance(value, date) else look)
    _set_up(sheet, ANNEX_WIDTHS, header=header)
    sheet.freeze_panes = f"C{header + 1}"


def _values(row: Row, number: int) -> Sequence[str | date]:
    return (
        row.ordinal or str(number),
        row.title,
        row.lead,
        row.supporting,
        row.deliverable,
        row.deadline,
        row.result,
        row.progress,
    )


def _produced(paper: Paper) -> str:
    at = paper.produced_at
    return (
        f"Số liệu tính đến ngày {official_date(paper.summary.as_of)}, "
        f"lập lúc {at:%H:%M} ngày {official_date(at.date())}."
    )


def _put(sheet: Worksheet, row: int, column: int, value: Value, look: Look) -> None:
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


def _put_header(sheet: Worksheet, row: int, names: Sequence[str]) -> None:
    for column, name in enumerate(names, start=1):
        _put(sheet, row, column, name, Look.HEAD)


def _put_percent(sheet: Worksheet, row: int, column: int, percent: Decimal | None) -> None:
    _put(sheet, row, column, NOTHING if percent is None else percent / 100, Look.PERCENT)


def _set_up(sheet: Worksheet, widths: Sequence[int], *, header: int) -> None:
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
