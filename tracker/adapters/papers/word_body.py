"""The text of a report: results with their figures, difficulties, proposals."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tracker.adapters.papers.ooxml import (
    Cell,
    Element,
    Look,
    TableRow,
    paragraph,
    run,
    table,
)
from tracker.adapters.papers.paper import INDICATOR_COLUMNS, Paper, indicator_words
from tracker.adapters.papers.word_frame import TEXT_WIDTH
from tracker.domain.documents import official_date
from tracker.domain.figures import Grouping, Tally
from tracker.domain.narrative import percent
from tracker.domain.timeliness import Box

FIRST_LINE = 12.7
TEXT = Look(first_line=FIRST_LINE, after=6)
LINES_TO_FILL = 3
ANNEX_IS_WITH_IT = "(Tiến độ của từng nhiệm vụ tại Phụ lục kèm theo)"
OFFICE_COLUMNS = (
    ("TT", 9),
    ("Cơ quan chủ trì", 40),
    ("Được giao", 14),
    ("Hoàn thành đúng hạn", 16),
    ("Hoàn thành quá hạn", 16),
    ("Đang thực hiện trong hạn", 16),
    ("Đang thực hiện quá hạn", 16),
    ("Không có thời hạn", 16),
    ("Tỷ lệ hoàn thành", 22),
)

INDICATOR_WIDTHS = (62, 38, 23, 22, 20)


def body(paper: Paper) -> Iterator[Element]:
    yield text(introduction(paper))
    yield heading(1, "I. KẾT QUẢ THỰC HIỆN")
    yield heading(2, "1. Kết quả chung")
    for line in paper.results:
        yield text(line)
    yield heading(2, "2. Kết quả theo cơ quan chủ trì")
    yield _offices(paper)
    yield note(produced(paper))
    yield text(ANNEX_IS_WITH_IT)
    if paper.field_results:
        yield heading(2, "3. Kết quả cụ thể")
        for line in paper.field_results:
            yield text(line)
    if paper.indicators:
        yield heading(2, f"{4 if paper.field_results else 3}. Kết quả thực hiện các chỉ tiêu")
        yield indicator_table([indicator_words(one) for one in paper.indicators])
    yield heading(1, "II. KHÓ KHĂN, VƯỚNG MẮC")
    yield from _written(paper.difficulties)
    yield heading(1, "III. ĐỀ XUẤT, KIẾN NGHỊ")
    yield from _written(paper.proposals)
    if paper.texts.replaces:
        yield text(f"Báo cáo này thay thế {paper.texts.replaces}.")
    yield last(last_sentence(paper))


def introduction(paper: Paper) -> str:
    basis = f"Thực hiện {', '.join(paper.basis)}, " if paper.basis else ""
    name = paper.letterhead.issuer_in_words or paper.summary.committee
    day = official_date(paper.summary.as_of)
    return f"{basis}{name} báo cáo kết quả thực hiện nhiệm vụ đến ngày {day} như sau:"


def last_sentence(paper: Paper) -> str:
    day = official_date(paper.summary.as_of)
    name = paper.letterhead.issuer_in_words or paper.summary.committee
    return (
        "Trên đây là báo cáo kết quả thực hiện nhiệm vụ theo Nghị quyết số 57-NQ/TW "
        f"đến ngày {day} của {name}./."
    )


def produced(paper: Paper) -> str:
    at = paper.produced_at
    known = (
        ""
        if paper.known_at is None or paper.known_at == at
        else (
            f", theo dữ liệu đã ghi nhận đến {paper.known_at:%H:%M} "
            f"ngày {official_date(paper.known_at.date())}"
        )
    )
    return f"Số liệu lập lúc {at:%H:%M} ngày {official_date(at.date())}{known}."


def text(words: str) -> Element:
    return paragraph(run(words), look=TEXT)


def heading(level: int, words: str) -> Element:
    look = Look(style=f"Heading{level}", keep_next=True, first_line=FIRST_LINE, before=6, after=6)
    return paragraph(run(words, bold=True), look=look)


def lines_to_fill() -> Iterator[Element]:
    for _ in range(LINES_TO_FILL):
        yield paragraph(run("\t"), look=Look(align="left", after=6, leader=TEXT_WIDTH))


def last(words: str) -> Element:
    """The sentence that ends the text; the signature stays on its page."""
    return paragraph(run(words), look=replace(TEXT, keep_next=True))


def note(words: str) -> Element:
    return paragraph(run(words, size=12, italic=True), look=Look(align="left", before=3, after=6))


def _written(lines: Sequence[str]) -> Iterator[Element]:
    """A paragraph per line; nothing: dotted lines to be filled in by hand."""
    for line in lines:
        yield text(line)
    if not lines:
        yield from lines_to_fill()


def _offices(paper: Paper) -> Element:
    decimals = paper.summary.decimals
    groups = paper.summary.groups[Grouping.OFFICE]
    rows = [
        _office_row(str(number), group.name, group.tally, decimals)
        for number, group in enumerate(groups, start=1)
    ]
    return office_table(
        [*rows, _office_row("", "Tổng số", paper.summary.tally, decimals, bold=True)]
    )


def office_table(rows: Sequence[TableRow]) -> Element:
    header = TableRow([office_cell(name, bold=True) for name, _ in OFFICE_COLUMNS], header=True)
    return table([width for _, width in OFFICE_COLUMNS], [header, *rows], borders=True)


def indicator_table(rows: Sequence[Sequence[str]]) -> Element:
    header = TableRow([office_cell(name, bold=True) for name in INDICATOR_COLUMNS], header=True)
    lines = [
        TableRow(
            [office_cell(words, align="left" if place == 0 else "center") for place, words in row]
        )
        for row in (enumerate(row) for row in rows)
    ]
    return table(INDICATOR_WIDTHS, [header, *lines], borders=True)


def _office_row(
    number: str, name: str, tally: Tally, decimals: int, *, bold: bool = False
) -> TableRow:
    counts = (
        tally.total,
        tally.boxes[Box.COMPLETED_ON_TIME],
        tally.boxes[Box.COMPLETED_LATE],
        tally.boxes[Box.OPEN_ON_TRACK],
        tally.boxes[Box.OPEN_OVERDUE],
        tally.no_deadline,
    )
    share = percent(tally.percents(decimals).completed, decimals)
    done = f"{tally.completed} ({share})" if tally.total else share
    return TableRow(
        [
            office_cell(number, bold=bold),
            office_cell(name, bold=bold, align="left"),
            *(office_cell(str(n), bold=bold) for n in counts),
            office_cell(done, bold=bold),
        ]
    )


def office_cell(words: str, *, bold: bool = False, align: str = "center") -> Cell:
    return Cell(
        [paragraph(run(words, size=12, bold=bold), look=Look(align=align, before=2, after=2))],
        middle=True,
    )
