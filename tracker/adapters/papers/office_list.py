"""The list of one office: its figures, what it leads, what it takes part in; Word and Excel."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO

from openpyxl import Workbook

from tracker.adapters.papers.excel import produced_words, write_rows
from tracker.adapters.papers.excel_cells import put
from tracker.adapters.papers.excel_styles import Look, add_looks
from tracker.adapters.papers.ooxml import Element, paragraph, run
from tracker.adapters.papers.ooxml import Look as Stands
from tracker.adapters.papers.paper import Paper, Row, printable
from tracker.adapters.papers.word import about, document_of
from tracker.adapters.papers.word_annex import task_table
from tracker.domain.documents import official_date
from tracker.domain.figures import Tally
from tracker.domain.narrative import tally_sentence

TITLE = "DANH SÁCH NHIỆM VỤ"
LED, BESIDE = "NHIỆM VỤ CHỦ TRÌ", "NHIỆM VỤ CÙNG CHỦ TRÌ, PHỐI HỢP"


@dataclass(frozen=True, slots=True)
class OfficeList:
    """What the paper of a day says of one office; the figures count the tasks that it leads."""

    paper: Paper
    office: str
    tally: Tally
    led: Sequence[Row]
    beside: Sequence[Row]

    @property
    def sentence(self) -> str:
        day = official_date(self.paper.summary.as_of)
        if not self.tally.total:
            return f"Đến ngày {day}, {self.office} không có nhiệm vụ chủ trì."
        figures = tally_sentence(self.tally, self.paper.summary.decimals)
        return f"Đến ngày {day}, {self.office} {figures}"

    @property
    def rows(self) -> list[Row]:
        """Both parts under their headings, each in annex order."""
        parts = [(LED, self.led), (BESIDE, self.beside)]
        named = [(name, rows) for name, rows in parts if rows]
        return [
            replace(row, directive="", section=f"{'I' * number}. {name}")
            for number, (name, rows) in enumerate(named, start=1)
            for row in rows
        ]


def write_office_word(of: OfficeList) -> bytes:
    """A4 landscape, in the form of a report's annex."""
    return document_of(about(of.paper, f"{TITLE}: {of.office}"), _text(of), landscape=True)


def _text(of: OfficeList) -> Iterator[Element]:
    centred = Stands(align="center")
    yield paragraph(run(TITLE, bold=True), look=centred)
    yield paragraph(run(of.office.upper(), bold=True), look=centred)
    note = f"({produced_words(of.paper).removesuffix('.')})"
    yield paragraph(run(note, italic=True), look=Stands(align="center", after=8))
    yield paragraph(run(of.sentence), look=Stands(after=8))
    yield task_table(of.rows)


def write_office_excel(of: OfficeList) -> bytes:
    book = Workbook()
    book.properties.creator = printable(of.paper.summary.committee)
    book.properties.title = printable(f"{TITLE}: {of.office}")
    add_looks(book, percent_decimals=of.paper.summary.decimals)
    sheet = book.worksheets[0]
    sheet.title = "Nhiệm vụ"
    put(sheet, 1, 1, f"{TITLE}: {of.office}", Look.TITLE)
    put(sheet, 2, 1, of.sentence, Look.NOTE)
    put(sheet, 3, 1, produced_words(of.paper), Look.NOTE)
    write_rows(sheet, of.rows)
    file = BytesIO()
    book.save(file)
    return file.getvalue()
