"""A report as a workbook: the figures, and the annex with real dates and a header that stays."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from math import ceil
from typing import cast

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from tracker.adapters.papers.paper import ANNEX_TITLE, COLUMNS, Paper, Row, headings, printable
from tracker.domain.documents import official_date
from tracker.domain.figures import Grouping, Summary, Tally
from tracker.domain.narrative import NOTHING
from tracker.domain.timeliness import Box

FONT = "Times New Roman"
LINE = Side(style="thin")
FRAME = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
ANNEX_WIDTHS = (7, 48, 22, 22, 26, 14, 30, 18)
FIGURE_COLUMNS = (
    "Cơ quan chủ trì",
    "Được giao",
    "Hoàn thành",
    *(box.label for box in Box),
    "Tỷ lệ hoàn thành",
)
FIGURE_WIDTHS = (40, *(14,) * (len(FIGURE_COLUMNS) - 1))
# A spreadsheet takes text that begins so for a formula when it is edited or copied on.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t")
LINE_POINTS = 15.75
LONGEST_TEXT = 32_767
Value = str | int | date | Decimal | None


def write_excel(paper: Paper) -> bytes:
    """The workbook: sheet "Số liệu" has the figures, sheet "Phụ lục" every task."""
    book = Workbook()
    book.properties.creator = printable(paper.summary.committee)
    book.properties.title = printable(" ".join(("Báo cáo", *paper.subject)))
    figures = book.worksheets[0]
    figures.title = "Số liệu"
    _write_figures(figures, paper)
    _write_annex(book.create_sheet("Phụ lục"), paper)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _write_figures(sheet: Worksheet, paper: Paper) -> None:
    summary = paper.summary
    _title(sheet, 1, summary.committee)
    _title(sheet, 2, f"Số liệu thực hiện nhiệm vụ tính đến ngày {official_date(summary.as_of)}")
    _put(sheet, 3, 1, _produced(paper), italic=True)
    row = 5
    for words, count, *percents in _figure_lines(summary):
        _put(sheet, row, 1, words, framed=True)
        _put(sheet, row, 2, count, framed=True, align="right")
        for percent in percents:
            _put_percent(sheet, row, 3, percent, summary.decimals)
        row += 1
    row += 1
    header = row
    for column, name in enumerate(FIGURE_COLUMNS, start=1):
        _put(sheet, row, column, name, bold=True, framed=True, align="center")
    for group in summary.groups[Grouping.OFFICE]:
        row += 1
        _group_row(sheet, row, group.name, group.tally, summary.decimals)
    _group_row(sheet, row + 1, "Tổng số", summary.tally, summary.decimals, bold=True)
    _set_up(sheet, FIGURE_WIDTHS, header=header)


Line = tuple[str, int] | tuple[str, int, Decimal | None]


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
    sheet: Worksheet, row: int, name: str, tally: Tally, decimals: int, *, bold: bool = False
) -> None:
    _put(sheet, row, 1, name, framed=True, bold=bold)
    for column, count in enumerate((tally.total, tally.completed, *tally.boxes.values()), start=2):
        _put(sheet, row, column, count, framed=True, bold=bold, align="right")
    share = tally.percents(decimals).completed
    _put_percent(sheet, row, len(FIGURE_COLUMNS), share if tally.total else None, decimals)


def _write_annex(sheet: Worksheet, paper: Paper) -> None:
    _title(sheet, 1, ANNEX_TITLE)
    _put(sheet, 2, 1, paper.annex_reference, italic=True)
    _put(sheet, 3, 1, _produced(paper), italic=True)
    header = 5
    for column, name in enumerate(COLUMNS, start=1):
        _put(sheet, header, column, name, bold=True, framed=True, align="center")
    at = header
    for number, (above, row) in enumerate(headings(paper.rows), start=1):
        for heading in above:
            at += 1
            _put(sheet, at, 1, heading, bold=True)
            sheet.merge_cells(start_row=at, end_row=at, start_column=1, end_column=len(COLUMNS))
        at += 1
        for column, value in enumerate(_values(row, number), start=1):
            align = "center" if column in (1, 6, 8) else "left"
            _put(sheet, at, column, value, framed=True, align=align)
    _set_up(sheet, ANNEX_WIDTHS, header=header)
    sheet.freeze_panes = f"C{header + 1}"


def _values(row: Row, number: int) -> Sequence[Value]:
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


def _title(sheet: Worksheet, row: int, words: str) -> None:
    _put(sheet, row, 1, words, bold=True, size=14, wrap=False)


def _put(
    sheet: Worksheet,
    row: int,
    column: int,
    value: Value,
    *,
    bold: bool = False,
    italic: bool = False,
    size: int = 12,
    framed: bool = False,
    align: str = "left",
    wrap: bool = True,
) -> Cell:
    cell = cast(Cell, sheet.cell(row, column))
    if isinstance(value, str):
        cell.value = printable(value)[:LONGEST_TEXT]
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(FORMULA_SIGNS)
    elif isinstance(value, date):
        cell.value = value
        cell.number_format = "dd/mm/yyyy"
    else:
        cell.value = value
    cell.font = Font(name=FONT, size=size, bold=bold, italic=italic)
    cell.alignment = Alignment(horizontal=align, vertical="top", wrap_text=wrap and framed)
    if framed:
        cell.border = FRAME
    return cell


def _put_percent(
    sheet: Worksheet, row: int, column: int, percent: Decimal | None, decimals: int
) -> None:
    value = NOTHING if percent is None else percent / 100
    cell = _put(sheet, row, column, value, framed=True, align="right")
    cell.number_format = f"0.{'0' * decimals}%" if decimals else "0%"


def _set_up(sheet: Worksheet, widths: Sequence[int], *, header: int) -> None:
    """A4, landscape, as wide as the page, with the header on every printed page."""
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    for number, row in enumerate(sheet.iter_rows(min_row=header), start=header):
        merged = len(row) > 1 and isinstance(row[1], MergedCell)
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
