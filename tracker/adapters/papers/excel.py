"""A report as a workbook: the figures, and the annex with real dates and a header that stays."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tracker.adapters.papers.excel_cells import put, put_header, set_up
from tracker.adapters.papers.excel_styles import Look, add_looks
from tracker.adapters.papers.paper import (
    ANNEX_TITLE,
    COLUMNS,
    INDICATOR_COLUMNS,
    Paper,
    Row,
    headings,
    indicator_words,
    printable,
)
from tracker.domain.documents import official_date
from tracker.domain.figures import Grouping, Summary, Tally
from tracker.domain.narrative import NOTHING
from tracker.domain.timeliness import Box

ANNEX_SHEET, ANNEX_HEADER = "Phụ lục", 5
ANNEX_WIDTHS = (7, 48, 22, 22, 26, 14, 30, 18)
CENTRED_COLUMNS = (1, 6, 8)
FIGURE_COLUMNS = (
    "Cơ quan chủ trì",
    "Được giao",
    "Hoàn thành",
    *(box.label for box in Box),
    "Tỷ lệ hoàn thành",
)
INDICATOR_WIDTHS = (50, 30, 14, 18, 14)
FIGURE_WIDTHS = (40, *(14,) * (len(FIGURE_COLUMNS) - 1))
Line = tuple[str, int] | tuple[str, int, Decimal | None]


def write_excel(paper: Paper) -> bytes:
    """The workbook: sheets of figures, of indicators where there are any, and of every task."""
    book = Workbook()
    book.properties.creator = printable(paper.summary.committee)
    book.properties.title = printable(" ".join(("Báo cáo", *paper.subject)))
    add_looks(book, percent_decimals=paper.summary.decimals)
    figures = book.worksheets[0]
    figures.title = "Số liệu"
    _write_figures(figures, paper)
    if paper.indicators:
        _write_indicators(book.create_sheet("Chỉ tiêu"), paper)
    _write_annex(book.create_sheet(ANNEX_SHEET), paper)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _write_figures(sheet: Worksheet, paper: Paper) -> None:
    summary = paper.summary
    put(sheet, 1, 1, summary.committee, Look.TITLE)
    day = official_date(summary.as_of)
    put(sheet, 2, 1, f"Số liệu thực hiện nhiệm vụ tính đến ngày {day}", Look.TITLE)
    put(sheet, 3, 1, produced_words(paper), Look.NOTE)
    row = 5
    for words, count, *percents in _figure_lines(summary):
        put(sheet, row, 1, words, Look.TEXT)
        put(sheet, row, 2, count, Look.NUMBER)
        for percent in percents:
            _put_percent(sheet, row, 3, percent)
        row += 1
    header = row + 1
    put_header(sheet, header, FIGURE_COLUMNS)
    groups = summary.groups[Grouping.OFFICE]
    for row, group in enumerate(groups, start=header + 1):
        _group_row(sheet, row, group.name, group.tally, summary.decimals)
    total = header + len(groups) + 1
    _group_row(sheet, total, "Tổng số", summary.tally, summary.decimals, is_total=True)
    set_up(sheet, FIGURE_WIDTHS, header=header)


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
    put(sheet, row, 1, name, Look.TOTAL if is_total else Look.TEXT)
    look = Look.TOTAL_NUMBER if is_total else Look.NUMBER
    for column, count in enumerate((tally.total, tally.completed, *tally.boxes.values()), start=2):
        put(sheet, row, column, count, look)
    _put_percent(sheet, row, len(FIGURE_COLUMNS), tally.percents(decimals).completed)


def _write_indicators(sheet: Worksheet, paper: Paper) -> None:
    put(sheet, 1, 1, "Kết quả thực hiện các chỉ tiêu", Look.TITLE)
    put(sheet, 2, 1, produced_words(paper), Look.NOTE)
    header = 4
    put_header(sheet, header, INDICATOR_COLUMNS)
    for row, one in enumerate(paper.indicators, start=header + 1):
        name, result, _, target, judged = indicator_words(one)
        day = one.value.on if one.value else ""
        for column, value in enumerate((name, result, day, target, judged), start=1):
            put(sheet, row, column, value, Look.DAY if isinstance(value, date) else Look.TEXT)
    set_up(sheet, INDICATOR_WIDTHS, header=header)
    sheet.freeze_panes = f"B{header + 1}"


def _write_annex(sheet: Worksheet, paper: Paper) -> None:
    put(sheet, 1, 1, ANNEX_TITLE, Look.TITLE)
    put(sheet, 2, 1, paper.annex_reference, Look.NOTE)
    put(sheet, 3, 1, produced_words(paper), Look.NOTE)
    write_rows(sheet, paper.rows)


def write_rows(sheet: Worksheet, rows: Sequence[Row]) -> None:
    """The table of tasks under their headings, ready to be printed; its header is row 5."""
    at = ANNEX_HEADER
    put_header(sheet, at, COLUMNS)
    for number, (above, row) in enumerate(headings(rows), start=1):
        for heading in above:
            at += 1
            put(sheet, at, 1, heading, Look.SECTION)
            sheet.merge_cells(start_row=at, end_row=at, start_column=1, end_column=len(COLUMNS))
        at += 1
        for column, value in enumerate(_values(row, number), start=1):
            look = Look.CENTRED if column in CENTRED_COLUMNS else Look.TEXT
            put(sheet, at, column, value, Look.DAY if isinstance(value, date) else look)
    set_up(sheet, ANNEX_WIDTHS, header=ANNEX_HEADER)
    sheet.freeze_panes = f"C{ANNEX_HEADER + 1}"


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


def produced_words(paper: Paper) -> str:
    at = paper.produced_at
    return (
        f"Số liệu tính đến ngày {official_date(paper.summary.as_of)}, "
        f"lập lúc {at:%H:%M} ngày {official_date(at.date())}."
    )


def _put_percent(sheet: Worksheet, row: int, column: int, percent: Decimal | None) -> None:
    put(sheet, row, column, NOTHING if percent is None else percent / 100, Look.PERCENT)
